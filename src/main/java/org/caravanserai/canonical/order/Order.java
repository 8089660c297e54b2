package org.caravanserai.canonical.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An order as the buyer wrote it, whatever it was written in. Nothing of the transport is in it (message ids, time of arrival), so that the same order
 * sent twice has the same content.
 *
 * @param number the buyer's number of the order
 * @param version 1, or what the buyer counts; a higher one replaces the whole order
 * @param test answered in full and labelled; never handed to a production ERP
 * @param orderedAt when the buyer says it was placed, null = not said
 * @param requestedAt wanted on this day, null = not said
 * @param customer number of the company that buys, as in the master
 * @param currency ISO 4217; of every amount in the order
 * @param references what the buyer refers to (quote, cart, contract)
 * @param extras what else the buyer wrote, by its own names
 */
public record Order(
        String number,
        int version,
        boolean test,
        Instant orderedAt,
        LocalDate requestedAt,
        String customer,
        String currency,
        List<Party> parties,
        List<OrderLine> lines,
        Totals totals,
        List<Tax> taxes,
        List<Reference> references,
        List<String> comments,
        Map<String, String> extras) {
    /** An order has no more lines. */
    public static final int MAX_LINES = 5_000;

    public Order {
        Objects.requireNonNull(number);
        Objects.requireNonNull(customer);
        Objects.requireNonNull(currency);
        parties = List.copyOf(parties);
        lines = List.copyOf(lines);
        totals = totals == null ? Totals.NONE : totals;
        taxes = List.copyOf(taxes);
        references = List.copyOf(references);
        comments = List.copyOf(comments);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /** An order with what it cannot do without, version 1. */
    public static Order of(String number, String customer, String currency, List<OrderLine> lines, Totals totals) {
        return new Order(
                number, 1, false, null, null, customer, currency, List.of(), lines, totals, List.of(), List.of(),
                List.of(), Map.of());
    }

    private Order changed(
            int version, boolean test, List<Party> parties, List<OrderLine> lines, Totals totals, List<Tax> taxes) {
        return new Order(
                number,
                version,
                test,
                orderedAt,
                requestedAt,
                customer,
                currency,
                parties,
                lines,
                totals,
                taxes,
                references,
                comments,
                extras);
    }

    /** The same as a test, or as none. */
    public Order test(boolean isTest) {
        return changed(version, isTest, parties, lines, totals, taxes);
    }

    /** The same with other lines. */
    public Order with(List<OrderLine> others) {
        return changed(version, test, parties, others, totals, taxes);
    }

    /** The same without sums. */
    public Order unsummed() {
        return changed(version, test, parties, lines, null, taxes);
    }

    /** The same for other people. */
    public Order parties(List<Party> others) {
        return changed(version, test, others, lines, totals, taxes);
    }

    /** The same as another version. */
    public Order version(int other) {
        return changed(other, test, parties, lines, totals, taxes);
    }

    /** The party of a role, the first when there are several. */
    public Optional<Party> party(Party.Role role) {
        return parties.stream().filter(party -> party.role() == role).findFirst();
    }

    /** The line of this number; zeros in front do not count where the number as written finds nothing. */
    public Optional<OrderLine> line(String wanted) {
        var exact = lines.stream().filter(line -> line.number().equals(wanted)).findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        var compared = OrderLine.comparable(wanted);
        return lines.stream()
                .filter(line -> OrderLine.comparable(line.number()).equals(compared))
                .findFirst();
    }

    /** What makes the order senseless as it stands; empty = nothing. That prices and sums are right is asked elsewhere. */
    public List<Flaw> flaws() {
        var flaws = new ArrayList<Flaw>();
        if (number.isBlank() || number.length() > 100) {
            flaws.add(new Flaw("number", "must have 1 to 100 characters"));
        }
        if (customer.isBlank()) {
            flaws.add(new Flaw("customer", "is missing"));
        }
        if (version < 1) {
            flaws.add(new Flaw("version", "counts from 1, not " + version));
        }
        if (!Fields.CURRENCY.matcher(currency).matches()) {
            flaws.add(new Flaw("currency", "must be a code of ISO 4217, not " + Flaw.shown(currency)));
        }
        if (lines.isEmpty()) {
            flaws.add(new Flaw("lines", "an order needs at least one line"));
        }
        if (lines.size() > MAX_LINES) {
            flaws.add(new Flaw("lines", lines.size() + " lines; at most " + MAX_LINES + ": split the order"));
            return flaws;
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            var path = "lines[" + (i + 1) + "]";
            var line = lines.get(i);
            line.flaws(path, currency, flaws);
            if (!seen.add(OrderLine.comparable(line.number()))) {
                flaws.add(new Flaw(path + ".number", Flaw.shown(line.number()) + " stands twice"));
            }
        }
        totals.all().forEach(total -> OrderLine.currency("totals", total, currency, flaws));
        taxes.forEach(tax -> OrderLine.currency("taxes", tax.amount(), currency, flaws));
        // What was made from another format has met no length yet; what cannot be read back must never be taken.
        if (flaws.isEmpty() && read(fields()) instanceof Read.Refused<Order> unreadable) {
            flaws.addAll(unreadable.flaws());
        }
        return flaws;
    }

    /** The tree two orders are compared by: equal content, equal tree, however many zeros an amount was written with. */
    public Map<String, Object> content() {
        return changed(
                        version,
                        test,
                        parties,
                        lines.stream().map(OrderLine::plain).toList(),
                        totals.plain(),
                        taxes.stream().map(Tax::plain).toList())
                .fields();
    }

    /** Reads the tree of canonical JSON. */
    public static Read<Order> read(Map<?, ?> tree) {
        return Fields.read(tree, fields -> {
            var number = fields.key("number", 100);
            var totals = fields.object("totals", Totals::read);
            return new Order(
                    number,
                    fields.number("version", 1),
                    fields.flag("test"),
                    fields.instant("orderedAt"),
                    fields.date("requestedAt"),
                    fields.key("customer", 200),
                    fields.key("currency", 3),
                    fields.list("parties", Party::read),
                    fields.list("lines", OrderLine::read),
                    totals,
                    fields.list("taxes", Tax::read),
                    fields.list("references", Reference::read),
                    fields.texts("comments"),
                    fields.words("extras"));
        });
    }

    /** The tree of canonical JSON; {@link #read} reads it back. */
    public Map<String, Object> fields() {
        return new Written()
                .put("number", number)
                .put("version", version)
                .put("test", test ? Boolean.TRUE : null)
                .put("orderedAt", orderedAt)
                .put("requestedAt", requestedAt)
                .put("customer", customer)
                .put("currency", currency)
                .list("parties", parties, Party::fields)
                .list("lines", lines, OrderLine::fields)
                .object("totals", totals.equals(Totals.NONE) ? null : totals, Totals::fields)
                .list("taxes", taxes, Tax::fields)
                .list("references", references, Reference::fields)
                .list("comments", comments, comment -> comment)
                .words("extras", extras)
                .fields();
    }
}
