package org.caravanserai.punchout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.parser.Redaction;
import org.caravanserai.punchout.cxml.CxmlForm;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.caravanserai.punchout.cxml.Incoming;
import org.caravanserai.punchout.cxml.IncomingReader;
import org.caravanserai.punchout.cxml.Replies;
import org.caravanserai.punchout.cxml.Senders;
import org.caravanserai.punchout.cxml.Timestamps;
import org.caravanserai.punchout.oci.OciCall;
import org.caravanserai.punchout.oci.OciForm;
import org.caravanserai.punchout.oci.OciItems;
import org.caravanserai.punchout.oci.Parameters;
import org.caravanserai.testing.Fuzz;
import org.junit.jupiter.api.Test;

/** Broken input of every kind ends in an answer that can be shown: no exception, no waiting, no connection. */
class FuzzTest {
    private static final String DOCUMENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
            <cXML payloadID="1@x" timestamp="2026-11-22T10:00:00+01:00" xml:lang="en-US"><Header>
            <From><Credential domain="DUNS"><Identity>dell</Identity></Credential></From>
            <To><Credential domain="DUNS"><Identity>1</Identity></Credential></To>
            <Sender><Credential domain="DUNS"><Identity>dell</Identity><SharedSecret>s</SharedSecret></Credential>
            <UserAgent>x</UserAgent></Sender></Header><Request deploymentMode="test">%s</Request></cXML>""";

    private static final String SETUP = DOCUMENT.formatted("""
            <PunchOutSetupRequest operation="edit"><BuyerCookie>c<k/></BuyerCookie><Extrinsic name="UserEmail">a@b</Extrinsic>
            <BrowserFormPost><URL>https://acme.example/x?y=1&amp;z=2</URL></BrowserFormPost>
            <Contact role="endUser"><Name xml:lang="en">J</Name><Email>j@x</Email></Contact>
            <ShipTo><Address addressID="1"><Name xml:lang="en">A</Name><PostalAddress><Street>s</Street><City>c</City>
            <Country isoCountryCode="FR">F</Country></PostalAddress></Address></ShipTo>
            <SelectedItem><ItemID><SupplierPartID>A</SupplierPartID></ItemID></SelectedItem>
            <ItemOut quantity="1.5" lineNumber="1"><ItemID><SupplierPartID>A</SupplierPartID>
            <SupplierPartAuxiliaryID>x<y/></SupplierPartAuxiliaryID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">1.25</Money>
            </UnitPrice><Description xml:lang="en"><ShortName>s</ShortName>t</Description><UnitOfMeasure>EA</UnitOfMeasure>
            <PriceBasisQuantity quantity="10" conversionFactor="0.1"/></ItemDetail></ItemOut></PunchOutSetupRequest>""");

    private static final String ORDER = DOCUMENT.formatted("""
            <OrderRequest><OrderRequestHeader orderID="1" orderDate="2026-11-22" type="new"><Total><Money currency="EUR">1</Money></Total>
            <Payment><PCard number="4111111111111111" expiration="2030-01-01"/></Payment><Comments>x<Attachment><URL>cid:1</URL>
            </Attachment></Comments></OrderRequestHeader><ItemOut quantity="1" lineNumber="1"><ItemID><SupplierPartID>A</SupplierPartID>
            </ItemID><Distribution><Accounting name="x"><Segment type="a" id="b" description="c"/></Accounting><Charge>
            <Money currency="EUR">1</Money></Charge></Distribution></ItemOut></OrderRequest>""");

    /** What we know, and every shared sample where they lie beside the project. */
    private static List<byte[]> documents() {
        var good = new ArrayList<>(List.of(SETUP.getBytes(UTF_8), ORDER.getBytes(UTF_8)));
        var samples = Path.of(System.getProperty("shared.dir", "../shared")).resolve("standards/cxml/samples");
        if (Files.isDirectory(samples)) {
            try (var files = Files.list(samples)) {
                for (var file : files.sorted().toList()) {
                    good.add(Files.readAllBytes(file));
                }
            } catch (IOException unreadable) {
                throw new java.io.UncheckedIOException(unreadable);
            }
        }
        return good;
    }

    private static void shown(String text) {
        assertThat(text.length()).isLessThan(700);
        assertThat(text.chars()).noneMatch(Character::isISOControl);
    }

    private static void document(byte[] bytes) {
        var reading = CxmlReader.read(bytes);
        if (reading instanceof CxmlReader.Refused refused) {
            shown(refused.text());
            return;
        }
        var read = (CxmlReader.Read) reading;
        Timestamps.read(read.document().timestamp, java.time.ZoneOffset.UTC);
        if (read.document().header != null) {
            Senders.claim(read.document().header);
        }
        var incoming = IncomingReader.of(read, Buyers.account("acme").cxml());
        if (incoming instanceof Incoming.Refused refused) {
            shown(refused.text());
        } else if (incoming instanceof Incoming.SetupRequest request) {
            var setup = request.setup();
            CxmlReader.anyOf(setup.cookie());
            ReturnAddress.check(setup.returnUrl(), Buyers.account("acme").production());
            Visitor.of(setup, Buyers.account("acme").user());
        }
    }

    @Test
    void cxmlDocuments() {
        Fuzz.of("cxml-documents", Fuzz.Kind.XML, documents()).allocating(768).run(FuzzTest::document);
    }

    @Test
    void answersOfBuyers() {
        var good =
                "<cXML payloadID=\"1\" timestamp=\"x\"><Response><Status code=\"200\" text=\"OK\">x</Status></Response></cXML>";
        Fuzz.of("cxml-answers", Fuzz.Kind.XML, good)
                .run(bytes -> shown(Replies.of(200, bytes).toString()));
    }

    @Test
    void formsWithCxml() {
        var base64 = java.util.Base64.getEncoder().encodeToString(SETUP.getBytes(UTF_8));
        Fuzz.of("cxml-forms", Fuzz.Kind.LINES, SETUP, base64).allocating(768).run(bytes -> {
            var text = new String(bytes, UTF_8);
            for (var name : List.of("cxml-base64", "cxml-urlencoded")) {
                CxmlForm.read(List.of(new ReturnForm.Field(name, text))).ifPresent(CxmlReader::read);
            }
        });
    }

    @Test
    void callsByOci() {
        var srm = Buyers.account("srm");
        var good =
                "USERNAME=u&PASSWORD=p&FUNCTION=DETAIL&PRODUCTID=A&QUANTITY=1.0&~OkCode=ADDI&~TARGET=_top&http_content_charset=utf-8"
                        + "&HOOK_URL=https%3A%2F%2Fsrm.buyer.example%2Foci%3Fa%3D1%26b%3D2";
        Fuzz.of("oci-calls", Fuzz.Kind.FORM, good, good.replace("DETAIL", "VALIDATE"))
                .run(bytes -> {
                    var text = new String(bytes, StandardCharsets.ISO_8859_1);
                    var call = OciCall.of(Parameters.of(text, null, UTF_8), srm.oci());
                    if (call instanceof OciCall.Refused refused) {
                        shown(refused.text());
                    } else {
                        ReturnAddress.check(call.frame().hookUrl(), srm.production());
                        var made = (OciForm.Form) OciForm.of(srm, call.frame(), Carts.of(Carts.full("A")));
                        assertThat(org.jsoup.Jsoup.parse(made.form().html("f", "Go"))
                                        .select("form"))
                                .hasSize(1);
                    }
                    Redaction.text(text);
                });
    }

    @Test
    void returnedFormsOfOci() {
        var good =
                "NEW_ITEM-DESCRIPTION[1]=a&NEW_ITEM-QUANTITY[1]=1.000&NEW_ITEM-PRICE[1]=5.00&NEW_ITEM-PRICEUNIT[1]=1000"
                        + "&NEW_ITEM-LONGTEXT_1:132[]=text&NEW_ITEM-CURRENCY[1]=EUR&NEW_ITEM-QUANTITY[2]=2";
        Fuzz.of("oci-forms", Fuzz.Kind.FORM, good).run(bytes -> {
            for (var item : OciItems.of(
                    Parameters.of(null, new String(bytes, UTF_8), UTF_8).all())) {
                item.quantity().ifPresent(quantity -> item.price().ifPresent(price -> price.of(quantity)));
            }
        });
    }

    @Test
    void redaction() {
        Fuzz.of("redaction", Fuzz.Kind.XML, ORDER).run(bytes -> {
            var text = Redaction.text(bytes);
            assertThat(text.contains("4111111111111111")
                            && new String(bytes, UTF_8).contains("number=\"4111111111111111\""))
                    .as(text)
                    .isFalse();
        });
    }
}
