package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.ShopLine.figures;
import static org.caravanserai.ShopLine.offer;
import static org.caravanserai.ShopLine.product;
import static org.caravanserai.ShopLine.variant;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.testing.Needs;
import org.caravanserai.testing.PrestashopContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the master to a shop on PrestaShop and back: what stands there is read from the shop's own side. The cases build on each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrestashopLineIT {
    @TempDir
    static Path folder;

    private static ShopLine shop;
    private static HttpServer pictures;

    @BeforeAll
    static void start() throws IOException {
        pictures = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pictures.createContext("/", exchange -> {
            var file = new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};
            boolean there = exchange.getRequestURI().getPath().endsWith(".png");
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(there ? 200 : 404, there ? file.length : -1);
            if (there) {
                exchange.getResponseBody().write(file);
            }
            exchange.close();
        });
        pictures.start();
        shop = new ShopLine(folder, "prestashop/boutique");
        shop.write("mappings/tables/prestashop-options.csv", "axis:value;id\nsize:8;1\nsize:9;2\n");
        shop.write("config/channels/boutique.yaml", """
                title: Boutique
                system: prestashop
                mode: auto
                seller: morvan
                zone: france
                locales: [fr_FR, en_GB]
                connection: { baseUrl: "sandbox:prestashop/boutique", key: secret:boutique }
                prices: { list: public, vat: excluded }
                assortment: active
                streams: { categories: {}, products: {}, offers: {} }
                """);
        shop.write("config/channels/reprise.yaml", """
                title: The same shop, taken over by somebody who knows nothing of the first channel
                extends: boutique
                mode: approve
                """);
        shop.start();
        record("product_options", "1", "{\"name\":{\"1\":\"Taille\"},\"group_type\":\"select\"}");
        record("product_option_values", "1", "{\"id_attribute_group\":\"1\",\"name\":{\"1\":\"8\"}}");
        record("product_option_values", "2", "{\"id_attribute_group\":\"1\",\"name\":{\"1\":\"9\"}}");
        shop.ingest(
                "categories",
                "{\"code\":\"epi\",\"name\":{\"fr_FR\":\"Protection\"},\"active\":true}",
                "{\"code\":\"epi/gants\",\"parent\":\"epi\",\"name\":{\"fr_FR\":\"Gants\",\"en_GB\":\"Gloves\"},\"active\":true}");
        shop.ingest("media", picture("M-1", "one.png"), picture("M-2", "two.png"), picture("M-4", "gone.jpg"));
        shop.ingest(
                "products",
                product("A-1", "\"gtin\":\"3014260115531\",\"media\":[\"M-1\",\"M-2\"]"),
                product("A-2", "").replace("Glove A-2", "Glove = A-2"),
                product("A-3", "").replace("Gant A-3", "Gant {A-3}"),
                product("G", "\"family\":\"gloves\",\"variants\":\"by-size\",\"media\":[\"M-2\"]"),
                variant("G-8", "G", "\"size\":\"8\""),
                variant("G-9", "G", "\"size\":\"9\",\"weight\":{\"value\":\"0.12\",\"unit\":\"KGM\"}"));
        shop.ingest("offers", offer("A-1", "10.00", 5), offer("G-8", "20.00", 6), offer("G-9", "20.00", 0));
    }

    @AfterAll
    static void stop() {
        shop.close();
        pictures.stop(0);
    }

    private static String picture(String code, String file) {
        return "{\"code\":\"" + code + "\",\"role\":\"photo\",\"url\":\"http://127.0.0.1:"
                + pictures.getAddress().getPort() + "/" + file + "\"}";
    }

    private static void record(String kind, String key, String record) {
        shop.control("records", "{\"kind\":\"" + kind + "\",\"key\":\"" + key + "\",\"record\":" + record + "}");
    }

    private static String id(String kind, String reference) {
        return shop.state(kind).properties().stream()
                .filter(each -> each.getValue().path("reference").asString("").equals(reference))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static JsonNode there(String reference) {
        return shop.state("products").path(id("products", reference));
    }

    private static JsonNode combination(String reference) {
        return shop.state("combinations").path(id("combinations", reference));
    }

    private static String stock(String product, String combination) {
        return shop.found("stock_availables", "id_product", product).stream()
                .filter(row -> row.path("id_product_attribute").asString().equals(combination))
                .map(row -> row.path("quantity").asString())
                .findFirst()
                .orElse("");
    }

    private static BigDecimal price(JsonNode record) {
        return new BigDecimal(record.path("price").asString("0"));
    }

    private static List<String> operations(int from) {
        return shop.calls(from).stream()
                .map(call -> call.path("operation").asString())
                .toList();
    }

    @Test
    @Order(1)
    void what_stands_there_is_what_the_master_says() {
        shop.await("products", () -> shop.count("products", "confirmed") == 4 && shop.count("products", "parked") == 1);
        shop.await("offers", () -> shop.count("offers", "confirmed") == 3);

        var one = there("A-1");
        assertThat(one.path("name").path("1").asString()).isEqualTo("Gant A-1");
        assertThat(one.path("name").path("2").asString()).isEqualTo("Glove A-1");
        assertThat(one.path("link_rewrite").path("2").asString()).isEqualTo("glove-a-1-a-1");
        assertThat(one.path("description").path("2").asString()).isEqualTo("<p>A glove</p>");
        assertThat(one.path("ean13").asString()).isEqualTo("3014260115531");
        assertThat(one.path("active").asString()).isEqualTo("1");
        assertThat(one.path("available_for_order").asString()).isEqualTo("1");
        assertThat(price(one)).isEqualByComparingTo("10");
        assertThat(stock(id("products", "A-1"), "0")).isEqualTo("5");
        var category =
                shop.state("categories").path(one.path("id_category_default").asString());
        assertThat(category.path("link_rewrite").path("1").asString()).isEqualTo("epi-gants");
        assertThat(category.path("name").path("2").asString()).isEqualTo("Gloves");
        var parent = shop.state("categories").path(category.path("id_parent").asString());
        assertThat(parent.path("name").path("2").asString()).isEqualTo("Protection");
        assertThat(parent.path("id_parent").asString()).isEqualTo("2");
        assertThat(shop.count("products", "held")).isEqualTo(1);
        assertThat(shop.explain("A-3")).contains("may not hold");
    }

    @Test
    @Order(2)
    void variants_are_combinations_of_their_model() {
        var model = there("G");
        assertThat(price(model)).isEqualByComparingTo("0");
        assertThat(model.path("available_for_order").asString()).isEqualTo("1");
        var small = combination("G-8");
        assertThat(small.path("id_product").asString()).isEqualTo(id("products", "G"));
        assertThat(price(small)).isEqualByComparingTo("20");
        assertThat(small.path("associations")
                        .path("product_option_values")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo("1");
        assertThat(combination("G-9").path("weight").asString()).isEqualTo("0.120");
        assertThat(stock(id("products", "G"), id("combinations", "G-8"))).isEqualTo("6");
    }

    @Test
    @Order(3)
    void pictures_are_uploaded_once() {
        assertThat(shop.found("images", "id_product", id("products", "A-1"))).hasSize(2);
        assertThat(shop.found("images", "id_product", id("products", "G"))).hasSize(1);
    }

    @Test
    @Order(4)
    void a_price_alone_is_sent_alone_and_stock_may_end() {
        int from = shop.next();
        shop.ingest("offers", offer("A-1", "11.00", 0));

        shop.await("the price", () -> price(there("A-1")).compareTo(new BigDecimal("11")) == 0);
        shop.await("the stock", () -> stock(id("products", "A-1"), "0").equals("0"));
        shop.await("confirmed", () -> shop.count("offers", "confirmed") == 3);
        assertThat(operations(from)).containsExactly("products.patch", "stock_availables.patch");
    }

    @Test
    @Order(5)
    void a_text_is_changed_without_what_others_wrote_and_without_pictures() {
        var id = id("products", "A-1");
        var edited = (ObjectNode) there("A-1").deepCopy();
        edited.putObject("meta_title").put("1", "Written in the shop");
        record("products", id, edited.toString());
        int from = shop.next();
        shop.ingest(
                "products",
                product("A-1", "\"gtin\":\"3014260115531\",\"media\":[\"M-1\",\"M-2\"]")
                        .replace("Gant A-1", "Gant neuf"));

        shop.await(
                "the name", () -> there("A-1").path("name").path("1").asString().equals("Gant neuf"));
        assertThat(there("A-1").path("meta_title").path("1").asString()).isEqualTo("Written in the shop");
        assertThat(price(there("A-1"))).isEqualByComparingTo("11");
        assertThat(operations(from)).containsExactly("products.patch");
    }

    @Test
    @Order(6)
    void a_picture_that_changes_takes_the_place_of_the_old_ones() {
        shop.ingest("media", picture("M-1", "three.png"));
        shop.await(
                "confirmed",
                () -> operations(1).stream().filter("images.delete"::equals).count() == 2
                        && shop.count("products", "confirmed") == 4);
        assertThat(shop.found("images", "id_product", id("products", "A-1"))).hasSize(2);

        shop.ingest("products", product("A-1", "\"gtin\":\"3014260115531\",\"media\":[\"M-4\"]"));
        shop.await("a picture that is not there", () -> shop.count("products", "parked") == 2);
        assertThat(shop.get("/api/v1/parked?channel=boutique").toString()).contains("gone.jpg' cannot be fetched");
        shop.ingest("products", product("A-1", "\"gtin\":\"3014260115531\",\"media\":[\"M-2\"]"));
        shop.await("mended", () -> shop.count("products", "confirmed") == 4 && shop.count("products", "parked") == 1);
        assertThat(shop.found("images", "id_product", id("products", "A-1"))).hasSize(1);
    }

    @Test
    @Order(7)
    void a_refusal_says_why_and_ends_with_acceptance() {
        assertThat(shop.get("/api/v1/parked?channel=boutique").toString()).contains("A-2", "name is not valid");
        shop.ingest("products", product("A-2", ""));

        shop.await(
                "A-2 is there",
                () -> shop.count("products", "parked") == 0 && shop.count("products", "confirmed") == 5);
        assertThat(there("A-2").path("active").asString()).isEqualTo("1");
        assertThat(there("A-2").path("available_for_order").asString()).isEqualTo("0");
        assertThat(shop.get("/api/v1/parked?channel=boutique").path("items")).isEmpty();
    }

    @Test
    @Order(8)
    void too_fast_is_heard_and_a_lost_answer_leaves_one_product() {
        shop.control("faults", "{\"fault\":\"throttle\",\"operation\":\"combinations.patch\",\"retryAfter\":\"2\"}");
        shop.ingest("offers", offer("G-8", "21.00", 6));
        shop.await("the price", () -> price(combination("G-8")).compareTo(new BigDecimal("21")) == 0);

        shop.control("faults", "{\"fault\":\"lose-answer\",\"operation\":\"products.create\"}");
        shop.ingest("products", product("A-5", ""));
        shop.await("A-5", () -> shop.count("products", "confirmed") == 6);
        assertThat(shop.found("products", "reference", "A-5")).hasSize(1);
        assertThat(shop.calls(1).toString()).contains("\"status\":429", "\"fault\":\"lose-answer\"");
    }

    @Test
    @Order(9)
    void what_was_lost_and_changed_there_is_found_and_what_stands_there_is_adopted() {
        shop.await(
                "what was just sent counts",
                () -> figures(shop.verify(true), "products").path("same").asInt() == 6);
        var edited = (ObjectNode) there("A-2").deepCopy();
        record(
                "products",
                id("products", "A-2"),
                edited.put("minimal_quantity", "7").toString());
        record("combinations", id("combinations", "G-9"), "null");
        // Named as a product of ours is: the shop counts products and combinations apart.
        record(
                "combinations",
                id("products", "A-5"),
                "{\"reference\":\"STRANGE\",\"id_product\":\"" + id("products", "G")
                        + "\",\"minimal_quantity\":\"1\"}");

        // For two of its minutes the list may show what was before: two seconds here.
        shop.await(
                "it is old enough", () -> shop.verify(true).path("differences").asInt() == 3);
        var report = shop.verify(true);
        assertThat(figures(report, "products").path("believed").asInt())
                .as(report.toString())
                .isEqualTo(6);
        assertThat(ShopLine.found(report, "missing")).containsExactly("G-9");
        assertThat(ShopLine.found(report, "changed")).containsExactly("A-2");
        assertThat(ShopLine.found(report, "extra")).containsExactly("STRANGE");
        assertThat(report.path("items").toString()).contains("\"theirs\":\"7\"");

        var adoption = shop.adopt("reprise");
        assertThat(adoption.path("state").asString()).as(adoption.toString()).isEqualTo("ready");
        assertThat(ShopLine.found(adoption, "link")).containsExactlyInAnyOrder("A-1", "A-2", "A-5", "G", "G-8");
        assertThat(ShopLine.found(adoption, "orphan")).containsExactly("STRANGE");
        assertThat(figures(adoption, "products").path("differ").asInt()).isEqualTo(1);

        assertThat(figures(shop.verify(false), "products").path("repaired").asInt())
                .isEqualTo(2);
        shop.await(
                "both are right again",
                () -> there("A-2").path("minimal_quantity").asString().equals("1")
                        && !id("combinations", "G-9").isEmpty());
        shop.await("and costs what it did", () -> price(combination("G-9")).compareTo(new BigDecimal("20")) == 0);
        shop.await(
                "confirmed", () -> shop.count("products", "confirmed") == 6 && shop.count("offers", "confirmed") == 3);
        record("combinations", id("combinations", "STRANGE"), "null");
    }

    @Test
    @Order(10)
    void what_is_no_longer_sold_goes_and_a_model_with_its_last_variant() {
        var first = id("products", "A-1");
        shop.ingest("products", "{\"sku\":\"A-1\",\"status\":\"retired\"}", "{\"sku\":\"G-8\",\"status\":\"retired\"}");
        shop.await(
                "two are gone",
                () -> id("products", "A-1").isEmpty()
                        && id("combinations", "G-8").isEmpty());
        shop.await("offers are gone", () -> shop.count("offers", "retired") == 2);
        assertThat(shop.found("images", "id_product", first)).isEmpty();
        assertThat(id("products", "G")).isNotEmpty();

        shop.ingest("products", "{\"sku\":\"G-9\",\"status\":\"retired\"}");
        shop.await("the model is gone", () -> id("products", "G").isEmpty() && shop.count("products", "retired") == 4);
        assertThat(shop.state("combinations").propertyNames()).isEmpty();
        assertThat(shop.state("products")
                        .valueStream()
                        .map(one -> one.path("reference").asString()))
                .containsExactlyInAnyOrder("A-2", "A-5");
    }

    @Test
    @Order(11)
    void every_request_is_as_the_vendor_documents_it() {
        var contract = new PrestashopContract(Needs.shared("contracts/prestashop/webservice-fields.json"));
        var calls = shop.calls(1);
        assertThat(calls).hasSizeGreaterThan(40);
        // The one name the gate cannot see, in the second language, is refused by both.
        assertThat(calls.stream()
                        .filter(call -> call.path("status").asInt() == 400
                                || !contract.request(call).isEmpty()))
                .allMatch(call -> call.path("body").asString().contains("Glove = A-2")
                        && call.path("status").asInt() == 400
                        && contract.request(call).toString().contains("isCatalogName"));
        assertThat(operations(1))
                .contains("products.create", "combinations.create", "images.create", "stock_availables.patch");
    }

    @Test
    @Order(12)
    void a_request_that_breaks_a_rule_is_found() {
        var contract = new PrestashopContract(Needs.shared("contracts/prestashop/webservice-fields.json"));
        var create = call("products.create", "<ean13>3014260115531");
        for (var mutation : List.of(
                List.of("<reference>", "<reference>" + "x".repeat(65), "too long"),
                List.of("<ean13>", "<ean13>A", "isEan13"),
                List.of("<price>0</price>", "", "price is required"),
                List.of("<price>0</price>", "<price>0,5</price>", "isPrice"),
                List.of("<price>0</price>", "<price>0</price><quantity>4</quantity>", "not writable"),
                List.of("<price>0</price>", "<price>0</price><colour>red</colour>", "no field colour"),
                List.of("<price>0</price>", "<price>0</price><id>7</id>", "id belongs"),
                List.of("<active>0</active>", "<active>false</active>", "isBool"),
                List.of(">Gant A-1<", ">Gant # A-1<", "isCatalogName"),
                List.of("\\\"1\\\">gant-", "\\\"1\\\">gant ", "isLinkRewrite"),
                List.of("<product>", "<produkt>", "prestashop"),
                List.of("/api/products", "/api/produkts", "no resource"))) {
            assertThat(create).as(mutation.get(0)).contains(mutation.get(0));
            var broken = ShopLine.JSON.readTree(create.replace(mutation.get(0), mutation.get(1)));
            assertThat(contract.request(broken).toString())
                    .as(mutation.toString())
                    .contains(mutation.get(2));
        }
        var find = call("products.list", "filter");
        assertThat(contract.request(ShopLine.JSON.readTree(find.replace("filter[reference]", "filter[sku]"))))
                .isNotEmpty();
        var patch = call("stock_availables.patch", "<id>");
        assertThat(contract.request(ShopLine.JSON.readTree(patch.replaceFirst("<id>[0-9]+</id>", ""))))
                .isNotEmpty();
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
    @Order(13)
    void nothing_forbidden_was_done() {
        shop.nothingForbidden("sandbox-boutique");
    }
}
