package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.time.Duration;
import java.util.List;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;

/** {@code handover} of a stream: what its keys are and how they become an {@link OrderFile}. */
final class OrderFileShape {
    private static final Shape.Fields COLUMN = fields(
            "a column of an order file",
            of("name", text(), "Its name; the header of csv, messages.")
                    .needed()
                    .like("ARTICLE"),
            of("from", text(), "`key`, or a path of canonical JSON: `order.number`, `line.sku`.")
                    .like("line.sku"),
            of("const", text(), "Always this, in place of `from`.").like("L"),
            of("as", words(OrderFile.As.class), "What it is written as.").otherwise("text"),
            of("decimals", Shape.of(ValueType.INTEGER), "Decimals of a number; as many as it has when absent.")
                    .like("2"),
            of("pattern", text(), "How a date is written.").otherwise("yyyyMMdd"),
            of(
                            "width",
                            Shape.of(ValueType.INTEGER),
                            "Most characters; a longer value stops the order. Columns of fixed files fill it.")
                    .otherwise("0")
                    .like("20"),
            of("align", words(OrderFile.Align.class), "Where a value stands in its width.")
                    .otherwise("left"),
            of("pad", Shape.of(ValueType.CHARACTER), "What fills the width; a blank when absent.")
                    .like("\"0\""),
            of("cut", bool(), "What is too long is cut instead.").otherwise("false"),
            of("required", bool(), "An order without this value is not sent.").otherwise("false"));

    static final Shape.Fields SHAPE = fields(
            "how orders are handed over as files",
            of("file", Shape.of(ValueType.PATH), "Name of a file; `{key}` stands for our key of the order.")
                    .otherwise("ORDER_{key}.csv"),
            of("format", FormatShape.SHAPE, "What it looks like: csv or fixed.")
                    .needed()
                    .like("{ type: csv, encoding: windows-1252, decimal: \",\" }"),
            of("columns", someOf(COLUMN), "Columns of csv: a row per order line, values of the head repeated."),
            of("head", someOf(COLUMN), "Columns of the record in front of the lines, of fixed files."),
            of("line", someOf(COLUMN), "Columns of the record of a line, of fixed files."),
            of(
                            "within",
                            Shape.of(ValueType.SPAN),
                            "So long the acknowledgement may take; then the order is shown as unknown.")
                    .otherwise("24h"));

    private OrderFileShape() {}

    static OrderFile read(Tree tree) {
        return new OrderFile(
                tree.text("file"),
                FormatShape.read(tree.tree("format")),
                columns(tree, "columns"),
                columns(tree, "head"),
                columns(tree, "line"),
                tree.value("within", Duration.class),
                tree.at());
    }

    private static List<OrderFile.Column> columns(Tree tree, String key) {
        return tree.items(key).stream()
                .map(column -> new OrderFile.Column(
                        column.text("name", ""),
                        column.text("from"),
                        column.text("const"),
                        column.word("as", OrderFile.As.class),
                        column.has("decimals") ? column.number("decimals") : null,
                        column.text("pattern"),
                        column.number("width"),
                        column.word("align", OrderFile.Align.class),
                        pad(column.value("pad", Character.class)),
                        column.flag("cut"),
                        column.flag("required"),
                        column.at()))
                .toList();
    }

    static char pad(Character said) {
        return said == null ? ' ' : said;
    }
}
