package org.caravanserai.order.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Address;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Confirmation.Verdict;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.canonical.order.Totals;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.home.Answers;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Secrets;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.OrderState;
import org.caravanserai.parser.Position;
import org.caravanserai.punchout.Buyers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters about orders, read from a real SMTP server. */
class MailAnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path folder;

    private GreenMail server;
    private Depots depots;

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        depots = new Depots(Secrets.of(folder, Map.of()), ClientSettings.sandbox(), null, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        depots.close();
        server.stop();
    }

    private Answers.Mail mail(String... pairs) {
        var values = new LinkedHashMap<String, List<String>>();
        values.put("host", List.of("127.0.0.1"));
        values.put("port", List.of(String.valueOf(server.getSmtp().getPort())));
        values.put("tls", List.of("none"));
        values.put("from", List.of("orders@morvan.example"));
        values.put("to", List.of("buying@acme.example"));
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], List.of(pairs[i + 1]));
        }
        return new Answers.Mail(
                new Connection(values, Position.of("x")), Set.of(Party.Role.END_USER), "fr_FR", "atelier");
    }

    private Ack send(Answers.Mail mail, Consignment consignment) {
        return new MailAnswers(() -> Buyers.HOME, depots, () -> Optional.ofNullable(mail)).send(consignment);
    }

    private static Order order(boolean test, Map<String, String> extras) {
        var lines = List.of(
                new OrderLine(
                        "10",
                        "GL-200-9",
                        null,
                        null,
                        null,
                        "Gant <anti> & coupure",
                        quantity("12"),
                        price("1250.5", "100"),
                        null,
                        null,
                        null,
                        null,
                        Map.of()),
                OrderLine.of("20", "A-2", quantity("2.5"), null));
        var parties = List.of(
                new Party(
                        Party.Role.SHIP_TO,
                        "D1",
                        "Dock 4",
                        Map.of(),
                        new Address("1 quai <A>", "58000", "Nevers", null, "FR"),
                        "Anna",
                        "dock@acme.example",
                        null),
                new Party(Party.Role.END_USER, null, "Eve", Map.of(), null, null, "eve@acme.example", null));
        return new Order(
                "PO-\"1\"",
                1,
                test,
                NOW,
                null,
                "C-1",
                "EUR",
                parties,
                lines,
                new Totals(money("150.06"), null, null, money("30"), money("180.06")),
                List.of(),
                List.of(),
                List.of(),
                extras);
    }

    private static Money money(String amount) {
        return new Money(new BigDecimal(amount), "EUR");
    }

    private static Quantity quantity(String value) {
        return new Quantity(new BigDecimal(value), "EA");
    }

    private static Price price(String amount, String per) {
        return new Price(money(amount), quantity(per));
    }

    private static Consignment consignment(Order order, OrderEvent event) {
        var head = new OrderHead(
                7,
                "CV0123456789ABCDEF",
                "punchout",
                "acme",
                order.number(),
                1,
                order.test(),
                "C-1",
                "acme",
                "erp",
                OrderState.ACCEPTED,
                null,
                NOW,
                NOW,
                NOW,
                1);
        return new Consignment(
                "acme",
                "order-status",
                "CV0123456789ABCDEF-KEY",
                head,
                order,
                null,
                Map.of(),
                event,
                List.of(event),
                1,
                false);
    }

    private static Confirmation confirmation() {
        return new Confirmation(
                "AB-1",
                1,
                NOW,
                "SO-7",
                Verdict.ACCEPTED,
                List.of(new Confirmation.Line(
                        "10",
                        List.of(
                                new Confirmation.Part(Verdict.ACCEPTED, quantity("10"), null, null, null),
                                new Confirmation.Part(
                                        Verdict.BACKORDERED,
                                        quantity("2"),
                                        null,
                                        LocalDate.parse("2026-12-01"),
                                        "late <b>")))),
                null);
    }

    private static String part(MimeMessage message, int number) throws Exception {
        return (String)
                ((MimeMultipart) message.getContent()).getBodyPart(number).getContent();
    }

    @Test
    void aConfirmationIsALetterInTwoForms() throws Exception {
        var sent = consignment(order(false, Map.of()), confirmation());
        assertThat(send(mail(), sent)).isEqualTo(new Ack.Accepted(null));
        assertThat(send(mail(), sent)).isEqualTo(new Ack.Accepted(null));

        var messages = server.getReceivedMessages();
        assertThat(messages).as("two boxes, twice").hasSize(4);
        assertThat(messages[0].getMessageID())
                .isEqualTo("<CV0123456789ABCDEF-KEY@morvan.example>")
                .isEqualTo(messages[3].getMessageID());
        assertThat(messages[0].getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("buying@acme.example", "eve@acme.example");
        assertThat(messages[0].getFrom()[0]).hasToString("Commandes Ateliers <orders@morvan.example>");
        assertThat(messages[0].getReplyTo()[0]).hasToString("aide@atelier.example");
        assertThat(messages[0].getSubject()).isEqualTo("Confirmation de votre commande PO-\"1\"");
        assertThat(part(messages[0], 0).replace("\r", ""))
                .contains("Ateliers & Fils\n", "Notre numéro : SO-7")
                .contains("10. 10 pce GL-200-9 Gant <anti> & coupure; 1250,50 EUR pour 100 pce; confirmé\n")
                .contains("10. 2 pce GL-200-9", "arrive plus tard; livraison le 1 déc. 2026; late <b>\n")
                .contains("20. 2,5 pce A-2; confirmé\n")
                .contains("Articles : 150,06 EUR\n", "Taxes : 30,00 EUR\n", "Total : 180,06 EUR\n")
                .contains("Jours ouvrés, 8 h à 18 h · aide@atelier.example · +33 3 86 00 00 00\n", "À bientôt <A>\n")
                .contains("Dock 4\n", "Anna\n", "1 quai <A>\n", "58000 Nevers FR\n")
                .contains("référence CV0123456789ABCDEF")
                .doesNotContain("Port :", "TEST");
        assertThat(part(messages[0], 1))
                .contains("<html lang=\"fr\">", "background:#b3261e", "Ateliers &amp; Fils", "bientôt &lt;A&gt;")
                .contains("Gant &lt;anti&gt; &amp; coupure", "late &lt;b&gt;", "PO-&quot;1&quot;", "180,06 EUR")
                .doesNotContain("<anti>", "<script", "<A>");
    }

    @ParameterizedTest
    @CsvSource({
        "fr-CA, Confirmation de votre commande",
        "DE, Bestätigung Ihrer Bestellung",
        "en_US, Confirmation of your order",
        "es, Confirmation de votre commande",
        "'', Confirmation de votre commande",
        "french, Confirmation de votre commande",
    })
    void theLanguageIsThatOfTheOrderElseOfTheAccount(String said, String subject) {
        var letter = MailAnswers.letter(
                consignment(order(true, Map.of("Language", said)), confirmation()), mail(), Buyers.HOME);
        assertThat(letter.subject()).startsWith("[TEST] " + subject);
    }

    @Test
    void aTestIsCalledOneInEveryLanguage() {
        for (var entry : Map.of(
                        "en", "This is a test", "fr", "Ceci est un essai, rien n'est", "de", "Dies ist ein Test")
                .entrySet()) {
            var letter = MailAnswers.letter(
                    consignment(order(true, Map.of("Language", entry.getKey())), confirmation()), mail(), Buyers.HOME);
            assertThat(letter.text()).contains(entry.getValue());
            assertThat(letter.subject()).startsWith("[TEST] ");
        }
    }

    @Test
    void refusalsAndShipmentsHaveLettersOfTheirOwn() {
        var english = order(false, Map.of("Language", "en"));
        var refused = MailAnswers.letter(
                consignment(english, Confirmation.of("R", NOW, null, Verdict.REJECTED, "no longer made")),
                mail(),
                Buyers.HOME);
        assertThat(refused.subject()).isEqualTo("Your order PO-\"1\" is not accepted");
        assertThat(refused.text()).contains("Working days, 8 to 18 · aide").doesNotContain("bientôt");
        assertThat(refused.text()).contains("no longer made", "12 pc GL-200-9", "not available");
        var parcels = List.of(
                new Shipment.Parcel("DPD", "01", "https://dpd.example/01", null),
                new Shipment.Parcel("Van", null, "javascript:alert(1)", null));
        var lines = List.of(new Shipment.Line("010", quantity("3")));
        var shipped = MailAnswers.letter(
                consignment(
                        english, new Shipment("LS", 1, NOW, NOW, LocalDate.parse("2026-11-25"), lines, parcels, false)),
                mail(),
                Buyers.HOME);
        assertThat(shipped.subject()).isEqualTo("Shipment for your order PO-\"1\"");
        assertThat(shipped.text())
                .contains("delivery Nov 25, 2026", "Parcel: DPD, 01, https://dpd.example/01", "Parcel: Van\r\n")
                .contains("10. 3 pc GL-200-9")
                .doesNotContain("javascript", "Total", "A-2");
        var rest = MailAnswers.letter(consignment(english, Shipment.of("LS", NOW, List.of())), mail(), Buyers.HOME);
        assertThat(rest.text()).contains("Everything that was still open");
        var back = MailAnswers.letter(
                consignment(english, new Shipment("LS", 2, NOW, null, null, List.of(), List.of(), true)),
                mail(),
                Buyers.HOME);
        assertThat(back.subject()).isEqualTo("Shipment for your order PO-\"1\" was taken back");
        assertThat(back.text()).doesNotContain("Everything");
    }

    @Test
    void whatDoesNotGoOutIsSaidAsItIs() {
        var sent = consignment(order(false, Map.of()), confirmation());
        assertThat(send(null, sent)).isInstanceOf(Ack.Deferred.class);
        var nobody = consignment(order(false, Map.of()).parties(List.of()), confirmation());
        assertThat(send(mail("to", "no address"), nobody))
                .isEqualTo(new Ack.Deferred(null, "a recipient is no mail address"));
        assertThat(send(mail("tls", "starttls"), sent)).isInstanceOf(Ack.Deferred.class);
        assertThat(send(mail("password", "secret:gone", "user", "hub"), sent))
                .isInstanceOfSatisfying(
                        Ack.Deferred.class, not -> assertThat(not.why()).contains("secret:gone"));
        var known = mail();
        server.stop();
        assertThat(send(known, sent))
                .isInstanceOfSatisfying(
                        Ack.Deferred.class, not -> assertThat(not.why()).contains("no line to the mail server"));
    }

    /** One bad address keeps the letter from nobody else, and is named so that who knows it recognises it. */
    @Test
    void oneBadAddressHoldsUpNobodyElse() throws Exception {
        var sent = consignment(order(false, Map.of()), confirmation());
        assertThat(send(mail("to", "no address"), sent))
                .isEqualTo(new Ack.Accepted(null, "the letter went out, but not to 'n***' (no mail address)"));
        assertThat(server.getReceivedMessages())
                .singleElement()
                .satisfies(one -> assertThat(one.getAllRecipients())
                        .extracting(Object::toString)
                        .containsExactly("eve@acme.example"));

        try (var post = new PickyPost(Map.of("buying@acme.example", 550))) {
            assertThat(send(mail("port", String.valueOf(post.port())), sent))
                    .isEqualTo(new Ack.Accepted(
                            null, "the letter went out, but not to 'b***@acme.example' (the server says 550)"));
            assertThat(post.taken).containsExactly(List.of("eve@acme.example"));
        }
        try (var post = new PickyPost(Map.of("buying@acme.example", 550, "eve@acme.example", 551))) {
            assertThat(send(mail("port", String.valueOf(post.port())), sent)).isInstanceOf(Ack.Rejected.class);
            assertThat(post.taken).isEmpty();
        }
        try (var post = new PickyPost(Map.of("buying@acme.example", 550, "eve@acme.example", 451))) {
            assertThat(send(mail("port", String.valueOf(post.port())), sent))
                    .as("one later: nobody gets it twice")
                    .isInstanceOf(Ack.Deferred.class);
            assertThat(post.taken).isEmpty();
        }
    }
}
