package org.caravanserai.delivery.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.delivery.answer.AnswerMaps;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.hold.Faults;
import org.caravanserai.delivery.hold.Pause;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.wanted.Notices;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Connector;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.mapping.AckRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a partner is asked before a stream sends: whom it does not let us write to. An answer counts when it was complete and every record of it was
 * understood; until then nothing is sent. A list that moves while it is read is read from its start.
 */
final class FirstReads {
    private static final Logger LOG = LoggerFactory.getLogger(FirstReads.class);
    /** Clocks differ, and what was changed while the last answer was written may stand in neither. */
    private static final Duration OVERLAP = Duration.ofMinutes(15);

    private static final int STARTS = 3;
    private static final int LONGEST = 9;

    private final Calls.Caller caller;
    private final AnswerMaps maps;
    private final Ledger ledger;
    private final Notices notices;
    private final Switches switches;
    private final Clock clock;
    private final Pause pause = new Pause(ThreadLocalRandom.current());
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Waits> waits = new ConcurrentHashMap<>();

    private record Waits(int failures, Instant until) {}

    /** Asking ended without a complete answer. */
    private static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Outcome.Failed failed;

        Incomplete(String text, Outcome.Failed failed) {
            super(text, null, false, false);
            this.failed = failed;
        }
    }

    FirstReads(Calls.Caller caller, AnswerMaps maps, Ledger ledger, Notices notices, Switches switches, Clock clock) {
        this.caller = caller;
        this.maps = maps;
        this.ledger = ledger;
        this.notices = notices;
        this.switches = switches;
        this.clock = clock;
    }

    /** Whether all that must be known is known and fresh; asks where it is not. */
    boolean known(StreamPlan plan, Instant now) {
        if (plan.descriptor() == null || plan.descriptor().first().isEmpty()) {
            return true;
        }
        var lock = locks.computeIfAbsent(plan.name(), none -> new ReentrantLock());
        if (!lock.tryLock()) {
            return false;
        }
        try {
            for (var first : plan.descriptor().first().entrySet()) {
                if (!fresh(plan, first.getKey(), first.getValue(), now)) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean fresh(StreamPlan plan, String operation, Duration age, Instant now) {
        var channel = plan.channel().name();
        var stream = plan.stream().name();
        var last = notices.asked(channel, stream, operation);
        int speed = caller.speed(channel);
        if (last.isPresent() && last.get().doneAt().plus(age.dividedBy(speed)).isAfter(now)) {
            return true;
        }
        var name = plan.name() + "/" + operation;
        var wait = waits.get(name);
        if (wait != null && wait.until().isAfter(now)) {
            return false;
        }
        try {
            notices.heard(channel, stream, operation, asked(now), ask(plan, operation, last));
            waits.remove(name);
            notices.works(channel);
            switches.works(channel);
            return true;
        } catch (Incomplete incomplete) {
            failed(plan, operation, incomplete, wait == null ? 1 : wait.failures() + 1, speed);
            return false;
        }
    }

    private Notices.Asked asked(Instant began) {
        return new Notices.Asked(began, clock.instant());
    }

    private void failed(StreamPlan plan, String operation, Incomplete why, int failures, int speed) {
        var channel = plan.channel().name();
        var now = clock.instant();
        var fault = why.failed == null ? Fault.UNKNOWN : why.failed.fault();
        var retryAt = why.failed == null ? null : why.failed.retryAt();
        var until = retryAt != null
                ? retryAt
                : now.plus(pause.after(Math.min(failures, LONGEST)).dividedBy(speed));
        waits.put(plan.name() + "/" + operation, new Waits(failures, until));
        if (fault == Fault.THROTTLED) {
            switches.hold(channel, until);
            return;
        }
        var text =
                plan.stream().name() + " waits: " + operation + ", which is asked first, failed: " + why.getMessage();
        if (failures == 1) {
            LOG.warn("DELIVERY-015 {}: {}", channel, text);
        }
        notices.failed(channel, new Faults.Fault(now, text));
        if (fault == Fault.CHANNEL) {
            switches.stop(channel, why.getMessage(), now);
        }
    }

    /** What one complete answer says. */
    private Notices.Heard ask(StreamPlan plan, String name, Optional<Notices.Asked> last) throws Incomplete {
        var operation = operation(plan, name);
        boolean since = operation.query().toString().contains("{since}");
        var variables = new HashMap<String, String>();
        if (since && last.isPresent()) {
            variables.put(
                    "since",
                    last.get()
                            .beganAt()
                            .minus(OVERLAP)
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
        }
        for (int start = 0; start < STARTS; start++) {
            var said = new Said(plan, name);
            var ended = new Listing(
                            operation,
                            record -> named(operation, record),
                            (asked, page) -> caller.call(plan.channel().name(), operation.name(), List.of(), asked),
                            Listing.Patience.NONE)
                    .read(variables, (records, reply) -> said.take(operation, records, reply));
            if (ended instanceof Listing.Broken broken) {
                throw new Incomplete(broken.why(), broken.failed());
            }
            if (ended instanceof Listing.Whole) {
                return said.heard(!since);
            }
        }
        throw new Incomplete("the list moved at each of " + STARTS + " readings", null);
    }

    private Connector.Operation operation(StreamPlan plan, String name) throws Incomplete {
        try {
            return caller.operation(plan.channel().name(), name);
        } catch (IllegalArgumentException none) {
            throw new Incomplete(none.getMessage(), null);
        }
    }

    /** Whom a record speaks of: whom the map names, or all it says where it names nobody. */
    private String named(Connector.Operation operation, Map<String, Object> record) {
        var names = maps.apply(operation.answer().map(), List.of(record), variables(200)).stream()
                .map(row -> row.key() + " " + row.remoteId())
                .toList();
        return names.isEmpty() ? record.toString() : names.toString();
    }

    private static Map<String, Object> variables(int status) {
        return Map.of("status", (long) status, "keys", List.of());
    }

    /** Gathers what the records say; of those nothing is said against only who matters is kept. */
    private final class Said {
        private final StreamPlan plan;
        private final Map<String, String> refused = new HashMap<>();
        private final Set<String> allowed = new HashSet<>();
        private final Map<String, String> refusedIds = new HashMap<>();
        /** Records of ours about whom something stands, by the partner's name. */
        private final Map<String, Long> watched = new HashMap<>();

        Said(StreamPlan plan, String operation) {
            this.plan = plan;
            var records = notices.records(plan.channel().name(), plan.stream().name(), operation);
            for (var lane : plan.lanes()) {
                ledger.duties().remoteIds(lane.lane(), records).forEach((id, remote) -> watched.put(remote, id));
            }
        }

        /** @return why the answer counts for nothing, null = it counts */
        String take(Connector.Operation operation, List<Map<String, Object>> records, Reply reply) {
            for (var row : maps.apply(operation.answer().map(), records, variables(reply.status()))) {
                boolean clear = row.key() != null
                        && (row.outcome() == AckRow.Word.REJECTED || row.outcome() == AckRow.Word.ACCEPTED);
                if (!clear) {
                    // Its words are the partner's and may name a person.
                    return "a record of its answer is not understood";
                }
                take(row);
            }
            return null;
        }

        private void take(AckRow row) {
            var subject = Notices.print(row.key());
            if (row.outcome() == AckRow.Word.REJECTED) {
                var code = row.code() == null ? "refused-there" : row.code();
                refused.put(subject, code);
                allowed.remove(subject);
                if (row.remoteId() != null) {
                    refusedIds.put(row.remoteId(), code);
                }
                return;
            }
            refused.remove(subject);
            if (notices.has(plan.channel().name(), plan.stream().name(), subject)) {
                allowed.add(subject);
            }
            refusedIds.remove(row.remoteId());
            var record = row.remoteId() == null ? null : watched.get(row.remoteId());
            if (record != null) {
                allowed.add(Notices.subject(record));
            }
        }

        /** The person stays meant when the address is corrected: what is said about the partner's record is said about ours. */
        Notices.Heard heard(boolean all) {
            for (var lane : plan.lanes()) {
                ledger.standing().named(lane.lane(), refusedIds.keySet()).forEach((remote, id) -> {
                    refused.put(Notices.subject(id), refusedIds.get(remote));
                    allowed.remove(Notices.subject(id));
                });
            }
            return new Notices.Heard(refused, allowed, all);
        }
    }
}
