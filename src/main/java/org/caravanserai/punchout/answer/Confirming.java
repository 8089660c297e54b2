package org.caravanserai.punchout.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.order.Confirmation.Part;
import org.caravanserai.canonical.order.Confirmation.Verdict;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.punchout.cxml.Confirmation;

/**
 * What the seller says of an order, in the words of cXML: {@code reject} for the order as a whole, {@code allDetail} where every line is said, {@code detail}
 * where only some are. {@code accept} is not said: it would take back what was said of single lines before.
 */
record Confirming(Wording words, Telling telling, org.caravanserai.canonical.order.Confirmation said) {
    /** @param earlier the one before that the buyer has, null = none */
    Confirmation document(Replacing earlier) throws Impossible {
        var order = words.order(telling);
        if (said.lines().isEmpty() && said.whole() == Verdict.REJECTED) {
            return made(Confirmation.Type.REJECT, order, earlier, List.of());
        }
        var named = named();
        var lines = new ArrayList<Confirmation.Line>();
        for (var line : telling.order().lines()) {
            var parts = named.get(OrderLine.comparable(line.number()));
            if (parts == null && said.whole() != null) {
                parts = List.of(new Part(said.whole(), line.quantity(), null, null, null));
            }
            if (parts != null) {
                lines.add(line(line, parts));
            }
        }
        boolean all = lines.size() == telling.order().lines().size();
        return made(all ? Confirmation.Type.ALL_DETAIL : Confirmation.Type.DETAIL, order, earlier, lines);
    }

    private Confirmation made(
            Confirmation.Type type, Confirmation.OrderKey order, Replacing earlier, List<Confirmation.Line> lines)
            throws Impossible {
        var made = new Confirmation(
                earlier == null ? said.id() : earlier.confirmId(),
                type,
                words.moment(said.issuedAt()),
                order,
                earlier == null ? null : earlier.payload(),
                lines,
                comment().orElse(null));
        if (!made.problems().isEmpty()) {
            throw new Impossible(String.join("; ", made.problems()));
        }
        return made;
    }

    private Optional<String> comment() {
        var texts = new ArrayList<String>();
        if (said.number() != null) {
            texts.add("Our order number: " + said.number());
        }
        if (said.text() != null) {
            texts.add(said.text());
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", texts));
    }

    private Map<String, List<Part>> named() {
        var named = new HashMap<String, List<Part>>();
        said.lines().forEach(line -> named.put(OrderLine.comparable(line.line()), line.parts()));
        return named;
    }

    private Confirmation.Line line(OrderLine line, List<Part> parts) throws Impossible {
        var made = new ArrayList<Confirmation.Part>();
        for (var part : parts) {
            var quantity = Wording.ordered(line, part.quantity());
            if (quantity.signum() > 0) {
                made.add(part(line, part, quantity));
            }
        }
        return new Confirmation.Line(
                words.number(line), line.quantity().value().stripTrailingZeros(), words.unit(line), made);
    }

    private Confirmation.Part part(OrderLine line, Part part, BigDecimal quantity) {
        return switch (part.verdict()) {
            case REJECTED -> new Confirmation.Part(quantity, Confirmation.Fate.REJECT, null, null, null, part.text());
            case BACKORDERED ->
                new Confirmation.Part(
                        quantity, Confirmation.Fate.BACKORDERED, null, words.day(part.deliveryAt()), null, part.text());
            case ACCEPTED -> accepted(line, part, quantity);
        };
    }

    /** A price or a date that differs from the order is a detail. */
    private Confirmation.Part accepted(OrderLine line, Part part, BigDecimal quantity) {
        var price = part.price() == null ? telling.agreed(line) : part.price();
        boolean other = price != null && !same(line, price);
        var date = part.deliveryAt();
        boolean detail = other || date != null;
        var text = part.text();
        Money amount = null;
        if (other) {
            var exact = exact(line, price);
            amount = rounded(exact, price.amount().currency());
            if (amount.amount().compareTo(exact) != 0 || foreignBasis(line, price)) {
                var basis = price.basis().stripTrailingZeros().toPlainString() + " "
                        + price.unit(line.quantity().unit());
                text = (text == null ? "" : text + "\n") + "Price: " + price.amount() + " for " + basis;
            }
            if (foreignBasis(line, price)) {
                amount = null;
            }
        }
        return new Confirmation.Part(
                quantity,
                detail ? Confirmation.Fate.DETAIL : Confirmation.Fate.ACCEPT,
                null,
                words.day(date),
                amount,
                text);
    }

    private static boolean same(OrderLine line, Price price) {
        return line.price() != null
                && !foreignBasis(line, price)
                && line.price().amount().currency().equals(price.amount().currency())
                && line.price()
                                .amount()
                                .amount()
                                .multiply(price.basis())
                                .compareTo(price.amount()
                                        .amount()
                                        .multiply(line.price().basis()))
                        == 0;
    }

    /** The amount for as many units as the order's price is for, which is what a price in cXML stands beside. */
    private static BigDecimal exact(OrderLine line, Price price) {
        var basis = line.price() == null ? BigDecimal.ONE : line.price().basis();
        return new org.caravanserai.punchout.Price(price.amount().amount(), price.basis()).of(basis);
    }

    private static boolean foreignBasis(OrderLine line, Price price) {
        var ordered = line.quantity().unit();
        var unit = line.price() == null ? ordered : line.price().unit(ordered);
        return !price.unit(ordered).equals(unit);
    }

    private Money rounded(BigDecimal amount, String currency) {
        int most = words.account().limits().decimals();
        var plain = amount.stripTrailingZeros();
        boolean cut = most > 0 && plain.scale() > most;
        return new Money(
                cut ? plain.setScale(most, RoundingMode.HALF_UP) : plain.setScale(Math.max(2, plain.scale())),
                currency);
    }
}
