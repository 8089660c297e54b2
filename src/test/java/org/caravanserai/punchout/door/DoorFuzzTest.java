package org.caravanserai.punchout.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.parser.Json;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Buyers;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.session.Answers;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.Fuzz;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;

/** Broken documents at the doors: whatever comes, a cXML answer goes, and it never says that something of ours failed. */
class DoorFuzzTest {
    private static final String DOCUMENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
            <cXML payloadID="%s@x" timestamp="2026-11-22T10:00:00+01:00" xml:lang="en-US"><Header>
            <From><Credential domain="DUNS"><Identity>012345678</Identity></Credential></From>
            <To><Credential domain="DUNS"><Identity>987654321</Identity></Credential></To>
            <Sender><Credential domain="DUNS"><Identity>012345678</Identity><SharedSecret>new-secret</SharedSecret></Credential>
            <UserAgent>x</UserAgent></Sender></Header><Request deploymentMode="production">%s</Request></cXML>""";

    private static final String SETUP = DOCUMENT.formatted("s", """
            <PunchOutSetupRequest operation="create"><BuyerCookie>c<k/></BuyerCookie><Extrinsic name="UserEmail">a@b</Extrinsic>
            <BrowserFormPost><URL>https://acme.example/x?y=1&amp;z=2</URL></BrowserFormPost>
            <ShipTo><Address addressID="1"><Name xml:lang="en">A</Name><PostalAddress><Street>s</Street><City>c</City>
            <Country isoCountryCode="FR">F</Country></PostalAddress></Address></ShipTo></PunchOutSetupRequest>""");

    private static final String HEADER = "<Total><Money currency=\"EUR\">15.00</Money></Total>"
            + "<ShipTo><Address addressID=\"D1\"><Name xml:lang=\"fr\">Dock</Name></Address></ShipTo>"
            + "<Payment><PCard number=\"4111111111111111\" expiration=\"2030-01-01\"/></Payment><Comments>x</Comments>";

    private static final String ITEM = """
            <ItemOut quantity="1.5" lineNumber="1" requestedDeliveryDate="2026-12-01"><ItemID><SupplierPartID>A</SupplierPartID>
            <SupplierPartAuxiliaryID>x<y/></SupplierPartAuxiliaryID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">1.25</Money>
            </UnitPrice><Description xml:lang="en"><ShortName>s</ShortName>t</Description><UnitOfMeasure>EA</UnitOfMeasure>
            <PriceBasisQuantity quantity="10" conversionFactor="0.1"/><Extrinsic name="k">v</Extrinsic></ItemDetail></ItemOut>""";

    private static String order(String payload, String type) {
        return DOCUMENT.formatted(
                payload,
                "<OrderRequest><OrderRequestHeader orderID=\"PO-1\" orderVersion=\"2\" orderDate=\"2026-11-22\" type=\""
                        + type
                        + "\">" + HEADER + "<DocumentReference payloadID=\"a@x\"/></OrderRequestHeader>" + ITEM
                        + "</OrderRequest>");
    }

    /** A desk that takes whatever makes sense; what it is given can be written and read back. */
    private static final class AnyDesk implements OrderDesk {
        @Override
        public Reply take(Accounts.Known who, Order order, Paper paper) {
            Json.write(order.content());
            order.flaws();
            return new Taken(null);
        }

        @Override
        public Reply change(Accounts.Known who, Order order, boolean numbered, String previous, Paper paper) {
            return take(who, order, paper);
        }

        @Override
        public Reply delete(
                Accounts.Known who, String number, int version, boolean test, String previous, Paper paper) {
            return new Taken(null);
        }

        @Override
        public Optional<String> unit(String sku) {
            return Optional.of("EA");
        }
    }

    @Test
    void documents() {
        var clock = new HandClock("2026-11-22T10:00:00Z");
        try (var database = Database.open(TestDatabases.settings(Dialect.H2), clock)) {
            var random = new SecureRandom();
            var ids = new PayloadIds(clock, random, "hub.morvan.example");
            var sessions = new Sessions(database, Buyers::accounts, ids, random);
            var accounts = Buyers.accounts();
            var reception = new Reception(
                    () -> Buyers.HOME,
                    () -> accounts,
                    sessions,
                    new Answers(sessions),
                    new Happenings(sessions),
                    () -> "https://hub.morvan.example",
                    clock);
            var door = new CxmlDoor(reception, ids, new AnyDesk());
            var status = DOCUMENT.formatted(
                    "u",
                    "<StatusUpdateRequest><DocumentReference payloadID=\"1@x\"/><Status code=\"200\" text=\"OK\">x</Status></StatusUpdateRequest>");
            var profile = DOCUMENT.formatted("p", "<ProfileRequest/>");
            var good =
                    new String[] {SETUP, order("n", "new"), order("c", "update"), order("d", "delete"), status, profile
                    };
            for (var document : good) {
                assertThat(code(door.answer(document.getBytes(UTF_8)))).isBetween(200, 499);
            }
            Fuzz.of("cxml-door", Fuzz.Kind.XML, good).allocating(768).run(bytes -> {
                clock.pass(Duration.ofSeconds(1));
                var answer = door.answer(bytes);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(code(answer)).isBetween(200, 499);
            });
        }
    }

    private static int code(Answer answer) {
        return ((CxmlReader.Read) CxmlReader.read(answer.body()))
                .document()
                .response
                .status
                .number();
    }
}
