package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Read;
import org.caravanserai.expression.Run;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of marketplaces as trees of canonical JSON, and maps that would make none. */
class OrderMapTest {
    private static final String NAME = "t/order-in";
    private static final String GOOD = """
            each: rows
            fields:
              number: { from: id, required: true }
              currency: cur
              totals.grand: total
              shipTo.name: who
              shipTo.city: place.city
              shipTo.street: place.street
              line.number: { from: no, required: true }
              line.sku: article
              line.quantity: count
              line.price: each
              line.extras.of: record.id
            """;

    private static List<String> problems(String yaml) {
        var problems = new Problems();
        var map = OrderMap.compile(new MapFixture().map(NAME, yaml).world(), NAME, problems);
        assertThat(map.isEmpty()).isEqualTo(problems.failed());
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private static OrderMap.Result apply(String yaml, Map<String, Object> record) {
        var problems = new Problems();
        var map = OrderMap.compile(new MapFixture().map(NAME, yaml).world(), NAME, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
        return map.apply(record, Map.of("customer", "C-1"), new Run(MapFixture.TODAY, java.time.ZoneOffset.UTC));
    }

    private static Map<String, Object> order(Object... rows) {
        var order = new LinkedHashMap<String, Object>();
        order.put("id", "O-1");
        order.put("cur", "EUR");
        order.put("total", "20.00");
        order.put("who", "Roux");
        order.put("place", Map.of("city", "Nantes", "street", "1 rue X"));
        order.put("rows", new ArrayList<>(Arrays.asList(rows)));
        return order;
    }

    @Test
    void everyTextIsLaidWhereAnOrderHasItAndTheTreeIsRead() {
        var made = apply(GOOD, order(Map.of("no", 1L, "article", "A", "count", 2L, "each", "10.00")));

        var order = ((Read.Taken<Order>) Order.read(made.order())).value();
        assertThat(order.customer()).isEqualTo("C-1");
        assertThat(order.flaws()).isEmpty();
        assertThat(order.lines().get(0).number()).isEqualTo("1");
        assertThat(order.lines().get(0).quantity().unit()).isEqualTo("EA");
        assertThat(order.lines().get(0).price().amount().toString()).contains("10.00");
        assertThat(order.lines().get(0).extras()).containsEntry("of", "O-1");
        assertThat(order.parties().get(0).address().city()).isEqualTo("Nantes");
        assertThat(order.totals().grand().currency()).isEqualTo("EUR");
    }

    @Test
    void whatSelectLeavesOutIsNoOrderAndNoError() {
        var made = apply("select: \"cur = 'USD'\"\n" + GOOD, order());
        assertThat(made.order()).isNull();
        assertThat(made.refused()).isNull();
    }

    @Test
    void nothingAPartnerSendsMakesItThrow() {
        var odd = new LinkedHashMap<String, Object>();
        odd.put("id", List.of("a", "b"));
        odd.put("rows", Map.of("no", 1L));
        odd.put("place", "nowhere");
        assertThat(apply(GOOD, odd).order()).containsEntry("lines", List.of());
        assertThat(apply(GOOD, Map.of()).refused()).contains("number is required");
        assertThat(apply(GOOD, order(Map.of("article", "A"))).refused()).contains("line.number is required");
        assertThat(apply(GOOD, order("text", 3L, null)).refused()).contains("line.number is required");
    }

    @Test
    void whatIsNoOrderIsSaidByWhoeverReadsIt() {
        var made = apply(GOOD, order(Map.of("no", "1", "article", "A", "count", "two")));
        var read = (Read.Refused<Order>) Order.read(made.order());
        assertThat(read.flaws().toString()).contains("lines[1].quantity.value", "must be a decimal");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "each: rows|no entry fills number",
                "fields: { number: id, line.number: no, line.sku: a, line.quantity: q }|say where the lines are",
                "each: rows\\nfields: { number: id, line.number: no, line.sku: a, line.quantity: q, nubmer: x }|'nubmer' is no field of an order",
                "each: rows\\nfields: { number: id, line.number: no, line.sku: a, line.quantity: q, extras.: x }|'extras.' is no field of an order",
                "each: rows\\nfields: { number: id, line.number: no, line.sku: a, line.quantity: q, line.colour: x }|'line.colour' is no field of an order",
                "each: rows\\ncollect: prices\\nfields: { number: id, line.number: no, line.sku: a, line.quantity: q }|collect",
                "each: rows\\nfields: { number: { from: id, table: none }, line.number: no, line.sku: a, line.quantity: q }|none"
            })
    void aMapThatMakesNoOrderIsRefusedWithItsPlace(String yaml, String error) {
        assertThat(problems(yaml.replace("\\n", "\n")).toString())
                .contains(error)
                .contains("mappings/t/order-in");
    }
}
