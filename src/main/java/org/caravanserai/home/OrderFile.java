package org.caravanserai.home;

import java.time.Duration;
import java.util.List;
import org.caravanserai.parser.Position;

/**
 * How orders are handed over as files, one order a file: {@code handover} of the stream {@code orders} of a channel.
 *
 * @param file name of a file; {@code {key}} stands for our key of the order, so that an attempt that is repeated writes the same file
 * @param format {@code csv} or {@code fixed}
 * @param columns of csv: a row per order line; empty for fixed
 * @param head of fixed: the record in front, empty = none
 * @param line of fixed: a record per order line
 * @param within so long the acknowledgement may take; from then on nobody knows whether the order was taken
 */
public record OrderFile(
        String file,
        Format format,
        List<Column> columns,
        List<Column> head,
        List<Column> line,
        Duration within,
        Position position) {

    /** Placeholder of the key. */
    public static final String KEY = "{key}";

    /** What a value is written as. */
    public enum As {
        TEXT,
        /** With the decimal sign of the format. */
        NUMBER,
        /** By the pattern of the column, in the hub's zone. */
        DATE
    }

    /** Where a value stands in its width. */
    public enum Align {
        LEFT,
        RIGHT
    }

    /**
     * A cell of a row.
     *
     * @param from {@code key}, or a path of the order ({@code order.number}) or of its line ({@code line.sku}) in canonical JSON; null = {@code constant}
     * @param decimals of a number, null = as many as it has
     * @param pattern of a date, as {@code java.time} has it
     * @param width most characters; fixed files fill it. 0 = any, csv only
     * @param cut what is too long is cut; else the order is not sent and a human sees why
     * @param required an order without this value is not sent
     */
    public record Column(
            String name,
            String from,
            String constant,
            As as,
            Integer decimals,
            String pattern,
            int width,
            Align align,
            char pad,
            boolean cut,
            boolean required,
            Position position) {}

    /** All columns, in the order of the file. */
    public List<Column> all() {
        return java.util.stream.Stream.of(columns, head, line)
                .flatMap(List::stream)
                .toList();
    }
}
