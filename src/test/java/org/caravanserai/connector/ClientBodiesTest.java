package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.connector.ClientHome.item;
import static org.caravanserai.connector.ClientHome.retired;
import static org.caravanserai.connector.ClientHome.row;
import static org.caravanserai.connector.ClientHome.update;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes out for each codec, and how addresses are written. */
class ClientBodiesTest {
    private final RawPartner partner = new RawPartner();
    private ClientHome home;

    @AfterEach
    void close() {
        home.close();
        partner.close();
    }

    private void operations(String operations) {
        home = ClientHome.of(
                "{ baseUrl: \"" + partner.url() + "/api/\", shopId: \"20 41\" }", """
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, shopId: {}, other: {} } }
                operations:
                """ + operations.indent(2));
    }

    private String sent(String operation, Batch.Item... items) {
        home.answered(operation, items);
        return partner.last().text();
    }

    @Test
    void jsonNestsByTheNamesOfTheFields() {
        operations(
                "put: { path: /things, body: { json: { list: \"{rows}\", on: true, n: 12, t: \"12\", none: null } } }");
        var body = sent(
                "put",
                item(
                        "A-1",
                        "sku",
                        "A-1",
                        "price.amount",
                        new BigDecimal("1E+3"),
                        "price.currency",
                        "EUR",
                        "translations[languageCode=fr].name",
                        "Gant",
                        "translations[languageCode=en].name",
                        "Glove",
                        "translations[languageCode=fr].slug",
                        "gant",
                        "prices[0].net",
                        new BigDecimal("12.50"),
                        "tags",
                        List.of("a", "b"),
                        "parts",
                        List.of(row("id", 7L, "on", LocalDate.of(2027, 1, 2))),
                        "_hidden",
                        "x",
                        "empty",
                        null,
                        "custom[code=color]",
                        "red"));
        assertThat(body)
                .isEqualTo("{\"list\":[{\"sku\":\"A-1\",\"price\":{\"amount\":1000,\"currency\":\"EUR\"},"
                        + "\"translations\":[{\"languageCode\":\"fr\",\"name\":\"Gant\",\"slug\":\"gant\"},"
                        + "{\"languageCode\":\"en\",\"name\":\"Glove\"}],\"prices\":[{\"net\":12.50}],\"tags\":[\"a\",\"b\"],"
                        + "\"parts\":[{\"id\":7,\"on\":\"2027-01-02\"}],\"custom\":[{\"code\":\"color\",\"value\":\"red\"}]}],"
                        + "\"on\":true,\"n\":12,\"t\":\"12\",\"none\":null}");
        assertThat(partner.last().headers()).containsEntry("content-type", "application/json");
    }

    @Test
    void jsonPerItemWithMergedFieldsAndDecimalsAsText() {
        operations(
                "put: { path: /things, body: { decimals: text, empty: write, json: { update: { each: { merge: [\"{row}\", { id: \"{remoteId|number}\" }] } } } } }\n"
                        + "del: { path: /things, takes: [retire], body: { json: [{ entity: product, payload: { each: { id: \"{remoteId}\" } } }] } }");
        assertThat(sent(
                        "put",
                        update("A", "11", "price", new BigDecimal("1.10"), "none", null),
                        update("B", "12", "price", null, "none", null)))
                .isEqualTo(
                        "{\"update\":[{\"price\":\"1.10\",\"none\":null,\"id\":11},{\"price\":null,\"none\":null,\"id\":12}]}");
        assertThat(sent("del", retired("A", "x1"), retired("B", "x2")))
                .isEqualTo("[{\"entity\":\"product\",\"payload\":[{\"id\":\"x1\"},{\"id\":\"x2\"}]}]");
        assertThat(home.failed("put", update("A", "not a number")).fault()).isEqualTo(Fault.ITEM);
    }

