package org.caravanserai.punchout.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.caravanserai.mapping.price.Tariff;
import org.caravanserai.punchout.Price;

/**
 * A product as one account sees it. What is not known is null.
 *
 * @param sku our number
 * @param parent the model it is a variant of
 * @param name in the language of the visit, or the first the installation has
 * @param text plain, without tags
 * @param options what tells it from its siblings, in words: colour, size, material
 * @param unit in which it is ordered; our code (UN/ECE)
 * @param units in which it is sold: how many pieces one of each is
 * @param minimum of an order, in its unit; null = none
 * @param multiple in which it is ordered; null = none
 * @param leadTime days
 * @param stock pieces in all warehouses
 * @param steps what it costs, ascending; empty = no price is agreed, it cannot be ordered here
 * @param categories codes, the main one first
 * @param classes codes of classifications by system
 */
public record Article(
        String sku,
        String parent,
        String name,
        String shortText,
        String text,
        String brand,
        String manufacturer,
        String mpn,
        String gtin,
        List<String> options,
        String unit,
        Map<String, BigDecimal> units,
        BigDecimal minimum,
        BigDecimal multiple,
        Integer leadTime,
        BigDecimal stock,
        List<Step> steps,
        List<String> categories,
        Map<String, String> classes,
        List<Picture> pictures) {
    public Article {
        options = List.copyOf(options);
        units = Map.copyOf(units);
        steps = List.copyOf(steps);
        categories = List.copyOf(categories);
        classes = Map.copyOf(classes);
        pictures = List.copyOf(pictures);
    }

    /**
     * A price with the quantity it holds from.
     *
     * @param from in the article's unit
     * @param price in the article's unit, without tax
     * @param currency ISO 4217
     */
    public record Step(BigDecimal from, Price price, String currency) {}

    /** A picture, or another document, that may be shown today. */
    public record Picture(String url, String alt, boolean image) {}

    /** What one of {@link #units} is called: the unit it is ordered in, unless that is a package. */
    public String piece() {
        return BigDecimal.ONE.compareTo(units.getOrDefault(unit, BigDecimal.ONE)) == 0 ? unit : Tariff.PIECE;
    }

    /** What is paid for so much; null = no price is agreed. */
    public Step price(BigDecimal quantity) {
        Step found = null;
        for (var step : steps) {
            if (found == null || step.from().compareTo(quantity) <= 0) {
                found = step;
            }
        }
        return found != null && found.from().compareTo(quantity) > 0 ? null : found;
    }

    /** What is paid for so much in another unit it is sold in, for that unit; null = no price is agreed, or it is not sold in it. */
    public Step price(BigDecimal quantity, String other) {
        var factor = Tariff.factor(units, other == null ? unit : other);
        var own = Tariff.factor(units, unit);
        if (factor == null || own == null) {
            return null;
        }
        var step = price(quantity.multiply(factor).divide(own, 6, RoundingMode.FLOOR));
        return step == null || factor.compareTo(own) == 0
                ? step
                : new Step(
                        step.from(),
                        new Price(
                                step.price().amount().multiply(factor),
                                step.price().basis().multiply(own)),
                        step.currency());
    }

    /** The least that can be ordered: the minimum, as a whole number of multiples. */
    public BigDecimal least() {
        var least = minimum == null || minimum.signum() <= 0 ? BigDecimal.ONE : minimum;
        return multiple == null || multiple.signum() <= 0 ? least : upTo(least);
    }

    /** Whether so much can be ordered. */
    public boolean allows(BigDecimal quantity) {
        return quantity.signum() > 0
                && (minimum == null || quantity.compareTo(minimum) >= 0)
                && (multiple == null
                        || multiple.signum() <= 0
                        || quantity.remainder(multiple).signum() == 0);
    }

    /** The next quantity that can be ordered. */
    public BigDecimal next(BigDecimal quantity) {
        var wanted = quantity.max(least());
        return multiple == null || multiple.signum() <= 0 ? wanted : upTo(wanted);
    }

    private BigDecimal upTo(BigDecimal quantity) {
        var times = quantity.divide(multiple, 0, RoundingMode.CEILING);
        return times.multiply(multiple)
                .stripTrailingZeros()
                .setScale(Math.max(0, multiple.stripTrailingZeros().scale()));
    }
}
