package org.caravanserai.order;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.home.Acknowledgement.State;
import org.caravanserai.order.AcknowledgementRow.Wrong;

/**
 * Makes confirmations and shipments of the rows about one order. A pure function of the order, the rows, and what the same channel has said before: rows of a
 * document that is known already, and that carries no version of its own, are added to it.
 */
final class AcknowledgementEvents {
    private final Order order;
    private final List<OrderRows.KeptEvent> known;
    private final Instant written;
    private final List<Made> made = new ArrayList<>();
    private final List<Wrong> wrong = new ArrayList<>();
    private final List<AcknowledgementRow> idle = new ArrayList<>();

    /** An event and the rows it was made of. */
    record Made(OrderEvent event, List<AcknowledgementRow> rows) {}

    /**
     * What rows come to.
     *
     * @param idle rows that say what is known
     * @param wrong rows that do not fit the order
     */
    record Said(List<Made> made, List<AcknowledgementRow> idle, List<Wrong> wrong) {}

    /** Rows of one document. */
    private record Document(String id, int version) {}

    private AcknowledgementEvents(Order order, List<OrderRows.KeptEvent> known, Instant written) {
        this.order = order;
        this.known = known;
        this.written = written;
    }

    /**
     * @param known of each document of this channel the newest version
     * @param written moment of rows that do not say when they were issued
     */
    static Said of(Order order, List<OrderRows.KeptEvent> known, Instant written, List<AcknowledgementRow> rows) {
        var events = new AcknowledgementEvents(order, known, written);
        var confirming = new LinkedHashMap<Document, List<AcknowledgementRow>>();
        var shipping = new LinkedHashMap<Document, List<AcknowledgementRow>>();
        for (var row : rows) {
            if (row.state() != State.RECEIVED) {
                var kind = row.state() == State.SHIPPED ? shipping : confirming;
                kind.computeIfAbsent(new Document(row.document(), row.version()), none -> new ArrayList<>())
                        .add(row);
            }
        }
        confirming.forEach(events::confirm);
        shipping.forEach(events::ship);
        return new Said(events.made, events.idle, events.wrong);
    }

    private void wrong(Collection<AcknowledgementRow> rows, String text) {
        rows.forEach(row -> wrong.add(row.wrong(text)));
    }

    private Map<String, List<AcknowledgementRow>> byLine(List<AcknowledgementRow> rows) {
        var lines = new LinkedHashMap<String, List<AcknowledgementRow>>();
        for (var row : rows) {
            if (row.orderLine() != null) {
                order.line(row.orderLine())
                        .ifPresentOrElse(
                                line -> lines.computeIfAbsent(line.number(), none -> new ArrayList<>())
                                        .add(row),
                                () -> wrong.add(
                                        row.wrong("the order has no line " + OrderRows.shown(row.orderLine()))));
            }
        }
        return lines;
    }

    private static Quantity quantity(AcknowledgementRow row, OrderLine line) {
        var unit = row.unit() == null ? line.quantity().unit() : row.unit();
        return row.quantity() == null ? line.quantity() : new Quantity(row.quantity(), unit);
    }

    private Optional<OrderRows.KeptEvent> before(Document document, int kind) {
        return known.stream()
                .filter(event -> event.kind() == kind && event.document().equals(document.id()))
                .findFirst();
    }

