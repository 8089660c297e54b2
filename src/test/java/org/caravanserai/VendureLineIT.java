package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.caravanserai.testing.GraphqlContract;
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

/**
 * From the master to a shop on Vendure and back: what stands there is read from the shop's own side. The cases build on each other. Budget: integration
 * tests, 90 s, most of it a minute of doubt.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VendureLineIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String SHOP = "/sandbox/vendure/shop";

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR, en_GB]
                currency: EUR
                timeZone: Europe/Paris
                sellers: { morvan: { country: FR } }
                """);
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {} }\n");
        write("config/model/products.yaml", """
                families:
                  gloves: { attributes: [name, colour, size], variants: { by-size: { axes: [[size]] } } }
                """);
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/model/assortments.yaml", "shown: { where: \"status in ['active', 'retired']\" }\n");
        write("mappings/tables/shop-taxes.csv", "taxClass;id\nstandard;1\nreduced;2\nunheard;99\n");
        write("mappings/shop/product-out.map.yaml", """
                extends: vendure/product-out
                fields:
                  taxCategoryId: { from: taxClass, table: shop-taxes }
                """);
        write("config/channels/shop.yaml", """
                title: Shop
                system: vendure
                mode: auto
                seller: morvan
                locales: [fr_FR, en_GB]
                connection: { baseUrl: "sandbox:vendure/shop", user: superadmin, password: secret:shop }
                prices: { list: public, vat: excluded }
                assortment: shown
                streams:
                  products: { map: shop/product-out }
                  offers: { after: [products] }
                brake: { retirements: 100%, priceMove: 100% }
                """);
        hub = RunningHub.start(folder);
        ingest("products", """
                [{"sku":"GL-200","family":"gloves","variants":"by-size","status":"active","name":{"fr_FR":"Gant","en_GB":"Glove"},
                  "description":{"*":{"fr_FR":"<p>Un <b>gant</b></p>"}}},
                 {"sku":"GL-200-9","parent":"GL-200","status":"active","size":"9"},
                 {"sku":"GL-200-10","parent":"GL-200","status":"active","size":"10"},
                 {"sku":"GL-200-X","parent":"GL-200","status":"active"},
                 {"sku":"HM 1/a","status":"active","name":{"fr_FR":"Marteau"},"taxClass":"reduced"},
                 {"sku":"HM-2","status":"active","name":{"fr_FR":"Maillet"},"taxClass":"unheard"},
                 {"sku":"HM-3","status":"active"}]
                """);
        ingest("offers", "[" + offer("GL-200-9", "10.00", 5) + "," + offer("HM 1/a", "0.285", 7) + "]");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void models_become_products_with_variants_and_what_is_refused_says_why() {
        await("products", () -> count("products", "confirmed") == 3 && count("products", "parked") == 1);

        assertThat(count("products", "held")).as("no size, no name").isEqualTo(2);
        var products = products();
        var glove = products.get("gl-200");
        assertThat(glove.path("translations").path("fr").path("name").asString())
                .isEqualTo("Gant");
        assertThat(glove.path("translations").path("fr").path("description").asString())
                .isEqualTo("<p>Un <b>gant</b></p>");
        assertThat(glove.path("translations").path("en").path("name").asString())
                .isEqualTo("Glove");
        assertThat(glove.path("groups")).hasSize(1);
        assertThat(products.get("hm-1-a").path("translations").has("en"))
                .as("no text, no translation")
                .isFalse();
        assertThat(products).containsOnlyKeys("gl-200", "hm-1-a", "hm-2");
        var variants = variants();
        assertThat(variants).containsOnlyKeys("GL-200-9", "GL-200-10", "HM 1/a");
        assertThat(variants.get("GL-200-9").path("optionIds")).hasSize(1);
        assertThat(variants.get("GL-200-9")
                        .path("translations")
                        .path("en")
                        .path("name")
                        .asString())
                .isEqualTo("Glove, Size 9");
        assertThat(variants.get("GL-200-9").path("optionIds"))
                .isNotEqualTo(variants.get("GL-200-10").path("optionIds"));
        assertThat(variants.get("HM 1/a").path("taxCategoryId").asString()).isEqualTo("2");
        assertThat(state("groups")).hasSize(1);
        var why = hub.send(get("/api/v1/explain?key=HM-2&channel=shop")).body();
        assertThat(why).contains("ENTITY_NOT_FOUND", "No TaxCategory", "taxCategoryId", "shop/product-out.map.yaml:3");
    }

    @Test
    @Order(2)
    void an_offer_makes_a_variant_sellable_in_hundredths() {
        await("offers", () -> count("offers", "confirmed") == 2);

        var variants = variants();
        assertThat(variants.get("GL-200-9").path("price").asInt()).isEqualTo(1000);
        assertThat(variants.get("GL-200-9").path("stockOnHand").asInt()).isEqualTo(5);
        assertThat(variants.get("GL-200-9").path("enabled").asBoolean()).isTrue();
        assertThat(variants.get("HM 1/a").path("price").asInt()).isEqualTo(29);
        assertThat(variants.get("GL-200-10").path("enabled").asBoolean())
                .as("nobody says what it costs")
                .isFalse();
    }

    @Test
    @Order(3)
    void a_price_moves_without_the_content() {
        int before = calls("updateProduct+updateProductVariants").size();
        ingest("offers", "[" + offer("GL-200-9", "12.00", 4) + "]");

        await("the new price", () -> variants().get("GL-200-9").path("price").asInt() == 1200);
        await("it is known", () -> count("offers", "confirmed") == 2);
        assertThat(calls("updateProduct+updateProductVariants")).hasSize(before);
    }

    @Test
    @Order(4)
    void what_is_taken_off_sale_stays_and_is_switched_off() {
        ingest("products", "[{\"sku\":\"HM 1/a\",\"status\":\"retired\"}]");

        await(
                "switched off",
                () -> !variants().get("HM 1/a").path("enabled").asBoolean()
                        && !products().get("hm-1-a").path("enabled").asBoolean());
        await("it is known", () -> count("products", "confirmed") == 3 && count("offers", "confirmed") == 2);
    }

    @Test
    @Order(5)
    void what_is_no_longer_for_the_shop_is_deleted_its_product_with_the_last_variant() {
        ingest("products", "[{\"sku\":\"GL-200-10\",\"status\":\"draft\"}]");
        await("the variant is gone", () -> !variants().containsKey("GL-200-10"));
        assertThat(products()).containsKey("gl-200");

        ingest("products", "[{\"sku\":\"HM 1/a\",\"status\":\"draft\"}]");
        await("the product is gone", () -> !products().containsKey("hm-1-a"));
        await("the ledger knows", () -> count("products", "retired") == 2 && count("offers", "retired") == 1);
        assertThat(variants()).containsOnlyKeys("GL-200-9");
    }

    @Test
    @Order(6)
    void a_lost_answer_makes_nothing_twice() {
        for (var operation : List.of("createProduct", "createProductVariants")) {
            hub.send(json(
                    "/sandbox/control/vendure/shop/faults",
                    "{\"fault\":\"lose-answer\",\"operation\":\"" + operation + "\"}"));
        }
        ingest("products", """
                [{"sku":"PL-1","status":"active","name":{"fr_FR":"Pince"}},{"sku":"GL-200-11","parent":"GL-200","status":"active","size":"11"}]
                """);
        ingest("offers", "[" + offer("PL-1", "8.00", 1) + "," + offer("GL-200-11", "9.00", 1) + "]");

        await("both", () -> count("products", "confirmed") == 3 && count("offers", "confirmed") == 3);
        assertThat(state("products")
                        .valueStream()
                        .filter(product -> slug(product).startsWith("pl-1")))
                .hasSize(1);
        assertThat(state("variants")
                        .valueStream()
                        .map(variant -> variant.path("sku").asString())
                        .filter(List.of("PL-1", "GL-200-11")::contains))
                .containsExactlyInAnyOrder("PL-1", "GL-200-11");
    }

    @Test
    @Order(7)
    void a_token_that_is_no_longer_good_is_fetched_anew() {
        int before = calls("login").size();
        hub.send(json("/sandbox/control/vendure/shop/faults", "{\"fault\":\"expire-token\"}"));
        ingest("offers", "[" + offer("PL-1", "8.10", 2) + "]");

        await("the new price", () -> variants().get("PL-1").path("price").asInt() == 810);
        assertThat(calls("login")).hasSize(before + 1);
    }

    @Test
    @Order(9)
    void two_variants_of_one_sku_are_for_a_human() {
        var twin = state("variants")
                .valueStream()
                .filter(variant -> variant.path("sku").asString().equals("PL-1"))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        for (var key : List.of("901", "902")) {
            hub.send(json(
                    "/sandbox/control/vendure/shop/records",
                    "{\"kind\":\"variants\",\"key\":\"" + key + "\",\"record\":"
                            + twin.toString().replace("\"PL-1\"", "\"PL-2\"") + "}"));
        }
        ingest("products", "[{\"sku\":\"PL-2\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Pince\"}}]");

        await("it is parked", () -> count("products", "parked") == 2);
        assertThat(hub.send(get("/api/v1/explain?key=PL-2&channel=shop")).body())
                .contains("ambiguous", "901", "902");
    }

    @Test
    @Order(8)
    void what_somebody_changes_in_the_shop_is_found_and_set_right() {
        var glove = variants().get("GL-200-9").deepCopy();
        var changed = (tools.jackson.databind.node.ObjectNode) glove;
        var key = state("variants")
                .propertyStream()
                .filter(one -> one.getValue().path("sku").asString().equals("GL-200-9"))
                .findFirst()
                .orElseThrow()
                .getKey();
        changed.put("price", 1).put("enabled", false);
        hub.send(json(
                "/sandbox/control/vendure/shop/records",
                "{\"kind\":\"variants\",\"key\":\"" + key + "\",\"record\":" + changed + "}"));

        var said = new java.util.concurrent.atomic.AtomicReference<String>("");
        try {
            ShippedHub.await(Duration.ofSeconds(40), "the comparison sees it", () -> {
                said.set(verify());
                return said.get().contains("\"repaired\":1");
            });
        } catch (AssertionError late) {
            throw new AssertionError(said.get(), late);
        }
        await("it is as before", () -> {
            var now = variants().get("GL-200-9");
            return now.path("price").asInt() == 1200 && now.path("enabled").asBoolean();
        });
    }

    /** Compares the shop with what should stand there, and sets it right. */
    private static String verify() {
        var begun = JSON.readTree(hub.send(json("/api/v1/channels/shop/verify", "{\"reportOnly\":false}"))
                .body());
        return hub.send(get("/api/v1/surveys/" + begun.path("id").asLong() + "?wait=20"))
                .body();
    }

    @Test
    @Order(10)
    void every_request_fits_the_vendors_schema_and_a_damaged_one_does_not() {
        var contract = GraphqlContract.of(Needs.shared("contracts/vendure/admin-api-3.7.3.graphql"), List.of("Money"));
        var asked = new LinkedHashMap<String, String>();
        for (var call : calls(null)) {
            asked.put(call.path("operation").asString(), call.path("body").toString());
            assertThat(contract.request(body(call))).as(body(call)).isEmpty();
        }
        assertThat(new TreeSet<>(asked.keySet()))
                .containsExactly(
                        "addOptionGroupToProduct",
                        "createProduct",
                        "createProductOption",
                        "createProductOptionGroup",
                        "createProductVariants",
                        "deleteProduct",
                        "deleteProductVariant",
                        "login",
                        "productOptionGroups+productOptions",
                        "productVariant",
                        "productVariants",
                        "productVariants+product",
                        "updateProduct+updateProductVariants",
                        "updateProductOption",
                        "updateProductVariants");
        var damage = Map.of(
                "createProduct", List.of("\"translations\":", "\"texts\":"),
                "createProductVariants", List.of("$sku: String!", "$sku: Int!"),
                "updateProductVariants", List.of("\"price\":", "\"prix\":"),
                "productVariants+product", List.of("\"sku\":", "\"SKU\":"),
                "deleteProduct", List.of("result message", "outcome"),
                "updateProduct+updateProductVariants", List.of("\"languageCode\":\"fr\"", "\"languageCode\":\"fr_FR\""),
                "createProductOption", List.of("productOptionGroupId: $group, ", ""));
        damage.forEach((operation, change) -> {
            var whole = calls(operation).get(0);
            var damaged = body(whole).replace(change.get(0), change.get(1));
            assertThat(damaged).as(operation).isNotEqualTo(body(whole));
            assertThat(contract.request(damaged)).as(damaged).isNotEmpty();
        });
        var price = calls("updateProductVariants").stream()
                .map(VendureLineIT::body)
                .filter(text -> text.contains("\"price\":1000"))
                .findFirst()
                .orElseThrow();
        for (var wrong : List.of("10.00", "\"1000\"")) {
            assertThat(contract.request(price.replace("\"price\":1000", "\"price\":" + wrong)))
                    .isNotEmpty();
        }
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
        for (var channel : JSON.readTree(hub.send(get("/api/v1/channels")).body())) {
            for (var one : channel.path("streams")) {
                if (one.path("stream").asString().equals(stream)) {
                    return one.path(state).asInt();
                }
            }
        }
        return -1;
    }

    /** Products that are not deleted, by the address of their page. */
    private static Map<String, JsonNode> products() {
        return there("products", VendureLineIT::slug);
    }

    private static String slug(JsonNode product) {
        return product.path("translations").path("fr").path("slug").asString("");
    }

    /** Variants that are not deleted, by SKU; two of one fail the test. */
    private static Map<String, JsonNode> variants() {
        return there("variants", variant -> variant.path("sku").asString());
    }

    private static Map<String, JsonNode> there(String kind, java.util.function.Function<JsonNode, String> name) {
        var records = new LinkedHashMap<String, JsonNode>();
        for (var record : state(kind)) {
            if (!record.has("deletedAt")) {
                assertThat(records.put(name.apply(record), record)).as(kind).isNull();
            }
        }
        return records;
    }

    private static JsonNode state(String kind) {
        return JSON.readTree(hub.send(get(SHOP + "/_state/" + kind)).body());
    }

    /** Calls of an operation, null = all that went out. */
    private static List<JsonNode> calls(String operation) {
        var found = new ArrayList<JsonNode>();
        for (var line :
                JSON.readTree(hub.send(get(SHOP + "/_calls?from=1&limit=1000")).body())) {
            if (line.has("body")
                    && (operation == null || line.path("operation").asString().equals(operation))) {
                found.add(line);
            }
        }
        return found;
    }

    private static String body(JsonNode line) {
        var body = line.path("body");
        return body.isString() ? body.asString() : body.toString();
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

    private static void await(String what, BooleanSupplier condition) {
        try {
            ShippedHub.await(LONG, what, condition);
        } catch (AssertionError late) {
            throw new AssertionError(
                    late.getMessage() + "\n" + hub.send(get("/api/v1/channels")).body() + "\n"
                            + hub.send(get(SHOP + "/_calls?from=1&limit=1000")).body(),
                    late);
        }
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