    @Test
    void xmlWithAttributesNamespacesAndRepeatedElements() {
        operations(
                "put: { path: /things, batch: 1, body: { xml: { prestashop: { \"@xmlns:xlink\": \"http://www.w3.org/1999/xlink\","
                        + " product: { merge: [{ id: \"{remoteId}\" }, \"{row}\"] } } } } }");
        assertThat(sent(
                        "put",
                        update(
                                "A",
                                "7",
                                "name.language[id=1]",
                                "Gant <5> & \"co\" \u0001",
                                "name.language[id=2]",
                                "Glove",
                                "price.@currency",
                                "EUR",
                                "price.#text",
                                new BigDecimal("1.5"),
                                "associations.category.id",
                                List.of("3", "4"))))
                .isEqualTo(
                        "<?xml version='1.0' encoding='UTF-8'?><prestashop xmlns:xlink=\"http://www.w3.org/1999/xlink\"><product><id>7</id>"
                                + "<name><language id=\"1\">Gant &lt;5> &amp; \"co\" </language><language id=\"2\">Glove</language></name>"
                                + "<price currency=\"EUR\">1.5</price><associations><category><id>3</id><id>4</id></category></associations>"
                                + "</product></prestashop>");
    }

    @Test
    void xmlWithPrefixes() {
        operations(
                "put: { path: /soap, batch: 1, body: { xml: { \"soap:Envelope\": { \"@xmlns:soap\": \"urn:s\", \"soap:Body\": { \"@a:b\": x, get: \"{key}\" } } } } }");
        assertThat(sent("put", item("K")))
                .endsWith(
                        "<soap:Envelope xmlns:soap=\"urn:s\"><soap:Body a:b=\"x\"><get>K</get></soap:Body></soap:Envelope>");
    }

    @Test
    void csvOfRowsAndOfColumns() {
        operations(
                "rows: { path: /imports, body: { csv: { format: { separator: \";\", decimal: \",\" }, quoteAll: false } } }\n"
                        + "cols: { path: /imports, takes: [retire], body: { csv: { columns: { offer-sku: \"{key}\", update-delete: delete }, format: { lineEnd: crlf } } } }");
        assertThat(sent(
                        "rows",
                        item("A", "sku", "=A;1", "price[channel=FR]", new BigDecimal("12.50"), "n", 3L, "_x", "h"),
                        item("B", "sku", "B", "price[channel=FR]", null, "n", null, "_x", "h")))
                .isEqualTo("sku;price[channel=FR];n\n\"=A;1\";12,50;3\nB;;\n");
        assertThat(sent("cols", retired("A-1", null), retired("A-2", null)))
                .isEqualTo("offer-sku;update-delete\r\nA-1;delete\r\nA-2;delete\r\n");
    }

    @Test
    void multipartWithAFileAndTexts() {
        operations(
                "put: { path: /imports, body: { multipart: { import_mode: NORMAL, gone: \"{locale}\", file: { fileName: \"a\\\"b.csv\", csv: {} } } } }");
        var body = sent("put", item("A", "sku", "Ä"));
        var boundary = partner.last().headers().get("content-type").replaceFirst(".*boundary=", "");
        assertThat(body)
                .isEqualTo("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"import_mode\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nNORMAL\r\n"
                        + "--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.csv\"\r\nContent-Type: text/csv; charset=UTF-8\r\n\r\nsku\nÄ\n\r\n"
                        + "--" + boundary + "--\r\n");
    }

    @Test
    void formAndGraphQl() {
        operations(
                "form: { path: /form, body: { form: { ids: \"{keys}\", none: \"{connection.other}\" } } }\n"
                        + "gql: { path: /graphql, body: { graphql: { query: \"mutation($i: [P!]!) { up(input: $i) { id } }\", variables: { i: \"{rows}\" } } } }");
        assertThat(sent("form", item("A&B"), item("C"))).isEqualTo("ids=A%26B%2CC");
        assertThat(sent("gql", item("A", "sku", "A")))
                .isEqualTo(
                        "{\"query\":\"mutation($i: [P!]!) { up(input: $i) { id } }\",\"variables\":{\"i\":[{\"sku\":\"A\"}]}}");
    }

