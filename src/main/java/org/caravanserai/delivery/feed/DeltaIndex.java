package org.caravanserai.delivery.feed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which version of a publication brought each row, or took it away: a file beside the published ones, read in order of record ids while the next version is
 * written. It appears and disappears with its version, so there is nothing to disagree with.
 */
public final class DeltaIndex implements AutoCloseable {
    private static final int MARK = 0x44454C31;
    /** Versions after which a row that is gone is forgotten. */
    private static final int KEPT = 1_000;

    private final DataOutputStream out;
    private final FileChannel channel;
    private final DataInputStream before;
    private final long version;
    private final long reaches;
    private Entry next;
    private boolean closed;

    /**
     * What is known of one row.
     *
     * @param hash of its values, 0 = it is gone
     * @param since version that brought these values, or took the row away
     * @param key what a receiver knows it by
     */
    public record Entry(long recordId, long hash, long since, String key) {
        /** It stands in no file any more. */
        public boolean gone() {
            return hash == 0;
        }
    }

    /**
     * Begins the index of a version.
     *
     * @param file to be written
     * @param last index of the version before, null or no file = there is none
     * @param fields fingerprint of what a row consists of: an index of other fields says nothing
     */
    public DeltaIndex(Path file, Path last, int fields, long version) throws IOException {
        this.version = version;
        this.before = open(last, fields);
        this.reaches = before == null ? version : Math.max(before.readLong(), version - KEPT);
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream bytes = Channels.newOutputStream(channel);
        out = new DataOutputStream(new BufferedOutputStream(bytes, 1 << 16));
        out.writeInt(MARK);
        out.writeInt(fields);
        out.writeLong(reaches);
        step();
    }

    private static DataInputStream open(Path last, int fields) throws IOException {
        if (last == null || !Files.isRegularFile(last)) {
            return null;
        }
        var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(last), 1 << 16));
        if (in.readInt() == MARK && in.readInt() == fields) {
            return in;
        }
        in.close();
        return null;
    }

    /** Changes since this version or a later one are all known; since an earlier one they are not. */
    public long reaches() {
        return reaches;
    }

    private void step() throws IOException {
        next = null;
        if (before != null) {
            try {
                next = new Entry(before.readLong(), before.readLong(), before.readLong(), before.readUTF());
            } catch (EOFException end) {
                next = null;
            }
        }
    }

    /** Takes what was known of rows before this one; each is asked about in ascending order of record ids. */
    @FunctionalInterface
    public interface Gone {
        /** A row that is no longer there, in this version or since an earlier one. */
        void row(Entry entry) throws IOException;
    }

    /**
     * A row of this version.
     *
     * @param gone is told of the rows between the last one and this
     * @return what is known of it now
     */
    public Entry row(long recordId, long hash, String key, Gone gone) throws IOException {
        passed(recordId, gone);
        while (next != null && next.recordId() == recordId && next.gone()) {
            // A name receivers knew it by before; when it is the name again, it is no longer gone.
            if (!next.key().equals(key)) {
                forget(next, gone);
            }
            step();
        }
        var last = next != null && next.recordId() == recordId ? next : null;
        boolean same = last != null && last.hash() == hash && last.key().equals(key);
        if (last != null) {
            if (!last.key().equals(key)) {
                forget(new Entry(recordId, 0, version, last.key()), gone);
            }
            step();
        }
        var entry = new Entry(recordId, hash, same ? last.since() : version, key);
        write(entry);
        return entry;
    }

    /** The rows behind the last one. */
    public void rest(Gone gone) throws IOException {
        passed(Long.MAX_VALUE, gone);
    }

    private void passed(long recordId, Gone gone) throws IOException {
        while (next != null && next.recordId() < recordId) {
            forget(next.gone() ? next : new Entry(next.recordId(), 0, version, next.key()), gone);
            step();
        }
    }

    private void forget(Entry entry, Gone gone) throws IOException {
        if (entry.since() > version - KEPT) {
            gone.row(entry);
            write(entry);
        }
    }

    private void write(Entry entry) throws IOException {
        out.writeLong(entry.recordId());
        out.writeLong(entry.hash());
        out.writeLong(entry.since());
        out.writeUTF(entry.key());
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            if (before != null) {
                before.close();
            }
            out.flush();
            channel.force(true);
            channel.close();
        }
    }
}
