package org.caravanserai.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Finding;
import org.caravanserai.delivery.plan.Plan;
import org.caravanserai.delivery.plan.Planning;
import org.caravanserai.delivery.survey.Surveys;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What would be sent: {@code POST /api/v1/channels/{channel}/plan}, {@code GET /api/v1/plans/{id}}, {@code POST /api/v1/plans/{id}/apply}. */
@RestController
class PlansApi {
    private final CurrentHome home;
    private final Planning planning;
    private final Surveys surveys;
    private final OperatorActs acts;
    private final Clock clock;
    /** A preview goes through everything: one at a time. */
    private final Semaphore previews = new Semaphore(1);

    PlansApi(CurrentHome home, Planning planning, Surveys surveys, OperatorActs acts, Clock clock) {
        this.surveys = surveys;
        this.home = home;
        this.planning = planning;
        this.acts = acts;
        this.clock = clock;
    }

    /** What would be sent now, kept so that it can be applied; with {@code at} what would be sent that day, for looking only. For operators. */
    @PostMapping(value = "/api/v1/channels/{channel}/plan", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> plan(
            @PathVariable String channel, @RequestParam(required = false) String at, Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.OPERATOR)) {
            throw new HttpRefusal(
                    HttpStatus.FORBIDDEN,
                    "API-403",
                    "A plan needs the role operator; the role planner sends draft files as application/zip.");
        }
        ChannelKeysApi.known(home, channel);
        var plan =
                at == null ? acts.plan(channel, who.getName(), "api") : previewed(home.get(), channel, moment(at), who);
        return PlanJson.of(plan.orElseThrow(() -> quiet(home.get(), channel)), 0, who);
    }

    /** What would be sent if the files of the archive were in the home; for looking only. */
    @PostMapping(
            value = "/api/v1/channels/{channel}/plan",
            consumes = "application/zip",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> preview(
            @PathVariable String channel,
            @RequestParam(required = false) String at,
            HttpServletRequest request,
            Authentication who)
            throws IOException {
        var moment = at == null ? clock.instant() : moment(at);
        var draft = new DraftHome(home.get()).with(request.getInputStream());
        ChannelKeysApi.known(draft, channel);
        return PlanJson.of(previewed(draft, channel, moment, who).orElseThrow(() -> quiet(draft, channel)), 0, who);
    }

    private Optional<Plan> previewed(Home draft, String channel, Instant moment, Authentication who) {
        if (!previews.tryAcquire()) {
            throw new HttpRefusal(
                    HttpStatus.SERVICE_UNAVAILABLE, "API-033", "Another preview is being made: try again later.");
        }
        try {
            var plan = planning.preview(draft, channel, moment);
            plan.ifPresent(done -> acts.previewed(channel, who.getName(), "api"));
            return plan;
        } finally {
            previews.release();
        }
    }

    /** A plan nobody has applied, with up to 1,000 of its items. */
    @GetMapping(value = "/api/v1/plans/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> one(@PathVariable long id, @RequestParam(defaultValue = "0") long from, Authentication who) {
        var kept = acts.kept(id);
        if (!kept.open()) {
            throw OperatorActs.applied(kept);
        }
        long start = Math.max(0, from);
        return PlanJson.of(planning.page(id, start).orElseThrow(() -> quiet(home.get(), kept.channel())), start, who);
    }

    /** Sends exactly what a plan says, or links what an adoption has found; 409 with what moved when something has changed since. */
    @PostMapping(value = "/api/v1/plans/{id}/apply", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> apply(@PathVariable long id, Authentication who) {
        var adoption = surveys.find(id);
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put(
                "channel",
                adoption.isPresent() ? adoption.get().channel() : acts.kept(id).channel());
        json.put("adoption", adoption.isPresent());
        json.put("items", acts.apply(id, who.getName(), "api"));
        return json;
    }

    private Instant moment(String at) {
        try {
            return LocalDate.parse(at)
                    .atStartOfDay(home.get().company().timeZone())
                    .toInstant();
        } catch (DateTimeParseException wrong) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST, "API-030", "'" + Finding.cut(at) + "' is no day: write it as 2026-12-24.");
        }
    }

    private static HttpRefusal quiet(Home home, String channel) {
        var off = home.channel(channel)
                .filter(one -> one.mode() == Channel.Mode.OFF)
                .isPresent();
        return new HttpRefusal(
                HttpStatus.CONFLICT,
                "API-034",
                off
                        ? "Channel " + channel + " is off: it plans nothing until its mode is shadow, approve or auto."
                        : "Channel " + channel + " has nothing it could send: look at its problems on its page.");
    }
}
