package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** The key {@code pages} of an operation: how a list goes on, whoever reads it. */
final class PagesFile {
    /** Placeholders nobody fills for an operation that is one answer. */
    private static final Set<String> PAGED = Set.of("page", "offset", "cursor", "limit");
    /** Headers of answers that are kept anyway. */
    private static final List<String> KEPT = List.of("x-wp-total");

    static final Shape.Fields SHAPE = fields(
            "pages",
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
                    .like("meta.next"),
            of(
                            "chained",
                            bool(),
                            "With `offset`: each page begins with the last record of the one before; another one there means that the list has moved,"
                                    + " and it is read again.")
                    .otherwise("false"));

    private PagesFile() {}

    static Connector.Pages read(Tree tree) {
        var by = tree.word("by", Connector.Pages.By.class);
        var header = tree.text("totalHeader");
        return new Connector.Pages(
                by,
                Math.max(1, tree.number("size")),
                tree.has("first") ? tree.number("first") : by == Connector.Pages.By.PAGE ? 1 : 0,
                tree.text("total"),
                header == null ? null : header.toLowerCase(Locale.ROOT),
                tree.text("next"),
                tree.flag("chained"));
    }

    /** What {@code pages} must agree with: the operation it stands in. */
    static void check(Connector connector, YamlMap file, Problems problems) {
        if (SourceCheck.child(file, "operations") instanceof YamlMap operations) {
            for (var entry : operations.entries()) {
                var operation = connector.operations().get(entry.key());
                if (operation != null && entry.value() instanceof YamlMap node) {
                    check(operation, node, problems);
                }
            }
        }
    }

    private static void check(Connector.Operation operation, YamlMap node, Problems problems) {
        var holes = new ArrayList<String>();
        for (var key : List.of("path", "query", "headers", "body")) {
            holes(SourceCheck.child(node, key), holes);
        }
        if (operation.pages() == null) {
            holes.stream()
                    .filter(PAGED::contains)
                    .findFirst()
                    .ifPresent(hole -> error(
                            problems,
                            node.at(),
                            "'" + operation.name() + "' is asked page by page, {" + hole
                                    + "} says so: say 'pages', e.g. { by: offset, size: 100 }"));
        } else if (SourceCheck.child(node, "pages") instanceof YamlMap pages) {
            check(operation, operation.pages(), holes, pages.at(), problems);
        }
    }

    private static void check(
            Connector.Operation operation, Connector.Pages pages, List<String> holes, Position at, Problems problems) {
        if (operation.kind() != Connector.Effect.READ) {
            error(problems, at, "'pages' goes with kind: read");
        }
        if (!holes.contains(pages.by().placeholder())) {
            error(
                    problems,
                    at,
                    "operation '" + operation.name() + "' has no {"
                            + pages.by().placeholder()
                            + "}, so every page would be the first; name it in its query or body");
        }
        boolean asks = pages.by() == Connector.Pages.By.CURSOR || pages.by() == Connector.Pages.By.LAST;
        if (asks != (pages.next() != null)) {
            error(
                    problems,
                    at,
                    asks
                            ? "'" + ValueType.word(pages.by())
                                    + "' needs 'next': the path of the value the next page is asked by"
                            : "'next' goes with by: cursor and by: last");
        }
        if (pages.chained() && pages.by() != Connector.Pages.By.OFFSET) {
            error(
                    problems,
                    at,
                    "'chained' goes with by: offset; pages asked otherwise cannot begin one record earlier");
        }
        if (pages.chained() && pages.size() < 2) {
            error(problems, at, "'chained' needs a size of 2 or more: the first record of a page is known already");
        }
        if (pages.totalHeader() != null
                && !operation.answer().headers().contains(pages.totalHeader())
                && !KEPT.contains(pages.totalHeader())) {
            error(
                    problems,
                    at,
                    "the header '" + Finding.cut(pages.totalHeader()) + "' is not kept; name it in answer.headers of '"
                            + operation.name() + "'");
        }
    }

    private static void holes(YamlNode node, List<String> found) {
        if (node instanceof YamlMap map) {
            map.entries().forEach(entry -> holes(entry.value(), found));
        } else if (node instanceof YamlList list) {
            list.items().forEach(item -> holes(item, found));
        } else if (node instanceof YamlScalar scalar) {
            Template.of(scalar.text()).holes().forEach(hole -> found.add(hole.name()));
        }
    }

    private static void error(Problems problems, Position at, String text) {
        problems.error(at, HomeCode.OPERATION.code(), text);
    }
}
