package org.caravanserai.punchout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Broken input of every kind ends in an answer that can be shown: no exception, no waiting, no connection. Seeded, so that
 * a finding can be repeated; below a second for each parser unless the machine is too busy for the fewest rounds.
 */
@Timeout(60)
class FuzzTest {
    private static final long NANOS = 600_000_000L;
    private static final int FEWEST = 200;
    private static final int ROUNDS = 4000;

    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "&",
            ";",
            "\"",
            "'",
            "=",
            "%",
            "%2",
            "+",
            "[",
            "]",
            "\0",
            "\r",
            "\n",
            "\uFEFF",
            "\uD800",
            "&x;",
            "&#0;",
            "&#xFFFFF;",
            "&#65;",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?x",
            "?>",
            "<!DOCTYPE cXML [",
            "<!ENTITY x SYSTEM \"@\">",
            "<!DOCTYPE cXML SYSTEM \"@/x.dtd\">",
            " xmlns=\"@\"",
            " xmlns:xsi=\"x\" xsi:type=\"y\"",
            " xml:lang=\"\"",
            "<Request>",
            "</Request>",
            "<Status code=\"x\"/>",
            "<Extrinsic name=\"x\"><a><b/></a></Extrinsic>",
            "<cXML>",
            "<ItemOut/>",
            "<BuyerCookie>",
            "99999999999999999999999999999999999",
            "-1",
            "1e9",
            "NaN",
            "é€漢𝄞",
            "&HOOK_URL=@",
            "&FUNCTION=VALIDATE",
            "NEW_ITEM-PRICE[1]=",
            "[999999999999]",
            "javascript:",
            "a".repeat(5000));

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

    /** Changes a good text again and again until the rounds or the seconds are over. */
    private static void mutate(String good, Consumer<byte[]> parser) {
        var random = new Random(43);
        long end = System.nanoTime() + NANOS;
        int round = 0;
        while (round < FEWEST || round < ROUNDS && System.nanoTime() < end) {
            round++;
            var bytes = good.getBytes(UTF_8);
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes = change(bytes, random);
            }
            try {
                parser.accept(bytes);
            } catch (RuntimeException | StackOverflowError wrong) {
                var text = new String(bytes, UTF_8);
                throw new AssertionError(
                        "round " + round + ": " + text.substring(0, Math.min(3000, text.length())), wrong);
            }
        }
    }

    private static byte[] change(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(bytes, at, at + length, new byte[0]);
            case 2 -> joined(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            case 3 -> joined(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            default ->
                joined(bytes, at, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
        };
    }

    private static byte[] joined(byte[] bytes, int from, int to, byte[] between) {
        var joined = new byte[from + between.length + bytes.length - to];
        System.arraycopy(bytes, 0, joined, 0, from);
        System.arraycopy(between, 0, joined, from, between.length);
        System.arraycopy(bytes, to, joined, from + between.length, bytes.length - to);
        return joined;
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
    void cxmlDocuments() throws java.io.IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var there = "http://127.0.0.1:" + server.getLocalPort();
            for (var good : List.of(SETUP, ORDER)) {
                mutate(
                        good,
                        bytes -> document(
                                new String(bytes, UTF_8).replace("@", there).getBytes(UTF_8)));
                mutate(good, FuzzTest::document);
            }
            server.setSoTimeout(100);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(server::accept))
                    .as("no connection was made")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void answersOfBuyers() {
        var good =
                "<cXML payloadID=\"1\" timestamp=\"x\"><Response><Status code=\"200\" text=\"OK\">x</Status></Response></cXML>";
        mutate(good, bytes -> shown(Replies.of(200, bytes).toString()));
    }

    @Test
    void formsWithCxml() {
        mutate(SETUP, bytes -> {
            var text = new String(bytes, UTF_8);
            for (var name : List.of("cxml-base64", "cxml-urlencoded")) {
                CxmlForm.read(List.of(new ReturnForm.Field(name, text))).ifPresent(found -> CxmlReader.read(found));
            }
        });
    }

    @Test
    void callsByOci() {
        var srm = Buyers.account("srm");
        var good =
                "USERNAME=u&PASSWORD=p&FUNCTION=DETAIL&PRODUCTID=A&QUANTITY=1.0&~OkCode=ADDI&~TARGET=_top&http_content_charset=utf-8"
                        + "&HOOK_URL=https%3A%2F%2Fsrm.buyer.example%2Foci%3Fa%3D1%26b%3D2";
        mutate(good, bytes -> {
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            var call = OciCall.of(Parameters.of(text, null, UTF_8), srm.oci());
            if (call instanceof OciCall.Refused refused) {
                shown(refused.text());
            } else {
                ReturnAddress.check(call.frame().hookUrl(), srm.production());
                var made = (OciForm.Form) OciForm.of(srm, call.frame(), Carts.of(Carts.full("A")));
                assertThat(org.jsoup.Jsoup.parse(made.form().html("f", "Go")).select("form"))
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
        mutate(good, bytes -> {
            for (var item : OciItems.of(
                    Parameters.of(null, new String(bytes, UTF_8), UTF_8).all())) {
                item.quantity().ifPresent(quantity -> item.price().ifPresent(price -> price.of(quantity)));
            }
        });
    }

    @Test
    void redaction() {
        mutate(ORDER, bytes -> {
            var text = Redaction.text(bytes);
            assertThat(text.contains("4111111111111111")
                            && new String(bytes, UTF_8).contains("number=\"4111111111111111\""))
                    .as(text)
                    .isFalse();
        });
    }
}