    private Instant issued(List<AcknowledgementRow> rows) {
        return rows.stream()
                .map(AcknowledgementRow::issuedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(written);
    }

    private static <T> T first(List<AcknowledgementRow> rows, java.util.function.Function<AcknowledgementRow, T> of) {
        return rows.stream().map(of).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private void confirm(Document document, List<AcknowledgementRow> rows) {
        var before = document.id() == null || document.version() > 0
                ? Optional.<OrderRows.KeptEvent>empty()
                : before(document, 1);
        var base = before.map(event -> (Confirmation) event.event()).orElse(null);
        var used = new ArrayList<AcknowledgementRow>();
        var lines = new LinkedHashMap<String, Confirmation.Line>();
        if (base != null) {
            base.lines().forEach(line -> lines.put(line.line(), line));
        }
        byLine(rows).forEach((number, said) -> confirm(order.line(number).orElseThrow(), said, lines, used));
        var whole = rows.stream().filter(row -> row.orderLine() == null).toList();
        if (whole.stream().map(AcknowledgementRow::state).distinct().count() > 1) {
            wrong(whole, "the file says two things of the whole order");
            whole = List.of();
        }
        used.addAll(whole);
        if (used.isEmpty()) {
            return;
        }
        var number = first(used, AcknowledgementRow::number);
        var verdict = whole.isEmpty() ? null : verdict(whole.get(0).state());
        var next = new Confirmation(
                id(document, used),
                version(document, before),
                issued(used),
                number == null && base != null ? base.number() : number,
                verdict == null && base != null ? base.whole() : verdict,
                List.copyOf(lines.values()),
                whole.isEmpty()
                        ? base == null ? null : base.text()
                        : whole.get(0).reason());
        boolean same = base != null
                && base.lines().equals(next.lines())
                && base.whole() == next.whole()
                && Objects.equals(base.number(), next.number());
        if (same) {
            idle.addAll(used);
        } else {
            made.add(new Made(next, used));
        }
    }

    private void confirm(
            OrderLine line,
            List<AcknowledgementRow> rows,
            Map<String, Confirmation.Line> lines,
            List<AcknowledgementRow> used) {
        if (rows.size() > 1 && rows.stream().anyMatch(row -> row.quantity() == null)) {
            wrong(
                    rows,
                    "line " + OrderRows.shown(line.number()) + " is split into " + rows.size()
                            + " rows, and one has no quantity");
            return;
        }
        var said = new Confirmation.Line(
                line.number(),
                rows.stream()
                        .map(row -> new Confirmation.Part(
                                verdict(row.state()), quantity(row, line), null, row.deliveryAt(), row.reason()))
                        .toList());
        var flaws = new Confirmation("x", 1, written, null, null, List.of(said), null).flaws(order);
        if (flaws.isEmpty()) {
            lines.put(line.number(), said);
            used.addAll(rows);
        } else {
            wrong(
                    rows,
                    "line " + OrderRows.shown(line.number()) + ": "
                            + flaws.stream().map(flaw -> flaw.text()).collect(Collectors.joining("; ")));
        }
    }

    private static Confirmation.Verdict verdict(State state) {
        return switch (state) {
            case ACCEPTED -> Confirmation.Verdict.ACCEPTED;
            case BACKORDERED -> Confirmation.Verdict.BACKORDERED;
            case REJECTED -> Confirmation.Verdict.REJECTED;
            case RECEIVED, SHIPPED -> throw new IllegalArgumentException(state + " is no verdict");
        };
    }

    /** What the ERP calls the document; without a name the same rows have the same one. */
    private static String id(Document document, List<AcknowledgementRow> rows) {
        if (document.id() != null) {
            return document.id();
        }
        var text = rows.stream().map(AcknowledgementRow::digest).sorted().collect(Collectors.joining());
        return "ACK-"
                + BusinessKey.digest(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static int version(Document document, Optional<OrderRows.KeptEvent> before) {
        if (document.version() > 0) {
            return document.version();
        }
        return before.map(event -> event.version() + 1).orElse(1);
    }

    private void ship(Document document, List<AcknowledgementRow> rows) {
        var before = document.version() > 0 ? Optional.<OrderRows.KeptEvent>empty() : before(document, 2);
        var base = before.map(event -> (Shipment) event.event()).orElse(null);
        var whole = rows.stream().filter(row -> row.orderLine() == null).toList();
        var shown = OrderRows.shown(document.id());
        if (!whole.isEmpty()
                && (whole.size() < rows.size() || base != null && !base.lines().isEmpty())) {
            wrong(whole, shown + " says both: that all of the order left, and how much of its lines");
            whole = List.of();
        }
        if (base != null && base.lines().isEmpty()) {
            wrong(rows, shown + " says already that all of the order left; a corrected one needs a version");
            return;
        }
        var lines = new ArrayList<Shipment.Line>(base == null ? List.of() : base.lines());
        var parcels = new LinkedHashSet<Shipment.Parcel>(base == null ? List.of() : base.parcels());
        var used = new ArrayList<AcknowledgementRow>(whole);
        byLine(rows).forEach((number, said) -> ship(order.line(number).orElseThrow(), said, base, lines, used));
        if (used.isEmpty()) {
            return;
        }
        used.stream().map(AcknowledgementRow::parcel).filter(Objects::nonNull).forEach(parcels::add);
        var left = first(used, AcknowledgementRow::shippedAt);
        var arrives = first(used, AcknowledgementRow::deliveryAt);
        var next = new Shipment(
                document.id(),
                version(document, before),
                issued(used),
                left == null ? base == null ? issued(used) : base.shippedAt() : left,
                arrives == null && base != null ? base.deliveryAt() : arrives,
                lines,
                List.copyOf(parcels),
                false);
        made.add(new Made(next, used));
    }

    private void ship(
            OrderLine line,
            List<AcknowledgementRow> rows,
            Shipment base,
            List<Shipment.Line> lines,
            List<AcknowledgementRow> used) {
        for (var row : rows) {
            if (row.quantity() == null) {
                wrong.add(row.wrong("ships line " + OrderRows.shown(line.number()) + " and says no quantity"));
                continue;
            }
            var already = base == null ? BigDecimal.ZERO : shipped(base, line.number());
            boolean otherParcel =
                    row.parcel() != null && base != null && !base.parcels().contains(row.parcel());
            if (already.signum() > 0 && !otherParcel) {
                wrong.add(row.wrong(OrderRows.shown(row.document()) + " says already that " + already.toPlainString()
                        + " of line " + OrderRows.shown(line.number()) + " left; a corrected one needs a version"));
                continue;
            }
            var said = new Shipment.Line(line.number(), quantity(row, line));
            var flaws = Shipment.of("x", written, List.of(said)).flaws(order);
            if (flaws.isEmpty()) {
                lines.add(said);
                used.add(row);
            } else {
                wrong.add(row.wrong("line " + OrderRows.shown(line.number()) + ": "
                        + flaws.stream().map(flaw -> flaw.text()).collect(Collectors.joining("; "))));
            }
        }
    }

    private static BigDecimal shipped(Shipment shipment, String line) {
        return shipment.lines().stream()
                .filter(one -> one.line().equals(line))
                .map(one -> one.quantity().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
