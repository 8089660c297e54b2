package org.caravanserai.punchout.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caravanserai.punchout.Lengths;

/**
 * What a user put together so far: articles and quantities in our words, without prices, which are asked for whenever it is
 * shown.
 *
 * @param revision counts changes; a change is made to the revision that was seen
 */
public record Basket(int revision, List<Line> lines) {
    /** Most lines of a cart. */
    public static final int MOST = 1000;

    /** Longest note of a line, in characters. */
    public static final int NOTE = 200;

    /** Nothing in it. */
    static final Basket EMPTY = new Basket(0, List.of());

    public Basket {
        lines = List.copyOf(lines);
        if (lines.size() > MOST) {
            throw new IllegalArgumentException("a cart has at most " + MOST + " lines");
        }
    }

    /**
     * One line.
     *
     * @param mark goes to the buyer as SupplierPartAuxiliaryID and comes back with the order; the same as long as the line
     *     lives; null = new, it gets one when it is kept
     * @param quantity above 0
     * @param unit our code (UN/ECE Rec 20), null = that of the article
     * @param note what the user says to this line, one line of at most {@link #NOTE} characters; null = nothing
     */
    public record Line(String mark, String sku, BigDecimal quantity, String unit, String note) {
        /** Without a note. */
        public Line(String mark, String sku, BigDecimal quantity, String unit) {
            this(mark, sku, quantity, unit, null);
        }

        public Line {
            Objects.requireNonNull(sku);
            if (quantity.signum() <= 0) {
                throw new IllegalArgumentException("a line has a quantity above 0: " + sku);
            }
            note = plain(note);
        }

        private static String plain(String note) {
            var line = note == null
                    ? ""
                    : note.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
            return line.isEmpty() ? null : Lengths.cut(line, NOTE, false);
        }

        Line marked(String given) {
            return new Line(given, sku, quantity, unit, note);
        }
    }

    /** The same with other lines. */
    public Basket with(List<Line> changed) {
        return new Basket(revision, changed);
    }

    /** The same with one more article; one that is there already in this unit gets more. */
    public Basket plus(String sku, BigDecimal quantity, String unit) {
        var changed = new ArrayList<>(lines);
        for (int i = 0; i < changed.size(); i++) {
            var line = changed.get(i);
            if (line.sku().equals(sku) && Objects.equals(line.unit(), unit)) {
                changed.set(i, new Line(line.mark(), sku, line.quantity().add(quantity), unit, line.note()));
                return with(changed);
            }
        }
        changed.add(new Line(null, sku, quantity, unit));
        return with(changed);
    }

    /** What came of keeping one. */
    public sealed interface Kept {}

    /** It is kept, with marks. */
    public record Done(Basket basket) implements Kept {}

    /** Another window changed it before. */
    public record Changed(Basket current) implements Kept {}

    /** The visit is over, or only for looking. */
    public record Closed() implements Kept {}
}
