package org.caravanserai.canonical.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;

/**
 * What the seller says about an order before it goes out.
 *
 * @param number the seller's number of the order, null = not said
 * @param whole said of every line that {@code lines} does not name; null = nothing is said of them
 * @param lines what is said line by line
 * @param text for people, null = none
 * @param request what whoever ordered called the message this answers, where it is another one than that of the order: a wish to delete it; null = none
 */
public record Confirmation(
        String id,
        int version,
        Instant issuedAt,
        String number,
        Verdict whole,
        List<Line> lines,
        String text,
        String request)
        implements OrderEvent {

    /** What becomes of a quantity. */
    public enum Verdict {
        ACCEPTED,
        /** Comes later. */
        BACKORDERED,
        /** Does not come. */
        REJECTED
    }

    /**
     * One line; its parts add up to the quantity ordered.
     *
     * @param line number of the order line
     */
    public record Line(String line, List<Part> parts) {
        public Line {
            Objects.requireNonNull(line);
            parts = List.copyOf(parts);
        }
    }

    /**
     * A part of a line.
     *
     * @param price what the seller will charge, null = as ordered
     * @param deliveryAt null = not said
     * @param text why, for people; null = none
     */
    public record Part(Verdict verdict, Quantity quantity, Price price, LocalDate deliveryAt, String text) {
        public Part {
            Objects.requireNonNull(verdict);
            Objects.requireNonNull(quantity);
        }
    }

    public Confirmation {
        Objects.requireNonNull(id);
        Objects.requireNonNull(issuedAt);
        lines = List.copyOf(lines);
    }

    /** About the order itself. */
    public Confirmation(
            String id, int version, Instant issuedAt, String number, Verdict whole, List<Line> lines, String text) {
        this(id, version, issuedAt, number, whole, lines, text, null);
    }

    /** The same verdict for the whole order. */
    public static Confirmation of(String id, Instant issuedAt, String number, Verdict whole, String text) {
        return new Confirmation(id, 1, issuedAt, number, whole, List.of(), text);
    }

    /** The same as of another moment. */
    public Confirmation issued(Instant at) {
        return new Confirmation(id, version, at, number, whole, lines, text, request);
    }

    @Override
    public List<Flaw> flaws(Order order) {
        var flaws = new ArrayList<Flaw>();
        if (whole == null && lines.isEmpty()) {
            flaws.add(new Flaw("", "says nothing: neither of the whole order nor of a line"));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            line(order, lines.get(i), "lines[" + (i + 1) + "]", seen, flaws);
        }
        return flaws;
    }

    private static void line(Order order, Line said, String path, HashSet<String> seen, List<Flaw> flaws) {
        var ordered = order.line(said.line());
        if (ordered.isEmpty()) {
            flaws.add(new Flaw(path + ".line", "the order has no line " + Flaw.shown(said.line())));
            return;
        }
        if (!seen.add(ordered.get().number())) {
            flaws.add(new Flaw(path + ".line", Flaw.shown(said.line()) + " stands twice"));
        }
        var sum = BigDecimal.ZERO;
        for (int n = 0; n < said.parts().size(); n++) {
            var part = said.parts().get(n);
            var value = Measure.of(ordered.get(), part.quantity(), path + ".parts[" + (n + 1) + "].quantity", flaws);
            if (value == null) {
                return;
            }
            sum = sum.add(value);
        }
        var wanted = ordered.get().quantity();
        if (sum.compareTo(wanted.value()) != 0) {
            flaws.add(new Flaw(
                    path,
                    "the parts add up to " + sum.toPlainString() + ", ordered are " + wanted
                            + ": say of every piece what becomes of it"));
        }
    }

    /** Reads the tree of canonical JSON. */
    public static Read<Confirmation> read(Map<?, ?> tree) {
        return Fields.read(
                tree,
                fields -> new Confirmation(
                        fields.key("id", 200),
                        fields.number("version", 1),
                        fields.need("issuedAt", fields.instant("issuedAt")),
                        fields.text("number", 200),
                        fields.word("whole", Verdict.class),
                        fields.list(
                                "lines",
                                line -> new Line(line.key("line", 40), line.list("parts", Confirmation::part))),
                        fields.text("text"),
                        fields.text("request", 200)));
    }

    private static Part part(Fields fields) {
        return new Part(
                fields.need("verdict", fields.word("verdict", Verdict.class)),
                fields.need("quantity", fields.quantity("quantity")),
                fields.object("price", Price::read),
                fields.date("deliveryAt"),
                fields.text("text"));
    }

    @Override
    public Map<String, Object> fields() {
        return new Written()
                .put("id", id)
                .put("version", version)
                .put("issuedAt", issuedAt)
                .put("number", number)
                .put("whole", whole)
                .list(
                        "lines",
                        lines,
                        line -> new Written()
                                .put("line", line.line())
                                .list("parts", line.parts(), Confirmation::fields)
                                .fields())
                .put("text", text)
                .put("request", request)
                .fields();
    }

    private static Map<String, Object> fields(Part part) {
        return new Written()
                .put("verdict", part.verdict())
                .quantity("quantity", part.quantity())
                .object("price", part.price(), Price::fields)
                .put("deliveryAt", part.deliveryAt())
                .put("text", part.text())
                .fields();
    }

    /** Tells quantities of an event in the unit that was ordered. */
    static final class Measure {
        private Measure() {}

        /** The value in the unit of the line; null, with a flaw, when it cannot be told. */
        static BigDecimal of(OrderLine line, Quantity said, String path, List<Flaw> flaws) {
            if (said.value().signum() < 0) {
                flaws.add(new Flaw(path, "must not be below 0"));
                return null;
            }
            var value = in(line.quantity().unit(), said);
            if (value == null) {
                flaws.add(new Flaw(
                        path,
                        "is in " + Flaw.shown(said.unit()) + ", ordered in "
                                + Flaw.shown(line.quantity().unit()) + ": use the unit of the order"));
            }
            return value;
        }

        static BigDecimal in(String unit, Quantity said) {
            if (said.unit().equals(unit)) {
                return said.value();
            }
            var from = Unit.of(said.unit());
            var to = Unit.of(unit);
            return from.isPresent() && to.isPresent() && from.get().converts(to.get())
                    ? from.get().convert(said.value(), to.get())
                    : null;
        }
    }
}
