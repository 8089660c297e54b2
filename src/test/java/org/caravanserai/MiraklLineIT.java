package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.Needs;
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
                connection: { baseUrl: "sandbox:mirakl/place", apiKey: secret:place, stockImport: true, priceImport: true }
                prices: { list: public, vat: included }
                assortment: active
                streams:
                  products: { map: place/product-out }
                  offers: { after: [products] }
                """);
        write("config/channels/by-file.yaml", """
                title: A place without OF24
                system: mirakl
                mode: auto
                seller: morvan
                zone: france
                locales: [fr_FR]
                connection: { baseUrl: "sandbox:mirakl/byfile", apiKey: secret:byfile, offerFormat: csv }
                prices: { list: public, vat: included }
                assortment: active
                streams:
                  products: { map: place/product-out }
                  offers: { after: [products] }
                """);
        hub = RunningHub.start(folder);
        await(
                "the operator's tables",
                () -> tables().size() == 3
                        && tables().stream()
                                .allMatch(table -> table.path("rows").asInt() > 0));
        ingest("media", """
                [{"code":"M","url":"https://morvan.example/m.jpg","role":"photo"}]""");
        ingest(
                "products",
                "[" + product("A-1", "3014260115531", "black") + "," + product("A-2", "3014260115548", "red") + ","
                        + product("A-3", "3014260115555", "mauve") + "," + product("A-4", null, "blue") + ","
                        + product("A-5", "3014260115562", "green").replace("Morvan", "Morvan ".repeat(9)) + "]");
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

        assertThat(count("products", "held")).isEqualTo(2);
        assertThat(state("products").propertyNames()).containsExactlyInAnyOrder("A-1", "A-2");
        var why = read(hub.send(get("/api/v1/explain?key=A-5&channel=place")).body())
                .path(0)
                .path("sending")
                .path("complaints")
                .path(0);
        assertThat(why.path("text").asString()).contains("brand");
        assertThat(why.path("field").asString()).isEqualTo("brand");
        assertThat(why.path("attribute").asString()).isEqualTo("brand");
        assertThat(why.path("rule").asString()).startsWith("mappings/mirakl/product-out.map.yaml:");
        assertThat(why.path("fix").asString()).contains("brand", "mappings/mirakl/product-out.map.yaml");
        // The operator's own name of the product, from the report of new ones.
        assertThat(hub.send(get("/api/v1/explain?key=A-1&channel=place")).body())
                .contains(state("products").path("A-1").path("product_sku").asString());
    }

    @Test
    @Order(1)
    void what_the_operator_does_not_list_is_held_before_it_is_sent() {
        assertThat(hub.send(get("/api/v1/explain?key=A-3&channel=place")).body())
                .contains("MAP-192")
                .contains("the partner does not know 'mauve' for 'colour' (list colours)");
        assertThat(calls("P41").toString()).doesNotContain("mauve");
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
    void stock_and_prices_alone_go_by_imports_of_their_own() {
        int whole = calls("OF24").size();
        ingest("offers", "[" + offer("A-1", "10.00", 4) + "," + offer("A-2", "21.00", 6) + "]");

        await(
                "stock and price",
                () -> state("offers").path("A-1").path("quantity").asInt() == 4
                        && state("offers")
                                        .path("A-2")
                                        .path("price")
                                        .decimalValue()
                                        .compareTo(new BigDecimal("25.20"))
                                == 0);
        await("the ledger knows", () -> count("offers", "confirmed") == 2);
        assertThat(calls("OF24")).hasSize(whole);
        assertThat(calls("STO01").toString()).contains("A-1").doesNotContain("A-2");
        assertThat(calls("PRI01").toString()).contains("A-2").doesNotContain("A-1");
        assertThat(state("offers").path("A-2").path("quantity").asInt()).isEqualTo(6);
    }

    @Test
    @Order(4)
    void a_lost_answer_is_doubt_and_the_whole_offer_follows() {
        int whole = calls("OF24").size();
        hub.send(json("/sandbox/control/mirakl/place/faults", "{\"fault\":\"lose-answer\",\"operation\":\"STO01\"}"));
        ingest("offers", "[" + offer("A-1", "10.00", 3) + "]");
        await("the stock", () -> state("offers").path("A-1").path("quantity").asInt() == 3);
        // Back to what was confirmed before: nobody may take it for confirmed now.
        ingest("offers", "[" + offer("A-1", "10.00", 4) + "]");

        await(
                "the end of doubt",
                () -> state("offers").path("A-1").path("quantity").asInt() == 4);
        await("the ledger knows", () -> count("offers", "confirmed") == 2);
        assertThat(calls("OF24").size()).isGreaterThan(whole);
    }

    @Test
    @Order(5)
    void an_offer_that_is_gone_there_comes_back_whole() {
        hub.send(
                json("/sandbox/control/mirakl/place/records", "{\"kind\":\"offers\",\"key\":\"A-1\",\"record\":null}"));
        ingest("offers", "[" + offer("A-1", "10.00", 9) + "]");

        await("the offer", () -> state("offers").path("A-1").path("quantity").asInt() == 9);
        assertThat(state("offers").path("A-1").path("price").decimalValue()).isEqualByComparingTo("12.00");
    }

    @Test
    @Order(6)
    void an_operator_without_OF24_gets_files() {
        await("offers", () -> byFile().path("A-1").path("quantity").asInt() == 9);
        ingest("offers", "[" + offer("A-2", "21.00", 8) + "]");

        await("the stock", () -> byFile().path("A-2").path("quantity").asInt() == 8);
        assertThat(byFile().path("A-2").path("price").decimalValue()).isEqualByComparingTo("25.20");
        var calls = read(hub.send(get("/sandbox/mirakl/byfile/_calls?limit=1000"))
                        .body())
                .toString();
        assertThat(calls).contains("\"OF01\"").doesNotContain("\"OF24\"").doesNotContain("\"STO01\"");
    }

    @Test
    @Order(7)
    void what_is_no_longer_sold_loses_its_offer() {
        ingest("products", "[{\"sku\":\"A-2\",\"status\":\"retired\"}]");

        await("the offer is gone", () -> !state("offers").has("A-2"));
        await("the ledger knows", () -> count("offers", "retired") == 1);
        assertThat(count("products", "retired")).isEqualTo(1);
    }

    @Test
    @Order(8)
    void a_new_duty_of_the_operator_holds_what_does_not_fulfil_it() {
        hub.send(json("/sandbox/control/mirakl/place/records", """
                {"kind":"attributes","key":"OUT-FRAPPE/handle","record":{"hierarchy":"OUT-FRAPPE","code":"handle",
                "type":"TEXT","level":"REQUIRED","role":"","label":"Manche"}}"""));
        await(
                "the tables",
                () -> hub.send(json("/api/v1/channels/place/tables", "")).body().contains("\"problem\":null")
                        && tables().get(1).path("rows").asInt() == 22);

        await("held", () -> count("products", "held") == 4);
        assertThat(hub.send(get("/api/v1/explain?key=A-1&channel=place")).body())
                .contains("MAP-191")
                .contains("the partner requires 'handle' in category OUT-FRAPPE; the map has no such field");
    }

    @Test
    @Order(9)
    void every_call_is_one_the_vendor_describes() {
        var contract = Contract.of(Needs.shared("contracts/mirakl/seller-mmp-openapi.json"));
        var seen = new TreeSet<String>();
        for (var account : List.of("place", "byfile")) {
            for (var call : read(hub.send(get("/sandbox/mirakl/" + account + "/_calls?limit=10000&event=call"))
                    .body())) {
                seen.add(call.path("operation").asString());
                assertThat(breaches(contract, call, "")).as(call.toString()).isEmpty();
                // Each of them, bent in one place, is none.
                assertThat(breaches(contract, call, "x")).as(call.toString()).isNotEmpty();
            }
        }
        assertThat(seen)
                .contains(
                        "H11", "OF01", "OF02", "OF24", "P41", "P42", "P44", "P45", "P47", "PM11", "PRI01", "PRI02",
                        "STO01", "STO02", "VL11");
    }

    /** What the vendor does not allow; {@code bend} is written into a name of the query, or of the body. */
    private static List<String> breaches(Contract contract, JsonNode call, String bend) {
        var query = new TreeMap<String, List<String>>();
        call.path("query")
                .properties()
                .forEach(entry -> query.put(
                        entry.getKey(),
                        entry.getValue().valueStream().map(JsonNode::asString).toList()));
        var body = call.path("body").isString()
                ? call.path("body").asString()
                : call.path("body").isMissingNode() ? "" : call.path("body").toString();
        if (!bend.isEmpty() && body.isEmpty()) {
            query.put(bend, List.of("1"));
        }
        var bent = bend.isEmpty()
                ? body
                : body.replace("name=\"file\"", "name=\"" + bend + "file\"")
                        .replace("\"shop_sku\"", "\"" + bend + "\"");
        return contract.request(
                call.path("method").asString(),
                call.path("path").asString(),
                query,
                call.has("type") ? call.path("type").asString() : null,
                bent.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Order(10)
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
            for (var one : channel.path("channel").asString().equals("place")
                    ? channel.path("streams")
                    : JSON.createArrayNode()) {
                if (one.path("stream").asString().equals(stream)) {
                    return one.path(state).asInt();
                }
            }
        }
        return -1;
    }

    private static List<JsonNode> tables() {
        for (var channel : read(hub.send(get("/api/v1/channels")).body())) {
            if (channel.path("channel").asString().equals("place")) {
                return channel.path("tables").valueStream().toList();
            }
        }
        return List.of();
    }

    private static JsonNode byFile() {
        return read(hub.send(get("/sandbox/mirakl/byfile/_state/offers")).body());
    }

    private static List<JsonNode> calls(String operation) {
        return read(hub.send(get(PARTNER + "/_calls?limit=10000&operation=" + operation))
                        .body())
                .valueStream()
                .toList();
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
