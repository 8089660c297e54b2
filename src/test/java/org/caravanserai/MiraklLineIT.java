package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the master to a marketplace and back: what stands there is read from the marketplace's own side. The cases build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MiraklLineIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String PARTNER = "/sandbox/mirakl/place";

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
                  colour: colour
                """);
        write("config/channels/place.yaml", """
                title: Place
                system: mirakl
                mode: auto
                seller: morvan
                zone: france
                locales: [fr_FR]
                connection: { baseUrl: "sandbox:mirakl/place", apiKey: secret:place }
                prices: { list: public, vat: included }
                assortment: active
                streams:
                  products: { map: place/product-out }
                  offers: { after: [products] }
                """);
        hub = RunningHub.start(folder);
        ingest("media", """
                [{"code":"M","url":"https://morvan.example/m.jpg","role":"photo"}]""");
        ingest(
                "products",
                "[" + product("A-1", "3014260115531", "black") + "," + product("A-2", "3014260115548", "red") + ","
                        + product("A-3", "3014260115555", "mauve") + "," + product("A-4", null, "blue") + "]");
        ingest(
                "offers",
                "[" + offer("A-1", "10.00", 5) + "," + offer("A-2", "20.00", 6) + "," + offer("A-3", "30.00", 7) + "]");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void what_the_operator_takes_is_confirmed_and_what_it_refuses_says_why() {
        await("products", () -> count("products", "confirmed") == 2 && count("products", "parked") == 1);

        assertThat(count("products", "held")).isEqualTo(1);
        assertThat(state("products").propertyNames()).containsExactlyInAnyOrder("A-1", "A-2");
        var why = read(hub.send(get("/api/v1/explain?key=A-3&channel=place")).body())
                .path(0)
                .path("sending")
                .path("complaints")
                .path(0);
        assertThat(why.path("text").asString()).contains("mauve");
        assertThat(why.path("field").asString()).isEqualTo("colour");
        assertThat(why.path("attribute").asString()).isEqualTo("colour");
        assertThat(why.path("rule").asString()).startsWith("mappings/place/product-out.map.yaml:");
        assertThat(why.path("fix").asString()).contains("colour", "mappings/place/product-out.map.yaml");
    }

    @Test
    @Order(2)
    void offers_follow_their_product_with_price_and_stock() {
        await("offers", () -> count("offers", "confirmed") == 2);

        assertThat(state("offers").path("A-1").path("quantity").asInt()).isEqualTo(5);
        assertThat(state("offers").path("A-1").path("price").decimalValue()).isEqualByComparingTo("12.00");
        assertThat(state("offers").has("A-3")).isFalse();
    }

    @Test
    @Order(3)
    void a_lost_answer_is_doubt_and_ends_right() {
        hub.send(json("/sandbox/control/mirakl/place/faults", "{\"fault\":\"lose-answer\",\"operation\":\"OF24\"}"));
        ingest("offers", "[" + offer("A-1", "11.00", 4) + "]");

        await(
                "the new price",
                () -> state("offers").path("A-1").path("quantity").asInt() == 4);
        await("doubt or the end of it", () -> count("offers", "confirmed") == 2 || count("offers", "unknown") == 1);
    }

    @Test
    @Order(4)
    void what_is_no_longer_sold_loses_its_offer() {
        ingest("products", "[{\"sku\":\"A-2\",\"status\":\"retired\"}]");

        await("the offer is gone", () -> !state("offers").has("A-2"));
        await("the ledger knows", () -> count("offers", "retired") == 1);
        assertThat(count("products", "retired")).isEqualTo(1);
    }

    @Test
    @Order(5)
    void no_ceiling_was_passed_and_no_secret_was_shown() throws IOException {
        var accounts = read(hub.send(get("/sandbox")).body());
        assertThat(accounts.toString()).contains("\"violations\":0");
        var log = new ArrayList<String>();
        try (var files = Files.walk(hub.data())) {
            files.filter(file -> file.toString().endsWith(".log")).forEach(file -> log.add(text(file)));
        }
        assertThat(log).noneMatch(text -> text.contains("sandbox-place"));
    }

    private static String product(String sku, String gtin, String colour) {
        return "{\"sku\":\"" + sku + "\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Marteau " + sku
                + "\"},\"description\":{\"*\":{\"fr_FR\":\"Un marteau\"}},\"brand\":\"Morvan\",\"taxClass\":\"standard\",\"media\":[\"M\"],\"colour\":\""
                + colour + "\"" + (gtin == null ? "" : ",\"gtin\":\"" + gtin + "\"") + "}";
    }

    private static String offer(String sku, String amount, int stock) {
        return "{\"sku\":\"" + sku + "\",\"prices\":[{\"list\":\"public\",\"amount\":\"" + amount
                + "\",\"currency\":\"EUR\"}],\"stock\":[{\"warehouse\":\"nevers\",\"quantity\":\"" + stock + "\"}]}";
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(json("/api/v1/ingest/api/" + entity, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    private static int count(String stream, String state) {
        for (var channel : read(hub.send(get("/api/v1/channels")).body())) {
            for (var one : channel.path("streams")) {
                if (one.path("stream").asString().equals(stream)) {
                    return one.path(state).asInt();
                }
            }
        }
        return -1;
    }

    private static JsonNode state(String kind) {
        return read(hub.send(get(PARTNER + "/_state/" + kind)).body());
    }

    private static JsonNode read(String body) {
        return JSON.readTree(body);
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
                    late.getMessage() + "\n" + hub.send(get("/api/v1/channels")).body() + "\n"
                            + hub.send(get(PARTNER + "/_calls")).body(),
                    late);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
