package org.caravanserai.delivery.hold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.home.Channel;

/**
 * What stops and asks before anything leaves. It knows nothing of files: it is told what the partner has, what it would have and what moved, and
 * says what is too much. A whole publication asks it, and a plan of single items can.
 */
public final class Brake {
    /** So few items may always leave: in a small assortment that is everyday work and many per cent. */
    static final int FEW = 5;

    static final String EMPTY = "empty";
    static final String RETIREMENTS = "retirements";
    public static final String PRICE_MOVE = "priceMove";
    static final String LOST = "lost";
    static final String COUNTER = "counter:";

    private Brake() {}

    /**
     * What would leave.
     *
     * @param before items the partner has; negative = not known
     * @param now items it would have
     * @param leaving items of those it has that would go
     * @param moved prices that move by more than the limit
     * @param samples some of them, for people
     * @param counters counters over their error limit that hold this channel: words for people by id
     */
    public record Figures(
            long before, long now, long leaving, long moved, List<String> samples, Map<String, String> counters) {}

    /**
     * One thing that is too much.
     *
     * @param cause one of the words above; a counter with its id behind it
     * @param figure how much, so that a release does not cover more than was seen
     * @param text one sentence with its code
     */
    public record Closed(String cause, long figure, String text) {}

    /** Everything that is too much; empty = it may leave. */
    public static List<Closed> judge(Channel.Brake rules, Figures figures) {
        var closed = new ArrayList<Closed>();
        boolean something = figures.before() != 0;
        if (figures.now() == 0 && rules.empty() && something) {
            closed.add(new Closed(
                    EMPTY,
                    Math.max(figures.before(), figures.leaving()),
                    DeliveryCode.EMPTY.code() + " nothing is left to publish"));
        } else {
            retirements(rules, figures, closed);
        }
        if (rules.priceMove() != null && figures.moved() > 0) {
            closed.add(new Closed(
                    PRICE_MOVE,
                    figures.moved(),
                    DeliveryCode.PRICE_MOVE.code() + " " + figures.moved() + " prices move by more than "
                            + percent(rules.priceMove()) + ": " + String.join("; ", figures.samples())));
        }
        figures.counters()
                .forEach((id, words) ->
                        closed.add(new Closed(COUNTER + id, 0, DeliveryCode.COUNTER.code() + " " + words)));
        return closed;
    }

    /**
     * What a look at the partner would set going.
     *
     * @param seen records that stand there
     * @param believed items that should
     * @param differing items that would be sent again or removed because of it
     */
    public static List<Closed> lost(Channel.Brake rules, long seen, long believed, long differing) {
        boolean nothing = seen == 0 && believed > 0 && rules.empty();
        boolean many = rules.retirements() != null
                && differing > FEW
                && BigDecimal.valueOf(differing)
                                .compareTo(
                                        rules.retirements().multiply(BigDecimal.valueOf(Math.max(believed, differing))))
                        > 0;
        if (!nothing && !many) {
            return List.of();
        }
        return List.of(new Closed(
                LOST,
                differing,
                DeliveryCode.LOST.code()
                        + (nothing
                                ? " the partner says it holds nothing; " + believed + " items should stand there"
                                : " " + differing + " of " + believed
                                        + " items differ from what stands there, more than "
                                        + percent(rules.retirements()))));
    }

    private static void retirements(Channel.Brake rules, Figures figures, List<Closed> closed) {
        long gone = Math.max(figures.leaving(), figures.before() - figures.now());
        long had = Math.max(figures.before(), gone);
        if (rules.retirements() != null
                && gone > FEW
                && BigDecimal.valueOf(gone).compareTo(rules.retirements().multiply(BigDecimal.valueOf(had))) > 0) {
            closed.add(new Closed(
                    RETIREMENTS,
                    gone,
                    DeliveryCode.RETIREMENTS.code() + " " + gone + " of " + had + " rows would leave, more than "
                            + percent(rules.retirements())));
        }
    }

    /** One line for people. */
    public static String text(List<Closed> closed) {
        return closed.stream().map(Closed::text).collect(Collectors.joining("; "));
    }

    /** Figures by cause. */
    public static Map<String, Long> causes(List<Closed> closed) {
        var causes = new LinkedHashMap<String, Long>();
        closed.forEach(one -> causes.put(one.cause(), one.figure()));
        return causes;
    }

    static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
