package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlScalar;

/** {@code acknowledgements} of a stream: what its keys are and how they become {@link Acknowledgement}s. */
final class AcknowledgementShape {
    private static final Shape.Fields COLUMN = fields(
            "a column of an acknowledgement",
            of("name", text(), "Its name; the header of csv, messages.").like("NUMERO"),
            of("to", words(Acknowledgement.To.class), "What it says; a column without is passed over.")
                    .like("number"),
            of(
                            "const",
                            text(),
                            "With `to`: always this, and no column of the file. Without, in fixed files: what stands in every record of this kind.")
                    .like("L"),
            of(
                            "values",
                            by(ValueType.TEXT, words(Acknowledgement.State.class)),
                            "For `to: state`: what the words of the ERP mean; our own words when absent.")
                    .like("{ OK: accepted, REL: backordered, REF: rejected, EXP: shipped }"),
            of("pattern", text(), "How a date is written.").otherwise("yyyyMMdd"),
            of("width", Shape.of(ValueType.INTEGER), "Characters it takes in a fixed file.")
                    .otherwise("0")
                    .like("20"),
            of("align", words(OrderFile.Align.class), "Where the value stands in its width.")
                    .otherwise("left"),
            of("pad", Shape.of(ValueType.CHARACTER), "What fills the width; a blank when absent.")
                    .like("\"0\""),
            of("required", bool(), "A row without this value is refused.").otherwise("false"));

    static final Shape.Fields SHAPE = fields(
            "acknowledgement files",
            of("files", text(), "Pattern of their names.").needed().like("\"ACK_*.csv\""),
            of(
                            "directory",
                            Shape.of(ValueType.PATH),
                            "Folder below the data folder, `inbox/<channel>` when absent; with `deliver` the folder at that server.")
                    .like("inbox/erp"),
            of(
                            "readyFile",
                            text(),
                            "Name of the file that says a file is complete; `*` = the whole name of that file. When absent, a file that stood still from"
                                    + " one look to the next is complete.")
                    .like("\"*.ok\""),
            of("every", Shape.of(ValueType.SPAN), "Pause between two looks.").otherwise("10s"),
            of("format", FormatShape.SHAPE, "What they look like: csv or fixed.")
                    .needed()
                    .like("{ type: csv, encoding: windows-1252, decimal: \",\" }"),
            of("columns", someOf(COLUMN), "Columns of csv."),
            of("head", someOf(COLUMN), "Columns of the record in front of the lines of an order, of fixed files."),
            of("line", someOf(COLUMN), "Columns of every other record, of fixed files."));

    private AcknowledgementShape() {}

    static List<Acknowledgement> read(Tree stream) {
        return stream.items("acknowledgements").stream()
                .map(tree -> new Acknowledgement(
                        tree.text("files", ""),
                        tree.text("directory"),
                        tree.text("readyFile"),
                        tree.value("every", Duration.class),
                        FormatShape.read(tree.tree("format")),
                        columns(tree, "columns"),
                        columns(tree, "head"),
                        columns(tree, "line"),
                        tree.at()))
                .toList();
    }

    private static List<Acknowledgement.Column> columns(Tree tree, String key) {
        return tree.items(key).stream()
                .map(column -> new Acknowledgement.Column(
                        column.text("name", ""),
                        column.has("to") ? column.word("to", Acknowledgement.To.class) : null,
                        column.text("const"),
                        values(column),
                        column.text("pattern"),
                        column.number("width"),
                        column.word("align", OrderFile.Align.class),
                        OrderFileShape.pad(column.value("pad", Character.class)),
                        column.flag("required"),
                        column.at()))
                .toList();
    }

    private static Map<String, Acknowledgement.State> values(Tree column) {
        var values = new LinkedHashMap<String, Acknowledgement.State>();
        if (column.node("values") instanceof YamlMap map) {
            for (var entry : map.entries()) {
                for (var state : Acknowledgement.State.values()) {
                    if (entry.value() instanceof YamlScalar word
                            && ValueType.word(state).equals(word.text())) {
                        values.put(entry.key(), state);
                    }
                }
            }
        }
        return Map.copyOf(values);
    }
}
