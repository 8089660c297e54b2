package org.caravanserai.punchout.cxml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.caravanserai.punchout.Buyers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken and what is refused, with the status a sender gets. */
class CxmlReaderTest {
    private static final String HEADER = """
            <Header><From><Credential domain="DUNS"><Identity>a</Identity></Credential></From>\
            <To><Credential domain="DUNS"><Identity>b</Identity></Credential></To>\
            <Sender><Credential domain="DUNS"><Identity> a </Identity><SharedSecret>s</SharedSecret></Credential></Sender></Header>""";

    private static String setup(String operation, String inside) {
        return "<cXML payloadID=\"1\">" + HEADER + "<Request><PunchOutSetupRequest operation=\"" + operation + "\">"
                + inside + "</PunchOutSetupRequest></Request></cXML>";
    }

    private static String order(String header, String inside) {
        return "<cXML payloadID=\"1\">" + HEADER + "<Request><OrderRequest><OrderRequestHeader " + header + "/>"
                + inside + "</OrderRequest></Request></cXML>";
    }

    private static CxmlReader.Reading read(String text) {
        return CxmlReader.read(text.getBytes(UTF_8));
    }

    private static Incoming incoming(CxmlReader.Reading reading) {
        return IncomingReader.of(
                (CxmlReader.Read) reading, Buyers.account("acme").cxml());
    }

    private static String said(String text) {
        var reading = read(text);
        if (reading instanceof CxmlReader.Refused refused) {
            return refused.status().code() + " " + refused.text();
        }
        return incoming(reading) instanceof Incoming.Refused refused
                ? refused.status().code() + " " + refused.text()
                : "taken";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            ``                                                       ~ 406 FIL-001 the file is empty
            hello                                                    ~ 406 line 1: FIL-004 not valid XML: Unexpected character 'h' (code 104) in prolog
            <cXML payloadID="1"><Request>                            ~ 406 line 1: FIL-002 the XML ends in the middle; send the file again
            <cXML/>                                                  ~ 406 a document holds exactly one of Request, Message and Response
            <cXML payloadID="1"><Request/><Response/></cXML>         ~ 406 a document holds exactly one of Request, Message and Response
            <cXML><Request/></cXML>                                  ~ 406 cXML has no payloadID
            <cXML payloadID=" "><Request/></cXML>                    ~ 406 cXML has no payloadID
            <cXML payloadID="1"><Request/></cXML>                    ~ 406 cXML has no Header
            <cXML payloadID="1"><Response/></cXML>                   ~ 406 Response has no Status
            <cXML payloadID="1"><Header/><Request/></cXML>           ~ 406 the Request is empty
            <cXML payloadID="1"><Header/><Request><SalesOrderRequest/></Request></cXML> ~ 450 'SalesOrderRequest' is not taken here; taken are ProfileRequest, PunchOutSetupRequest, OrderRequest, StatusUpdateRequest
            <cXML payloadID="1"><Header/><Request><ProfileRequest/></Request></cXML> ~ taken
            <cXML payloadID="1"><Header/><Request><ProfileRequest/></Request></cXML><x/> ~ 406 line 1: FIL-004 not valid XML: Second root element in content
            <cxml payloadID="1"><Header/><Request><ProfileRequest/></Request></cxml> ~ 406 the root element is 'cxml', not 'cXML'
            <x:cXML xmlns:x="y"/>                                    ~ 406 the root element is '{y}cXML', not 'cXML'
            <cXML payloadID="1"><Header/><Request><StatusUpdateRequest><Status code="2"/></StatusUpdateRequest></Request></cXML> ~ 406 StatusUpdateRequest has no Status with a code
            """)
    void envelopes(String text, String expected) {
        assertThat(said(text)).startsWith(expected);
    }

    private static final String COOKIE = "<BuyerCookie/>";
    private static final String POST = "<BrowserFormPost><URL>https://x/</URL></BrowserFormPost>";

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            create  ~ cookie post ~ taken
            edit    ~ cookie post ~ taken
            inspect ~ cookie      ~ taken
            create  ~ cookie      ~ 406 BrowserFormPost is missing: without it no cart can be returned; only inspect goes without
            edit    ~ cookie <BrowserFormPost><URL> </URL></BrowserFormPost> ~ 406 BrowserFormPost is missing: without it no cart can be returned; only inspect goes without
            create  ~ post        ~ 406 PunchOutSetupRequest has no BuyerCookie
            source  ~ cookie post ~ 450 operation 'source' is not taken here
            delete  ~ cookie post ~ 406 operation is 'delete'; write create, edit or inspect
            ``      ~ cookie post ~ 406 operation is ''; write create, edit or inspect
            edit    ~ cookie post <ItemOut quantity="1"/> ~ 406 ItemOut 1 has no SupplierPartID
            edit    ~ cookie post item <ItemOut quantity="x"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut> ~ 406 ItemOut 2: quantity is 'x', no number
            edit    ~ cookie post <ItemOut quantity="1" lineNumber="-1"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut> ~ 406 ItemOut 1: lineNumber is '-1', no whole number
            edit    ~ cookie post item ~ taken
            """)
    void setUps(String operation, String inside, String expected) {
        assertThat(said(setup(operation, filled(inside)))).isEqualTo(expected);
    }

