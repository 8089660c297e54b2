package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.access.Audit;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A distributor's page and API: everything of its own, nothing of anybody else's. Budget: 20 s. */
class DistributorIT {
    private static final String PASSWORD = "correct horse";
    private static final Pattern LINK = Pattern.compile("(?:href|action|hx-get)=\"(/[^\"#]*)");
    private static RunningHub hub;
    private static String north;
    private static String south;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        hub = RunningHub.start(DistributorHome.write(folder));
        ingest("companies", "[{\"number\":\"C-1\",\"name\":\"Otter SA\"}]");
        ingest("contacts", """
                [{"id":"P-1","company":"C-1","name":"Jeanne jeanne"},{"id":"P-2","company":"C-1","name":"Paul","phone":"+33123456789"}]""");
        ingest(
                "products",
                "["
                        + String.join(
                                ",",
                                product("NO-1", "North", "Gant", "9520410000014"),
                                product("NO-2", "North", "Pince", "9520410000021"),
                                product("NO-3", "North", "Masque", "9520410000038"),
                                product("NO-4", "North", "Marteau", "12"),
                                product("NO-5", "North", "Tournevis", "9520410000052")
                                        .replace("EA", ""),
                                product("ZX-1", "Zephyr", "Gizmo", "9520410999998"))
                        + "]");
        offers("NO-1", "NO-2", "NO-3", "NO-4", "NO-5", "ZX-1");
        published("NO-1", "NO-2", "NO-3");
        ingest(
                "products",
                "["
                        + String.join(
                                ",",
                                product("NO-2", "North", "Pince longue", "9520410000021"),
                                product("NO-3", "North", "Masque", "9520410000038")
                                        .replace("active", "retired"),
                                product("NO-6", "North", "Scie", "9520410000069"))
                        + "]");
        offers("NO-6");
        published("NO-1", "NO-2", "NO-6");
        var users = hub.part(Users.class);
        users.add("bertrand", Set.of(Role.OPERATOR), PASSWORD, "test", "test");
        users.add("stella", Set.of(Role.CATALOGUE), PASSWORD, "test", "test");
        var paused = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/channels/north/pause"))
                .header("Authorization", RunningHub.basic("bertrand", PASSWORD))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"Bertrand counts otters\"}")));
        assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
        north = hub.part(ChannelKeys.class).issue(DistributorHome.NORTH, "bertrand", "test");
        south = hub.part(ChannelKeys.class).issue(DistributorHome.SOUTH, "bertrand", "test");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String product(String sku, String brand, String name, String gtin) {
        return """
                {"sku":"%s","status":"active","family":"gloves","brand":"%s","orderUnit":"EA","gtin":"%s","name":{"fr_FR":"%4$s","en_GB":"%4$s"}}""".formatted(sku, brand, gtin, name);
    }

    private static void offers(String... skus) {
        var offers = new ArrayList<String>();
        for (var sku : skus) {
            offers.add("""
                    {"sku":"%s","prices":[{"list":"tarif-public","minQuantity":"1","basis":"1","amount":"400.12","currency":"EUR","unit":"EA"}]}""".formatted(sku));
        }
        ingest("offers", "[" + String.join(",", offers) + "]");
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/ingest/sagex/" + entity))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Waits until the north's file holds exactly these, and nothing is on its way. */
    private static void published(String... skus) {
        var folder = hub.part(FeedFolder.class);
        var ledger = hub.part(Ledger.class);
        ShippedHub.await(
                Duration.ofSeconds(60),
                "published " + List.of(skus),
                () -> folder.find("north", "articles.csv")
                                .filter(file -> file.entry().count() == skus.length)
                                .isPresent()
                        && List.of(skus).stream().allMatch(sku -> text(folder).contains(sku))
                        && folder.find("zephyr-mill", "zephyr.csv").isPresent()
                        && ledger.lanes().stream()
                                .allMatch(lane -> ledger.counts(lane).of(State.PENDING)
                                                + ledger.counts(lane).of(State.LEAVING)
                                        == 0));
    }

    private static String text(FeedFolder folder) {
        try {
            return java.nio.file.Files.readString(
                    folder.find("north", "articles.csv").orElseThrow().path());
        } catch (IOException swept) {
            return "";
        }
    }

    private static ConsoleSession session(String channel, String key) {
        var session = new ConsoleSession(hub);
        session.get("/distributor");
        var answer = session.post("/distributor", "channel=" + channel + "&key=" + key);
        assertThat(answer.headers().firstValue("Location").orElse("")).isEqualTo("/distributor/" + channel);
        assertThat(session.get("/distributor/" + channel).statusCode()).isEqualTo(200);
        return session;
    }

    private static HttpResponse<String> api(String key, String path, String... headers) {
        var request =
                HttpRequest.newBuilder(hub.main("/api/v1/distributor/" + path)).header("X-Channel-Key", key);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return hub.send(request);
    }

    private static JsonNode json(String key, String path) {
        var answer = api(key, path, "Accept-Language", "en");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ShippedHub.json(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itSeesItsFilesFreshnessDifferencesAndKeys() {
        var own = json(north, "north");
        assertThat(own.get("title").asString()).isEqualTo("Nord Outillage");
        assertThat(own.get("contract").asString()).isEqualTo("1.4.0");
        var file = own.get("files").findValuesAsString("file");
        assertThat(file).contains("articles.csv", "changes.csv", "contacts.csv");
        own.get("files")
                .forEach(one -> assertThat(one.get("url").asString())
                        .isEqualTo("https://hub.duval.example/feeds/north/"
                                + one.get("file").asString()));
        var products = publication(own, "products");
        assertThat(products.get("late").asBoolean()).isFalse();
        assertThat(products.get("freshUntil").asString()).isNotBlank();
        var newest = products.get("versions").get(0);
        var change = newest.get("streams").get(0);
        assertThat(List.of(
                        change.get("creates").asLong(),
                        change.get("updates").asLong(),
                        change.get("retirements").asLong()))
                .as("%s", newest)
                .containsExactly(1L, 1L, 1L);
        assertThat(own.get("keys")).hasSize(1);
        assertThat(own.get("keys").get(0).get("this").asBoolean()).isTrue();
        assertThat(own.toString()).doesNotContain(north.substring(0, 10), north.substring(11));

        var changes = json(
                        north,
                        "north/versions/products/" + newest.get("version").asLong())
                .get("changes");
        assertThat(keys(changes, "creates")).containsExactly("NO-6");
        assertThat(keys(changes, "updates")).containsExactly("NO-2");
        assertThat(keys(changes, "retirements")).containsExactly("NO-3");
    }

    private static JsonNode publication(JsonNode own, String name) {
        for (var one : own.get("publications")) {
            if (one.get("publication").asString().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no publication " + name + " in " + own);
    }

    private static List<String> keys(JsonNode changes, String fate) {
        var keys = new ArrayList<String>();
        for (var one : changes) {
            if (one.get("fate").asString().equals(fate)) {
                one.get("keys").forEach(key -> keys.add(key.asString()));
            }
        }
        return keys;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO-1          | there | NO-1 is in your feed (products) as of ",
                "9520410000014 | there | NO-1 is in your feed (products) as of ",
                "no-3          | gone  | because it is no longer sold.",
                "NO-4          | held  | because Contrôle du code article (GTIN).",
                "NO-5          | held  | because it lacks Order unit."
            })
    void aSearchSaysWhereAnItemIsOrWhyNot(String asked, String place, String sentence) {
        var item = json(north, "north/items?q=" + asked).get("items").get(0);
        var standing = item.get("streams").get(0);
        assertThat(standing.get("place").asString()).isEqualTo(place);
        assertThat(standing.get("sentence").asString()).contains(sentence);
        var page = session("north", north).get("/distributor/north/items?q=" + asked + "&lang=en");
        assertThat(page.body()).contains(item.get("key").asString());
    }

    @Test
    void theItemsAReasonKeepsBackCanBeListed() {
        var session = session("north", north);
        var page = session.get("/distributor/north?lang=fr").body();
        assertThat(page).contains("Contrôle du code article", "Vos fichiers");
        assertThat(session.get("/distributor/north/missing/products?reason=code")
                        .body())
                .contains("NO-4", "Marteau")
                .doesNotContain("NO-5");
        assertThat(json(north, "north/missing/products?reason=complete")
                        .get("keys")
                        .get(0)
                        .asString())
                .isEqualTo("NO-5");
        assertThat(session.get("/distributor/north/missing/contacts?reason=reachable")
                        .body())
                .as("people are counted, not named")
                .doesNotContain("P-1");
    }

    @Test
    void nothingOfAnybodyElseIsOnAnyPageOrInAnyDownload() {
        // Else the search below proves nothing.
        var theirs = hub.send(HttpRequest.newBuilder(hub.main("/feeds/zephyr-mill/zephyr.csv"))
                .header("X-Channel-Key", south));
        assertThat(theirs.body()).contains("ZX-1", "Gizmo", "100.03");
        var session = session("north", north);
        var seen = new LinkedHashSet<String>();
        var next = new ArrayDeque<>(List.of(
                "/distributor/north",
                "/distributor/north/items?q=NO-3",
                "/distributor/north/items?q=NO-4",
                "/distributor/north/items?q=9520410999998",
                "/distributor/north/missing/contacts?reason=reachable"));
        while (!next.isEmpty() && seen.size() < 200) {
            var path = next.poll().replace("&amp;", "&");
            if (!path.startsWith("/distributor/") || path.equals("/distributor/out") || !seen.add(path)) {
                continue;
            }
            for (var language : List.of("en", "fr")) {
                var page = session.get(path + (path.contains("?") ? "&" : "?") + "lang=" + language);
                clean(path, page);
                LINK.matcher(page.body()).results().forEach(found -> next.add(found.group(1)));
            }
        }
        assertThat(seen)
                .hasSizeGreaterThan(12)
                .contains("/distributor/north/files/articles.csv", "/distributor/north/files/changes.csv")
                .anyMatch(path -> path.startsWith("/distributor/north/versions/products/"))
                .anyMatch(path -> path.startsWith("/distributor/north/missing/products?"))
                .allMatch(path -> path.startsWith("/distributor/north"));
        for (var path : List.of(
                "north",
                "north/items?q=ZX-1",
                "north/items?q=NO-3",
                "north/items?q=NO-4",
                "north/versions/products/1",
                "north/versions/products/2",
                "north/missing/products?reason=code",
                "north/missing/contacts?reason=reachable")) {
            clean(path, api(north, path));
        }
        for (var file : List.of("articles.csv", "changes.csv", "manifest.json")) {
            clean(
                    file,
                    hub.send(HttpRequest.newBuilder(hub.main("/feeds/north/" + file))
                            .header("X-Channel-Key", north)));
        }
    }

    /** What was asked for stands on the page, and is no news; what is drawn by lot may spell anything. */
    private static void clean(String path, HttpResponse<String> answer) {
        var text = answer.body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "")
                + answer.headers().map();
        var query = path.replaceFirst(".*[?&]q=", "");
        for (var canary : DistributorHome.CANARIES) {
            assertThat(text.replace(query, "").contains(canary))
                    .as("%s holds %s: %s", path, canary, text)
                    .isFalse();
        }
        assertThat(text).doesNotContain(north, south);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/items?q=NO-1",
                "/versions/products/1",
                "/missing/products?reason=code",
                "/files/zephyr.csv",
                "/files/articles.csv",
                "/nothing/of/the/kind"
            })
    void anotherChannelLooksLikeOneThatDoesNotExist(String rest) {
        var keys = hub.part(ChannelKeys.class).of("zephyr-mill");
        var session = session("north", north);
        var theirs = session.get("/distributor/zephyr-mill" + rest);
        var nobodys = session.get("/distributor/no-such-one" + rest);
        assertThat(theirs.statusCode()).isEqualTo(404);
        alike(theirs, nobodys);
        if (!rest.startsWith("/files")) {
            var api = api(north, "zephyr-mill" + rest);
            assertThat(api.statusCode()).isEqualTo(404);
            alike(api, api(north, "no-such-one" + rest));
        }
        alike(session.post("/distributor/zephyr-mill/key", ""), session.post("/distributor/no-such-one/key", ""));
        assertThat(hub.part(ChannelKeys.class).of("zephyr-mill")).isEqualTo(keys);
    }

    private static void alike(HttpResponse<String> theirs, HttpResponse<String> nobodys) {
        assertThat(theirs.statusCode()).isEqualTo(nobodys.statusCode()).isEqualTo(404);
        assertThat(theirs.body().replace("zephyr-mill", "no-such-one")).isEqualTo(nobodys.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/distributor/north/versions/products/99           | 404",
                "/distributor/north/versions/zephyr/1              | 404",
                "/distributor/north/versions/..%2Fzephyr-mill/1    | 400",
                "/distributor/north/versions/products/x            | 400",
                "/distributor/north/versions/products/1?from=-5&stream=products&fate=creates | 200",
                "/distributor/north/versions/products/2?from=999999999&stream=products&fate=creates | 200",
                "/distributor/north/versions/products/2?stream=zephyr&fate=creates&channel=zephyr-mill | 200",
                "/distributor/north/missing/zephyr?reason=code     | 404",
                "/distributor/north/missing/products?reason=origin | 404",
                "/distributor/north/missing/products?reason=code&after=-1 | 200",
                "/distributor/north/missing/products?reason=code&after=x  | 400",
                "/distributor/north/missing/products               | 400",
                "/distributor/north/items?q=%00%27%22%3Cscript%3E  | 200",
                "/distributor/north/files/zephyr.csv               | 404",
                "/distributor/north/files/..%2F..%2Fzephyr-mill%2Fproducts.1%2Fzephyr.csv | 400",
                "/distributor/north/files/.editions                | 404",
                "/distributor/north/files/.marks-products-         | 404",
                "/distributor/north/files/products.json            | 404",
                "/distributor/north/key                            | 405",
                "/distributor/NORTH                                | 404",
                "/                                                 | 403",
                "/channels/north                                   | 403",
                "/documents/products                               | 403"
            })
    void hostileAddressesGetNothing(String path, int status) {
        var answer = session("north", north).get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Gizmo", "<script>", "Exception");
    }

    @Test
    void aRangeCutsItsOwnFileOnly() {
        var whole = hub.send(HttpRequest.newBuilder(hub.main("/feeds/north/articles.csv"))
                        .header("X-Channel-Key", north))
                .body();
        var session = session("north", north);
        var part = hub.send(HttpRequest.newBuilder(hub.main("/distributor/north/files/articles.csv"))
                .header("Cookie", session.cookie())
                .header("Range", "bytes=4-9"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(whole.substring(4, 10));
        assertThat(part.headers().firstValue("Content-Disposition").orElse("")).contains("attachment", "articles.csv");
        var beyond = hub.send(HttpRequest.newBuilder(hub.main("/distributor/north/files/articles.csv"))
                .header("Cookie", session.cookie())
                .header("Range", "bytes=999999-"));
        assertThat(beyond.statusCode()).isEqualTo(416);
        for (var path : List.of("/distributor/zephyr-mill/files/zephyr.csv", "/distributor/north/files/zephyr.csv")) {
            var theirs = hub.send(HttpRequest.newBuilder(hub.main(path))
                    .header("Cookie", session.cookie())
                    .header("Range", "bytes=0-20"));
            assertThat(theirs.statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void whoeverIsNobodyOrOfTheHouseIsSentAwayUnlessAnOperator() {
        var nobody = new ConsoleSession(hub).get("/distributor/north");
        assertThat(nobody.statusCode()).isEqualTo(302);
        assertThat(nobody.headers().firstValue("Location").orElse("")).endsWith("/distributor");
        assertThat(new ConsoleSession(hub).get("/distributor/no-such-one").statusCode())
                .isEqualTo(302);
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/distributor/north/files/articles.csv")))
                        .statusCode())
                .isEqualTo(401);

        var steward = ConsoleSession.of(hub, "stella", PASSWORD);
        for (var path :
                List.of("/distributor/north", "/distributor/no-such-one", "/distributor/north/files/articles.csv")) {
            assertThat(steward.get(path).statusCode()).as(path).isEqualTo(403);
        }
        var operator = ConsoleSession.of(hub, "bertrand", PASSWORD);
        assertThat(operator.get("/distributor/north?lang=en").body())
                .contains("as the partner sees it", "Nord Outillage")
                .doesNotContain("/distributor/north/key");
        operator.get("/channels/north");
        assertThat(operator.post("/distributor/north/key", "").statusCode()).isEqualTo(403);
        assertThat(operator.get("/distributor/no-such-one").statusCode()).isEqualTo(404);
        assertThat(hub.part(ChannelKeys.class).of("north")).hasSize(1);

        for (var authorization : List.of(
                RunningHub.admin(),
                RunningHub.basic("bertrand", PASSWORD),
                RunningHub.basic("north", south),
                RunningHub.basic("zephyr-mill", north),
                "Bearer " + north + "x",
                "Basic %%%")) {
            var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/distributor/north"))
                    .header("Authorization", authorization));
            assertThat(answer.statusCode()).as(authorization).isEqualTo(401);
        }
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/api/v1/distributor/north?key=" + north)))
                        .statusCode())
                .as("addresses are logged")
                .isEqualTo(401);
        for (var authorization : List.of("Bearer " + north, RunningHub.basic("north", north))) {
            assertThat(hub.send(HttpRequest.newBuilder(hub.main("/api/v1/distributor/north"))
                                    .header("Authorization", authorization))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(api(north, "../channels").statusCode()).isIn(400, 401, 404);
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/api/v1/channels"))
                                .header("Authorization", "Bearer " + north))
                        .statusCode())
                .as("its key is no key of the house's API")
                .isEqualTo(401);
    }

    @Test
    void aWrongKeyIsTurnedAwayAndGuessingMustWait() {
        var session = new ConsoleSession(hub);
        session.get("/distributor");
        var wrong = session.post("/distributor", "channel=zephyr-mill&key=" + north);
        assertThat(wrong.headers().firstValue("Location").orElse("")).endsWith("/distributor?wrong");
        assertThat(session.get("/distributor?wrong&lang=en").body()).contains("Wrong channel or key.");
        assertThat(session.postWithoutToken("/distributor", "channel=north&key=" + north)
                        .statusCode())
                .isEqualTo(403);
        for (int i = 0; i < 6; i++) {
            session.post("/distributor", "channel=guessed&key=guess" + i);
        }
        assertThat(session.post("/distributor", "channel=guessed&key=guess")
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .contains("/distributor?wait=");
    }

    @Test
    void aPartnerRenewsItsKeyItselfAndEverySessionEndsWithItsKey() {
        var keys = hub.part(ChannelKeys.class);
        keys.issue(DistributorHome.SOUTH, "bertrand", "test");
        var first = keys.issue(DistributorHome.SOUTH, "bertrand", "test");
        south = first;
        var session = session(DistributorHome.SOUTH, first);
        session.get("/distributor/zephyr-mill");
        var page = session.post("/distributor/zephyr-mill/key", "");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        var found = Pattern.compile("[a-z2-9]{10}\\.[A-Za-z0-9_-]{43}").matcher(page.body());
        assertThat(found.find()).isTrue();
        var second = found.group();
        assertThat(keys.verify(DistributorHome.SOUTH, second)).isTrue();
        assertThat(keys.verify(DistributorHome.SOUTH, first))
                .as("programs go on")
                .isTrue();
        assertThat(session.get("/distributor/zephyr-mill").body()).doesNotContain(second, first);
        session.get("/distributor/zephyr-mill");
        assertThat(session.post("/distributor/zephyr-mill/key", "").statusCode())
                .as("asked twice")
                .isEqualTo(409);

        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/distributor/zephyr-mill/key"))
                .header("X-Channel-Key", second)
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as("a page of another site").isEqualTo(403);
        var renewed = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/distributor/zephyr-mill/key"))
                .header("X-Channel-Key", second)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(renewed.statusCode()).as(renewed.body()).isEqualTo(200);
        assertThat(session.get("/distributor/zephyr-mill").statusCode())
                .as("its key has ended, so has the session")
                .isEqualTo(302);
        south = second;
        assertThat(hub.part(Audit.class).after(0).stream()
                        .filter(row -> row.who().equals("channel zephyr-mill"))
                        .map(Audit.Entry::what))
                .contains("sign-in distributor", "key.issue channel zephyr-mill");
    }

    @Test
    void itWorksInBothLanguagesWithoutAScript() {
        var session = session("north", north);
        var french = session.get("/distributor/north?lang=fr");
        assertThat(french.body())
                .contains("lang=\"fr\"", "Vos fichiers", "Dernières versions", "Clés", "<form")
                .doesNotContain("??", "style=", "onclick");
        assertThat(session.get("/distributor/north?lang=en").body())
                .contains("Your files", "Last versions", "1 new, 1 changed, 1 gone")
                .doesNotContain("??");
        assertThat(french.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        session.get("/distributor/north");
        assertThat(session.post("/distributor/out", "")
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("/distributor?out");
        assertThat(session.get("/distributor/north").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource({"1280, true", "390, false"})
    void itFitsItsScreenAndNeedsNeitherMouseNorScript(int width, boolean script) {
        var complaints = new ArrayList<String>();
        try (var browser = TestBrowser.open(new Browser.NewContextOptions()
                .setLocale("fr-FR")
                .setViewportSize(width, 844)
                .setJavaScriptEnabled(script))) {
            var page = browser.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.setDefaultTimeout(120_000);
            page.navigate(hub.main("/distributor").toString());
            assertThat(page.locator("*:focus").getAttribute("id")).isEqualTo("channel");
            page.keyboard().type("north");
            page.keyboard().press("Tab");
            page.keyboard().type(north);
            page.keyboard().press("Enter");
            page.locator("#q").focus();
            fits(page, width);
            page.keyboard().type("NO-4");
            page.keyboard().press("Enter");
            page.locator("#answer article").waitFor();
            assertThat(page.locator("#answer").innerText()).contains("NO-4 manque dans votre flux");
            assertThat(page.url())
                    .as("with a script the answer comes into the page")
                    .endsWith(script ? "/distributor/north" : "/items?q=NO-4");
            fits(page, width);
            for (var path : List.of("versions/products/2", "missing/products?reason=code")) {
                page.navigate(hub.main("/distributor/north/" + path).toString());
                fits(page, width);
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static void fits(Page page, int width) {
        // The width of the page itself, which needs no script of its own.
        var box = page.locator("html").boundingBox();
        assertThat(box.width).isLessThanOrEqualTo(width);
        for (var part : page.locator("main, section, article, table, form").all()) {
            var own = part.boundingBox();
            assertThat(own == null || own.x + own.width <= width + 1)
                    .as(page.url())
                    .isTrue();
        }
    }
}
