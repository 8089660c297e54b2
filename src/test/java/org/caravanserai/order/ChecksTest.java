package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.order.Trade.eur;
import static org.caravanserai.order.Trade.line;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Tax;
import org.caravanserai.canonical.order.Totals;
import org.caravanserai.order.IntakePolicy.Pricing;
import org.caravanserai.order.IntakePolicy.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {
    private static final BigDecimal NONE = BigDecimal.ZERO;

    private static final class Facts implements Terms {
        Terms.Customer customer = new Terms.Customer("C-10042", null, null, List.of());
        final Map<String, Terms.Item> items = new HashMap<>(Map.of(
                "GL-200-9",
                Trade.sold("12.50"),
                "BULK",
                new Item.Sold(
                        Map.of("EA", BigDecimal.ONE, "CEN", new BigDecimal("100")),
                        new Price(eur("4.50"), new Quantity(new BigDecimal("1000"), "EA"))),
                "FREE",
                Trade.sold(null),
                "OTHER",
                new Item.Outside()));

        @Override
        public Optional<Customer> customer(String source, String account, Order order) {
            return Optional.of(customer)
                    .filter(known -> known.number().equals(order.customer()))
                    .map(known -> Trade.with(known, items, order));
        }
    }

    private static Order of(Totals totals, OrderLine... lines) {
        return Order.of("PO-1", "C-10042", "EUR", List.of(lines), totals);
    }

    private static OrderLine in(String sku, String quantity, String unit, Price price) {
        return OrderLine.of("1", sku, new Quantity(new BigDecimal(quantity), unit), price);
    }

    private static Price per(String amount, String basis, String unit) {
        return new Price(eur(amount), new Quantity(new BigDecimal(basis), unit));
    }

    private static Totals lines(String amount) {
        return new Totals(eur(amount), null, null, null, null);
    }

    private static OrderLine amount(OrderLine line, String amount) {
        return new OrderLine(
                line.number(),
                line.sku(),
                null,
                null,
                null,
                null,
                line.quantity(),
                line.price(),
                eur(amount),
                null,
                null,
                null,
                Map.of());
    }

    private static Order taxed(Totals totals, OrderLine line, Tax... taxes) {
        return new Order(
                "PO-1",
                1,
                false,
                null,
                null,
                "C-10042",
                "EUR",
                List.of(),
                List.of(line),
                totals,
                List.of(taxes),
                List.of(),
                List.of(),
                Map.of());
    }

    static Stream<Arguments> right() {
        return Stream.of(
                Arguments.of("as agreed", of(lines("125.00"), line("1", "GL-200-9", "10", "12.50"))),
                Arguments.of(
                        "a piece is a piece", of(lines("125"), in("GL-200-9", "10", "H87", per("12.5", "1", "C62")))),
                Arguments.of(
                        "by the box, priced by the piece",
                        of(null, in("GL-200-9", "2", "BX", per("12.50", "1", "EA")))),
                Arguments.of(
                        "by the box, priced by the box",
                        of(lines("250"), in("GL-200-9", "2", "BX", per("125", "1", "BX")))),
                Arguments.of("1.5 at 0.0045", of(lines("0.01"), in("BULK", "1.5", "EA", per("0.0045", "1", "EA")))),
                Arguments.of(
                        "price per hundred", of(lines("9.00"), in("BULK", "2000", "EA", per("0.45", "100", "EA")))),
                Arguments.of("no price said", of(null, in("GL-200-9", "10", "EA", null))),
                Arguments.of(
                        "line total rounded",
                        of(lines("1.13"), amount(in("BULK", "250", "EA", per("0.0045", "1", "EA")), "1.13"))),
                Arguments.of(
                        "sums to the cent",
                        taxed(
                                new Totals(eur("125.00"), eur("-5.00"), eur("9.90"), eur("25.98"), eur("155.88")),
                                line("1", "GL-200-9", "10", "12.50"),
                                new Tax("vat", new BigDecimal("20"), eur("129.90"), eur("25.98")))),
                Arguments.of(
                        "tax only as list",
                        taxed(
                                new Totals(eur("125.00"), null, null, null, eur("150.00")),
                                line("1", "GL-200-9", "10", "12.50"),
                                new Tax("vat", null, null, eur("25.00")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    void passes(String name, Order order) {
        assertThat(Checks.run("punchout", "acme", order, new Facts(), IntakePolicy.standard()))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.notes()).isEmpty());
    }

    static Stream<Arguments> wrong() {
        var glove = line("1", "GL-200-9", "10", "12.50");
        return Stream.of(
                refused("no lines", of(null), "ORDER-001 lines: an order needs at least one line"),
                refused(
                        "nothing ordered",
                        of(null, line("1", "GL-200-9", "0", "12.50")),
                        "ORDER-001 lines[1].quantity: must be above 0, not 0"),
                refused(
                        "two currencies",
                        of(null, in("GL-200-9", "1", "EA", new Price(new Money(BigDecimal.ONE, "USD"), null))),
                        "ORDER-001 lines[1].price: is in 'USD', the order in 'EUR': one currency for one order"),
                refused(
                        "line twice",
                        of(null, glove, line("01", "GL-200-9", "1", "12.50")),
                        "ORDER-001 lines[2].number: '01' stands twice"),
                refused(
                        "unknown customer",
                        Order.of("PO-1", "C-9", "EUR", List.of(glove), null),
                        "ORDER-002 customer: no company has the number 'C-9'"),
                refused(
                        "unknown article",
                        of(null, line("1", "NOPE", "1", "1")),
                        "ORDER-004 lines[1].sku: no article has the number 'NOPE'"),
                refused(
                        "outside",
                        of(null, line("1", "OTHER", "1", "1")),
                        "ORDER-005 lines[1].sku: 'OTHER' is not in the assortment of C-10042"),
                refused(
                        "no unit",
                        of(null, in("GL-200-9", "1", "each", null)),
                        "ORDER-006 lines[1].quantity: 'each' is no unit of UN/ECE Recommendation 20 or 21"),
                refused(
                        "other unit",
                        of(null, in("GL-200-9", "1", "KGM", null)),
                        "ORDER-007 lines[1].quantity: GL-200-9 is sold in BX, EA, not in KGM"),
                held(
                        "dearer",
                        of(null, line("1", "GL-200-9", "10", "12.51")),
                        "ORDER-008 lines[1].price: ordered at 12.51 EUR for 1 EA, agreed are 12.50 EUR for 1 EA"),
                held(
                        "price per thousand taken for one",
                        of(null, in("BULK", "1000", "EA", per("4.50", "1", "EA"))),
                        "ORDER-008 lines[1].price: ordered at 4.50 EUR for 1 EA, agreed are 4.50 EUR for 1000 EA"),
                held(
                        "no price",
                        of(null, line("1", "FREE", "1", "1")),
                        "ORDER-009 lines[1].price: no price is agreed for FREE"),
                held(
                        "sum of lines",
                        of(lines("125.02"), glove),
                        "ORDER-011 totals.lines: stated are 125.02 EUR, the lines add up to 125.00"),
                held(
                        "line total",
                        of(null, amount(glove, "1250.00")),
                        "ORDER-011 lines[1].amount: stated are 1250.00 EUR, quantity times price is 125.00"),
                held(
                        "grand total without shipping",
                        of(new Totals(eur("125"), null, eur("9.90"), null, eur("125")), glove),
                        "ORDER-012 totals.grand: stated are 125 EUR, the parts add up to 134.90"),
                held(
                        "tax of another rate",
                        taxed(null, glove, new Tax("vat", new BigDecimal("20"), eur("125"), eur("6.88"))),
                        "ORDER-012 taxes: stated are 6.88 EUR, 20 % of 125 EUR are 25.00"),
                held(
                        "taxes and their sum",
                        taxed(
                                new Totals(null, null, null, eur("24"), null),
                                glove,
                                new Tax("vat", null, null, eur("25"))),
                        "ORDER-012 totals.tax: stated are 24 EUR, the taxes add up to 25.00"));
    }

    private static Arguments refused(String name, Order order, String reason) {
        return Arguments.of(name, order, true, reason);
    }

    private static Arguments held(String name, Order order, String reason) {
        return Arguments.of(name, order, false, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void saysWhy(String name, Order order, boolean refused, String reason) {
        var verdict = Checks.run("punchout", "acme", order, new Facts(), IntakePolicy.standard());

        var reasons = new ArrayList<String>();
        if (verdict instanceof Verdict.Refused no) {
            assertThat(refused).isTrue();
            no.reasons().forEach(one -> reasons.add(one.toString()));
        } else if (verdict instanceof Verdict.Held hold) {
            assertThat(refused).isFalse();
            hold.reasons().forEach(one -> reasons.add(one.toString()));
        }
        assertThat(reasons).containsExactly(reason);
    }

    @Test
    void creditAndBarsAreThoseOfTheCustomer() {
        var facts = new Facts();
        facts.customer =
                new Terms.Customer("C-10042", "the contract ended", "limit of 5,000.00 EUR is exhausted", List.of());
        var order = of(null, line("1", "GL-200-9", "1", "12.50"));

        assertThat(Checks.run("s", "a", order, facts, IntakePolicy.standard()))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        no -> assertThat(no.reasons())
                                .extracting(Reason::toString)
                                .containsExactly("ORDER-003 customer: the contract ended"));

        facts.customer = new Terms.Customer("C-10042", null, "limit of 5,000.00 EUR is exhausted", List.of());
        assertThat(Checks.run("s", "a", order, facts, IntakePolicy.standard()))
                .isInstanceOfSatisfying(
                        Verdict.Held.class,
                        hold -> assertThat(hold.reasons())
                                .extracting(Reason::toString)
                                .containsExactly("ORDER-010 customer: limit of 5,000.00 EUR is exhausted"));
    }

    @Test
    void whoseThePriceIsSaysThePolicy() {
        var order = of(null, line("1", "GL-200-9", "10", "12.60"));
        UnaryOperator<IntakePolicy> hub = policy -> policy.pricing(Pricing.HUB, NONE);

        assertThat(Checks.run("s", "a", order, new Facts(), hub.apply(IntakePolicy.standard())))
                .isInstanceOfSatisfying(Verdict.Passed.class, passed -> {
                    assertThat(passed.agreed()).containsEntry("1", per("12.50", "1", "EA"));
                    assertThat(passed.notes().get(0).text()).endsWith("; the agreed price counts");
                });
        assertThat(Checks.run(
                        "s", "a", order, new Facts(), IntakePolicy.standard().pricing(Pricing.ERP, NONE)))
                .isInstanceOfSatisfying(Verdict.Passed.class, passed -> {
                    assertThat(passed.agreed()).isEmpty();
                    assertThat(passed.notes().get(0).text()).endsWith("; the ERP decides");
                });
        assertThat(Checks.run(
                        "s",
                        "a",
                        order,
                        new Facts(),
                        IntakePolicy.standard().pricing(Pricing.HOLD, new BigDecimal("0.01"))))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.notes()).isEmpty());
    }

    @Test
    void sumsThatAreWrongRefuseWhereThePolicySaysSo() {
        var order = of(lines("124.00"), line("1", "GL-200-9", "10", "12.50"));

        assertThat(Checks.run(
                        "s", "a", order, new Facts(), IntakePolicy.standard().totals(Weight.REFUSE)))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(Checks.run(
                        "s", "a", order, new Facts(), IntakePolicy.standard().totals(Weight.NOTE)))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.notes()).hasSize(1));
    }

    @Test
    void aBuyerHearsOfEverythingAtOnce() {
        var order = of(
                lines("1"),
                line("1", "NOPE", "1", "1"),
                line("2", "OTHER", "1", "1"),
                line("3", "GL-200-9", "1", "99"));

        assertThat(Checks.run(
                        "s", "a", order, new Facts(), IntakePolicy.standard().totals(Weight.REFUSE)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        no -> assertThat(no.reasons())
                                .extracting(reason -> reason.code().code())
                                .containsExactly("ORDER-004", "ORDER-005", "ORDER-011"));
    }
}
