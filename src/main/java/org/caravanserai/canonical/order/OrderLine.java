package org.caravanserai.canonical.order;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;

/**
 * One line of an order.
 *
 * @param number as the buyer numbers it ({@code 1}, {@code 00010}), or given by whoever reads a document without numbers; unique in the order
 * @param sku our article
 * @param auxiliary what we put beside the sku in a cart, returned unchanged
 * @param buyerSku the buyer's article number
 * @param price net; null = the buyer did not say (then contract price and ERP decide)
 * @param amount line total as the buyer wrote it, null = not said
 * @param tax of this line, null = not said
 * @param shipTo overrides that of the order, null = the same
 * @param extras what else the buyer wrote, by its own names
 */
public record OrderLine(
        String number,
        String sku,
        String auxiliary,
        String buyerSku,
        String gtin,
        String description,
        Quantity quantity,
        Price price,
        Money amount,
        Tax tax,
        Party shipTo,
        LocalDate requestedAt,
        Map<String, String> extras) {
    public OrderLine {
        Objects.requireNonNull(number);
        Objects.requireNonNull(quantity);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /** A line with what an order cannot do without. */
    public static OrderLine of(String number, String sku, Quantity quantity, Price price) {
        return new OrderLine(number, sku, null, null, null, null, quantity, price, null, null, null, null, Map.of());
    }

    /** A line number as it is compared: systems pad with zeros ({@code 10}, {@code 000010}). */
    public static String comparable(String number) {
        var stripped = number.strip();
        int from = 0;
        while (from < stripped.length() - 1 && stripped.charAt(from) == '0') {
            from++;
        }
        return stripped.substring(from);
    }

    void flaws(String path, String currency, List<Flaw> flaws) {
        if (number.isBlank() || number.length() > 40) {
            flaws.add(new Flaw(path + ".number", "must have 1 to 40 characters"));
        }
        if (sku == null || sku.isBlank()) {
            flaws.add(new Flaw(path + ".sku", "is missing: without an article number nobody knows what is ordered"));
        } else if (sku.length() > 200) {
            flaws.add(new Flaw(path + ".sku", "has " + sku.length() + " characters; at most 200"));
        }
        if (quantity.value().signum() <= 0) {
            flaws.add(new Flaw(
                    path + ".quantity",
                    "must be above 0, not " + quantity.value().toPlainString()));
        }
        currency(path + ".amount", amount, currency, flaws);
        if (tax != null) {
            currency(path + ".tax", tax.amount(), currency, flaws);
        }
        if (price != null) {
            price(path + ".price", currency, flaws);
        }
    }

    private void price(String path, String currency, List<Flaw> flaws) {
        currency(path, price.amount(), currency, flaws);
        if (price.amount().amount().signum() < 0) {
            flaws.add(new Flaw(path, "must not be below 0"));
        }
        if (price.basis().signum() <= 0) {
            flaws.add(new Flaw(path + ".per", "must be above 0"));
        }
    }

    static void currency(String path, Money money, String currency, List<Flaw> flaws) {
        if (money != null && !money.currency().equals(currency)) {
            flaws.add(new Flaw(
                    path,
                    "is in " + Flaw.shown(money.currency()) + ", the order in " + Flaw.shown(currency)
                            + ": one currency for one order"));
        }
    }

    private OrderLine changed(Quantity quantity, Price price, Money amount, Tax tax) {
        return new OrderLine(
                number,
                sku,
                auxiliary,
                buyerSku,
                gtin,
                description,
                quantity,
                price,
                amount,
                tax,
                shipTo,
                requestedAt,
                extras);
    }

    /** The same at another price. */
    public OrderLine with(Price other) {
        return changed(quantity, other, amount, tax);
    }

    /** The same for another quantity. */
    public OrderLine with(Quantity other) {
        return changed(other, price, amount, tax);
    }

    /** The unit ordered, empty when it is not one of UN/ECE Recommendation 20 or 21 that we know. */
    public Optional<Unit> unit() {
        return Unit.of(quantity.unit());
    }

    OrderLine plain() {
        return changed(
                Written.plain(quantity),
                price == null ? null : price.plain(),
                Written.plain(amount),
                tax == null ? null : tax.plain());
    }

    static OrderLine read(Fields fields) {
        return new OrderLine(
                fields.key("number", 40),
                fields.text("sku", 200),
                fields.text("auxiliary", 400),
                fields.text("buyerSku", 200),
                fields.text("gtin", 14),
                fields.text("description"),
                fields.need("quantity", fields.quantity("quantity")),
                fields.object("price", Price::read),
                fields.money("amount"),
                fields.object("tax", Tax::read),
                fields.object("shipTo", Party::read),
                fields.date("requestedAt"),
                fields.words("extras"));
    }

    Map<String, Object> fields() {
        return new Written()
                .put("number", number)
                .put("sku", sku)
                .put("auxiliary", auxiliary)
                .put("buyerSku", buyerSku)
                .put("gtin", gtin)
                .put("description", description)
                .quantity("quantity", quantity)
                .object("price", price, Price::fields)
                .money("amount", amount)
                .object("tax", tax, Tax::fields)
                .object("shipTo", shipTo, Party::fields)
                .put("requestedAt", requestedAt)
                .words("extras", extras)
                .fields();
    }
}
