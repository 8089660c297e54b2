package org.caravanserai.mapping.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.caravanserai.canonical.Money;
import org.caravanserai.home.Prices;

/**
 * Prices of one list. A derived list takes its base list's amount and applies, in this order: rate, discount, factor, rounding; it does so on the
 * amount as quoted ("per 100"), so that small prices keep their digits. Immutable, any number of threads.
 */
public final class Pricer {
    private static final int PLACES = 12;
    private static final int MAX_DEPTH = 20;
    static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final PriceBook book;
    private final String list;
    private final PriceSlots slots;
    private volatile DayPlan plan;

    Pricer(PriceBook book, String list, PriceSlots slots) {
        this.book = book;
        this.list = list;
        this.slots = slots;
    }

    /**
     * A price with the quantity from which it holds.
     *
     * @param price for one unit
     * @param basis for how many units the amount was quoted, 1 or more
     */
    public record Break(BigDecimal minQuantity, Money price, BigDecimal basis) {}

    /**
     * A price as it is quoted.
     *
     * @param amount for {@code basis} units
     * @param unit UN/ECE code, null = the price names none
     */
    public record Quote(Money amount, BigDecimal basis, String unit) {}

    /** In what something is counted. */
    public interface Measure {
        /** How many pieces one of a unit is; null = it is not sold in it. A price that names no unit asks with null. */
        BigDecimal pieces(String unit);
    }

    /** An amount on its way. */
    private record Quoted(BigDecimal amount, BigDecimal basis, BigDecimal minQuantity, String currency) {
        Quoted with(BigDecimal other) {
            return new Quoted(other, basis, minQuantity, currency);
        }
    }

    /** The list as asked for. */
    public Prices.PriceList list() {
        return book.list(list).orElseThrow();
    }

    /** The price for one unit, null when there is none on this day for this quantity. */
    public Money at(Object[] record, LocalDate day, BigDecimal quantity) {
        var now = plan(day);
        var found =
                now.source() == null ? null : slots.amount(record, now.source().name(), day, quantity);
        var quoted = quoted(now, found, record);
        return quoted == null ? null : perUnit(quoted.amount(), found.basis(), quoted.currency());
    }

    /**
     * The price as it is quoted, of the highest break that so many pieces reach; null when there is none. Only of a pricer that is {@link
     * PriceBook#measured}.
     */
    public Quote quote(Object[] record, LocalDate day, BigDecimal pieces, Measure measure) {
        var now = plan(day);
        var found =
                now.source() == null ? null : slots.amount(record, now.source().name(), day, pieces, measure);
        var quoted = quoted(now, found, record);
        return quoted == null ? null : new Quote(quoted, found.basis(), found.unit());
    }

    /** From how many pieces another amount is quoted, ascending. Only of a pricer that is {@link PriceBook#measured}. */
    public List<BigDecimal> steps(Object[] record, LocalDate day, Measure measure) {
        var source = plan(day).source();
        return source == null ? List.of() : slots.steps(record, source.name(), day, measure);
    }

    /** What becomes of an amount that arrived, for as many units; null when it is none. */
    private Money quoted(DayPlan now, PriceSlots.Amount found, Object[] record) {
        var currency = found == null
                ? null
                : found.currency() != null ? found.currency() : now.source().currency();
        if (currency == null
                || now.source().currency() != null && !now.source().currency().equals(currency)) {
            return null;
        }
        var amount = found.amount();
        for (var step : now.steps()) {
            currency = step.list().rate() == null ? currency : step.list().currency();
            amount = step.apply(amount, currency, slots, record);
            if (amount == null) {
                return null;
            }
        }
        return new Money(amount, currency);
    }

    /** For how many units the amount behind {@link #at} is quoted; 1 when there is none. */
    public BigDecimal basis(Object[] record, LocalDate day, BigDecimal quantity) {
        var source = plan(day).source();
        var found = source == null ? null : slots.amount(record, source.name(), day, quantity);
        return found == null ? BigDecimal.ONE : found.basis();
    }

    private DayPlan plan(LocalDate day) {
        var known = plan;
        if (known == null || !known.day().equals(day)) {
            known = DayPlan.of(book, list, day);
            plan = known;
        }
        return known;
    }

    /** All quantity breaks of a day, ascending; empty when there is no price. */
    public List<Break> breaks(Object[] record, LocalDate day) {
        var found = new ArrayList<Break>();
        var source = plan(day).source();
        for (var quantity : source == null ? List.<BigDecimal>of() : slots.breaks(record, source.name(), day)) {
            var price = at(record, day, quantity);
            if (price != null) {
                found.add(new Break(quantity, price, basis(record, day, quantity)));
            }
        }
        return found;
    }

    /** The price with every step that led to it. */
    public Derivation explain(Object[] record, LocalDate day, BigDecimal quantity) {
        var steps = new ArrayList<Derivation.Step>();
        var quoted = quoted(list, record, day, quantity, steps, 0);
        if (quoted == null) {
            return new Derivation(list, null, null, steps);
        }
        var price = perUnit(quoted.amount, quoted.basis, quoted.currency);
        if (quoted.basis.compareTo(BigDecimal.ONE) != 0) {
            step(steps, "per unit", "the amount is for " + quoted.basis.toPlainString(), price.amount());
        }
        return new Derivation(list, price, quoted.minQuantity, steps);
    }

