package org.caravanserai.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that happened to a stand-in, one JSON object a line, never rewritten. A line is on the disk before the
 * answer it tells of is sent; a line that a kill cut off was never answered for and goes away at the next start.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    /** No channel: an interrupted thread would close it for all others. */
    private final RandomAccessFile out;

    private final boolean forces;
    private final Object forcing = new Object();
    private long forced;

    /**
     * Opens or begins a journal.
     *
     * @param forces whether lines survive a loss of power too, not only the death of the process
     */
    Journal(Path file, boolean forces) {
        this.file = file;
        this.forces = forces;
        try {
            Files.createDirectories(file.getParent());
            out = new RandomAccessFile(file.toFile(), "rw");
            out.setLength(wholeLines());
            out.seek(out.length());
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be opened", failed);
        }
    }

    /** Adds a line; it is safe once {@link #force} was given the number returned. One caller at a time. */
    long write(ObjectNode line) {
        try {
            out.write((Json.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
            return out.getFilePointer();
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be written", failed);
        }
    }

    /** Waits until everything up to a place is on the disk; callers that come together share one look at the disk. */
    void force(long place) {
        synchronized (forcing) {
            if (!forces || forced >= place) {
                return;
            }
            try {
                var end = out.length();
                out.getFD().sync();
                forced = end;
            } catch (IOException failed) {
                throw new UncheckedIOException(file + " cannot be written", failed);
            }
        }
    }

    /** Reads from the first line on, until told to stop by false. */
    void each(Predicate<ObjectNode> look) {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var line = new ByteArrayOutputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c != '\n') {
                    line.write(c);
                    continue;
                }
                var read = Json.read(line.toByteArray());
                line.reset();
                if (!(read.orElse(null) instanceof ObjectNode object)) {
                    throw new IllegalStateException(file + " holds a line that is no JSON object; it was changed by"
                            + " somebody: move the folder away to begin anew");
                }
                if (!look.test(object)) {
                    return;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read", failed);
        }
    }

    private long wholeLines() throws IOException {
        var piece = new byte[1 << 16];
        for (var end = out.length(); end > 0; ) {
            var begin = Math.max(0, end - piece.length);
            out.seek(begin);
            out.readFully(piece, 0, (int) (end - begin));
            for (int i = (int) (end - begin) - 1; i >= 0; i--) {
                if (piece[i] == '\n') {
                    return begin + i + 1;
                }
            }
            end = begin;
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be closed", failed);
        }
    }
}
