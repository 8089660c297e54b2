package org.caravanserai.parser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * The directory of a zip file, read without trust (APPNOTE 6.3.10): every entry must be where the directory says, under
 * the same name, and no two may share bytes, so that no second reader can see another archive than this one.
 */
final class ZipDirectory {
    /** Most entries of a workbook. */
    static final int MAX_ENTRIES = 1000;

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int MAX_DIRECTORY = 1 << 20;
    private static final long MAX_32 = 0xFFFFFFFFL;

    /**
     * One entry.
     *
     * @param method 0 stored, 8 deflated
     * @param from first byte of its data
     */
    record Entry(String name, int method, long packed, long unpacked, long crc, long header, long from) {}

    private final FileChannel file;
    private final long size;

    private ZipDirectory(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    static List<Entry> read(FileChannel file) throws IOException {
        return new ZipDirectory(file).entries();
    }

    private List<Entry> entries() throws IOException {
        kind();
        long end = end();
        var tail = bytes(end, END_LENGTH);
        int count = tail.getShort(10) & 0xFFFF;
        long length = tail.getInt(12) & MAX_32;
        long start = tail.getInt(16) & MAX_32;
        long limit = end;
        if (tail.getInt(4) != 0 && !(tail.getShort(4) == -1 || tail.getShort(6) == -1)) {
            throw archive("it is one part of several");
        }
        var larger = end >= 20 ? bytes(end - 20, 20) : null;
        if (larger != null && larger.getInt(0) == LOCATOR_64) {
            limit = larger.getLong(8);
            var record = bytes(limit, 56);
            if (record.getInt(0) != END_64 || record.getLong(4) + 12 + limit != end - 20) {
                throw archive("its directory is not where it should be");
            }
            count = (int) Math.min(record.getLong(32), Integer.MAX_VALUE);
            length = record.getLong(40);
            start = record.getLong(48);
        }
        if (count > MAX_ENTRIES || count < 0) {
            throw bomb("it holds " + count + " entries, at most " + MAX_ENTRIES + " are read");
        }
        if (length < 0 || length > MAX_DIRECTORY || start < 0 || start + length != limit) {
            throw archive("its directory is not where it should be");
        }
        return ordered(central(bytes(start, (int) length), count), start);
    }

    private void kind() throws IOException {
        if (size == 0) {
            throw new RefusedException(Refusal.file(ParserCode.FILE_EMPTY, "the file is empty"));
        }
        int first = size < 4 ? 0 : bytes(0, 4).getInt(0);
        if (first == 0xE011CFD0) {
            throw archive("it is an old .xls or has a password; save it as plain .xlsx");
        }
        if (first != LOCAL && first != END) {
            throw new RefusedException(
                    Refusal.file(ParserCode.FILE_SYNTAX, "the file is no workbook (.xlsx), whatever its name says"));
        }
    }

    /** Where the end record begins; its comment must reach exactly to the end of the file. */
    private long end() throws IOException {
        int length = (int) Math.min(size, END_LENGTH + 0xFFFF);
        var tail = bytes(size - length, length);
        for (int i = length - END_LENGTH; i >= 0; i--) {
            if (tail.getInt(i) == END && (tail.getShort(i + 20) & 0xFFFF) == length - END_LENGTH - i) {
                return size - length + i;
            }
        }
        throw new RefusedException(
                Refusal.file(ParserCode.FILE_TRUNCATED, "the archive has no end; the transfer was cut, send it again"));
    }

    private List<Entry> central(ByteBuffer directory, int count) throws IOException {
        List<Entry> entries = new ArrayList<>();
        var names = new HashSet<String>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (at + CENTRAL_LENGTH > directory.limit() || directory.getInt(at) != CENTRAL) {
                throw archive("its directory is damaged");
            }
            int nameLength = directory.getShort(at + 28) & 0xFFFF;
            int extraLength = directory.getShort(at + 30) & 0xFFFF;
            int next = at + CENTRAL_LENGTH + nameLength + extraLength + (directory.getShort(at + 32) & 0xFFFF);
            if (next > directory.limit()) {
                throw archive("its directory is damaged");
            }
            var entry = entry(directory, at, nameLength, extraLength);
            if (!names.add(entry.name().toLowerCase(Locale.ROOT))) {
                throw archive("the name " + quoted(entry.name()) + " stands twice in it");
            }
            entries.add(entry);
            at = next;
        }
        if (at != directory.limit()) {
            throw archive("its directory is damaged");
        }
        return entries;
    }

