package org.caravanserai.sandbox.buyer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.w3c.dom.Element;
import tools.jackson.databind.node.ObjectNode;

/** Calls of the buyer at the supplier: set-ups and orders, each kept as a record whatever came of it. */
final class Visits {
    static final String VISITS = "visits";
    static final String ORDERS = "orders";
    private static final String PAYLOADS = "payloads";

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Wire wire = new Wire();

    Visits(Clock clock) {
        this.clock = clock;
    }

    /** What a Response says. */
    private record Status(int code, String text, Element response) {}

    private String id() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String payloadId() {
        return clock.instant().getEpochSecond() + "." + id() + "@sandbox.buyer";
    }

    /**
     * Begins a visit: by a set-up, or as a browser that comes by OCI.
     *
     * @param base address of the hub, without a slash at the end
     * @param back where the cart comes to, without its query; null = an address of the account that nobody opens
     * @param operation create, edit or inspect
     * @param lines of an earlier cart
     */
    ObjectNode open(Counterpart buyer, Desk desk, String base, String back, String operation, List<Sheet.Line> lines) {
        var id = id();
        var hook = hook(buyer, back, id);
        var visit = Json.object()
                .put("visit", id)
                .put("operation", operation)
                .put("hook", hook)
                .put("cookie", cookie(buyer, id))
                .put("at", clock.instant().toString())
                .put("state", "failed");
        try {
            if (buyer.profile().oci()) {
                oci(buyer, base, visit);
            } else {
                setup(buyer, desk, base, visit, lines);
            }
        } catch (Wire.Silent silent) {
            refuse(visit, Remark.of("wire", base, silent.getMessage()));
        }
        desk.state().put(VISITS, id, visit);
        return visit;
    }

    /** Something that must come back as it went, blanks and all. */
    private static String cookie(Counterpart buyer, String id) {
        return buyer.profile() == Profile.COUPA ? id : " " + id + " <1> & é ";
    }

    private static String hook(Counterpart buyer, String back, String id) {
        if (back != null) {
            return back + "?visit=" + id + "&sap-client=100";
        }
        var host = buyer.hosts().stream().sorted().findFirst().orElse("nowhere.invalid");
        return "https://" + host + "/return?visit=" + id + "&sap-client=100";
    }

    private void setup(Counterpart buyer, Desk desk, String base, ObjectNode visit, List<Sheet.Line> lines)
            throws Wire.Silent {
        var payload = payloadId();
        var request = new Paper(buyer, clock.instant())
                .setup(
                        payload,
                        visit.path("operation").asString(),
                        visit.path("cookie").asString(),
                        visit.path("hook").asString(),
                        lines);
        var status = heard(wire.xml(base + "/punchout/cxml", request), desk, visit);
        if (status == null) {
            return;
        }
        if (status.code() != 200) {
            refuse(visit, Remark.of("setup.status", status.code(), status.text()));
            return;
        }
        var start = Markup.text(status.response(), "PunchOutSetupResponse", "StartPage", "URL");
        begin(visit, start);
    }

    private void oci(Counterpart buyer, String base, ObjectNode visit) throws Wire.Silent {
        var fields = new LinkedHashMap<String, String>();
        fields.put(buyer.userField(), buyer.login() == null ? "" : buyer.login());
        fields.put(buyer.passwordField(), buyer.secret());
        fields.putAll(Map.of("OCI_VERSION", "4.0", "OPI_VERSION", "1.0", "returntarget", "_top"));
        fields.putAll(Map.of("~OkCode", "ADDI", "~TARGET", "_top", "~CALLER", "CTLG"));
        fields.put("http_content_charset", "ISO-8859-1");
        fields.put("HOOK_URL", visit.path("hook").asString());
        var heard = wire.form(base + "/punchout/oci/" + buyer.account(), fields, StandardCharsets.ISO_8859_1);
        if (heard.location() == null) {
            refuse(visit, Remark.of("oci.status", heard.status(), heard.text().strip()));
            return;
        }
        begin(visit, heard.location().toString());
    }

    private static void begin(ObjectNode visit, String start) {
        try {
            if (new URI(start).getHost() == null) {
                refuse(visit, Remark.of("setup.start", start));
                return;
            }
            visit.put("start", start).put("state", "open");
        } catch (java.net.URISyntaxException none) {
            refuse(visit, Remark.of("setup.start", start));
        }
    }

    private static void refuse(ObjectNode record, Remark remark) {
        record.putArray("remarks").add(remark.json());
    }

    /** The Status of an answer; null, and a remark, when it has none. */
    private static Status heard(Wire.Heard heard, Desk desk, ObjectNode record) {
        if (heard.location() != null || heard.status() != 200) {
            refuse(record, Remark.of("http", heard.status()));
            return null;
        }
        try {
            var root = Markup.root(heard.body());
            var status = Markup.at(root, "Response", "Status");
            if (!root.getTagName().equals("cXML") || status.isEmpty()) {
                refuse(record, Remark.of("answer.status"));
                return null;
            }
            var payload = root.getAttribute("payloadID");
            if (payload.isBlank() || desk.state().has(PAYLOADS, payload)) {
                refuse(record, Remark.of("payload.again", payload));
                return null;
            }
            desk.state().put(PAYLOADS, payload, Json.object());
            var code = status.get().getAttribute("code");
            if (!code.matches("[1-5][0-9]{2}")) {
                refuse(record, Remark.of("answer.status"));
                return null;
            }
            var text = (status.get().getAttribute("text") + " "
                            + status.get().getTextContent().strip())
                    .strip();
            return new Status(
                    Integer.parseInt(code), text, Markup.at(root, "Response").orElseThrow());
        } catch (Markup.Wrong wrong) {
            refuse(record, Remark.of("answer.xml", wrong.getMessage()));
            return null;
        }
    }

    /** Notes the payloadID of a document that came; false when it came before. */
    static boolean first(Desk desk, String payload) {
        if (desk.state().has(PAYLOADS, payload)) {
            return false;
        }
        desk.state().put(PAYLOADS, payload, Json.object());
        return true;
    }

    /**
     * Orders what a visit brought.
     *
     * @param visit with a cart
     */
    ObjectNode order(Counterpart buyer, Desk desk, String base, ObjectNode visit) {
        var number = "TEST-" + visit.path("visit").asString().substring(0, 12).toUpperCase(java.util.Locale.ROOT);
        var payload = payloadId();
        var cart = visit.path("cart");
        var sheet = new Sheet(false, cart.path("currency").asString(""), null, Sheet.lines(cart), List.of());
        var order = Json.object()
                .put("number", number)
                .put("visit", visit.path("visit").asString())
                .put("payload", payload)
                .put("currency", sheet.currency())
                .put("total", sheet.sum().toPlainString())
                .put("at", clock.instant().toString())
                .put("state", "failed");
        order.set("lines", cart.path("lines").deepCopy());
        try {
            var bytes = new Paper(buyer, clock.instant()).order(payload, number, sheet);
            var status = heard(wire.xml(base + "/punchout/cxml", bytes), desk, order);
            if (status != null && status.code() / 100 == 2) {
                order.put("state", "sent");
                if (!status.text().isEmpty()) {
                    order.put("answer", status.text());
                }
            } else if (status != null) {
                refuse(order, Remark.of("order.status", status.code(), status.text()));
            }
        } catch (Wire.Silent silent) {
            refuse(order, Remark.of("wire", base, silent.getMessage()));
        }
        desk.state().put(ORDERS, number, order);
        return order;
    }
}
