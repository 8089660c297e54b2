package org.caravanserai.sandbox.mirakl;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * ST01, ST11: parts of orders. A shipment that makes no sense is told in the answer, with the status of success. Whole pieces only, never more of a line than
 * is left of it; the order is shipped once nothing is left.
 */
final class Shipments {
    static final String PARTS = "shipments";

    private static final int MOST = 1000;
    private static final int PAGE = 100;
    private static final String SHIPPING = "SHIPPING";
    private static final String SHIPPED = "SHIPPED";
    private static final Set<String> OVER = Set.of("REFUSED", "CANCELED");

    private Shipments() {}

    /** ST01. */
    static Answer create(Request request, Desk desk, List<String> parts) {
        var asked = Json.read(request.body()).orElse(Json.object()).path("shipments");
        if (!asked.isArray() || asked.isEmpty() || asked.size() > MOST) {
            return Mirakl.refusal(400, "shipments: 1 to " + MOST);
        }
        var body = Json.object();
        var errors = body.putArray("shipment_errors");
        var made = body.putArray("shipment_success");
        for (var shipment : asked) {
            var id = shipment.path("order_id").asString("");
            var order = desk.state().get(CustomerOrders.ORDERS, id);
            var wrong = order.isEmpty()
                    ? Optional.of("Order with id [" + id + "] not found")
                    : flaw(shipment, order.get(), desk);
            if (wrong.isPresent()) {
                errors.addObject().put("order_id", id).put("message", wrong.get());
            } else {
                made.add(ship(shipment, order.get(), desk));
            }
        }
        return Answer.json(201, body);
    }

    private static Optional<String> flaw(JsonNode shipment, ObjectNode order, Desk desk) {
        if (!order.path("order_state").asString().equals(SHIPPING)) {
            return Optional.of("The order cannot be shipped in "
                    + order.path("order_state").asString());
        }
        var lines = shipment.path("shipment_lines");
        if (!lines.isArray() || lines.isEmpty()) {
            return Optional.of("shipment_lines is mandatory");
        }
        var seen = new HashSet<String>();
        for (var line : lines) {
            var id = line.path("order_line_id").asString("");
            var ordered = line(order, id);
            if (ordered.isEmpty() || !seen.add(id)) {
                return Optional.of("Order line [" + id + "] is unknown or comes twice");
            }
            if (!line.path("quantity").isIntegralNumber()
                    || line.path("quantity").decimalValue().signum() < 1) {
                return Optional.of("quantity of [" + id + "] must be a whole number above 0");
            }
            int left = left(ordered.get(), order, desk);
            // Beyond the range of an int it is refused all the same.
            if (line.path("quantity").decimalValue().compareTo(BigDecimal.valueOf(left)) > 0) {
                return Optional.of("quantity of [" + id + "] is "
                        + line.path("quantity").decimalValue().toPlainString() + ", " + left + " are left to ship");
            }
        }
        return CustomerOrders.untold(shipment.path("tracking"), false);
    }

    private static ObjectNode ship(JsonNode shipment, ObjectNode order, Desk desk) {
        var number = order.path("order_id").asString();
        var id = number + "-S" + desk.state().next("parts-" + number, 1);
        boolean gone = shipment.path("shipped").asBoolean(false);
        var now = CustomerOrders.now(desk);
        var kept = Json.object()
                .put("id", id)
                .put("order_id", number)
                .put("created_date", now)
                .put("last_updated_date", now)
                .put("status", gone ? SHIPPED : SHIPPING)
                .put("status_customer_debit", "NO_DEBIT");
        kept.set("shipment_lines", shipment.path("shipment_lines").deepCopy());
        if (shipment.path("tracking").isObject()) {
            kept.set("tracking", shipment.path("tracking").deepCopy());
        }
        desk.state().put(PARTS, id, kept);
        for (var line : order.withArray("/order_lines")) {
            if (left((ObjectNode) line, order, desk) == 0
                    && !OVER.contains(line.path("order_line_state").asString())) {
                ((ObjectNode) line).put("order_line_state", SHIPPED);
            }
        }
        if (over(order)) {
            order.put("order_state", SHIPPED);
        }
        CustomerOrders.keep(order, desk);
        desk.accepted("parts", id, number, kept);
        return kept;
    }

    private static boolean over(ObjectNode order) {
        for (var line : order.path("order_lines")) {
            var state = line.path("order_line_state").asString();
            if (!state.equals(SHIPPED) && !OVER.contains(state)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<ObjectNode> line(ObjectNode order, String id) {
        for (var line : order.path("order_lines")) {
            if (line.path("order_line_id").asString().equals(id)) {
                return Optional.of((ObjectNode) line);
            }
        }
        return Optional.empty();
    }

    /** How many pieces of a line are in no shipment; none of one that comes to nothing. */
    private static int left(ObjectNode line, ObjectNode order, Desk desk) {
        if (OVER.contains(line.path("order_line_state").asString())) {
            return 0;
        }
        int left = line.path("quantity").asInt();
        var id = line.path("order_line_id").asString();
        for (var key :
                desk.state().find(PARTS, "order_id", order.path("order_id").asString())) {
            for (var one : desk.state().get(PARTS, key).orElseThrow().path("shipment_lines")) {
                left -= one.path("order_line_id").asString().equals(id)
                        ? one.path("quantity").asInt()
                        : 0;
            }
        }
        return left;
    }

    /** Whether something of an order is in a shipment: then it is no longer told as a whole. */
    static boolean begun(ObjectNode order, Desk desk) {
        return !desk.state()
                .find(PARTS, "order_id", order.path("order_id").asString())
                .isEmpty();
    }

    /** ST11, of one order or of all. */
    static Answer list(Request request, Desk desk, List<String> parts) {
        var order = request.parameter("order_id").orElse(null);
        var state = request.parameter("shipment_state_code").orElse(null);
        var body = Json.object();
        ArrayNode data = body.putArray("data");
        int limit = request.number("limit", 10, 1, PAGE);
        for (var key : desk.state().keys(PARTS)) {
            var shipment = desk.state().get(PARTS, key).orElseThrow();
            if ((order == null || order.equals(shipment.path("order_id").asString()))
                    && (state == null || state.equals(shipment.path("status").asString()))
                    && data.size() < limit) {
                data.add(shipment);
            }
        }
        return Answer.json(200, body);
    }
}
