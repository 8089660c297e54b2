package org.caravanserai.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.access.Audit;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.order.Fulfilment;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.order.Decision;
import org.caravanserai.order.Desk;
import org.caravanserai.order.Entry;
import org.caravanserai.order.OrderCode;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Trouble;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Orders: {@code POST /api/v1/orders} takes one, as a JSON object of canonical form, of the source {@code api}; the same number and version with the same
 * content gets the first answer. {@code GET /api/v1/orders/{key}} shows one, by any id; {@code POST /api/v1/orders/{key}/{decision}} is what an operator
 * decides about one that waits.
 */
@RestController
class OrdersApi {
    private static final String SOURCE = "api";
    private static final int MOST = 200;
    private static final int LONGEST = 500;
    /** Fields of an order that are about people. */
    private static final Set<String> PERSONAL = Set.of("parties", "shipTo", "comments", "extras");

    private final Orders orders;
    private final Desk desk;
    private final Audit audit;

    OrdersApi(Orders orders, Desk desk, Audit audit) {
        this.orders = orders;
        this.desk = desk;
        this.audit = audit;
    }

    /**
     * Why, or with which number, somebody decides.
     *
     * @param reason in words; needed where something is refused or cancelled
     * @param number of the order at the ERP; for {@code arrived}, may be null
     */
    record Why(String reason, String number) {}

    @PostMapping(
            value = "/api/v1/orders",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> take(
            @RequestHeader(value = "Idempotency-Key", required = false) String id,
            HttpServletRequest request,
            Authentication who)
            throws IOException {
        if (id != null && (id.isBlank() || id.length() > 150)) {
            throw new HttpRefusal(HttpStatus.BAD_REQUEST, "API-002", "The Idempotency-Key has 1 to 150 characters.");
        }
        var said = desk.order(
                SOURCE, "", null, SOURCE, id, request.getInputStream().readNBytes(Desk.MOST + 1));
        if (said.status() == 201) {
            audit.record(who.getName(), "order " + said.body().get("key"), null, "received", SOURCE, "done");
        }
        return answer(said);
    }

    private static ResponseEntity<Map<String, Object>> answer(Desk.Said said) {
        if (said.status() < 400) {
            return ResponseEntity.status(said.status()).body(said.body());
        }
        var reasons = (List<?>) said.body().get("reasons");
        var first = (Map<?, ?>) reasons.get(0);
        throw new HttpRefusal(
                HttpStatus.valueOf(said.status()),
                (String) first.get("code"),
                first.get("path").equals("")
                        ? (String) first.get("message")
                        : first.get("path") + ": " + first.get("message"),
                said.body());
    }

    /** Orders in a state that waits, the oldest first; by any id; or the newest, before {@code before}. */
    @GetMapping(value = "/api/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> list(
            @RequestParam(required = false) String key,
            @RequestParam(required = false) String state,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "0") long before,
            @RequestParam(defaultValue = "100") int limit) {
        int most = Math.max(1, Math.min(limit, MOST));
        List<OrderHead> found;
        if (key != null) {
            found = orders.search(key);
        } else if (state != null) {
            found = orders.waiting(waiting(state), after, most);
        } else {
            found = orders.page(before == 0 ? Long.MAX_VALUE : before, most);
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("orders", found.stream().map(OrdersApi::row).toList());
        json.put(
                "next",
                key != null || found.size() < most
                        ? null
                        : found.get(found.size() - 1).id());
        return json;
    }

    private static Map<String, Object> row(OrderHead head) {
        var json = Desk.head(head);
        json.put("id", head.id());
        return json;
    }

    private static OrderState waiting(String word) {
        return OrderState.of(word).filter(OrderState::waits).orElseThrow(() -> {
            var words = Stream.of(OrderState.values())
                    .filter(OrderState::waits)
                    .map(OrderState::word)
                    .collect(Collectors.joining(", "));
            return new HttpRefusal(
                    HttpStatus.BAD_REQUEST, "API-046", "An order waits for a human when it is one of " + words + ".");
        });
    }

    /** What operators have to look at, the newest first. */
    @GetMapping(value = "/api/v1/order-troubles", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> troubles(
            @RequestParam(defaultValue = "0") long before, @RequestParam(defaultValue = "100") int limit) {
        int most = Math.max(1, Math.min(limit, MOST));
        var found = orders.troubles(before == 0 ? Long.MAX_VALUE : before, most);
        var json = new LinkedHashMap<String, Object>();
        json.put("troubles", found.stream().map(OrdersApi::json).toList());
        json.put(
                "next", found.size() < most ? null : found.get(found.size() - 1).id());
        return json;
    }

    private static Map<String, Object> json(Trouble trouble) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", trouble.id());
        json.put("order", trouble.orderId() == 0 ? null : trouble.orderId());
        json.put("source", trouble.source());
        json.put("account", trouble.account());
        json.put("number", trouble.number());
        json.put("at", trouble.at().toString());
        json.put("code", trouble.code());
        json.put("text", trouble.text());
        return json;
    }

    /** Somebody has looked at it. */
    @PostMapping(value = "/api/v1/order-troubles/{id}/close", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> close(@PathVariable long id, @RequestBody(required = false) Why why, Authentication who) {
        var reason = needed(why);
        if (!orders.close(id, who.getName(), reason)) {
            throw new HttpRefusal(
                    HttpStatus.NOT_FOUND, "API-047", "Nothing open has this number; somebody may have been quicker.");
        }
        audit.record(who.getName(), "close order trouble " + id, "open", "closed", SOURCE, reason);
        return Map.of("id", id, "closed", true);
    }

    @GetMapping(value = "/api/v1/orders/{key}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> show(@PathVariable String key, Authentication who) {
        var detail = orders.detail(known(key).id()).orElseThrow(() -> missing(key));
        boolean clear = who instanceof Caller caller && caller.may(Role.CUSTOMERS);
        var json = row(detail.head());
        json.put("order", masked(detail.order().fields(), clear));
        json.put("held", Desk.reasons(detail.held()));
        json.put("notes", Desk.reasons(detail.notes()));
        json.put("lines", lines(detail.fulfilment()));
        json.put(
                "events",
                detail.events().stream()
                        .map(said -> {
                            var event = new LinkedHashMap<String, Object>();
                            event.put("source", said.source());
                            event.put("document", said.event().fields());
                            return event;
                        })
                        .toList());
        json.put("references", detail.references().stream().map(OrdersApi::json).toList());
        json.put("timeline", detail.timeline().stream().map(OrdersApi::json).toList());
        return json;
    }

    private static List<Map<String, Object>> lines(Fulfilment fulfilment) {
        var lines = new ArrayList<Map<String, Object>>();
        fulfilment.lines().forEach((number, amounts) -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("line", number);
            json.put("ordered", amounts.ordered().toPlainString());
            json.put("accepted", amounts.accepted().toPlainString());
            json.put("backordered", amounts.backordered().toPlainString());
            json.put("rejected", amounts.rejected().toPlainString());
            json.put("shipped", amounts.shipped().toPlainString());
            lines.add(json);
        });
        return lines;
    }

    private static Map<String, Object> json(Reference reference) {
        var json = new LinkedHashMap<String, Object>();
        json.put("system", reference.system());
        json.put("entity", reference.entity());
        json.put("id", reference.id());
        json.put("number", reference.number());
        return json;
    }

    private static Map<String, Object> json(Entry entry) {
        var json = new LinkedHashMap<String, Object>();
        json.put("at", entry.at().toString());
        json.put("actor", entry.actor());
        json.put("what", entry.what());
        json.put("state", entry.state().word());
        json.put("text", entry.text());
        return json;
    }

    /** The order without what is about people, for those who may not see it. */
    private static Object masked(Object value, boolean clear) {
        if (clear) {
            return value;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> masked(one, false)).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        var json = new LinkedHashMap<String, Object>();
        map.forEach(
                (name, one) -> json.put((String) name, PERSONAL.contains(name) ? PlanJson.MASK : masked(one, false)));
        return json;
    }

    /** By our key, else by whatever it is called, as long as it is one order. */
    private OrderHead known(String key) {
        var byKey = orders.find(new OrderRef.ByKey(key));
        if (byKey.isPresent()) {
            return byKey.get();
        }
        var found = orders.search(key);
        if (found.size() > 1) {
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    "API-048",
                    found.size() + " orders are called so: name one by its key.",
                    Map.of("keys", found.stream().map(OrderHead::key).toList()));
        }
        return found.stream().findFirst().orElseThrow(() -> missing(key));
    }

