package org.caravanserai.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.connector.Ack;
import org.caravanserai.ledger.Capability;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Sender;
import org.caravanserai.order.Sight;
import tools.jackson.databind.json.JsonMapper;

/** An ERP whose memory is a file: what it has, it has, whatever becomes of the hub. Now and then it loses a call, loses an answer or refuses. */
final class OrderErp implements Sender {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An order as it stands there. */
    record Entry(String key, String order) {}

    final Capability capability;
    private final Path file;
    private final Random random;
    private final List<Entry> entries = new ArrayList<>();
    private volatile boolean moody = true;
    private int refusals;

    /** @param refusals so many of the first calls are refused for certain */
    OrderErp(Path file, Capability capability, Random random, int refusals) throws IOException {
        this.file = file;
        this.capability = capability;
        this.random = random;
        this.refusals = refusals;
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var entry = JSON.readTree(line);
                entries.add(new Entry(
                        entry.path("key").asString(), entry.path("order").asString()));
            }
        }
    }

    /** From now on it behaves. */
    void calm() {
        moody = false;
    }

    @Override
    public synchronized Ack send(Consignment consignment) {
        if (refusals > 0) {
            refusals--;
            return new Ack.Rejected("E42", null, "not today");
        }
        if (moody && random.nextInt(8) == 0) {
            return random.nextInt(3) == 0
                    ? new Ack.Rejected("E42", null, "not today")
                    : new Ack.Unknown("lost on its way");
        }
        if (capability != Capability.KEYED || !has(consignment.key())) {
            append(new Entry(consignment.key(), consignment.order().number()));
        }
        CrashPoint.hit("order.erp-has-it");
        LockSupport.parkNanos(random.nextInt(5) * 1_000_000L);
        return moody && random.nextInt(5) == 0
                ? new Ack.Unknown("the answer was lost")
                : new Ack.Accepted("S-" + consignment.key());
    }

    @Override
    public Sight look(Consignment consignment) {
        return has(consignment.key()) ? new Sight.There("S-" + consignment.key(), null, 1, null) : new Sight.Absent();
    }

    private void append(Entry entry) {
        try {
            Files.writeString(
                    file,
                    CoreHub.json("key", entry.key(), "order", entry.order()) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            entries.add(entry);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    synchronized boolean has(String key) {
        return entries.stream().anyMatch(entry -> entry.key().equals(key));
    }

    /** All it has, in the order it came. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
