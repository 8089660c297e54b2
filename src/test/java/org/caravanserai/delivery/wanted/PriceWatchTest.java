package org.caravanserai.delivery.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.canonical.Cells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceWatchTest {
    private record Line(List<String> fields, List<Object> values) implements Cells {
        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Object value(int field) {
            return values.get(field);
        }
    }

    private static Line line(Object price) {
        return new Line(List.of("sku", "price"), List.of("GL-1", price));
    }

    private static Line breaks(String one, String hundred) {
        return line(List.of(
                new Line(List.of("amount", "from"), List.of(new BigDecimal(one), BigDecimal.ONE)),
                new Line(List.of("amount", "from"), List.of(new BigDecimal(hundred), new BigDecimal("100")))));
    }

    @ParameterizedTest
    @CsvSource({"10.00, 12.00, 0", "10.00, 12.01, 1", "10.00 EUR, 7.99 EUR, 1", "0.00, 9.00, 0", "soon, 9.00, 0"})
    void aPriceMayMoveSoFar(String before, String now, long moved) {
        var watch = new PriceWatch(new BigDecimal("0.2"));
        watch.compare(line(before), line(now), List.of(1));
        assertThat(watch.moved()).isEqualTo(moved);
    }

    @ParameterizedTest
    @CsvSource({"11.00, 9.00, 0", "11.00, 5.00, 1", "20.00, 19.00, 1"})
    void everyQuantityBreakIsLookedAtAndAnItemCountsOnce(String one, String hundred, long moved) {
        var watch = new PriceWatch(new BigDecimal("0.2"));
        watch.compare(breaks("10.00", "9.00"), breaks(one, hundred), List.of(1));
        assertThat(watch.moved()).isEqualTo(moved);
    }

    @Test
    void aSampleSaysWhatMoved() {
        var watch = new PriceWatch(new BigDecimal("0.2"));
        watch.compare(breaks("10.00", "9.00"), breaks("10.00", "4.50"), List.of(1));
        assertThat(watch.samples()).containsExactly("GL-1 price 9.00 to 4.50");
    }
}
