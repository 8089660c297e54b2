package org.caravanserai.punchout.cxml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;
import org.caravanserai.canonical.Money;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Buyers;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Carts;
import org.caravanserai.punchout.ReturnForm;
import org.caravanserai.punchout.Setup;
import org.caravanserai.testing.HandClock;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cart on its way back: what no line means, what each pack does to it, and that both forms carry the same. */
class CartMessageTest {
    private static final HandClock CLOCK = new HandClock("2026-11-22T09:00:00Z");

    static final Envelopes ENVELOPES =
            new Envelopes(new PayloadIds(CLOCK, new SecureRandom(), "hub.example"), CLOCK, ZoneId.of("Europe/Paris"));

    static final Parties PARTIES = new Parties(
            new Account.Identity("DUNS", "987654321"), new Account.Identity("DUNS", "012345678"), null, false);

    private static Setup setup(Setup.Operation operation) {
        var extras = List.of(new Setup.Extra("CostCenter", "K-7"), new Setup.Extra("UserEmail", "jim@acme.example"));
        return new Setup(
                operation,
                " c&amp;<Extrinsic name=\"k\"/>",
                "https://acme.example/x",
                extras,
                null,
                null,
                null,
                null,
                List.of());
    }

    private static CartMessage.Message made(String account, Setup.Operation operation, CartMessage.End end, Cart cart) {
        return (CartMessage.Message)
                CartMessage.of(Buyers.account(account), ENVELOPES, PARTIES, setup(operation), end, cart);
    }

    /** ItemIn has comments since 1.2.050 or so; before, an extrinsic of the detail says it. */
    @Test
    void whatAUserSaysToALineTravelsWithIt() {
        for (var account : List.of("acme", "network-acme", "prominate")) {
            var message =
                    made(account, Setup.Operation.CREATE, CartMessage.End.RETURNED, Carts.of(Carts.full("GL-200")));
            var item = message.document().message.cart.items.get(0);
            boolean rich =
                    CxmlDtd.rich(Buyers.account(account).cxml().versions().get("cart"));
            assertThat(item.comments).hasSize(rich ? 1 : 0);
            assertThat(item.detail.extrinsics.stream().filter(one -> one.name.equals("Comments")))
                    .hasSize(rich ? 0 : 1);
            assertThat(CxmlWriter.ascii(message.document(), message.dtd())).contains("3rd floor, &lt;b&gt; &amp; ");
            Dtds.assertValid(message.document(), message.dtd());
        }
    }

    /** Acceptance check 12: a mistake here deletes lines at the buyer. */
    @ParameterizedTest
    @CsvSource({
        "CREATE,  RETURNED,  1, 200, 1",
        "CREATE,  RETURNED,  0, 200, 0",
        "CREATE,  CANCELLED, 1, 200, 0",
        "EDIT,    RETURNED,  1, 200, 1",
        "EDIT,    RETURNED,  0, 200, 0",
        "EDIT,    CANCELLED, 1, 204, 0",
        "INSPECT, RETURNED,  1, 204, 0",
        "INSPECT, CANCELLED, 1, 204, 0",
    })
    void noLineMeansSomething(Setup.Operation operation, CartMessage.End end, int lines, int status, int sent) {
        var cart = lines == 0 ? Carts.of() : Carts.of(Carts.line("A", "2", "1.25", "1", "a"));
        var message = made("acme", operation, end, cart);
        assertThat(message.document().message.code()).isEqualTo(status);
        assertThat(message.document().message.cart.items).hasSize(sent);
        assertThat(message.document().message.cart.buyerCookie.xml())
                .isEqualTo(" c&amp;<Extrinsic name=\"k\"></Extrinsic>");
        assertThat(message.document().message.cart.header.total.amount())
                .contains(new Money(new BigDecimal(sent == 0 ? "0.00" : "2.50"), "EUR"));
        Dtds.assertValid(message.document(), message.dtd());
    }

    @Test
    void nothingInItIsSecret() {
        var route = new Parties(PARTIES.us(), PARTIES.them(), "hunter2", true);
        var message = (CartMessage.Message) CartMessage.of(
                Buyers.account("acme"),
                ENVELOPES,
                route,
                setup(Setup.Operation.CREATE),
                CartMessage.End.RETURNED,
                Carts.of(Carts.full("GL-200")));
        assertThat(new String(CxmlWriter.write(message.document(), message.dtd()), UTF_8))
                .doesNotContain("hunter2")
                .doesNotContain("SharedSecret")
                .doesNotContain("jim@acme.example")
                .contains("<Extrinsic name=\"CostCenter\">K-7</Extrinsic>")
                .contains("deploymentMode=\"test\"");
    }

