package org.caravanserai.punchout.cxml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Buyers;
import org.caravanserai.punchout.ReturnAddress;
import org.caravanserai.testing.TestXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Every shared cXML sample: what becomes of it, and that nothing of it is lost that we claim to read. */
class CxmlSamplesTest {
    private static final Account.Side NOBODY = null;

    @Test
    void everySampleStandsInTheTables() throws IOException {
        var tables = Files.readString(
                java.nio.file.Path.of("src/test/java/org/caravanserai/punchout/cxml/CxmlSamplesTest.java"));
        try (var files = Files.list(Dtds.samples())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(
                            name -> assertThat(tables.split(name, -1)).as(name).hasSizeGreaterThan(1));
        }
    }

    /**
     * The whole way of a document that reaches our address: reading, authentication, what it asks for, where its cart
     * would go. Why: refusals carry it; what is taken is said in the last column.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            profilerequest.xml                          | network-acme production, profile
            posr-create-coupa-2008.xml                  | coupa-demo test, setup CREATE for noah+jim@coupa.com
            posr-create-iesa-shipto-nodoctype.xml       | iesa production, setup CREATE for jmadden@coupa1.com
            posr-selecteditem-itemout.xml               | prominate test, setup CREATE for john-doe@domain.com, at 4545321, 2 lines
            orderrequest-new-generic.xml                | prominate test, order NEW DO1234, lines 1 2
            orderrequest-new-coupa-distribution.xml     | 401 the Sender is not known here, or its secret is another
            statusupdate-200.xml                        | network-other production, status 200 of 0c300508b7863dcclb_14999
            shipnotice-whole-order.xml                  | network-other production, 450 'ShipNoticeRequest' is not taken here; taken are ProfileRequest, PunchOutSetupRequest, OrderRequest, StatusUpdateRequest
            invoicedetail-multi-po-coupa.xml            | 401 the Sender is not known here, or its secret is another
            invoicedetail-tax-at-line-coupa.xml         | 401 the Sender is not known here, or its secret is another
            catalog-index.xml                           | 406 the root element is 'Index', not 'cXML'
            poom-empty-officedepot-lowercase-root.xml   | 406 the root element is 'cxml', not 'cXML'
            poom-tax-shipping-eur.xml                   | 406 this address takes requests, and the document holds none
            poom-two-lines.xml                          | 406 this address takes requests, and the document holds none
            posr-response-200.xml                       | 406 this address takes requests, and the document holds none
            response-200.xml                            | 406 this address takes requests, and the document holds none
            response-400-java-exception.xml             | 406 this address takes requests, and the document holds none
            """)
    void atOurAddress(String sample, String expected) throws IOException {
        var reading = CxmlReader.read(Files.readAllBytes(Dtds.samples().resolve(sample)));
        assertThat(outcome(reading)).isEqualTo(expected);
    }

    private static String outcome(CxmlReader.Reading reading) {
        if (reading instanceof CxmlReader.Refused refused) {
            return refused.status().code() + " " + refused.text();
        }
        var read = (CxmlReader.Read) reading;
        if (read.document().request == null) {
            return incoming(IncomingReader.of(read, Buyers.account("acme").cxml()), NOBODY);
        }
        var verdict = Buyers.accounts().cxml(Senders.claim(read.document().header));
        if (verdict instanceof Accounts.Refused refused) {
            return incoming(Senders.refused(refused.reason()), NOBODY);
        }
        var known = (Accounts.Known) verdict;
        boolean test = known.test(read.document().request.test());
        return known.account().name()
                + (test ? " test, " : " production, ")
                + incoming(IncomingReader.of(read, known.account().cxml()), known.side());
    }

    private static String incoming(Incoming incoming, Account.Side side) {
        if (incoming instanceof Incoming.Refused refused) {
            return refused.status().code() + " " + refused.text();
        }
        if (incoming instanceof Incoming.SetupRequest request) {
            var setup = request.setup();
            if (ReturnAddress.check(setup.returnUrl(), side) instanceof ReturnAddress.Refused refused) {
                return incoming(Senders.refused(refused), side);
            }
            return "setup " + setup.operation() + " for "
                    + setup.user(List.of("UserEmail", "Email", "Contact", "ShipTo"))
                            .orElse("nobody")
                    + (setup.selected() == null
                            ? ""
                            : ", at " + setup.selected().sku())
                    + (setup.lines().isEmpty() ? "" : ", " + setup.lines().size() + " lines");
        }
        if (incoming instanceof Incoming.Order order) {
            var lines = new StringBuilder();
            order.lines().forEach(line -> lines.append(' ').append(line.number()));
            return "order " + order.type() + " " + order.header().orderID + ", lines" + lines;
        }
        if (incoming instanceof Incoming.StatusUpdate update) {
            return "status " + update.code() + " of " + update.payloadID();
        }
        return "profile";
    }

    /** What is read is written again; the second column names what is not, by the beginning of its path. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            profilerequest.xml                        |
            posr-create-coupa-2008.xml                | its order: Contact stands before BrowserFormPost
            posr-create-iesa-shipto-nodoctype.xml     |
            posr-selecteditem-itemout.xml             |
            posr-response-200.xml                     |
            response-200.xml                          |
            response-400-java-exception.xml           |
            poom-empty-officedepot-lowercase-root.xml |
            poom-tax-shipping-eur.xml                 |
            poom-two-lines.xml                        |
            orderrequest-new-generic.xml              |
            orderrequest-new-coupa-distribution.xml   |
            statusupdate-200.xml                      |
            shipnotice-whole-order.xml                |
            invoicedetail-multi-po-coupa.xml          | /cXML/Request/InvoiceDetailRequest
            invoicedetail-tax-at-line-coupa.xml       | /cXML/Request/InvoiceDetailRequest
            """)
    void nothingWeClaimIsLost(String sample, String lost) throws IOException {
        var bytes = Files.readAllBytes(Dtds.samples().resolve(sample));
        var read = (CxmlReader.Read) CxmlReader.read(bytes);
        var dtd = CxmlDtd.of("1.2.050", read.document());
        var written = CxmlWriter.write(read.document(), dtd);

        var before = facts(bytes);
        before.removeIf(fact -> lost != null && fact.startsWith(lost));
        if (lost != null && lost.startsWith("its order")) {
            assertThat(facts(written)).containsExactlyInAnyOrderElementsOf(before);
            return;
        }
        assertThat(facts(written)).containsExactlyElementsOf(before);

        var again = (CxmlReader.Read) CxmlReader.read(written);
        assertThat(CxmlWriter.write(again.document(), dtd))
                .as("the same bytes again")
                .isEqualTo(written);
        var ascii = CxmlWriter.ascii(read.document(), dtd);
        assertThat(ascii).matches("\\p{ASCII}*");
        assertThat(facts(ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .containsExactlyElementsOf(before);
    }

    /** Path and text or attribute of everything in a document; order counts, white space around texts does not. */
    private static List<String> facts(byte[] bytes) throws IOException {
        var facts = new ArrayList<String>();
        collect(TestXml.withoutDoctype(bytes).getDocumentElement(), "", facts);
        return facts;
    }

    private static void collect(Element element, String path, List<String> facts) {
        var name = element.getTagName().equals("cxml") ? "cXML" : element.getTagName();
        var here = path + "/" + name;
        facts.add(here);
        var attributes = new TreeSet<String>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            var attribute = element.getAttributes().item(i);
            attributes.add(here + "/@" + attribute.getNodeName() + "=" + attribute.getNodeValue());
        }
        facts.addAll(attributes);
        var text = new StringBuilder();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            } else if (child instanceof Element inner) {
                collect(inner, here, facts);
            }
        }
        if (!text.toString().isBlank()) {
            facts.add(here + "=" + text.toString().strip());
        }
    }
}
