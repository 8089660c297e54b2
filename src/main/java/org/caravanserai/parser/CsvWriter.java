package org.caravanserai.parser;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes CSV of any dialect straight to bytes. Cells are given one by one, {@link #end()} closes a record; a record
 * with a character that the encoding lacks is left out whole and said so. Not thread-safe.
 */
public final class CsvWriter implements Closeable {
    private static final int FLUSH = 1 << 15;

    private final OutputStream out;
    private final CsvDialect dialect;
    private final Encoder encoder;
    private final byte[] separator;
    private final byte[] lineEnd;
    private final boolean[] plain = new boolean[128];
    private byte[] buffer = new byte[FLUSH * 2];
    private char[] characters = new char[256];
    private int used;
    private int start;
    private int cells;
    private int fault = -1;
    private int faultCell;
    private long written;
    private long records;
    private List<String> columns = List.of();

    CsvWriter(OutputStream out, CsvDialect dialect) {
        this.out = out;
        this.dialect = dialect;
        this.encoder = Encoder.of(dialect.charset(), dialect.unencodable());
        this.separator = String.valueOf(dialect.separator()).getBytes(encoder.charset());
        this.lineEnd = dialect.lineEnd().text().getBytes(encoder.charset());
        for (char c = 32; c < 127; c++) {
            plain[c] = c != dialect.separator() && c != dialect.quote() && encoder.ascii();
        }
        if (dialect.bom()) {
            var mark = "\uFEFF".getBytes(encoder.charset());
            System.arraycopy(mark, 0, buffer, 0, mark.length);
            used = mark.length;
        }
    }

    /** Writes the header, unless the dialect has none; call it first. The names also serve messages. */
    public CsvWriter header(List<String> names) throws IOException {
        columns = List.copyOf(names);
        if (dialect.header()) {
            names.forEach(this::text);
            var refusal = end();
            if (refusal.isPresent()) {
                throw new IllegalArgumentException("header: " + refusal.get());
            }
            records = 0;
        }
        return this;
    }

    /**
     * A text; null is an empty cell. A text that a spreadsheet would run gets {@code '} in front, a plain number does
     * not. Control characters other than tab and line ends are left out: readers stop at them.
     */
    public CsvWriter text(CharSequence value) {
        begin();
        return cell(value);
    }

    private CsvWriter cell(CharSequence value) {
        int length = value == null ? 0 : value.length();
        if (length == 0) {
            if (dialect.quoting() == CsvDialect.Quoting.ALL) {
                quoted("");
            }
            return this;
        }
        if (dialect.guard() && runs(value.charAt(0)) && !isNumber(value)) {
            return slow("'" + value, true);
        }
        return quotesOnNeed() ? fast(value.toString()) : slow(value.toString(), true);
    }

    private boolean quotesOnNeed() {
        return dialect.quoting() == CsvDialect.Quoting.NEEDED || dialect.quoting() == CsvDialect.Quoting.NEVER;
    }

    /** A number by its digits, decimal point {@code .} whatever the dialect; null is an empty cell. */
    public CsvWriter number(CharSequence digits) {
        begin();
        if (digits == null || digits.length() == 0) {
            return this;
        }
        var text =
                dialect.decimal() == '.' ? digits.toString() : digits.toString().replace('.', dialect.decimal());
        return quotesOnNeed() ? fast(text) : slow(text, false);
    }

    /** A number written out without exponent; null is an empty cell. */
    public CsvWriter number(BigDecimal value) {
        return number(value == null ? null : value.toPlainString());
    }

    /** A whole number. */
    public CsvWriter number(long value) {
        return number(Long.toString(value));
    }

    /**
     * Ends the record.
     *
     * @return why the record was left out, empty when it was written
     */
    public Optional<Refusal> end() throws IOException {
        boolean onlyEmpty = cells == 1 && used == start && dialect.quoting() != CsvDialect.Quoting.NEVER;
        if (onlyEmpty) {
            // An empty line would be passed over by every reader.
            quoted("");
        }
        cells = 0;
        if (fault >= 0) {
            var refusal = Refusal.row(
                    ParserCode.ROW_ENCODE,
                    records + 1,
                    0,
                    faultCell <= columns.size() ? columns.get(faultCell - 1) : Integer.toString(faultCell),
                    String.format("the character U+%04X cannot be written in %s", fault, dialect.charset()));
            fault = -1;
            used = start;
            return Optional.of(refusal);
        }
        put(lineEnd);
        records++;
        start = used;
        if (used >= FLUSH) {
            flush();
        }
        return Optional.empty();
    }

    /** Records written so far, header not counted. */
    public long records() {
        return records;
    }

    /** Bytes written so far, byte order mark included. */
    public long bytes() {
        return written + start;
    }

    /** Hands everything up to the last ended record to the stream. */
    public void flush() throws IOException {
        out.write(buffer, 0, start);
        System.arraycopy(buffer, start, buffer, 0, used - start);
        written += start;
        used -= start;
        start = 0;
    }

    /** Hands over what is left and flushes; the stream stays open. A record that was not ended is left out. */
    @Override
    public void close() throws IOException {
        if (written == 0 && start == 0 && records == 0 && cells == 0) {
            start = used;
        }
        flush();
        out.flush();
    }

    private void begin() {
        if (cells++ > 0) {
            put(separator);
        }
    }

    /** One look per character; goes back and starts again when it meets one that needs care. */
    private CsvWriter fast(String value) {
        int length = value.length();
        room(length * 3);
        if (characters.length < length) {
            characters = new char[length * 2];
        }
        value.getChars(0, length, characters, 0); // an array is looked through faster than a text
        var target = buffer;
        int at = used;
        for (int i = 0; i < length; i++) {
            char c = characters[i];
            if (c < 128) {
                if (!plain[c]) {
                    return slow(value, true);
                }
                target[at++] = (byte) c;
            } else {
                at = encoder.one(c, target, at);
                if (at < 0) {
                    return slow(value, true);
                }
            }
        }
        if (characters[0] == ' ' || characters[length - 1] == ' ') {
            return slow(value, true);
        }
        used = at;
        return this;
    }

    private CsvWriter slow(String value, boolean text) {
        if (hasControls(value)) {
            var clean = new StringBuilder(value.length());
            value.chars().filter(c -> !control(c)).forEach(c -> clean.append((char) c));
            return cell(clean); // looked at again, because another character is the first one now
        }
        boolean quote = switch (dialect.quoting()) {
            case NEEDED -> needsQuotes(value);
            case TEXT -> text || needsQuotes(value);
            case ALL -> true;
            case NEVER -> false;
        };
        if (quote) {
            quoted(value);
        } else {
            encode(dialect.quoting() == CsvDialect.Quoting.NEVER ? flat(value) : value);
        }
        return this;
    }

    private static boolean hasControls(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (control(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean control(int c) {
        return c < 32 && c != '\t' && c != '\n' && c != '\r' || c == 127;
    }

    private boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == dialect.separator() || c == dialect.quote() || c == '\n' || c == '\r') {
                return true;
            }
        }
        return value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ';
    }

    private String flat(String value) {
        return value.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ').replace(dialect.separator(), ' ');
    }

    private void quoted(String value) {
        var quote = String.valueOf(dialect.quote());
        encode(quote);
        encode(value.indexOf(dialect.quote()) < 0 ? value : value.replace(quote, quote + quote));
        encode(quote);
    }

    private void encode(String value) {
        room(encoder.most(value.length()));
        int end = encoder.encode(value, buffer, used);
        if (end < 0) {
            if (fault < 0) {
                fault = -1 - end;
                faultCell = cells;
            }
        } else {
            used = end;
        }
    }

    private void put(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
    }

    private void room(int more) {
        if (buffer.length - used < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, used + more));
        }
    }

    /** ASVS 1.2.10. */
    private static boolean runs(char c) {
        return c == '='
                || c == '+'
                || c == '-'
                || c == '@'
                || c == '\t'
                || c == '\r'
                || c == 0
                || c >= 0xFF0B && wide(c);
    }

    /** The full-width forms, which spreadsheets of some languages read like the plain ones. */
    private static boolean wide(char c) {
        return c == '\uFF1D' || c == '\uFF0B' || c == '\uFF0D' || c == '\uFF20';
    }

    /** A sign, digits, at most one point or comma: nothing a spreadsheet could run. */
    private static boolean isNumber(CharSequence value) {
        boolean point = false;
        boolean digit = false;
        for (int i = value.charAt(0) == '-' || value.charAt(0) == '+' ? 1 : 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                digit = true;
            } else if ((c == '.' || c == ',') && !point) {
                point = true;
            } else {
                return false;
            }
        }
        return digit;
    }
}
