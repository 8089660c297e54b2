package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.text;

import java.time.Duration;
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

/** The key {@code reads} of a connector's stream: what it holds, and what it must agree with. */
final class ReadsFile {
    static final Shape.Fields SHAPE = fields(
            "reads",
            of(
                            "operation",
                            either(Shape.of(ValueType.NAME), list(Shape.of(ValueType.NAME))),
                            "Operation of `kind: read` that lists what stands there, with its `pages`; several when the partner keeps it in"
                                    + " several places, then `needs` of each says which items stand there.")
                    .needed()
                    .like("offer-list"),
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
                tree.texts("operation"),
                tree.text("key"),
                tree.text("remoteId"),
                tree.strings("match"),
                tree.strings("compare"),
                tree.texts("fixed"),
                tree.value("settle", Duration.class),
                tree.at());
    }

    /** What a stream's {@code reads} must agree with: the operations beside it, and itself. */
    static void check(Connector connector, YamlMap file, Problems problems) {
        for (var stream : connector.streams().values()) {
            var node = SourceCheck.child(SourceCheck.child(SourceCheck.child(file, "streams"), stream.name()), "reads");
            if (stream.reads() != null && node instanceof YamlMap map) {
                check(connector, stream.reads(), map, problems);
            }
        }
    }

    private static void check(Connector connector, Connector.Reads reads, YamlMap node, Problems problems) {
        var at = node.get("operation").map(YamlNode::at).orElse(node.at());
        for (var name : reads.operations()) {
            var operation = connector.operations().get(name);
            if (operation == null) {
                problems.error(
                        at,
                        HomeCode.UNKNOWN_NAME.code(),
                        "there is no operation '" + Finding.cut(name) + "' (declared in operations)"
                                + Nearest.hint(name, connector.operations().keySet()));
            } else if (operation.kind() != Connector.Effect.READ) {
                error(problems, at, "'" + operation.name() + "' changes something there; what lists says kind: read");
            }
        }
        if (reads.key() == null && reads.remoteId() == null) {
            error(problems, node.at(), "'reads' says how a record is told from others: key, remoteId or both");
        }
        if (reads.operations().size() > 1) {
            reads.operations().stream()
                    .map(connector.operations()::get)
                    .filter(list -> list != null
                            && list.needs().isEmpty()
                            && list.unless().isEmpty())
                    .forEach(list -> error(
                            problems,
                            at,
                            "of several lists each says by 'needs' or 'unless' which items stand there: '" + list.name()
                                    + "' does not, and names of one may mean something else in the other"));
        }
    }

    private static void error(Problems problems, Position at, String text) {
        problems.error(at, HomeCode.OPERATION.code(), text);
    }
}
