package org.caravanserai.order;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.Read;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.store.Work;

/**
 * Where canonical JSON about orders is handed in, alike for the API and for routes: bytes become a typed command, and what came of it becomes an answer with
 * the status HTTP has for it. Nothing but the bytes and the names given here decides.
 */
public final class Desk {
    /** Most bytes of a message. */
    public static final int MOST = 4 << 20;

    private static final String MESSAGE = "message";

    private final Orders orders;

    public Desk(Orders orders) {
        this.orders = orders;
    }

    /**
     * What is said back.
     *
     * @param status 201 taken, 200 taken before or of no effect, 400 cannot be read, 404 there is no such order, 409 another content or an older version,
     *     422 refused
     * @param body tree of JSON
     */
    public record Said(int status, Map<String, Object> body) {}

    /**
     * Takes an order: one JSON object of canonical form.
     *
     * @param source business it comes from
     * @param account whose order it is there, empty = the source has one only
     * @param reply channel or account that hears of it, null = nobody
     * @param transport word for the way it came
     * @param id what the transport calls the message, null = nothing
     */
    public Said order(String source, String account, String reply, String transport, String id, byte[] body) {
        return order(source, account, reply, transport, id, body, Orders.NOTHING);
    }

    /** @param along what is written in the same transaction, whatever comes of the message */
    Said order(String source, String account, String reply, String transport, String id, byte[] body, Work<?> along) {
        var message = Incoming.Message.of(transport, id, body, body);
        var tree = tree(body);
        if (tree.refused() != null) {
            var flaws = List.of(new Flaw("", tree.refused()));
            return of(orders.unreadable(source, account, "", message, flaws, along), 400);
        }
        var read = Order.read(tree.map());
        if (read instanceof Read.Refused<Order> refused) {
            var number = tree.map().get("number") instanceof String text && text.length() <= 100 ? text : "";
            return of(orders.unreadable(source, account, number, message, refused.flaws(), along), 400);
        }
        var order = ((Read.Taken<Order>) read).value();
        return of(orders.accept(new Incoming(source, account, order, reply, message), along), 422);
    }

    /** What of a message could be read. */
    private record Tree(Map<?, ?> map, String refused) {}

    private static Tree tree(byte[] body) {
        if (body.length > MOST) {
            return new Tree(null, "is longer than " + (MOST >> 20) + " MiB");
        }
        try {
            var read = Json.read(new ByteArrayInputStream(body));
            if (read instanceof Outcome.Refused<Object> refused) {
                return new Tree(null, refused.refusal().message());
            }
            return ((Outcome.Taken<Object>) read).value() instanceof Map<?, ?> map
                    ? new Tree(map, null)
                    : new Tree(null, "is no JSON object");
        } catch (IOException impossible) {
            return new Tree(null, "cannot be read");
        }
    }

    private static Said of(Receipt receipt, int refusal) {
        var body = new LinkedHashMap<String, Object>();
        if (receipt instanceof Receipt.Taken taken) {
            body.putAll(head(taken.head()));
            body.put("repeated", taken.repeated());
            body.put("held", reasons(taken.held()));
            body.put("notes", reasons(taken.notes()));
            return new Said(taken.repeated() ? 200 : 201, body);
        }
        if (receipt instanceof Receipt.Conflict conflict) {
            body.put("reasons", reasons(List.of(conflict.reason())));
            body.put("first", head(conflict.first()));
            return new Said(409, body);
        }
        if (receipt instanceof Receipt.Outdated outdated) {
            body.put("reasons", reasons(List.of(outdated.reason())));
            body.put("newest", head(outdated.newest()));
            return new Said(409, body);
        }
        body.put("reasons", reasons(((Receipt.Refused) receipt).reasons()));
        return new Said(refusal, body);
    }

    /**
     * Takes what somebody says about an order: {@code {"order":{"key":...},"confirmation":{...}}}, in place of the confirmation a {@code shipment}, or
     * {@code arrived} with the number. An order is named by {@code key}, by {@code system} and {@code id}, or by {@code source}, {@code account} and
     * {@code number}.
     *
     * @param source channel that says it
     */
    public Said progress(String source, String transport, String id, byte[] body) {
        var tree = tree(body);
        if (tree.refused() != null) {
            return refused(400, OrderCode.EVENT_SENSELESS, "", tree.refused());
        }
        return progress(source, tree.map(), Incoming.Message.of(transport, id, body, body));
    }

