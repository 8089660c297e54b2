package org.caravanserai.mapping.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Prices;

/**
 * How a list derives on one day, looked up once: the list whose amounts arrive, then what each list above it does.
 *
 * @param source null = no list holds on this day
 */
record DayPlan(LocalDate day, Prices.PriceList source, List<Derive> steps) {
    private static final int MAX_DEPTH = 20;

    /**
     * What one derived list does.
     *
     * @param factors share that is left after the discount, by row of the grid; an entry that holds null = the cell is wrong; null = no grid
     */
    record Derive(Prices.PriceList list, String attribute, Map<String, BigDecimal> factors) {
        /** The amount after this list, null when its discount cannot be read. */
        BigDecimal apply(BigDecimal base, String currency, PriceSlots slots, Object[] record) {
            var amount = list.rate() == null ? base : base.multiply(list.rate());
            if (factors != null) {
                var group = slots.attribute(record, attribute);
                if (group != null && factors.containsKey(group)) {
                    var left = factors.get(group);
                    if (left == null) {
                        return null;
                    }
                    amount = amount.multiply(left);
                }
            }
            if (list.factor() != null) {
                amount = amount.multiply(list.factor());
            }
            return Pricer.round(amount, list.round(), currency);
        }
    }

    static DayPlan of(PriceBook book, String list, LocalDate day) {
        var steps = new ArrayList<Derive>();
        var name = list;
        for (int i = 0; i < MAX_DEPTH; i++) {
            var holding = book.holding(name, day);
            if (holding == null) {
                break;
            }
            if (holding.base() == null) {
                Collections.reverse(steps);
                return new DayPlan(day, holding, List.copyOf(steps));
            }
            var grid = book.grid(holding);
            steps.add(new Derive(
                    holding,
                    grid == null ? null : grid.row(),
                    grid == null ? null : factors(book, grid, holding.level())));
            name = holding.base();
        }
        return new DayPlan(day, null, List.of());
    }

    private static Map<String, BigDecimal> factors(PriceBook book, Prices.Grid grid, String level) {
        var factors = new HashMap<String, BigDecimal>();
        book.cells(grid, level).forEach((row, cell) -> {
            if (cell != null && !cell.isBlank()) {
                factors.put(row, left(grid, cell));
            }
        });
        return factors;
    }

    /** What is left of 1 after a cell such as {@code 30+5}; null when it is no discount. */
    static BigDecimal left(Prices.Grid grid, String cell) {
        var left = BigDecimal.ONE;
        for (var percent : grid.cascade() ? cell.split("\\+") : new String[] {cell}) {
            var share = percent.replace("%", "").replace(',', '.').strip();
            if (!share.matches("[0-9]{1,3}(\\.[0-9]{1,4})?") || new BigDecimal(share).compareTo(Pricer.HUNDRED) > 0) {
                return null;
            }
            left = left.multiply(Pricer.HUNDRED.subtract(new BigDecimal(share)).movePointLeft(2));
        }
        return left;
    }
}
