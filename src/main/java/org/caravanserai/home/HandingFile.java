package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;

/** {@code once} of a stream of a connector: what its keys are and how they become a {@link Handing}. */
final class HandingFile {
    private static final Shape.Fields ANSWER = fields(
            "the answer about an order",
            of("key", text(), "Path of our key of the order; another one in the answer counts as no answer.")
                    .like("key"),
            of("number", text(), "Path of the number the system gave it.").like("number"),
            of("lines", text(), "Path of how many lines it has there; compared after a look.")
                    .like("lines"),
            of("total", text(), "Path of its sum there, in the currency of the order; compared after a look.")
                    .like("total"),
            of("refusal", text(), "Path of a code that is there only when the order was refused.")
                    .like("refusal.code"),
            of("refusalText", text(), "Path of the words beside it.").like("refusal.text"));

    static final Shape.Fields SHAPE = fields(
            "how orders are handed over",
            of(
                            "can",
                            words(Handing.Can.class),
                            "What the system can do about an order that may have arrived: `keyed` = it recognises our key and takes nothing"
                                    + " twice, `queryable` = it can be asked by our key, `blind` = neither, a human is asked.")
                    .needed()
                    .like("queryable"),
            of("send", text(), "Operation that hands an order over.").needed().like("submit-order"),
            of("look", text(), "Operation that asks for an order by our key.").like("find-order"),
            of("confirms", bool(), "False: it never confirms by itself; what it takes counts as confirmed as ordered.")
                    .otherwise("true"),
            of("sees", bool(), "True: what it says it took counts only once a look has found it.")
                    .otherwise("false"),
            of(
                            "settle",
                            Shape.of(ValueType.SPAN),
                            "So long after sending, a look that finds nothing says nothing; above the longest delay of the system.")
                    .otherwise("60s"),
            of("parallel", Shape.of(ValueType.INTEGER), "Orders at a time.").otherwise("2"),
            of("answer", ANSWER, "Where the answers of both operations say what, by path in their record."),
            of(
                            "faults",
                            list(text()),
                            "Codes of errors (`errors.code`; what stands before a colon is cut) that mean: refused, and nothing of it is there.")
                    .like("[Client, Sender]"));

    private HandingFile() {}

    static Handing read(Tree tree) {
        var answer = tree.tree("answer");
        return new Handing(
                tree.word("can", Handing.Can.class),
                tree.text("send"),
                tree.text("look"),
                tree.flag("confirms"),
                tree.flag("sees"),
                tree.value("settle", Duration.class),
                Math.max(1, tree.number("parallel")),
                answer.text("key"),
                answer.text("number"),
                answer.text("lines"),
                answer.text("total"),
                answer.text("refusal"),
                answer.text("refusalText"),
                tree.texts("faults"));
    }

    /** What must agree with the operations of the connector. */
    static void check(Connector connector, Problems problems) {
        for (var stream : connector.streams().values()) {
            var once = stream.once();
            if (once == null) {
                continue;
            }
            var wrong = new ArrayList<String>();
            if (!stream.name().equals("orders")) {
                wrong.add("'once' goes with the stream orders; what converges needs none");
            }
            if (once.can() == Handing.Can.QUERYABLE && once.look() == null) {
                wrong.add("a system that can be asked needs 'look', the operation that asks");
            }
            if (once.sees() && once.can() != Handing.Can.QUERYABLE) {
                wrong.add("'sees: true' needs can: queryable");
            }
            operation(connector, once.send(), Connector.Effect.WRITE, wrong);
            operation(connector, once.look(), Connector.Effect.READ, wrong);
            wrong.forEach(text -> problems.error(stream.position(), HomeCode.OPERATION.code(), text));
        }
    }

    private static void operation(Connector connector, String name, Connector.Effect kind, List<String> wrong) {
        if (name == null) {
            return;
        }
        var operation = connector.operations().get(name);
        if (operation == null) {
            wrong.add("there is no operation '" + name + "'"
                    + Nearest.hint(name, connector.operations().keySet()));
        } else if (operation.kind() != kind) {
            wrong.add("'" + name + "' is used as a " + kind.name().toLowerCase(java.util.Locale.ROOT)
                    + " and declared as none");
        } else if (kind == Connector.Effect.WRITE && operation.idempotent()) {
            wrong.add("'" + name
                    + "' hands orders over and must not say idempotent: whether it may be repeated is said by 'can'");
        }
    }
}
