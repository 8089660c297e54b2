package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;

/** {@code market} of a stream of a connector: what its keys are and how they become a {@link Market}. */
final class MarketFile {
    private static final Shape.Fields STATES = fields(
            "the states of an order at a marketplace",
            of("waiting", list(text()), "It waits for our decision about its lines.")
                    .needed()
                    .like("[WAITING_ACCEPTANCE]"),
            of("paying", list(text()), "Accepted, and not to be shipped yet.").like("[WAITING_DEBIT_PAYMENT]"),
            of("ready", list(text()), "It can be shipped.").needed().like("[SHIPPING]"),
            of("shipped", list(text()), "It was shipped.").needed().like("[SHIPPED, RECEIVED]"),
            of("ended", list(text()), "It, or a line of it, comes to nothing.")
                    .needed()
                    .like("[REFUSED, CANCELED]"));

    private static final Shape.Fields PARTS = fields(
            "how a part of an order is told",
            of(
                            "tell",
                            text(),
                            "Operation that creates a shipment of `{row.lines}` that has left; the records of its answer are refusals.")
                    .needed()
                    .like("order-part"),
            of("list", text(), "Operation that lists the shipments of the order `{row.order}`.")
                    .needed()
                    .like("order-parts"),
            of("lines", text(), "Path of the lines of a shipment, in the list.")
                    .needed()
                    .like("shipment_lines"),
            of("line", text(), "Field of such a line with the number of the order's line.")
                    .needed()
                    .like("order_line_id"),
            of("quantity", text(), "Field of such a line with its quantity.")
                    .needed()
                    .like("quantity"),
            of("key", text(), "Field of such a line that holds our name of the shipment.")
                    .needed()
                    .like("package_reference"),
            of("state", text(), "Path of a shipment's state, in the list.")
                    .needed()
                    .like("status"),
            of("text", text(), "Path of the reason, in a refusal.").needed().like("message"));

    static final Shape.Fields SHAPE = fields(
            "how orders of a marketplace are read and answered",
            of("list", text(), "Operation that lists orders changed since `{since}`.")
                    .needed()
                    .like("order-list"),
            of("one", text(), "Operation that shows the order `{row.order}`.")
                    .needed()
                    .like("order-one"),
            of("accept", text(), "Operation that accepts or refuses each of `{row.lines}`, once for an order.")
                    .needed()
                    .like("order-accept"),
            of(
                            "track",
                            text(),
                            "Operation that tells carrier and tracking number; the marketplace takes none when absent.")
                    .like("order-tracking"),
            of("ship", text(), "Operation that says that everything has left.")
                    .needed()
                    .like("order-ship"),
            of("parts", PARTS, "How a part of an order is told; the marketplace takes orders as a whole when absent."),
            of("map", Shape.of(ValueType.MAP_NAME), "Map from one of its orders to ours.")
                    .needed()
                    .like("mirakl/order-in"),
            of(
                            "carriers",
                            nameOf(NameOf.TABLE),
                            "Value table from our word of a carrier to the marketplace's code, in its second column.")
                    .like("mirakl-carriers"),
            of("customer", text(), "Key of the connection with the number of the company that buys.")
                    .otherwise("customer"),
            of("id", text(), "Path of its number of the order.").needed().like("order_id"),
            of("state", text(), "Path of the order's state.").needed().like("order_state"),
            of("updated", text(), "Path of the moment it changed last.")
                    .needed()
                    .like("last_updated_date"),
            of("placed", text(), "Path of the moment it was placed; that of its last change counts when absent.")
                    .like("created_date"),
            of("tracking", text(), "Path of the tracking number it has.").like("shipping_tracking"),
            of("lines", text(), "Path of its lines.").needed().like("order_lines"),
            of("line", text(), "Path of a line's number, in a line.").needed().like("order_line_id"),
            of("lineState", text(), "Path of a line's state, in a line.")
                    .needed()
                    .like("order_line_state"),
            of("states", STATES, "What its states mean; an order in any other state is passed over.")
                    .needed()
                    .like("{ waiting: [WAITING_ACCEPTANCE], ready: [SHIPPING], shipped: [SHIPPED], ended: [REFUSED] }"),
            of("overlap", Shape.of(ValueType.SPAN), "So far a list looks back over the last one.")
                    .otherwise("15m"),
            of(
                            "every",
                            Shape.of(ValueType.SPAN),
                            "How often it is listed; `schedule` of the channel's stream counts before it.")
                    .otherwise("1m"));

