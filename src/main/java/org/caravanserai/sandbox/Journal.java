package org.caravanserai.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that happened to a stand-in, one JSON object a line, never rewritten. A line is on the disk before the
 * answer it tells of is sent; a line that a kill cut off was never answered for and goes away at the next start.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
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
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.truncate(wholeLines());
            channel.position(channel.size());
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be opened", failed);
        }
    }

    /** Adds a line; it is safe once {@link #force} was given the number returned. One caller at a time. */
    long write(ObjectNode line) {
        try {
            var bytes = ByteBuffer.wrap((Json.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return channel.position();
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
                var end = channel.size();
                channel.force(false);
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
        var size = channel.size();
        var one = ByteBuffer.allocate(1 << 16);
        for (var end = size; end > 0; ) {
            var begin = Math.max(0, end - one.capacity());
            one.clear().limit((int) (end - begin));
            channel.read(one, begin);
            for (int i = one.limit() - 1; i >= 0; i--) {
                if (one.get(i) == '\n') {
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
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be closed", failed);
        }
    }
}
