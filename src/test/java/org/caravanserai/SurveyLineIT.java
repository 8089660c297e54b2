package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A marketplace that loses, changes and denies what it holds (fault F15): it is found out and set right, and its word is not taken for everything.
 * The cases build on each other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SurveyLineIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int OFFERS = 120;

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                sellers: { morvan: { country: FR } }
                zones: { france: { countries: [FR], vatTable: vat-fr } }
                """);
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, media: {} }\n");
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n");
        write("mappings/place/product-out.map.yaml", """
                extends: mirakl/product-out
                fields:
                  category: { const: OUT-FRAPPE }
                  colour: { const: black }
                """);
        channel("place", "auto", "{ products: { map: place/product-out }, offers: { after: [products] } }");
        // The same account once more, taken over by somebody who knows nothing of the first channel.
        channel("takeover", "approve", "{ offers: {} }");
        hub = RunningHub.start(folder);
        var products = JSON.createArrayNode();
        var offers = JSON.createArrayNode();
        for (int n = 1; n <= OFFERS; n++) {
            products.addObject()
                    .put("sku", sku(n))
                    .put("status", "active")
                    .put("brand", "Morvan")
                    .put("taxClass", "standard")
                    .put("gtin", gtin(n))
                    .set("name", JSON.createObjectNode().put("fr_FR", "Marteau " + n));
            var product = (tools.jackson.databind.node.ObjectNode) products.get(n - 1);
            product.putObject("description").putObject("*").put("fr_FR", "Un marteau");
            product.putArray("media").add("M");
            var offer = offers.addObject().put("sku", sku(n));
            offer.putArray("prices")
                    .addObject()
                    .put("list", "public")
                    .put("amount", n + ".00")
                    .put("currency", "EUR");
            offer.putArray("stock").addObject().put("warehouse", "nevers").put("quantity", "5");
        }
        ingest("media", "[{\"code\":\"M\",\"url\":\"https://morvan.example/m.jpg\",\"role\":\"photo\"}]");
        ingest("products", products.toString());
        ingest("offers", offers.toString());
        await("all offers", () -> count("confirmed") == OFFERS);
        await(
                "what was just sent counts",
                () -> verify(true).path("streams").get(0).path("same").asInt() == OFFERS);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void what_was_lost_and_what_was_changed_by_hand_is_found_and_set_right() {
        assertThat(control("lose", "{\"percent\":1,\"seed\":7,\"kind\":\"offers\"}"))
                .contains("\"lost\":1");
        var victim = offers().propertyNames().iterator().next();
        var changed = (tools.jackson.databind.node.ObjectNode) offers().path(victim);
        var right = changed.path("price").decimalValue();
        changed.put("price", 0.5);
        control("records", "{\"kind\":\"offers\",\"key\":\"" + victim + "\",\"record\":" + changed + "}");

        // For two of its minutes the list may show what was before: two seconds here.
        await("it is old enough", () -> verify(true).path("differences").asInt() == 2);
        var report = verify(true);
        assertThat(report.path("state").asString()).isEqualTo("done");
        var figures = report.path("streams").get(0);
        assertThat(figures.path("believed").asInt()).isEqualTo(OFFERS);
        assertThat(figures.path("missing").asInt()).isEqualTo(1);
        assertThat(figures.path("changed").asInt()).isEqualTo(1);
        assertThat(figures.path("same").asInt()).isEqualTo(OFFERS - 2);
        assertThat(figures.has("repaired")).isFalse();
        assertThat(report.path("items").toString())
                .contains("\"what\":\"changed\"", "\"key\":\"" + victim + "\"", "\"theirs\":\"0.5\"");
        assertThat(count("confirmed")).isEqualTo(OFFERS);

        assertThat(verify(false).path("streams").get(0).path("repaired").asInt())
                .isEqualTo(2);
        await(
                "they stand there again",
                () -> offers().size() == OFFERS
                        && offers().path(victim).path("price").decimalValue().compareTo(right) == 0);
        await("the ledger knows", () -> count("confirmed") == OFFERS);
        await("nothing differs", () -> verify(true).path("differences").asInt() == 0);
        assertThat(hub.send(get("/api/v1/channels/place/verify")).body()).contains("\"differences\":0");
    }

    @Test
    @Order(2)
    void an_empty_list_is_asked_about_and_a_wrong_price_in_all_answers_too() {
        fault("{\"fault\":\"empty-list\",\"operation\":\"OF21\"}");
        var empty = verify(false);
        assertThat(empty.path("state").asString()).isEqualTo("held");
        assertThat(empty.path("text").asString()).contains("DELIVERY-006 the partner says it holds nothing");
        assertThat(hub.send(get("/api/v1/channels")).body()).contains("\"stream\":\"offers verify\"");

        fault("{\"fault\":\"changed-value\",\"count\":2,\"operation\":\"OF21\",\"field\":\"price\",\"value\":\"1\"}");
        var wrong = verify(false);
        assertThat(wrong.path("state").asString()).isEqualTo("held");
        assertThat(wrong.path("text").asString()).contains("differ from what stands there, more than 5 %");

        var calm = verify(false);
        assertThat(calm.path("state").asString()).isEqualTo("done");
        assertThat(hub.send(get("/api/v1/channels")).body()).doesNotContain("offers verify");
        assertThat(count("confirmed")).isEqualTo(OFFERS);
        assertThat(count("pending")).isZero();
    }

    @Test
    @Order(3)
    void a_list_that_goes_round_or_breaks_off_says_nothing() {
        fault("{\"fault\":\"repeat-page\",\"count\":0,\"operation\":\"OF21\"}");
        var round = verify(false);
        assertThat(round.path("state").asString()).isEqualTo("failed");
        assertThat(round.path("text").asString()).contains("the list goes round");
        hub.send(HttpRequest.newBuilder(hub.main("/sandbox/control/mirakl/place/faults"))
                .DELETE());

        fault("{\"fault\":\"html\",\"count\":0,\"operation\":\"OF21\"}");
        var page = verify(false);
        assertThat(page.path("state").asString()).isEqualTo("failed");
        assertThat(page.path("text").asString()).contains("web page");
        hub.send(HttpRequest.newBuilder(hub.main("/sandbox/control/mirakl/place/faults"))
                .DELETE());
        assertThat(count("confirmed")).isEqualTo(OFFERS);
        assertThat(read("/sandbox").toString()).contains("\"violations\":0");
    }

    @Test
    @Order(4)
    void what_stands_there_is_adopted_and_only_differences_are_left() {
        var strange =
                JSON.createObjectNode().put("offer_id", 999_001).put("price", 3).put("quantity", 1);
        strange.put("state_code", "11").put("shop_sku", "STRANGE").put("product", "none");
        control("records", "{\"kind\":\"offers\",\"key\":\"STRANGE\",\"record\":" + strange + "}");
        var victim = offers().propertyNames().iterator().next();
        var changed = (tools.jackson.databind.node.ObjectNode) offers().path(victim);
        changed.put("quantity", 4);
        control("records", "{\"kind\":\"offers\",\"key\":\"" + victim + "\",\"record\":" + changed + "}");

        var begun = post("/api/v1/channels/takeover/adopt", "{\"match\":[\"sku\",\"gtin\"]}");
        var adoption = over(begun);

        assertThat(adoption.path("state").asString()).as(adoption.toString()).isEqualTo("ready");
        var figures = adoption.path("streams").get(0);
        assertThat(figures.path("links").asInt()).isEqualTo(OFFERS);
        assertThat(figures.path("same").asInt()).isEqualTo(OFFERS - 1);
        assertThat(figures.path("differ").asInt()).isEqualTo(1);
        assertThat(figures.path("orphans").asInt()).isEqualTo(1);
        assertThat(plan().path("creates").asInt()).isEqualTo(OFFERS);

        var applied = post("/api/v1/plans/" + adoption.path("id").asLong() + "/apply", "{}");
        assertThat(applied.path("items").asInt()).isEqualTo(OFFERS);
        var plan = plan();
        assertThat(plan.path("creates").asInt()).isZero();
        assertThat(plan.path("updates").asInt()).isEqualTo(1);
        assertThat(plan.path("items").get(0).path("changes").toString())
                .contains("\"field\":\"quantity\"", "\"old\":\"4\"", "\"new\":\"5\"");
        var again = hub.send(json("/api/v1/plans/" + adoption.path("id").asLong() + "/apply", "{}"));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("API-036");
    }

    @Test
    @Order(5)
    void whoever_may_not_decide_may_look() {
        assertThat(hub.send(get("/api/v1/channels/nowhere/verify")).statusCode())
                .isEqualTo(404);
        assertThat(hub.send(get("/api/v1/surveys/1")).body()).contains("API-042");
        assertThat(hub.send(json("/api/v1/channels/takeover/adopt", "{\"match\":[\"colour\"]}"))
                        .body())
                .contains("API-043", "there are key, sku, gtin");
        assertThat(hub.send(json("/api/v1/channels/takeover/adopt", "{\"orphans\":\"burn\"}"))
                        .body())
                .contains("API-045");
        var nobody = HttpRequest.newBuilder(hub.main("/api/v1/channels/place/verify"));
        assertThat(hub.send(nobody).statusCode()).isEqualTo(401);
    }

    private static JsonNode verify(boolean reportOnly) {
        return over(post("/api/v1/channels/place/verify", "{\"reportOnly\":" + reportOnly + "}"));
    }

    private static JsonNode over(JsonNode begun) {
        var survey = begun;
        while (survey.path("state").asString().equals("running")) {
            survey = read("/api/v1/surveys/" + begun.path("id").asLong() + "?wait=20");
        }
        return survey;
    }

    private static JsonNode plan() {
        return post("/api/v1/channels/takeover/plan", "{}");
    }

    private static JsonNode offers() {
        return read("/sandbox/mirakl/place/_state/offers");
    }

    private static void fault(String fault) {
        control("faults", fault);
    }

    private static String control(String what, String body) {
        var answer = hub.send(json("/sandbox/control/mirakl/place/" + what, body));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.body();
    }

    private static String sku(int n) {
        return String.format("A-%03d", n);
    }

    /** GTIN-13: the last digit makes the weighted sum a multiple of ten. */
    private static String gtin(int n) {
        var digits = String.format("301426%06d", n);
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static void channel(String name, String mode, String streams) throws IOException {
        write("config/channels/" + name + ".yaml", """
                title: %s
                system: mirakl
                mode: %s
                seller: morvan
                zone: france
                locales: [fr_FR]
                connection: { baseUrl: "sandbox:mirakl/place", apiKey: secret:place }
                prices: { list: public, vat: included }
                assortment: active
                streams: %s
                """.formatted(name, mode, streams));
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(json("/api/v1/ingest/api/" + entity, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    private static int count(String state) {
        for (var channel : read("/api/v1/channels")) {
            for (var one : channel.path("streams")) {
                if (channel.path("channel").asString().equals("place")
                        && one.path("stream").asString().equals("offers")) {
                    return one.path(state).asInt();
                }
            }
        }
        return -1;
    }

    private static JsonNode read(String path) {
        return JSON.readTree(hub.send(get(path)).body());
    }

    private static JsonNode post(String path, String body) {
        var answer = hub.send(json(path, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin());
    }

    private static HttpRequest.Builder json(String path, String body) {
        return HttpRequest.newBuilder(hub.main(path))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        try {
            ShippedHub.await(LONG, what, condition);
        } catch (AssertionError late) {
            throw new AssertionError(
                    late.getMessage() + "\n" + hub.send(get("/api/v1/channels")).body(), late);
        }
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
