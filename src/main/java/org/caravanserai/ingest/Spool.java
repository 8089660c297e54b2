package org.caravanserai.ingest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Parcel;

/**
 * The rows of one file as the first pass read and mapped them, put aside on disk: the second pass neither reads nor
 * maps
 * again, and cannot see another file than the brake saw.
 */
final class Spool implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final byte TAKEN = 1;
    private static final byte REFUSED = 2;

    private final Path file;
    private final Kind kind;
    private final DataOutputStream out;

    /**
     * A row.
     *
     * @param line it begins on
     * @param key hash of its key, 0 when refused
     * @param parcel its document, null when refused
     * @param refused why, null when it is a document
     */
    record Row(long line, long key, Parcel parcel, Inward.Reading.Refused refused) {}

    Spool(Path folder, Kind kind) throws IOException {
        Files.createDirectories(folder);
        this.file = Files.createTempFile(folder, "rows-", ".spool");
        this.kind = kind;
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    void refused(long line, Inward.Reading.Refused why) throws IOException {
        out.writeByte(REFUSED);
        out.writeLong(line);
        text(why.rule());
        text(why.attribute());
        text(why.value());
        text(why.message());
    }

    void taken(long line, long key, Parcel parcel) throws IOException {
        out.writeByte(TAKEN);
        out.writeLong(line);
        out.writeLong(key);
        parcel.write(out);
    }

    /** Says that all rows are written. */
    void written() throws IOException {
        out.close();
    }

    private void text(String text) throws IOException {
        var bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /** The rows from the start. */
    Reader read() throws IOException {
        return new Reader(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)));
    }

    /** One pass over the rows. */
    final class Reader implements Closeable {
        private final DataInputStream in;

        private Reader(DataInputStream in) {
            this.in = in;
        }

        /** The next row, null at the end. */
        Row next() throws IOException {
            int what = in.read();
            if (what < 0) {
                return null;
            }
            long line = in.readLong();
            if (what == REFUSED) {
                return new Row(line, 0, null, new Inward.Reading.Refused(text(), text(), text(), text()));
            }
            long key = in.readLong();
            return new Row(line, key, Parcel.read(kind, in), null);
        }

        private String text() throws IOException {
            int length = in.readInt();
            if (length < 0) {
                return null;
            }
            var bytes = new byte[length];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Throws the rows away. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
