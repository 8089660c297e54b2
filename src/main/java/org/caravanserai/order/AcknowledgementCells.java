package org.caravanserai.order;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.home.Acknowledgement.Column;
import org.caravanserai.home.Acknowledgement.State;
import org.caravanserai.home.Acknowledgement.To;
import org.caravanserai.home.OrderFile;
import org.caravanserai.order.AcknowledgementRow.Wrong;

/** Makes values of the cells of a row; the first one that is none is said with its place. */
final class AcknowledgementCells {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,30}(\\.[0-9]{1,20})?");
    private static final Pattern ZEROS = Pattern.compile("0+");
    private static final Map<To, Integer> LONGEST = Map.of(
            To.KEY, 200,
            To.NUMBER, 200,
            To.LINE, 40,
            To.UNIT, 3,
            To.DOCUMENT, 200,
            To.CARRIER, 100,
            To.TRACKING, 100,
            To.URL, 1000,
            To.REASON, 4000);

    private final char decimal;
    private final ZoneId zone;

    AcknowledgementCells(char decimal, ZoneId zone) {
        this.decimal = decimal;
        this.zone = zone;
    }

    /**
     * What stands in a column.
     *
     * @param place first is 1; 0 = it stands in no file
     */
    record Cell(String text, int place) {}

    /** One of both. */
    record Made(AcknowledgementRow row, Wrong wrong) {}

    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String text) {
            super(text, null, false, false);
        }
    }

    /** A value without what fills its column. A number that is all filling is 0. */
    static String bare(String cell, Column column) {
        int from = 0;
        int to = cell.length();
        if (column.align() == OrderFile.Align.RIGHT) {
            while (from < to && cell.charAt(from) == column.pad()) {
                from++;
            }
        } else {
            while (to > from && cell.charAt(to - 1) == column.pad()) {
                to--;
            }
        }
        var bare = cell.substring(from, to).strip();
        // Of a number filled with zeros the last one before the decimal sign is no filling.
        boolean number = column.pad() == '0' && column.to() == To.QUANTITY && !cell.isBlank();
        return number && (bare.isEmpty() || bare.charAt(0) == ',' || bare.charAt(0) == '.') ? "0" + bare : bare;
    }

    Made row(long line, Map<Column, Cell> said) {
        var found = new EnumMap<To, Object>(To.class);
        var values = new LinkedHashMap<String, String>();
        said.forEach((column, cell) -> {
            if (cell.place() > 0) {
                values.put(column.name(), cell.text());
            }
        });
        Wrong wrong = null;
        for (var entry : said.entrySet()) {
            var column = entry.getKey();
            var cell = entry.getValue();
            try {
                var value = value(column, cell.text());
                if (value != null) {
                    found.put(column.to(), value);
                }
            } catch (Unfit unfit) {
                if (wrong == null) {
                    wrong = new Wrong(
                            line, cell.place(), null, OrderRows.shown(column.name()) + ": " + unfit.getMessage());
                }
            }
        }
        var key = (String) found.getOrDefault(To.KEY, found.get(To.NUMBER));
        if (wrong != null) {
            return new Made(null, new Wrong(wrong.line(), wrong.column(), key, wrong.text()));
        }
        var row = row(line, found, values);
        var sense = sense(row);
        return sense == null ? new Made(row, null) : new Made(null, new Wrong(line, 0, key, sense));
    }

    private static AcknowledgementRow row(long line, Map<To, Object> found, Map<String, String> values) {
        var carrier = (String) found.get(To.CARRIER);
        var tracking = (String) found.get(To.TRACKING);
        var url = (String) found.get(To.URL);
        return new AcknowledgementRow(
                line,
                (String) found.get(To.KEY),
                (String) found.get(To.NUMBER),
                (String) found.get(To.LINE),
                (State) found.getOrDefault(To.STATE, State.RECEIVED),
                (BigDecimal) found.get(To.QUANTITY),
                (String) found.get(To.UNIT),
                (LocalDate) found.get(To.DELIVERY_DATE),
                (Instant) found.get(To.SHIPPING_DATE),
                (Instant) found.get(To.ISSUED_AT),
                (String) found.get(To.DOCUMENT),
                (int) found.getOrDefault(To.VERSION, 0),
                Stream.of(carrier == null, tracking == null, url == null).allMatch(absent -> absent)
                        ? null
                        : new Shipment.Parcel(carrier, tracking, url, null),
                (String) found.get(To.REASON),
                values);
    }

    private static String sense(AcknowledgementRow row) {
        if (row.order() == null) {
            return "names no order";
        }
        if (row.quantity() != null && row.orderLine() == null) {
            return "says a quantity and of no line";
        }
        if (row.state() == State.SHIPPED && row.document() == null) {
            return "ships and names no document (delivery note): the same row again would be a second parcel";
        }
        return null;
    }

    private Object value(Column column, String text) throws Unfit {
        if (text.chars().anyMatch(sign -> sign < ' ')) {
            throw new Unfit("holds a line break or control character");
        }
        if (text.isEmpty()) {
            if (column.required()) {
                throw new Unfit("is empty and is required");
            }
            if (column.to() == To.STATE) {
                throw new Unfit("says no state");
            }
            return null;
        }
        if (column.to() == null) {
            return null;
        }
        return switch (column.to()) {
            case KEY, NUMBER, LINE, UNIT, DOCUMENT, CARRIER, TRACKING, URL, REASON -> text(column.to(), text);
            case STATE -> state(column, text);
            case QUANTITY -> quantity(text);
            case VERSION -> version(text);
            case DELIVERY_DATE -> date(column, text);
            case SHIPPING_DATE, ISSUED_AT -> moment(column, text);
        };
    }

    private static String text(To to, String text) throws Unfit {
        int most = LONGEST.get(to);
        if (text.length() > most) {
            throw new Unfit("has " + text.length() + " characters, at most " + most + " are taken");
        }
        return text;
    }

    private static State state(Column column, String text) throws Unfit {
        if (column.values().isEmpty()) {
            for (var state : State.values()) {
                if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return state;
                }
            }
        }
        var state = column.values().get(text);
        if (state == null) {
            var known = column.values().isEmpty()
                    ? Stream.of(State.values())
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .toList()
                    : column.values().keySet().stream().sorted().toList();
            throw new Unfit("'" + OrderRows.shown(text) + "' is no state; known are "
                    + known.stream().collect(Collectors.joining(", ")));
        }
        return state;
    }

    private BigDecimal quantity(String text) throws Unfit {
        var plain = decimal == '.' ? text : text.replace('.', '?').replace(decimal, '.');
        if (!NUMBER.matcher(plain).matches()) {
            throw new Unfit("'" + OrderRows.shown(text) + "' is no quantity (digits, decimal sign '" + decimal + "')");
        }
        return new BigDecimal(plain);
    }

    private static int version(String text) throws Unfit {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
            throw new Unfit("'" + OrderRows.shown(text) + "' is no version (1, 2, 3)");
        }
        return Integer.parseInt(text);
    }

    private LocalDate date(Column column, String text) throws Unfit {
        var moment = parse(column, text);
        return moment == null ? null : LocalDate.from(moment);
    }

    private Instant moment(Column column, String text) throws Unfit {
        var moment = parse(column, text);
        if (moment == null) {
            return null;
        }
        if (moment instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        var local = moment instanceof LocalDateTime time
                ? time
                : LocalDate.from(moment).atStartOfDay();
        return local.atZone(zone).toInstant();
    }

    /** Null for the zeros that mean no date in files of fixed width. */
    private static TemporalAccessor parse(Column column, String text) throws Unfit {
        if (ZEROS.matcher(text).matches()) {
            return null;
        }
        try {
            var pattern = DateTimeFormatter.ofPattern(column.pattern(), Locale.ROOT);
            var moment = pattern.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            // Reading is lenient about 31 February; writing it back is not.
            if (pattern.format(moment).equals(text)) {
                return moment;
            }
        } catch (DateTimeException wrong) {
            // Said below.
        }
        throw new Unfit("'" + OrderRows.shown(text) + "' is no date as '" + column.pattern() + "' writes it");
    }
}