    private MarketFile() {}

    static Market read(Tree tree) {
        var states = tree.tree("states");
        return new Market(
                tree.text("list"),
                tree.text("one"),
                tree.text("accept"),
                tree.text("track"),
                tree.text("ship"),
                parts(tree),
                tree.text("map"),
                tree.text("carriers"),
                tree.text("customer"),
                tree.text("id"),
                tree.text("state"),
                tree.text("updated"),
                tree.text("placed"),
                tree.text("tracking"),
                tree.text("lines"),
                tree.text("line"),
                tree.text("lineState"),
                states.texts("waiting"),
                states.texts("paying"),
                states.texts("ready"),
                states.texts("shipped"),
                states.texts("ended"),
                tree.value("overlap", Duration.class),
                tree.value("every", Duration.class));
    }

    private static Market.Parts parts(Tree market) {
        if (!market.has("parts")) {
            return null;
        }
        var tree = market.tree("parts");
        return new Market.Parts(
                tree.text("tell"),
                tree.text("list"),
                tree.text("lines"),
                tree.text("line"),
                tree.text("quantity"),
                tree.text("key"),
                tree.text("state"),
                tree.text("text"));
    }

    /** What must agree with the operations and the maps. */
    static void check(Connector connector, Set<String> maps, Problems problems) {
        for (var stream : connector.streams().values()) {
            var market = stream.market();
            if (market == null) {
                continue;
            }
            var wrong = new ArrayList<String>();
            if (!stream.name().equals("orders") || stream.once() != null) {
                wrong.add("'market' goes with the stream orders of a system that places them, and not with 'once'");
            }
            operation(connector, market.list(), Connector.Effect.READ, wrong);
            operation(connector, market.one(), Connector.Effect.READ, wrong);
            operation(connector, market.accept(), Connector.Effect.WRITE, wrong);
            operation(connector, market.track(), Connector.Effect.WRITE, wrong);
            operation(connector, market.ship(), Connector.Effect.WRITE, wrong);
            if (market.parts() != null) {
                operation(connector, market.parts().tell(), Connector.Effect.WRITE, wrong);
                operation(connector, market.parts().list(), Connector.Effect.READ, wrong);
            }
            if (market.map() != null && !maps.contains(market.map())) {
                wrong.add("there is no map mappings/" + Finding.cut(market.map()) + ".map.yaml"
                        + Nearest.hint(market.map(), maps));
            }
            if (market.customer() != null && !connector.connection().containsKey(market.customer())) {
                wrong.add("'customer' names no key of the connection: '" + Finding.cut(market.customer()) + "'"
                        + Nearest.hint(market.customer(), connector.connection().keySet()));
            }
            if (market.ready().isEmpty()) {
                wrong.add("no state is 'ready': nothing could ever be shipped");
            }
            twice(market, wrong);
            wrong.forEach(text -> problems.error(stream.position(), HomeCode.OPERATION.code(), text));
        }
    }

    private static void twice(Market market, List<String> wrong) {
        var seen = new HashSet<String>();
        for (var group : List.of(market.waiting(), market.paying(), market.ready(), market.shipped(), market.ended())) {
            group.stream()
                    .filter(state -> !seen.add(state))
                    .forEach(state -> wrong.add("the state '" + Finding.cut(state) + "' means two things; keep one"));
        }
    }

    private static void operation(Connector connector, String name, Connector.Effect kind, List<String> wrong) {
        var operation = name == null ? null : connector.operations().get(name);
        if (name != null && operation == null) {
            wrong.add("there is no operation '" + Finding.cut(name) + "'"
                    + Nearest.hint(name, connector.operations().keySet()));
        } else if (operation != null && operation.kind() != kind) {
            wrong.add("'" + name + "' is used as a " + kind.name().toLowerCase(java.util.Locale.ROOT)
                    + " and declared as none");
        } else if (operation != null && kind == Connector.Effect.WRITE && operation.idempotent()) {
            // A line that is cut would count as 'not sent', and the order would not be looked at.
            wrong.add("'" + name + "' answers an order and must not say idempotent: what came of a call without an"
                    + " answer is looked up with 'one'");
        }
    }
}
