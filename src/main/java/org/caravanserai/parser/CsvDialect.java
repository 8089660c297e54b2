package org.caravanserai.parser;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * How a CSV file is written. The standard is RFC 4180 with its variants of real life.
 *
 * @param charset encoding, strict in both directions
 * @param separator between cells
 * @param quote around cells that need it; doubled inside
 * @param decimal decimal separator of numbers the writer is given; the reader leaves cells as they are
 * @param header the first record names the columns
 * @param bom written: a byte order mark is put in front; read: skipped in any case
 * @param quoting which cells are quoted when writing
 * @param lineEnd end of a record when writing; any is read
 * @param unencodable what the writer does with a character the encoding lacks
 * @param guard the writer puts {@code '} before a cell that a spreadsheet would run as a formula (OWASP ASVS 1.2.10)
 */
public record CsvDialect(
        Charset charset,
        char separator,
        char quote,
        char decimal,
        boolean header,
        boolean bom,
        Quoting quoting,
        LineEnd lineEnd,
        Unencodable unencodable,
        boolean guard) {

    /** Which cells are quoted when writing. */
    public enum Quoting {
        /** Only cells that would be read wrongly without. */
        NEEDED,
        /** All texts, never numbers. */
        TEXT,
        ALL,
        /**
         * None: separators, quotes kept as they are, line breaks and separators in a cell become a space. For tab
         * separated files.
         */
        NEVER
    }

    /** End of a record. */
    public enum LineEnd {
        CRLF("\r\n"),
        LF("\n");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** What happens to a character that the encoding lacks. */
    public enum Unencodable {
        /** The record is not written; the writer says which column and character. */
        REFUSE,
        /**
         * The nearest characters are written (accents dropped, typographic quotes and dashes made plain), else
         * {@code ?}.
         */
        NEAREST
    }

    public CsvDialect {
        Objects.requireNonNull(charset);
        Objects.requireNonNull(quoting);
        Objects.requireNonNull(lineEnd);
        Objects.requireNonNull(unencodable);
        if (separator == quote || isBreak(separator) || isBreak(quote)) {
            throw new IllegalArgumentException("separator and quote must differ and be no line break");
        }
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("the decimal separator is . or ,");
        }
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r' || c == 0;
    }

    /** Comma, UTF-8 without mark, header, CRLF: RFC 4180. */
    public static CsvDialect standard() {
        return new CsvDialect(
                StandardCharsets.UTF_8,
                ',',
                '"',
                '.',
                true,
                false,
                Quoting.NEEDED,
                LineEnd.CRLF,
                Unencodable.REFUSE,
                true);
    }

    /** Tab separated, no quotes, LF: what Google and others call TSV. */
    public static CsvDialect tabs() {
        return standard().separator('\t').quoting(Quoting.NEVER).lineEnd(LineEnd.LF);
    }

    /** The same with another encoding. */
    public CsvDialect charset(Charset value) {
        return new CsvDialect(value, separator, quote, decimal, header, bom, quoting, lineEnd, unencodable, guard);
    }

    /** The same with another separator. */
    public CsvDialect separator(char value) {
        return new CsvDialect(charset, value, quote, decimal, header, bom, quoting, lineEnd, unencodable, guard);
    }

    /** The same with another quote. */
    public CsvDialect quote(char value) {
        return new CsvDialect(charset, separator, value, decimal, header, bom, quoting, lineEnd, unencodable, guard);
    }

    /** The same with another decimal separator, {@code .} or {@code ,}. */
    public CsvDialect decimal(char value) {
        return new CsvDialect(charset, separator, quote, value, header, bom, quoting, lineEnd, unencodable, guard);
    }

    /** The same with or without a header. */
    public CsvDialect header(boolean value) {
        return new CsvDialect(charset, separator, quote, decimal, value, bom, quoting, lineEnd, unencodable, guard);
    }

    /** The same with or without a byte order mark. */
    public CsvDialect bom(boolean value) {
        return new CsvDialect(charset, separator, quote, decimal, header, value, quoting, lineEnd, unencodable, guard);
    }

    /** The same with another quoting. */
    public CsvDialect quoting(Quoting value) {
        return new CsvDialect(charset, separator, quote, decimal, header, bom, value, lineEnd, unencodable, guard);
    }

    /** The same with another line end. */
    public CsvDialect lineEnd(LineEnd value) {
        return new CsvDialect(charset, separator, quote, decimal, header, bom, quoting, value, unencodable, guard);
    }

    /** The same with another treatment of characters that the encoding lacks. */
    public CsvDialect unencodable(Unencodable value) {
        return new CsvDialect(charset, separator, quote, decimal, header, bom, quoting, lineEnd, value, guard);
    }

    /** The same with or without the formula guard. */
    public CsvDialect guard(boolean value) {
        return new CsvDialect(charset, separator, quote, decimal, header, bom, quoting, lineEnd, unencodable, value);
    }
}
