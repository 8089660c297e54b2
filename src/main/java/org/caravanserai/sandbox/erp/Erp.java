package org.caravanserai.sandbox.erp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Ceiling;
import org.caravanserai.sandbox.Credential;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Partner;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Routes;
import org.w3c.dom.Element;
import tools.jackson.databind.node.ObjectNode;

/**
 * An ERP behind the service of {@code soap/erp.wsdl}. It takes an order as often as it is sent, as real ones do, unless it is told to recognise keys.
 *
 * <p>Records: {@code orders} by the number it gave, with {@code key buyer lines total visibleAt}; {@code settings} with the one key {@code mode}:
 * {@code keyed} true = a key that is known gets the order it has; {@code lag} seconds until a look shows what was taken; {@code forgets} true = answers
 * with a number and keeps nothing; {@code foreign} true = answers as if to another order.
 */
public final class Erp implements Partner {
    private static final String ORDERS = "orders";
    private static final String SETTINGS = "settings";
    private static final String MODE = "mode";

    private final Routes routes =
            new Routes().on("orders", "POST", "/orders", (request, desk, parts) -> answer(request, desk));

    @Override
    public Routes routes() {
        return routes;
    }

    /** Both are asked at one address; SOAPAction says which. */
    @Override
    public String operation(String routed, Request request) {
        return request.header("soapaction")
                .map(action -> action.replace("\"", ""))
                .map(action -> action.substring(action.lastIndexOf('/') + 1))
                .orElse(routed);
    }

    @Override
    public List<Ceiling> ceilings() {
        return List.of(Ceiling.of(50, Duration.ofSeconds(1), "submitOrder", "findOrder"));
    }

    @Override
    public Credential credential(String operation, Request request, Desk desk) {
        var header = request.header("authorization").orElse(null);
        var wanted = "Basic "
                + Base64.getEncoder().encodeToString(("hub:" + desk.secret()).getBytes(StandardCharsets.UTF_8));
        return new Credential("authorization", header, wanted.equals(header));
    }

    @Override
    public Answer unauthorized(Request request) {
        return Answer.of(401, "text/xml;charset=utf-8", Envelope.fault("Client", "Not signed in"));
    }

    @Override
    public Answer missing(Request request) {
        return Answer.of(404, "text/plain", "Not found");
    }

    @Override
    public Answer failed(int status, String text) {
        return Answer.of(status, "text/xml;charset=utf-8", Envelope.fault("Server", text));
    }

    @Override
    public void furnish(Desk desk) {
        desk.state().put(SETTINGS, MODE, Json.object().put("keyed", false).put("lag", 0));
    }

    @Override
    public Set<String> identifiers() {
        return Set.of("key", "number");
    }

    private static ObjectNode mode(Desk desk) {
        return desk.state().get(SETTINGS, MODE).orElse(Json.object());
    }

    private static Answer answer(Request request, Desk desk) {
        Element asked;
        try {
            asked = Envelope.body(request.body());
        } catch (Envelope.Wrong wrong) {
            return Answer.of(500, "text/xml;charset=utf-8", Envelope.fault("Client", wrong.getMessage()));
        }
        return switch (asked.getLocalName()) {
            case "submitOrder" -> submit(asked, desk);
            case "findOrder" -> find(asked, desk);
            default ->
                Answer.of(500, "text/xml;charset=utf-8", Envelope.fault("Client", "There is no such operation here"));
        };
    }

    private static Answer submit(Element asked, Desk desk) {
        var key = Envelope.text(asked, "key");
        var order = Envelope.children(asked, Envelope.NAMESPACE, "order").get(0);
        for (var line : Envelope.children(order, Envelope.NAMESPACE, "lines")) {
            if (desk.refuses(Envelope.text(line, "sku"))) {
                desk.refused(ORDERS, key, "ITEM_BLOCKED");
                return response(
                        "submitOrderResponse",
                        key,
                        "<refusal><code>ITEM_BLOCKED</code><text>Article "
                                + Envelope.escaped(Envelope.text(line, "sku")) + " is blocked</text></refusal>");
            }
        }
        var known = mode(desk).path("keyed").asBoolean(false) ? number(key, desk) : Optional.<String>empty();
        return response(
                "submitOrderResponse",
                mode(desk).path("foreign").asBoolean(false) ? "SOMEBODY-ELSE" : key,
                "<number>" + known.orElseGet(() -> take(key, order, desk)) + "</number>");
    }

    private static String take(String key, Element order, Desk desk) {
        var number = "SO-" + desk.state().next(ORDERS, 1001);
        if (mode(desk).path("forgets").asBoolean(false)) {
            return number;
        }
        var total = Envelope.text(order, "totals", "grand", "amount");
        var record = Json.object()
                .put("key", key)
                .put("buyer", Envelope.text(order, "number"))
                .put("customer", Envelope.text(order, "customer"))
                .put("test", Boolean.parseBoolean(Envelope.text(order, "test")))
                .put(
                        "lines",
                        Envelope.children(order, Envelope.NAMESPACE, "lines").size())
                .put("total", total)
                .put(
                        "visibleAt",
                        desk.now().plusSeconds(mode(desk).path("lag").asLong(0)).toString());
        desk.state().put(ORDERS, number, record);
        desk.accepted(ORDERS, key, number, record);
        return number;
    }

    private static Optional<String> number(String key, Desk desk) {
        return desk.state().find(ORDERS, "key", key).stream().findFirst();
    }

    private static Answer find(Element asked, Desk desk) {
        var key = Envelope.text(asked, "key");
        var found = number(key, desk).filter(number -> visible(number, desk));
        if (found.isEmpty()) {
            return response("findOrderResponse", key, "");
        }
        var record = desk.state().get(ORDERS, found.get()).orElseThrow();
        var total = record.path("total").asString("");
        return response(
                "findOrderResponse",
                key,
                "<number>" + found.get() + "</number><lines>"
                        + record.path("lines").asInt() + "</lines>"
                        + (total.isEmpty() ? "" : "<total>" + total + "</total>"));
    }

    private static boolean visible(String number, Desk desk) {
        var at =
                desk.state().get(ORDERS, number).orElseThrow().path("visibleAt").asString("");
        return at.isEmpty() || !desk.now().isBefore(Instant.parse(at));
    }

    private static Answer response(String name, String key, String inside) {
        return Answer.of(
                200,
                "text/xml;charset=utf-8",
                Envelope.around("<" + name + " xmlns=\"" + Envelope.NAMESPACE + "\"><key>" + Envelope.escaped(key)
                        + "</key>" + inside + "</" + name + ">"));
    }
}
