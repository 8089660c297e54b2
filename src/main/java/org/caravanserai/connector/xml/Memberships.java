package org.caravanserai.connector.xml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/**
 * Which product stands in which group. BMEcat wants this behind all products, so it is the one thing a streamed catalogue keeps: some twenty bytes
 * per product, no object.
 */
final class Memberships {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final List<String> groups = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Takes one pair. */
    @FunctionalInterface
    interface Pair {
        void take(String product, String group) throws XMLStreamException;
    }

    void add(String product, String group) {
        try {
            out.writeUTF(product);
            out.writeInt(numbers.computeIfAbsent(group, none -> {
                groups.add(group);
                return groups.size() - 1;
            }));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** All pairs, in the order they came. */
    void each(Pair pair) throws XMLStreamException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        try {
            while (in.available() > 0) {
                pair.take(in.readUTF(), groups.get(in.readInt()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
