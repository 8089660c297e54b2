package org.caravanserai.sandbox.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Sandbox;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A buyer without a supplier: whom it lets in, what it keeps, what it says of documents. */
class BuyerTest {
    private static final String SECRET = "sandbox-acme";

    @TempDir
    Path folder;

    private Home home;
    private Sandbox sandbox;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(folder.resolve("home/routes"));
        Files.createDirectories(folder.resolve("home/config/accounts"));
        Files.writeString(
                folder.resolve("home/config/hub.yaml"),
                "title: Test\ntype: sandbox\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        Files.writeString(folder.resolve("home/config/accounts/acme.yaml"), """
                extends: coupa
                test:
                  identity: { domain: DUNS, value: "1" }
                  supplier: { domain: DUNS, value: "2" }
                  secret: secret:acme
                  returnHosts: [buyer.example, localhost]
                  allow: [http]
                """);
        home = Home.read(folder.resolve("home"), null, Library.ofClassPath());
        start();
    }

    private void start() {
        // Nobody listens on port 1.
        sandbox = new Sandbox(folder.resolve("data"), new HandClock("2026-11-22T10:00:00Z"), 1)
                .buyers(new Directory(() -> home, () -> "http://127.0.0.1:1"));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Answer call(String method, String path, String type, String body, String... headers) {
        var sent = new HashMap<String, String>(Map.of("Host", "localhost:1"));
        if (type != null) {
            sent.put("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        int query = path.indexOf('?');
        return sandbox.handle(Request.of(
                method,
                "/sandbox/buyer" + (query < 0 ? path : path.substring(0, query)),
                query < 0 ? null : path.substring(query + 1),
                sent,
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private void put(String kind, String key, String record) {
        var answer = sandbox.handle(Request.of(
                "POST",
                "/sandbox/control/buyer/acme/records",
                null,
                Map.of("Content-Type", "application/json"),
                ("{\"kind\":\"" + kind + "\",\"key\":\"" + key + "\",\"record\":" + record + "}")
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.status()).isEqualTo(204);
    }

    private static JsonNode json(Answer answer) {
        return Json.read(answer.body()).orElseThrow();
    }

    @Test
    void onlyAccountsHaveABuyer() {
        assertThat(call("GET", "", null, "").text()).contains("acme", "coupa", "test system");
        assertThat(call("GET", "/acme", null, "").status()).isEqualTo(200);
        assertThat(call("GET", "/acme", null, "", "Accept-Language", "fr-FR").text())
                .contains("Commencer une visite", "lang=\"fr\"");
        assertThat(call("GET", "/nobody", null, "").status()).isEqualTo(404);
        assertThat(call("GET", "/acme/visits/" + "0".repeat(32), null, "").status())
                .isEqualTo(404);
    }

    @Test
    void aSupplierThatDoesNotAnswerIsSaidInWords() {
        var visit = json(call("POST", "/acme/visits", "application/json", "{}"));
        assertThat(visit.path("state").asString()).isEqualTo("failed");
        assertThat(visit.path("hook").asString()).startsWith("http://localhost:1/sandbox/buyer/acme/hook?visit=");
        var page = call("GET", "/acme/visits/" + visit.path("visit").asString(), null, "");
        assertThat(page.text()).contains("The visit did not begin.", "Nobody answered at http://localhost:1");
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void itCallsThisHubAndNobodyElse() {
        var visit = json(call("POST", "/acme/visits", "application/json", "{\"base\":\"http://169.254.169.254\"}"));
        assertThat(visit.path("remarks").toString())
                .contains("http://localhost:1")
                .doesNotContain("169.254");
    }

    @Test
    void pagesOfOtherSitesMoveNothing() {
        for (var site : new String[] {"cross-site", "same-site"}) {
            assertThat(call("POST", "/acme/visits", "application/x-www-form-urlencoded", "", "Sec-Fetch-Site", site)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(call(
                                "POST",
                                "/acme/visits",
                                "application/x-www-form-urlencoded",
                                "",
                                "Sec-Fetch-Site",
                                "same-origin")
                        .status())
                .isEqualTo(303);
        assertThat(call("POST", "/acme/hook?visit=0", "application/x-www-form-urlencoded", "a=b")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aCartIsTakenOnceAndWhatItHoldsIsEscaped() {
        put(
                "visits",
                "v1",
                "{\"visit\":\"v1\",\"state\":\"open\",\"operation\":\"create\",\"cookie\":\"c\",\"start\":\"http://h/\",\"at\":\"2026-11-22T10:00:00Z\"}");
        var form = "cxml-urlencoded=%3Cscript%3Ealert(1)%3C/script%3E";
        assertThat(call("POST", "/acme/hook?visit=v1", "application/x-www-form-urlencoded", form)
                        .status())
                .isEqualTo(303);
        var page = call("GET", "/acme/visits/v1", null, "").text();
        assertThat(page).contains("The cart was refused.", "script").doesNotContain("<script");
        var again = call("POST", "/acme/hook?visit=v1", "application/x-www-form-urlencoded", form);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("taken once");
        assertThat(call("POST", "/acme/visits/v1/order", "application/json", "{}")
                        .status())
                .isEqualTo(409);
    }

    private Answer cxml(String payload, String secret, String inner) {
        return call(
                "POST",
                "/acme",
                "text/xml",
                "<cXML payloadID=\"" + payload + "\" timestamp=\"2026-11-22T11:00:00+01:00\"><Header><From/><To>"
                        + "<Credential domain=\"DUNS\"><Identity>1</Identity></Credential></To><Sender><Credential domain=\"DUNS\">"
                        + "<Identity>2</Identity><SharedSecret>" + secret
                        + "</SharedSecret></Credential></Sender></Header><Request>" + inner + "</Request></cXML>");
    }

    private static String notice(String order, String quantity) {
        return "<ShipNoticeRequest><ShipNoticeHeader shipmentID=\"LS\" noticeDate=\"2026-11-22T11:00:00+01:00\"/><ShipNoticePortion>"
                + "<OrderReference orderID=\"" + order
                + "\"><DocumentReference payloadID=\"o@x\"/></OrderReference><ShipNoticeItem quantity=\"" + quantity
                + "\" lineNumber=\"1\"><UnitOfMeasure>EA</UnitOfMeasure></ShipNoticeItem></ShipNoticePortion></ShipNoticeRequest>";
    }

    @Test
    void documentsAreAnsweredAsSuchSystemsDo() throws Exception {
        put(
                "orders",
                "P",
                "{\"number\":\"P\",\"payload\":\"o@x\",\"lines\":[{\"number\":1,\"quantity\":\"3\",\"unit\":\"EA\"}]}");

        assertThat(cxml("a", "wrong", notice("P", "2")).text()).contains("code=\"401\"");
        assertThat(cxml("b", SECRET, notice("Q", "2")).text()).contains("code=\"417\"", "no order");
        assertThat(cxml("c", SECRET, notice("P", "4")).text()).contains("code=\"400\"", "we ordered 3");
        assertThat(cxml("d", SECRET, "<InvoiceDetailRequest/>").text()).contains("code=\"450\"");
        assertThat(call("POST", "/acme", "text/xml", "<cXML>").text()).contains("code=\"406\"");
        assertThat(cxml("e", SECRET, notice("P", "2")).text()).contains("code=\"200\"");
        assertThat(cxml("e", SECRET, notice("P", "2")).text())
                .as("the same again")
                .contains("code=\"200\"");
        assertThat(cxml("e", SECRET, notice("P", "1")).text()).contains("code=\"409\"");

        sandbox.close();
        start();
        var order = json(call("GET", "/acme/_state/orders/P", null, ""));
        assertThat(order.path("shipped").path("1").asString())
                .as("once, and after a restart")
                .isEqualTo("2");
        assertThat(cxml("f", SECRET, notice("P", "1")).text()).contains("code=\"200\"");
        assertThat(json(call("GET", "/acme/_state/orders/P", null, ""))
                        .path("complete")
                        .asBoolean())
                .isTrue();
        assertThat(Files.readString(folder.resolve("data/buyer-acme/calls.jsonl")))
                .contains("<SharedSecret>***")
                .doesNotContain(SECRET);
    }
}
