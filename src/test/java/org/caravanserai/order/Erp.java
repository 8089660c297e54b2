package org.caravanserai.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.connector.Ack;

/** An ERP in memory that does what it is told, and remembers every order it has. */
class Erp implements Sender {
    /** What happens to a call. */
    enum Mood {
        TAKES,
        /** It has it, and the answer is lost. */
        TAKES_SILENTLY,
        /** It never arrives, and nobody says so. */
        LOSES,
        /** It has it, and the hub dies before it hears. */
        KILLS_AFTER,
        /** The hub dies before anything goes out. */
        KILLS_BEFORE,
        /** It says it has it, and shows it a while later. */
        TAKES_LATE,
        /** It says it has it, and forgets it. */
        LIES,
        /** No line. */
        AWAY,
        REFUSES,
        BREAKS,
        LOOK_FAILS
    }

    /** An order as the ERP has it. */
    record Has(String key, String order, String number, Instant visible) {}

    /** The process is gone. */
    static final class Killed extends Error {
        Killed() {
            super(null, null, false, false);
        }
    }

    final Clock clock;
    final boolean keyed;
    final Deque<Mood> moods = new ArrayDeque<>();
    final List<Has> has = new ArrayList<>();
    final List<Consignment> calls = new ArrayList<>();
    final List<OrderEvent> told = new ArrayList<>();
    Duration lag = Duration.ZERO;
    int looks;

    Erp(Clock clock, boolean keyed) {
        this.clock = clock;
        this.keyed = keyed;
    }

    Erp mood(Mood... next) {
        moods.addAll(List.of(next));
        return this;
    }

    private Mood next() {
        return moods.isEmpty() ? Mood.TAKES : moods.poll();
    }

    @Override
    public synchronized Ack send(Consignment consignment) {
        calls.add(consignment);
        if (consignment.event() != null) {
            told.add(consignment.event());
        }
        return switch (next()) {
            case TAKES, LOOK_FAILS -> new Ack.Accepted(take(consignment, Duration.ZERO));
            case TAKES_SILENTLY -> {
                take(consignment, lag);
                yield new Ack.Unknown("no answer in time");
            }
            case LOSES -> new Ack.Unknown("no answer in time");
            case KILLS_AFTER -> {
                take(consignment, lag);
                throw new Killed();
            }
            case KILLS_BEFORE -> throw new Killed();
            case TAKES_LATE -> new Ack.Accepted(take(consignment, lag));
            case LIES -> new Ack.Accepted("S-lie-" + consignment.key());
            case AWAY -> new Ack.Deferred(null, "connection refused");
            case REFUSES -> new Ack.Rejected("E42", "customer", "the customer is blocked");
            case BREAKS -> throw new IllegalStateException("a bug of the sender");
        };
    }

    private String take(Consignment consignment, Duration after) {
        if (keyed) {
            for (var known : has) {
                if (known.key().equals(consignment.key())) {
                    return known.number();
                }
            }
        }
        var number = "S-" + (1000 + has.size()) + "-" + consignment.order().number();
        has.add(new Has(
                consignment.key(),
                consignment.order().number(),
                number,
                clock.instant().plus(after)));
        return number;
    }

    @Override
    public synchronized Sight look(Consignment consignment) {
        looks++;
        if (!moods.isEmpty() && moods.peek() == Mood.LOOK_FAILS) {
            moods.poll();
            return new Sight.Unclear("503");
        }
        return has.stream()
                .filter(one ->
                        one.key().equals(consignment.key()) && !one.visible().isAfter(clock.instant()))
                .findFirst()
                .<Sight>map(one -> new Sight.There(one.number(), null, 0, null))
                .orElse(new Sight.Absent());
    }
}