    private Entry entry(ByteBuffer directory, int at, int nameLength, int extraLength) throws IOException {
        var raw = new byte[nameLength];
        directory.get(at + CENTRAL_LENGTH, raw);
        var name = new String(raw, StandardCharsets.UTF_8);
        if (name.isEmpty()
                || name.length() > 255
                || name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || List.of(name.split("/")).contains("..")
                || name.chars().anyMatch(c -> c < 32)) {
            throw archive("the name " + quoted(name) + " in it is not allowed");
        }
        if ((directory.getShort(at + 8) & 0x2041) != 0) {
            throw archive("it is encrypted; save it without password");
        }
        int method = directory.getShort(at + 10) & 0xFFFF;
        if (method != 0 && method != 8) {
            throw archive("the entry " + quoted(name) + " is packed by an unknown method");
        }
        long[] sizes = {
            directory.getInt(at + 24) & MAX_32, directory.getInt(at + 20) & MAX_32, directory.getInt(at + 42) & MAX_32
        };
        larger(directory, at + CENTRAL_LENGTH + nameLength, extraLength, sizes);
        long header = sizes[2];
        if (header < 0 || header + LOCAL_LENGTH > size) {
            throw archive("the entry " + quoted(name) + " is not where it should be");
        }
        var local = bytes(header, LOCAL_LENGTH);
        int localName = local.getShort(26) & 0xFFFF;
        long from = header + LOCAL_LENGTH + localName + (local.getShort(28) & 0xFFFF);
        boolean same = local.getInt(0) == LOCAL
                && (local.getShort(8) & 0xFFFF) == method
                && localName == nameLength
                && bytes(header + LOCAL_LENGTH, nameLength).equals(ByteBuffer.wrap(raw));
        if (!same || sizes[0] < 0 || sizes[1] < 0 || from + sizes[1] > size) {
            throw archive("the entry " + quoted(name) + " contradicts the directory");
        }
        return new Entry(name, method, sizes[1], sizes[0], directory.getInt(at + 16) & MAX_32, header, from);
    }

    /** Sizes beyond 32 bit stand in the extra field 1, as some writers do for small files too. */
    private static void larger(ByteBuffer directory, int from, int length, long[] sizes) throws IOException {
        int at = from;
        while (at + 4 <= from + length) {
            int id = directory.getShort(at) & 0xFFFF;
            int end = at + 4 + (directory.getShort(at + 2) & 0xFFFF);
            if (end > from + length) {
                throw archive("its directory is damaged");
            }
            if (id == 1) {
                int next = at + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == MAX_32 && next + 8 <= end) {
                        sizes[i] = directory.getLong(next);
                        next += 8;
                    }
                }
            }
            at = end;
        }
    }

    /** No two entries share bytes, none reaches into the directory. */
    private static List<Entry> ordered(List<Entry> entries, long directory) throws IOException {
        long free = 0;
        for (var entry :
                entries.stream().sorted(Comparator.comparingLong(Entry::header)).toList()) {
            if (entry.header() < free || entry.from() + entry.packed() > directory) {
                throw bomb("the entry " + quoted(entry.name()) + " shares its bytes with another");
            }
            free = entry.from() + entry.packed();
        }
        return entries;
    }

    private ByteBuffer bytes(long from, int length) throws IOException {
        if (from < 0 || from + length > size) {
            throw archive("its directory is damaged");
        }
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position()) < 0) {
                throw archive("it changed while it was read");
            }
        }
        return buffer.flip();
    }

    private static String quoted(String name) {
        return "'" + Escaped.cut(name) + "'";
    }

    static RefusedException archive(String text) {
        return new RefusedException(Refusal.file(ParserCode.FILE_ARCHIVE, "the archive is refused: " + text));
    }

    static RefusedException bomb(String text) {
        return new RefusedException(Refusal.file(ParserCode.FILE_BOMB, "the archive is refused: " + text));
    }
}
