package org.caravanserai.delivery.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows a lane has in a version, each with the hash of its values, and how that differs from the version before: a file beside the published ones, sixteen
 * bytes a row in ascending order of record ids, written and compared while the rows go by.
 */
public final class RowMarks implements AutoCloseable {
    private static final int ROW = 16;
    private static final int BUFFER = ROW << 12;

    private final String stream;
    private final String locale;
    private final FileChannel out;
    private final FileChannel before;
    private final ByteBuffer fresh = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer old = ByteBuffer.allocate(BUFFER).limit(0);
    private final Counted created = new Counted();
    private final Counted updated = new Counted();
    private final Counted gone = new Counted();
    private long oldId = Long.MAX_VALUE;
    private long oldHash;

    private static final class Counted {
        private final List<Long> first = new ArrayList<>();
        private long count;

        void add(long id, boolean listed) {
            count++;
            if (listed && first.size() < Edition.LISTED) {
                first.add(id);
            }
        }

        Edition.Rows rows() {
            return new Edition.Rows(count, first);
        }
    }

    /**
     * Begins those of a version.
     *
     * @param locale empty when the stream is not split
     * @param file to be written
     * @param last of the version before, null or no file = there is none
     */
    public RowMarks(String stream, String locale, Path file, Path last) throws IOException {
        this.stream = stream;
        this.locale = locale;
        this.before =
                last == null || !Files.isRegularFile(last) ? null : FileChannel.open(last, StandardOpenOption.READ);
        this.out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        step();
    }

    /** What the file of a lane is called beside the published ones. */
    public static String name(String stream, String locale) {
        return "marks-" + stream + "-" + locale;
    }

    /** The next row of this version, in ascending order of record ids. */
    public void row(long recordId, long hash) throws IOException {
        passed(recordId);
        if (oldId == recordId) {
            if (oldHash != hash) {
                updated.add(recordId, true);
            }
            step();
        } else {
            created.add(recordId, before != null);
        }
        if (!fresh.hasRemaining()) {
            flush();
        }
        fresh.putLong(recordId).putLong(hash);
    }

    /** All rows have come. */
    public Edition.Part finish() throws IOException {
        passed(Long.MAX_VALUE);
        flush();
        out.force(true);
        return new Edition.Part(stream, locale, before != null, created.rows(), updated.rows(), gone.rows());
    }

    private void passed(long recordId) throws IOException {
        while (oldId < recordId) {
            gone.add(oldId, true);
            step();
        }
    }

    private void step() throws IOException {
        oldId = Long.MAX_VALUE;
        if (before == null) {
            return;
        }
        if (old.remaining() < ROW) {
            old.compact();
            while (old.position() < ROW && before.read(old) >= 0) {
                // until there is a row or the end
            }
            old.flip();
        }
        if (old.remaining() >= ROW) {
            oldId = old.getLong();
            oldHash = old.getLong();
        }
    }

    private void flush() throws IOException {
        fresh.flip();
        while (fresh.hasRemaining()) {
            out.write(fresh);
        }
        fresh.clear();
    }

    /**
     * One row of such a file.
     *
     * @throws NoSuchFileException when there is no such file
     */
    static FeedFolder.Mark find(Path file, long recordId) throws IOException {
        try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
            var row = ByteBuffer.allocate(ROW);
            long low = 0;
            long high = in.size() / ROW - 1;
            while (low <= high) {
                long middle = (low + high) >>> 1;
                row.clear();
                while (row.hasRemaining() && in.read(row, middle * ROW + row.position()) >= 0) {
                    // until the row is whole
                }
                long id = row.getLong(0);
                if (id == recordId) {
                    return new FeedFolder.Mark(true, row.getLong(8));
                }
                if (id < recordId) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return FeedFolder.Mark.ABSENT;
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (before != null) {
            before.close();
        }
    }
}
