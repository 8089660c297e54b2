package org.caravanserai.sandbox.buyer;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Ceiling;
import org.caravanserai.sandbox.Credential;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Partner;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Routes;
import tools.jackson.databind.node.ObjectNode;

/**
 * The procurement system of one account: begins visits, takes the cart a browser brings back, orders, and is sent what becomes of the order.
 *
 * <p>Records: {@code visits} by a number nobody guesses, with {@code operation state cart remarks}; {@code orders} by number, with {@code state lines
 * confirmed shipped complete}; {@code messages} in the order they came, with {@code kind order verdict code remarks}.
 */
public final class Buyer implements Partner {
    /** Where all buyers are mounted. */
    public static final String ROOT = "/sandbox/buyer";

    private static final Pattern SECRET = Pattern.compile("(<SharedSecret[^>]*>)[^<]*");

    private final String account;
    private final Directory directory;
    private final Path dtds;
    private final Visits visits;
    private final Mailbox mailbox;
    private final Routes routes = new Routes()
            .on("page", "GET", "/", (request, desk, parts) -> page(request, desk))
            .on("setup", "POST", "/visits", (request, desk, parts) -> open(request, desk))
            .on("visit", "GET", "/visits/*", (request, desk, parts) -> visit(request, desk, parts.get(0), false))
            .on("frame", "GET", "/visits/*/frame", (request, desk, parts) -> visit(request, desk, parts.get(0), true))
            .on("hook", "POST", "/hook", (request, desk, parts) -> hook(request, desk))
            .on("order", "POST", "/visits/*/order", (request, desk, parts) -> order(request, desk, parts.get(0)))
            .on("cxml", "POST", "/", (request, desk, parts) -> cxml(request, desk));

    /**
     * A buyer.
     *
     * @param account name in {@code config/accounts}
     * @param dtds where DTDs of cXML may lie, {@code <version>/<file>.dtd}; need not exist
     */
    public Buyer(String account, Directory directory, Clock clock, Path dtds) {
        this.account = account;
        this.directory = directory;
        this.dtds = dtds;
        visits = new Visits(clock);
        mailbox = new Mailbox(clock, dtds, visits);
    }

    @Override
    public Routes routes() {
        return routes;
    }

    @Override
    public List<Ceiling> ceilings() {
        return List.of();
    }

    /** Who sends documents says so inside of them; pages are for people on this machine. */
    @Override
    public Credential credential(String operation, Request request, Desk desk) {
        return Credential.OPEN;
    }

    @Override
    public Answer unauthorized(Request request) {
        return Answer.of(401, "text/plain", "Not signed in");
    }

    @Override
    public Answer missing(Request request) {
        return Answer.of(404, "text/plain", "Not found");
    }

    /** What servers in front of such systems say. */
    @Override
    public Answer failed(int status, String text) {
        return Answer.of(status, "text/html; charset=UTF-8", "<html><body><h1>" + status + "</h1></body></html>");
    }

    @Override
    public Set<String> identifiers() {
        return Set.of("payloadID");
    }

    /** Secrets are not for journals. */
    @Override
    public Request journalled(Request request) {
        if (!request.text().contains("SharedSecret")) {
            return request;
        }
        var masked = SECRET.matcher(request.text()).replaceAll("$1***");
        return new Request(
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                masked.getBytes(StandardCharsets.UTF_8));
    }

    static Locale locale(Request request) {
        return request.header("accept-language").orElse("").startsWith("fr") ? Locale.FRENCH : Locale.ENGLISH;
    }

    /** A page of another site must not make us send anything; the way back from the shop needs a number nobody guesses. */
    private static boolean foreign(Request request) {
        var site = request.header("sec-fetch-site").orElse("none");
        return !site.equals("none") && !site.equals("same-origin");
    }

    private Answer page(Request request, Desk desk) {
        return Pages.account(directory.find(account), account, desk.state(), locale(request));
    }

