package org.caravanserai.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account at one partner: the partner's rules, what it knows, its journal, its time, and what is to go wrong. What
 * it answered for survives a kill, because the journal is on the disk first and everything is built again from it.
 */
public final class StandIn implements AutoCloseable {
    /** What is done about calls above a ceiling. Always journalled as violation. */
    public enum Watch {
        /** 429. */
        REFUSE,
        /** Answered all the same. */
        SILENT
    }

    /** These act before it is known who calls. */
    private static final Set<Fault.Kind> BEFORE_THE_DOOR =
            Set.of(Fault.Kind.DELAY, Fault.Kind.CUT_BEFORE, Fault.Kind.EXPIRE_TOKEN);

    private static final Logger LOG = LoggerFactory.getLogger(StandIn.class);

    private final Partner partner;
    private final String secret;
    private final Journal journal;
    private final State state = new State();
    private final Faults faults = new Faults();
    private final SandboxTime time;
    private final Ceilings ceilings;
    private final Consumer<Duration> pause;
    /** The last answers by operation. */
    private final Map<String, Answer> said = new HashMap<>();

    private Watch watch = Watch.REFUSE;
    private final boolean begins;
    private long number;
    private long calls;
    private long violations;

    StandIn(Partner partner, String secret, Journal journal, Clock clock, double factor, Consumer<Duration> pause) {
        this.partner = partner;
        this.secret = secret;
        this.pause = pause;
        time = new SandboxTime(clock, factor);
        ceilings = new Ceilings(partner.ceilings(), time);
        this.journal = journal;
        journal.each(line -> {
            again(line);
            return true;
        });
        begins = number == 0;
        if (begins) {
            partner.furnish(desk(List.of()));
            journal.force(write(line("opened").put("factor", factor)));
        }
    }

    /** Whether this account had no journal before. */
    boolean begins() {
        return begins;
    }

    /** Answers a call; the path is the partner's own. */
    Answer serve(Request request) {
        var match = partner.routes().find(request);
        var operation = match.map(found -> partner.operation(found.operation(), request))
                .orElse("?");
        List<Faults.Armed> befalling;
        synchronized (this) {
            befalling = faults.befall(operation, ++calls);
        }
        var delay = Faults.first(befalling, Fault.Kind.DELAY);
        var millis = Duration.ofMillis(
                delay.map(fault -> Long.parseLong(fault.word("millis", "1000"))).orElse(0L));
        var late =
                delay.map(fault -> fault.word("when", "before").equals("after")).orElse(false);
        if (!late) {
            pause.accept(millis);
        }
        Answer answer;
        long place;
        synchronized (this) {
            passTime();
            var line = line("call").put("operation", operation);
            answer = answered(request, match, operation, befalling, line);
            place = write(line);
        }
        journal.force(place);
        if (late) {
            pause.accept(millis);
        }
        return answer;
    }

