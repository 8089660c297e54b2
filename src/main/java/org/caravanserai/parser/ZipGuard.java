package org.caravanserai.parser;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Looks through a workbook before anything opens it: unpacks every part into nothing, counting bytes, check sums and
 * XML structure. What it refuses costs neither heap nor disk.
 */
final class ZipGuard {
    /** Most bytes of all parts together, counted while unpacking. */
    static final long MAX_UNPACKED = 512L << 20;
    /** Most bytes that one packed byte may become, for parts beyond {@link #RATIO_FROM}. */
    static final int MAX_RATIO = 200;
    /** Smaller parts may be packed as tightly as they like. */
    static final long RATIO_FROM = 1L << 20;
    /** Most bytes of the table of shared texts, which is the one part that is kept in memory. */
    static final long MAX_SHARED = 64L << 20;

    private final FileChannel file;
    private long unpacked;

    private ZipGuard(FileChannel file) {
        this.file = file;
    }

    /** Why the workbook is refused, empty when it may be opened. */
    static Optional<Refusal> check(Path path) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var entries = ZipDirectory.read(file);
            workbook(entries);
            var guard = new ZipGuard(file);
            for (var entry : entries) {
                guard.unpack(entry);
            }
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    /**
     * The files of an archive by path, folders left out.
     *
     * @param most bytes of all together
     * @throws RefusedException when it may not be opened
     */
    static Map<String, byte[]> files(Path path, long most) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var guard = new ZipGuard(file);
            var files = new LinkedHashMap<String, byte[]>();
            for (var entry : ZipDirectory.read(file)) {
                if (!entry.name().endsWith("/")) {
                    if (entry.unpacked() > most - guard.unpacked) {
                        throw ZipDirectory.bomb("it unpacks to more than " + (most >> 20) + " MiB");
                    }
                    try (var part = guard.new Part(entry)) {
                        // One more than promised is enough to know that the promise was wrong.
                        var bytes = part.readNBytes((int) entry.unpacked() + 1);
                        part.done();
                        files.put(entry.name(), bytes);
                    }
                }
            }
            return files;
        }
    }

    private static void workbook(List<ZipDirectory.Entry> entries) throws IOException {
        boolean typed = entries.stream().anyMatch(entry -> entry.name().equals("[Content_Types].xml"));
        boolean book = entries.stream().anyMatch(entry -> entry.name().equals("xl/workbook.xml"));
        if (!typed || !book) {
            throw new RefusedException(
                    Refusal.file(ParserCode.FILE_SYNTAX, "the file is an archive, but no workbook (.xlsx)"));
        }
    }

    private void unpack(ZipDirectory.Entry entry) throws IOException {
        var name = entry.name();
        try (var part = new Part(entry)) {
            if (name.endsWith(".xml") || name.endsWith(".rels")) {
                xml(part);
            } else {
                part.transferTo(OutputStream.nullOutputStream());
            }
            part.done();
        } catch (RefusedException e) {
            var refusal = e.refusal();
            if (refusal.code() == ParserCode.FILE_BOMB || refusal.code() == ParserCode.FILE_ARCHIVE) {
                throw e;
            }
            throw new RefusedException(Refusal.file(
                    refusal.code(),
                    refusal.line(),
                    refusal.offset(),
                    "the part '" + Escaped.cut(name) + "': " + refusal.message()));
        }
    }

    private static void xml(Part part) throws IOException {
        var guard = new XmlGuard(XmlEncoding.open(part), Xml.Doctype.REFUSED);
        var chars = new char[1 << 13];
        while (guard.read(chars, 0, chars.length) >= 0) {
            // Looking is all there is to do.
        }
    }

    /** The content of one entry as it unpacks. */
    private final class Part extends FilterInputStream {
        private final ZipDirectory.Entry entry;
        private final Inflater inflater = new Inflater(true);
        private final ByteBuffer packed = ByteBuffer.allocate(1 << 16);
        private final CRC32 crc = new CRC32();
        private long taken;
        private long given;

        Part(ZipDirectory.Entry entry) {
            super(InputStream.nullInputStream());
            this.entry = entry;
            packed.limit(0);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = entry.method() == 0 ? stored(bytes, from, length) : inflated(bytes, from, length);
            if (count > 0) {
                crc.update(bytes, from, count);
                given += count;
                unpacked += count;
                limits();
            }
            return count;
        }

        private void limits() throws IOException {
            if (unpacked > MAX_UNPACKED) {
                throw ZipDirectory.bomb("it unpacks to more than " + (MAX_UNPACKED >> 20) + " MiB");
            }
            if (given > RATIO_FROM && given > entry.packed() * MAX_RATIO) {
                throw ZipDirectory.bomb("the entry '" + Escaped.cut(entry.name()) + "' unpacks to more than "
                        + MAX_RATIO + " times its size");
            }
            if (given > MAX_SHARED && entry.name().equals("xl/sharedStrings.xml")) {
                throw ZipDirectory.bomb("its table of texts is larger than " + (MAX_SHARED >> 20) + " MiB");
            }
        }

        private int stored(byte[] bytes, int from, int length) throws IOException {
            if (!packed.hasRemaining() && !more()) {
                return -1;
            }
            int count = Math.min(length, packed.remaining());
            packed.get(bytes, from, count);
            return count;
        }

        private int inflated(byte[] bytes, int from, int length) throws IOException {
            try {
                while (true) {
                    int count = inflater.inflate(bytes, from, length);
                    if (count > 0) {
                        return count;
                    }
                    if (inflater.finished()) {
                        return -1;
                    }
                    if (inflater.needsDictionary() || !more()) {
                        throw damaged();
                    }
                    inflater.setInput(packed);
                }
            } catch (DataFormatException e) {
                throw damaged();
            }
        }

        private boolean more() throws IOException {
            packed.clear().limit((int) Math.min(packed.capacity(), entry.packed() - taken));
            int count = packed.hasRemaining() ? file.read(packed, entry.from() + taken) : -1;
            packed.flip();
            taken += Math.max(count, 0);
            return count > 0;
        }

        private RefusedException damaged() {
            return ZipDirectory.archive(
                    "the entry '" + Escaped.cut(entry.name()) + "' is damaged; send the file again");
        }

        /** To be asked at the end: is everything there that the directory promised? */
        void done() throws IOException {
            if (given != entry.unpacked() || crc.getValue() != entry.crc()) {
                throw damaged();
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
