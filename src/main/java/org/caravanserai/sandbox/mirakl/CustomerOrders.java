package org.caravanserai.sandbox.mirakl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OR11, OR21, OR23, OR24: orders of customers. {@code POST /customer/orders} places one, which no seller's interface can; the customer pays a minute after
 * the seller has accepted, and only then can it be shipped and is the address shown.
 */
final class CustomerOrders {
    static final String ORDERS = "orders";

    private static final String SEQUENCE = "orders";
    private static final String WISHES = "wishes";
    private static final BigDecimal TAX = new BigDecimal("1.20");
    private static final Duration PAYS_AFTER = Duration.ofMinutes(1);
    private static final int PAGE = 10;
    private static final int MOST = 100;
    private static final Set<String> CARRIERS =
            Set.of("chronopost", "colissimo", "dhl", "dpd", "fedex", "gls", "tnt", "ups");
    private static final String WAITING = "WAITING_ACCEPTANCE";
    private static final String PAYING = "WAITING_DEBIT_PAYMENT";
    private static final String SHIPPING = "SHIPPING";
    private static final String SHIPPED = "SHIPPED";
    private static final String REFUSED = "REFUSED";
    private static final String CANCELED = "CANCELED";

    private CustomerOrders() {}

    /**
     * A customer orders: {@code {"order_id":"...", "lines":[{"offer_sku":"...","quantity":2,"price_unit":10.00}]}}; without a number it gets
     * one, and with {@code "pays_after":"PT15M"} the customer takes his time.
     */
    static Answer place(Request request, Desk desk, List<String> parts) {
        var asked = Json.read(request.body()).filter(JsonNode::isObject).orElse(null);
        if (asked == null
                || !asked.path("lines").isArray()
                || asked.path("lines").isEmpty()) {
            return Mirakl.refusal(400, "an order has lines");
        }
        var id = asked.path("order_id").asString("");
        if (!id.isEmpty() && desk.state().has(ORDERS, id)) {
            return Mirakl.refusal(400, "there is an order " + id);
        }
        return Answer.json(201, Json.object().put("order_id", order(asked, desk)));
    }

    private static String order(JsonNode asked, Desk desk) {
        var id = asked.path("order_id").asString("");
        var number = id.isEmpty() ? "MK-" + desk.state().next(SEQUENCE, 5001) + "-A" : id;
        var now = now(desk);
        var order = Json.object()
                .put("order_id", number)
                .put("commercial_id", number.replaceAll("-A$", ""))
                .put("order_state", WAITING)
                .put("created_date", now)
                .put("last_updated_date", now)
                .put("currency_iso_code", asked.path("currency").asString("EUR"))
                .put("order_tax_mode", "TAX_EXCLUDED")
                .put("shipping_type_code", "STD");
        if (asked.has("pays_after")) {
            order.put("pays_after", asked.path("pays_after").asString());
        }
        var lines = order.putArray("order_lines");
        var sum = BigDecimal.ZERO;
        for (var line : asked.path("lines")) {
            var unit = price(line, desk);
            var quantity = line.path("quantity").asInt(1);
            var price = unit.multiply(BigDecimal.valueOf(quantity));
            sum = sum.add(price);
            lines.addObject()
                    .put("order_line_id", number + "-" + lines.size())
                    .put("order_line_index", lines.size())
                    .put("order_line_state", WAITING)
                    .put("offer_sku", line.path("offer_sku").asString(""))
                    .put("product_title", line.path("offer_sku").asString(""))
                    .put("quantity", quantity)
                    .put("price_unit", unit)
                    .put("price", price)
                    .put("shipping_price", BigDecimal.ZERO)
                    .put("total_price", price);
        }
        order.put("price", sum).put("shipping_price", BigDecimal.ZERO).put("total_price", sum);
        desk.state().put(ORDERS, number, order);
        desk.accepted(ORDERS, number, number, order);
        return number;
    }

    /** What was asked for, else what the offer says without its tax, else 10. */
    private static BigDecimal price(JsonNode line, Desk desk) {
        var asked = line.path("price_unit").asString("");
        if (!asked.isEmpty()) {
            return new BigDecimal(asked);
        }
        var offer = desk.state()
                .get(OfferRules.OFFERS, line.path("offer_sku").asString(""))
                .map(found -> found.path("price").asString(""))
                .orElse("");
        return offer.isEmpty()
                ? BigDecimal.TEN.setScale(2)
                : new BigDecimal(offer).divide(TAX, 2, RoundingMode.HALF_UP);
    }

    /** Somebody who wants what nobody offers waits for it: a record {@code wishes} with the lines becomes an order once all of it is offered. */
    private static void buy(Desk desk) {
        for (var id : desk.state().keys(WISHES)) {
            var wish = desk.state().get(WISHES, id).orElseThrow();
            boolean offered = wish.path("lines")
                    .valueStream()
                    .allMatch(line -> desk.state()
                            .has(OfferRules.OFFERS, line.path("offer_sku").asString("")));
            if (offered) {
                desk.state().remove(WISHES, id);
                order(wish, desk);
            }
        }
    }

