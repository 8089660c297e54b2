package org.caravanserai.delivery;

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

    PlanSheet(String channel, Instant madeAt) {
        this.channel = channel;
        this.madeAt = madeAt;
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
