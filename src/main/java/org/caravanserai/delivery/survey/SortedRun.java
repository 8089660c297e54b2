package org.caravanserai.delivery.survey;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorts any number of lines by key with little memory: parts of a few megabytes are sorted and laid down in a folder, then read side by side. Lines of
 * the same key keep the order they were added in. Fill it, read it as often as wanted, close it; one thread.
 */
public final class SortedRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SortedRun.class);
    private static final int PART = 8 << 20;
    /** What a line costs beside its letters. */
    private static final int LINE = 120;
    /** Lines of one key that are looked at: more of them say nothing more. */
    private static final int GROUP = 1_000;

    private final Path folder;
    private final String name;
    private final int part;
    private final List<Path> parts = new ArrayList<>();
    private final List<Row> lines = new ArrayList<>();
    private long letters;
    private long size;

    /**
     * @param folder exists
     * @param name begins the names of its files
     */
    public SortedRun(Path folder, String name) {
        this(folder, name, PART);
    }

    SortedRun(Path folder, String name, int part) {
        this.folder = folder;
        this.name = name;
        this.part = part;
    }

    /** Takes a folder of parts away; what cannot be taken away is said in the log and left. */
    static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            LOG.warn("sorted parts of a comparison are left in {}: {}", folder, left.toString());
        }
    }

    /** Adds a line. */
    public void add(Row row) {
        lines.add(row);
        size++;
        letters += LINE + 2L * row.key().length();
        for (var cell : row.cells()) {
            letters += cell == null ? 16 : 60 + 2L * cell.length();
        }
        if (letters > part) {
            lay();
        }
    }

    /** How many lines there are. */
    public long size() {
        return size;
    }

    private void lay() {
        lines.sort(Comparator.comparing(Row::key));
        var file = folder.resolve(name + "-" + parts.size() + ".run");
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            for (var line : lines) {
                write(line, out);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        parts.add(file);
        lines.clear();
        letters = 0;
    }

    private static void write(Row row, DataOutputStream out) throws IOException {
        text(row.key(), out);
        out.writeShort(row.cells().size());
        for (var cell : row.cells()) {
            text(cell, out);
        }
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The lines in order, those of one key together; close what is returned. */
    public Groups groups() {
        lines.sort(Comparator.comparing(Row::key));
        return new Groups();
    }

    /** Lines of one key after the other. */
    public final class Groups implements Iterator<List<Row>>, AutoCloseable {
        private final List<Part> open = new ArrayList<>();
        private final PriorityQueue<Part> queue = new PriorityQueue<>(
                Comparator.comparing((Part one) -> one.row.key()).thenComparing(one -> one.number));

        private Groups() {
            try {
                for (var file : parts) {
                    offer(new Part(open.size(), file));
                }
                offer(new Part(open.size(), lines.iterator()));
            } catch (IOException failed) {
                close();
                throw new UncheckedIOException(failed);
            }
        }

        private void offer(Part one) throws IOException {
            open.add(one);
            if (one.next()) {
                queue.add(one);
            }
        }

        @Override
        public boolean hasNext() {
            return !queue.isEmpty();
        }

        /** The key that comes next; null at the end. */
        public String peek() {
            return queue.isEmpty() ? null : queue.peek().row.key();
        }

        @Override
        public List<Row> next() {
            if (queue.isEmpty()) {
                throw new NoSuchElementException();
            }
            var group = new ArrayList<Row>();
            var key = queue.peek().row.key();
            try {
                while (!queue.isEmpty() && queue.peek().row.key().equals(key)) {
                    var first = queue.poll();
                    if (group.size() < GROUP) {
                        group.add(first.row);
                    }
                    if (first.next()) {
                        queue.add(first);
                    }
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return group;
        }

        @Override
        public void close() {
            for (var one : open) {
                one.close();
            }
        }
    }

    /** A part that is being read. */
    private static final class Part {
        private final int number;
        private final DataInputStream in;
        private final Iterator<Row> memory;
        private Row row;

        Part(int number, Path file) throws IOException {
            this.number = number;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 15));
            this.memory = null;
        }

        Part(int number, Iterator<Row> memory) {
            this.number = number;
            this.in = null;
            this.memory = memory;
        }

        boolean next() throws IOException {
            if (in == null) {
                row = memory.hasNext() ? memory.next() : null;
                return row != null;
            }
            String key;
            try {
                key = text();
            } catch (EOFException end) {
                return false;
            }
            var cells = new ArrayList<String>();
            int count = in.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                cells.add(text());
            }
            row = new Row(key, cells);
            return true;
        }

        private String text() throws IOException {
            int length = in.readInt();
            return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        void close() {
            try {
                if (in != null) {
                    in.close();
                }
            } catch (IOException ignored) {
                // It was only read.
            }
        }
    }

    /** Removes its files. */
    @Override
    public void close() {
        for (var file : parts) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException left) {
                // It is removed at the next start, with its folder.
            }
        }
    }
}
