package org.caravanserai.punchout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A price and its basis mean the same whatever form they are told in. */
class PriceTest {
    @ParameterizedTest
    @CsvSource({
        "0.0045, 1, 3, 0.045 for 10",
        "4.5, 1000, 3, 4.5 for 1000",
        "5.00, 1, 3, 5 for 1",
        "5.00, 1, 0, 5 for 1",
        "0.5, 1, 0, 5 for 10",
        "1, 0.5, 2, 10 for 5",
        "0.00000001, 1, 3, ",
        "10, 3, 2, 10 for 3",
        "1200, 100000, 2, ",
    })
    void fits(String amount, String basis, int decimals, String expected) {
        var price = new Price(new BigDecimal(amount), new BigDecimal(basis));
        var fitting = price.fitting(decimals, 5);
        assertThat(fitting.map(found ->
                        found.amount().toPlainString() + " for " + found.basis().toPlainString()))
                .isEqualTo(java.util.Optional.ofNullable(expected));
    }

    @Test
    void oneUnitIsToldWhereTheDivisionEnds() {
        assertThat(new Price(new BigDecimal("4.50"), new BigDecimal("1000")).one())
                .hasValueSatisfying(one -> assertThat(one).isEqualByComparingTo("0.0045"));
        assertThat(new Price(BigDecimal.TEN, new BigDecimal("3")).one()).isEmpty();
        assertThat(new Price(BigDecimal.TEN, new BigDecimal("3")).of(new BigDecimal("3")))
                .isEqualByComparingTo("10");
        assertThatThrownBy(() -> new Price(BigDecimal.ONE, BigDecimal.ZERO))
                .hasMessage("a price is for more than 0 units: 0");
    }

    /** Whatever the numbers, a fitted price is the same price. */
    @Test
    void fittingChangesNothing() {
        var random = new Random(20);
        for (int i = 0; i < 2000; i++) {
            var price = new Price(
                    BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(6)),
                    BigDecimal.valueOf(1 + random.nextInt(2000), random.nextInt(2)));
            var quantity = BigDecimal.valueOf(1 + random.nextInt(100_000), random.nextInt(4));
            price.fitting(3, 5).ifPresent(fitting -> {
                assertThat(fitting.of(quantity)).isEqualByComparingTo(price.of(quantity));
                assertThat(fitting.amount().scale()).isBetween(0, 3);
                assertThat(fitting.basis().scale()).isZero();
                assertThat(fitting.basis().precision()).isLessThanOrEqualTo(5);
            });
        }
    }

    @Test
    void aTotalIsRoundedOnce() {
        var cart = Carts.of(Carts.line("A", "1.5", "0.0045", "1", "a"), Carts.line("B", "1", "0.004", "1", "b"));
        assertThat(cart.total()).as("0.00675 + 0.004").hasToString("0.01 EUR");
        var yen = Cart.of("Q", "JPY", cart.lines());
        assertThat(yen.total()).hasToString("0 JPY");
    }
}
