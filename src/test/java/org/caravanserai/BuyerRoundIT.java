package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.caravanserai.master.Master;
import org.caravanserai.punchout.shop.Shop;
import org.caravanserai.punchout.shop.ShopSearch;
import org.caravanserai.testing.RecordedBuyers;
import org.caravanserai.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole rounds of a buyer of each pack: set-up, shop in a browser, cart judged by the buyer's own rules, order, ERP over SOAP. What buyers said once is replayed.
 * Budget: 60 s.
 */
class BuyerRoundIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String NS = "urn:caravanserai:hub:1";
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String PASSWORD = "a-long-password-1";
    /** With what breaks quoting and encodings. */
    private static final String NAME = "Gant 5/32\\\" <x> & é €";

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        write("routes/.gitkeep", "");
        write("config/hub.yaml", """
                title: Ateliers Test
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                sellers:
                  morvan: { title: Morvan, country: FR }
                orders: { to: erp }
                """);
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "sandbox:erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { settle: 1s } }
                """);
        for (var pack : RecordedBuyers.PACKS) {
            write("config/accounts/acme-" + pack + ".yaml", RecordedBuyers.account(pack));
        }
        hub = RunningHub.start(folder);
        dtds();
        hub.part(Users.class).add("erp", java.util.Set.of(Role.OPERATOR), PASSWORD, "test", "test");
        ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
        ingest("products", "[" + product("GL-1", NAME, "PR") + "," + product("SCR-1", "Vis M6", "EA") + "]");
        ingest(
                "offers",
                "[{\"sku\":\"GL-1\",\"prices\":[" + price("4.11", "1", "PR") + "]},{\"sku\":\"SCR-1\",\"prices\":["
                        + price("4.50", "1000", "EA") + "]}]");
        var search = hub.part(ShopSearch.class);
        search.wake();
        Shop.until(() -> search.position() >= hub.part(Master.class).changes().head());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** What buyers validate with, where the reference material is at hand: older versions than 1.2.050 against 1.2.014. */
    private static void dtds() throws IOException {
        var shared = Path.of(System.getProperty("shared.dir", "../shared")).resolve("standards/cxml");
        if (!Files.isDirectory(shared)) {
            return;
        }
        for (var version : List.of("1.2.014", "1.2.023", "1.2.036", "1.2.050")) {
            var to = hub.data().resolve("sandbox/dtd").resolve(version);
            Files.createDirectories(to);
            var from = shared.resolve(version.equals("1.2.050") ? "dtd-1.2.071" : "dtd-1.2.014");
            Files.copy(from.resolve("cXML.dtd"), to.resolve("cXML.dtd"));
            Files.copy(shared.resolve("dtd-1.2.071/Fulfill.dtd"), to.resolve("Fulfill.dtd"));
        }
    }

    private static String product(String sku, String name, String unit) {
        return "{\"sku\":\"" + sku + "\",\"status\":\"active\",\"name\":{\"fr_FR\":\"" + name + "\"},\"orderUnit\":\""
                + unit + "\",\"classifications\":{\"UNSPSC\":{\"code\":\"46181504\"}}}";
    }

    private static String price(String amount, String basis, String unit) {
        return "{\"list\":\"public\",\"amount\":\"" + amount + "\",\"basis\":\"" + basis + "\",\"unit\":\"" + unit
                + "\",\"currency\":\"EUR\"}";
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(json("/api/v1/ingest/api/" + entity, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    private static HttpRequest.Builder json(String path, String body) {
        return HttpRequest.newBuilder(hub.main(path))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static JsonNode read(String path) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin()));
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode buyer(String account, String kind, String key) {
        return read("/sandbox/buyer/" + account + "/_state/" + kind + "/" + key);
    }

    @ParameterizedTest
    @CsvSource({"generic, false", "coupa, true", "ariba, false", "sap-oci, false"})
    void aUserShopsAndTheOrderGoesAllTheWay(String pack, boolean framed) {
        var complaints = new ArrayList<String>();
        String id;
        try (var browser = TestBrowser.open(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1280, 900))) {
            var page = browser.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.navigate(local("/sandbox/buyer"));
            page.getByText("acme-" + pack, new Page.GetByTextOptions().setExact(true))
                    .click();
            page.locator("form button").click();
            id = page.url().replaceFirst(".*/visits/", "");
            shop(page, framed);
            arrived(page, id);
            assertThat(page.locator(".good").innerText()).isEqualTo("Nothing is wrong with it.");
            assertThat(page.locator("tbody tr").count()).isEqualTo(2);
            picture(page, "buyer-cart-" + pack);
            page.locator("form[action$='/order'] button").click();
            arrived(page, id);
            assertThat(page.locator("main").innerText()).contains("The supplier has taken the order.");
            assertThat(complaints).isEmpty();
        }
        var visit = buyer("acme-" + pack, "visits", id);
        assertThat(visit.path("cart").path("total").asString())
                .as("2 x 4.11 + 1500 x 0.0045")
                .isEqualTo("14.97");
        var number = visit.path("order").asString();
        all("acme-" + pack, number);
    }

    /**
     * The procurement system is another site than the hub, the shop stands in its frame, and the browser gives frames of other sites no cookies: the visit
     * is in the address, so it goes on, and the cart arrives.
     */
    @ParameterizedTest
    @ValueSource(strings = {"generic", "sap-oci"})
    void theShopNeedsNoCookiesInTheFrameOfAnotherSite(String pack) throws IOException {
        var brought = new CompletableFuture<String>();
        var start = new AtomicReference<String>();
        var site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            boolean hook = exchange.getRequestURI().getPath().equals("/hook");
            var html = (hook ? "<h1>Brought</h1>" : "<iframe width=1200 height=800 src=\"" + start + "\"></iframe>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
            if (hook) {
                brought.complete(body);
            }
        });
        site.start();
        var buyer = "http://localhost:" + site.getAddress().getPort();
        boolean oci = pack.equals("sap-oci");
        // Under a number of its own: the recorded one has been answered.
        var setup = RecordedBuyers.said(pack, "setup")
                .replace("payloadID=\"", "payloadID=\"framed-")
                .replace(
                        "https%3A%2F%2Fbuyer.example%2Freturn",
                        URLEncoder.encode(buyer + "/hook", StandardCharsets.UTF_8))
                .replace("https://buyer.example/return", buyer + "/hook");
        var opened = oci
                ? post("/punchout/oci/acme-sap-oci", setup, "application/x-www-form-urlencoded")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                : post("/punchout/cxml", setup, "text/xml; charset=UTF-8")
                        .body()
                        .replaceAll("(?s).*<URL>([^<]*)</URL>.*", "$1");
        start.set(hub.main(opened.replaceFirst("^https?://[^/]*", "")).toString());
        assertThat(start.get()).as("another site than localhost").startsWith("http://127.0.0.1:");
        var complaints = new ArrayList<String>();
        try (var browser = TestBrowser.open(new Browser.NewContextOptions().setLocale("en-GB"))) {
            var page = browser.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.navigate(buyer + "/basket");
            var frame = page.frameLocator("iframe");
            frame.locator("#q").fill("GL-1");
            frame.locator("#q").press("Enter");
            frame.locator(".article .add button").click();
            frame.locator(".go button").waitFor();
            var inside = page.frames().get(1);
            assertThat(inside.evaluate("document.hasStorageAccess()"))
                    .as("the browser keeps cookies from this frame")
                    .isEqualTo(false);
            frame.locator(".go button").click();
            page.waitForURL(buyer + "/hook*");
            assertThat(page.locator("h1").innerText()).isEqualTo("Brought");
            assertThat(browser.cookies()).isEmpty();
            assertThat(complaints).isEmpty();
        } finally {
            site.stop(0);
        }
        var form = brought.join();
        if (oci) {
            assertThat(form).contains("NEW_ITEM-VENDORMAT%5B1%5D=GL-1");
        } else {
            var value = URLDecoder.decode(form.replaceAll("(?s).*cxml-base64=([^&]*).*", "$1"), StandardCharsets.UTF_8);
            assertThat(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                    .contains("<SupplierPartID>GL-1</SupplierPartID>");
        }
    }

    private static String local(String path) {
        return hub.main(path).toString().replace("127.0.0.1", "localhost");
    }

    private static void shop(Page page, boolean framed) {
        page.locator("main a")
                .filter(new com.microsoft.playwright.Locator.FilterOptions()
                        .setHasText(framed ? "in a frame" : "Open the shop"))
                .click();
        if (framed) {
            var frame = page.frameLocator("iframe");
            frame.locator("#q").fill("SCR-1");
            frame.locator("#q").press("Enter");
            frame.locator(".article .add input[name=quantity]").fill("1500");
            frame.locator(".article .add button").click();
            frame.locator(".go button").waitFor();
            frame.locator("#q").fill("GL-1");
            frame.locator("#q").press("Enter");
            frame.locator(".article .add input[name=quantity]").fill("2");
            picture(page, "buyer-frame");
            frame.locator(".article .add button").click();
            frame.locator(".go button").click();
            return;
        }
        for (var wanted : List.of(Map.entry("SCR-1", "1500"), Map.entry("GL-1", "2"))) {
            page.locator("#q").fill(wanted.getKey());
            page.locator("#q").press("Enter");
            page.locator(".article .add input[name=quantity]").fill(wanted.getValue());
            page.locator(".article .add button").click();
            page.locator(".go button").waitFor();
        }
        page.locator(".go button").click();
    }

    private static void arrived(Page page, String id) {
        try {
            page.waitForURL("**/visits/" + id, new Page.WaitForURLOptions().setTimeout(15_000));
        } catch (com.microsoft.playwright.TimeoutError late) {
            throw new AssertionError(page.url() + " instead of the visit: " + page.content(), late);
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** The ERP has it once and says what becomes of it; the buyer is told and finds nothing wrong. */
    private static void all(String account, String number) {
        ShippedHub.await(
                LONG,
                number + " at the ERP",
                () -> read("/api/v1/orders/" + number).path("state").asString().equals("accepted"));
        var order = read("/api/v1/orders/" + number);
        assertThat(order.path("test").asBoolean()).isTrue();
        assertThat(order.path("account").asString()).isEqualTo(account);
        var key = order.path("key").asString();
        assertThat(read("/sandbox/erp-soap/main/_state/orders")
                        .valueStream()
                        .filter(one -> one.path("key").asString().equals(key)))
                .singleElement()
                .satisfies(one -> assertThat(one.path("lines").asInt()).isEqualTo(2));
        progress(
                key,
                "<confirmation><id>AB-1</id><issuedAt>2026-11-22T10:00:00Z</issuedAt>" + confirmed("1", "1500", "EA")
                        + confirmed("2", "2", "PR") + "</confirmation>");
        progress(
                key,
                "<shipment><id>LS-1</id><issuedAt>2026-11-22T11:00:00Z</issuedAt>" + shipped("1", "1500", "EA")
                        + shipped("2", "2", "PR")
                        + "<parcels><carrier>Geodis</carrier><tracking>T-1</tracking></parcels></shipment>");
        assertThat(read("/api/v1/orders/" + number).path("state").asString()).isEqualTo("shipped");
        try {
            ShippedHub.await(LONG, account + " told of " + number, () -> {
                // Each travels by itself: the notice may be quicker than the confirmation.
                var known = buyer(account, "orders", number);
                return known.path("complete").asBoolean() && known.has("confirmed");
            });
        } catch (AssertionError late) {
            throw new AssertionError(
                    read("/sandbox/buyer/" + account + "/_state/messages").toPrettyString()
                            + read("/api/v1/orders/" + number).toPrettyString(),
                    late);
        }
        assertThat(buyer(account, "orders", number).path("confirmed").asString())
                .isEqualTo("allDetail");
        assertThat(read("/sandbox/buyer/" + account + "/_state/messages")
                        .valueStream()
                        .filter(message -> message.path("order").asString().equals(number)))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.path("code").asInt()).isEqualTo(200));
    }

    private static String confirmed(String line, String quantity, String unit) {
        return "<lines><line>" + line + "</line><parts><verdict>accepted</verdict>" + quantity(quantity, unit)
                + "</parts></lines>";
    }

    private static String shipped(String line, String quantity, String unit) {
        return "<lines><line>" + line + "</line>" + quantity(quantity, unit) + "</lines>";
    }

    private static String quantity(String value, String unit) {
        return "<quantity><value>" + value + "</value><unit>" + unit + "</unit></quantity>";
    }

    private static void progress(String key, String inside) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/soap/hub"))
                .header("Content-Type", "text/xml;charset=utf-8")
                .header("SOAPAction", "\"\"")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Header>"
                                + "<wsse:Security xmlns:wsse='" + WSSE
                                + "'><wsse:UsernameToken><wsse:Username>erp</wsse:Username><wsse:Password>" + PASSWORD
                                + "</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header><soap:Body>"
                                + "<reportProgress xmlns='" + NS + "'><channel>erp</channel><order><key>" + key
                                + "</key></order>" + inside + "</reportProgress></soap:Body></soap:Envelope>")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("<outcome>taken</outcome>");
    }

    /** The same without a browser, as the command does it. */
    @ParameterizedTest
    @ValueSource(strings = {"generic", "coupa", "ariba", "sap-oci"})
    void theWholeConversationGoesByCommandToo(String pack) {
        var answer = JSON.readTree(hub.send(json("/api/v1/accounts/acme-" + pack + "/punchout-test", "{\"seconds\":5}"))
                .body());
        assertThat(answer.path("steps")
                        .valueStream()
                        .map(step -> step.path("step").asString()))
                .as(answer.toPrettyString())
                .contains("account", "setup", "start", "shop", "cart", "once", "return", "check", "order");
        assertThat(answer.path("steps")
                        .valueStream()
                        .filter(step -> step.path("step").asString().matches("setup|check|order")))
                .allMatch(step -> step.path("ok").asBoolean());
    }

    /** A cart is opened again, changed, given up, looked at: as every buyer does before approval. */
    @ParameterizedTest
    @CsvSource({
        "generic, edit, edit return change edit return keep", "coupa, edit, edit return change edit return keep",
                "ariba, edit, edit return change edit return keep",
        "generic, inspect, look return keep", "coupa, inspect, look return keep", "ariba, inspect, look return keep"
    })
    void aCartIsOpenedAgain(String pack, String operation, String steps) {
        var answer = JSON.readTree(hub.send(json(
                        "/api/v1/accounts/acme-" + pack + "/punchout-test", "{\"operation\":\"" + operation + "\"}"))
                .body());
        assertThat(answer.path("ok").asBoolean()).as(answer.toPrettyString()).isTrue();
        assertThat(answer.path("steps")
                        .valueStream()
                        .map(step -> step.path("step").asString())
                        .collect(java.util.stream.Collectors.joining(" ")))
                .endsWith("once " + steps);
    }

    @Test
    void whatCannotBeOpenedAgainIsSaid() {
        var oci = hub.send(json("/api/v1/accounts/acme-sap-oci/punchout-test", "{\"operation\":\"edit\"}"));
        assertThat(oci.body()).contains("\"ok\":false", "OCI");
        var wrong = hub.send(json("/api/v1/accounts/acme-generic/punchout-test", "{\"operation\":\"inspekt\"}"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("did you mean 'inspect'?");
    }

    @Test
    void whatIsWrongIsToldInWords() {
        var nobody = hub.send(json("/api/v1/accounts/nobody/punchout-test", "{}"));
        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(nobody.body()).contains("API-015");
        var elsewhere = hub.send(
                json("/api/v1/accounts/acme-generic/punchout-test", "{\"baseUrl\":\"https://elsewhere.example\"}"));
        assertThat(elsewhere.body()).contains("\"ok\":false", "publicUrl");
        var french =
                hub.send(json("/api/v1/accounts/acme-generic/punchout-test", "{\"baseUrl\":\"http://127.0.0.1:1\"}")
                        .header("Accept-Language", "fr"));
        assertThat(french.body()).contains("Personne n'a répondu", "demande de visite");
        var anonymous = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/accounts/acme-generic/punchout-test"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(anonymous.statusCode()).isEqualTo(401);
    }

    /** What a buyer said once, and what it heard; the same must be heard again, but for ids and moments. */
    @ParameterizedTest
    @ValueSource(strings = {"generic", "coupa", "ariba", "sap-oci"})
    void recordedConversationsAreAnsweredAlike(String pack) {
        boolean oci = pack.equals("sap-oci");
        var opened = oci
                ? post(
                        "/punchout/oci/acme-sap-oci",
                        RecordedBuyers.said(pack, "setup"),
                        "application/x-www-form-urlencoded")
                : post("/punchout/cxml", RecordedBuyers.said(pack, "setup"), "text/xml; charset=UTF-8");
        heard(
                pack,
                "setup",
                oci ? "303 " + opened.headers().firstValue("Location").orElse("") : opened.body());
        var start = oci
                ? opened.headers().firstValue("Location").orElseThrow()
                : opened.body().replaceAll("(?s).*<URL>[^<]*(/shop/[^<]*)</URL>.*", "$1");
        var base = hub.send(HttpRequest.newBuilder(hub.main(start.replaceFirst("^https?://[^/]*", ""))))
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst("^https?://[^/]*", "");
        fields(base + "/cart/add", "sku", "SCR-1", "quantity", "1500");
        fields(base + "/cart/add", "sku", "GL-1", "quantity", "2");
        var left = fields(base + "/transfer", "revision", "2").body();
        heard(pack, "cart", form(left));
        if (!oci) {
            var order = post("/punchout/cxml", RecordedBuyers.said(pack, "order"), "text/xml; charset=UTF-8");
            heard(pack, "order", order.body());
        }
    }

    /** An older version of an order is a conflict, and so is the deletion of one; nothing happens to the order. */
    @Test
    void anOlderVersionOrADeletionChangesNothing() {
        var order = RecordedBuyers.said("generic", "order").replace("TEST-GENERIC", "TEST-VERSIONS");
        var second = order.replace("type=\"new\"", "orderVersion=\"2\" type=\"new\"");
        assertThat(post(second, "v2")).contains("code=\"200\"");
        assertThat(post(order, "v1")).contains("code=\"409\"");
        assertThat(post(order.replace("type=\"new\"", "orderVersion=\"1\" type=\"delete\""), "gone"))
                .contains("code=\"409\"", "version 2 is here");
        assertThat(read("/api/v1/orders/TEST-VERSIONS").path("state").asString())
                .isNotIn("cancelled", "rejected");
    }

    /** An account that shops by OCI orders by document; set-ups in its name are refused, and nobody orders as somebody else. */
    @Test
    void whoShopsByOciOnlyOrdersByDocument() {
        var setup = RecordedBuyers.said("generic", "setup").replace("generic-t", "srm-t");
        assertThat(post(setup.replace("sandbox-acme-generic", "sandbox-acme-sap-oci"), "o1"))
                .contains("code=\"450\"", "OCI");
        assertThat(post(setup, "o2")).contains("code=\"401\"");
        var order = RecordedBuyers.said("generic", "order").replace("TEST-GENERIC", "TEST-OTHER");
        assertThat(post(order.replaceFirst("generic-t", "coupa-t"), "o3")).contains("code=\"403\"");
    }

    private static String post(String order, String payload) {
        var document = order.replaceFirst("payloadID=\"[^\"]*", "payloadID=\"" + payload + "@x");
        return post("/punchout/cxml", document, "text/xml").body();
    }

    /** The fields of the form that brings back, documents in plain text. */
    private static String form(String page) {
        var text = new StringBuilder();
        var inputs = java.util.regex.Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")
                .matcher(page);
        while (inputs.find()) {
            var value = inputs.group(1).equalsIgnoreCase("cxml-base64")
                    ? new String(Base64.getDecoder().decode(inputs.group(2)), StandardCharsets.UTF_8)
                    : inputs.group(2)
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&quot;", "\"")
                            .replace("&#10;", "\n")
                            .replace("&#39;", "'")
                            .replace("&amp;", "&");
            text.append(inputs.group(1)).append(" = ").append(value).append('\n');
        }
        assertThat(text).as(page).isNotEmpty();
        return text.toString();
    }

    private static HttpResponse<String> post(String path, String body, String type) {
        return hub.send(HttpRequest.newBuilder(hub.main(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> fields(String path, String... pairs) {
        var form = new ArrayList<String>();
        for (int i = 0; i < pairs.length; i += 2) {
            form.add(pairs[i] + "=" + URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return post(path, String.join("&", form), "application/x-www-form-urlencoded");
    }

    /** Compares; {@code -Drecord=true} writes instead, to be looked at before it is kept. */
    private static void heard(String pack, String step, String answer) {
        if (Boolean.getBoolean("record")) {
            RecordedBuyers.keep(pack, step, answer);
        }
        assertThat(RecordedBuyers.alike(answer)).as(pack + " " + step).isEqualTo(RecordedBuyers.heard(pack, step));
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