    private Answer visit(Request request, Desk desk, String id, boolean framed) {
        var visit = desk.state().get(Visits.VISITS, id);
        if (visit.isEmpty()) {
            return missing(request);
        }
        boolean editable =
                directory.find(account).map(buyer -> !buyer.profile().oci()).orElse(false);
        return Pages.visit(account, visit.get(), desk.state(), locale(request), framed, editable);
    }

    private Answer open(Request request, Desk desk) {
        if (foreign(request)) {
            return Answer.of(403, "text/plain", "not from another site");
        }
        var json = request.is("application/json");
        var asked = json ? body(request) : new LinkedHashMap<String, String>();
        if (!json) {
            form(request, StandardCharsets.UTF_8).forEach((name, values) -> asked.put(name, values.get(0)));
        }
        var buyer = directory.find(account);
        var operation = asked.getOrDefault("operation", "create");
        if (buyer.isEmpty() || !operation.matches("create|edit|inspect")) {
            return Answer.json(409, Json.object().put("state", "failed"));
        }
        var earlier = desk.state()
                .get(Visits.VISITS, asked.getOrDefault("earlier", ""))
                .map(visit -> Sheet.lines(visit.path("cart")))
                .orElse(List.of());
        var own = "http://" + request.header("host").orElse("localhost");
        var visit = visits.open(
                buyer.get(),
                desk,
                asked.containsKey("base") ? directory.allowed(asked.get("base"), own) : own,
                back(buyer.get(), own),
                operation,
                earlier);
        return json
                ? Answer.json(200, visit)
                : seeOther("/visits/" + visit.path("visit").asString());
    }

    /** Our own address, where the account allows a cart to come to this machine; else null. */
    private String back(Counterpart buyer, String own) {
        var port = own.replaceFirst("^http://[^:/]*|^http://\\[[^]]*]", "");
        for (var host : List.of("localhost", "127.0.0.1")) {
            if (buyer.plain() && buyer.hosts().contains(host) && port.matches("(:[0-9]{1,5})?")) {
                return "http://" + host + port + ROOT + "/" + account + "/hook";
            }
        }
        return null;
    }

