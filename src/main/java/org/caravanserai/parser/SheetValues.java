package org.caravanserai.parser;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;

/** What the cells of one workbook mean. */
final class SheetValues {
    /**
     * ECMA-376 part 1, 18.8.30: built-in number formats that show a date or a time; 27 to 36 and 50 to 58 are dates in
     * Asian editions.
     */
    private static final Set<Integer> BUILT_IN = Set.of(
            14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
            55, 56, 57, 58);

    private static final Set<Integer> BUILT_IN_TIMES = Set.of(18, 19, 20, 21, 22, 45, 46, 47);
    private static final Pattern LITERALS =
            Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^\\]]*\\]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ZEROS = Pattern.compile("0{2,30}");
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final Set<String> ERRORS = Set.of(
            "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA");
    /** A spreadsheet computes in binary and shows 15 digits; what stands behind them in the file is noise. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final BigDecimal LAST_DAY = new BigDecimal(2_958_466);

    private enum Form {
        NUMBER,
        DATE,
        WITH_TIME
    }

    private final boolean from1904;
    private final Map<String, Form> forms = new HashMap<>();

    SheetValues(boolean from1904) {
        this.from1904 = from1904;
    }

    SheetCell cell(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return SheetCell.EMPTY;
        }
        boolean formula = cell.getType() == CellType.FORMULA;
        var raw = cell.getRawValue();
        if (raw == null || raw.isEmpty()) {
            return SheetCell.EMPTY;
        }
        if (cell.getType() == CellType.ERROR || formula && ERRORS.contains(raw)) {
            return new SheetCell(SheetCell.Kind.ERROR, raw, formula);
        }
        var value = cell.getValue();
        if (value instanceof Boolean flag) {
            return new SheetCell(SheetCell.Kind.BOOLEAN, flag.toString(), formula);
        }
        if (value instanceof BigDecimal number) {
            return number(number, cell, formula);
        }
        return new SheetCell(SheetCell.Kind.TEXT, text(raw), formula);
    }

    /** Undoes {@code _x000D_} and the like (ECMA-376 part 1, 22.9.2.19). */
    private static String text(String raw) {
        if (!raw.contains("_x")) {
            return raw;
        }
        return ESCAPED.matcher(raw).replaceAll(match -> {
            char c = (char) Integer.parseInt(match.group(1), 16);
            return c == 0 || Character.isSurrogate(c) ? "" : Matcher.quoteReplacement(String.valueOf(c));
        });
    }

    private SheetCell number(BigDecimal number, Cell cell, boolean formula) {
        var form = form(cell.getDataFormatId(), cell.getDataFormatString());
        if (form != Form.NUMBER && number.signum() >= 0 && number.compareTo(LAST_DAY) < 0) {
            return date(number, form, formula);
        }
        var shown = number.precision() > 15 ? number.round(SHOWN) : number;
        var digits = shown.signum() == 0 ? "0" : plain(shown.stripTrailingZeros());
        var format = cell.getDataFormatString();
        if (format != null && number.signum() >= 0 && ZEROS.matcher(format).matches() && digits.indexOf('.') < 0) {
            digits = "0".repeat(Math.max(0, format.length() - digits.length())) + digits;
        }
        return new SheetCell(SheetCell.Kind.NUMBER, digits, formula);
    }

    private static String plain(BigDecimal number) {
        return Math.abs(number.scale()) > 400 ? number.toString() : number.toPlainString();
    }

    private SheetCell date(BigDecimal serial, Form form, boolean formula) {
        int day = serial.intValue();
        long seconds = serial.subtract(new BigDecimal(day))
                .multiply(new BigDecimal(86_400))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        var time = LocalTime.MIDNIGHT.plus(Duration.ofSeconds(seconds)).toString();
        if (day == 0 && form == Form.WITH_TIME && !from1904) {
            return new SheetCell(SheetCell.Kind.TIME, seconds(time), formula);
        }
        // Day 60 is 29 February 1900, which never was: Lotus had a mistake and everybody kept it.
        var start = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, day < 60 ? 31 : 30);
        var date = start.plusDays(day + (seconds == 86_400 ? 1 : 0));
        if (form == Form.DATE && seconds % 86_400 == 0) {
            return new SheetCell(SheetCell.Kind.DATE, date.toString(), formula);
        }
        return new SheetCell(SheetCell.Kind.DATE_TIME, date + "T" + seconds(time), formula);
    }

    private static String seconds(String time) {
        return time.length() == 5 ? time + ":00" : time;
    }

    private Form form(Integer id, String format) {
        if (format == null) {
            if (id == null || !BUILT_IN.contains(id)) {
                return Form.NUMBER;
            }
            return BUILT_IN_TIMES.contains(id) ? Form.WITH_TIME : Form.DATE;
        }
        return forms.computeIfAbsent(format, SheetValues::form);
    }

    private static Form form(String format) {
        if (format.equalsIgnoreCase("General") || format.length() > 255) {
            return Form.NUMBER;
        }
        var letters = LITERALS.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
        var first = letters.split(";", 2)[0];
        boolean time = first.indexOf('h') >= 0 || first.indexOf('s') >= 0;
        boolean date = first.indexOf('y') >= 0 || first.indexOf('d') >= 0 || first.indexOf('m') >= 0;
        if (time) {
            return Form.WITH_TIME;
        }
        return date ? Form.DATE : Form.NUMBER;
    }
}
