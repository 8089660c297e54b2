package org.caravanserai.canonical.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Quantities of an order, line by line, worked out from all events about it. A pure function of the set of events: it does not matter in which order they
 * arrived. Of each document only the highest version is to be given.
 *
 * @param lines by number of the order line, in the order of the order
 */
public record Fulfilment(Map<String, Amounts> lines) {
    /**
     * Quantities of one line in the unit ordered.
     *
     * @param accepted confirmed and not rejected or put off
     * @param backordered said to come later
     * @param rejected said not to come
     */
    public record Amounts(
            BigDecimal ordered, BigDecimal accepted, BigDecimal backordered, BigDecimal rejected, BigDecimal shipped) {
        /** What is still to come; below 0 when more was shipped than was to come. */
        public BigDecimal open() {
            return ordered.subtract(rejected).subtract(shipped);
        }

        private Amounts shipping(BigDecimal more) {
            return new Amounts(ordered, accepted, backordered, rejected, shipped.add(more));
        }
    }

    public Fulfilment {
        lines = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    /** Works them out. Events must be without flaws for this order. */
    public static Fulfilment of(Order order, Collection<? extends OrderEvent> events) {
        var lines = new LinkedHashMap<String, Amounts>();
        for (var line : order.lines()) {
            var none = BigDecimal.ZERO;
            lines.put(line.number(), new Amounts(line.quantity().value(), none, none, none, none));
        }
        confirm(order, events, lines);
        ship(order, events, lines);
        return new Fulfilment(lines);
    }

    /** The confirmation issued last speaks for a line; of two issued at the same moment the one with the higher id. */
    private static void confirm(Order order, Collection<? extends OrderEvent> events, Map<String, Amounts> lines) {
        var said = new ArrayList<Confirmation>();
        for (var event : events) {
            if (event instanceof Confirmation confirmation) {
                said.add(confirmation);
            }
        }
        said.sort(Comparator.comparing(Confirmation::issuedAt)
                .thenComparing(Confirmation::id)
                .thenComparing(Confirmation::version));
        for (var confirmation : said) {
            var named = new LinkedHashMap<String, List<Confirmation.Part>>();
            for (var line : confirmation.lines()) {
                order.line(line.line()).ifPresent(found -> named.put(found.number(), line.parts()));
            }
            for (var line : order.lines()) {
                var parts = named.get(line.number());
                if (parts == null && confirmation.whole() != null) {
                    parts = List.of(new Confirmation.Part(confirmation.whole(), line.quantity(), null, null, null));
                }
                if (parts != null) {
                    lines.put(line.number(), confirmed(line, parts));
                }
            }
        }
    }

    private static Amounts confirmed(OrderLine line, List<Confirmation.Part> parts) {
        var accepted = BigDecimal.ZERO;
        var backordered = BigDecimal.ZERO;
        var rejected = BigDecimal.ZERO;
        for (var part : parts) {
            var value = Confirmation.Measure.in(line.quantity().unit(), part.quantity());
            switch (part.verdict()) {
                case ACCEPTED -> accepted = accepted.add(value);
                case BACKORDERED -> backordered = backordered.add(value);
                case REJECTED -> rejected = rejected.add(value);
            }
        }
        return new Amounts(line.quantity().value(), accepted, backordered, rejected, BigDecimal.ZERO);
    }

    /** First what names its lines; what ships "the rest" ships what is open after that. */
    private static void ship(Order order, Collection<? extends OrderEvent> events, Map<String, Amounts> lines) {
        boolean rest = false;
        for (var event : events) {
            if (!(event instanceof Shipment shipment) || shipment.withdrawn()) {
                continue;
            }
            rest |= shipment.lines().isEmpty();
            for (var line : shipment.lines()) {
                order.line(line.line()).ifPresent(found -> {
                    var value = Confirmation.Measure.in(found.quantity().unit(), line.quantity());
                    lines.computeIfPresent(found.number(), (number, amounts) -> amounts.shipping(value));
                });
            }
        }
        if (rest) {
            lines.replaceAll(
                    (number, amounts) -> amounts.open().signum() > 0 ? amounts.shipping(amounts.open()) : amounts);
        }
    }

    /** Everything was said not to come. */
    public boolean rejected() {
        return lines.values().stream().allMatch(line -> line.rejected().compareTo(line.ordered()) >= 0);
    }

    /** Something has left. */
    public boolean begun() {
        return lines.values().stream().anyMatch(line -> line.shipped().signum() > 0);
    }

    /** Nothing is to come any more. */
    public boolean complete() {
        return lines.values().stream().allMatch(line -> line.open().signum() <= 0);
    }

    /** Something comes later than wished, and nothing of that has left. */
    public boolean waits() {
        return lines.values().stream()
                .anyMatch(line -> line.backordered().signum() > 0 && line.open().signum() > 0);
    }

    /** Lines of which more has left than was to come, by number. */
    public Map<String, BigDecimal> excess() {
        var found = new LinkedHashMap<String, BigDecimal>();
        lines.forEach((number, amounts) -> {
            if (amounts.open().signum() < 0) {
                found.put(number, amounts.open().negate());
            }
        });
        return found;
    }
}
