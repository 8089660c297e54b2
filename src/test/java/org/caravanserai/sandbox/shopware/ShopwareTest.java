package org.caravanserai.sandbox.shopware;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
class ShopwareTest {
    private static final String ID = "1".repeat(32);
    private static final String MEDIA = "2".repeat(32);
    private static final String PRICE =
            "[{\"currencyId\":\"b7d2554b0ce847cd82f3ac9bd1c0dfca\",\"net\":10,\"gross\":12,\"linked\":false}]";
    private static final String GLOVE = "{\"id\":\"" + ID + "\",\"taxId\":\"20000000000000000000000000000000\","
            + "\"price\":" + PRICE + ",\"productNumber\":\"GL-1\",\"stock\":4,\"name\":\"Gant\",\"active\":true,"
            + "\"visibilities\":[{\"id\":\"" + "3".repeat(32)
            + "\",\"salesChannelId\":\"a0000000000000000000000000000001\",\"visibility\":30}],"
            + "\"translations\":{\"en-GB\":{\"name\":\"Glove\"}},"
            + "\"categories\":[{\"id\":\"c0000000000000000000000000000001\"}]}";

    private final SandboxCase shop = new SandboxCase("shopware");

    @BeforeEach
    void token() {
        shop.header("Accept", "application/json").header("Authorization", "Bearer " + newToken());
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
                "\"name\":\"Gant\"|\"name\":\"\"|/0/0/name|should not be blank",
                "\"name\":\"Gant\",||/0/0/name|should not be blank",
                "\"stock\":4,||/0/0/stock|should not be blank",
                "\"stock\":4|\"stock\":\"4\"|/0/0/stock|should be of type int",
                "\"stock\":4|\"stock\":4,\"stocks\":4|/0/0/stocks|has no field",
                "\"stock\":4|\"stock\":4,\"availableStock\":4|/0/0/availableStock|write-protected",
                "\"net\":10,||/0/0/price|A price has currencyId, net, gross and linked",
                "b7d2554b0ce847cd82f3ac9bd1c0dfca|b7d2554b0ce847cd82f3ac9bd1c0dfcb|/0/0/price|default currency",
                "\"taxId\":\"2000|\"taxId\":\"2001|/0/0/taxId|There is no tax",
                "\"taxId\":\"2000|\"taxId\":\"20-0|/0/0/taxId|not a valid UUID",
                "{\"id\":\"1111|{\"id\":\"SKU-|/0/0/id|not a valid UUID",
                "\"visibility\":30|\"visibility\":15|/0/0/visibilities/0/visibility|10, 20 or 30",
                "en-GB|xx-XX|/0/0/translations/xx-XX|No language",
                "\"GL-1\"|\"GL-1xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"|/0/0/productNumber|too long",
                "\"c000|\"c001|/0/0/categories/0/id|There is no category"
            })
    void aWrongProductIsRefusedByPointer(String part, String wrong, String pointer, String detail) {
        assertThat(GLOVE).contains(part);
        var answer = upsert(GLOVE.replace(part, wrong == null ? "" : wrong));
        assertThat(answer.status()).isEqualTo(400);
        var error = SandboxCase.json(answer).path("errors").get(0);
        assertThat(error.path("source").path("pointer").asString()).isEqualTo(pointer);
        assertThat(answer.text()).contains(detail);
        assertThat(shop.records("product")).isEmpty();
    }

    @Test
    void anUpsertChangesOnlyWhatIsSent() {
        assertThat(upsert(GLOVE).status()).isEqualTo(200);
        assertThat(upsert("{\"id\":\"" + ID + "\",\"stock\":9}").status()).isEqualTo(200);
        var read = SandboxCase.json(shop.call("GET", "/api/product/" + ID)).path("data");
        assertThat(read.path("stock").asInt()).isEqualTo(9);
        assertThat(read.path("name").asString()).isEqualTo("Gant");
        assertThat(read.path("visibilities").get(0).path("visibility").asInt()).isEqualTo(30);
        shop.header("sw-language-id", "0000000000000000000000000000e001");
        assertThat(shop.call("GET", "/api/product/" + ID).text()).contains("Glove");
    }

    @Test
    void aRequestSucceedsAsAWholeOrNotAtAll() {
        var other = GLOVE.replace(ID, "4".repeat(32)).replace("3".repeat(32), "5".repeat(32));
        var answer = upsert(GLOVE + "," + other);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("CONTENT__DUPLICATE_PRODUCT_NUMBER", "number \\\"GL-1\\\" already exists")
                .doesNotContain("pointer");
        assertThat(shop.records("product")).isEmpty();
        assertThat(upsert(GLOVE + "," + other.replace("GL-1", "GL-2")).status()).isEqualTo(200);
        assertThat(shop.records("product")).hasSize(2);
    }

    @Test
    void aVariantInheritsAndGoesWithItsParent() {
        upsert(GLOVE);
        var variant = "{\"id\":\"" + "4".repeat(32) + "\",\"parentId\":\"" + ID
                + "\",\"productNumber\":\"GL-1-9\",\"stock\":1}";
        assertThat(upsert(variant).status()).isEqualTo(200);
        var deleted = sync("{\"entity\":\"product\",\"action\":\"delete\",\"payload\":[{\"id\":\"" + ID
                + "\"},{\"id\":\"" + "9".repeat(32) + "\"}]}");
        assertThat(SandboxCase.json(deleted).path("deleted").path("product").size())
                .isEqualTo(2);
        assertThat(SandboxCase.json(deleted)
                        .path("notFound")
                        .path("product")
                        .get(0)
                        .asString())
                .isEqualTo("9".repeat(32));
        assertThat(shop.records("product")).isEmpty();
        assertThat(shop.records("product_visibility")).isEmpty();
    }

    @Test
    void aLinkIsTakenAwayByItsTable() {
        upsert(GLOVE);
        var answer = sync("{\"entity\":\"product_category\",\"action\":\"delete\",\"payload\":[{\"productId\":\"" + ID
                + "\",\"categoryId\":\"c0000000000000000000000000000001\"}]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(shop.records("product").get(ID).path("categories").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"x\"|400|list or map of operations",
                "[{\"entity\":\"products\",\"action\":\"upsert\",\"payload\":[]}]|400|There is no entity",
                "[{\"entity\":\"product\",\"action\":\"update\",\"payload\":[]}]|400|An action is upsert or delete",
                "[{\"entity\":\"product\",\"action\":\"upsert\"}]|400|A payload is needed"
            })
    void aWrongOperationIsRefused(String body, int status, String text) {
        var answer = shop.call("POST", "/api/_action/sync", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"limit\":501}|must be lower than or equal to 500",
                "{\"filters\":[]}|No criterion",
                "{\"filter\":[{\"type\":\"equals\",\"field\":\"sku\",\"value\":\"x\"}]}|Field \\\"sku\\\" in entity",
                "{\"sort\":[{\"field\":\"sku\"}]}|Field \\\"sku\\\" in entity",
                "{\"filter\":[{\"type\":\"like\",\"field\":\"ean\",\"value\":\"x\"}]}|Unknown filter type"
            })
    void wrongCriteriaAreRefused(String criteria, String text) {
        upsert(GLOVE);
        var answer = shop.call("POST", "/api/search/product", criteria);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(text);
    }

    @Test
    void productsAreFoundAgain() {
        upsert(GLOVE);
        var byNumber = "{\"filter\":[{\"type\":\"equalsAny\",\"field\":\"productNumber\",\"value\":[\"GL-1\",\"X\"]},"
                + "{\"type\":\"range\",\"field\":\"stock\",\"parameters\":{\"gte\":4}}],\"limit\":10}";
        assertThat(SandboxCase.json(shop.call("POST", "/api/search-ids/product", byNumber))
                        .path("data")
                        .toString())
                .isEqualTo("[\"" + ID + "\"]");
        assertThat(SandboxCase.json(shop.call("POST", "/api/search/product", byNumber))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        shop.header("Accept", null);
        var answer = shop.call("POST", "/api/search/product", byNumber);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/vnd.api+json");
        assertThat(SandboxCase.json(answer)
                        .path("data")
                        .get(0)
                        .path("attributes")
                        .path("productNumber")
                        .asString())
                .isEqualTo("GL-1");
    }

    @Test
    void aListIsSortedAndHoldsWhatWasAskedFor() {
        var child = "0".repeat(31) + "1";
        upsert(GLOVE);
        upsert("{\"id\":\"" + child + "\",\"parentId\":\"" + ID + "\",\"productNumber\":\"GL-1-9\",\"stock\":1}");
        var asked =
                "{\"sort\":[{\"field\":\"productNumber\",\"order\":\"DESC\"}],\"includes\":{\"product\":[\"id\",\"childCount\"]}%s}";
        assertThat(SandboxCase.json(shop.call("POST", "/api/search/product", asked.formatted("")))
                        .path("data")
                        .toString())
                .isEqualTo("[{\"childCount\":0,\"id\":\"" + child + "\"},{\"childCount\":1,\"id\":\"" + ID + "\"}]");
        var sold = ",\"filter\":[{\"type\":\"equals\",\"field\":\"childCount\",\"value\":0}]";
        assertThat(SandboxCase.json(shop.call("POST", "/api/search/product", asked.formatted(sold)))
                        .path("data")
                        .toString())
                .isEqualTo("[{\"childCount\":0,\"id\":\"" + child + "\"}]");
    }

    @Test
    void aTokenLivesTenMinutes() {
        shop.pass(Duration.ofMinutes(9));
        assertThat(upsert(GLOVE).status()).isEqualTo(200);
        shop.pass(Duration.ofMinutes(1));
        var late = upsert(GLOVE);
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.text()).contains("Access token could not be verified");
        token();
        assertThat(upsert(GLOVE).status()).isEqualTo(200);
        shop.standIn().arm(Fault.of(Fault.Kind.EXPIRE_TOKEN));
        assertThat(upsert(GLOVE).status()).isEqualTo(401);
        assertThat(upsert(GLOVE).status()).as("it stays expired").isEqualTo(401);
        shop.header("Authorization", null);
        assertThat(upsert(GLOVE).text()).contains("Missing");
        assertThat(shop.call("POST", "/api/oauth/token", "{\"grant_type\":\"client_credentials\"}")
                        .status())
                .isEqualTo(401);
        assertThat(shop.call("POST", "/api/oauth/token", "{\"grant_type\":\"magic\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void mediaGetTheirFileByAddress() {
        assertThat(sync("{\"entity\":\"media\",\"action\":\"upsert\",\"payload\":[{\"id\":\"" + MEDIA + "\"}]}")
                        .status())
                .isEqualTo(200);
        var upload = "/api/_action/media/" + MEDIA + "/upload";
        assertThat(shop.call("POST", upload + "?fileName=a", "{\"url\":\"https://m.example/a.jpg\"}")
                        .text())
                .contains("No file extension");
        assertThat(shop.call("POST", upload + "?extension=jpg", "{\"url\":\"a.jpg\"}")
                        .text())
                .contains("URL is invalid");
        assertThat(shop.call("POST", upload + "?extension=jpg&fileName=a", "{\"url\":\"https://m.example/a.jpg\"}")
                        .status())
                .isEqualTo(204);
        var other = "7".repeat(32);
        sync("{\"entity\":\"media\",\"action\":\"upsert\",\"payload\":[{\"id\":\"" + other + "\"}]}");
        assertThat(shop.call(
                                "POST",
                                upload.replace(MEDIA, other) + "?extension=jpg&fileName=a",
                                "{\"url\":\"https://m.example/a.jpg\"}")
                        .text())
                .contains("already exists");
        assertThat(shop.call("POST", upload.replace(MEDIA, ID) + "?extension=jpg", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void partOfARequestIsRefusedOnDemand() {
        shop.standIn().arm(Fault.of(Fault.Kind.REFUSE_PART).with("keys", "GL-1"));
        var answer = upsert(GLOVE);
        assertThat(SandboxCase.json(answer)
                        .path("errors")
                        .get(0)
                        .path("source")
                        .path("pointer")
                        .asString())
                .isEqualTo("/0/0");
    }

    @Test
    void itSpeaksAsTheVendorDescribes() {
        var contract = Contract.of(Needs.shared("contracts/shopware6/admin-api-openapi.json"));
        shop.against(contract, "/api");
        shop.header("Authorization", "Bearer " + newToken());
        assertThat(upsert(GLOVE).status()).isEqualTo(200);
        shop.call("POST", "/api/search/product", "{\"limit\":1,\"ids\":[\"" + ID + "\"]}");
        shop.call("GET", "/api/product/" + ID);
        sync("{\"entity\":\"media\",\"action\":\"upsert\",\"payload\":[{\"id\":\"" + MEDIA + "\"}]}");
        shop.call(
                "POST",
                "/api/_action/media/" + MEDIA + "/upload?extension=jpg",
                "{\"url\":\"https://m.example/a.jpg\"}");
        shop.call("DELETE", "/api/product/" + ID);
        assertThat(shop.breaches()).isEmpty();
    }

    private Answer upsert(String products) {
        return sync("{\"entity\":\"product\",\"action\":\"upsert\",\"payload\":[" + products + "]}");
    }

    private Answer sync(String operation) {
        return shop.call("POST", "/api/_action/sync", "[" + operation + "]");
    }

    private String newToken() {
        return SandboxCase.json(shop.call(
                        "POST",
                        "/api/oauth/token",
                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"sandbox\","
                                + "\"client_secret\":\"sandbox-test\"}"))
                .path("access_token")
                .asString();
    }
}