    /** A cart with everything in it, for each pack: valid, and as long as the buyer takes. */
    @ParameterizedTest
    @CsvSource({"prominate", "acme", "network-acme"})
    void eachPackGetsWhatItTakes(String account) {
        var line = Carts.full("GL-200");
        var cart = new Cart(
                "Q-1",
                "EUR",
                List.of(line),
                new Cart.Charge(new Money(new BigDecimal("9.90"), "EUR"), "fr", "Port"),
                new Cart.Charge(new Money(new BigDecimal("12.78"), "EUR"), "fr", "TVA"));
        var message = made(account, Setup.Operation.CREATE, CartMessage.End.RETURNED, cart);
        Dtds.assertValid(message.document(), message.dtd());
        var item = message.document().message.cart.items.get(0);
        assertThat(item.detail.unitPrice.amount()).contains(new Money(new BigDecimal("4.50"), "EUR"));
        assertThat(item.detail.unit).isEqualTo("PAA");
        assertThat(item.id.auxiliaryText()).isEqualTo("Q-1/GL-200");
        assertThat(item.id.buyerPart).isEqualTo(account.equals("acme") ? null : "4711");
        assertThat(message.document().message.cart.header.total.amount())
                .as("without freight and tax")
                .contains(new Money(new BigDecimal("54.00"), "EUR"));
        assertThat(message.notes()).isEmpty();
    }

    @Test
    void textsAreCutAndKeysAreNot() {
        var name = "x".repeat(60);
        var coupa = made(
                "acme",
                Setup.Operation.CREATE,
                CartMessage.End.RETURNED,
                Carts.of(Carts.line("A", "1", "1", "1", name)));
        assertThat(coupa.notes()).containsExactly("line 1 (A): the name was cut to 50");
        assertThat(coupa.document()
                        .message
                        .cart
                        .items
                        .get(0)
                        .detail
                        .descriptions
                        .get(0)
                        .shortName())
                .hasSize(50);
        var refused = CartMessage.of(
                Buyers.account("network-acme"),
                ENVELOPES,
                PARTIES,
                setup(Setup.Operation.CREATE),
                CartMessage.End.RETURNED,
                Carts.of(
                        Carts.line("A?" + "x".repeat(127), "1", "10", "7", "a"),
                        Carts.line("B", "1", "0.00001", "3", "b")));
        assertThat(((CartMessage.Impossible) refused).problems())
                .containsExactly(
                        "line 1 (A?" + "x".repeat(127)
                                + "): the part number is longer than 128; it is a key and is not cut",
                        "line 1 (A?" + "x".repeat(127) + "): the part number holds one of ?{}, which the buyer refuses",
                        "line 1 (A?" + "x".repeat(127)
                                + "): the mark of the line is longer than 100; it is a key and is not cut",
                        "line 1 (A?" + "x".repeat(127)
                                + "): the mark of the line holds one of ?{}, which the buyer refuses");
        var old = CartMessage.of(
                Buyers.account("acme"),
                ENVELOPES,
                PARTIES,
                setup(Setup.Operation.CREATE),
                CartMessage.End.RETURNED,
                Carts.of(Carts.line("B", "1", "10", "7", "b")));
        assertThat(((CartMessage.Impossible) old).problems())
                .containsExactly("line 1 (B): the price 10 for 7 cannot be said with 4 decimals; allow more in"
                        + " limits.decimals, or a cart of version 1.2.050");
    }

    @Test
    void aPriceThatDoesNotEndIsSaidWithItsBasis() {
        var message = made(
                "prominate",
                Setup.Operation.CREATE,
                CartMessage.End.RETURNED,
                Carts.of(Carts.line("B", "7", "10", "7", "b")));
        var detail = message.document().message.cart.items.get(0).detail;
        assertThat(detail.unitPrice.amount()).contains(new Money(new BigDecimal("10.00"), "EUR"));
        assertThat(detail.priceBasis.quantity).isEqualTo("7");
        assertThat(message.document().message.cart.header.total.amount())
                .contains(new Money(new BigDecimal("10.00"), "EUR"));
        Dtds.assertValid(message.document(), message.dtd());
    }

