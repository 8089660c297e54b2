package org.caravanserai.punchout.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Buyers;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.caravanserai.punchout.cxml.CxmlStatus;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.session.Answers;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a known sender hears when it is not its document that decides: too many at a time, faults of ours, orders nobody can carry out. */
class CxmlDoorTest {
    private final HandClock clock = new HandClock("2026-11-22T10:00:00Z");
    private final Database database = Database.open(TestDatabases.settings(Dialect.H2), clock);
    private final KeepingDesk desk = new KeepingDesk();
    private final CxmlDoor door = door();

    @AfterEach
    void close() {
        database.close();
    }

    private CxmlDoor door() {
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
        return new CxmlDoor(reception, ids, desk);
    }

    /** Takes what it is given, unless it fails, and remembers what could not be read. */
    private static final class KeepingDesk implements OrderDesk {
        private final List<String> unread = new ArrayList<>();
        private boolean fails;

        @Override
        public Reply take(Accounts.Known who, Order order, Paper paper) {
            if (fails) {
                throw new IllegalStateException("new-secret of somebody");
            }
            return new Taken(null);
        }

        @Override
        public Reply change(Accounts.Known who, Order order, boolean numbered, String previous, Paper paper) {
            return new Taken(null);
        }

        @Override
        public Reply delete(
                Accounts.Known who, String number, int version, boolean test, String previous, Paper paper) {
            return new Taken(null);
        }

        @Override
        public void unreadable(Accounts.Known who, String number, Paper paper, String why) {
            unread.add(who.account().name() + " " + number + ": " + why);
        }

        @Override
        public Optional<String> unit(String sku) {
            return Optional.of("EA");
        }
    }

    private static String document(String payload, String from, String to, String secret, String request) {
        return "<cXML payloadID=\"" + payload + "\" timestamp=\"2026-11-22T10:00:00+01:00\"><Header><From>"
                + credential(from) + "</Credential></From><To>" + credential(to) + "</Credential></To><Sender>"
                + credential(from) + "<SharedSecret>" + secret + "</SharedSecret></Credential><UserAgent>x</UserAgent>"
                + "</Sender></Header><Request deploymentMode=\"production\">" + request + "</Request></cXML>";
    }

    private static String credential(String duns) {
        return "<Credential domain=\"DUNS\"><Identity>" + duns + "</Identity>";
    }

    private static String acme(String payload, String request) {
        return document(payload, "012345678", "987654321", "new-secret", request);
    }

    private static String order(String attributes) {
        return "<OrderRequest><OrderRequestHeader orderID=\"PO-1\" orderDate=\"2026-11-22\" " + attributes
                + "/><ItemOut quantity=\"1\"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut></OrderRequest>";
    }

    private String answer(String document) {
        var answer = door.answer(document.getBytes(UTF_8));
        assertThat(answer.status()).isEqualTo(200);
        return code(answer) + " " + new String(answer.body(), UTF_8);
    }

    private static int code(Answer answer) {
        return ((CxmlReader.Read) CxmlReader.read(answer.body()))
                .document()
                .response
                .status
                .number();
    }

    @Test
    void oneTooManyInAMinuteComesAgain() {
        for (int i = 0; i < Reception.PER_MINUTE; i++) {
            assertThat(answer(acme("p" + i, "<ProfileRequest/>"))).startsWith("200");
        }
        assertThat(answer(acme("one-more", "<ProfileRequest/>"))).startsWith("560");
        clock.pass(Duration.ofMinutes(1));
        assertThat(answer(acme("one-more", "<ProfileRequest/>"))).startsWith("200");
    }

    @Test
    void aFaultOfOursIsToBeSentAgainAndShowsNothingOfUs() {
        desk.fails = true;
        assertThat(answer(acme("o", order(""))))
                .startsWith("500")
                .doesNotContain("Exception", "new-secret", "org.caravanserai");
        desk.fails = false;
        assertThat(answer(acme("o", order("")))).startsWith("200");
    }

    @Test
    void whatIsNotReadSaysSoInCxml() {
        var answer = door.unread(CxmlStatus.TOO_LARGE, "too long");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(code(answer)).isEqualTo(499);
    }

    /** Whoever sent it is known, so people see what was sent. */
    @Test
    void ordersNobodyCanCarryOutAreKept() {
        assertThat(answer(acme("d", order("type=\"delete\" orderVersion=\"next\""))))
                .startsWith("400");
        assertThat(answer(acme("u", order("type=\"update\" orderVersion=\"next\""))))
                .startsWith("400");
        assertThat(desk.unread)
                .containsExactly(
                        "acme PO-1: orderVersion is 'next', no whole number",
                        "acme PO-1: orderVersion is 'next', no whole number");
    }

    @Test
    void anOrderOfAnAccountWithoutCustomerIsKept() {
        assertThat(answer(document("n", "coupa-t", "coupa-t", "test", order(""))))
                .startsWith("403");
        assertThat(desk.unread).singleElement().asString().contains("PO-1", "names no customer");
    }
}
