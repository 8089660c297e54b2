package org.caravanserai;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.caravanserai.master.Master;
import org.caravanserai.punchout.shop.ShopSearch;
import org.caravanserai.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes every picture of {@code docs/screenshots} anew, from one hub: the sample company, and the stand-in of an ERP that receives orders. Leaves
 * them in {@code target/screenshots}; {@code -Dpictures=docs/screenshots} puts them where the guides show them. Budget: 4 min.
 */
@Tag("long")
class PicturesIT {
    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/screenshots"));
    private static final Path SHOWN = Path.of("docs", "screenshots");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;
    private static final String PASSWORD = "tells-of-orders-7";
    private static final String ORDER = "4500012345";

    /** What the customer of the account acme pays in the samples, for one piece. */
    private static final String AGREED = "2.26";

    private static final String STAND_IN =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 300' width='400' height='300'><rect width='400' "
                    + "height='300' fill='#e9e4d8'/><path d='M130 250v-95q0-12 12-12t12 12V75q0-12 13-12t13 12v-12q0-13 14-13t14 13v12"
                    + "q0-12 13-12t13 12v20q0-11 12-11t12 11v100q0 30-20 55v20H155z' fill='#14645c'/></svg>";
    private static final String WHOLE = "</issuedAt><whole>accepted</whole></confirmation>";

    @TempDir
    static Path home;

