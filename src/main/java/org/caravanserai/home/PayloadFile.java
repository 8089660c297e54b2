package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.util.LinkedHashMap;
import java.util.List;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlScalar;

/** The key {@code body} of an operation: what its keys are and how they become a {@link Payload}. */
final class PayloadFile {
    /** The codecs; a body has exactly one of them. */
    static final List<String> CODECS = List.of("json", "xml", "csv", "form", "multipart", "graphql", "document");

    /** The codecs of a file part. */
    static final List<String> FILE_CODECS = List.of("csv", "json", "xml", "fetch");

    private static final Shape ANYTHING = new Shape.Anything();

    private static final Shape.Fields CSV = fields(
            "csv",
            of(
                            "columns",
                            by(ValueType.TEXT, text()),
                            "Columns with their text per item; absent = the fields of the rows.")
                    .like("{ offer-sku: \"{key}\", update-delete: delete }"),
            of("format", FormatShape.SHAPE, "How the file looks.").like("{ separator: \";\", encoding: UTF-8 }"),
            of("quoteAll", bool(), "Every cell in quotes.").otherwise("false"));

    private static final Shape.Fields GRAPHQL = fields(
            "graphql",
            of("query", text(), "The request as it is; what changes goes into variables.")
                    .needed(),
            of("variables", ANYTHING, "Variables, written like a json body.").like("{ input: \"{rows}\" }"));

    static final Shape.Fields FILE = fields(
            "a file part",
            of("fileName", text(), "Name of the file.").like("\"offers-{locale}.csv\""),
            of("csv", CSV, "A CSV file."),
            of("json", ANYTHING, "A JSON file."),
            of("xml", ANYTHING, "An XML file."),
            of("fetch", text(), "Address of a file that is fetched and passed on, such as a picture.")
                    .like("\"{element.url}\""));

    static final Shape.Fields SHAPE = fields(
            "body",
            of(
                            "json",
                            ANYTHING,
                            "The body as YAML of the same shape. `\"{row}\"`, `\"{rows}\"`, `\"{keys}\"`, `\"{remoteIds}\"` stand for "
                                    + "values; `{ each: X }` is X once per item, `{ merge: [A, B] }` lays maps over each other.")
                    .like("{ contacts: \"{rows}\" }"),
            of(
                            "xml",
                            ANYTHING,
                            "The root element and what is in it, like json; `@name` is an attribute, `#text` the text beside it.")
                    .like("{ prestashop: { product: \"{row}\" } }"),
            of("csv", CSV, "A CSV file, one line per item."),
            of("form", by(ValueType.TEXT, text()), "Form fields.").like("{ email: \"{key}\" }"),
            of(
                            "multipart",
                            by(ValueType.TEXT, either(text(), FILE)),
                            "Parts by name: a text, or a file with csv, json, xml or fetch.")
                    .like("{ import_mode: NORMAL, file: { fileName: offers.csv, csv: {} } }"),
            of("graphql", GRAPHQL, "A GraphQL request."),
            of(
                            "document",
                            text(),
                            "A document the hub writes itself and sends as it is; the value is its Content-Type.")
                    .like("text/xml; charset=UTF-8"),
            of("decimals", words(Payload.Decimals.class), "How decimals of rows stand in JSON.")
                    .otherwise("number"),
            of("empty", words(Payload.Empty.class), "What becomes of fields without a value in JSON and XML.")
                    .otherwise("omit"));

    private PayloadFile() {}

    /** Null when no codec is named, which the check reports. */
    static Payload read(String operation, Tree tree) {
        var decimals = tree.word("decimals", Payload.Decimals.class);
        var empty = tree.word("empty", Payload.Empty.class);
        if (tree.has("graphql")) {
            var graphql = tree.tree("graphql");
            return new Payload.GraphQl(graphql.text("query", ""), graphql.node("variables"), decimals, empty);
        }
        if (tree.has("document")) {
            return new Payload.Document(tree.text("document"));
        }
        if (tree.has("form")) {
            return new Payload.Form(tree.strings("form"));
        }
        return tree.has("multipart") ? multipart(operation, tree, decimals, empty) : content(tree, decimals, empty);
    }

    private static Payload content(Tree tree, Payload.Decimals decimals, Payload.Empty empty) {
        if (tree.has("json")) {
            return new Payload.Json(tree.node("json"), decimals, empty);
        }
        if (tree.has("xml")) {
            return new Payload.Xml(tree.node("xml"), empty);
        }
        if (!tree.has("csv")) {
            return null;
        }
        var csv = tree.tree("csv");
        return new Payload.Csv(FormatShape.read(csv.tree("format")), csv.strings("columns"), csv.flag("quoteAll"));
    }

    private static Payload multipart(String operation, Tree tree, Payload.Decimals decimals, Payload.Empty empty) {
        var parts = new LinkedHashMap<String, Payload.Part>();
        if (tree.node("multipart") instanceof YamlMap map) {
            for (var entry : map.entries()) {
                if (entry.value() instanceof YamlScalar scalar) {
                    parts.put(entry.key(), new Payload.TextPart(scalar.text()));
                } else {
                    var file = Tree.of(entry.value(), FILE);
                    var content = file.has("fetch")
                            ? new Payload.Fetched(file.text("fetch"))
                            : content(file, decimals, empty);
                    parts.put(
                            entry.key(),
                            new Payload.FilePart(file.text("fileName", operation + extension(content)), content));
                }
            }
        }
        return new Payload.Multipart(parts);
    }

    private static String extension(Payload content) {
        if (content instanceof Payload.Csv) {
            return ".csv";
        }
        if (content instanceof Payload.Fetched) {
            return "";
        }
        return content instanceof Payload.Xml ? ".xml" : ".json";
    }
}
