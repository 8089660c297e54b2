package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.ShopLine.figures;
import static org.caravanserai.ShopLine.offer;
import static org.caravanserai.ShopLine.product;
import static org.caravanserai.ShopLine.variant;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.expression.HexIds;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.Needs;
import org.caravanserai.testing.ShopwareContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the master to a shop on Shopware 6 and back: what stands there is read from the shop's own side. The cases build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopwareLineIT {
    private static final String SYSTEM = "2fbb5fe2e29a4d70aa5854ce7ce3e20b";
    private static final String ENGLISH = "0000000000000000000000000000e001";
    private static final String FOREIGN = "f".repeat(32);

    @TempDir
    static Path folder;

    private static ShopLine shop;

    @BeforeAll
    static void start() {
        shop = new ShopLine(folder, "shopware/boutique");
        shop.write("config/channels/boutique.yaml", """
                title: Boutique
                system: shopware
                mode: auto
                seller: morvan
                zone: france
                locales: [fr_FR, en_GB]
                connection:
                  baseUrl: "sandbox:shopware/boutique"
                  clientId: sandbox
                  clientSecret: secret:boutique
                  salesChannel: a0000000000000000000000000000001
                  category: c0000000000000000000000000000001
                prices: { list: public, vat: included }
                assortment: active
                streams:
                  categories: {}
                  media: {}
                  products: {}
                  offers: {}
                """);
        shop.write("config/channels/reprise.yaml", """
                title: The same shop, taken over by somebody who knows nothing of the first channel
                extends: boutique
                mode: approve
                """);
        shop.start();
        shop.control(
                "records", "{\"kind\":\"product\",\"key\":\"" + FOREIGN + "\",\"record\":{\"productNumber\":\"A-2\"}}");
        shop.ingest(
                "categories",
                "{\"code\":\"epi\",\"name\":{\"fr_FR\":\"Protection\",\"en_GB\":\"Protection\"},\"active\":true}",
                "{\"code\":\"epi/gants\",\"parent\":\"epi\",\"name\":{\"fr_FR\":\"Gants\",\"en_GB\":\"Gloves\"},\"active\":true}");
        shop.ingest(
                "media",
                "{\"code\":\"M-1\",\"url\":\"https://morvan.example/m-1.jpg\",\"role\":\"photo\",\"alt\":{\"fr_FR\":\"Un gant\",\"en_GB\":\"A glove\"}}",
                "{\"code\":\"M-2\",\"url\":\"https://morvan.example/m-2.png?v=2\",\"role\":\"photo\"}",
                "{\"code\":\"M-3\",\"url\":\"https://morvan.example/m-3.pdf\",\"role\":\"manual\"}");
        shop.ingest(
                "products",
                product("A-1", "\"gtin\":\"3014260115531\",\"brand\":\"Morvan\",\"media\":[\"M-1\",\"M-2\",\"M-3\"]"),
                product("A-2", ""),
                product("A-3", "").replace("\"taxClass\":\"standard\",", ""),
                product("G", "\"family\":\"gloves\",\"variants\":\"by-size\",\"media\":[\"M-2\"]"),
                variant("G-8", "G", "\"size\":\"8\""),
                variant("G-9", "G", "\"size\":\"9\",\"weight\":{\"value\":\"0.12\",\"unit\":\"KGM\"}"));
        shop.ingest("offers", offer("A-1", "10.00", 5), offer("G-8", "20.00", 6), offer("G-9", "20.00", 0));
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static JsonNode number(String sku) {
        return shop.state("product").path(HexIds.of(sku));
    }

    private static String text(JsonNode record, String language, String field) {
        return record.path("translations").path(language).path(field).asString();
    }

    @Test
    @Order(1)
    void what_stands_there_is_what_the_master_says() {
        shop.await("products", () -> shop.count("products", "confirmed") == 4 && shop.count("products", "parked") == 1);
        shop.await("offers", () -> shop.count("offers", "confirmed") == 3);

        var one = number("A-1");
        assertThat(one.path("productNumber").asString()).isEqualTo("A-1");
        assertThat(text(one, SYSTEM, "name")).isEqualTo("Gant A-1");
        assertThat(text(one, ENGLISH, "name")).isEqualTo("Glove A-1");
        assertThat(text(one, ENGLISH, "description")).isEqualTo("<p>A glove</p>");
        assertThat(one.path("ean").asString()).isEqualTo("3014260115531");
        assertThat(one.path("active").asBoolean()).isTrue();
        assertThat(one.path("stock").asInt()).isEqualTo(5);
        assertThat(one.path("price").get(0).path("net").decimalValue()).isEqualByComparingTo("10.00");
        assertThat(one.path("price").get(0).path("gross").decimalValue()).isEqualByComparingTo("12.00");
        assertThat(one.path("categories").get(0).path("id").asString()).isEqualTo(HexIds.of("epi/gants"));
        assertThat(shop.state("product_manufacturer")
                        .path(one.path("manufacturerId").asString())
                        .toString())
                .contains("Morvan");
        assertThat(shop.found("product_visibility", "productId", HexIds.of("A-1")))
                .hasSize(1);
        var category = shop.state("category").path(HexIds.of("epi/gants"));
        assertThat(category.path("parentId").asString()).isEqualTo(HexIds.of("epi"));
        assertThat(text(category, ENGLISH, "name")).isEqualTo("Gloves");
        assertThat(shop.state("category")
                        .path(HexIds.of("epi"))
                        .path("parentId")
                        .asString())
                .isEqualTo("c0000000000000000000000000000001");
        assertThat(shop.count("products", "held")).isEqualTo(1);
        assertThat(shop.explain("A-3")).contains("tax");
    }

    @Test
    @Order(2)
    void variants_stand_below_their_model_with_what_tells_them_apart() {
        var model = number("G");
        assertThat(model.path("active").asBoolean()).isTrue();
        assertThat(model.path("price").get(0).path("net").decimalValue()).isEqualByComparingTo("0");
        var small = number("G-8");
        assertThat(small.path("parentId").asString()).isEqualTo(HexIds.of("G"));
        assertThat(text(small, SYSTEM, "name")).isEqualTo("Gant G");
        assertThat(small.path("price").get(0).path("net").decimalValue()).isEqualByComparingTo("20.00");
        assertThat(number("G-9").path("weight").decimalValue()).isEqualByComparingTo("0.12");
        var option = shop.state("property_group_option")
                .path(small.path("options").get(0).path("id").asString());
        assertThat(text(option, SYSTEM, "name")).isEqualTo("8");
        assertThat(text(shop.state("property_group").path(option.path("groupId").asString()), ENGLISH, "name"))
                .isEqualTo("Size");
        assertThat(shop.found("product_configurator_setting", "productId", HexIds.of("G")))
                .hasSize(2);
        assertThat(shop.count("products", "selected")).isEqualTo(6);
    }

    @Test
    @Order(3)
    void pictures_are_fetched_by_the_shop_and_shown_in_order() {
        shop.await("media", () -> shop.count("media", "confirmed") == 2);

        var first = shop.state("media").path(HexIds.of("M-1"));
        assertThat(first.path("source").asString()).isEqualTo("https://morvan.example/m-1.jpg");
        assertThat(text(first, ENGLISH, "alt")).isEqualTo("A glove");
        assertThat(shop.state("media").path(HexIds.of("M-2")).path("file").asString())
                .isEqualTo("m-2.png");
        var cover =
                shop.state("product_media").path(number("A-1").path("coverId").asString());
        assertThat(cover.path("mediaId").asString()).isEqualTo(HexIds.of("M-1"));
        assertThat(shop.found("product_media", "productId", HexIds.of("A-1"))).hasSize(2);
    }

    @Test
    @Order(4)
    void a_price_alone_is_sent_alone_and_stock_may_end() {
        int from = shop.next();
        shop.ingest("offers", offer("A-1", "11.00", 0));

        shop.await(
                "the price",
                () -> number("A-1")
                                .path("price")
                                .get(0)
                                .path("net")
                                .decimalValue()
                                .compareTo(new BigDecimal("11"))
                        == 0);
        shop.await("confirmed", () -> shop.count("offers", "confirmed") == 3);
        assertThat(number("A-1").path("stock").asInt()).isZero();
        assertThat(shop.calls(from))
                .filteredOn(call -> call.path("operation").asString().equals("sync"))
                .allMatch(call -> !call.path("body").asString().contains("translations"));
    }

    @Test
    @Order(5)
    void a_picture_and_a_category_that_go_are_taken_away() {
        int from = shop.next();
        shop.ingest(
                "products",
                product("A-1", "\"gtin\":\"3014260115531\",\"brand\":\"Morvan\",\"media\":[\"M-2\"]")
                        .replace("epi/gants", "epi"));

        shop.await(
                "one category",
                () -> number("A-1").path("categories").toString().contains(HexIds.of("epi"))
                        && number("A-1").path("categories").size() == 1);
        assertThat(shop.found("product_media", "productId", HexIds.of("A-1"))).hasSize(1);
        var cover =
                shop.state("product_media").path(number("A-1").path("coverId").asString());
        assertThat(cover.path("mediaId").asString()).isEqualTo(HexIds.of("M-2"));
        assertThat(number("A-1").path("price").get(0).path("net").decimalValue())
                .isEqualByComparingTo("11");
        assertThat(number("A-1").path("active").asBoolean()).isTrue();
        assertThat(shop.calls(from))
                .noneMatch(call -> call.path("operation").asString().equals("upload"));
    }

    @Test
    @Order(6)
    void a_refusal_says_why_and_ends_with_acceptance() {
        assertThat(shop.explain("A-2")).contains("already exists");
        assertThat(shop.get("/api/v1/parked?channel=boutique").toString()).contains("A-2");
        shop.control("records", "{\"kind\":\"product\",\"key\":\"" + FOREIGN + "\",\"record\":null}");
        shop.ingest("products", product("A-2", "\"mpn\":\"2\""));

        shop.await("A-2 is there", () -> !number("A-2").isMissingNode());
        shop.await("nothing parked", () -> shop.count("products", "parked") == 0);
        assertThat(shop.get("/api/v1/parked?channel=boutique").path("items")).isEmpty();
    }

    @Test
    @Order(7)
    void too_fast_is_heard_and_a_lost_answer_leaves_one_product() {
        shop.control("faults", "{\"fault\":\"throttle\",\"operation\":\"sync\",\"retryAfter\":\"2\"}");
        shop.ingest("offers", offer("G-8", "21.00", 6));
        shop.await("the price", () -> number("G-8").path("price").toString().contains("21"));

        shop.control("faults", "{\"fault\":\"lose-answer\",\"operation\":\"sync\"}");
        shop.ingest("products", product("A-5", ""));
        shop.await("A-5", () -> shop.count("products", "confirmed") == 6);
        assertThat(shop.found("product", "productNumber", "A-5")).hasSize(1);
        assertThat(shop.calls(1).toString()).contains("\"status\":429", "\"fault\":\"lose-answer\"");
    }

    @Test
    @Order(8)
    void what_was_lost_and_changed_there_is_found_and_what_stands_there_is_adopted() {
        shop.await("what was just sent counts", () -> {
            var all = shop.verify(true);
            return figures(all, "products").path("same").asInt() == 6
                    && figures(all, "offers").path("same").asInt() == 3;
        });
        var edited = (ObjectNode) number("A-1").deepCopy();
        ((ObjectNode) edited.path("price").get(0)).put("gross", 0.5);
        record(HexIds.of("A-1"), edited.toString());
        record(HexIds.of("A-5"), "null");
        record(FOREIGN, "{\"productNumber\":\"STRANGE\",\"active\":false,\"stock\":0}");

        // For two of its minutes the list may show what was before: two seconds here.
        shop.await(
                "it is old enough", () -> shop.verify(true).path("differences").asInt() == 3);
        var report = shop.verify(true);
        assertThat(ShopLine.found(report, "missing")).containsExactly("A-5");
        assertThat(ShopLine.found(report, "changed")).containsExactly("A-1");
        assertThat(ShopLine.found(report, "extra")).containsExactly("STRANGE");
        assertThat(report.path("items").toString()).contains("\"field\":\"price[0].gross\"", "\"theirs\":\"0.5\"");

        var adoption = shop.adopt("reprise");
        assertThat(adoption.path("state").asString()).as(adoption.toString()).isEqualTo("ready");
        assertThat(figures(adoption, "products").path("links").asInt()).isEqualTo(5);
        assertThat(figures(adoption, "offers").path("links").asInt()).isEqualTo(3);
        assertThat(figures(adoption, "offers").path("same").asInt()).isEqualTo(2);
        assertThat(ShopLine.found(adoption, "orphan")).containsExactly("STRANGE");

        var repaired = shop.verify(false);
        assertThat(figures(repaired, "products").path("repaired").asInt()).isEqualTo(1);
        assertThat(figures(repaired, "offers").path("repaired").asInt()).isEqualTo(1);
        shop.await(
                "both are right again",
                () -> !number("A-5").isMissingNode()
                        && number("A-1")
                                        .path("price")
                                        .get(0)
                                        .path("gross")
                                        .decimalValue()
                                        .compareTo(new BigDecimal("13.20"))
                                == 0);
        shop.await(
                "confirmed", () -> shop.count("products", "confirmed") == 6 && shop.count("offers", "confirmed") == 3);
        record(FOREIGN, "null");
    }

    private static void record(String id, String record) {
        shop.control("records", "{\"kind\":\"product\",\"key\":\"" + id + "\",\"record\":" + record + "}");
    }

    @Test
    @Order(9)
    void what_is_no_longer_sold_goes_and_a_model_with_its_last_variant() {
        shop.ingest("products", "{\"sku\":\"A-1\",\"status\":\"retired\"}", "{\"sku\":\"G-8\",\"status\":\"retired\"}");
        shop.await(
                "two are gone",
                () -> number("A-1").isMissingNode() && number("G-8").isMissingNode());
        shop.await("offers are gone", () -> shop.count("offers", "retired") == 2);
        assertThat(number("G").isMissingNode()).isFalse();

        shop.ingest("products", "{\"sku\":\"G-9\",\"status\":\"retired\"}");
        shop.await("the model is gone", () -> number("G").isMissingNode() && shop.count("products", "retired") == 4);
        assertThat(shop.state("product").propertyNames()).containsExactlyInAnyOrder(HexIds.of("A-2"), HexIds.of("A-5"));
    }

    @Test
    @Order(10)
    void every_request_is_as_the_vendor_publishes_it() {
        var contract = new ShopwareContract(Contract.of(Needs.shared("contracts/shopware6/admin-api-openapi.json")));
        var calls = shop.calls(1);
        assertThat(calls).hasSizeGreaterThan(15);
        assertThat(calls.stream().map(contract::request).filter(wrong -> !wrong.isEmpty()))
                .isEmpty();
        assertThat(calls.stream().map(call -> call.path("operation").asString()).distinct())
                .contains("token", "sync", "upload", "patch");
    }

    @Test
    @Order(11)
    void a_request_that_breaks_a_rule_is_found() {
        var contract = new ShopwareContract(Contract.of(Needs.shared("contracts/shopware6/admin-api-openapi.json")));
        var sync = shop.calls(1).stream()
                .filter(call -> call.path("operation").asString().equals("sync")
                        && call.path("body").asString().contains("\"options\"")
                        && call.path("body").asString().contains("\"entity\":\"product\""))
                .findFirst()
                .orElseThrow()
                .toString();
        for (var mutation : List.of(
                List.of("\\\"action\\\":\\\"upsert\\\"", "\\\"action\\\":\\\"put\\\"", "enumeration"),
                List.of("\\\"entity\\\":\\\"product\\\"", "\\\"entity\\\":\\\"produkt\\\"", "no entity"),
                List.of("\\\"entity\\\":\\\"product\\\",", "", "entity"),
                List.of("\\\"productNumber\\\":\\\"G-", "\\\"productNumber\\\":9,\\\"x\\\":\\\"", "string"),
                List.of("\\\"productNumber\\\":", "\\\"number\\\":", "no field"),
                List.of("\\\"parentId\\\":\\\"", "\\\"parentId\\\":\\\"g", "pattern"),
                List.of("\\\"fr-FR\\\":{\\\"name\\\"", "\\\"fr-FR\\\":{\\\"title\\\"", "no field"),
                List.of("/api/_action/sync", "/api/_action/synchronise", "no such operation"))) {
            assertThat(sync).as(mutation.get(0)).contains(mutation.get(0));
            var broken = ShopLine.JSON.readTree(sync.replace(mutation.get(0), mutation.get(1)));
            assertThat(contract.request(broken).toString())
                    .as(mutation.toString())
                    .contains(mutation.get(2));
        }
        var upload = shop.calls(1).stream()
                .filter(call -> call.path("operation").asString().equals("upload"))
                .findFirst()
                .orElseThrow()
                .toString();
        assertThat(contract.request(ShopLine.JSON.readTree(upload.replace("\"extension\"", "\"suffix\""))))
                .isNotEmpty();
        assertThat(contract.request(ShopLine.JSON.readTree(upload.replace("\\\"url\\\"", "\\\"uri\\\""))))
                .isNotEmpty();
    }

    @Test
    @Order(12)
    void nothing_forbidden_was_done() {
        shop.nothingForbidden("sandbox-boutique");
    }
}
