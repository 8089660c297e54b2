package org.caravanserai.punchout.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Confirmation.Verdict;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.canonical.order.Totals;
import org.caravanserai.punchout.Buyers;
import org.caravanserai.punchout.CodeTable;
import org.caravanserai.punchout.cxml.Progress;
import org.junit.jupiter.api.Test;

/** What a seller says in the words of cXML, and what cannot be said. */
class WordsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Order ORDER = Order.of(
            "PO-1",
            "C-1",
            "EUR",
            List.of(
                    OrderLine.of("1", "A-1", quantity("10"), price("12.50", "100")),
                    OrderLine.of("2", "A-2", quantity("2.5"), null)),
            Totals.NONE);
    private static final Wording WORDS = new Wording(Buyers.account("acme"), CodeTable.SAME);

    private static Quantity quantity(String value) {
        return new Quantity(new BigDecimal(value), "EA");
    }

    private static Price price(String amount, String basis) {
        return new Price(new Money(new BigDecimal(amount), "EUR"), quantity(basis));
    }

    private static Telling telling(Order order, String payload, Map<String, Price> agreed, Confirmation said) {
        return new Telling("acme", false, "K", 1, order, payload, agreed, said);
    }

    private static Progress.ConfirmationRequest said(Map<String, Price> agreed, Confirmation said) throws Impossible {
        return new Confirming(WORDS, telling(ORDER, "1@acme", agreed, said), said)
                .document(null)
                .request();
    }

    private static Confirmation lines(Confirmation.Line... lines) {
        return new Confirmation("AB-1", 1, NOW, null, null, List.of(lines), null);
    }

    private static Confirmation.Part part(Verdict verdict, String quantity, Price price) {
        return new Confirmation.Part(verdict, quantity(quantity), price, null, null);
    }

    private static Confirmation whole(Verdict verdict) {
        return Confirmation.of("AB-1", NOW, null, verdict, null);
    }

    @Test
    void aWholeOrderIsSaidLineByLineOrRefusedWhole() throws Impossible {
        var accepted = said(Map.of(), whole(Verdict.ACCEPTED));
        assertThat(accepted.header.type).isEqualTo("allDetail");
        assertThat(accepted.items).extracting(item -> item.quantity).containsExactly("10", "2.5");
        assertThat(accepted.items).allMatch(item -> item.states.get(0).type.equals("accept"));
        assertThat(said(Map.of(), whole(Verdict.BACKORDERED)).items)
                .allMatch(item -> item.states.get(0).type.equals("backordered"));
        var rejected = said(Map.of(), whole(Verdict.REJECTED));
        assertThat(rejected.header.type).isEqualTo("reject");
        assertThat(rejected.items).isEmpty();
    }

    @Test
    void aPriceStandsForAsManyUnitsAsTheOrdersOwn() throws Impossible {
        var same = said(Map.of(), lines(line("1", part(Verdict.ACCEPTED, "10", price("0.125", "1")))));
        assertThat(same.header.type).isEqualTo("detail");
        assertThat(same.items.get(0).states.get(0).type).isEqualTo("accept");
        var other = said(Map.of(), lines(line("1", part(Verdict.ACCEPTED, "10", price("0.13", "1")))));
        assertThat(other.items.get(0).states.get(0).type).isEqualTo("detail");
        assertThat(other.items.get(0).states.get(0).unitPrice.money.value).isEqualTo("13.00");
        var endless = said(Map.of(), lines(line("1", part(Verdict.ACCEPTED, "10", price("1", "3")))));
        assertThat(endless.items.get(0).states.get(0).unitPrice.money.value).isEqualTo("33.3333");
        assertThat(endless.items.get(0).states.get(0).comments.get(0).text()).isEqualTo("Price: 1 EUR for 3 EA");
    }

    @Test
    void thePriceThatWasAgreedIsToldWhereNothingElseIs() throws Impossible {
        var told = said(Map.of("2", price("4", "1")), whole(Verdict.ACCEPTED));
        assertThat(told.items.get(0).states.get(0).type).isEqualTo("accept");
        assertThat(told.items.get(1).states.get(0).type).isEqualTo("detail");
        assertThat(told.items.get(1).states.get(0).unitPrice.money.value).isEqualTo("4.00");
    }

    @Test
    void partsOfNothingAreNotSaid() throws Impossible {
        var said = said(
                Map.of(), lines(line("01", part(Verdict.ACCEPTED, "10", null), part(Verdict.REJECTED, "0", null))));
        assertThat(said.items.get(0).lineNumber).isEqualTo("1");
        assertThat(said.items.get(0).states).hasSize(1);
    }

    private static Confirmation.Line line(String number, Confirmation.Part... parts) {
        return new Confirmation.Line(number, List.of(parts));
    }

    @Test
    void whatCannotBeSaidIsNotSent() {
        impossible(ORDER, null, whole(Verdict.ACCEPTED), "the order came in no cXML document");
        impossible(
                Order.of("PO", "C", "EUR", List.of(OrderLine.of("A1", "A", quantity("1"), null)), Totals.NONE),
                "1@acme",
                whole(Verdict.ACCEPTED),
                "line 'A1' has no number that cXML could name");
        impossible(
                ORDER,
                "1@acme",
                lines(line("1", part(Verdict.ACCEPTED, "3", null))),
                "line 1: the parts are 3 together, the line is 10");
        impossible(
                ORDER,
                "1@acme",
                lines(line(
                        "1",
                        new Confirmation.Part(
                                Verdict.ACCEPTED, new Quantity(BigDecimal.TEN, "KGM"), null, null, null))),
                "line 1 is said in 'KGM' and ordered in EA");
    }

    private static void impossible(Order order, String payload, Confirmation said, String why) {
        var confirming = new Confirming(WORDS, telling(order, payload, Map.of(), said), said);
        assertThat(catchThrowable(() -> confirming.document(null)))
                .isInstanceOf(Impossible.class)
                .hasMessageContaining(why);
    }

    @Test
    void aShipmentOfNothingIsNoShipNotice() {
        var none = Shipment.of("LS", NOW, List.of(new Shipment.Line("1", quantity("0"))));
        var telling = new Telling("acme", false, "K", 1, ORDER, "1@acme", Map.of(), none);
        assertThat(catchThrowable(() -> new Shipping(WORDS, telling, none).document(null)))
                .isInstanceOf(Impossible.class)
                .hasMessage("nothing of any line is in shipment LS");
        var back = new Shipment("LS", 2, NOW, null, LocalDate.parse("2026-11-24"), List.of(), List.of(), true);
        assertThat(catchThrowable(() -> new Shipping(WORDS, telling, back).document(null)))
                .hasMessage("what is taken back was sent before");
    }
}
