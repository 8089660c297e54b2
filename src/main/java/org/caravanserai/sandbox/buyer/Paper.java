package org.caravanserai.sandbox.buyer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Documents a buyer's system writes, with what is peculiar about each profile. */
final class Paper {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    /** As Coupa wrote it in 2008. */
    private static final DateTimeFormatter OLD =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss xx yyyy", Locale.ENGLISH);

    private final Counterpart buyer;
    private final Instant now;

    Paper(Counterpart buyer, Instant now) {
        this.buyer = buyer;
        this.now = now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private String moment(boolean old) {
        return OffsetDateTime.ofInstant(now, ZoneOffset.ofHours(1)).format(old ? OLD : ISO);
    }

    /**
     * A set-up.
     *
     * @param lines of an earlier cart, for {@code edit} and {@code inspect}
     */
    byte[] setup(String payloadId, String operation, String cookie, String back, List<Sheet.Line> lines) {
        boolean coupa = buyer.profile() == Profile.COUPA;
        var contact = "<Contact role=\"endUser\"><Name xml:lang=\"en\">Anna Example</Name>"
                + "<Email>anna@buyer.example</Email></Contact>";
        var post = "<BrowserFormPost><URL>" + Markup.escaped(back) + "</URL></BrowserFormPost>";
        var extrinsics = "<Extrinsic name=\"UserEmail\">anna@buyer.example</Extrinsic>"
                + "<Extrinsic name=\"UniqueName\">anna</Extrinsic>";
        var inner = "<PunchOutSetupRequest operation=\"" + operation + "\"><BuyerCookie>" + Markup.escaped(cookie)
                + "</BuyerCookie>" + extrinsics + (coupa ? contact + post : post + contact)
                + lines.stream().map(line -> item(line, false)).collect(Collectors.joining())
                + "</PunchOutSetupRequest>";
        return document(payloadId, coupa, inner);
    }

    /** An order of a cart. */
    byte[] order(String payloadId, String number, Sheet sheet) {
        var address = "<Address isoCountryCode=\"FR\" addressID=\"D1\"><Name xml:lang=\"en\">Buyer, goods in</Name>"
                + "<PostalAddress><DeliverTo>Anna Example</DeliverTo><Street>1 quai des Essais</Street>"
                + "<City>Nantes</City><PostalCode>44000</PostalCode><Country isoCountryCode=\"FR\">France</Country>"
                + "</PostalAddress></Address>";
        var inner = "<OrderRequest><OrderRequestHeader orderID=\"" + number + "\" orderDate=\"" + moment(false)
                + "\" type=\"new\"><Total>" + money(sheet.sum().toPlainString(), sheet.currency()) + "</Total><ShipTo>"
                + address + "</ShipTo><BillTo>" + address + "</BillTo></OrderRequestHeader>"
                + sheet.lines().stream()
                        .map(line -> item(line, true, sheet.currency()))
                        .collect(Collectors.joining())
                + "</OrderRequest>";
        return document(payloadId, false, inner);
    }

    private static String item(Sheet.Line line, boolean detail) {
        return item(line, detail, "");
    }

    /** Lines go back as they came: what the supplier said of them is kept word for word. */
    private static String item(Sheet.Line line, boolean detail, String currency) {
        var item = "<ItemOut quantity=\"" + line.quantity().toPlainString() + "\" lineNumber=\"" + line.number()
                + "\"><ItemID><SupplierPartID>" + Markup.escaped(line.sku()) + "</SupplierPartID>"
                + (line.auxiliary().isEmpty()
                        ? ""
                        : "<SupplierPartAuxiliaryID>" + Markup.escaped(line.auxiliary()) + "</SupplierPartAuxiliaryID>")
                + "</ItemID>";
        if (detail) {
            item += "<ItemDetail><UnitPrice>" + money(line.price().toPlainString(), currency) + "</UnitPrice>"
                    + "<Description xml:lang=\"en\">" + Markup.escaped(line.description()) + "</Description>"
                    + "<UnitOfMeasure>" + Markup.escaped(line.unit()) + "</UnitOfMeasure>"
                    + (line.basis().compareTo(java.math.BigDecimal.ONE) == 0
                            ? ""
                            : "<PriceBasisQuantity quantity=\"" + line.basis().toPlainString()
                                    + "\" conversionFactor=\"1\"><UnitOfMeasure>" + Markup.escaped(line.unit())
                                    + "</UnitOfMeasure></PriceBasisQuantity>")
                    + "<Classification domain=\"" + Markup.escaped(line.domain()) + "\">"
                    + Markup.escaped(line.code()) + "</Classification></ItemDetail>";
        }
        return item + "</ItemOut>";
    }

    private static String money(String amount, String currency) {
        return "<Money currency=\"" + Markup.escaped(currency) + "\">" + amount + "</Money>";
    }

    /** An answer to a document of the supplier. */
    byte[] answer(String payloadId, int code, String text, String detail) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + doctype("cXML") + "<cXML payloadID=\"" + payloadId
                        + "\" timestamp=\"" + moment(false) + "\"><Response><Status code=\"" + code + "\" text=\""
                        + Markup.escaped(text) + "\">" + Markup.escaped(detail)
                        + "</Status></Response></cXML>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String doctype(String file) {
        return "<!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/"
                + buyer.profile().version() + "/" + file + ".dtd\">\n";
    }

    private byte[] document(String payloadId, boolean old, String inner) {
        var network = buyer.profile() == Profile.ARIBA;
        var to = buyer.to() == null ? new Counterpart.Name("DUNS", "supplier") : buyer.to();
        var from = buyer.from().stream().map(name -> credential(name, "", "")).collect(Collectors.joining())
                + (network ? credential(buyer.sender(), " type=\"marketplace\"", "") : "");
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + doctype("cXML") + "<cXML payloadID=\"" + payloadId
                        + "\" timestamp=\"" + moment(old) + "\" xml:lang=\"en-US\"><Header><From>" + from
                        + "</From><To>" + credential(to, "", "") + "</To><Sender>"
                        + credential(
                                buyer.sender(),
                                "",
                                "<SharedSecret>" + Markup.escaped(buyer.secret()) + "</SharedSecret>")
                        + "<UserAgent>Caravanserai sandbox buyer, "
                        + buyer.profile().word()
                        + "</UserAgent></Sender></Header><Request deploymentMode=\"test\">" + inner
                        + "</Request></cXML>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String credential(Counterpart.Name name, String type, String secret) {
        return "<Credential domain=\"" + Markup.escaped(name.domain()) + "\"" + type + "><Identity>"
                + Markup.escaped(name.value()) + "</Identity>" + secret + "</Credential>";
    }
}
