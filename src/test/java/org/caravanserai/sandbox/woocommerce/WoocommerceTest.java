package org.caravanserai.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Fault;
import org.caravanserai.sandbox.SandboxCase;
import org.caravanserai.testing.Contract;
import org.caravanserai.testing.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the shop has a request that breaks it. */
class WoocommerceTest {
    private static final String ROOT = "/wp-json/wc/v3";
    private static final String GLOVE = "{\"name\":\"Gant\",\"type\":\"simple\",\"sku\":\"GL-1\","
            + "\"regular_price\":\"9.90\",\"manage_stock\":true,\"stock_quantity\":4,\"status\":\"publish\","
            + "\"categories\":[{\"id\":15}],\"images\":[{\"src\":\"https://m.example/1.jpg\"}]}";

    private final SandboxCase shop = new SandboxCase("woocommerce");

    @BeforeEach
    void key() {
        key("ck_sandbox:sandbox-test");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"9.90\"|9.90|rest_invalid_param|regular_price is not of type string",
                "\"9.90\"|\"9,90\"|rest_invalid_param|regular_price is not a price",
                "\"simple\"|\"easy\"|rest_invalid_param|type is not one of",
                ":4,|:\"4\",|rest_invalid_param|stock_quantity is not of type integer",
                "true|\"yes\"|rest_invalid_param|manage_stock is not of type boolean",
                "\"name\"|\"title\"|rest_invalid_param|title is no parameter",
                "{\"id\":15}|{\"id\":16}|woocommerce_rest_term_invalid|Category does not exist",
                "https://m|m|rest_invalid_param|an id or a src"
            })
    void aWrongItemIsToldInsideTheAnswer(String part, String wrong, String code, String text) {
        assertThat(GLOVE).contains(part);
        var answer = batch("{\"create\":[" + GLOVE.replace(part, wrong) + "," + GLOVE.replace("GL-1", "GL-2") + "]}");
        assertThat(answer.status()).isEqualTo(200);
        var results = SandboxCase.json(answer).path("create");
        assertThat(results.get(0).path("error").path("code").asString()).isEqualTo(code);
        assertThat(results.get(0).toString()).contains(text);
        assertThat(results.get(1).path("sku").asString()).isEqualTo("GL-2");
        assertThat(shop.records("products")).hasSize(1);
    }

    @Test
    void aSkuIsGivenOnce() {
        batch("{\"create\":[" + GLOVE + "]}");
        var again = SandboxCase.json(batch("{\"create\":[" + GLOVE + "]}"))
                .path("create")
                .get(0);
        assertThat(again.path("id").asInt()).isZero();
        assertThat(again.path("error").path("code").asString()).isEqualTo("product_invalid_sku");
        assertThat(again.path("error").path("data").path("resource_id").asInt()).isEqualTo(16);
        assertThat(SandboxCase.json(shop.call("GET", ROOT + "/products?sku=GL-1"))
                        .get(0)
                        .path("id")
                        .asInt())
                .isEqualTo(16);
    }

    @Test
    void anUpdateNeedsAnIdAndChangesOnlyWhatIsSent() {
        batch("{\"create\":[" + GLOVE + "]}");
        var results = SandboxCase.json(batch(
                "{\"update\":[{\"id\":16,\"stock_quantity\":7},{\"id\":99}," + "{\"sku\":\"GL-1\"}],\"delete\":[98]}"));
        assertThat(results.path("update").get(0).path("stock_quantity").asInt()).isEqualTo(7);
        assertThat(results.path("update").get(0).path("name").asString()).isEqualTo("Gant");
        assertThat(results.path("update").get(1).toString()).contains("woocommerce_rest_product_invalid_id");
        assertThat(results.path("update").get(2).toString()).contains("woocommerce_rest_product_invalid_id");
        assertThat(results.path("delete").get(0).path("id").asInt()).isEqualTo(98);
    }

    @Test
    void withoutStockManagementThereIsNoQuantity() {
        batch("{\"create\":[" + GLOVE.replace("true", "false") + "]}");
        assertThat(shop.records("products").get("16").has("stock_quantity")).isFalse();
    }

    @Test
    void aBatchHasAHundredItems() {
        var items = (GLOVE + ",").repeat(101);
        var answer = batch("{\"create\":[" + items.substring(0, items.length() - 1) + "]}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("more than 100 items");
        assertThat(batch("[]").text()).contains("rest_invalid_json");
        assertThat(shop.call("GET", ROOT + "/products?per_page=101").status()).isEqualTo(400);
    }

    @Test
    void deletingIsTrashUnlessForced() {
        batch("{\"create\":[" + GLOVE + "]}");
        shop.call("DELETE", ROOT + "/products/16");
        assertThat(shop.records("products").get("16").path("status").asString()).isEqualTo("trash");
        assertThat(shop.call("GET", ROOT + "/products").text()).isEqualTo("[]");
        assertThat(shop.call("DELETE", ROOT + "/products/16?force=true").status())
                .isEqualTo(200);
        assertThat(shop.records("products")).isEmpty();
    }

    @Test
    void variationsBelongToTheirProduct() {
        batch("{\"create\":[" + GLOVE.replace("simple", "variable") + "]}");
        var path = ROOT + "/products/16/variations";
        var made = shop.call(
                "POST",
                path + "/batch",
                "{\"create\":[{\"sku\":\"GL-1-9\",\"regular_price\":\"9\"},"
                        + "{\"sku\":\"GL-1\",\"regular_price\":\"9\"}]}");
        assertThat(SandboxCase.json(made).path("create").get(1).toString()).contains("product_invalid_sku");
        assertThat(SandboxCase.json(shop.call("GET", path)).size()).isEqualTo(1);
        assertThat(shop.call("POST", path.replace("16", "99"), "{\"sku\":\"X\"}")
                        .status())
                .isEqualTo(404);
        batch("{\"delete\":[16]}");
        assertThat(shop.records("variations")).isEmpty();
    }

    @Test
    void aCategoryIsFoundByItsAddress() {
        shop.call("POST", ROOT + "/products/categories", "{\"name\":\"Gants\",\"slug\":\"gants\"}");
        assertThat(SandboxCase.json(shop.call("GET", ROOT + "/products/categories")))
                .hasSize(2);
        assertThat(shop.call("GET", ROOT + "/products/categories?slug=gants").text())
                .contains("\"Gants\"")
                .doesNotContain("uncategorized");
        assertThat(shop.call("GET", ROOT + "/products/categories?slug=gant").text())
                .isEqualTo("[]");
    }

    @Test
    void bothHalvesOfTheKeyAreNeeded() {
        for (var pair : new String[] {"ck_sandbox:x", "sandbox-test:ck_sandbox"}) {
            key(pair);
            assertThat(shop.call("GET", ROOT + "/products").status()).isEqualTo(401);
        }
        shop.header("Authorization", null);
        assertThat(shop.call("GET", ROOT + "/products").text()).contains("woocommerce_rest_cannot_view");
    }

    @Test
    void partOfABatchIsRefusedOnDemand() {
        shop.standIn().arm(Fault.of(Fault.Kind.REFUSE_PART).with("keys", "GL-2"));
        var results = SandboxCase.json(batch("{\"create\":[" + GLOVE + "," + GLOVE.replace("GL-1", "GL-2") + "]}"));
        assertThat(results.path("create").get(0).has("error")).isFalse();
        assertThat(results.path("create").get(1).path("error").path("code").asString())
                .isEqualTo("sandbox_refused");
    }

    @Test
    void itSpeaksAsTheVendorDescribes() {
        var contract = Contract.of(Needs.shared("contracts/woocommerce/wc-v3-openapi.json"));
        var category = SandboxCase.json(shop.call("POST", ROOT + "/products/categories", "{\"name\":\"Gants\"}"));
        assertThat(contract.value("product_cat", category)).isEmpty();
        // The description leaves batches out: their items are checked one by one, whole calls where there are some.
        var made = SandboxCase.json(batch("{\"create\":[" + GLOVE + "]}"))
                .path("create")
                .get(0);
        assertThat(contract.value("product", made)).isEmpty();
        shop.against(contract, ROOT);
        shop.call("GET", ROOT + "/products?sku=GL-1&per_page=10&page=1");
        shop.call("PUT", ROOT + "/products/17", "{\"stock_quantity\":2}");
        shop.call("GET", ROOT + "/products/17");
        shop.call("DELETE", ROOT + "/products/17?force=true");
        assertThat(shop.breaches()).isEmpty();
        Fields.PRODUCT.forEach((name, type) -> {
            var wrong = "{\"" + name + "\":" + (type.equals("object") ? "1" : "{}") + "}";
            assertThat(contract.request(
                            "POST",
                            "/products",
                            java.util.Map.of(),
                            "application/json",
                            wrong.getBytes(StandardCharsets.UTF_8)))
                    .as("the vendor knows the field " + name + " and its type")
                    .isNotEmpty();
        });
    }

    private Answer batch(String json) {
        return shop.call("POST", ROOT + "/products/batch", json);
    }

    private void key(String pair) {
        shop.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
