package org.caravanserai.parser;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a workbook of several sheets in constant memory, one row after the other. A text stays a text whatever it
 * begins with, so there is no formula to guard against. Equal content gives equal bytes: there is no time in the file.
 * Not thread-safe.
 */
public final class SheetWriter implements Closeable {
    /** Most rows of a sheet, header included. */
    public static final int MAX_ROWS = 1_048_576;
    /** Most columns of a sheet. */
    public static final int MAX_COLUMNS = 16_384;
    /** Longest text of a cell. */
    public static final int MAX_TEXT = 32_767;

    private static final Pattern ESCAPE = Pattern.compile("_x(?=[0-9A-Fa-f]{4}_)");
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);
    private static final int BOLD = 1;
    private static final int DATE = 2;
    private static final int DATE_TIME = 3;

    private final ZipOutputStream zip;
    private final Writer xml;
    private final List<String> sheets = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();
    private final StringBuilder row = new StringBuilder();
    private List<String> columns = List.of();
    private Refusal fault;
    private int rows;
    private long records;
    private int column;

    SheetWriter(OutputStream out) throws IOException {
        var open = new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
        zip = new ZipOutputStream(open, StandardCharsets.UTF_8);
        zip.setLevel(3);
        xml = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 15);
        part("_rels/.rels", SheetParts.RELATIONS);
    }

    /**
     * Begins a sheet and ends the one before.
     *
     * @param name at most 31 characters, none of {@code [ ] : * ? / \}, unique in the workbook
     * @param header column names, written bold in a row that stays in view; empty = no header
     * @throws IllegalArgumentException when the name is not allowed
     */
    public SheetWriter sheet(String name, List<String> header) throws IOException {
        if (name.isBlank()
                || name.length() > 31
                || name.chars().anyMatch(c -> "[]:*?/\\".indexOf(c) >= 0)
                || name.startsWith("'")) {
            throw new IllegalArgumentException(
                    "sheet '" + Escaped.cut(name) + "': a name has 1 to 31 characters, none of [ ] : * ? / \\");
        }
        if (sheets.stream().anyMatch(name::equalsIgnoreCase)) {
            throw new IllegalArgumentException("sheet '" + name + "' stands twice");
        }
        finish();
        sheets.add(name);
        columns = List.copyOf(header);
        rows = 0;
        begin("xl/worksheets/sheet" + sheets.size() + ".xml");
        xml.write(SheetParts.open(header));
        if (!header.isEmpty()) {
            header.forEach(title -> string(title, BOLD));
            end().ifPresent(refusal -> {
                throw new IllegalArgumentException("header: " + refusal);
            });
            records--;
        }
        return this;
    }

    /** A text; null is an empty cell. Characters that XML cannot hold are left out. */
    public SheetWriter text(CharSequence value) {
        string(value == null ? "" : value.toString(), 0);
        return this;
    }

    /**
     * A number by its digits, decimal point {@code .}; null is an empty cell. More than 15 significant digits stay a
     * text: a sheet would round.
     */
    public SheetWriter number(String digits) {
        return number(digits == null || digits.isEmpty() ? null : new BigDecimal(digits));
    }

    /** A number; null is an empty cell. */
    public SheetWriter number(BigDecimal value) {
        if (value == null) {
            column++;
        } else if (value.stripTrailingZeros().precision() > 15) {
            string(value.toPlainString(), 0);
        } else {
            cell("n", 0, value.toString());
        }
        return this;
    }

    /** A whole number. */
    public SheetWriter number(long value) {
        return number(BigDecimal.valueOf(value));
    }

    /** A date; null is an empty cell. Before March 1900 sheets have no true dates: it stays a text. */
    public SheetWriter date(LocalDate value) {
        if (value == null) {
            column++;
        } else if (value.isBefore(FIRST_DAY)) {
            string(value.toString(), 0);
        } else {
            cell("n", DATE, Long.toString(ChronoUnit.DAYS.between(DAY_ZERO, value)));
        }
        return this;
    }

    /** A date with time, without zone; null is an empty cell. */
    public SheetWriter dateTime(LocalDateTime value) {
        if (value == null) {
            column++;
        } else if (value.toLocalDate().isBefore(FIRST_DAY)) {
            string(value.toString(), 0);
        } else {
            long days = ChronoUnit.DAYS.between(DAY_ZERO, value.toLocalDate());
            double serial = days + value.toLocalTime().toSecondOfDay() / 86_400.0;
            cell("n", DATE_TIME, String.format(Locale.ROOT, "%.9f", serial));
        }
        return this;
    }

    /** True or false; null is an empty cell. */
    public SheetWriter flag(Boolean value) {
        if (value == null) {
            column++;
        } else {
            cell("b", 0, value ? "1" : "0");
        }
        return this;
    }

    /**
     * Ends the row.
     *
     * @return why the row was left out, empty when it was written
     */
    public Optional<Refusal> end() throws IOException {
        if (sheets.isEmpty()) {
            throw new IllegalStateException("no sheet was begun");
        }
        var refused = Optional.ofNullable(fault);
        if (refused.isEmpty() && rows == MAX_ROWS) {
            refused = Optional.of(Refusal.row(
                    ParserCode.ROW_CELL,
                    records + 1,
                    0,
                    null,
                    "a sheet has at most " + MAX_ROWS + " rows; split the feed"));
        }
        if (refused.isEmpty()) {
            rows++;
            records++;
            xml.append("<row r=\"")
                    .append(Integer.toString(rows))
                    .append("\">")
                    .append(row)
                    .append("</row>");
        }
        row.setLength(0);
        column = 0;
        fault = null;
        return refused;
    }

    /** Rows written so far in all sheets, headers not counted. */
    public long records() {
        return records;
    }

    /** Ends the workbook; the stream stays open. A row that was not ended is left out. */
    @Override
    public void close() throws IOException {
        if (sheets.isEmpty()) {
            sheet("Sheet1", List.of());
        }
        finish();
        part("[Content_Types].xml", SheetParts.types(sheets.size()));
        part("xl/workbook.xml", SheetParts.workbook(sheets));
        part("xl/_rels/workbook.xml.rels", SheetParts.workbookRelations(sheets.size()));
        part("xl/styles.xml", SheetParts.STYLES);
        zip.close();
    }

    private void finish() throws IOException {
        if (!sheets.isEmpty()) {
            row.setLength(0);
            column = 0;
            fault = null;
            xml.write("</sheetData></worksheet>");
            xml.flush();
            zip.closeEntry();
        }
    }

    private void part(String name, String content) throws IOException {
        begin(name);
        xml.write(content);
        xml.flush();
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
    }

    private void string(String raw, int style) {
        if (raw.isEmpty()) {
            column++;
            return;
        }
        if (raw.length() > MAX_TEXT) {
            refuse("the text has " + raw.length() + " characters, a cell holds " + MAX_TEXT);
        }
        var text = Xml.text(raw);
        open("inlineStr", style);
        row.append("<is><t xml:space=\"preserve\">");
        SheetParts.escape(row, text.contains("_x") ? ESCAPE.matcher(text).replaceAll("_x005F_x") : text);
        row.append("</t></is></c>");
    }

    private void cell(String type, int style, String value) {
        open(type, style);
        row.append("<v>").append(value).append("</v></c>");
    }

    private void open(String type, int style) {
        if (column == MAX_COLUMNS) {
            refuse("a sheet has at most " + MAX_COLUMNS + " columns");
        }
        while (letters.size() <= column) {
            letters.add(SheetParts.letters(letters.size()));
        }
        row.append("<c r=\"").append(letters.get(column)).append(rows + 1).append('"');
        if (style > 0) {
            row.append(" s=\"").append(style).append('"');
        }
        row.append(" t=\"").append(type).append("\">");
        column++;
    }

    private void refuse(String text) {
        if (fault == null) {
            var field = column < columns.size() ? columns.get(column) : Integer.toString(column + 1);
            fault = Refusal.row(ParserCode.ROW_CELL, records + 1, 0, field, text);
        }
    }
}
