package org.caravanserai.punchout.cxml;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.caravanserai.canonical.Money;
import org.caravanserai.home.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we send is valid against the DTD it declares, and is refused before that when it contradicts itself. */
class EmittedTest {
    private static final Parties TO_SERVER = new Parties(
            new Account.Identity("DUNS", "987654321"), new Account.Identity("DUNS", "012345678"), "sesame", false);
    private static final Confirmation.OrderKey ORDER =
            new Confirmation.OrderKey("1@acme.example", "PO-1", "2026-11-20T10:00:00+01:00");
    private static final String DATE = "2026-11-22T10:00:00+01:00";

    private final Envelopes envelopes = CartMessageTest.ENVELOPES;

    private static Confirmation.Line line(int number, String quantity, Confirmation.Part... parts) {
        return new Confirmation.Line(number, new BigDecimal(quantity), "EA", List.of(parts));
    }

    private static Confirmation.Part part(String quantity, Confirmation.Fate fate) {
        return new Confirmation.Part(new BigDecimal(quantity), fate, null, null, null, null);
    }

    private static Confirmation confirmation(Confirmation.Type type, Confirmation.Line... lines) {
        return new Confirmation("C-1", type, DATE, ORDER, null, List.of(lines), "as said by telephone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.014", "1.2.023", "1.2.050", "1.2.071"})
    void answersAreValid(String version) {
        for (var status : CxmlStatus.values()) {
            var response = envelopes.response(status, status == CxmlStatus.OK ? null : "why <not>");
            Dtds.assertValid(response, CxmlDtd.of(version, response));
            assertThat(CxmlStatus.of(response.response.status.number())).contains(status);
        }
        var start = envelopes.startPage("https://hub.example/shop/morvan?t=a&b=c");
        Dtds.assertValid(start, CxmlDtd.of(version, start));
        var profile = envelopes.profile("https://hub.example/punchout/cxml", IncomingReader.TAKEN);
        Dtds.assertValid(profile, CxmlDtd.of(version, profile));
        assertThat(profile.response.profile.transactions).hasSize(4);
        var update = envelopes.request(TO_SERVER, "1@acme.example", CxmlStatus.OK, "in the ERP");
        Dtds.assertValid(update, CxmlDtd.of(version, update));
    }

    @Test
    void confirmationsAreValid() {
        var price = new Confirmation.Part(
                BigDecimal.ONE,
                Confirmation.Fate.DETAIL,
                "2026-11-25T00:00:00+01:00",
                "2026-11-27T00:00:00+01:00",
                new Money(new BigDecimal("12.50"), "EUR"),
                "another price & date");
        for (var confirmation : List.of(
                confirmation(Confirmation.Type.ACCEPT),
                confirmation(Confirmation.Type.REJECT),
                confirmation(
                        Confirmation.Type.ALL_DETAIL,
                        line(1, "3", part("2", Confirmation.Fate.ACCEPT), price),
                        line(2, "1", part("1", Confirmation.Fate.REJECT))),
                confirmation(Confirmation.Type.DETAIL, line(1, "1", price)),
                confirmation(Confirmation.Type.EXCEPT, line(1, "1", part("1", Confirmation.Fate.REJECT))),
                confirmation(
                        Confirmation.Type.BACKORDERED,
                        line(
                                1,
                                "2.5",
                                part("1.5", Confirmation.Fate.ACCEPT),
                                part("1", Confirmation.Fate.BACKORDERED))),
                new Confirmation(
                        "C-2",
                        Confirmation.Type.DETAIL,
                        DATE,
                        ORDER,
                        "7@hub.example",
                        List.of(line(1, "1", price)),
                        null))) {
            var document = envelopes.request(TO_SERVER, confirmation.request());
            var dtd = CxmlDtd.of("1.2.036", document);
            assertThat(dtd.systemId()).isEqualTo("http://xml.cxml.org/schemas/cXML/1.2.036/Fulfill.dtd");
            Dtds.assertValid(document, dtd);
            assertThat(document.header.sender.credentials.get(0).sharedSecret.text())
                    .isEqualTo("sesame");
        }
    }

