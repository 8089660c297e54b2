package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.caravanserai.order.Orders;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of buyers by cXML, on the sample company, shared with LineIT. */
class PunchoutOrderIT {
    private static String document(String payload, String order, String mode, String items) {
        return "<?xml version=\"1.0\"?><!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">"
                + "<cXML payloadID=\"" + payload + "\" timestamp=\"2026-11-22T10:00:00+01:00\"><Header>"
                + "<From><Credential domain=\"DUNS\"><Identity>012345678</Identity></Credential></From>"
                + "<To><Credential domain=\"DUNS\"><Identity>987654321</Identity></Credential></To>"
                + "<Sender><Credential domain=\"DUNS\"><Identity>012345678</Identity><SharedSecret>sandbox-acme-2027"
                + "</SharedSecret></Credential><UserAgent>Test</UserAgent></Sender></Header><Request deploymentMode=\""
                + mode + "\"><OrderRequest><OrderRequestHeader orderID=\"" + order
                + "\" orderDate=\"2026-11-22T10:00:00+01:00\"><ShipTo><Address isoCountryCode=\"FR\" addressID=\"D1\">"
                + "<Name xml:lang=\"fr\">Dock</Name><PostalAddress><DeliverTo>Anna</DeliverTo><Street>1 quai</Street>"
                + "<City>Nevers</City><PostalCode>58000</PostalCode><Country isoCountryCode=\"FR\">France</Country>"
                + "</PostalAddress></Address></ShipTo><Payment><PCard number=\"4111111111111111\" expiration=\"2027-01-01\"/>"
                + "</Payment><Unknown/></OrderRequestHeader>" + items + "</OrderRequest></Request></cXML>";
    }

    private static String item(String quantity, String sku, String detail) {
        return "<ItemOut quantity=\"" + quantity + "\"><ItemID><SupplierPartID>" + sku + "</SupplierPartID></ItemID>"
                + detail + "</ItemOut>";
    }

    private static HttpResponse<byte[]> post(String document) {
        return ShippedHub.hub()
                .bytes(HttpRequest.newBuilder(ShippedHub.hub().main("/punchout/cxml"))
                        .header("Content-Type", "text/xml")
                        .POST(HttpRequest.BodyPublishers.ofString(document)));
    }

    private static int code(HttpResponse<byte[]> answer) {
        return ((CxmlReader.Read) CxmlReader.read(answer.body()))
                .document()
                .response
                .status
                .number();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Checks 4, 5 and 19: without line number, without ItemDetail, with elements nobody knows. */
    @Test
    void anOrderIsTakenOnce() {
        var number = "PO-" + UUID.randomUUID();
        var payload = UUID.randomUUID() + "@acme.example";
        var document = document(payload, number, "test", item("12", "GL-200-9", ""));

        var first = post(document);

        assertThat(code(first)).as(text(first)).isEqualTo(200);
        assertThat(post(document).body()).isEqualTo(first.body());
        assertThat(code(post(document + " "))).isEqualTo(409);
        var again = post(document("other" + payload, number, "test", item("12", "GL-200-9", "")));
        assertThat(code(again)).isEqualTo(200);
        assertThat(code(post(document("third" + payload, number, "test", item("13", "GL-200-9", "")))))
                .isEqualTo(409);

        var orders = ShippedHub.hub().part(Orders.class);
        var heads = orders.search(number);
        assertThat(heads).singleElement().satisfies(head -> {
            assertThat(head.test()).isTrue();
            assertThat(head.account()).isEqualTo("acme");
            assertThat(head.customer()).isEqualTo("C-10001");
        });
        var detail = orders.detail(heads.get(0).id()).orElseThrow();
        assertThat(detail.order().lines().get(0).number()).isEqualTo("1");
        var kept = new String(orders.message(detail.messages().get(0).id()).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(kept).contains(number).doesNotContain("4111111111111111", "sandbox-acme-2027");
    }

    @ParameterizedTest
    @CsvSource({
        "NO-SUCH-ARTICLE, EA, 400, NO-SUCH-ARTICLE",
        "GL-200-9, XYZ, 400, XYZ",
        "GL-200-9, '', 406, quantity",
    })
    void whatCannotBeOrderedIsRefusedWithItsName(String sku, String unit, int code, String named) {
        var number = "PO-" + UUID.randomUUID();
        var detail = "<ItemDetail><UnitPrice><Money currency=\"EUR\">1.00</Money></UnitPrice>"
                + "<Description xml:lang=\"fr\">x</Description><UnitOfMeasure>" + unit
                + "</UnitOfMeasure><Classification domain=\"UNSPSC\">46181504</Classification></ItemDetail>";
        var quantity = unit.isEmpty() ? "many" : "1";
        var answer = post(document(UUID.randomUUID() + "@x", number, "test", item(quantity, sku, detail)));
        assertThat(code(answer)).as(text(answer)).isEqualTo(code);
        assertThat(text(answer)).contains(named);
    }

    @Test
    void changesAreNotTaken() {
        var update = document(UUID.randomUUID() + "@x", "PO-9", "test", item("1", "GL-200-9", ""))
                .replace("orderDate=", "type=\"update\" orderDate=");
        assertThat(code(post(update))).isEqualTo(450);
    }

    /** Checks 16 and 17: price of one product, and of one that is gone, as a form that sends itself. */
    @Test
    void ociAsksForOneProduct() {
        var there = validate("GL-200-9");
        var gone = validate("GL-OLD");

        assertThat(there.statusCode()).isEqualTo(200);
        assertThat(text(there)).contains("NEW_ITEM-VENDORMAT[1]", "GL-200-9", "NEW_ITEM-PRICE[1]");
        assertThat(there.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action https://srm.buyer.example;", "script-src 'nonce-")
                .doesNotContain("unsafe");
        assertThat(gone.statusCode()).isEqualTo(200);
        assertThat(text(gone)).contains("<form").doesNotContain("NEW_ITEM");
    }

    private static HttpResponse<byte[]> validate(String sku) {
        var hook = URLEncoder.encode("https://srm.buyer.example/in?sid=1", StandardCharsets.UTF_8);
        return ShippedHub.hub()
                .bytes(HttpRequest.newBuilder(ShippedHub.hub().main("/punchout/oci/srm"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "USERNAME=acme-buyer&PASSWORD=sandbox-srm&FUNCTION=VALIDATE&PRODUCTID=" + sku
                                        + "&QUANTITY=12.000&HOOK_URL=" + hook)));
    }
}
