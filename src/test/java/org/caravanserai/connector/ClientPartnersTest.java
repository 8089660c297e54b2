package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.connector.ClientHome.item;
import static org.caravanserai.connector.ClientHome.retired;
import static org.caravanserai.connector.ClientHome.row;
import static org.caravanserai.connector.ClientHome.update;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.caravanserai.sandbox.SandboxServer;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One operation of each shape of partner, spoken to a stand-in that knows nothing of our codecs. */
class ClientPartnersTest {
    private static SandboxServer sandbox;

    private ClientHome home;

    @BeforeAll
    static void start() throws IOException {
        sandbox = SandboxServer.start(TestDatabases.folder(), 0, Clock.systemUTC(), 1000);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void close() {
        home.close();
    }

    private void with(String system, String prefix, String descriptor) {
        var base = sandbox.address().replaceFirst("/sandbox$", "") + "/sandbox/" + system + "/shop" + prefix;
        home = ClientHome.of("{ baseUrl: \"" + base + "\", key: secret:key }", """
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, key: { secret: true } } }
                """ + descriptor)
                .secret("HUB_SECRET_KEY", "sandbox-shop");
    }

    @Test
    void miraklTakesAFileAndNamesAJob() {
        with("mirakl", "", """
                authentication: { header: Authorization, value: "{connection.key}" }
                operations:
                  product-import:
                    path: /api/products/imports
                    body: { multipart: { operator_format: "true", file: { fileName: products.csv, csv: { format: { separator: ";" } } } } }
                    answer: { job: import_id }
                  product-state: { kind: read, method: GET, path: "/api/products/imports/{job}" }
                  product-errors: { kind: read, method: GET, path: "/api/products/imports/{job}/transformation_error_report", answer: { format: csv, csv: { separator: ";" } } }
                """);
        var submitted = home.answered(
                "product-import", item("GL-1", "category", "EPI-GANTS", "shop_sku", "GL-1", "ean", "4006381333931"));
        var job = submitted.records().get(0).get("import_id").toString();
        TestDatabases.until(() -> state(job).equals("COMPLETE"));
        var errors = (Outcome.Answered) home.client().call("shop", "product-errors", List.of(), Map.of("job", job));
        assertThat(errors.records()).hasSize(1);
        assertThat(errors.records().get(0)).containsEntry("shop_sku", "GL-1");
        assertThat(errors.records().get(0).toString()).contains("is required");
    }

    private String state(String job) {
        var outcome = home.client().call("shop", "product-state", List.of(), Map.of("job", job));
        return outcome instanceof Outcome.Answered answered
                ? answered.records().get(0).get("import_status").toString()
                : "";
    }

    @Test
    void prestashopTakesXmlAndIsAskedFirst() {
        with("prestashop", "", """
                authentication: { basic: { user: "{connection.key}" } }
                errors: { at: prestashop.errors.error, code: code, text: message }
                operations:
                  product-find: { kind: read, method: GET, path: /api/products, batch: 1, query: { "filter[reference]": "[{key}]", display: "[id]" }, answer: { format: xml, at: prestashop.products.product, known: id } }
                  product-create: { path: /api/products, batch: 1, takes: [create], body: { xml: { prestashop: { product: "{row}" } } }, answer: { format: xml, at: prestashop.product } }
                  product-update: { method: PUT, path: "/api/products/{remoteId}", batch: 1, takes: [update], idempotent: true, body: { xml: { prestashop: { product: { merge: [{ id: "{remoteId}" }, "{row}"] } } } }, answer: { format: xml, at: prestashop.product } }
                  product-delete: { method: DELETE, path: "/api/products/{remoteId}", batch: 1, takes: [retire], absent: [404], answer: { format: none, accept: all, why: It is gone. } }
                """);
        assertThat(home.answered("product-find", item("GL-1")).records()).isEmpty();
        var fields = new Object[] {
            "reference", "GL-1",
            "price", new BigDecimal("9.90"),
            "active", 1L,
            "state", 1L,
            "id_category_default", "2",
            "id_tax_rules_group", "1",
            "name.language[id=1]", "Gant & cuir",
            "name.language[id=2]", "Glove",
            "link_rewrite.language[id=1]", "gant",
            "associations.categories.category", List.of(row("id", "2")),
        };
        var created = home.answered("product-create", item("GL-1", fields));
        var id = created.records().get(0).get("id").toString();
        var found = home.answered("product-find", item("GL-1"));
        assertThat(found.records()).hasSize(1);
        assertThat(found.records().get(0)).containsEntry("id", id);
        home.answered("product-update", update("GL-1", id, fields));
        fields[3] = "9,90";
        var refused = home.failed("product-update", update("GL-1", id, fields));
        assertThat(refused.fault()).isEqualTo(Fault.ITEM);
        assertThat(refused.text()).contains("85").contains("price is not valid");
        home.answered("product-delete", retired("GL-1", id));
        assertThat(home.answered("product-delete", retired("GL-1", id)).reply().status())
                .isEqualTo(404);
    }

    @Test
    void shopwareTakesOperationsWithATokenAndPointsAtErrors() {
        with("shopware", "", """
                authentication: { oauth2: { token: /api/oauth/token, clientId: sandbox, clientSecret: "{connection.key}" } }
                errors: { at: errors, code: code, text: detail }
                operations:
                  product-sync:
                    path: /api/_action/sync
                    takes: [create, update]
                    idempotent: true
                    body: { json: [{ entity: product, action: upsert, payload: "{rows}" }] }
                    answer: { accept: all, why: The request succeeds as a whole or not at all. }
                  product-remove: { path: /api/_action/sync, takes: [retire], idempotent: true, body: { json: [{ entity: product, action: delete, payload: { each: { id: "{remoteId}" } } }] } }
                """);
        var refused =
                home.failed("product-sync", item("GL-1", "id", "1".repeat(32), "productNumber", "GL-1", "stock", "4"));
        assertThat(refused.fault()).isEqualTo(Fault.ITEM);
        assertThat(refused.records()).isNotEmpty();
        assertThat(refused.records().get(0)).containsKey("source");
        home.answered("product-remove", retired("GL-1", "1".repeat(32)));
    }

    @Test
    void vendureTakesGraphQlAfterASignIn() {
        with("vendure", "", """
                authentication: { login: { operation: sign-in, fromHeader: vendure-auth-token } }
                errors: { at: errors, code: extensions.code, text: message, expired: [FORBIDDEN] }
                operations:
                  sign-in:
                    kind: read
                    anonymous: true
                    path: /admin-api
                    body: { graphql: { query: "mutation($user: String!, $password: String!) { login(username: $user, password: $password) { __typename ... on CurrentUser { identifier } } }", variables: { user: superadmin, password: "{connection.key}" } } }
                  product-create:
                    path: /admin-api
                    batch: 1
                    query: { languageCode: "{language}" }
                    body: { graphql: { query: "mutation($input: CreateProductInput!) { createProduct(input: $input) { id name } }", variables: { input: "{row}" } } }
                    answer: { at: data.createProduct }
                """);
        var created = (Outcome.Answered) home.client()
                .call(
                        "shop",
                        "product-create",
                        List.of(item(
                                "GL-1",
                                "enabled",
                                true,
                                "translations[languageCode=en].name",
                                "Glove",
                                "translations[languageCode=en].description",
                                "",
                                "translations[languageCode=fr].name",
                                "Gant",
                                "translations[languageCode=fr].description",
                                "")),
                        Map.of("locale", "fr_FR"));
        assertThat(created.records()).hasSize(1);
        assertThat(created.records().get(0)).containsKey("id");
        var refused = home.failed("product-create", item("GL-2", "prix", 1L));
        assertThat(refused.fault()).isEqualTo(Fault.ITEM);
        assertThat(refused.text()).contains("prix");
    }

    @Test
    void woocommerceTakesBatchesAndTellsOfItemsInside() {
        with("woocommerce", "/wp-json/wc/v3", """
                authentication: { basic: { user: ck_sandbox, password: "{connection.key}" } }
                operations:
                  product-create: { path: /products/batch, batch: 100, takes: [create], body: { json: { create: "{rows}" }, decimals: text }, answer: { at: create } }
                  product-update: { path: /products/batch, batch: 100, takes: [update], idempotent: true, body: { json: { update: { each: { merge: ["{row}", { id: "{remoteId|number}" }] } } }, decimals: text }, answer: { at: update } }
                  product-delete: { path: /products/batch, batch: 100, takes: [retire], body: { json: { delete: { each: "{remoteId|number}" } } }, answer: { at: delete } }
                """);
        var created = home.answered(
                "product-create",
                item("GL-1", "name", "Gant", "sku", "GL-1", "regular_price", new BigDecimal("9.90")),
                item("GL-2", "title", "Gant", "sku", "GL-2", "regular_price", new BigDecimal("9.90")));
        assertThat(created.records()).hasSize(2);
        assertThat(created.records().get(1)).containsKey("error");
        var id = created.records().get(0).get("id").toString();
        var updated = home.answered("product-update", update("GL-1", id, "name", "Gant neuf"));
        assertThat(updated.records().get(0)).containsEntry("name", "Gant neuf");
        assertThat(home.answered("product-delete", retired("GL-1", id)).records())
                .hasSize(1);
    }

    @Test
    void brevoTakesContactsAndAnswersWithNothing() {
        with("brevo", "", """
                authentication: { header: api-key, value: "{connection.key}" }
                personal: [email]
                errors: { code: code, text: message }
                operations:
                  contact-create: { path: /contacts, batch: 1, idempotent: true, body: { json: { merge: ["{row}", { updateEnabled: true }] } } }
                  contact-batch: { path: /contacts/batch, batch: 100, takes: [update], idempotent: true, body: { json: { contacts: "{rows}" } }, answer: { format: none, accept: all, why: 204 is given for all. } }
                """);
        var created = home.answered("contact-create", item("P-7", "email", "anne@morvan.example", "ext_id", "P-7"));
        assertThat(created.reply().status()).isEqualTo(201);
        home.answered(
                "contact-batch", update("P-7", "1", "email", "anne@morvan.example", "attributes.FIRSTNAME", "Anne"));
        var refused = home.failed(
                "contact-batch", update("P-7", "1", "email", "anne@morvan.example", "attributes.NONE", "x"));
        assertThat(refused.fault()).isEqualTo(Fault.ITEM);
        assertThat(refused.text()).contains("NONE");
        assertThat(home.kept().request()).doesNotContain("anne@").contains("\"email\":\"***\"");
    }
}