    private static HttpRefusal missing(String key) {
        return new HttpRefusal(
                HttpStatus.NOT_FOUND,
                OrderCode.UNKNOWN_ORDER.code(),
                "Nobody calls an order so here: look at the list.");
    }

    /** {@code release refuse arrived send-again cancel tell-again}. */
    @PostMapping(value = "/api/v1/orders/{key}/{decision}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> decide(
            @PathVariable String key,
            @PathVariable String decision,
            @RequestBody(required = false) Why why,
            Authentication who) {
        var order = known(key);
        var wanted = decision(decision, why);
        var said = Desk.of(orders.decide(order.id(), wanted, who.getName()));
        audit.record(
                who.getName(),
                "order " + order.key() + " " + decision,
                order.state().word(),
                said.status() == 200
                        ? (String) said.body().get("state")
                        : order.state().word(),
                SOURCE,
                said.status() == 200 ? reason(why) : "refused");
        return answer(said);
    }

    private static String reason(Why why) {
        return why == null || why.reason() == null ? "done" : why.reason();
    }

    private static Decision decision(String word, Why why) {
        return switch (word) {
            case "release" -> new Decision.Release();
            case "refuse" -> new Decision.Refuse(needed(why));
            case "arrived" -> new Decision.Arrived(why == null ? null : why.number());
            case "send-again" -> new Decision.SendAgain();
            case "cancel" -> new Decision.Cancel(needed(why));
            case "tell-again" -> new Decision.TellAgain();
            default ->
                throw new HttpRefusal(
                        HttpStatus.NOT_FOUND,
                        "API-049",
                        "An operator decides one of release, refuse, arrived, send-again, cancel, tell-again.");
        };
    }

    private static String needed(Why why) {
        if (why == null
                || why.reason() == null
                || why.reason().isBlank()
                || why.reason().length() > LONGEST) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST,
                    "API-003",
                    "Say why in 1 to " + LONGEST + " characters, as in {\"reason\":\"agreed with the buyer\"}.");
        }
        return why.reason().strip();
    }
}