    /** The same for a tree that was read elsewhere. */
    public Said progress(String source, Map<?, ?> tree, Incoming.Message message) {
        var order = ref(tree.get("order"));
        if (order == null) {
            return refused(
                    400,
                    OrderCode.EVENT_SENSELESS,
                    "order",
                    "names no order: write {\"key\":...}, or system and id, or source and number");
        }
        if (tree.get("arrived") instanceof Map<?, ?> arrived) {
            var number = arrived.get("number") instanceof String text ? Finding.cut(text) : null;
            return of(orders.arrived(source, order, number, message));
        }
        var said = new ArrayList<Read<? extends OrderEvent>>();
        if (tree.get("confirmation") instanceof Map<?, ?> confirmation) {
            said.add(Confirmation.read(confirmation));
        }
        if (tree.get("shipment") instanceof Map<?, ?> shipment) {
            said.add(Shipment.read(shipment));
        }
        if (said.size() != 1) {
            return refused(
                    400,
                    OrderCode.EVENT_SENSELESS,
                    "",
                    "says one of confirmation, shipment, arrived; here are " + said.size());
        }
        if (said.get(0) instanceof Read.Refused<?> wrong) {
            var body = new LinkedHashMap<String, Object>();
            body.put(
                    "reasons",
                    reasons(wrong.flaws().stream()
                            .map(flaw -> new Reason(OrderCode.EVENT_SENSELESS, flaw.path(), flaw.text()))
                            .toList()));
            return new Said(400, body);
        }
        return of(orders.event(source, order, (OrderEvent) ((Read.Taken<?>) said.get(0)).value(), message));
    }

    private static OrderRef ref(Object named) {
        if (!(named instanceof Map<?, ?> map)) {
            return null;
        }
        var key = text(map, "key");
        if (key != null) {
            return new OrderRef.ByKey(key);
        }
        var system = text(map, "system");
        var id = text(map, "id");
        if (system != null && id != null) {
            return new OrderRef.ByNumber(system, id);
        }
        var source = text(map, "source");
        var number = text(map, "number");
        var account = text(map, "account");
        return source == null || number == null
                ? null
                : new OrderRef.ByBuyer(
                        source, account == null ? "" : account, number, Boolean.TRUE.equals(map.get("test")));
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text && !text.isBlank() && text.length() <= 200 ? text.strip() : null;
    }

    private static Said refused(int status, OrderCode code, String path, String text) {
        var body = new LinkedHashMap<String, Object>();
        body.put("reasons", reasons(List.of(new Reason(code, path, text))));
        return new Said(status, body);
    }

    private static Said of(Noted noted) {
        var body = new LinkedHashMap<String, Object>();
        if (noted instanceof Noted.Refused refused) {
            boolean unknown = refused.reasons().stream().anyMatch(reason -> reason.code() == OrderCode.UNKNOWN_ORDER);
            body.put("reasons", reasons(refused.reasons()));
            return new Said(unknown ? 404 : 422, body);
        }
        if (noted instanceof Noted.Applied applied) {
            body.putAll(head(applied.head()));
            body.put("effect", "applied");
            return new Said(200, body);
        }
        boolean repeated = noted instanceof Noted.Repeated;
        body.putAll(head(repeated ? ((Noted.Repeated) noted).head() : ((Noted.Outdated) noted).head()));
        body.put("effect", repeated ? "repeated" : "outdated");
        return new Said(200, body);
    }

    /** What came of a decision, as an answer. */
    public static Said of(Decided decided) {
        var body = new LinkedHashMap<String, Object>();
        if (decided instanceof Decided.Done done) {
            body.putAll(head(done.head()));
            return new Said(200, body);
        }
        if (decided instanceof Decided.Refused refused) {
            body.put("reasons", reasons(List.of(refused.reason())));
            body.put("order", head(refused.head()));
            return new Said(409, body);
        }
        body.put("reasons", reasons(List.of(new Reason(OrderCode.UNKNOWN_ORDER, "", "there is no such order"))));
        return new Said(404, body);
    }

    /** An order at a glance, as JSON. */
    public static Map<String, Object> head(OrderHead head) {
        var json = new LinkedHashMap<String, Object>();
        json.put("key", head.key());
        json.put("source", head.source());
        json.put("account", head.account().isEmpty() ? null : head.account());
        json.put("number", head.number());
        json.put("version", head.version());
        json.put("test", head.test());
        json.put("customer", head.customer());
        json.put("state", head.state().word());
        json.put("target", head.target());
        json.put("total", head.total());
        json.put("receivedAt", head.receivedAt().toString());
        json.put("changedAt", head.changedAt().toString());
        json.put(
                "acceptedAt",
                head.acceptedAt() == null ? null : head.acceptedAt().toString());
        return json;
    }

    /** Reasons as JSON. */
    public static List<Map<String, Object>> reasons(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> {
                    var json = new LinkedHashMap<String, Object>();
                    json.put("code", reason.code().code());
                    json.put("path", reason.path());
                    json.put(MESSAGE, reason.text());
                    json.put("fix", reason.code().action());
                    return (Map<String, Object>) json;
                })
                .toList();
    }
}