    private static String filled(String inside) {
        return inside.replace("cookie", COOKIE)
                .replace("post", POST)
                .replace("item", "<ItemOut quantity='1'><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            orderID="1"               ~ item       ~ taken
            orderID="1"               ~ ``         ~ 406 OrderRequest has no ItemOut
            orderID="1" type="delete" ~ ``         ~ taken
            orderID="1" type="update" ~ item       ~ taken
            orderID="1" type="other"  ~ item       ~ 406 type is 'other'; write new, update or delete
            orderID=" "               ~ item       ~ 406 OrderRequestHeader has no orderID
            orderID="1"               ~ item <ItemOut quantity="0"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut> ~ 400 ItemOut 2: quantity is 0; it must be above 0
            orderID="1"               ~ <ItemOut quantity="-2"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut> ~ 400 ItemOut 1: quantity is -2; it must be above 0
            orderID="1"               ~ <ItemOut quantity="1,5"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut> ~ 406 ItemOut 1: quantity is '1,5', no number
            orderID="1"               ~ <ItemOut quantity="1" lineNumber="1"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut><ItemOut quantity="1" lineNumber="1"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut> ~ 400 lineNumber 1 stands twice
            orderID="1"               ~ <ItemOut quantity="1"><ItemID><SupplierPartID>A</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">12,50</Money></UnitPrice></ItemDetail></ItemOut> ~ 400 ItemOut 1: the price '12,50' EUR is no plain decimal with a currency of three letters
            orderID="1"               ~ <ItemOut quantity="1"><ItemID><SupplierPartID>A</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">1</Money></UnitPrice><PriceBasisQuantity quantity="0" conversionFactor="1"/></ItemDetail></ItemOut> ~ 406 ItemOut 1: PriceBasisQuantity needs quantity and conversionFactor above 0
            """)
    void orders(String header, String inside, String expected) {
        assertThat(said(order(header, filled(inside)))).isEqualTo(expected);
    }

    /** Acceptance check 19. */
    @Test
    void anOrderWithoutLineNumbersAndDetailsAndWithUnknownElementsIsTaken() {
        var item =
                "<ItemOut quantity=\"1.5\" %s><Unknown x=\"1\"><y/></Unknown><ItemID><SupplierPartID>A</SupplierPartID>"
                        + "</ItemID></ItemOut>";
        var text = order(
                "orderID=\"1\"",
                item.formatted("")
                        + item.formatted("lineNumber=\"1\"")
                        + item.formatted("")
                        + item.formatted("lineNumber=\"20\""));
        var order = (Incoming.Order) incoming(read(text));
        assertThat(order.lines()).extracting(Incoming.OrderLine::number).containsExactly(2, 1, 3, 20);
        assertThat(order.lines()).extracting(Incoming.OrderLine::numbered).containsExactly(false, true, false, true);
        assertThat(order.lines()).allSatisfy(line -> {
            assertThat(line.quantity()).isEqualByComparingTo("1.5");
            assertThat(line.unitPrice()).isNull();
            assertThat(line.unit()).isNull();
            assertThat(line.basis()).isEqualByComparingTo("1");
        });
        assertThat(order.header().typeOrNew()).isEqualTo("new");
        assertThat(order.header().orderTypeOrRegular()).isEqualTo("regular");
    }

    /** The factor leads from the order unit to the unit of the price: 2 boxes of 10 at 5.00 a box is 0.50 a piece. */
    @Test
    void aPriceForAnotherUnitIsToldForTheOrderedOne() {
        var text = order("orderID=\"1\"", """
                <ItemOut quantity="20"><ItemID><SupplierPartID>A</SupplierPartID></ItemID><ItemDetail>\
                <UnitPrice><Money currency="eur"> 10.00 </Money></UnitPrice><UnitOfMeasure> EA </UnitOfMeasure>\
                <PriceBasisQuantity quantity="2" conversionFactor="0.1"><UnitOfMeasure>BX</UnitOfMeasure></PriceBasisQuantity>\
                </ItemDetail></ItemOut>""");
        var line = ((Incoming.Order) incoming(read(text))).lines().get(0);
        assertThat(line.basis()).isEqualByComparingTo("20");
        assertThat(line.unit()).isEqualTo("EA");
        assertThat(line.unitPrice()).hasToString("10.00 EUR");
    }

    /** Acceptance checks 6 to 8: order of children, blanks, no DOCTYPE, marketplaces. */
    @Test
    void blanksAreOfTheAddressNotOfTheCookie() {
        var text = setup(
                "create",
                "<Extrinsic name=\"UserEmail \"> jim@x </Extrinsic><Extrinsic name=\"Empty\"/>"
                        + "<Contact role=\"endUser\"><Name xml:lang=\"en\">Jim</Name><Email> c@x </Email></Contact>"
                        + "<BrowserFormPost><URL>\n https://x/y?a=1&amp;b=2 \n</URL></BrowserFormPost>"
                        + "<BuyerCookie> a&amp;b <x y=\"1\">é</x>\n</BuyerCookie>");
        var setup = ((Incoming.SetupRequest) incoming(read(text))).setup();
        assertThat(setup.returnUrl()).isEqualTo("https://x/y?a=1&b=2");
        assertThat(setup.cookie()).isEqualTo(" a&amp;b <x y=\"1\">é</x>\n");
        assertThat(CxmlReader.anyOf(setup.cookie()).xml()).isEqualTo(setup.cookie());
        assertThat(setup.extra("useremail")).contains("jim@x");
        assertThat(setup.extra("Empty")).isEmpty();
        assertThat(setup.contactMail()).isEqualTo("c@x");
    }

    /** A visit keeps the texts and must be able to read them back. */
    @Test
    void aTextWithoutEndOpensNoVisit() {
        var address = "<BrowserFormPost><URL>https://x/y</URL></BrowserFormPost>";
        var cookie = setup("create", "<BuyerCookie>" + "c".repeat(100_001) + "</BuyerCookie>" + address);
        var extra = setup(
                "create",
                "<BuyerCookie>c</BuyerCookie><Extrinsic name=\"X\">" + "e".repeat(100_001) + "</Extrinsic>" + address);
        for (var text : List.of(cookie, extra)) {
            var refused = (Incoming.Refused) incoming(read(text));
            assertThat(refused.status()).isEqualTo(CxmlStatus.NOT_ACCEPTABLE);
            assertThat(refused.text()).contains("longer than 100000 characters");
        }
        assertThat(incoming(read(cookie.replaceFirst("c{9}", "")))).isInstanceOf(Incoming.SetupRequest.class);
    }

    @Test
    void aMarketplaceIsNoBuyerUnlessNobodyElseIsNamed() {
        var header =
                "<Header><From><Credential domain=\"NetworkID\" type=\"marketplace\"><Identity>hub</Identity></Credential>"
                        + "<Credential domain=\"DUNS\"><Identity> 0123 </Identity></Credential></From>"
                        + "<To><Credential domain=\"A\"><Identity>1</Identity></Credential></To>"
                        + "<To><Credential domain=\"B\"><Identity>2</Identity></Credential></To>"
                        + "<Sender><Credential domain=\"NetworkID\"><Identity>hub</Identity><SharedSecret>s</SharedSecret></Credential></Sender></Header>";
        var text = "<cXML payloadID=\"1\">" + header + "<Request><ProfileRequest/></Request></cXML>";
        var claim = Senders.claim(((CxmlReader.Read) read(text)).document().header);
        assertThat(claim.from()).hasToString("[DUNS 0123]");
        assertThat(claim.to()).hasToString("[A 1, B 2]");
        assertThat(claim.sender()).hasToString("[NetworkID hub]");
        assertThat(claim.secret()).isEqualTo("s");
        var alone = text.replaceFirst("<Credential domain=\"DUNS\">.*?</Credential>", "");
        assertThat(Senders.claim(((CxmlReader.Read) read(alone)).document().header)
                        .from())
                .hasToString("[NetworkID hub]");
    }

    /** Acceptance check 1 and 2: nothing is fetched, nothing expanded, whatever the DOCTYPE says. */
    @Test
    void aDoctypeIsPassedOver(@TempDir Path folder) throws IOException {
        var secret = Files.writeString(folder.resolve("secret.txt"), "TOP-SECRET");
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var there = "http://127.0.0.1:" + server.getLocalPort();
            var request = setup("create", COOKIE + POST);
            assertThat(said("<!DOCTYPE cXML SYSTEM \"" + there + "/cXML.dtd\">" + request))
                    .isEqualTo("taken");
            assertThat(said("<!DOCTYPE cXML PUBLIC \"x\" \"" + there + "/cXML.dtd\">" + request))
                    .isEqualTo("taken");
            assertThat(said("<!DOCTYPE cXML SYSTEM \"" + there + "/cXML.dtd\" [ <!ENTITY % SGML-help \"INCLUDE\"> ]>"
                            + request))
                    .isEqualTo("taken");
            for (var attack : new String[] {
                "<!DOCTYPE cXML [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>"
                        + setup("create", "<BuyerCookie>&x;</BuyerCookie>" + POST),
                "<!DOCTYPE cXML [<!ENTITY x SYSTEM '" + there + "/x'>]>"
                        + setup("create", "<BuyerCookie>&x;</BuyerCookie>" + POST),
                "<!DOCTYPE cXML [<!ENTITY % p SYSTEM '" + there + "/p'> %p;]>" + request,
                "<!DOCTYPE cXML [<!ENTITY % p \"x\"> %p;]>" + request,
                "<!DOCTYPE cXML [<!ENTITY x 'y'>]>" + request,
                "<!DOCTYPE cXML SYSTEM '" + there + "/cXML.dtd'>"
                        + setup("create", "<BuyerCookie>&x;</BuyerCookie>" + POST),
                "<!DOCTYPE cXML SYSTEM 'x'>" + setup("create", "<BuyerCookie>&nbsp;</BuyerCookie>" + POST),
            }) {
                assertThat(said(attack)).startsWith("406 ").doesNotContain("TOP-SECRET");
            }
            server.setSoTimeout(100);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(server::accept))
                    .as("no connection was made")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Without JAXB, which makes a document of each. */
    @Test
    void elementsInsideTextsAreCounted() throws Exception {
        for (int more = 0; more < 2; more++) {
            var markup = "<cXML><Extrinsic>" + "<a/>".repeat(5) + "</Extrinsic><Sender><SharedSecret>"
                    + "<a><b/></a>".repeat(Watch.MAX_ANY - 5 + more) + "</SharedSecret></Sender></cXML>";
            var watch = new Watch(org.caravanserai.parser.Xml.reader(
                    new java.io.ByteArrayInputStream(markup.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            var thrown = org.assertj.core.api.Assertions.catchThrowable(() -> {
                while (watch.hasNext()) {
                    watch.next();
                }
            });
            if (more == 0) {
                assertThat(thrown).isNull();
            } else {
                assertThat(thrown).hasMessageContaining("more than 10000 elements inside texts");
            }
        }
    }

    @Test
    @Timeout(20)
    void bombsAreRefusedAtOnce() {
        var laughs = new StringBuilder("<!DOCTYPE cXML [<!ENTITY l0 'ha'>");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        assertThat(said(laughs + "]><cXML>&l11;</cXML>")).startsWith("406 line 1: FIL-007");
        assertThat(said("<a>".repeat(100_000))).startsWith("406 line 1: FIL-005 elements are nested deeper than 64");
        var many = "<cXML payloadID=\"1\"><Header/><Request>" + "<a/>".repeat(Watch.MAX_ELEMENTS) + "</Request></cXML>";
        assertThat(said(many)).startsWith("406 FIL-004 not valid XML: more than 300000 elements");
        assertThat(CxmlReader.read(new byte[CxmlReader.MAX_BYTES + 1]))
                .isEqualTo(new CxmlReader.Refused(CxmlStatus.TOO_LARGE, "the document is longer than 4194304 bytes"));
    }

    @Test
    void bytesAreReadAsTheyDeclare() {
        var text = setup("create", "<BuyerCookie>é€</BuyerCookie>" + POST);
        for (var encoding : new String[] {"UTF-8", "UTF-16", "windows-1252"}) {
            var bytes = ("<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>" + text)
                    .getBytes(java.nio.charset.Charset.forName(encoding));
            var read = (CxmlReader.Read) CxmlReader.read(bytes);
            assertThat(read.document().request.setup.buyerCookie.text()).isEqualTo("é€");
        }
        var lie = ("<?xml version=\"1.0\"?>" + text).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(CxmlReader.read(lie))
                .isInstanceOfSatisfying(
                        CxmlReader.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(CxmlStatus.NOT_ACCEPTABLE));
    }

    /** The number of a card never gets behind the reader. */
    @Test
    void aCardIsMaskedWhileItIsRead() {
        var text = order("orderID=\"1\"", filled("item"))
                .replace(
                        "<OrderRequestHeader orderID=\"1\"/>",
                        "<OrderRequestHeader orderID=\"1\"><Payment><PCard number=\"4111 1111-11111111\" expiration=\"2030-01-01\"/>"
                                + "</Payment></OrderRequestHeader>");
        var document = ((CxmlReader.Read) read(text)).document();
        assertThat(document.request.order.header.payment.card.number).isEqualTo("************1111");
        assertThat(new String(CxmlWriter.write(document, CxmlDtd.of("1.2.014", document)), UTF_8))
                .contains("************1111")
                .doesNotContain("4111");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-21T10:30:00+01:00       | 2026-11-21T09:30:00Z
            2026-11-21T10:30:00Z            | 2026-11-21T10:30:00Z
            2026-11-21T10:30:00.123-08:00   | 2026-11-21T18:30:00.123Z
            2026-11-21T10:30:00+0100        | 2026-11-21T09:30:00Z
            2026-11-21T10:30:00             | 2026-11-21T09:30:00Z
            2026-11-21 10:30:00             | 2026-11-21T09:30:00Z
            2026-11-21                      | 2026-11-20T23:00:00Z
            Mon May 19 18:29:48 +0000 2008  | 2008-05-19T18:29:48Z
            ' 2008-05-19T18:29:48+00:00 '   | 2008-05-19T18:29:48Z
            yesterday                       |
            2026-13-45T10:30:00Z            |
            """)
    void timesAreReadAsBuyersWriteThem(String text, Instant expected) {
        assertThat(Timestamps.read(text, ZoneId.of("Europe/Paris")).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void timesAreWrittenWithAnOffset() {
        var instant = Instant.parse("2026-11-21T09:30:00.5Z");
        assertThat(Timestamps.write(instant, ZoneId.of("Europe/Paris"))).isEqualTo("2026-11-21T10:30:00+01:00");
        assertThat(Timestamps.write(instant, ZoneOffset.UTC)).isEqualTo("2026-11-21T09:30:00+00:00");
    }
}