    private static Money perUnit(BigDecimal amount, BigDecimal basis, String currency) {
        return new Money(
                basis.compareTo(BigDecimal.ONE) == 0
                        ? amount
                        : trim(amount.divide(basis, PLACES, RoundingMode.HALF_EVEN), amount.scale()),
                currency);
    }

    /** Takes off the zeros a division left, but keeps as many digits as there were. */
    private static BigDecimal trim(BigDecimal value, int digits) {
        var plain = value.stripTrailingZeros();
        return plain.scale() < digits ? plain.setScale(Math.max(digits, 0)) : plain;
    }

    private Quoted quoted(
            String name, Object[] record, LocalDate day, BigDecimal quantity, List<Derivation.Step> steps, int depth) {
        var holding = depth > MAX_DEPTH ? null : book.holding(name, day);
        if (holding == null) {
            step(steps, "missing", "list " + name + " holds not on " + day + " and none stands in for it", null);
            return null;
        }
        if (!holding.name().equals(name)) {
            step(steps, "replaced", "on " + day + " list " + holding.name() + " holds instead of " + name, null);
        }
        return holding.base() == null
                ? arrived(holding, record, day, quantity, steps)
                : derived(holding, record, day, quantity, steps, depth);
    }

    private Quoted arrived(
            Prices.PriceList holding,
            Object[] record,
            LocalDate day,
            BigDecimal quantity,
            List<Derivation.Step> steps) {
        var found = slots.amount(record, holding.name(), day, quantity);
        if (found == null) {
            step(
                    steps,
                    "missing",
                    "the offer has no amount of list " + holding.name() + " on " + day + " for "
                            + quantity.toPlainString(),
                    null);
            return null;
        }
        var currency = found.currency() != null ? found.currency() : holding.currency();
        if (currency == null
                || holding.currency() != null && !holding.currency().equals(currency)) {
            step(
                    steps,
                    "missing",
                    "list " + holding.name() + " is in " + holding.currency() + ", the amount in " + currency,
                    null);
            return null;
        }
        step(
                steps,
                "list price",
                holding.name() + ": " + found.amount().toPlainString() + " " + currency + " for "
                        + found.basis().toPlainString() + (found.from() == null ? "" : ", valid from " + found.from()),
                found.amount());
        return new Quoted(found.amount(), found.basis(), found.minQuantity(), currency);
    }

    private Quoted derived(
            Prices.PriceList holding,
            Object[] record,
            LocalDate day,
            BigDecimal quantity,
            List<Derivation.Step> steps,
            int depth) {
        var now = quoted(holding.base(), record, day, quantity, steps, depth + 1);
        if (now == null) {
            return null;
        }
        if (holding.rate() != null) {
            now = new Quoted(now.amount.multiply(holding.rate()), now.basis, now.minQuantity, holding.currency());
            step(
                    steps,
                    "rate",
                    holding.name() + ": x " + holding.rate().toPlainString() + " " + holding.currency(),
                    now.amount);
        }
        var grid = book.grid(holding);
        if (grid != null) {
            now = discounted(holding, grid, now, record, steps);
            if (now == null) {
                return null;
            }
        }
        if (holding.factor() != null) {
            now = now.with(now.amount.multiply(holding.factor()));
            step(steps, "factor", holding.name() + ": x " + holding.factor().toPlainString(), now.amount);
        }
        var rounded = round(now.amount, holding.round(), now.currency);
        step(
                steps,
                "round",
                holding.name() + ": to "
                        + (holding.round() == null
                                ? "the digits of " + now.currency
                                : holding.round().toPlainString()),
                rounded);
        return now.with(rounded);
    }

    private Quoted discounted(
            Prices.PriceList holding, Prices.Grid grid, Quoted now, Object[] record, List<Derivation.Step> steps) {
        var group = slots.attribute(record, grid.row());
        var cell = group == null ? null : book.cell(grid, group, holding.level());
        var place =
                "grid " + grid.name() + ", " + grid.row() + " " + group + ", " + grid.column() + " " + holding.level();
        if (cell == null || cell.isBlank()) {
            step(steps, "discount", place + ": no cell, no discount", now.amount);
            return now;
        }
        var left = DayPlan.left(grid, cell);
        if (left == null) {
            step(
                    steps,
                    "missing",
                    place + ": '" + org.caravanserai.canonical.Finding.cut(cell) + "' is no discount",
                    null);
            return null;
        }
        var amount = now.amount.multiply(left);
        step(steps, "discount", place + ": " + cell, amount);
        return now.with(amount);
    }

    static BigDecimal round(BigDecimal amount, BigDecimal step, String currency) {
        if (step == null) {
            return amount.setScale(digits(currency), RoundingMode.HALF_UP);
        }
        return amount.divide(step, 0, RoundingMode.HALF_UP)
                .multiply(step)
                .setScale(Math.max(0, step.scale()), RoundingMode.UNNECESSARY);
    }

    static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }

    private static void step(List<Derivation.Step> steps, String what, String detail, BigDecimal amount) {
        if (steps != null) {
            steps.add(new Derivation.Step(what, detail, amount));
        }
    }
}
