package org.caravanserai.delivery.wanted;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.RemoteRef;

/** A mapped row as bytes: what the ledger keeps so that a held item can stay in a snapshot as it was. */
public final class CellsCodec {
    private CellsCodec() {}

    /** A row read back. */
    private record Kept(List<String> fields, Object[] values) implements Cells {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Object value(int field) {
            return values[field];
        }
    }

    public static byte[] write(Cells row) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(row.fields().hashCode());
            values(row, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The row, empty when it was written by a mapping with other fields: then it no longer fits the file. */
    public static Optional<Cells> read(byte[] bytes, List<String> fields) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != fields.hashCode()) {
                return Optional.empty();
            }
            return Optional.of(new Kept(fields, values(in)));
        } catch (IOException torn) {
            throw new UncheckedIOException("a kept payload cannot be read", torn);
        }
    }

    private static void values(Cells row, DataOutputStream out) throws IOException {
        out.writeShort(row.size());
        for (int i = 0; i < row.size(); i++) {
            value(row.value(i), out);
        }
    }

    private static Object[] values(DataInputStream in) throws IOException {
        var values = new Object[in.readUnsignedShort()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(in);
        }
        return values;
    }

    private static void value(Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof String text) {
            out.writeByte('S');
            text(text, out);
        } else if (value instanceof Long number) {
            out.writeByte('L');
            out.writeLong(number);
        } else if (value instanceof BigDecimal number) {
            out.writeByte('D');
            text(number.toString(), out);
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? 'T' : 'F');
        } else if (value instanceof LocalDate day) {
            out.writeByte('Y');
            out.writeLong(day.toEpochDay());
        } else if (value instanceof RemoteRef document) {
            out.writeByte('R');
            text(document.stream(), out);
            text(document.key(), out);
        } else if (value instanceof List<?> list) {
            out.writeByte('[');
            out.writeInt(list.size());
            for (var one : list) {
                value(one, out);
            }
        } else if (value instanceof Cells nested) {
            out.writeByte('{');
            out.writeShort(nested.fields().size());
            for (var field : nested.fields()) {
                text(field, out);
            }
            values(nested, out);
        } else {
            throw new IllegalArgumentException(
                    "a row cannot hold a " + value.getClass().getName());
        }
    }

    private static Object value(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case '0' -> null;
            case 'S' -> text(in);
            case 'L' -> in.readLong();
            case 'D' -> new BigDecimal(text(in));
            case 'T' -> true;
            case 'F' -> false;
            case 'Y' -> LocalDate.ofEpochDay(in.readLong());
            case 'R' -> new RemoteRef(text(in), text(in));
            case '[' -> {
                int size = in.readInt();
                var list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(value(in));
                }
                yield list;
            }
            case '{' -> {
                int size = in.readUnsignedShort();
                var fields = new ArrayList<String>();
                for (int i = 0; i < size; i++) {
                    fields.add(text(in));
                }
                yield new Kept(List.copyOf(fields), values(in));
            }
            default -> throw new IOException("unknown tag " + tag);
        };
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