    /** The customer takes an order back, or {@code {"lines":[...]}} of it, as long as it was not shipped. */
    static Answer cancel(Request request, Desk desk, List<String> parts) {
        var found = desk.state().get(ORDERS, parts.get(0));
        if (found.isEmpty()) {
            return missing(parts.get(0));
        }
        var order = found.get();
        if (order.path("order_state").asString().equals(SHIPPED)) {
            return state(order, "cannot be cancelled");
        }
        var some = Json.read(request.body()).orElse(Json.object()).path("lines");
        boolean left = false;
        for (var line : order.withArray("/order_lines")) {
            var id = line.path("order_line_id").asString();
            if (some.isEmpty()
                    || some.valueStream().anyMatch(one -> one.asString().equals(id))) {
                ((ObjectNode) line).put("order_line_state", CANCELED);
            }
            left |= !Set.of(REFUSED, CANCELED)
                    .contains(line.path("order_line_state").asString());
        }
        if (!left) {
            order.put("order_state", CANCELED);
        }
        keep(order, desk);
        return Answer.empty(204);
    }

    static Answer list(Request request, Desk desk, List<String> parts) {
        var ids = words(request, "order_ids");
        var states = words(request, "order_state_codes");
        Instant since;
        Instant until;
        try {
            since = request.parameter("start_update_date").map(Instant::parse).orElse(Instant.MIN);
            until = request.parameter("end_update_date").map(Instant::parse).orElse(Instant.MAX);
        } catch (DateTimeParseException wrong) {
            return Mirakl.refusal(400, "start_update_date or end_update_date is no date");
        }
        if (ids.size() > MOST) {
            return Mirakl.refusal(400, "at most " + MOST + " order_ids");
        }
        var found = new ArrayList<ObjectNode>();
        for (var id : desk.state().keys(ORDERS)) {
            var order = desk.state().get(ORDERS, id).orElseThrow();
            var changed = Instant.parse(order.path("last_updated_date").asString());
            if ((ids.isEmpty() || ids.contains(id))
                    && (states.isEmpty()
                            || states.contains(order.path("order_state").asString()))
                    && !changed.isBefore(since)
                    && !changed.isAfter(until)) {
                found.add(order);
            }
        }
        var body = Json.object();
        var orders = body.putArray("orders");
        found.stream()
                .skip(request.number("offset", 0, 0, Integer.MAX_VALUE))
                .limit(request.number("max", PAGE, 1, MOST))
                .forEach(order -> orders.add(shown(order)));
        return Answer.json(200, body.put("total_count", found.size()));
    }

    private static List<String> words(Request request, String name) {
        return request.parameter(name)
                .filter(text -> !text.isBlank())
                .map(text -> List.of(text.split(",")))
                .orElse(List.of());
    }

    /** Who buys and where it goes is shown once it is paid for. */
    private static ObjectNode shown(ObjectNode order) {
        var shown = order.deepCopy();
        shown.remove(List.of("pays_at", "pays_after"));
        var customer = shown.putObject("customer");
        customer.put("customer_id", "CU-1").put("firstname", "Claire").put("lastname", "Roux");
        if (Set.of(SHIPPING, SHIPPED).contains(order.path("order_state").asString())) {
            for (var name : List.of("billing_address", "shipping_address")) {
                customer.putObject(name)
                        .put("company", "Atelier Roux")
                        .put("firstname", "Claire")
                        .put("lastname", "Roux")
                        .put("street_1", "12 rue du Port")
                        .put("zip_code", "44000")
                        .put("city", "Nantes")
                        .put("country", "France")
                        .put("country_iso_code", "FRA");
            }
        } else {
            customer.putNull("billing_address").putNull("shipping_address");
        }
        return shown;
    }

    /** OR21: a decision about each line that waits for one, and about no other. */
    static Answer accept(Request request, Desk desk, List<String> parts) {
        var found = desk.state().get(ORDERS, parts.get(0));
        if (found.isEmpty()) {
            return missing(parts.get(0));
        }
        var order = found.get();
        if (!order.path("order_state").asString().equals(WAITING)) {
            return state(order, "ORDER_INVALID_STATE: its lines cannot be accepted");
        }
        var body = Json.read(request.body()).orElse(Json.object());
        var decided = new HashSet<String>();
        var accepted = new HashSet<String>();
        for (var line : body.path("order_lines")) {
            if (!line.path("accepted").isBoolean() || !line.path("id").isString()) {
                return Mirakl.refusal(400, "order_lines have id and accepted");
            }
            var id = line.path("id").asString();
            if (!decided.add(id)) {
                return Mirakl.refusal(400, "ORDER_LINE_DUPLICATE_ID: " + id);
            }
            if (line.path("accepted").asBoolean()) {
                accepted.add(id);
            }
        }
        for (var line : order.path("order_lines")) {
            if (!decided.remove(line.path("order_line_id").asString())) {
                return Mirakl.refusal(
                        400,
                        "ORDER_LINE_ACCEPTANCE_DECISION_MISSING: "
                                + line.path("order_line_id").asString());
            }
        }
        if (!decided.isEmpty()) {
            return Mirakl.refusal(400, "ORDER_LINE_NOT_FOUND: " + decided);
        }
        for (var line : order.withArray("/order_lines")) {
            boolean yes = accepted.contains(line.path("order_line_id").asString());
            ((ObjectNode) line).put("order_line_state", yes ? PAYING : REFUSED);
        }
        order.put("order_state", accepted.isEmpty() ? REFUSED : PAYING);
        if (!accepted.isEmpty()) {
            var after = order.path("pays_after").asString("");
            order.put(
                    "pays_at",
                    desk.now()
                            .plus(after.isEmpty() ? PAYS_AFTER : Duration.parse(after))
                            .toString());
        }
        keep(order, desk);
        desk.accepted("decisions", parts.get(0), parts.get(0), order);
        return Answer.empty(204);
    }

