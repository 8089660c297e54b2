package org.caravanserai.delivery.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A plan being drawn up. */
final class PlanSheet {
    private final String channel;
    private final Instant madeAt;
    private final List<Plan.Line> items = new ArrayList<>();
    private final List<String> heldBack = new ArrayList<>();
    private long creates;
    private long updates;
    private long retirements;
    private long held;

    private final long from;

    PlanSheet(String channel, Instant madeAt) {
        this(channel, madeAt, 0);
    }

    /** @param from items that are counted and not shown before the first that is */
    PlanSheet(String channel, Instant madeAt, long from) {
        this.channel = channel;
        this.madeAt = madeAt;
        this.from = from;
    }

    /** Whether the item that is counted next is shown. */
    boolean shows() {
        long counted = creates + updates + retirements;
        return counted >= from && counted < from + Plan.SHOWN;
    }

    void count(Plan.Action action) {
        switch (action) {
            case CREATE -> creates++;
            case UPDATE -> updates++;
            case RETIRE -> retirements++;
        }
    }

    void held(long more) {
        held += more;
    }

    void heldBack(String why) {
        heldBack.add(why);
    }

    int room() {
        return Plan.SHOWN - items.size();
    }

    void add(Plan.Line line) {
        if (room() > 0) {
            items.add(line);
        }
    }

    boolean isEmpty() {
        return creates + updates + retirements == 0;
    }

    Plan plan(long id) {
        return new Plan(id, channel, madeAt, creates, updates, retirements, held, items, heldBack);
    }
}
