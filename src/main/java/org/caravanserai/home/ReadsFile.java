package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** The key {@code reads} of a connector's stream: what it holds, and what it must agree with. */
final class ReadsFile {
    private static final Shape.Fields PAGES = fields(
            "pages of reads",
            of(
                            "by",
                            words(Connector.Pages.By.class),
                            "What the next page is asked by: `offset` and `page` fill these placeholders, `cursor` fills `{cursor}` with a value of the"
                                    + " answer, `last` with a value of the last record.")
                    .otherwise("offset"),
            of("size", Shape.of(ValueType.INTEGER), "Records of a full page, the value of `{limit}`.")
                    .otherwise("100"),
            of("first", Shape.of(ValueType.INTEGER), "Number of the first page or record; 1 for pages when absent.")
                    .like("0"),
            of("total", text(), "Path in the answer of how many there are: then a list that ends early is noticed.")
                    .like("total_count"),
            of("totalHeader", text(), "Header of the answer that says it.").like("x-wp-total"),
            of("next", text(), "With `cursor` and `last`: path of the value the next page is asked by.")
                    .like("meta.next"));

    static final Shape.Fields SHAPE = fields(
            "reads",
            of("operation", Shape.of(ValueType.NAME), "Operation of `kind: read` that lists what stands there.")
                    .needed()
                    .like("offer-list"),
            of("pages", PAGES, "How the list goes on; absent = one answer holds everything.")
                    .like("{ by: offset, size: 100, total: total_count }"),
            of("key", text(), "Path in a record of our key, as the map sends it.")
                    .like("shop_sku"),
            of("remoteId", text(), "Path of the partner's own name of the record.")
                    .like("id"),
            of(
                            "match",
                            by(ValueType.CODE, text()),
                            "Paths of what else our record can be found by when a channel is adopted, by attribute.")
                    .like("{ gtin: ean }"),
            of("compare", by(ValueType.TEXT, text()), "Paths of what can be compared, by field of the map.")
                    .like("{ price: price }"),
            of(
                            "fixed",
                            list(text()),
                            "Fields of the map that cannot differ when the record is the right one; with `compare` they may make up the whole row,"
                                    + " then an equal one counts as confirmed.")
                    .like("[shop_sku]"),
            of(
                            "settle",
                            Shape.of(ValueType.SPAN),
                            "How long after an outcome the list may still show the state before.")
                    .otherwise("2m"));

    private ReadsFile() {}

    static Connector.Reads read(Tree tree) {
        return new Connector.Reads(
                tree.text("operation"),
                tree.has("pages") ? pages(tree.tree("pages")) : null,
                tree.text("key"),
                tree.text("remoteId"),
                tree.strings("match"),
                tree.strings("compare"),
                tree.texts("fixed"),
                tree.value("settle", Duration.class),
                tree.at());
    }

    private static Connector.Pages pages(Tree tree) {
        var by = tree.word("by", Connector.Pages.By.class);
        var header = tree.text("totalHeader");
        return new Connector.Pages(
                by,
                Math.max(1, tree.number("size")),
                tree.has("first") ? tree.number("first") : by == Connector.Pages.By.PAGE ? 1 : 0,
                tree.text("total"),
                header == null ? null : header.toLowerCase(Locale.ROOT),
                tree.text("next"));
    }

    /** What a stream's {@code reads} must agree with: the operations beside it, and itself. */
    static void check(Connector connector, YamlMap file, Problems problems) {
        for (var stream : connector.streams().values()) {
            var node = SourceCheck.child(SourceCheck.child(SourceCheck.child(file, "streams"), stream.name()), "reads");
            if (stream.reads() != null && node instanceof YamlMap map) {
                check(connector, stream.reads(), map, SourceCheck.child(file, "operations"), problems);
            }
        }
    }

    private static void check(
            Connector connector, Connector.Reads reads, YamlMap node, YamlNode operations, Problems problems) {
        var at = node.get("operation").map(YamlNode::at).orElse(node.at());
        var operation = connector.operations().get(reads.operation());
        if (operation == null) {
            problems.error(
                    at,
                    HomeCode.UNKNOWN_NAME.code(),
                    "there is no operation '" + Finding.cut(reads.operation()) + "' (declared in operations)"
                            + Nearest.hint(
                                    reads.operation(), connector.operations().keySet()));
            return;
        }
        if (operation.kind() != Connector.Effect.READ) {
            error(problems, at, "'" + operation.name() + "' changes something there; what lists says kind: read");
        }
        if (reads.key() == null && reads.remoteId() == null) {
            error(problems, node.at(), "'reads' says how a record is told from others: key, remoteId or both");
        }
        if (reads.pages() != null && SourceCheck.child(node, "pages") instanceof YamlMap pages) {
            pages(reads.pages(), pages, SourceCheck.child(operations, operation.name()), operation, problems);
        }
    }

    private static void pages(
            Connector.Pages pages, YamlMap node, YamlNode declared, Connector.Operation operation, Problems problems) {
        var hole = pages.by().placeholder();
        var holes = new ArrayList<String>();
        holes(declared, holes);
        if (!holes.contains(hole)) {
            error(
                    problems,
                    node.at(),
                    "operation '" + operation.name() + "' has no {" + hole
                            + "}, so every page would be the first; name it in its query or body");
        }
        boolean asks = pages.by() == Connector.Pages.By.CURSOR || pages.by() == Connector.Pages.By.LAST;
        if (asks != (pages.next() != null)) {
            error(
                    problems,
                    node.at(),
                    asks
                            ? "'" + ValueType.word(pages.by())
                                    + "' needs 'next': the path of the value the next page is asked by"
                            : "'next' goes with by: cursor and by: last");
        }
        if (pages.totalHeader() != null
                && !operation.answer().headers().contains(pages.totalHeader())
                && !List.of("x-wp-total").contains(pages.totalHeader())) {
            error(
                    problems,
                    node.at(),
                    "the header '" + Finding.cut(pages.totalHeader()) + "' is not kept; name it in answer.headers of '"
                            + operation.name() + "'");
        }
    }

    private static void holes(YamlNode node, List<String> found) {
        if (node instanceof YamlMap map) {
            map.entries().forEach(entry -> holes(entry.value(), found));
        } else if (node instanceof org.caravanserai.parser.YamlList list) {
            list.items().forEach(item -> holes(item, found));
        } else if (node instanceof YamlScalar scalar) {
            Template.of(scalar.text()).holes().forEach(hole -> found.add(hole.name()));
        }
    }

    private static void error(Problems problems, Position at, String text) {
        problems.error(at, HomeCode.OPERATION.code(), text);
    }
}
