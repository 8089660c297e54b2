package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.ShopLine.offer;
import static org.caravanserai.ShopLine.product;
import static org.caravanserai.ShopLine.variant;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.Needs;
import org.caravanserai.testing.WoocommerceContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From the master to a shop on WooCommerce and back: what stands there is read from the shop's own side. The cases build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WoocommerceLineIT {
    @TempDir
    static Path folder;

    private static ShopLine shop;

    @BeforeAll
    static void start() {
        shop = new ShopLine(folder, "woocommerce/boutique");
        shop.write("config/channels/boutique.yaml", """
                title: Boutique
                system: woocommerce
                mode: auto
                seller: morvan
                zone: france
                locales: [fr_FR, en_GB]
                connection: { baseUrl: "sandbox:woocommerce/boutique", consumerKey: ck_sandbox, consumerSecret: secret:boutique }
                prices: { list: public, vat: included }
                assortment: active
                streams: { categories: {}, products: {}, offers: {} }
                """);
        shop.write("mappings/tables/woocommerce-attributes.csv", """
                key;value
                by-size:1;size
                by-colour-size:1;colour
                by-colour-size:2;size
                size;Taille
                size:options;8 | 9 | M
                colour;Couleur
                colour:options;bleu | rouge
                """);
        shop.start();
        record("variations", "900", "{\"sku\":\"A-2\",\"product\":\"899\"}");
        shop.ingest(
                "categories",
                "{\"code\":\"epi\",\"name\":{\"fr_FR\":\"Protection\"},\"active\":true}",
                "{\"code\":\"epi/gants\",\"parent\":\"epi\",\"name\":{\"fr_FR\":\"Gants\",\"en_GB\":\"Gloves\"},\"active\":true}");
        shop.ingest("media", picture("M-1", "one.png"), picture("M-2", "two.jpg?v=2"), picture("M-3", "three.tiff"));
        shop.ingest(
                "products",
                product("A-1", "\"media\":[\"M-1\",\"M-2\"],\"weight\":{\"value\":\"120\",\"unit\":\"GRM\"}"),
                product("A-2", ""),
                product("A-3", "\"media\":[\"M-3\"]"),
                product("G", "\"family\":\"gloves\",\"variants\":\"by-size\",\"media\":[\"M-2\"]"),
                variant("G-8", "G", "\"size\":\"8\""),
                variant("G-9", "G", "\"size\":\"9\",\"weight\":{\"value\":\"0.12\",\"unit\":\"KGM\"}"),
                variant("G-10", "G", "\"size\":\"10\""),
                product("J", "\"family\":\"jackets\",\"variants\":\"by-colour-size\""),
                variant("J-B", "J", "\"colour\":\"bleu\""),
                variant("J-B-M", "J-B", "\"size\":\"M\""));
        shop.ingest(
                "offers",
                offer("A-1", "10.00", 5),
                offer("G-8", "20.00", 6),
                offer("G-9", "20.00", 0),
                offer("J-B-M", "30.00", 2));
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static String picture(String code, String file) {
        return "{\"code\":\"" + code + "\",\"role\":\"photo\",\"url\":\"https://morvan.example/" + file
                + "\",\"alt\":{\"fr_FR\":\"Un gant\"}}";
    }

    private static void record(String kind, String key, String record) {
        shop.control("records", "{\"kind\":\"" + kind + "\",\"key\":\"" + key + "\",\"record\":" + record + "}");
    }

    private static String id(String kind, String field, String value) {
        return shop.state(kind).properties().stream()
                .filter(each -> each.getValue().path(field).asString("").equals(value))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static JsonNode there(String sku) {
        return shop.state("products").path(id("products", "sku", sku));
    }

    private static JsonNode variation(String sku) {
        return shop.state("variations").path(id("variations", "sku", sku));
    }

    private static List<String> bodies(int from) {
        return shop.calls(from).stream()
                .filter(call -> call.path("method").asString().equals("POST"))
                .map(call -> call.path("body").asString())
                .toList();
    }

    @Test
    @Order(1)
    void what_stands_there_is_what_the_master_says() {
        shop.await("products", () -> shop.count("products", "confirmed") == 6 && shop.count("products", "parked") == 1);
        shop.await("offers", () -> shop.count("offers", "confirmed") == 4);

        var one = there("A-1");
        assertThat(one.path("name").asString()).isEqualTo("Gant A-1");
        assertThat(one.path("type").asString()).isEqualTo("simple");
        assertThat(one.path("status").asString()).isEqualTo("publish");
        assertThat(one.path("description").asString()).isEqualTo("<p>Un gant</p>");
        assertThat(one.path("weight").asString()).isEqualTo("0.120");
        assertThat(one.path("regular_price").asString()).isEqualTo("12.00");
        assertThat(one.path("stock_quantity").asInt()).isEqualTo(5);
        assertThat(one.path("images").size()).isEqualTo(2);
        assertThat(one.path("images").get(0).path("src").asString()).isEqualTo("https://morvan.example/one.png");
        assertThat(one.path("images").get(0).path("alt").asString()).isEqualTo("Un gant");
        var gloves = one.path("categories").get(0).path("id");
        assertThat(gloves.isIntegralNumber()).isTrue();
        var category = shop.state("categories").path(gloves.asString());
        assertThat(category.path("slug").asString()).isEqualTo("epi-gants");
        assertThat(category.path("parent").asString()).isEqualTo(id("categories", "slug", "epi"));
        assertThat(shop.count("products", "held")).isEqualTo(2);
        assertThat(shop.explain("A-3")).contains("jpg, jpeg, png, gif or webp");
        assertThat(shop.explain("G-10")).contains("option is required");
    }

    @Test
    @Order(2)
    void variants_are_variations_of_their_model() {
        var model = there("G");
        assertThat(model.path("type").asString()).isEqualTo("variable");
        assertThat(model.has("regular_price")).isFalse();
        assertThat(model.path("attributes").get(0).toString())
                .contains("\"name\":\"Taille\"", "\"8 | 9 | M\"", "\"variation\":true");
        var small = variation("G-8");
        assertThat(small.path("product").asString()).isEqualTo(id("products", "sku", "G"));
        assertThat(small.path("attributes").toString()).contains("Taille", "\"8\"");
        assertThat(small.path("regular_price").asString()).isEqualTo("24.00");
        assertThat(small.path("stock_quantity").asInt()).isEqualTo(6);
        assertThat(variation("G-9").path("weight").asString()).isEqualTo("0.120");
        var jacket = variation("J-B-M");
        assertThat(jacket.path("product").asString()).isEqualTo(id("products", "sku", "J"));
        assertThat(jacket.path("attributes").toString()).contains("Couleur", "bleu", "Taille", "\"M\"");
    }

    @Test
    @Order(3)
    void a_price_alone_is_sent_alone_and_stock_may_end() {
        int from = shop.next();
        shop.ingest("offers", offer("A-1", "11.00", 0));

        shop.await(
                "the price", () -> there("A-1").path("regular_price").asString().equals("13.20"));
        shop.await("confirmed", () -> shop.count("offers", "confirmed") == 4);
        assertThat(there("A-1").path("stock_quantity").asInt(-1)).isZero();
        assertThat(bodies(from)).singleElement().asString().doesNotContain("name", "images");
    }

    @Test
    @Order(4)
    void pictures_go_only_when_they_differ() {
        int from = shop.next();
        shop.ingest("products", product("A-1", "\"media\":[\"M-1\",\"M-2\"]").replace("Gant A-1", "Gant neuf"));
        shop.await("the name", () -> there("A-1").path("name").asString().equals("Gant neuf"));
        assertThat(bodies(from)).singleElement().asString().doesNotContain("images", "regular_price");
        shop.await("confirmed", () -> shop.count("products", "confirmed") == 6);

        shop.ingest("products", product("A-1", "\"media\":[]").replace("Gant A-1", "Gant neuf"));
        shop.await("no picture", () -> there("A-1").path("images").isEmpty());
        assertThat(there("A-1").path("regular_price").asString()).isEqualTo("13.20");
    }

    @Test
    @Order(5)
    void a_sku_that_stands_elsewhere_is_refused_until_it_is_free() {
        assertThat(shop.get("/api/v1/parked?channel=boutique").toString()).contains("A-2", "Invalid ID");
        assertThat(variation("A-2").path("product").asString()).isEqualTo("899");
        record("variations", "900", "null");
        shop.ingest("products", product("A-2", "").replace("Gant A-2", "Gant deux"));

        shop.await("A-2", () -> shop.count("products", "parked") == 0 && shop.count("products", "confirmed") == 7);
        assertThat(there("A-2").path("name").asString()).isEqualTo("Gant deux");
        assertThat(shop.get("/api/v1/parked?channel=boutique").path("items")).isEmpty();
    }

    @Test
    @Order(6)
    void no_answer_of_a_broken_shop_confirms_or_doubles_anything() {
        shop.control("faults", "{\"fault\":\"throttle\",\"operation\":\"products.batch\",\"retryAfter\":\"1\"}");
        shop.ingest("products", product("A-5", ""));
        shop.await("A-5", () -> shop.count("products", "confirmed") == 8);
        shop.control("faults", "{\"fault\":\"lose-answer\",\"operation\":\"products.batch\"}");
        shop.ingest("products", product("A-5", "").replace("Gant A-5", "Gant cinq"));
        shop.await(
                "said twice",
                () -> bodies(1).stream()
                                        .filter(body -> body.contains("Gant cinq"))
                                        .count()
                                == 2
                        && shop.count("products", "confirmed") == 8);
        assertThat(shop.found("products", "sku", "A-5")).hasSize(1);

        shop.control("faults", "{\"fault\":\"html\",\"operation\":\"variations.batch\"}");
        shop.ingest("products", variant("G-9", "G", "\"size\":\"9\",\"width\":{\"value\":\"90\",\"unit\":\"MMT\"}"));
        shop.await("doubt", () -> shop.count("products", "unknown") == 1);
        assertThat(shop.explain("G-9")).contains("the answer is a web page, not JSON");
        shop.ingest("products", variant("G-9", "G", "\"size\":\"9\",\"width\":{\"value\":\"95\",\"unit\":\"MMT\"}"));
        shop.await("no doubt", () -> shop.count("products", "confirmed") == 8);
        assertThat(variation("G-9").path("dimensions").path("width").asString()).isEqualTo("9.5");
        assertThat(shop.calls(1).toString())
                .contains("\"status\":429", "\"fault\":\"lose-answer\"", "\"fault\":\"html\"");
    }

    @Test
    @Order(7)
    void a_hundred_go_at_once_and_one_that_is_refused_takes_nobody_along() {
        shop.control("faults", "{\"fault\":\"refuse-part\",\"operation\":\"products.batch\",\"keys\":\"B-007\"}");
        var skus = IntStream.rangeClosed(1, 101)
                .mapToObj(number -> String.format("B-%03d", number))
                .toList();
        shop.ingest("offers", skus.stream().map(sku -> offer(sku, "5.00", 1)).toArray(String[]::new));
        shop.ingest("products", skus.stream().map(sku -> product(sku, "")).toArray(String[]::new));

        shop.await("refused", () -> shop.count("products", "parked") == 1);
        assertThat(shop.get("/api/v1/parked?channel=boutique").toString()).contains("B-007", "refuses B-007");
        shop.ingest("products", product("B-007", "").replace("Gant B-007", "Gant sept"));
        shop.await("all", () -> shop.count("products", "confirmed") == 109 && shop.count("offers", "confirmed") == 105);
    }

    @Test
    @Order(8)
    void what_is_no_longer_sold_goes_and_a_model_with_its_last_variant() {
        shop.ingest("products", "{\"sku\":\"A-1\",\"status\":\"retired\"}", "{\"sku\":\"G-8\",\"status\":\"retired\"}");
        shop.await(
                "two are gone",
                () -> there("A-1").isMissingNode() && variation("G-8").isMissingNode());
        shop.await("offers are gone", () -> shop.count("offers", "retired") == 2);
        assertThat(there("G").isMissingNode()).isFalse();

        shop.ingest(
                "products", "{\"sku\":\"G-9\",\"status\":\"retired\"}", "{\"sku\":\"G-10\",\"status\":\"retired\"}");
        shop.await("the model is gone", () -> there("G").isMissingNode() && shop.count("products", "leaving") == 0);
        shop.await("its offers too", () -> shop.count("offers", "retired") == 3);
        assertThat(shop.state("variations").size()).isEqualTo(1);
    }

    @Test
    @Order(9)
    void every_request_is_as_the_vendor_publishes_it() {
        var contract = contract();
        var calls = shop.calls(1);
        assertThat(calls).hasSizeGreaterThan(100);
        assertThat(calls.stream().map(contract::request).filter(wrong -> !wrong.isEmpty()))
                .isEmpty();
        assertThat(calls.stream().map(call -> call.path("operation").asString()).distinct())
                .contains(
                        "categories.list",
                        "categories.batch",
                        "products.list",
                        "products.batch",
                        "variations.list",
                        "variations.batch");
    }

    @Test
    @Order(10)
    void a_request_that_breaks_a_rule_is_found() {
        var contract = contract();
        var create = call("products.batch", "\"create\":[{\"sku\":\"A-1\"");
        for (var mutation : List.of(
                List.of("\"type\\\":\\\"simple\\\"", "\"type\\\":\\\"easy\\\"", "enum"),
                List.of("\"status\\\":\\\"publish\\\"", "\"status\\\":true", "string"),
                List.of("\"sku\\\":\\\"A-1\\\"", "\"sku\\\":1", "string"),
                List.of("\"weight\\\":\\\"0.120\\\"", "\"weight\\\":0.12", "string"),
                List.of("\"name\\\":\\\"Gant A-1\\\"", "\"title\\\":\\\"Gant A-1\\\"", "no field title"),
                List.of(
                        "\"categories\\\":[{\\\"id\\\":",
                        "\"categories\\\":[{\\\"id\\\":\\\"x\\\",\\\"y\\\":",
                        "integer"),
                List.of("\"images\\\":[{", "\"images\\\":[1,{", "object"),
                List.of("\"create\\\":[", "\"make\\\":[", "no list make"),
                List.of("/products/batch", "/produkts/batch", "no such operation"),
                List.of("\"POST\"", "\"PUT\"", "a batch is posted"))) {
            broken(contract, create, mutation);
        }
        var price = call("products.batch", "regular_price");
        broken(contract, price, List.of("\"regular_price\\\":\\\"12.00\\\"", "\"regular_price\\\":12.00", "string"));
        broken(contract, price, List.of("\"stock_quantity\\\":5", "\"stock_quantity\\\":\\\"5\\\"", "integer"));
        broken(contract, price, List.of("\\\"id\\\":", "\\\"parent_id\\\":", "an id is a whole number"));
        var variation = call("variations.batch", "option");
        broken(contract, variation, List.of("\\\"option\\\":\\\"", "\\\"option\\\":9,\\\"x\\\":\\\"", "string"));
        broken(contract, variation, List.of("/variations/batch", "/variants/batch", "no such operation"));
        var find = call("products.list", "sku");
        broken(contract, find, List.of("\"per_page\":[\"2\"]", "\"per_page\":[\"two\"]", "per_page"));
        broken(contract, find, List.of("\"sku\":[", "\"reference\":[", "reference"));
        broken(
                contract,
                call("products.batch", "\"delete\":["),
                List.of("\"delete\\\":[", "\"delete\\\":[\\\"1\\\",", "whole number"));
    }

    private static WoocommerceContract contract() {
        return new WoocommerceContract(Contract.of(Needs.shared("contracts/woocommerce/wc-v3-openapi.json")));
    }

    private static void broken(WoocommerceContract contract, String call, List<String> mutation) {
        assertThat(call).as(mutation.get(0)).contains(mutation.get(0));
        var broken = ShopLine.JSON.readTree(call.replace(mutation.get(0), mutation.get(1)));
        assertThat(contract.request(broken).toString()).as(mutation.toString()).contains(mutation.get(2));
    }

    private static String call(String operation, String with) {
        return shop.calls(1).stream()
                .filter(call -> call.path("operation").asString().equals(operation)
                        && (call.path("body").asString("") + call.path("query")).contains(with))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @Test
    @Order(11)
    void nothing_forbidden_was_done() {
        shop.nothingForbidden("sandbox-boutique");
    }
}