    private static Map<String, String> body(Request request) {
        var fields = new LinkedHashMap<String, String>();
        Json.read(request.body())
                .filter(ObjectNode.class::isInstance)
                .ifPresent(node -> node.properties()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().asString(""))));
        return fields;
    }

    private Answer seeOther(String path) {
        return Answer.empty(303).with("Location", ROOT + "/" + account + path);
    }

    /** Fields of a form, in the encoding the form was written for. */
    static Map<String, List<String>> form(Request request, Charset charset) {
        var found = new LinkedHashMap<String, List<String>>();
        var text = new String(request.body(), StandardCharsets.ISO_8859_1);
        for (var pair : text.split("&")) {
            int at = pair.indexOf('=');
            if (!pair.isEmpty()) {
                found.computeIfAbsent(decoded(at < 0 ? pair : pair.substring(0, at), charset), any -> new ArrayList<>())
                        .add(at < 0 ? "" : decoded(pair.substring(at + 1), charset));
            }
        }
        return found;
    }

    private static String decoded(String text, Charset charset) {
        try {
            return URLDecoder.decode(text, charset);
        } catch (IllegalArgumentException nonsense) {
            return text;
        }
    }

    /** The cart comes in the user's browser, at an address only this visit knows. */
    private Answer hook(Request request, Desk desk) {
        var buyer = directory.find(account).orElse(null);
        if (buyer == null) {
            return missing(request);
        }
        var charset = buyer.profile().oci() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        var form = form(request, charset);
        var id = request.parameter("visit")
                .or(() -> Optional.ofNullable(form.get("visit")).map(values -> values.get(0)))
                .orElse("");
        var found = desk.state().get(Visits.VISITS, id);
        if (found.isEmpty()) {
            return missing(request);
        }
        var visit = found.get();
        if (!visit.path("state").asString().equals("open")) {
            visit.put("again", visit.path("again").asInt(0) + 1);
            desk.state().put(Visits.VISITS, id, visit);
            desk.refused("carts", id, "AGAIN");
            return Answer.of(
                    409, "text/plain; charset=UTF-8", Remark.of("again").words(locale(request)));
        }
        var sheet = sheet(buyer, visit, form, request, desk);
        sheet.write(visit.putObject("cart"));
        visit.set("remarks", visit.path("cart").path("remarks").deepCopy());
        visit.put("state", sheet.cancelled() ? "cancelled" : sheet.remarks().isEmpty() ? "returned" : "refused");
        desk.state().put(Visits.VISITS, id, visit);
        if (sheet.remarks().isEmpty()) {
            desk.accepted("carts", id, id, visit.withObject("cart"));
        } else {
            desk.refused("carts", id, sheet.remarks().get(0).code());
        }
        return seeOther("/visits/" + id);
    }

    private Sheet sheet(
            Counterpart buyer, ObjectNode visit, Map<String, List<String>> form, Request request, Desk desk) {
        if (buyer.profile().oci()) {
            // The parameters of the address come as fields; in the address itself they were not split.
            var expected = new LinkedHashMap<String, String>();
            expected.put("visit", visit.path("visit").asString());
            expected.put("sap-client", "100");
            expected.put("~OkCode", "ADDI");
            expected.put("~target", "_top");
            expected.put("~caller", "CTLG");
            var all = new LinkedHashMap<>(form);
            request.query().forEach(all::putIfAbsent);
            return OciCart.of(all, expected);
        }
        var taken = CxmlCart.of(
                buyer,
                form,
                visit.path("cookie").asString(),
                visit.path("operation").asString(),
                dtds);
        if (!taken.payloadId().isEmpty() && !Visits.first(desk, taken.payloadId())) {
            var more = new ArrayList<>(taken.sheet().remarks());
            more.add(Remark.of("payload.again", taken.payloadId()));
            return new Sheet(
                    taken.sheet().cancelled(),
                    taken.sheet().currency(),
                    taken.sheet().total(),
                    taken.sheet().lines(),
                    more);
        }
        return taken.sheet();
    }

    private Answer order(Request request, Desk desk, String id) {
        var visit = desk.state().get(Visits.VISITS, id);
        var buyer = directory.find(account);
        if (foreign(request) || visit.isEmpty() || buyer.isEmpty()) {
            return foreign(request) ? Answer.of(403, "text/plain", "not from another site") : missing(request);
        }
        var json = request.is("application/json");
        boolean can = visit.get().path("state").asString().equals("returned")
                && !Sheet.lines(visit.get().path("cart")).isEmpty()
                && !visit.get().has("order")
                && buyer.get().orders();
        if (!can) {
            var why = buyer.get().orders() ? "order.nothing" : "order.none";
            return json
                    ? Answer.json(
                            409,
                            Json.object()
                                    .put("state", "failed")
                                    .set(
                                            "remarks",
                                            Json.array().add(Remark.of(why).json())))
                    : seeOther("/visits/" + id);
        }
        var own = "http://" + request.header("host").orElse("localhost");
        var asked = json ? body(request) : Map.<String, String>of();
        var base = asked.containsKey("base") ? directory.allowed(asked.get("base"), own) : own;
        var order = visits.order(buyer.get(), desk, base, visit.get());
        if (order.path("state").asString().equals("sent")) {
            desk.state()
                    .put(
                            Visits.VISITS,
                            id,
                            visit.get().put("order", order.path("number").asString()));
        }
        return json ? Answer.json(200, order) : seeOther("/visits/" + id);
    }

    private Answer cxml(Request request, Desk desk) {
        return directory
                .find(account)
                .map(buyer -> mailbox.take(buyer, request, desk))
                .orElseGet(() -> missing(request));
    }
}