    /** Acceptance check 22. */
    @Test
    void aConfirmationThatDoesNotAddUpIsNotSent() {
        assertThat(confirmation(
                                Confirmation.Type.DETAIL,
                                line(1, "3", part("1", Confirmation.Fate.ACCEPT), part("1", Confirmation.Fate.REJECT)),
                                line(1, "1", part("1", Confirmation.Fate.ACCEPT)),
                                line(2, "1"),
                                line(3, "1", part("2", Confirmation.Fate.ACCEPT), part("-1", Confirmation.Fate.REJECT)))
                        .problems())
                .containsExactly(
                        "line 1: the parts are 2 together, the line is 3",
                        "line 1 stands twice; a line is said once in a confirmation",
                        "line 2 says nothing",
                        "line 3: a part has a quantity above 0");
        assertThat(confirmation(Confirmation.Type.ACCEPT, line(1, "1", part("1", Confirmation.Fate.ACCEPT)))
                        .problems())
                .containsExactly("accept speaks of the whole order and names no line");
        assertThat(confirmation(Confirmation.Type.DETAIL).problems()).containsExactly("detail names its lines");
        var wrong = confirmation(Confirmation.Type.DETAIL);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(wrong::request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("detail names its lines");
    }

    @Test
    void shipNoticesAreValid() {
        var carrier = List.of(
                ShipNotice.Carrier.of("FDEG", "Federal Express", "8202 8261 1194", "8202 8261 1195"),
                new ShipNotice.Carrier(
                        null, "own van", List.of(new ShipNotice.Tracking("V-1", "https://van.example/V-1"))));
        var lines = List.of(
                new ShipNotice.Line(1, new BigDecimal("2"), "EA"),
                new ShipNotice.Line(2, new BigDecimal("1.5"), "HUR"));
        for (var notice : List.of(
                new ShipNotice(
                        "S-1",
                        DATE,
                        null,
                        null,
                        null,
                        null,
                        false,
                        List.of(),
                        List.of(new ShipNotice.Portion(ORDER, List.of()))),
                new ShipNotice(
                        "S-1",
                        DATE,
                        DATE,
                        DATE,
                        false,
                        null,
                        false,
                        carrier,
                        List.of(new ShipNotice.Portion(ORDER, lines))),
                new ShipNotice(
                        "S-1",
                        DATE,
                        DATE,
                        DATE,
                        true,
                        "8@hub.example",
                        false,
                        carrier,
                        List.of(new ShipNotice.Portion(ORDER, lines))),
                new ShipNotice(
                        "S-1",
                        DATE,
                        null,
                        null,
                        null,
                        "8@hub.example",
                        true,
                        List.of(),
                        List.of(new ShipNotice.Portion(ORDER, List.of()))))) {
            var document = envelopes.request(TO_SERVER, notice.request());
            Dtds.assertValid(document, CxmlDtd.of("1.2.050", document));
        }
        var none = List.of(ShipNotice.Carrier.of(null, "own van"));
        assertThat(new ShipNotice("S", DATE, null, null, null, null, true, none, List.of()).problems())
                .containsExactly(
                        "a ship notice names an order",
                        "a carrier goes with a tracking number",
                        "what is taken back was sent before");
    }

    /** The samples are judged too: what the DTD has against them is known, so that the judge is known to judge. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            posr-create-coupa-2008.xml              | The content of element type "PunchOutSetupRequest" must match
            orderrequest-new-coupa-distribution.xml |
            orderrequest-new-generic.xml            |
            poom-two-lines.xml                      |
            posr-selecteditem-itemout.xml           |
            shipnotice-whole-order.xml              |
            statusupdate-200.xml                    |
            """)
    void theJudgeJudges(String sample, String complaint) throws java.io.IOException {
        var said = Dtds.complaint(Files.readAllBytes(Dtds.samples().resolve(sample)));
        if (complaint == null) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).contains(complaint);
        }
    }

    /** Acceptance check 26. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | 200 OK                     | Taken[code=200, text=OK]
            200 | 201 Accepted               | Taken[code=201, text=Accepted]
            200 | 401 Unauthorized           | Refused[code=401, text=Unauthorized]
            401 | 401 Unauthorized           | Refused[code=401, text=Unauthorized]
            200 | 450 Not Implemented        | Refused[code=450, text=Not Implemented]
            200 | 488 Strange                | Refused[code=488, text=Strange]
            200 | 560 Temporary server error | Again[why=Status 560 Temporary server error, alert=false]
            200 | 599 Odd                    | Again[why=Status 599 Odd, alert=false]
            500 | 200 OK                     | Again[why=HTTP 500 with Status 200, alert=true]
            500 | html                       | Again[why=HTTP 500 without cXML, alert=false]
            503 |                            | Again[why=HTTP 503 without cXML, alert=false]
            404 | html                       | Again[why=HTTP 404 without cXML, alert=true]
            200 | html                       | Again[why=HTTP 200 without cXML, alert=true]
            302 |                            | Again[why=HTTP 302: the address has moved; the buyer names the new one, alert=true]
            200 | x OK                       | Again[why=Status 0 OK, alert=true]
            """)
    void answersOfBuyersAreReadWithBothCodes(int http, String inside, String expected) {
        byte[] body = null;
        if ("html".equals(inside)) {
            body = "<html><body>Error</body></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        } else if (inside != null) {
            var parts = inside.split(" ", 2);
            body = ("<cXML payloadID=\"1\"><Response><Status code=\"" + parts[0] + "\" text=\"" + parts[1]
                            + "\"/></Response></cXML>")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        assertThat(Replies.of(http, body)).hasToString(expected);
    }

    @Test
    void codesThatAreNoneOfCxmlAreNotThere() {
        assertThat(Arrays.stream(CxmlStatus.values()).map(CxmlStatus::code))
                .doesNotContain(404, 405, 408, 410)
                .contains(
                        200, 201, 204, 400, 401, 403, 406, 409, 412, 417, 450, 475, 476, 477, 499, 500, 550, 551, 560);
        assertThat(CxmlStatus.OK.success()).isTrue();
        assertThat(CxmlStatus.CONFLICT.success()).isFalse();
        assertThat(CxmlStatus.TRY_AGAIN.again()).isTrue();
        assertThat(CxmlStatus.NOT_IMPLEMENTED.again()).isFalse();
    }
}
