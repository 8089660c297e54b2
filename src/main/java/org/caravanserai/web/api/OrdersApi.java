package org.caravanserai.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.access.Audit;
import org.caravanserai.canonical.order.Fulfilment;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.order.Desk;
import org.caravanserai.order.Entry;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Register;
import org.caravanserai.order.Trouble;
import org.caravanserai.web.HttpRefusal;
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
    /** Fields of an order that are about people. */
    private static final Set<String> PERSONAL = Set.of("parties", "shipTo", "comments", "extras");
    /** Fields in which buyers write what they like. */
    private static final Set<String> FREE = Set.of("comments", "extras");

    private final Orders orders;
    private final Register register;
    private final OrderActs acts;
    private final Desk desk;
    private final Audit audit;

    OrdersApi(Orders orders, Register register, OrderActs acts, Desk desk, Audit audit) {
        this.orders = orders;
        this.register = register;
        this.acts = acts;
        this.desk = desk;
        this.audit = audit;
    }

    /**
     * Why, or with which number, somebody decides.
     *
     * @param reason in words; needed where something is refused or cancelled
     * @param number of the order at the ERP; for {@code arrived}, may be null
     * @param revision of the order as it was seen; one that has moved on since is not decided about (409). null = as it stands
     */
    record Why(String reason, String number, Integer revision) {}

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

    /**
     * Orders by any id ({@code key}); those of a state that waits, the oldest first, after {@code after}; or the newest of a source, account, state and
     * world, before {@code before}. A rare kind may give a short page and still a {@code next}.
     */
    @GetMapping(value = "/api/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> list(
            @RequestParam(required = false) String key,
            @RequestParam(required = false) String state,
            @RequestParam(required = false) String source,
            @RequestParam(required = false) String account,
            @RequestParam(required = false) Boolean test,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "0") long before,
            @RequestParam(defaultValue = "100") int limit) {
        int most = Math.max(1, Math.min(limit, MOST));
        if (key != null) {
            return page(orders.search(key), null);
        }
        var wanted = state == null ? null : OrderActs.state(state);
        if (wanted != null && wanted.waits() && before == 0 && source == null && account == null && test == null) {
            var found = orders.waiting(wanted, after, most);
            return page(
                    found,
                    found.size() < most ? null : found.get(found.size() - 1).id());
        }
        var page = register.page(
                new Register.Filter(source, account, wanted, test), before <= 0 ? Long.MAX_VALUE : before, most);
        return page(page.orders(), page.next() == 0 ? null : page.next());
    }

    private static Map<String, Object> page(List<OrderHead> found, Long next) {
        var json = new LinkedHashMap<String, Object>();
        json.put("orders", found.stream().map(OrdersApi::row).toList());
        json.put("next", next);
        return json;
    }

    private static Map<String, Object> row(OrderHead head) {
        var json = Desk.head(head);
        json.put("id", head.id());
        json.put("revision", head.revision());
        return json;
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
        acts.close(id, why == null ? null : why.reason(), who.getName(), SOURCE);
        return Map.of("id", id, "closed", true);
    }

    @GetMapping(value = "/api/v1/orders/{key}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> show(@PathVariable String key, Authentication who) {
        var detail = orders.detail(acts.known(key).id()).orElseThrow(OrderActs::missing);
        boolean clear = OrderActs.mayClear(who);
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
        json.put("messages", detail.messages().stream().map(OrdersApi::json).toList());
        return json;
    }

    /** A kept message as it is kept, without secrets and card numbers; it may name people. */
    @GetMapping("/api/v1/orders/{key}/messages/{id}")
    ResponseEntity<byte[]> message(@PathVariable String key, @PathVariable long id, Authentication who) {
        var paper = acts.paper(acts.known(key).id(), id, who);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .header("X-Content-Type-Options", "nosniff")
                .body(paper.body());
    }

    private static Map<String, Object> json(Orders.Message message) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", message.id());
        json.put("at", message.at().toString());
        json.put("transport", message.transport());
        json.put("messageId", message.messageId());
        json.put("digest", message.digest());
        json.put("cut", message.cut());
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

    /** The order without what is about people, for those who may not see it; its free fields never with cards and secrets. */
    private static Object masked(Object value, boolean clear) {
        if (value instanceof List<?> list) {
            return list.stream().map(one -> masked(one, clear)).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        var json = new LinkedHashMap<String, Object>();
        map.forEach((name, one) -> json.put((String) name, field((String) name, one, clear)));
        return json;
    }

    private static Object field(String name, Object value, boolean clear) {
        if (PERSONAL.contains(name) && !clear) {
            return PlanJson.MASK;
        }
        return FREE.contains(name) ? OrderActs.redacted(name, value) : masked(value, clear);
    }

    /** {@code release refuse arrived send-again cancel tell-again deleted stays}. */
    @PostMapping(value = "/api/v1/orders/{key}/{decision}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> decide(
            @PathVariable String key,
            @PathVariable String decision,
            @RequestBody(required = false) Why why,
            Authentication who) {
        var said = why == null ? new Why(null, null, null) : why;
        var asked = new OrderActs.Asked(decision, said.reason(), said.number(), said.revision());
        return answer(acts.decide(acts.known(key), asked, who.getName(), SOURCE));
    }
}