    @Test
    void placeholdersNeverChangeTheShapeOfAnAddress() {
        operations(
                "get: { kind: read, method: GET, path: \"/things/{key}/x\", batch: 1, query: { \"filter[ref]\": \"[{key}]\", shop: \"{connection.shopId}\", none: \"{locale}\" } }");
        home.answered("get", item("a/b?c=d#e&f% ü"));
        assertThat(partner.last().path())
                .isEqualTo(
                        "/api/things/a%2Fb%3Fc%3Dd%23e%26f%25%20%C3%BC/x?filter%5Bref%5D=%5Ba%2Fb%3Fc%3Dd%23e%26f%25%20%C3%BC%5D&shop=20%2041");
    }

    @Test
    void refusesKeysThatLeadElsewhere() {
        operations(
                "get: { kind: read, method: GET, path: \"/things/{key}/x\", batch: 1, headers: { X-Key: \"{key}\" } }");
        for (var key : List.of("..", ".", "a\r\nHost: evil", "a\nb", "\u0000")) {
            var failed = home.failed("get", item(key));
            assertThat(failed.fault()).as(key).isEqualTo(Fault.ITEM);
        }
        assertThat(partner.heard()).isEmpty();
    }

    @Test
    void variablesOfTheCall() {
        operations(
                "get: { kind: read, method: GET, path: \"/jobs/{job}\", query: { l: \"{language}-{country}\", c: \"{channel}\" } }");
        home.client().call("shop", "get", List.of(), Map.of("job", "17", "locale", "fr_FR"));
        assertThat(partner.last().path()).isEqualTo("/api/jobs/17?l=fr-FR&c=shop");
        var missing = (Outcome.Failed) home.client().call("shop", "get", List.of(), Map.of());
        assertThat(missing.text()).isEqualTo("{job} of the path has no value");
    }

    @Test
    void clashesOfFieldNamesAreSaid() {
        operations("put: { path: /things, body: { json: { list: \"{rows}\" } } }");
        var failed = home.failed("put", item("A", "price", "1", "price.net", "2"));
        assertThat(failed.fault()).isEqualTo(Fault.CHANNEL);
        assertThat(failed.text()).startsWith("two fields of the row claim 'price'");
        assertThat(home.failed("put", item("A", "price[", "1")).text())
                .startsWith("the field name 'price[' is no path");
    }

    @Test
    void answersOfEveryFormat() {
        operations("json: { path: /a, kind: read, answer: { at: data.items } }\n"
                + "two: { path: /a, kind: read, answer: { at: [create, update] } }\n"
                + "xml: { path: /a, kind: read, answer: { format: xml, at: shop.product } }\n"
                + "csv: { path: /a, kind: read, answer: { format: csv, csv: { separator: \";\" } } }\n"
                + "text: { path: /a, kind: read, answer: { format: text } }\n"
                + "none: { path: /a, answer: { format: none } }");
        partner.answers(200, "{\"data\":{\"items\":[{\"id\":1,\"p\":1.50},2]}}");
        assertThat(home.answered("json").records()).containsExactly(Map.of("id", 1L, "p", "1.50"), Map.of("value", 2L));
        partner.answers(200, "{\"update\":[{\"id\":1}],\"create\":[{\"id\":2}]}");
        assertThat(home.answered("two").records()).containsExactly(Map.of("id", 2L), Map.of("id", 1L));
        partner.answers(200, "<shop><product id=\"1\">a</product><product><n>b</n><n>c</n></product></shop>");
        assertThat(home.answered("xml").records())
                .containsExactly(Map.of("@id", "1", "#text", "a"), Map.of("n", List.of("b", "c")));
        partner.answers(200, "sku;error\nA;\"no; image\"\n");
        assertThat(home.answered("csv").records()).containsExactly(Map.of("sku", "A", "error", "no; image"));
        partner.plays((request, out) -> out.write(RawPartner.answer(
                200, "é".getBytes(StandardCharsets.ISO_8859_1), "Content-Type: text/plain; charset=iso-8859-1")));
        assertThat(home.answered("text").records()).containsExactly(Map.of("text", "é"));
        partner.answers(200, "<html>whatever</html>");
        assertThat(home.answered("none").records()).isEmpty();
    }
}
