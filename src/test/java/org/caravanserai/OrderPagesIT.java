package org.caravanserai;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.order.Changes;
import org.caravanserai.order.Deletion;
import org.caravanserai.order.Incoming;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.Orders;
import org.caravanserai.punchout.session.Happening;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders, what waits, accounts and visits on the screens of a hub of their own, by HTTP as each role and in a browser by keyboard alone. */
class OrderPagesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CONTROL = "/sandbox/control/erp-soap/main/";
    private static final String PASSWORD = "reads-all-orders-7";
    private static final String SECRET = "sandbox-acme-2027";
    /** Texts of people that only some may see. */
    private static final List<String> PEOPLE = List.of("Anna Canary", "anna.canary@acme.example", "7 rue Canary");

    @TempDir
    static Path folder;

    private static RunningHub hub;
    private static final Map<Role, ConsoleSession> SESSIONS = new EnumMap<>(Role.class);

    @BeforeAll
    static void start() throws IOException {
        write("routes/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                orders: { to: erp, price: hold }
                """);
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "sandbox:erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { can: blind, settle: 1s } }
                """);
        write("config/accounts/acme.yaml", """
                title: ACME group
                extends: coupa
                company: C-1
                production:
                  identity: { domain: DUNS, value: "012345678" }
                  supplier: { domain: DUNS, value: "987654321" }
                  secret: [secret:acme-2027, secret:acme-2026]
                  returnHosts: [acme.example]
                """);
        hub = RunningHub.start(folder);
        ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
        ingest(
                "products",
                "[{\"sku\":\"A-1\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Gant\"}},{\"sku\":\"A-2\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Clou\"}}]");
        ingest("offers", "[" + offer("A-1") + "," + offer("A-2") + "]");
        for (var role : Role.values()) {
            if (role != Role.PLANNER) {
                hub.part(Users.class).add("a-" + role.id(), Set.of(role), PASSWORD, "test", "test");
                SESSIONS.put(role, ConsoleSession.of(hub, "a-" + role.id(), PASSWORD));
            }
        }
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static ConsoleSession as(Role role) {
        return SESSIONS.get(role);
    }

    private static String page(Role role, String path) {
        var answer = as(role).get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).as("no text is missing in %s", path).doesNotContain("??");
        return answer.body();
    }

    private static OrderHead head(String key) {
        return hub.part(Orders.class).find(new OrderRef.ByKey(key)).orElseThrow();
    }

    /** An order nobody knows the fate of. */
    private static String unknown(String number) {
        fault("{\"fault\":\"lose-answer\",\"operation\":\"submitOrder\"}");
        var key = order(number, "10.00");
        ShippedHub.await(LONG, key + " unknown", () -> head(key).state() == OrderState.UNKNOWN);
        return key;
    }

    private static String decide(String key, String decision, String more) {
        as(Role.OPERATOR).get("/orders/" + key);
        var answer = as(Role.OPERATOR)
                .post(
                        "/orders/" + key + "/" + decision,
                        more + "&revision=" + head(key).revision());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElse("");
    }

    @Test
    void anOrderIsFoundByWhateverAnybodyCallsItAndTellsItsWholeWay() {
        var key = order("PO-FIND-1", "10.00");
        ShippedHub.await(LONG, "at the ERP", () -> head(key).acceptedAt() != null);
        var orders = hub.part(Orders.class);
        orders.event(
                "erp",
                new OrderRef.ByKey(key),
                new Shipment(
                        "LS-77",
                        1,
                        java.time.Instant.now(),
                        null,
                        null,
                        List.of(new Shipment.Line("1", new Quantity(java.math.BigDecimal.ONE, "EA"))),
                        List.of(new Shipment.Parcel("DHL", "TRACK-77", null, null)),
                        false),
                null);
        var number =
                orders
                        .detail(orders.find(new OrderRef.ByKey(key))
                                .orElseThrow()
                                .id())
                        .orElseThrow()
                        .references()
                        .stream()
                        .filter(reference -> reference.entity().equals("orders"))
                        .findFirst()
                        .orElseThrow()
                        .id();

        for (var id : List.of(key, "PO-FIND-1", number, "TRACK-77", "LS-77", "idem-PO-FIND-1")) {
            assertThat(as(Role.VIEWER).get("/orders?q=+" + id + "+").headers().firstValue("Location"))
                    .as(id)
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/orders/" + key));
        }
        var page = page(Role.SUPPORT, "/orders/" + key);
        assertThat(page)
                .contains("PO-FIND-1", number, "TRACK-77", "partly shipped", "is being sent", "erp has it", "CET");
        assertThat(page).contains(PEOPLE).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
        assertThat(page(Role.SUPPORT, "/orders/" + key + "?lang=fr"))
                .contains("expédiée en partie", "Chronologie", "Livrer à");
        page(Role.SUPPORT, "/orders/" + key + "?lang=en");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "PLANNER", mode = EnumSource.Mode.EXCLUDE)
    void peopleAreShownToThoseWhoMaySeeThemAndSecretsToNobody(Role role) {
        boolean clear = Set.of(Role.CUSTOMERS, Role.SUPPORT, Role.ADMIN).contains(role);
        var key = order("PO-" + role.id(), "10.00");
        punchOut(SECRET, "acme.example");
        var visit = hub.part(Happenings.class)
                .visits("acme", Long.MAX_VALUE, 1)
                .get(0)
                .id();
        var message = "/orders/" + key + "/messages/" + head(key).id();

        for (var path : List.of(
                "/orders/" + key, "/accounts/acme", "/visits/" + visit, "/orders", "/accounts", "/orders/waiting")) {
            var page = page(role, path);
            assertThat(page).as(path).doesNotContain(SECRET, "sandbox-acme-2026", "4111 1111", "hunter-canary-2");
            if (!clear) {
                PEOPLE.forEach(text -> assertThat(page).as(path).doesNotContain(text));
                assertThat(page).as(path).doesNotContain("visitor.canary@acme.example");
            }
        }
        var shown = as(role).get(message);
        assertThat(shown.statusCode()).isEqualTo(clear ? 200 : 403);
        assertThat(shown.body()).doesNotContain("4111 1111", "hunter-canary-2");
        assertThat(hub.send(get("/api/v1/orders/" + key)).body()).doesNotContain("4111 1111", "hunter-canary-2");
        PEOPLE.forEach(text -> assertThat(shown.body().contains(text)).as(text).isEqualTo(clear));
        if (clear) {
            assertThat(page(role, "/visits/" + visit)).contains("visitor.canary@acme.example");
        }
        var choice = as(role).get("/orders/" + held("HELD-" + role.id())).body().contains("/release\"");
        assertThat(choice).isEqualTo(role == Role.OPERATOR || role == Role.ADMIN);
    }

    @Test
    void aMessageIsShownUnderItsOwnOrderOnly() {
        var one = order("PO-OWN-1", "10.00");
        var other = order("PO-OWN-2", "10.00");

        assertThat(as(Role.SUPPORT)
                        .get("/orders/" + one + "/messages/" + head(one).id())
                        .statusCode())
                .isEqualTo(200);
        assertThat(as(Role.SUPPORT)
                        .get("/orders/" + one + "/messages/" + head(other).id())
                        .statusCode())
                .isEqualTo(404);
        var api =
                hub.send(get("/api/v1/orders/" + one + "/messages/" + head(one).id()));
        assertThat(api.statusCode()).isEqualTo(200);
        assertThat(api.body()).contains("PO-OWN-1");
        assertThat(api.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(hub.send(get("/api/v1/orders/" + one + "/messages/"
                                + head(other).id()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theThreeChoicesOfAnUnknownOrder() {
        var arrived = unknown("PO-U-1");
        var again = unknown("PO-U-2");
        var given = unknown("PO-U-3");
        var queue = page(Role.OPERATOR, "/orders/waiting?show=unknown");
        assertThat(queue).contains("PO-U-1", "PO-U-2", "PO-U-3", arrived, "/arrived", "/send-again", "/cancel");
        assertThat(page(Role.VIEWER, "/orders/waiting?show=unknown"))
                .contains("PO-U-1")
                .doesNotContain("/arrived\"");
        assertThat(page(Role.VIEWER, "/")).contains("/orders/waiting");

        assertThat(decide(arrived, "arrived", "reason=seen+there&number=SO-9-SEEN"))
                .endsWith("/orders/" + arrived + "?came=done");
        assertThat(decide(again, "send-again", "reason=not+there&back=waiting"))
                .contains("/orders/waiting?show=unknown&came=done&about=" + again);
        assertThat(decide(given, "cancel", "reason=nobody+knows")).endsWith("came=done");

        ShippedHub.await(LONG, "decided", () -> head(again).acceptedAt() != null);
        assertThat(head(arrived).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(head(given).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(page(Role.VIEWER, "/orders/" + arrived)).contains("SO-9-SEEN", "seen there", "a-operator");
        assertThat(page(Role.OPERATOR, "/orders/waiting?show=unknown")).doesNotContain("PO-U-1", "PO-U-3");
        assertThat(JSON.readTree(hub.send(get("/api/v1/order-troubles")).body()).toString())
                .doesNotContain("PO-U-");
    }

    /** What must not go out is not offered, and what asks for a decision is not closed with a word. */
    @Test
    void changesAndDeletionsOfOrdersAreDecidedAndNotWavedThrough() {
        var first = order("PO-V", "10.00");
        ShippedHub.await(LONG, "at the ERP", () -> head(first).state() == OrderState.ACCEPTED);
        var second = JSON.readTree(hub.send(post("/api/v1/orders", """
                                {"number":"PO-V","version":2,"customer":"C-1","currency":"EUR","lines":[{"number":"1","sku":"A-1",
                                 "quantity":{"value":"3","unit":"EA"},"price":{"amount":{"amount":"10.00","currency":"EUR"}}}]}
                                """)).body())
                .path("key")
                .asString();
        assertThat(head(second).state()).isEqualTo(OrderState.HELD);
        for (var path : List.of("/orders/" + second, "/orders/waiting?show=held")) {
            assertThat(page(Role.OPERATOR, path))
                    .contains("/orders/" + second + "/refuse", "/orders/" + second + "/arrived", "/orders/" + first)
                    .contains("this change cannot be released beside it")
                    .doesNotContain("/orders/" + second + "/release");
        }
        var refused = hub.send(post("/api/v1/orders/" + second + "/release", "{\"reason\":\"in a hurry\"}"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("ORDER-013", "version 1 is accepted: the ERP would have the order twice");
        assertThat(JSON.readTree(hub.send(get("/api/v1/orders/waiting")).body())
                        .path("changes")
                        .asInt())
                .isEqualTo(1);
        decide(second, "refuse", "reason=too+late");

        var wish = "<delete/>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        new Changes(hub.part(Orders.class))
                .delete(
                        new Deletion("api", "", "PO-V", 0, false, Incoming.Message.of("cxml", "d-1", wish, wish)),
                        null);
        var trouble = hub.part(Orders.class).troubles(Long.MAX_VALUE, 1).get(0);
        assertThat(trouble.code()).isEqualTo("ORDER-015");
        var closing = hub.send(post("/api/v1/order-troubles/" + trouble.id() + "/close", "{\"reason\":\"seen\"}"));
        assertThat(closing.statusCode()).isEqualTo(409);
        assertThat(closing.body()).contains("ORDER-015", "deleted or stays");
        assertThat(page(Role.OPERATOR, "/orders/" + first))
                .contains("/orders/" + first + "/stays")
                .doesNotContain("/orders/troubles/" + trouble.id() + "/close");
        assertThat(as(Role.OPERATOR)
                        .post("/orders/troubles/" + trouble.id() + "/close", "reason=seen")
                        .statusCode())
                .isEqualTo(409);
        decide(first, "stays", "reason=already+packed");
        assertThat(hub.part(Orders.class).troubles(Long.MAX_VALUE, 50)).noneMatch(one -> one.id() == trouble.id());
    }

    @Test
    void aFormThatIsSentTwiceOrTooLateOrFromElsewhereDecidesNothing() {
        var key = held("PO-TWICE");
        int seen = head(key).revision();
        var form = "reason=agreed&revision=" + seen;
        as(Role.OPERATOR).get("/orders/" + key);
        assertThat(as(Role.OPERATOR)
                        .postWithoutToken("/orders/" + key + "/release", form)
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(Role.VIEWER).get("/orders/" + key).statusCode()).isEqualTo(200);
        assertThat(as(Role.VIEWER).post("/orders/" + key + "/release", form).statusCode())
                .isEqualTo(403);
        for (var role : List.of(Role.CUSTOMERS, Role.SUPPORT, Role.CATALOGUE)) {
            as(role).get("/orders/" + key);
            assertThat(as(role).post("/orders/" + key + "/release", form).statusCode())
                    .as(role.id())
                    .isEqualTo(403);
        }
        assertThat(as(Role.OPERATOR)
                        .post("/orders/" + key + "/release", "reason=+&revision=" + seen)
                        .statusCode())
                .isEqualTo(400);
        assertThat(as(Role.OPERATOR)
                        .post("/orders/" + key + "/release", "reason=x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(as(Role.OPERATOR).post("/orders/" + key + "/wave", form).statusCode())
                .isEqualTo(404);
        assertThat(head(key).revision()).as("nothing happened").isEqualTo(seen);

        assertThat(as(Role.OPERATOR)
                        .post("/orders/" + key + "/release", form)
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("came=done");
        var second = as(Role.OPERATOR)
                .post("/orders/" + key + "/release", form)
                .headers()
                .firstValue("Location")
                .orElse("");
        assertThat(second).endsWith("came=moved");
        assertThat(page(Role.OPERATOR, second.replaceFirst(".*(?=/orders/)", "")))
                .contains("Nothing was done.");
        ShippedHub.await(LONG, "at the ERP", () -> head(key).acceptedAt() != null);
        var api =
                hub.send(post("/api/v1/orders/" + key + "/cancel", "{\"reason\":\"late\",\"revision\":" + seen + "}"));
        assertThat(api.statusCode()).isEqualTo(409);
        assertThat(api.body()).contains("ORDER-026");
    }

    @Test
    void whatFailsForABuyerIsSaidInWordsForItsAdministrator() {
        punchOut("a-wrong-secret-canary", "acme.example");
        punchOut(SECRET, "elsewhere.example");
        var happenings = hub.part(Happenings.class);
        ShippedHub.await(
                LONG,
                "the wrong secret is noted",
                () -> happenings.of("acme", Long.MAX_VALUE, 100).stream()
                        .anyMatch(one -> one.code() == Happening.Code.WRONG_SECRET));

        var page = page(Role.VIEWER, "/accounts/acme");
        assertThat(page)
                .contains(
                        "The shared secret was wrong",
                        "administrator must enter the one agreed",
                        "elsewhere.example",
                        "returnHosts",
                        "coupa")
                .doesNotContain("a-wrong-secret-canary", SECRET);
        assertThat(page(Role.VIEWER, "/accounts?lang=fr")).contains("Le secret partagé était faux");
        page(Role.VIEWER, "/accounts?lang=en");
        var api = hub.send(get("/api/v1/accounts/acme"));
        assertThat(api.body()).contains("wrong-secret", "wrong-address").doesNotContain("canary-secret", SECRET);

        // Users that come all day hide it from nobody.
        for (int i = 0; i < 205; i++) {
            happenings.note("acme", Happening.Code.ORDERED, "order 'BUSY-" + i + "' was taken");
        }
        assertThat(page(Role.VIEWER, "/accounts/acme")).contains("BUSY-204", "The shared secret was wrong");
    }

    @Test
    void messagesThatBecameNoOrderAreSeenAndClosed() {
        hub.send(post("/api/v1/orders", "{\"number\":\"BROKEN-1\",\"customer\":"));
        var trouble = hub.part(Orders.class).troubles(Long.MAX_VALUE, 1).get(0);
        assertThat(page(Role.SUPPORT, "/orders/waiting?show=troubles"))
                .contains("/orders/troubles/" + trouble.id() + "/message");
        assertThat(page(Role.SUPPORT, "/orders/troubles/" + trouble.id() + "/message"))
                .contains("BROKEN-1");
        assertThat(as(Role.VIEWER)
                        .get("/orders/troubles/" + trouble.id() + "/message")
                        .statusCode())
                .isEqualTo(403);

        as(Role.OPERATOR).get("/orders/waiting?show=troubles");
        var close = "/orders/troubles/" + trouble.id() + "/close";
        assertThat(as(Role.OPERATOR).post(close, "reason=").statusCode()).isEqualTo(400);
        assertThat(as(Role.OPERATOR).post(close, "reason=called+them").statusCode())
                .isEqualTo(302);
        assertThat(as(Role.OPERATOR).post(close, "reason=again").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders?q=%00",
                "/orders?q=%3Cscript%3Ealert(1)%3C/script%3E",
                "/orders?source=%00&account=%3Cscript%3E&before=-9",
                "/orders/waiting?show=%3Cscript%3E&after=-1&came=%3Cscript%3E&about=%22%3E%3Cscript%3E",
                "/accounts/acme?visit=-1&happening=-1"
            })
    void hostileQuestionsGetAPage(String path) {
        assertThat(page(Role.VIEWER, path)).doesNotContain("<script>");
        assertThat(as(Role.VIEWER).get("/orders?q=" + "x".repeat(5_000)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "404 /orders/NOBODY",
                "404 /orders/%3Cscript%3E",
                "404 /accounts/nobody",
                "404 /visits/1",
                "400 /visits/one",
                "400 /orders?state=nope",
                "400 /orders/figures?window=1h",
                "400 /orders?before=x",
                "404 /orders/NOBODY/messages/1"
            })
    void whatIsNotThereIsRefusedWithoutAnEcho(String expected) {
        var answer = as(Role.VIEWER).get(expected.substring(4));
        assertThat(answer.statusCode() + expected.substring(3)).isEqualTo(expected);
        assertThat(answer.body()).doesNotContain("<script>");
    }

    @Test
    void figuresSayWhatCameIn() {
        var key = order("PO-FIG-1", "10.00");
        ShippedHub.await(LONG, "at the ERP", () -> head(key).acceptedAt() != null);
        var windows =
                JSON.readTree(hub.send(get("/api/v1/orders/figures")).body()).path("windows");
        assertThat(windows).hasSize(3);
        for (JsonNode window : windows) {
            var line = window.path("lines")
                    .valueStream()
                    .filter(one -> one.path("source").asString().equals("api")
                            && !one.path("test").asBoolean())
                    .findFirst()
                    .orElseThrow();
            assertThat(line.path("orders").asInt()).isPositive();
            assertThat(line.path("takings").get(0).path("currency").asString()).isEqualTo("EUR");
        }
        assertThat(hub.send(get("/api/v1/orders/figures?window=1h")).statusCode())
                .isEqualTo(400);
        assertThat(page(Role.VIEWER, "/orders/figures?window=7d")).contains("EUR", "Mean basket");
    }

    /** No mouse: from the first page to the order that waits, its choice, its reason, and away. */
    @Test
    void anUnknownOrderIsDecidedByKeyboardAlone() {
        var key = unknown("PO-KEYS");
        var complaints = new ArrayList<String>();
        try (var browser = TestBrowser.open(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1280, 900))) {
            var page = browser.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().contains("401")) {
                    complaints.add(message.text());
                }
            });
            page.navigate(hub.main("/").toString());
            if (!Boolean.TRUE.equals(page.evaluate("document.activeElement.id == 'username'"))) {
                tabTo(page, "#username");
            }
            page.keyboard().type("a-operator");
            tabTo(page, "#password");
            page.keyboard().type(PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Small company");
            tabTo(page, "a[href='/orders/waiting']");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Waiting for a person");
            var card = page.locator("article", new Page.LocatorOptions().setHasText(key));
            tabTo(page, "details:has(form[action$='" + key + "/arrived']) > summary");
            page.keyboard().press("Enter");
            assertThat(card.locator("form[action$='arrived']")).isVisible();
            page.keyboard().press("Tab");
            page.keyboard().type("SO-BY-KEYS");
            page.keyboard().press("Tab");
            page.keyboard().type("seen at the ERP");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page.locator(".alert-success")).containsText("Done.");
            tabTo(page, ".alert-success a");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).containsText("PO-KEYS");
            assertThat(page.locator(".timeline")).containsText("SO-BY-KEYS");
            for (int width : new int[] {1280, 390}) {
                page.setViewportSize(width, 900);
                for (var path : List.of(
                        "/orders",
                        "/orders/" + key,
                        "/orders/waiting",
                        "/orders/figures",
                        "/accounts",
                        "/accounts/acme")) {
                    page.navigate(hub.main(path).toString());
                    assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                            .as("%s at %s", path, width)
                            .isLessThanOrEqualTo(width);
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("selector => document.activeElement?.matches(selector)", selector))) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not reach " + selector);
    }

    private static String held(String number) {
        var key = order(number, "12.50");
        assertThat(head(key).state()).isEqualTo(OrderState.HELD);
        return key;
    }

    private static String order(String number, String price) {
        var total = new java.math.BigDecimal(price)
                .multiply(java.math.BigDecimal.valueOf(2))
                .add(java.math.BigDecimal.TEN);
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/orders"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "idem-" + number)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"number":"%s","customer":"C-1","currency":"EUR",
                         "lines":[{"number":"1","sku":"A-1","description":"<script>alert(3)</script>","quantity":{"value":"2","unit":"EA"},"price":{"amount":{"amount":"%s","currency":"EUR"}}},
                                  {"number":"2","sku":"A-2","quantity":{"value":"1","unit":"EA"},"price":{"amount":{"amount":"10.00","currency":"EUR"}}}],
                         "totals":{"grand":{"amount":"%s","currency":"EUR"}},
                         "parties":[{"role":"ship-to","name":"Dock 7","contact":"Anna Canary","email":"anna.canary@acme.example","address":{"street":"7 rue Canary","city":"Nantes","country":"FR"}}],
                         "comments":["Ask for Anna Canary, card 4111 1111 1111 1111"],"extras":{"PortalPassword":"hunter-canary-2"}}
                        """.formatted(number, price, total.toPlainString()))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("key").asString();
    }

    private static void punchOut(String secret, String host) {
        var document =
                "<?xml version=\"1.0\"?><!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">"
                        + "<cXML payloadID=\"" + UUID.randomUUID()
                        + "@x\" timestamp=\"2026-11-22T10:00:00+01:00\"><Header>"
                        + "<From><Credential domain=\"DUNS\"><Identity>012345678</Identity></Credential></From>"
                        + "<To><Credential domain=\"DUNS\"><Identity>987654321</Identity></Credential></To>"
                        + "<Sender><Credential domain=\"DUNS\"><Identity>012345678</Identity><SharedSecret>" + secret
                        + "</SharedSecret></Credential><UserAgent>Test</UserAgent></Sender></Header><Request><PunchOutSetupRequest operation=\"create\">"
                        + "<BuyerCookie>c</BuyerCookie><Extrinsic name=\"UserEmail\">visitor.canary@acme.example</Extrinsic>"
                        + "<BrowserFormPost><URL>https://" + host
                        + "/back</URL></BrowserFormPost></PunchOutSetupRequest></Request></cXML>";
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/punchout/cxml"))
                                .header("Content-Type", "text/xml")
                                .POST(HttpRequest.BodyPublishers.ofString(document)))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String offer(String sku) {
        return "{\"sku\":\"" + sku + "\",\"prices\":[{\"list\":\"public\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}";
    }

    private static void fault(String fault) {
        assertThat(hub.send(post(CONTROL + "faults", fault)).statusCode()).isEqualTo(201);
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(post("/api/v1/ingest/api/" + entity, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin());
    }

    private static HttpRequest.Builder post(String path, String body) {
        return get(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
