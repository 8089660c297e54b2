package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.caravanserai.order.OrderCode;
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

    /** What was taken can be read back: long remarks are kept whole in pieces, another text that is too long is named. */
    @Test
    void longTextsAreKeptWholeOrNamed() {
        var number = "PO-" + UUID.randomUUID();
        var remark = "0123456789".repeat(900);
        var plain = document(UUID.randomUUID() + "@x", number, "test", item("1", "GL-200-9", ""));

        var kept = post(plain.replace("<Payment>", "<Comments>" + remark + "</Comments><Payment>"));
        assertThat(code(kept)).as(text(kept)).isEqualTo(200);
        var orders = ShippedHub.hub().part(Orders.class);
        var order =
                orders.detail(orders.search(number).get(0).id()).orElseThrow().order();
        assertThat(order.comments()).hasSize(3);
        assertThat(String.join("", order.comments())).isEqualTo(remark);

        var refused = post(plain.replace(number, "PO-L" + number)
                .replace("<DeliverTo>Anna", "<DeliverTo>" + "Anna ".repeat(60))
                .replace("payloadID=\"", "payloadID=\"2"));
        assertThat(code(refused)).as(text(refused)).isEqualTo(400);
        assertThat(text(refused)).contains("parties[1].contact", "at most 200");
        assertThat(orders.search("PO-L" + number)).isEmpty();
    }

    /** A wish or sum that cannot be read does not stop an order, and does not vanish either. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "orderDate=\"|requestedDeliveryDate=\"next Friday\" orderDate=\"|requestedDeliveryDate|'next Friday' is no day or time; it was left out",
                "<ItemOut |<ItemOut requestedDeliveryDate=\"32.13.2026\" |line 1 requestedDeliveryDate|'32.13.2026' is no day or time; it was left out",
                "orderDate=\"20|orderDate=\"in 20|orderDate|is no day or time; it was left out",
                "<ShipTo>|<Total><Money currency=\"EURO\">12,50</Money></Total><ShipTo>|Total|'12,50' of the currency 'EURO' is no amount; it was left out",
            })
    void whatMayBeMissingAndCannotBeReadIsNoted(String from, String to, String path, String said) {
        var number = "PO-" + UUID.randomUUID();
        var plain = document(UUID.randomUUID() + "@x", number, "test", item("1", "GL-200-9", ""));
        var changed = plain.replace(from, to);
        assertThat(changed).isNotEqualTo(plain);

        var answer = post(changed);

        assertThat(code(answer)).as(text(answer)).isEqualTo(200);
        var orders = ShippedHub.hub().part(Orders.class);
        assertThat(orders.detail(orders.search(number).get(0).id())
                        .orElseThrow()
                        .notes())
                .filteredOn(note -> note.code() == OrderCode.UNREAD)
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.path()).isEqualTo(path);
                    assertThat(note.text()).contains(said);
                });
    }

    /** Goods that are only promised, or come back, are no order to deliver. */
    @ParameterizedTest
    @CsvSource({
        "orderDate=, orderType=\"blanket\" orderDate=, 450, blanket",
        "orderDate=, orderType=\"release\" orderDate=, 200, OK",
        "<ItemOut quantity=, <ItemOut isReturn=\"yes\" quantity=, 450, gives something back",
        "</ItemID></ItemOut>, </ItemID><BlanketItemDetail/></ItemOut>, 450, blanket order",
    })
    void onlyGoodsToBeDeliveredAreOrdered(String from, String to, int code, String said) {
        var number = "PO-" + UUID.randomUUID();
        var plain = document(UUID.randomUUID() + "@x", number, "test", item("1", "GL-200-9", ""));
        var answer = post(plain.replace(from, to));
        assertThat(code(answer)).as(text(answer)).isEqualTo(code);
        assertThat(text(answer)).contains(said);
        assertThat(ShippedHub.hub().part(Orders.class).search(number)).hasSize(code == 200 ? 1 : 0);
    }

    /** Whoever sent it is known: what cannot be read is kept as it came, without cards and secrets. */
    @ParameterizedTest
    @CsvSource({"many, EA, no number", "1, XYZ, XYZ"})
    void whatCannotBeReadIsKept(String quantity, String unit, String why) {
        var number = "PO-" + UUID.randomUUID();
        var detail = "<ItemDetail><UnitPrice><Money currency=\"EUR\">1.00</Money></UnitPrice>"
                + "<Description xml:lang=\"fr\">x</Description><UnitOfMeasure>" + unit
                + "</UnitOfMeasure></ItemDetail>";
        post(document(UUID.randomUUID() + "@x", number, "test", item(quantity, "GL-200-9", detail)));

        var orders = ShippedHub.hub().part(Orders.class);
        var trouble = orders.troubles(Long.MAX_VALUE, 50).stream()
                .filter(one -> one.number().equals(number))
                .findFirst()
                .orElseThrow();
        assertThat(trouble.text()).contains(why);
        var kept = new String(orders.message(trouble.message()).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(kept).contains(number).doesNotContain("4111111111111111", "sandbox-acme-2027");
    }

    /** Check 20 and 21: what has no order behind it, and bodies of another kind than cXML, get a clear answer. */
    @ParameterizedTest
    @CsvSource({"update, 417", "delete, 417", "replace, 406"})
    void aChangeOfNothingIsRefused(String type, int code) {
        var document = document(UUID.randomUUID() + "@x", "PO-" + UUID.randomUUID(), "test", item("1", "GL-200-9", ""))
                .replace("orderDate=", "type=\"" + type + "\" orderDate=");
        assertThat(code(post(document))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/related; boundary=b, '', attachments are not taken",
        "Multipart/Mixed; boundary=b, '', attachments are not taken",
        "text/xml, gzip, compressed",
        "text/xml, 'gzip, br', compressed",
    })
    void bodiesThatAreNoDocumentAreRefusedByName(String type, String encoding, String named) throws Exception {
        var document = document(UUID.randomUUID() + "@x", "PO-" + UUID.randomUUID(), "test", item("1", "GL-200-9", ""));
        var body = encoding.isEmpty()
                ? ("--b\r\nContent-Type: text/xml\r\nContent-ID: <1>\r\n\r\n" + document
                                + "\r\n--b\r\nContent-ID: <2>\r\n\r\nx\r\n--b--")
                        .getBytes(StandardCharsets.UTF_8)
                : packed(document);
        var request = HttpRequest.newBuilder(ShippedHub.hub().main("/punchout/cxml"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }

        var answer = ShippedHub.hub().bytes(request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(code(answer)).as(text(answer)).isEqualTo(406);
        assertThat(text(answer)).contains(named);
    }

    private static byte[] packed(String document) throws java.io.IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
            gzip.write(document.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
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