    /** Acceptance check 11: through XML, the form, HTML and the browser, and the same text comes out. */
    @ParameterizedTest
    @CsvSource({"acme, cxml-urlencoded", "prominate, cxml-base64", "network-acme, cXML-base64"})
    void hostileTextArrivesAsItWas(String account, String field) {
        var line = Carts.line("A", "1", "1", "1", Carts.HOSTILE);
        var message = made(account, Setup.Operation.CREATE, CartMessage.End.RETURNED, Carts.of(line));
        var form = CxmlForm.of(Buyers.account(account).cxml(), "https://acme.example/x?a=1&b=\"2\"", message);
        assertThat(form.fields()).extracting(ReturnForm.Field::name).containsExactly(field);
        assertThat(form.value(field)).matches("\\p{ASCII}*");

        var page = Jsoup.parse("<html><body>" + form.html("cart", "Go <on>") + "</body></html>");
        assertThat(page.select("form")).hasSize(1);
        assertThat(page.select("form").attr("action")).isEqualTo("https://acme.example/x?a=1&b=\"2\"");
        assertThat(page.select("x, script")).isEmpty();
        var sent = page.select("input[type=hidden]").stream()
                .map(input -> new ReturnForm.Field(input.attr("name"), input.attr("value")))
                .toList();
        assertThat(sent).isEqualTo(form.fields());
        var read = (CxmlReader.Read) CxmlReader.read(CxmlForm.read(sent).orElseThrow());
        var item = read.document().message.cart.items.get(0);
        assertThat(item.detail.descriptions.get(0).ownText()).isEqualTo(Carts.HOSTILE);
        assertThat(item.detail.descriptions.get(0).shortName()).isEqualTo(Carts.HOSTILE);
        assertThat(read.document().message.cart.buyerCookie.xml())
                .isEqualTo(" c&amp;<Extrinsic name=\"k\"></Extrinsic>");
        assertThat(form.origin()).isEqualTo("https://acme.example");
    }

    @Test
    void theUrlencodedFormIsEscapedTwice() {
        var message = made(
                "acme",
                Setup.Operation.CREATE,
                CartMessage.End.RETURNED,
                Carts.of(Carts.line("A", "1", "1", "1", "é & co")));
        var html =
                CxmlForm.of(Buyers.account("acme").cxml(), "https://x", message).html("cart", "Go");
        assertThat(html).contains("&amp;#233; &amp;amp; co").doesNotContain("é");
    }

    @Test
    void formsOfOthersAreReadAsTheyAreSent() {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><cXML>é</cXML>";
        var base64 = java.util.Base64.getEncoder().encodeToString("<cXML>>>??é~~</cXML>".getBytes(UTF_8));
        assertThat(base64).contains("+");
        assertThat(CxmlForm.read(List.of(new ReturnForm.Field("cXML-URLEncoded", xml))))
                .hasValueSatisfying(bytes ->
                        assertThat(new String(bytes, UTF_8)).isEqualTo("<?xml version=\"1.0\"?><cXML>é</cXML>"));
        assertThat(CxmlForm.read(List.of(new ReturnForm.Field("CXML-BASE64", base64.replace('+', ' ')))))
                .hasValueSatisfying(
                        bytes -> assertThat(new String(bytes, UTF_8)).isEqualTo("<cXML>>>??é~~</cXML>"));
        assertThat(CxmlForm.read(List.of(new ReturnForm.Field("cxml-base64", "=x="))))
                .isEmpty();
        assertThat(CxmlForm.read(List.of(new ReturnForm.Field("other", "x")))).isEmpty();
    }

    /** The same document gives the same bytes: pinned, so that another library version is seen. */
    @Test
    void bytesAreDeterministic() {
        var document = new Cxml();
        document.payloadID = "1.2@hub.example";
        document.timestamp = "2026-11-22T10:00:00+01:00";
        document.lang = "en-US";
        document.response = new Cxml.Response();
        document.response.status = Cxml.Status.of(CxmlStatus.NOT_ACCEPTABLE, "a < b & \"c\" é");
        assertThat(new String(CxmlWriter.write(document, CxmlDtd.of("1.2.014", document)), UTF_8))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">\n"
                        + "<cXML payloadID=\"1.2@hub.example\" timestamp=\"2026-11-22T10:00:00+01:00\" xml:lang=\"en-US\">"
                        + "<Response><Status code=\"406\" text=\"Not Acceptable\" xml:lang=\"en-US\">"
                        + "a &lt; b &amp; \"c\" é</Status></Response></cXML>\n");
    }
}