    private Answer answered(
            Request request,
            Optional<Routes.Match> match,
            String operation,
            List<Faults.Armed> befalling,
            ObjectNode line) {
        var desk = desk(befalling);
        CallLine.faults(line, befalling);
        var at = time.now();
        if (Faults.first(befalling, Fault.Kind.CUT_BEFORE).isPresent()) {
            made(line, operation, at);
            CallLine.request(line, partner.journalled(request), null);
            return noted(line, Answer.empty(500).leaving(Answer.Sending.NOTHING));
        }
        if (Faults.first(befalling, Fault.Kind.EXPIRE_TOKEN).isPresent()) {
            // Those of now; what this call asks for, if it is a new one, is good.
            state.keys("tokens").forEach(token -> state.remove("tokens", token));
        }
        var credential = partner.credential(operation, request, desk);
        if (credential.header() != null
                && partner.hasNoTokens()
                && Faults.first(befalling, Fault.Kind.EXPIRE_TOKEN).isPresent()) {
            credential = new Credential(credential.header(), credential.value(), false);
        }
        CallLine.request(line, partner.journalled(request), credential);
        if (!credential.right()) {
            spare(befalling, line);
            return noted(line, partner.unauthorized(request));
        }
        var early = ceilings.early(operation, at);
        if (early.isPresent()) {
            violations++;
            line.put("violation", "called " + early.get() + " too early");
            if (watch == Watch.REFUSE) {
                spare(befalling, line);
                return noted(line, partner.throttled(time.real(early.get())));
            }
        } else {
            made(line, operation, at);
        }
        var failure = Faults.first(befalling, Fault.Kind.THROTTLE)
                .or(() -> Faults.first(befalling, Fault.Kind.STATUS))
                .map(fault -> Damage.instead(partner, fault, time.real()));
        var page = Faults.first(befalling, Fault.Kind.HTML);
        var done = befalling.stream()
                .map(Faults.Armed::fault)
                .filter(fault -> fault.kind() == Fault.Kind.THROTTLE
                        || fault.kind() == Fault.Kind.STATUS
                        || fault.kind() == Fault.Kind.HTML)
                .allMatch(fault -> Boolean.parseBoolean(
                        fault.word("processed", fault.kind() == Fault.Kind.HTML ? "true" : "false")));
        var answer = Answer.empty(500);
        if (done) {
            try {
                answer = processed(request, match, desk);
                if (!desk.items().isEmpty()) {
                    line.set("items", desk.items());
                }
            } catch (RuntimeException bug) {
                LOG.error("the stand-in failed at {} {}", request.method(), request.path(), bug);
                state.back();
                line.put("bug", bug.toString());
            }
        }
        answer = failure.orElse(page.isPresent() ? Distortion.page() : answer);
        if (Faults.first(befalling, Fault.Kind.REPEAT_PAGE).isPresent()) {
            answer = said.getOrDefault(operation, answer);
        } else {
            said.put(operation, answer);
        }
        answer = partner.dressed(operation, answer, ceilings.left(operation, time.now()));
        return noted(line, Damage.after(partner, answer, befalling));
    }

    /** A call that is not let in meets no fault of what lies behind the door: the next one does. */
    private void spare(List<Faults.Armed> befalling, ObjectNode line) {
        var met = new ArrayList<Faults.Armed>();
        for (var one : befalling) {
            if (BEFORE_THE_DOOR.contains(one.fault().kind())) {
                met.add(one);
            } else {
                faults.spare(one);
            }
        }
        line.remove("faults");
        CallLine.faults(line, met);
    }

    private void made(ObjectNode line, String operation, Instant at) {
        ceilings.made(operation, at);
        line.put("counted", true);
    }

    private Answer processed(Request request, Optional<Routes.Match> match, Desk desk) {
        if (match.isEmpty()) {
            return partner.missing(request);
        }
        return match.get().handler().answer(request, desk, match.get().parts());
    }

    /** Switches a fault on; returns its number. */
    public synchronized long arm(Fault fault) {
        var id = number + 1;
        var line = line("arm");
        line.set("fault", fault.json());
        control(line);
        faults.arm(id, fault);
        return id;
    }

    /** Switches all faults off. */
    public synchronized void disarm() {
        faults.clear();
        control(line("disarm"));
    }

    /** Lets time run at another speed from now on. */
    public synchronized void speed(double factor) {
        passTime();
        time.factor(factor);
        control(line("time").put("factor", factor));
    }

    /** What is done about calls above a ceiling. */
    public synchronized void watch(Watch how) {
        watch = how;
        control(line("watch").put("how", how.name()));
    }

    /** Changes or (null) removes a record, as somebody at the partner would by hand. */
    public synchronized void edit(String kind, String key, ObjectNode record) {
        if (record == null) {
            state.remove(kind, key);
        } else {
            state.put(kind, key, record);
        }
        control(line("edit"));
    }

    /**
     * Loses part of what is known.
     *
     * @param kind of the records, null = all kinds
     * @param percent 0 to 100 of them
     * @return how many
     */
    public synchronized int lose(String kind, double percent, long seed) {
        var lost = 0;
        for (var each : kind == null ? state.kinds() : List.of(kind)) {
            var keys = new ArrayList<>(state.keys(each));
            keys.sort(java.util.Comparator.comparingDouble(key -> Faults.chance(seed, key.hashCode())));
            for (var key : keys.subList(0, (int) Math.round(keys.size() * percent / 100))) {
                state.remove(each, key);
                lost++;
            }
        }
        control(line("lose").put("lost", lost));
        return lost;
    }

