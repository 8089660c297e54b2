package org.caravanserai.sandbox.vendure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Fault;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.SandboxCase;
import org.caravanserai.testing.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each rule of the shop has a request that breaks it. */
class VendureTest {
    private static final String LOGIN = "mutation { login(username: \"superadmin\", password: \"%s\") "
            + "{ __typename ... on CurrentUser { id identifier } ... on InvalidCredentialsError { errorCode } } }";
    private static final String CREATE =
            "mutation ($input: CreateProductInput!) { createProduct(input: $input) { id slug name } }";
    private static final String VARIANTS = "mutation Add($input: [CreateProductVariantInput!]!) {"
            + " made: createProductVariants(input: $input) { id sku price priceWithTax stockOnHand product { name } } }";
    private static final String GLOVE =
            "{\"input\":{\"enabled\":true,\"translations\":[{\"languageCode\":\"en\",\"name\":\"Glove\",\"description\":\"\"},"
                    + "{\"languageCode\":\"fr\",\"name\":\"Gant\",\"description\":\"\"}]}}";
    private static final String VARIANT = "{\"input\":[{\"productId\":\"1\",\"sku\":\"GL-1\",\"price\":990,"
            + "\"stockOnHand\":4,\"translations\":[{\"languageCode\":\"en\",\"name\":\"Glove 9\"}]}]}";

    private final SandboxCase shop = new SandboxCase("vendure");

