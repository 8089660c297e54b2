package org.caravanserai.canonical.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caravanserai.canonical.Quantity;

/**
 * Goods that left, or will.
 *
 * @param shippedAt null = not said
 * @param deliveryAt expected, null = not said
 * @param lines what is in it; empty = everything that is still open, unless it was taken back
 * @param withdrawn true: this document was taken back, nothing of it left
 */
public record Shipment(
        String id,
        int version,
        Instant issuedAt,
        Instant shippedAt,
        LocalDate deliveryAt,
        List<Line> lines,
        List<Parcel> parcels,
        boolean withdrawn)
        implements OrderEvent {

    /**
     * A quantity of one line.
     *
     * @param line number of the order line
     */
    public record Line(String line, Quantity quantity) {
        public Line {
            Objects.requireNonNull(line);
            Objects.requireNonNull(quantity);
        }
    }

    /**
     * Something a carrier follows. All may be null.
     *
     * @param carrier name, or code of a scheme the sender uses
     * @param tracking the carrier's number
     * @param url page of the carrier
     * @param sscc number of the load unit (GS1)
     */
    public record Parcel(String carrier, String tracking, String url, String sscc) {}

    public Shipment {
        Objects.requireNonNull(id);
        Objects.requireNonNull(issuedAt);
        lines = List.copyOf(lines);
        parcels = List.copyOf(parcels);
    }

    /** A shipment of these lines, version 1. */
    public static Shipment of(String id, Instant issuedAt, List<Line> lines) {
        return new Shipment(id, 1, issuedAt, issuedAt, null, lines, List.of(), false);
    }

    @Override
    public List<Flaw> flaws(Order order) {
        var flaws = new ArrayList<Flaw>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var path = "lines[" + (i + 1) + "]";
            var ordered = order.line(line.line());
            if (ordered.isEmpty()) {
                flaws.add(new Flaw(path + ".line", "the order has no line " + Flaw.shown(line.line())));
            } else {
                Confirmation.Measure.of(ordered.get(), line.quantity(), path + ".quantity", flaws);
            }
        }
        return flaws;
    }

    /** Reads the tree of canonical JSON. */
    public static Read<Shipment> read(Map<?, ?> tree) {
        return Fields.read(
                tree,
                fields -> new Shipment(
                        fields.key("id", 200),
                        fields.number("version", 1),
                        fields.need("issuedAt", fields.instant("issuedAt")),
                        fields.instant("shippedAt"),
                        fields.date("deliveryAt"),
                        fields.list(
                                "lines",
                                line -> new Line(
                                        line.key("line", 40), line.need("quantity", line.quantity("quantity")))),
                        fields.list(
                                "parcels",
                                parcel -> new Parcel(
                                        parcel.text("carrier", 100),
                                        parcel.text("tracking", 100),
                                        parcel.text("url", 1000),
                                        parcel.text("sscc", 18))),
                        fields.flag("withdrawn")));
    }

    @Override
    public Map<String, Object> fields() {
        return new Written()
                .put("id", id)
                .put("version", version)
                .put("issuedAt", issuedAt)
                .put("shippedAt", shippedAt)
                .put("deliveryAt", deliveryAt)
                .list(
                        "lines",
                        lines,
                        line -> new Written()
                                .put("line", line.line())
                                .quantity("quantity", line.quantity())
                                .fields())
                .list(
                        "parcels",
                        parcels,
                        parcel -> new Written()
                                .put("carrier", parcel.carrier())
                                .put("tracking", parcel.tracking())
                                .put("url", parcel.url())
                                .put("sscc", parcel.sscc())
                                .fields())
                .put("withdrawn", withdrawn ? Boolean.TRUE : null)
                .fields();
    }
}