    /**
     * Goes back to what was known after a line of the journal, as after a restored backup.
     *
     * @return how many records changed by it
     */
    public synchronized int restore(long line) {
        var old = new State();
        journal.each(one -> {
            CallLine.again(one, old);
            return one.path("n").asLong() < line;
        });
        var then = old.everything();
        var now = state.everything();
        now.forEach((kind, records) -> records.keySet().stream()
                .filter(key -> !then.getOrDefault(kind, Map.of()).containsKey(key))
                .forEach(key -> state.remove(kind, key)));
        then.forEach((kind, records) -> records.forEach((key, record) -> {
            var current = now.getOrDefault(kind, Map.of()).get(key);
            // As texts: numbers read from the journal may have another Java type.
            if (current == null || !Json.text(record).equals(Json.text(current))) {
                state.put(kind, key, record);
            }
        }));
        var changed = state.changed();
        control(line("restore").put("to", line).put("changed", changed));
        return changed;
    }

    /** The faults that are switched on and how many calls each is still for (0 = all). */
    public synchronized Map<Fault, Integer> faults() {
        var list = new LinkedHashMap<Fault, Integer>();
        faults.list().forEach((one, left) -> list.put(one.fault(), left));
        return list;
    }

    /** What the partner knows, by kind and key: a copy. */
    public synchronized Map<String, Map<String, ObjectNode>> records() {
        passTime();
        return state.everything();
    }

    /** Every line of the journal, oldest first, until told to stop by false. */
    public void journal(Predicate<ObjectNode> look) {
        journal.each(look);
    }

    /** How many calls came, faults included. */
    public synchronized long calls() {
        return calls;
    }

    /** How many calls came earlier than the published ceilings allow. */
    public synchronized long violations() {
        return violations;
    }

    /** The partner's time. */
    public synchronized Instant now() {
        return time.now();
    }

    @Override
    public synchronized void close() {
        journal.close();
    }

    private void passTime() {
        var desk = desk(List.of());
        partner.pass(desk);
        if (state.changed() > 0) {
            var line = line("passed");
            if (!desk.items().isEmpty()) {
                line.set("items", desk.items());
            }
            write(line);
        }
    }

    private void control(ObjectNode line) {
        journal.force(write(line));
    }

    private Desk desk(List<Faults.Armed> befalling) {
        return new Desk(state, time, secret, befalling);
    }

    private ObjectNode line(String event) {
        return Json.object()
                .put("n", number + 1)
                .put("event", event)
                .put("at", time.now().toString())
                .put("real", time.real().toString());
    }

    private Answer noted(ObjectNode line, Answer answer) {
        CallLine.answer(line, answer);
        return answer;
    }

    private long write(ObjectNode line) {
        CallLine.changes(line, state.taken());
        number++;
        line.put("n", number);
        return journal.write(line);
    }

    /** Takes over one line of the journal at the start. */
    private void again(ObjectNode line) {
        number = line.path("n").asLong();
        CallLine.again(line, state);
        var at = Instant.parse(line.path("at").asString());
        var real = Instant.parse(line.path("real").asString());
        time.resume(real, at, line.path("factor").asDouble(time.factor()));
        switch (line.path("event").asString("")) {
            case "call" -> {
                calls++;
                line.path("faults").forEach(one -> faults.spent(one.path("id").asLong()));
                if (line.has("violation")) {
                    violations++;
                }
                if (line.has("counted")) {
                    ceilings.made(line.path("operation").asString(), at);
                }
            }
            case "arm" -> faults.arm(number, Fault.read(line.path("fault")));
            case "disarm" -> faults.clear();
            case "watch" -> watch = Watch.valueOf(line.path("how").asString());
            default -> {}
        }
    }
}