    /** OR23: a carrier the operator has needs its code and a number, any other its name. */
    static Answer track(Request request, Desk desk, List<String> parts) {
        var found = desk.state().get(ORDERS, parts.get(0));
        if (found.isEmpty()) {
            return missing(parts.get(0));
        }
        var order = found.get();
        var body = Json.read(request.body()).orElse(Json.object());
        if (!order.path("order_state").asString().equals(SHIPPING)) {
            return state(order, "tracking cannot be told");
        }
        if (Shipments.begun(order, desk)) {
            return Mirakl.refusal(400, "The order has shipments: their tracking is told");
        }
        var wrong = untold(body, true);
        if (wrong.isPresent()) {
            return Mirakl.refusal(400, wrong.get());
        }
        var code = body.path("carrier_code").asString("");
        var name = body.path("carrier_name").asString("");
        var number = body.path("tracking_number").asString("");
        order.put("shipping_carrier_code", code)
                .put("shipping_company", name)
                .put("shipping_tracking", number)
                .put("shipping_tracking_url", body.path("carrier_url").asString(""));
        keep(order, desk);
        desk.accepted("tracking", parts.get(0), parts.get(0), order);
        return Answer.empty(204);
    }

    /** What is wrong with a carrier and a number. @param needed whether there must be a carrier */
    static Optional<String> untold(JsonNode body, boolean needed) {
        var code = body.path("carrier_code").asString("");
        var name = body.path("carrier_name").asString("");
        if (!code.isEmpty() && !CARRIERS.contains(code)) {
            return Optional.of("The carrier '" + code + "' is not registered");
        }
        if (code.isEmpty() && name.isEmpty()) {
            boolean silent =
                    !needed && body.path("tracking_number").asString("").isEmpty();
            return silent ? Optional.empty() : Optional.of("carrier_code or carrier_name is mandatory");
        }
        return !code.isEmpty() && body.path("tracking_number").asString("").isEmpty()
                ? Optional.of("tracking_number is mandatory for a registered carrier")
                : Optional.empty();
    }

    /** OR24: only in SHIPPING, and only what has no shipments of its own. */
    static Answer ship(Request request, Desk desk, List<String> parts) {
        var found = desk.state().get(ORDERS, parts.get(0));
        if (found.isEmpty()) {
            return missing(parts.get(0));
        }
        var order = found.get();
        if (!order.path("order_state").asString().equals(SHIPPING)) {
            return state(order, "it cannot be shipped");
        }
        if (Shipments.begun(order, desk)) {
            return Mirakl.refusal(400, "The order has shipments: they are shipped");
        }
        all(order, SHIPPED);
        order.put("order_state", SHIPPED);
        keep(order, desk);
        desk.accepted("shipments", parts.get(0), parts.get(0), order);
        return Answer.empty(204);
    }

    /** Customers buy and pay. */
    static void pass(Desk desk) {
        buy(desk);
        for (var id : desk.state().find(ORDERS, "order_state", PAYING)) {
            var order = desk.state().get(ORDERS, id).orElseThrow();
            var due = order.path("pays_at").asString("");
            if (!due.isEmpty() && !Instant.parse(due).isAfter(desk.now())) {
                all(order, SHIPPING);
                order.put("order_state", SHIPPING);
                order.remove("pays_at");
                keep(order, desk);
            }
        }
    }

    /** Lines that came to nothing stay so. */
    private static void all(ObjectNode order, String state) {
        for (var line : order.withArray("/order_lines")) {
            if (!Set.of(REFUSED, CANCELED)
                    .contains(line.path("order_line_state").asString())) {
                ((ObjectNode) line).put("order_line_state", state);
            }
        }
    }

    static void keep(ObjectNode order, Desk desk) {
        order.put("last_updated_date", now(desk));
        desk.state().put(ORDERS, order.path("order_id").asString(), order);
    }

    static String now(Desk desk) {
        return desk.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Answer missing(String id) {
        return Mirakl.refusal(404, "Order with id [" + id + "] not found");
    }

    private static Answer state(ObjectNode order, String text) {
        return Mirakl.refusal(400, text + " in " + order.path("order_state").asString());
    }
}
