package org.caravanserai.web.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.delivery.survey.Survey;
import org.caravanserai.delivery.survey.Surveys;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looks at what partners hold: {@code POST /api/v1/channels/{channel}/verify} and {@code .../adopt}, then {@code GET /api/v1/surveys/{id}}. */
@RestController
class SurveysApi {
    private static final int MOST = 1_000;
    /** Shorter than what clients wait for an answer. */
    private static final int PATIENCE = 30;

    private final CurrentHome home;
    private final Surveys surveys;
    private final OperatorActs acts;

    SurveysApi(CurrentHome home, Surveys surveys, OperatorActs acts) {
        this.home = home;
        this.surveys = surveys;
        this.acts = acts;
    }

    /** @param reportOnly true: what differs is counted and shown, and nothing is done about it */
    record Compare(Boolean reportOnly) {}

    /**
     * What an adoption tries.
     *
     * @param match {@code key} and attributes in order; null or empty = all the connector names
     * @param orphans {@code report} (or null) or {@code retire}
     */
    record Adopt(List<String> match, String orphans) {}

    /** Begins to compare what a partner holds with what should stand there. For operators. */
    @PostMapping(value = "/api/v1/channels/{channel}/verify", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> verify(
            @PathVariable String channel, @RequestBody(required = false) Compare how, Authentication who) {
        ChannelKeysApi.known(home, channel);
        boolean report = how != null && Boolean.TRUE.equals(how.reportOnly());
        return json(acts.verify(channel, report, who.getName(), "api"), 0, 0, who);
    }

    /** The last comparison of a channel. */
    @GetMapping(value = "/api/v1/channels/{channel}/verify", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> last(@PathVariable String channel, Authentication who) {
        ChannelKeysApi.known(home, channel);
        var last = surveys.newest(channel, Survey.Kind.VERIFY, 1);
        if (last.isEmpty()) {
            throw new HttpRefusal(
                    HttpStatus.NOT_FOUND, "API-042", "Channel " + channel + " was not compared with its partner yet.");
        }
        return json(last.get(0).id(), 0, MOST, who);
    }

    /** Begins to find out what of ours a partner holds already; nothing is linked before it is applied. For operators. */
    @PostMapping(value = "/api/v1/channels/{channel}/adopt", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> adopt(
            @PathVariable String channel, @RequestBody(required = false) Adopt how, Authentication who) {
        ChannelKeysApi.known(home, channel);
        var match = how == null || how.match() == null ? List.<String>of() : how.match();
        var orphans = how == null || how.orphans() == null ? "report" : how.orphans();
        if (!List.of("report", "retire").contains(orphans)) {
            throw new HttpRefusal(HttpStatus.BAD_REQUEST, "API-045", "'orphans' is report or retire.");
        }
        return json(acts.adopt(channel, match, orphans.equals("retire"), who.getName(), "api"), 0, 0, who);
    }

    /**
     * How far a survey is and what it has found.
     *
     * @param after number of the last thing seen
     * @param wait seconds to wait for its end, at most 30
     */
    @GetMapping(value = "/api/v1/surveys/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> one(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int wait,
            Authentication who) {
        surveys.await(id, Duration.ofSeconds(Math.max(0, Math.min(PATIENCE, wait))));
        return json(id, Math.max(0, after), Math.max(1, Math.min(MOST, limit)), who);
    }

    private Map<String, Object> json(long id, long after, int limit, Authentication who) {
        var survey = surveys.find(id)
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.NOT_FOUND, "API-042", "There is no survey of this number (any more)."));
        boolean over = survey.state() != Survey.State.RUNNING;
        var lines = over && limit > 0 ? surveys.lines(id, after, limit) : Map.<Long, Survey.Line>of();
        return SurveyJson.of(survey, lines, limit, who);
    }
}
