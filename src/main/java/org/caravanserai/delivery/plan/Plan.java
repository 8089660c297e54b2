package org.caravanserai.delivery.plan;

import java.time.Instant;
import java.util.List;

/**
 * What would be sent to a channel, and has not been.
 *
 * @param id to apply it by; 0 = a preview that nobody can apply
 * @param creates items the partner does not have
 * @param updates items that differ from what the partner has
 * @param retirements items that would go
 * @param held items that are kept back
 * @param items the first of them, at most {@link #SHOWN}
 * @param heldBack why items are held or the whole channel is, for people; empty = nothing is in the way
 */
public record Plan(
        long id,
        String channel,
        Instant madeAt,
        long creates,
        long updates,
        long retirements,
        long held,
        List<Line> items,
        List<String> heldBack) {
    /** Items that are shown in full. */
    public static final int SHOWN = 1_000;

    public Plan {
        items = List.copyOf(items);
        heldBack = List.copyOf(heldBack);
    }

    /** What would happen to an item. */
    public enum Action {
        CREATE,
        UPDATE,
        RETIRE
    }

    /**
     * One item.
     *
     * @param locale null when the stream is not split
     * @param reason why it leaves, null when it does not
     */
    public record Line(String stream, String locale, String key, Action action, List<Field> changes, String reason) {
        public Line {
            changes = List.copyOf(changes);
        }
    }

    /**
     * One field.
     *
     * @param before as the partner has it, null = nothing, or nobody knows
     * @param after as it would be, null = nothing
     * @param rule file and line of the entry that says so
     */
    public record Field(String field, String before, String after, String rule) {}

    /** Nothing would be sent. */
    public boolean isEmpty() {
        return creates + updates + retirements == 0;
    }
}
