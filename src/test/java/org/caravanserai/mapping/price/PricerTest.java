package org.caravanserai.mapping.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.expression.record.RecordShape;
import org.caravanserai.expression.record.Related;
import org.caravanserai.expression.record.SampleModel;
import org.caravanserai.home.Prices;
import org.caravanserai.home.Tables;
import org.caravanserai.parser.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricerTest {
    private static final LocalDate IN_2026 = LocalDate.of(2026, 12, 31);
    private static final LocalDate IN_2027 = LocalDate.of(2027, 1, 1);
    private static final String OFFER = """
            {"sku":"A","prices":[
             {"list":"p26","minQuantity":"1","amount":"10.00","currency":"EUR"},
             {"list":"p26","minQuantity":"10","amount":"9.00","currency":"EUR"},
             {"list":"p26","minQuantity":"1","amount":"8.00","currency":"EUR","validFrom":"2026-12-01","validTo":"2026-12-31"},
             {"list":"p27","minQuantity":"1","basis":"100","amount":"1234.00","currency":"EUR","validFrom":"2027-01-01"}]}""";

    private final Map<String, Prices.PriceList> lists = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> grid = new LinkedHashMap<>();
    private Object[] slots;

    private void list(
            String name,
            String base,
            String level,
            String factor,
            String rate,
            String round,
            LocalDate from,
            String replaces) {
        lists.put(
                name,
                new Prices.PriceList(
                        name,
                        null,
                        base == null ? "erp" : null,
                        base,
                        rate == null ? "EUR" : "CHF",
                        Prices.Vat.EXCLUDED,
                        from,
                        null,
                        replaces,
                        level == null ? null : "g",
                        level,
                        decimal(factor),
                        decimal(rate),
                        decimal(round),
                        Position.of("test")));
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private Pricer pricer(String list) {
        list("p26", null, null, null, null, null, null, null);
        list("p27", null, null, null, null, null, IN_2027, "p26");
        list("a", "p27", "A", null, null, null, null, null);
        list("b", "p27", "B", null, null, null, null, null);
        list("bad", "p27", "C", null, null, null, null, null);
        list("south", "a", null, "1.12", null, "0.10", null, null);
        list("chf", "p27", null, null, "0.97", "0.05", null, null);
        list("loop", "loop", null, "2", null, null, null, null);
        grid.put("GANT", Map.of("group", "GANT", "A", "30+5", "B", "12,5 %", "C", "viel"));
        var tables =
                new Tables(Map.of("t", new Tables.Table("t", "group", List.of("group", "A", "B", "C"), grid, null)));
        var book = new PriceBook(
                new Prices(
                        lists,
                        Map.of("g", new Prices.Grid("g", "t", "discountGroup", "level", true, Position.of("test")))),
                tables);
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        var names = shape.names(Perspective.NEUTRAL);
        var pricer = book.pricer(list, names).orElseThrow();
        RecordReader reader = shape.reader();
        Related related = (kind, key) -> kind == Kind.OFFERS ? OFFER.getBytes(StandardCharsets.UTF_8) : null;
        slots = reader.read("{\"sku\":\"A\",\"discountGroup\":\"GANT\"}".getBytes(StandardCharsets.UTF_8), related);
        assertThat(names.reads().dates()).isTrue();
        assertThat(names.reads().priceLists()).contains(list);
        return pricer;
    }

    @ParameterizedTest
    @CsvSource({
        "p26, 2026-11-30, 1, 10.00 EUR", "p26, 2026-12-01, 1, 8.00 EUR", "p26, 2026-12-30, 9, 8.00 EUR",
                "p26, 2026-12-31, 1, 10.00 EUR",
        "p26, 2026-11-30, 10, 9.00 EUR", "p26, 2027-01-01, 1, 12.34 EUR", "p27, 2026-11-30, 1, 10.00 EUR",
                "p27, 2027-01-01, 5, 12.34 EUR",
        "a, 2026-11-30, 1, 6.65 EUR", "a, 2027-01-01, 1, 8.2061 EUR", "b, 2026-11-30, 10, 7.88 EUR",
                "south, 2026-11-30, 1, 7.40 EUR",
        "chf, 2026-11-30, 1, 9.70 CHF", "chf, 2027-01-01, 1, 11.97 CHF"
    })
    void pricesOfADayAndAQuantity(String list, LocalDate day, BigDecimal quantity, String expected) {
        var pricer = pricer(list);
        assertThat(pricer.at(slots, day, quantity)).hasToString(expected);
        assertThat(pricer.explain(slots, day, quantity).price()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "bad, 2026-11-30, 1, 'grid g, discountGroup GANT, level C: ''viel'' is no discount'",
        "p26, 2026-11-30, 0.5, the offer has no amount of list p26 on 2026-11-30 for 0.5",
        "loop, 2026-11-30, 1, list loop holds not on 2026-11-30 and none stands in for it"
    })
    void noPriceSaysWhy(String list, LocalDate day, BigDecimal quantity, String why) {
        var pricer = pricer(list);
        assertThat(pricer.at(slots, day, quantity)).isNull();
        var derivation = pricer.explain(slots, day, quantity);
        assertThat(derivation.price()).isNull();
        assertThat(derivation.steps().get(derivation.steps().size() - 1).detail())
                .isEqualTo(why);
    }

    @Test
    void theWayToAPriceIsTold() {
        var steps = pricer("south").explain(slots, IN_2026, BigDecimal.ONE).steps();
        assertThat(steps.stream().map(step -> step.what() + " | " + step.detail() + " | " + step.amount()))
                .containsExactly(
                        "replaced | on 2026-12-31 list p26 holds instead of p27 | null",
                        "list price | p26: 10.00 EUR for 1 | 10.00",
                        "discount | grid g, discountGroup GANT, level A: 30+5 | 6.650000",
                        "round | a: to the digits of EUR | 6.65",
                        "factor | south: x 1.12 | 7.4480",
                        "round | south: to 0.10 | 7.40");
    }

    @Test
    void breaksAreAscending() {
        assertThat(pricer("a").breaks(slots, LocalDate.of(2026, 11, 30)).stream()
                        .map(each -> each.minQuantity() + ": " + each.price()))
                .containsExactly("1: 6.65 EUR", "10: 5.99 EUR");
    }
}
