package org.caravanserai.delivery.feed;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The last editions of a publication, newest first: a file beside the published ones, carried from version to version. It appears and goes with its version,
 * so it tells of nothing that was not published.
 */
final class Editions {
    static final String NAME = "editions";

    private static final int MARK = 0x45444931;
    private static final int KEPT = 30;

    private Editions() {}

    /**
     * Writes the file of a new version.
     *
     * @param file to be written
     * @param before editions until now, newest first
     */
    static void write(Path file, Edition edition, List<Edition> before) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        var all = new ArrayList<Edition>();
        all.add(edition);
        before.stream().limit(KEPT - 1).forEach(all::add);
        out.writeInt(MARK);
        out.writeInt(all.size());
        for (var one : all) {
            out.writeLong(one.version());
            out.writeLong(one.at().getEpochSecond());
            out.writeInt(one.at().getNano());
            out.writeLong(one.rows());
            out.writeInt(one.parts().size());
            for (var part : one.parts()) {
                out.writeUTF(part.stream());
                out.writeUTF(part.locale());
                out.writeBoolean(part.compared());
                rows(out, part.created());
                rows(out, part.updated());
                rows(out, part.gone());
            }
        }
        Files.write(file, bytes.toByteArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.DSYNC);
    }

    private static void rows(DataOutputStream out, Edition.Rows rows) throws IOException {
        out.writeLong(rows.count());
        out.writeInt(rows.ids().size());
        for (long id : rows.ids()) {
            out.writeLong(id);
        }
    }

    /** What {@link #write} wrote; empty when there is no such file, or it is another version's form. */
    static List<Edition> read(Path file) {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (in.readInt() != MARK) {
                return List.of();
            }
            var editions = new ArrayList<Edition>();
            for (int left = in.readInt(); left > 0; left--) {
                editions.add(new Edition(
                        in.readLong(), Instant.ofEpochSecond(in.readLong(), in.readInt()), in.readLong(), parts(in)));
            }
            return editions;
        } catch (NoSuchFileException | EOFException none) {
            // Published before there were editions, swept while somebody asked, or damaged: no reason not to publish.
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    private static List<Edition.Part> parts(DataInputStream in) throws IOException {
        var parts = new ArrayList<Edition.Part>();
        for (int left = in.readInt(); left > 0; left--) {
            parts.add(new Edition.Part(in.readUTF(), in.readUTF(), in.readBoolean(), rows(in), rows(in), rows(in)));
        }
        return parts;
    }

    private static Edition.Rows rows(DataInputStream in) throws IOException {
        long count = in.readLong();
        var ids = new ArrayList<Long>();
        for (int left = in.readInt(); left > 0; left--) {
            ids.add(in.readLong());
        }
        return new Edition.Rows(count, ids);
    }
}
