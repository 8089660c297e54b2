package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.caravanserai.canonical.Money;
import org.caravanserai.home.Account;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.master.Master;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.cxml.Parties;
import org.caravanserai.punchout.session.Opening;
import org.caravanserai.punchout.session.Session;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.punchout.session.Way;
import org.caravanserai.punchout.shop.Shop;
import org.caravanserai.punchout.shop.ShopSearch;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The landing shop through one hub: what a visit may see and do, who may frame it, what goes back, and a user in a browser. Leaves pictures in
 * {@code target/screenshots}. Budget: 40 s.
 */
class ShopPagesIT {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String RETURN = "https://buyer.example/return?a=1&b=2";

    /** Prices of the one account and of the other, as they are written on pages. */
    private static final List<String> ACME = List.of("4.11", "4.10", "42.00");

    private static final List<String> BOLT = List.of("7777.7", "7,777.7", "7.7777", "88.88");

    private static RunningHub hub;
    private static Sessions sessions;

    @BeforeAll
    static void start() {
        var home = TestDatabases.folder();
        Shop.home(home);
        hub = RunningHub.start(home);
        sessions = hub.part(Sessions.class);
        var master = hub.part(Master.class);
        Shop.fill(master);
        Shop.series(master, 60);
        var search = hub.part(ShopSearch.class);
        Shop.until(() -> search.position() >= master.changes().head());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Setup setup(Setup.Operation operation, String back, Setup.Part selected, Setup.Line... lines) {
        return new Setup(
                operation, "cookie &amp; <b>more</b>", back, List.of(), null, null, selected, null, List.of(lines));
    }

    private static String token(String account, Setup setup, String locale) {
        var known = hub.part(CurrentHome.class).get().accounts().get(account);
        var between = new Parties(
                new Account.Identity("DUNS", "987654321"), new Account.Identity("DUNS", account), "never", false);
        var opened = sessions.open(new Opening(
                new Accounts.Known(known, known.production(), false),
                false,
                setup,
                new Way.Cxml(between),
                "morvan",
                locale));
        assertThat(opened).isInstanceOf(Opening.Ready.class);
        return ((Opening.Ready) opened).token();
    }

    /** The address of a visit that has begun. */
    private static String visit(String account, Setup setup, String locale) {
        var answer = get("/shop/morvan/start/" + token(account, setup, locale));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String visit(String account) {
        return visit(account, setup(Setup.Operation.CREATE, RETURN, null), "en_GB");
    }

    private static HttpResponse<String> get(String path) {
        return hub.send(HttpRequest.newBuilder(hub.main(path)).header("Accept", "text/html"));
    }

    private static HttpResponse<String> post(String path, String... fields) {
        var body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return hub.send(HttpRequest.newBuilder(hub.main(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static HttpResponse<String> ok(String path) {
        var answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body().length()).as("bytes of " + path).isLessThan(150_000);
        return answer;
    }

    /** What the buyer gets of a page that brings back. */
    private static String message(String page) {
        var value = page.replaceAll("(?s).*name=\"cxml-base64\" value=\"([^\"]*)\".*", "$1");
        assertThat(value).as(page).isNotEqualTo(page);
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    private static String revision(String base) {
        return ok(base + "/cart").body().replaceAll("(?s).*name=\"revision\" value=\"(\\d+)\".*", "$1");
    }

    @Test
    void theFirstAddressIsGoodOnceAndNotForALookAhead() {
        var path = "/shop/morvan/start/" + token("acme", setup(Setup.Operation.CREATE, RETURN, null), "en_GB");
        assertThat(hub.send(HttpRequest.newBuilder(hub.main(path)).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(hub.send(HttpRequest.newBuilder(hub.main(path)).header("Sec-Purpose", "prefetch;prerender"))
                        .statusCode())
                .isEqualTo(403);
        var elsewhere = get(path.replace("/morvan/", "/other/"));
        assertThat(elsewhere.statusCode()).isEqualTo(403);
        var first = get(path);
        assertThat(first.statusCode())
                .as("the shop of another brand has not used it up")
                .isEqualTo(303);
        assertThat(first.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        var again = get(path);
        assertThat(again.statusCode()).isEqualTo(403);
        var wrong = get("/shop/morvan/start/" + "A".repeat(43));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(plain(wrong)).as("used and wrong look the same").isEqualTo(plain(again));
        assertThat(plain(elsewhere)).as("and so does that of another brand").isEqualTo(plain(wrong));
    }

    private static String plain(HttpResponse<String> answer) {
        return answer.body().replaceAll("nonce=\"[^\"]*\"", "");
    }

    @Test
    void nothingWorksWithoutALiveVisit() {
        var base = visit("acme");
        var nobody =
                List.of("/shop/morvan/s/" + "A".repeat(43), "/shop/other" + base.substring("/shop/morvan".length()));
        for (var wrong : nobody) {
            for (var page :
                    List.of("", "/home", "/search?q=gant", "/category?code=epi", "/product?sku=GL-200-9", "/cart")) {
                var answer = get(wrong + page);
                assertThat(answer.statusCode()).as(wrong + page).isEqualTo(403);
                assertThat(answer.body()).doesNotContain("GL-200").doesNotContain("4.1");
            }
            for (var act : List.of("/cart/add", "/cart/change", "/transfer", "/cancel")) {
                assertThat(post(wrong + act, "sku", "GL-200-9", "quantity", "1", "revision", "0")
                                .statusCode())
                        .as(act)
                        .isEqualTo(403);
            }
        }
        assertThat(ok(base + "/home").body()).contains("Ateliers Test");
    }

    @Test
    void onlyTheHostsOfTheAccountMayFrameAPage() {
        var base = visit("acme");
        for (var page : List.of("/home", "/search?q=gant", "/product?sku=GL-200-9", "/cart")) {
            var headers = ok(base + page).headers();
            var policy = headers.firstValue("Content-Security-Policy").orElseThrow();
            assertThat(headers.allValues("Content-Security-Policy")).hasSize(1);
            assertThat(policy)
                    .contains("frame-ancestors https://buyer.example:*")
                    .contains("default-src 'none'")
                    .contains("form-action 'self';")
                    .doesNotContain("unsafe-inline");
            assertThat(headers.firstValue("X-Frame-Options")).isEmpty();
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
            assertThat(headers.firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(get("/shop/morvan/s/" + "A".repeat(43)).headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("frame-ancestors 'none'");
    }

    @Test
    void pricesOfOneAccountAreOnNoPageOfAnother() {
        for (var mine : List.of("acme", "bolt")) {
            var base = visit(mine);
            for (var sku : List.of("GL-200-8", "GL-200-9", "GL-200-10", "DR-1", "GL-200")) {
                post(base + "/cart/add", "sku", sku, "quantity", "60");
            }
            var seen = new StringBuilder();
            for (var page : List.of(
                    "",
                    "/home",
                    "/search?q=",
                    "/search?q=gant",
                    "/search?q=GL-200-9",
                    "/search?q=DR-1",
                    "/search?q=perceuse",
                    "/category?code=epi",
                    "/category?code=epi/gants",
                    "/category?code=outils",
                    "/product?sku=GL-200-8",
                    "/product?sku=GL-200-9",
                    "/product?sku=GL-200-10",
                    "/product?sku=DR-1",
                    "/cart")) {
                var answer = get(base + page);
                assertThat(answer.statusCode()).as(page).isIn(200, 302, 404);
                seen.append(answer.body());
            }
            var gone = post(base + "/transfer", "revision", revision(base));
            seen.append(gone.body()).append(message(gone.body()));
            var text = seen.toString();
            assertThat(text).contains(mine.equals("acme") ? "4.10" : "88.88");
            (mine.equals("acme") ? BOLT : ACME)
                    .forEach(price -> assertThat(text).doesNotContain(price));
            if (mine.equals("acme")) {
                assertThat(text)
                        .as("outside of its assortment")
                        .doesNotContain("Hammer")
                        .doesNotContain("111.11");
            } else {
                assertThat(text).as("outside of its contract").doesNotContain("GL-200-8");
            }
        }
    }

    @Test
    void aCartGoesBackOnceWithEverythingEscaped() {
        var base = visit("bolt");
        assertThat(post(base + "/cart/add", "sku", "DR-1", "quantity", "2")
                        .headers()
                        .firstValue("Location"))
                .get()
                .asString()
                .endsWith("/cart?notice=added");
        var revision = revision(base);
        var gone = post(base + "/transfer", "revision", revision);
        assertThat(gone.statusCode()).isEqualTo(200);
        assertThat(gone.body()).contains("action=\"https://buyer.example/return?a=1&amp;b=2\"");
        var policy = gone.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("form-action 'self' https://buyer.example;");
        var nonce = policy.replaceAll(".*script-src 'nonce-([^']*)'.*", "$1");
        assertThat(gone.body()).contains("<script nonce=\"" + nonce + "\">");
        assertThat(message(gone.body()))
                .contains("<SupplierPartID>DR-1</SupplierPartID>")
                .contains("88.88")
                .contains("quantity=\"2\"");
        for (var again : List.of(
                post(base + "/transfer", "revision", revision),
                post(base + "/cancel"),
                post(base + "/cart/add", "sku", "DR-1", "quantity", "1"),
                get(base + "/cart"),
                get(base))) {
            assertThat(again.body())
                    .contains("already returned")
                    .doesNotContain("cxml-base64")
                    .doesNotContain("88.88");
        }
    }

    @Test
    void givingUpIsNoCartAndAnEmptiedOneIs() {
        var cancelled = visit("acme");
        assertThat(message(post(cancelled + "/cancel").body()))
                .as("nothing was there before, nothing is now")
                .doesNotContain("<ItemIn");
        assertThat(get(cancelled + "/home").body()).contains("You have left the shop");
        var line = new Setup.Line(
                1,
                new Setup.Part("GL-200-9", null),
                new BigDecimal("3"),
                new Money(new BigDecimal("3.99"), "EUR"),
                "PR",
                null);
        var looking = visit("acme", setup(Setup.Operation.INSPECT, RETURN, null, line), "en_GB");
        var cart = ok(looking + "/cart").body();
        assertThat(cart).doesNotContain("/transfer").doesNotContain("name=\"q.");
        assertThat(post(looking + "/cart/add", "sku", "GL-200-9", "quantity", "1")
                        .headers()
                        .firstValue("Location"))
                .get()
                .asString()
                .endsWith("fixed");
        assertThat(message(post(looking + "/transfer", "revision", revision(looking))
                        .body()))
                .doesNotContain("<ItemIn");
    }

    @Test
    void anEarlierCartIsOpenedAndShowsWhatChanged() {
        var first = visit("acme");
        post(first + "/cart/add", "sku", "GL-200-9", "quantity", "3");
        var sent =
                message(post(first + "/transfer", "revision", revision(first)).body());
        var mark = sent.replaceAll("(?s).*<SupplierPartAuxiliaryID>([^<]*)<.*", "$1");
        var line = new Setup.Line(
                1,
                new Setup.Part("GL-200-9", mark),
                new BigDecimal("3"),
                new Money(new BigDecimal("3.99"), "EUR"),
                "PR",
                null);
        var second = visit("acme", setup(Setup.Operation.EDIT, RETURN, null, line), "en_GB");
        var cart = ok(second + "/cart").body();
        assertThat(cart).contains("The price has changed; it was €3.99 each.").contains("€12.33");
        var third = visit("acme", setup(Setup.Operation.EDIT, RETURN, null, line), "en_GB");
        assertThat(message(post(third + "/cancel").body()))
                .as("the lines at the buyer stay")
                .contains("code=\"204\"")
                .doesNotContain("<ItemIn");
        var changed = post(second + "/cart/change", "revision", revision(second), "q." + mark, "0");
        assertThat(changed.headers().firstValue("Location").orElseThrow()).endsWith("notice=changed");
        assertThat(ok(second + "/cart").body()).contains("removes all lines at your side");
        var emptied =
                message(post(second + "/transfer", "revision", revision(second)).body());
        assertThat(emptied).doesNotContain("<ItemIn").doesNotContain("code=\"204\"");
    }

    @Test
    void whatIsAskedForIsOpened() {
        var known = visit("acme", setup(Setup.Operation.CREATE, RETURN, new Setup.Part("GL-200-9", null)), "en_GB");
        assertThat(get(known).headers().firstValue("Location")).hasValue(known + "/product?sku=GL-200-9");
        var unknown = visit("acme", setup(Setup.Operation.CREATE, RETURN, new Setup.Part("DR-1", null)), "en_GB");
        assertThat(get(unknown).headers().firstValue("Location")).hasValue(unknown + "/home?unknown");
        assertThat(ok(unknown + "/home?unknown").body()).contains("not in your range");
    }

    @Test
    void wrongQuantitiesAndOldWindowsAreToldInWords() {
        var base = visit("acme");
        for (var wrong : List.of("", "0", "-1", "a", "1e9", "99999999999", "1.23456")) {
            assertThat(post(base + "/cart/add", "sku", "GL-200-9", "quantity", wrong)
                            .headers()
                            .firstValue("Location"))
                    .as(wrong)
                    .get()
                    .asString()
                    .endsWith("notice=unread");
        }
        post(base + "/cart/add", "sku", "GL-200-9", "quantity", "1,5");
        assertThat(ok(base + "/cart").body()).contains("value=\"1.5\"");
        assertThat(post(base + "/cart/change", "revision", "0").headers().firstValue("Location"))
                .get()
                .asString()
                .endsWith("notice=elsewhere");
        assertThat(post(base + "/transfer", "revision", "0").headers().firstValue("Location"))
                .get()
                .asString()
                .endsWith("notice=elsewhere");
        assertThat(get(base + "/product?sku=" + URLEncoder.encode("<script>", StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(404);
        assertThat(ok(base + "/search?q=" + URLEncoder.encode("<script>alert(1)</script>", StandardCharsets.UTF_8))
                        .body())
                .doesNotContain("<script>alert");
        assertThat(get(base + "/search?from=x").statusCode()).isEqualTo(400);
    }

    @Test
    void aUserChoosesTheLanguageForTheRestOfTheVisit() {
        var base = visit("acme");
        var page = ok(base + "/product?sku=GL-200-9").body();
        assertThat(page)
                .contains("name=\"back\" value=\"/product?sku=GL-200-9\"")
                .contains("value=\"de_DE\" lang=\"de\"")
                .contains("aria-current=\"true\">English");
        var changed = post(base + "/language", "locale", "de_DE", "back", "/product?sku=GL-200-9");
        assertThat(changed.headers().firstValue("Location")).hasValue(base + "/product?sku=GL-200-9");
        assertThat(ok(base + "/product?sku=GL-200-9").body())
                .contains("Schnittschutzhandschuh")
                .contains("lang=\"de\"")
                .contains("Suchen");
        assertThat(ok(base + "/cart").body()).contains("Warenkorb");
        post(base + "/language", "locale", "es_ES");
        assertThat(ok(base + "/home").body()).as("nobody speaks Spanish here").contains("Suchen");
        for (var wrong :
                List.of("https://evil.example/", "//evil.example", "/../x", "/home\r\nX: y", "/cart/add", "")) {
            assertThat(post(base + "/language", "locale", "fr_FR", "back", wrong)
                            .headers()
                            .firstValue("Location"))
                    .as(wrong)
                    .hasValue(base + "/home");
        }
    }

    @Test
    void theFaceIsThatOfTheBrand() {
        var base = visit("acme");
        var page = ok(base + "/home").body();
        assertThat(page)
                .contains(":root{--brand:#7a2e8d}")
                .contains("Ask us")
                .contains("href=\"mailto:help@shop.example\"")
                .contains("href=\"tel:+33100000000\"")
                .contains("href=\"https://shop.example/terms\"")
                .contains("alt=\"Ateliers Test\"");
        var logo = get(page.replaceAll("(?s).*<img src=\"(/shop/shop/logo[^\"]*)\".*", "$1"));
        assertThat(logo.statusCode()).isEqualTo(200);
        assertThat(logo.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(logo.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'")
                .contains("sandbox");
        assertThat(logo.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(get("/shop/nobody/logo").statusCode()).isEqualTo(404);
        assertThat(get("/shop/..%2f/logo").statusCode()).isIn(400, 404);
    }

    @Test
    void notesGoWithTheirLinesSavedOrNot() {
        var base = visit("acme");
        post(base + "/cart/add", "sku", "GL-200-9", "quantity", "3");
        var mark = ok(base + "/cart").body().replaceAll("(?s).*name=\"n\\.([^\"]*)\".*", "$1");
        post(base + "/cart/change", "revision", revision(base), "q." + mark, "3", "n." + mark, "Gate <4> & é");
        assertThat(ok(base + "/cart").body()).contains("value=\"Gate &lt;4&gt; &amp; é\"");
        var moved = post(base + "/transfer", "revision", revision(base), "q." + mark, "4", "n." + mark, "Gate 5");
        assertThat(moved.headers().firstValue("Location").orElseThrow())
                .as("another sum")
                .endsWith("notice=moved");
        assertThat(ok(base + "/cart?notice=moved").body())
                .contains("change the sums")
                .contains("€16.44");
        var gone = post(base + "/transfer", "revision", revision(base), "q." + mark, "4", "n." + mark, "Gate 6");
        assertThat(message(gone.body()))
                .contains("<Extrinsic name=\"Comments\">Gate 6</Extrinsic>")
                .contains("quantity=\"4\"");

        var other = visit("bolt");
        post(other + "/cart/add", "sku", "DR-1", "quantity", "1");
        var line = ok(other + "/cart").body().replaceAll("(?s).*name=\"n\\.([^\"]*)\".*", "$1");
        assertThat(message(post(other + "/transfer", "revision", revision(other), "n." + line, "Gate 7")
                        .body()))
                .as("what the map of the account says")
                .contains("<Extrinsic name=\"Delivery\">Gate 7</Extrinsic>")
                .contains("<ShortName>Hammer drill [DR-1]</ShortName>")
                .contains("<Extrinsic name=\"Maker\">Fichtel</Extrinsic>")
                .contains("<LeadTime>7</LeadTime>");
    }

    /** HTML, style and script as they come over the line, without pictures. */
    @Test
    void aPageWithEverythingItNeedsIsBelow150Kilobytes() {
        var base = visit("wide");
        for (int i = 0; i < 20; i++) {
            post(base + "/cart/add", "sku", "SE-" + i, "quantity", "1");
        }
        var found = ok(base + "/search?q=chisel").body();
        assertThat(found).contains("rel=\"next\"");
        for (var page : List.of("/home", "/search?q=chisel", "/product?sku=SE-1", "/cart")) {
            var html = ok(base + page).body();
            long bytes = html.getBytes(StandardCharsets.UTF_8).length;
            var linked = java.util.regex.Pattern.compile(
                            "<(?:link rel=\"stylesheet\" href|script[^>]* src)=\"([^\"]*)\"")
                    .matcher(html);
            while (linked.find()) {
                bytes += get(linked.group(1)).body().getBytes(StandardCharsets.UTF_8).length;
            }
            System.out.println(page + ": " + bytes + " bytes");
            assertThat(bytes).as(page).isBetween(5_000L, 150_000L);
        }
    }

    @Test
    void threeLanguagesAreSpoken() {
        var words = List.of("Rechercher", "Suchen", "Search");
        var boxes = List.of(
                "<dt>boîte</dt><dd>12 paires</dd>",
                "<dt>Schachtel</dt><dd>12 Paar</dd>",
                "<dt>box</dt><dd>12 pairs</dd>");
        var locales = List.of("fr_FR", "de_DE", "en_GB");
        for (int i = 0; i < words.size(); i++) {
            var base = visit("acme", setup(Setup.Operation.CREATE, RETURN, null), locales.get(i));
            var page = ok(base + "/product?sku=GL-200-9").body();
            assertThat(page)
                    .contains(words.get(i))
                    .contains(boxes.get(i))
                    .contains("lang=\"" + locales.get(i).substring(0, 2) + "\"");
            assertThat(page).doesNotContain("??");
        }
    }

    @Test
    void aUserSearchesWithATypoFillsTheCartAndBringsItBack() {
        for (int width : new int[] {1280, 390}) {
            for (boolean script : new boolean[] {true, false}) {
                shop(width, script);
            }
        }
    }

    private static void shop(int width, boolean script) {
        var name = (width > 600 ? "desktop" : "phone") + (script ? "" : "-without-script");
        var complaints = new ArrayList<String>();
        var sent = new AtomicReference<String>();
        var base = visit("wide");
        try (var browser = TestBrowser.open(new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(width, 900)
                .setJavaScriptEnabled(script))) {
            var page = browser.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.route("https://buyer.example/**", route -> {
                sent.set(route.request().postData());
                route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody("<h1>Buyer</h1>"));
            });
            page.navigate(hub.main(base + "/home").toString());
            picture(page, "shop-home-" + name, width);
            page.locator("#q").fill("hamer dril");
            page.locator("#q").press("Enter");
            picture(page, "shop-search-" + name, width);
            page.locator(".article .add button").first().click();
            page.locator("#q").fill("GL-200-9");
            page.locator("#q").press("Enter");
            page.locator(".article h2 a").first().click();
            picture(page, "shop-product-" + name, width);
            page.locator(".add input[name=quantity]").fill("60");
            page.locator(".add button").click();
            picture(page, "shop-cart-" + name, width);
            assertThat(page.locator(".lines tbody tr").count()).isEqualTo(2);
            page.locator(".go button").click();
            if (!script) {
                picture(page, "shop-leave-" + name, width);
                page.locator("#return button").click();
            }
            page.waitForURL(RETURN);
            assertThat(page.locator("h1").innerText()).isEqualTo("Buyer");
            assertThat(complaints).isEmpty();
        }
        var fields = URLDecoder.decode(sent.get().replaceFirst("^[^=]*=", ""), StandardCharsets.UTF_8);
        var message = new String(Base64.getDecoder().decode(fields), StandardCharsets.UTF_8);
        assertThat(message).contains("DR-1").contains("GL-200-9").contains("quantity=\"60\"");
        assertThat(sessions.find(base.substring(base.lastIndexOf('/') + 1)))
                .get()
                .extracting(Session::state)
                .isEqualTo(Session.State.RETURNED);
    }

    private static void picture(Page page, String name, int width) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as(name + " fits its screen")
                .isLessThanOrEqualTo(width);
    }

    @Test
    void errorsHaveTheFaceOfTheShopAndTheLanguageOfTheVisit() {
        var english = visit("acme");
        var german = visit("acme", setup(Setup.Operation.CREATE, RETURN, null), "de_DE");
        var french = visit("acme", setup(Setup.Operation.CREATE, RETURN, null), "fr_FR");
        error(get(english + "/nothing"), 404, "en", "This page does not exist", english + "/home");
        error(get(german + "/nothing"), 404, "de", "Diese Seite gibt es nicht", german + "/cart");
        error(get(french + "/product"), 400, "fr", "Ceci n’a pas pu être lu", french + "/home");
        error(get(german + "/search?from=x"), 400, "de", "Das konnte nicht gelesen werden", german + "/home");
        error(post(english + "/cart/change", "revision", "x"), 400, "en", "That could not be read", english + "/home");
        error(get(english + "/cart/add"), 405, "en", "That could not be read", english + "/home");
        for (var address : new String[] {"/shop", "/shop/", "/shop/morvan", "/shop/nobody/x", "/shop/morvan/s"}) {
            error(get(address), 404, "en", "This page does not exist", null);
        }
        var other = get(english.replace("/morvan/", "/other/") + "/nothing");
        error(other, 404, "en", "Open the shop from your purchasing system.", null);
        assertThat(other.body()).as("nothing of the visit in another shop").doesNotContain(english, "/cart");
        assertThat(hub.send(HttpRequest.newBuilder(hub.main(english + "/nothing")))
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .as("programs get a problem document")
                .startsWith("application/problem+json");
    }

    /** @param link null = none */
    private static void error(HttpResponse<String> answer, int status, String language, String text, String link) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .contains("<html lang=\"" + language + "\"", "/assets/shop.css", text)
                .doesNotContain("bootstrap", "href=\"/\"", "/login");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors");
        if (link == null) {
            assertThat(answer.body()).doesNotContain("/home\"");
        } else {
            assertThat(answer.body()).contains("href=\"" + link + "\"");
        }
    }
}
