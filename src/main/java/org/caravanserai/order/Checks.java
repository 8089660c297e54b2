package org.caravanserai.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.mapping.price.Tariff;
import org.caravanserai.order.IntakePolicy.Weight;

/** The checks of intake, of one order. All of them run, so that a buyer hears of everything at once. Pure. */
final class Checks {
    private final Order order;
    private final Terms terms;
    private final IntakePolicy policy;
    private final List<Reason> notes = new ArrayList<>();
    private final List<Reason> holds = new ArrayList<>();
    private final List<Reason> refusals = new ArrayList<>();
    private final Map<String, Price> agreed = new LinkedHashMap<>();

    private Checks(Order order, Terms terms, IntakePolicy policy) {
        this.order = order;
        this.terms = terms;
        this.policy = policy;
    }

    static Verdict run(String source, String account, Order order, Terms terms, IntakePolicy policy) {
        var flaws = order.flaws();
        if (!flaws.isEmpty()) {
            return new Verdict.Refused(flaws.stream()
                    .map(flaw -> new Reason(OrderCode.SENSELESS, flaw.path(), flaw.text()))
                    .toList());
        }
        return new Checks(order, terms, policy).run(source, account);
    }

    private Verdict run(String source, String account) {
        var customer = terms.customer(source, account, order);
        if (customer.isEmpty()) {
            add(
                    Weight.REFUSE,
                    OrderCode.CUSTOMER_UNKNOWN,
                    "customer",
                    "no company has the number '" + Finding.cut(order.customer()) + "'");
        } else {
            customer(customer.get());
        }
        new Sums(order, policy, (code, path, text) -> add(policy.totals(), code, path, text)).check();
        if (!refusals.isEmpty()) {
            return new Verdict.Refused(refusals);
        }
        return holds.isEmpty() ? new Verdict.Passed(notes, agreed) : new Verdict.Held(holds, notes, agreed);
    }

    private void customer(Terms.Customer customer) {
        if (customer.barred() != null) {
            add(Weight.REFUSE, OrderCode.CUSTOMER_NOT_ALLOWED, "customer", customer.barred());
        }
        if (customer.creditHold() != null) {
            add(policy.credit(), OrderCode.CREDIT_HOLD, "customer", customer.creditHold());
        }
        for (int i = 0; i < order.lines().size(); i++) {
            line(customer, order.lines().get(i), customer.items().get(i), "lines[" + (i + 1) + "]");
        }
    }

    private void line(Terms.Customer customer, OrderLine line, Terms.Item item, String path) {
        if (line.unit().isEmpty()) {
            add(
                    Weight.REFUSE,
                    OrderCode.UNIT_UNKNOWN,
                    path + ".quantity",
                    "'" + Finding.cut(line.quantity().unit()) + "' is no unit of UN/ECE Recommendation 20 or 21");
        }
        if (item instanceof Terms.Item.Sold sold) {
            if (line.unit().isPresent()) {
                sold(line, sold, path);
            }
        } else if (item instanceof Terms.Item.Outside) {
            add(
                    policy.assortment(),
                    OrderCode.NOT_IN_ASSORTMENT,
                    path + ".sku",
                    "'" + Finding.cut(line.sku()) + "' is not in the assortment of " + customer.number());
        } else {
            add(
                    Weight.REFUSE,
                    OrderCode.ITEM_UNKNOWN,
                    path + ".sku",
                    "no article has the number '" + Finding.cut(line.sku()) + "'");
        }
    }

    private void sold(OrderLine line, Terms.Item.Sold sold, String path) {
        if (Tariff.factor(sold.units(), line.quantity().unit()) == null) {
            add(
                    Weight.REFUSE,
                    OrderCode.UNIT_NOT_SOLD,
                    path + ".quantity",
                    line.sku() + " is sold in "
                            + String.join(
                                    ", ",
                                    sold.units().keySet().stream().sorted().toList()) + ", not in "
                            + line.quantity().unit());
            return;
        }
        if (line.price() == null) {
            if (sold.price() != null) {
                agreed.put(line.number(), sold.price());
            }
            return;
        }
        if (sold.price() == null) {
            var weight = policy.price() == IntakePolicy.Pricing.ERP ? Weight.NOTE : Weight.HOLD;
            add(weight, OrderCode.NO_PRICE, path + ".price", "no price is agreed for " + line.sku());
            return;
        }
        price(line, sold, path + ".price");
    }

    private void price(OrderLine line, Terms.Item.Sold sold, String path) {
        var wanted = sold.price();
        var unit = line.quantity().unit();
        var ours = Tariff.factor(sold.units(), wanted.unit(unit));
        var theirs = Tariff.factor(sold.units(), line.price().unit(unit));
        if (theirs == null) {
            add(
                    Weight.REFUSE,
                    OrderCode.UNIT_NOT_SOLD,
                    path + ".per",
                    line.sku() + " is not sold in " + line.price().unit(unit));
            return;
        }
        boolean same = ours != null
                && wanted.amount().currency().equals(line.price().amount().currency())
                && near(line.price(), theirs, wanted, ours);
        if (same) {
            return;
        }
        var text = "ordered at " + shown(line.price(), unit) + ", agreed are " + shown(wanted, unit);
        switch (policy.price()) {
            case HUB -> {
                add(Weight.NOTE, OrderCode.PRICE_DIFFERS, path, text + "; the agreed price counts");
                agreed.put(line.number(), wanted);
            }
            case ERP -> add(Weight.NOTE, OrderCode.PRICE_DIFFERS, path, text + "; the ERP decides");
            case HOLD -> add(Weight.HOLD, OrderCode.PRICE_DIFFERS, path, text);
        }
    }

    /** Compares what one base unit costs, crosswise, so that nothing is divided and nothing rounded. */
    private boolean near(Price theirs, BigDecimal theirFactor, Price ours, BigDecimal ourFactor) {
        var left = theirs.amount().amount().multiply(ours.basis()).multiply(ourFactor);
        var right = ours.amount().amount().multiply(theirs.basis()).multiply(theirFactor);
        return left.subtract(right).abs().compareTo(right.abs().multiply(policy.priceTolerance())) <= 0;
    }

    private static String shown(Price price, String unit) {
        return price.amount() + " for " + price.basis().toPlainString() + " " + price.unit(unit);
    }

    private void add(Weight weight, OrderCode code, String path, String text) {
        var reason = new Reason(code, path, text);
        switch (weight) {
            case NOTE -> notes.add(reason);
            case HOLD -> holds.add(reason);
            case REFUSE -> refusals.add(reason);
        }
    }
}
