package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;

/** The keys of {@code format}, alike for files that come and files that go. */
final class FormatShape {
    static final Shape.Fields SHAPE = fields(
            "format",
            of("type", words("csv", "tsv", "jsonl", "json", "xlsx", "rss", "bmecat", "fixed"), "What kind of file.")
                    .like("csv"),
            of("encoding", Shape.of(ValueType.ENCODING), "Encoding of a text file.")
                    .otherwise("UTF-8")
                    .like("windows-1252"),
            of(
                            "separator",
                            Shape.of(ValueType.CHARACTER),
                            "Between two columns; `;` for csv, a tab for tsv when absent.")
                    .like("\";\""),
            of("quote", Shape.of(ValueType.CHARACTER), "Around cells that need it.")
                    .otherwise("\""),
            of("decimal", words(".", ","), "Decimal sign of numbers.")
                    .otherwise(".")
                    .like("\",\""),
            of("header", bool(), "The first row names the columns.").otherwise("true"),
            of("bom", bool(), "A published text file begins with a byte order mark.")
                    .otherwise("false"),
            of("lineEnd", words("lf", "crlf"), "Line end of published text files.")
                    .otherwise("lf")
                    .like("crlf"),
            of("version", text(), "Version of the format where there are several.")
                    .like("\"2005\""),
            of("sheet", text(), "Sheet of a workbook that is read; the first when absent.")
                    .like("Clients"),
            of("columns", list(text()), "Columns of a published file in their order; those of the map when absent.")
                    .like("[sku, name, price]"));

    private FormatShape() {}

    static Format read(Tree tree) {
        var type = tree.text("type");
        var separator = tree.value("separator", Character.class);
        var encoding = tree.value("encoding", Charset.class);
        return new Format(
                type,
                encoding == null ? StandardCharsets.UTF_8 : encoding,
                separator != null ? separator : usualSeparator(type),
                tree.value("quote", Character.class),
                ",".equals(tree.text("decimal")) ? ',' : '.',
                tree.flag("header"),
                tree.flag("bom"),
                "crlf".equals(tree.text("lineEnd")) ? "\r\n" : "\n",
                tree.text("version"),
                tree.text("sheet"),
                tree.texts("columns"),
                tree.at());
    }

    private static char usualSeparator(String type) {
        return "tsv".equals(type) ? '\t' : ';';
    }
}
