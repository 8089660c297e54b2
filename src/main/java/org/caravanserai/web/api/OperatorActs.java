package org.caravanserai.web.api;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.access.Audit;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.plan.Plan;
import org.caravanserai.delivery.plan.Planning;
import org.caravanserai.delivery.survey.Survey;
import org.caravanserai.delivery.survey.Surveys;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What an operator does, alike for the API and the console: each act is in the audit trail, each refusal says why. */
@Component
public class OperatorActs {
    private static final int LONGEST = 500;

    private final Planning planning;
    private final Switches switches;
    private final Parked parked;
    private final Surveys surveys;
    private final Audit audit;
    private final Clock clock;

    OperatorActs(Planning planning, Switches switches, Parked parked, Surveys surveys, Audit audit, Clock clock) {
        this.surveys = surveys;
        this.planning = planning;
        this.switches = switches;
        this.parked = parked;
        this.audit = audit;
        this.clock = clock;
    }

    /** A plan of the present. Empty when the channel does not run. */
    public Optional<Plan> plan(String channel, String who, String source) {
        var plan = planning.plan(channel, who);
        plan.ifPresent(made -> audit.record(
                who, "plan channel " + channel, null, made.id() == 0 ? null : "plan " + made.id(), source, "done"));
        return plan;
    }

    void previewed(String channel, String who, String source) {
        audit.record(who, "preview channel " + channel, null, null, source, "done");
    }

    /** A plan that was drawn up before; 404 when there is none. */
    public Planning.Kept kept(long id) {
        return planning.kept(id).orElseThrow(OperatorActs::noPlan);
    }

    private static HttpRefusal noPlan() {
        return new HttpRefusal(
                HttpStatus.NOT_FOUND, "API-035", "There is no such plan here: ask for one with POST .../plan.");
    }

    static HttpRefusal applied(Planning.Kept kept) {
        return new HttpRefusal(
                HttpStatus.CONFLICT,
                "API-036",
                "The plan was applied at " + kept.appliedAt() + " by " + kept.appliedBy() + ".");
    }

    /** Applies a plan, or an adoption. @return how many items go, or were linked */
    public long apply(long id, String who, String source) {
        var adoption = surveys.find(id);
        if (adoption.isPresent()) {
            return adopt(adoption.get(), who, source);
        }
        var kept = kept(id);
        if (!kept.open()) {
            throw applied(kept);
        }
        return done(planning.apply(kept.channel(), id, who), "plan", id, kept.channel(), who, source);
    }

    private long adopt(Survey survey, String who, String source) {
        if (survey.appliedAt() != null) {
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    "API-036",
                    "The adoption was applied at " + survey.appliedAt() + " by " + survey.appliedBy() + ".");
        }
        return done(surveys.apply(survey.id(), who), "adoption", survey.id(), survey.channel(), who, source);
    }

    private long done(Planning.Applied outcome, String what, long id, String channel, String who, String source) {
        if (outcome instanceof Planning.Applied.Stale stale) {
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    "API-037",
                    "The " + what + " is stale, nothing was done. Moved since: " + String.join(", ", stale.moved())
                            + ". Ask for a new one.",
                    Map.of("moved", stale.moved()));
        }
        if (!(outcome instanceof Planning.Applied.Done done)) {
            throw noPlan();
        }
        audit.record(who, "apply " + what + " " + id + " channel " + channel, null, null, source, "done");
        return done.items();
    }

    /** Compares a channel with its partner. @return number of the survey */
    public long verify(String channel, boolean reportOnly, String who, String source) {
        long id = begun(surveys.verify(channel, reportOnly, who));
        audit.record(
                who,
                "verify channel " + channel,
                null,
                "survey " + id,
                source,
                reportOnly ? "begun, report only" : "begun");
        return id;
    }

    /** Plans to link what a partner holds already. @return number of the survey */
    public long adopt(String channel, List<String> match, boolean retire, String who, String source) {
        long id = begun(surveys.adopt(channel, match, retire, who));
        audit.record(
                who,
                "adopt channel " + channel,
                null,
                "survey " + id,
                source,
                retire ? "begun, orphans would be retired" : "begun");
        return id;
    }

    private static long begun(Surveys.Begun begun) {
        if (begun instanceof Surveys.Begun.Running running) {
            return running.id();
        }
        if (begun instanceof Surveys.Begun.Busy busy) {
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    "API-044",
                    "What the partner holds is being read already: survey " + busy.id() + ".");
        }
        throw new HttpRefusal(HttpStatus.CONFLICT, "API-043", ((Surveys.Begun.Not) begun).why());
    }

    /** Nothing is sent until somebody resumes. */
    public void pause(String channel, String reason, String who, String source) {
        why(reason);
        switches.pause(channel, who, reason.strip(), clock.instant());
        audit.record(who, "pause channel " + channel, "running", "paused", source, reason);
    }

    /** Sends again, whatever had stopped or paused it. @param reason may be null */
    public void resume(String channel, String reason, String who, String source) {
        boolean running = switches.of(channel).running();
        if (running && switches.waits(channel, clock.instant()).isEmpty()) {
            throw new HttpRefusal(
                    HttpStatus.CONFLICT,
                    "API-038",
                    "Channel " + channel + " is neither paused nor stopped; there is nothing to resume.");
        }
        switches.resume(channel);
        audit.record(
                who,
                "resume channel " + channel,
                "stopped",
                "running",
                source,
                reason == null || reason.isBlank() ? "done" : reason);
    }

    /** Tries one parked item again. */
    public void replay(String id, String who, String source) {
        var entry = parked.find(id);
        if (entry.isEmpty() || !parked.replay(id)) {
            throw notParked();
        }
        audit.record(who, "replay " + name(entry.get()), "parked", "pending", source, "done");
    }

    /** Tries parked items again. @return how many */
    public long replay(Parked.Filter filter, String who, String source) {
        long items = parked.replay(filter);
        audit.record(who, "replay " + name(filter), "parked", "pending", source, items + " items");
        return items;
    }

    /** Gives a parked item up until its content changes. */
    public void discard(String id, String reason, String who, String source) {
        why(reason);
        var entry = parked.find(id);
        if (entry.isEmpty() || !parked.discard(id, reason.strip())) {
            throw notParked();
        }
        audit.record(who, "discard " + name(entry.get()), "parked", "discarded", source, reason);
    }

    /** Gives parked items up until their content changes. @return how many */
    public long discard(Parked.Filter filter, String reason, String who, String source) {
        why(reason);
        long items = parked.discard(filter, reason.strip());
        audit.record(who, "discard " + name(filter), "parked", "discarded", source, items + " items: " + reason);
        return items;
    }

    private static HttpRefusal notParked() {
        return new HttpRefusal(
                HttpStatus.NOT_FOUND,
                "API-039",
                "Nothing is parked under this number (any more): list what is parked.");
    }

    private static String name(Parked.Entry entry) {
        return entry.channel() + "/" + entry.stream() + " " + entry.key();
    }

    private static String name(Parked.Filter filter) {
        var parts = new LinkedHashMap<String, String>();
        parts.put("", filter.channel());
        parts.put("/", filter.stream());
        parts.put(" complaint ", filter.fingerprint() == null ? null : Long.toHexString(filter.fingerprint()));
        var name = new StringBuilder();
        parts.forEach((before, part) -> name.append(part == null ? "" : before + part));
        return name.toString();
    }

    private static void why(String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST,
                    "API-003",
                    "Say why in 1 to " + LONGEST + " characters, as in {\"reason\":\"their stock-taking\"}.");
        }
    }
}