    @BeforeEach
    void signIn() {
        var answer = ask(LOGIN.formatted("sandbox-test"), null);
        assertThat(answer.text()).contains("\"identifier\":\"superadmin\"");
        shop.header("Authorization", "Bearer " + answer.headers().get("vendure-auth-token"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void productsAndVariantsAreMadeAndFound() {
        assertThat(data(ask(CREATE, GLOVE)).toString())
                .isEqualTo("{\"createProduct\":{\"id\":\"1\",\"slug\":\"glove\",\"name\":\"Glove\"}}");
        assertThat(data(ask(VARIANTS, VARIANT)).path("made").get(0).toString())
                .isEqualTo("{\"id\":\"1\",\"sku\":\"GL-1\",\"price\":990,\"priceWithTax\":1188,\"stockOnHand\":4,"
                        + "\"product\":{\"name\":\"Glove\"}}");
        var found = ask(
                "query { productVariants(options: { filter: { sku: { eq: \"GL-1\" } } }) { totalItems items { id } } }",
                null);
        assertThat(data(found).path("productVariants").toString())
                .isEqualTo("{\"totalItems\":1,\"items\":[{\"id\":\"1\"}]}");
        shop.call("POST", "/admin-api?languageCode=fr", "{\"query\":\"{ product(id: 1) { name variants { sku } } }\"}");
        assertThat(shop.lines().get(shop.lines().size() - 1).path("answer").asString())
                .contains("Gant");
        assertThat(shop.lines().get(shop.lines().size() - 1).path("operation").asString())
                .isEqualTo("product");
    }

    @Test
    void aSlugThatIsTakenGetsANumberAndASkuMayRepeat() {
        ask(CREATE, GLOVE);
        assertThat(data(ask(CREATE, GLOVE)).path("createProduct").path("slug").asString())
                .isEqualTo("glove-2");
        ask(VARIANTS, VARIANT);
        assertThat(ask(VARIANTS, VARIANT.replace("\"1\"", "\"2\"")).text()).doesNotContain("errors");
        assertThat(shop.records("variants")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"productId\":\"1\"|\"productId\":\"9\"|200|ENTITY_NOT_FOUND|No Product with the id",
                "\"price\":990|\"price\":9.9|200|BAD_USER_INPUT|Int cannot represent value: 9.9",
                "\"price\":990|\"price\":\"9.90\"|200|BAD_USER_INPUT|Int cannot represent",
                "\"price\":990|\"prix\":990|200|BAD_USER_INPUT|Field \\\"prix\\\" is not defined",
                "\"sku\":\"GL-1\",||200|BAD_USER_INPUT|input[0].sku",
                "\"languageCode\":\"en\"|\"languageCode\":\"fr-FR\"|200|BAD_USER_INPUT|Language cannot represent",
                "\"stockOnHand\":4|\"stockOnHand\":-4|200|USER_INPUT_ERROR|cannot be a negative",
                "\"price\":990|\"price\":990,\"taxCategoryId\":\"7\"|200|ENTITY_NOT_FOUND|No TaxCategory",
                "\"price\":990|\"price\":990,\"optionIds\":[\"7\"]|200|ENTITY_NOT_FOUND|No ProductOption",
                "\"price\":990|\"price\":990,\"assetIds\":[\"7\"]|200|ENTITY_NOT_FOUND|No Asset"
            })
    void aWrongVariantIsRefused(String part, String wrong, int status, String code, String message) {
        ask(CREATE, GLOVE);
        assertThat(VARIANT).contains(part);
        var answer = ask(VARIANTS, VARIANT.replace(part, wrong == null ? "" : wrong));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains("\"code\":\"" + code + "\"").contains(message);
        assertThat(shop.records("variants")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ produits { id } }|GRAPHQL_VALIDATION_FAILED",
                "{ products { id } }|GRAPHQL_VALIDATION_FAILED",
                "{ products { items { sku } } }|GRAPHQL_VALIDATION_FAILED",
                "{ products }|GRAPHQL_VALIDATION_FAILED",
                "{ products(where: 1) { totalItems } }|GRAPHQL_VALIDATION_FAILED",
                "{ products { items { id }|GRAPHQL_PARSE_FAILED",
                "{ products { items { id } } } }|GRAPHQL_PARSE_FAILED",
                "{ product(id: 1) { ...Parts } }|GRAPHQL_PARSE_FAILED"
            })
    void aWrongDocumentIsRefused(String document, String code) {
        var answer = ask(document, null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(code);
    }

    @Test
    void aWrongVariableIsAnAnswerAndAMissingDescriptionAFaultOfTheDatabase() {
        var missing = ask("query ($id: ID!) { product(id: $id) { id } }", null);
        assertThat(missing.status()).isEqualTo(200);
        assertThat(missing.text()).contains("BAD_USER_INPUT").doesNotContain("data");
        var bare = ask(CREATE, GLOVE.replace(",\"description\":\"\"", ""));
        assertThat(bare.status()).isEqualTo(200);
        assertThat(bare.text()).contains("product_translation.description").doesNotContain("extensions");
    }

    @Test
    void aProductWithoutOptionsHasOneVariant() {
        ask(CREATE, GLOVE);
        ask(VARIANTS, VARIANT);
        assertThat(ask(VARIANTS, VARIANT.replace("GL-1", "GL-2")).text())
                .contains("USER_INPUT_ERROR", "already exists: GL-1");
        ask(
                "mutation { createProductOptionGroup(input: {code: \"size\", translations: [{languageCode: en, name:"
                        + " \"Size\"}], options: [{code: \"9\", translations: [{languageCode: en, name: \"9\"}]},"
                        + " {code: \"10\", translations: [{languageCode: en, name: \"10\"}]}]}) { id options { id } } }",
                null);
        ask(CREATE, GLOVE);
        ask("mutation { addOptionGroupToProduct(productId: 2, optionGroupId: 1) { id } }", null);
        var second = VARIANT.replace("\"productId\":\"1\"", "\"productId\":\"2\"");
        assertThat(ask(VARIANTS, second).text()).contains("must include one optionId from each of the groups");
        for (var option : new String[] {"1", "2"}) {
            assertThat(ask(VARIANTS, second.replace("\"price\"", "\"optionIds\":[\"" + option + "\"],\"price\""))
                            .text())
                    .doesNotContain("errors");
        }
    }

    @Test
    void anUpdateChangesWhatIsSentAndDeletingHides() {
        ask(CREATE, GLOVE);
        ask(VARIANTS, VARIANT);
        ask("mutation { updateProductVariants(input: [{id: 1, price: 500}]) { id } }", null);
        var variant = shop.records("variants").get("1");
        assertThat(variant.path("price").asInt()).isEqualTo(500);
        assertThat(variant.path("stockOnHand").asInt()).isEqualTo(4);
        ask("mutation { updateProduct(input: {id: 1, enabled: false}) { enabled } }", null);
        assertThat(shop.records("products").get("1").path("enabled").asBoolean())
                .isFalse();
        assertThat(ask("mutation { deleteProduct(id: 1) { result } }", null).text())
                .contains("DELETED");
        assertThat(ask("{ productVariants { totalItems } }", null).text()).contains(":0");
        assertThat(shop.records("products")).hasSize(1);
        assertThat(ask("mutation { deleteProduct(id: 1) { result } }", null).text())
                .contains("ENTITY_NOT_FOUND");
        assertThat(ask("{ products(options: {take: 1001}) { totalItems } }", null)
                        .text())
                .contains("Cannot take more than 1000");
    }

    @Test
    void assetsComeAsAForm() {
        var form = "--c\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
                + "{\"query\":\"mutation ($input: [CreateAssetInput!]!) { createAssets(input: $input) { __typename"
                + " ... on Asset { id name } ... on MimeTypeError { message } } }\",\"variables\":{\"input\":"
                + "[{\"file\":null}]}}\r\n--c\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n"
                + "{\"0\":[\"variables.input.0.file\"]}\r\n--c\r\nContent-Disposition: form-data; name=\"0\";"
                + " filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nxx\r\n--c--\r\n";
        assertThat(form(form)).contains("\"__typename\":\"Asset\",\"id\":\"1\",\"name\":\"a.png\"");
        assertThat(form(form.replace("image/png", "text/html"))).contains("MimeTypeError", "is not permitted");
        assertThat(form(form.replace("{\"0\":", "{\"1\":"))).contains("BAD_USER_INPUT");
    }

    @Test
    void whoIsNotSignedInIsForbidden() {
        assertThat(ask(LOGIN.formatted("x"), null).text()).contains("INVALID_CREDENTIALS_ERROR");
        shop.standIn().arm(Fault.of(Fault.Kind.EXPIRE_TOKEN));
        var answer = ask("{ me { id } }", null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"code\":\"FORBIDDEN\"").contains("\"data\":null");
        assertThat(shop.call("GET", "/admin-api").status()).isEqualTo(404);
    }

    @Test
    void oneIsRefusedOnDemand() {
        ask(CREATE, GLOVE);
        shop.standIn()
                .arm(Fault.of(Fault.Kind.REFUSE_PART)
                        .on("createProductVariants")
                        .with("keys", "GL-1"));
        assertThat(ask(VARIANTS, VARIANT).text()).contains("USER_INPUT_ERROR", "refuses GL-1");
    }

    @Test
    void itsSchemaIsPartOfTheVendors() throws IOException {
        var sdl = Files.readString(Needs.shared("contracts/vendure/admin-api-3.7.3.graphql"));
        Schema.TYPES.forEach(
                (type, fields) -> assertThat(fields(sdl, "type", type)).as(type).containsAll(fields.keySet()));
        Schema.INPUTS.forEach((type, fields) -> {
            var name = type.equals("ListOptions") ? "ProductListOptions" : type;
            assertThat(fields(sdl, "input", name)).as(name).containsAll(fields.keySet());
        });
        var roots = fields(sdl, "type", "Query");
        roots.addAll(fields(sdl, "type", "Mutation"));
        assertThat(roots).containsAll(Schema.ROOTS.keySet());
    }

    private static TreeSet<String> fields(String sdl, String kind, String name) {
        var block = Pattern.compile("(?ms)^" + kind + " " + name + "\\b[^{]*\\{(.*?)^\\}")
                .matcher(sdl);
        assertThat(block.find()).as(kind + " " + name).isTrue();
        var names = new TreeSet<String>();
        Pattern.compile("(?m)^  ([a-zA-Z]\\w*)[(:]")
                .matcher(block.group(1))
                .results()
                .forEach(one -> names.add(one.group(1)));
        return names;
    }

    private Answer ask(String document, String variables) {
        var body = Json.object().put("query", document);
        if (variables != null) {
            body.set("variables", Json.read(variables).orElseThrow());
        }
        return shop.call("POST", "/admin-api", Json.text(body));
    }

    private String form(String form) {
        return shop.call("POST", "/admin-api", "multipart/form-data; boundary=c", form.getBytes(StandardCharsets.UTF_8))
                .text();
    }

    private static JsonNode data(Answer answer) {
        var json = SandboxCase.json(answer);
        assertThat(json.has("errors")).as(answer.text()).isFalse();
        return json.path("data");
    }
}