    private static RunningHub hub;
    private static final Set<String> TAKEN = new TreeSet<>();
    private final List<String> wide = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        // Before the hub is started for nothing.
        TestBrowser.open(new Browser.NewContextOptions()).close();
        for (var folder : List.of("config", "connectors", "mappings", "routes")) {
            copy(Path.of(folder), home.resolve(folder));
        }
        Files.writeString(home.resolve("config/channels/erp.yaml"), """
                title: Sage X3, Nevers, orders
                system: erp-soap
                mode: auto
                connection: { baseUrl: "sandbox:erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { can: blind, settle: 1s } }
                """);
        var settings = home.resolve("config/hub.yaml");
        Files.writeString(settings, Files.readString(settings) + "orders: { to: erp, price: hold }\n");
        hub = RunningHub.start(home);
        hub.part(Users.class).add("erp", Set.of(Role.CUSTOMERS), PASSWORD, "test", "test");
        ShippedHub.settled(hub);
        ShippedHub.pushed(hub);
        var search = hub.part(ShopSearch.class);
        search.wake();
        ShippedHub.await(
                LONG,
                "the shop finds everything",
                () -> search.position() >= hub.part(Master.class).changes().head());
        ShippedHub.await(
                LONG,
                "orders of the marketplace",
                () -> read("/api/v1/orders").findValues("number").size() >= 3);
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void everyPictureOfTheGuidesIsTakenAnew() throws IOException {
        shop(DESKTOP, "desktop");
        shop(PHONE, "phone");
        frame();
        refusedVisits();
        var key = orders();
        console(key);

        try (var files = Files.list(SHOWN)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".png"))
                            .filter(file -> !TAKEN.contains(file)))
                    .as("pictures of the guides that nobody takes")
                    .isEmpty();
        }
        assertThat(wide).isEmpty();
    }

    /** A user of the account searches with a typo, looks at an article and fills the cart. */
    private void shop(int width, String name) {
        try (var browser = TestBrowser.open(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(width, 900))) {
            var page = browser.newPage();
            // The pictures of the sample company lie on a host nobody has.
            page.route(
                    address -> !address.contains("localhost") && !address.contains("127.0.0.1"),
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("image/svg+xml")
                            .setBody(STAND_IN)));
            visit(page);
            page.locator("main a")
                    .filter(new Locator.FilterOptions().setHasText("Open the shop"))
                    .click();
            page.locator("#q").fill("cut resistent glov");
            page.locator("#q").press("Enter");
            assertThat(page.locator(".article").first()).isVisible();
            picture(page, "shop-search-" + name);
            page.locator("#q").fill("GL-200-9");
            page.locator("#q").press("Enter");
            page.locator(".article h2 a").first().click();
            assertThat(page.locator(".add button").first()).isVisible();
            picture(page, "shop-product-" + name);
            page.locator(".add input[name=quantity]").first().fill("12");
            page.locator(".add button").first().click();
            page.locator(".go button").waitFor();
            into(page.locator("body"), "GL-100-10", "24");
            picture(page, "shop-cart-" + name);
        }
    }

    /** The shop in the frame of the buyer inside, and the cart as that buyer read it. */
    private void frame() {
        try (var browser = TestBrowser.open(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(DESKTOP, 900))) {
            var page = browser.newPage();
            visit(page);
            var visit = page.url().replaceFirst(".*/visits/", "");
            page.locator("main a")
                    .filter(new Locator.FilterOptions().setHasText("in a frame"))
                    .click();
            var inside = page.frameLocator("iframe").locator("body");
            into(inside, "GL-100-10", "24");
            into(inside, "GL-200-9", "2");
            picture(page, "buyer-frame-desktop");
            inside.locator(".go button").click();
            page.waitForURL("**/visits/" + visit);
            assertThat(page.locator(".good")).hasText("Nothing is wrong with it.");
            page.locator("form[action$='/order'] button").click();
            assertThat(page.locator("main")).containsText("The supplier has taken the order.");
            var number = read("/sandbox/buyer/acme/_state/visits/" + visit)
                    .path("order")
                    .asString();
            state(number, "accepted");
            var key = read("/api/v1/orders/" + number).path("key").asString();
            var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            progress(key, "<confirmation><id>AB-76</id><issuedAt>" + now + WHOLE);
            progress(
                    key,
                    "<shipment><id>LS-76</id><issuedAt>" + now.plusSeconds(1) + "</issuedAt>" + shipped("1", "24")
                            + shipped("2", "2") + "</shipment>");
            ShippedHub.await(
                    LONG,
                    "the buyer heard of its order",
                    () -> read("/sandbox/buyer/acme/_state/messages").size() >= 2);
            page.reload();
            picture(page, "buyer-cart-desktop");
        }
    }

    private static void visit(Page page) {
        // Its hosts are those of the account: localhost, not the number.
        page.navigate(hub.main("/sandbox/buyer").toString().replace("127.0.0.1", "localhost"));
        page.getByText("acme", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("form button").click();
        page.waitForURL("**/visits/*");
    }

    private static void into(Locator shop, String sku, String quantity) {
        shop.locator("#q").fill(sku);
        shop.locator("#q").press("Enter");
        shop.locator(".article .add input[name=quantity]").first().fill(quantity);
        shop.locator(".article .add button").first().click();
        shop.locator(".lines tbody tr")
                .filter(new Locator.FilterOptions().setHasText(sku))
                .first()
                .waitFor();
    }

    /** What a buyer's administrator gets wrong in the first days. */
    private static void refusedVisits() {
        setup("v1", "not-the-secret", "987654321-T", "acme-test.example");
        setup("v2", "sandbox-acme-test", "111111111", "acme-test.example");
        setup("v3", "sandbox-acme-test", "987654321-T", "elsewhere.example");
    }

    private static void setup(String number, String secret, String to, String host) {
        var document =
                "<?xml version=\"1.0\"?><!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">"
                        + "<cXML payloadID=\"" + number + "@acme.example\" timestamp=\"" + Instant.now()
                        + "\"><Header><From><Credential domain=\"DUNS\"><Identity>012345678-T</Identity></Credential></From>"
                        + "<To><Credential domain=\"DUNS\"><Identity>" + to
                        + "</Identity></Credential></To><Sender><Credential domain=\"DUNS\"><Identity>012345678-T</Identity><SharedSecret>"
                        + secret
                        + "</SharedSecret></Credential><UserAgent>Coupa</UserAgent></Sender></Header><Request><PunchOutSetupRequest operation=\"create\">"
                        + "<BuyerCookie>c</BuyerCookie><BrowserFormPost><URL>https://" + host
                        + "/back</URL></BrowserFormPost></PunchOutSetupRequest></Request></cXML>";
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/punchout/cxml"))
                                .header("Content-Type", "text/xml")
                                .POST(HttpRequest.BodyPublishers.ofString(document)))
                        .statusCode())
                .isEqualTo(200);
    }

    /** Orders of every kind; the key of the one with a whole story. */
    private static String orders() {
        var key = order(ORDER, AGREED, "24");
        state(key, "accepted");
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        progress(
                key,
                "<confirmation><id>AB-77</id><issuedAt>" + now + "</issuedAt><lines><line>1</line>"
                        + "<parts><verdict>accepted</verdict>" + quantity("18")
                        + "</parts><parts><verdict>backordered</verdict>"
                        + quantity("6") + "</parts></lines><lines><line>2</line><parts><verdict>accepted</verdict>"
                        + quantity("10")
                        + "</parts></lines></confirmation>");
        progress(
                key,
                "<shipment><id>LS-77</id><issuedAt>" + now.plusSeconds(1) + "</issuedAt>" + shipped("1", "18")
                        + "<parcels><carrier>Geodis</carrier><tracking>GEO-4711</tracking></parcels></shipment>");
        // The same number with another content is a question for a person.
        send(ORDER, AGREED, "36", ORDER + "-2");
        for (var number : List.of("4500012346", "4500012347")) {
            var fault = hub.send(json(
                    "/sandbox/control/erp-soap/main/faults",
                    "{\"fault\":\"lose-answer\",\"operation\":\"submitOrder\"}"));
            assertThat(fault.statusCode()).as(fault.body()).isEqualTo(201);
            state(order(number, AGREED, "12"), "unknown");
        }
        state(order("4500012348", "1.90", "48"), "held");
        return key;
    }

    private static String order(String number, String price, String quantity) {
        var answer = send(number, price, quantity, number);
        assertThat(answer.has("key")).as(answer.toPrettyString()).isTrue();
        return answer.path("key").asString();
    }

    private static JsonNode send(String number, String price, String quantity, String idempotency) {
        var total = new BigDecimal(price).multiply(new BigDecimal(quantity)).add(new BigDecimal("46.40"));
        return JSON.readTree(hub.send(
                        json("/api/v1/orders", """
                                {"number":"%s","customer":"C-10001","currency":"EUR",
                                 "lines":[{"number":"1","sku":"GL-100-10","description":"Split leather rigger glove, 10","quantity":{"value":"%s","unit":"PR"},"price":{"amount":{"amount":"%s","currency":"EUR"}}},
                                          {"number":"2","sku":"GL-200-9","description":"Nitrile coated cut-resistant glove, 9","quantity":{"value":"10","unit":"PR"},"price":{"amount":{"amount":"4.64","currency":"EUR"}}}],
                                 "totals":{"grand":{"amount":"%s","currency":"EUR"}},
                                 "parties":[{"role":"bill-to","name":"ACME group","address":{"street":"12 rue des Forges","postcode":"58000","city":"Nevers","country":"FR"}},
                                            {"role":"ship-to","name":"ACME Nantes, dock 7","contact":"Anna Person","email":"anna@acme.example","address":{"street":"1 quai de la Fosse","postcode":"44000","city":"Nantes","country":"FR"}}],
                                 "comments":["Call before delivery."],"extras":{"CostCenter":"4711"}}
                                """.formatted(number, quantity, price, total.toPlainString()))
                                .header("Idempotency-Key", idempotency))
                .body());
    }

    private static void state(String key, String state) {
        ShippedHub.await(
                LONG,
                key + " is " + state,
                () -> read("/api/v1/orders/" + key).path("state").asString().equals(state));
    }

    private static String shipped(String line, String quantity) {
        return "<lines><line>" + line + "</line>" + quantity(quantity) + "</lines>";
    }

    private static String quantity(String value) {
        return "<quantity><value>" + value + "</value><unit>PR</unit></quantity>";
    }

    private static void progress(String key, String inside) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/soap/hub"))
                .header("Content-Type", "text/xml;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Header><wsse:Security "
                                + "xmlns:wsse='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'>"
                                + "<wsse:UsernameToken><wsse:Username>erp</wsse:Username><wsse:Password>" + PASSWORD
                                + "</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header><soap:Body>"
                                + "<reportProgress xmlns='urn:caravanserai:hub:1'><channel>erp</channel><order><key>"
                                + key + "</key></order>" + inside
                                + "</reportProgress></soap:Body></soap:Envelope>")));
        assertThat(answer.body()).contains("<outcome>taken</outcome>");
    }

    private void console(String key) {
        try (var browser = TestBrowser.open(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(DESKTOP, 900))) {
            var page = browser.newPage();
            page.navigate(hub.main("/").toString());
            page.locator("#username").fill("admin");
            page.locator("#password").fill(RunningHub.PASSWORD);
            page.locator("button[type=submit]").click();
            assertThat(page.locator("h1")).hasText("Ateliers Morvan");
            take(page, "/", "overview", true);
            take(page, "/orders/" + key, "order", true);
            take(page, "/orders/waiting", "orders-waiting", false);
            figures();
            take(page, "/orders/figures", "orders-figures", false);
            take(page, "/accounts/acme", "accounts-acme", false);
            take(page, "/documents/products/view?key=GL-200-9", "documents-products-view", false);
            take(page, "/health", "health", false);
            take(page, "/channels/lettre-pro", "channels-lettre-pro", false);
            take(page, "/channels/place-pro", "channels-place-pro", true);
        }
    }

    /** They are counted now and then, and are to show the orders of this run. */
    private static void figures() {
        ShippedHub.await(
                LONG,
                "figures of these orders",
                () -> read("/api/v1/orders/figures?window=24h").toString().contains("\"source\":\"api\""));
    }

    private void take(Page page, String path, String name, boolean phone) {
        assertThat(page.navigate(hub.main(path).toString()).status()).as(path).isEqualTo(200);
        picture(page, name + "-desktop");
        if (phone) {
            page.setViewportSize(PHONE, 900);
            picture(page, name + "-phone");
            page.setViewportSize(DESKTOP, 900);
        }
    }

    /** A picture is there for those that the guides show; the width is looked at everywhere. */
    private void picture(Page page, String name) {
        if (Files.exists(SHOWN.resolve(name + ".png"))) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(name + ".png"))
                    .setFullPage(true));
        }
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        if (width > page.viewportSize().width) {
            wide.add(name + " is " + width + " wide");
        }
        TAKEN.add(name + ".png");
    }

    private static JsonNode read(String path) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin()));
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpRequest.Builder json(String path, String body) {
        return HttpRequest.newBuilder(hub.main(path))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var walk = Files.walk(from)) {
            for (var file : walk.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
