package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.access.Role;
import org.caravanserai.connector.Conversation;
import org.caravanserai.connector.Recordings;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.Rejection;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Switches of channels, parked items, recorded conversations. */
@RestController
class OperateApi {
    private static final int MOST = 500;

    private final CurrentHome home;
    private final Parked parked;
    private final Recordings recordings;
    private final OperatorActs acts;
    private final Remedy remedy;

    OperateApi(CurrentHome home, Parked parked, Recordings recordings, OperatorActs acts, Remedy remedy) {
        this.remedy = remedy;
        this.home = home;
        this.parked = parked;
        this.recordings = recordings;
        this.acts = acts;
    }

    /** Why somebody does it, in words; kept in the audit trail. */
    record Why(String reason) {}

    /**
     * Which parked items.
     *
     * @param channel needed
     * @param stream null = all
     * @param fingerprint as the list shows it, null = all
     * @param reason why they are given up; of no use for a replay
     */
    record Which(String channel, String stream, String fingerprint, String reason) {}

    @PostMapping(value = "/api/v1/channels/{channel}/pause", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> pause(
            @PathVariable String channel, @RequestBody(required = false) Why why, Authentication who) {
        ChannelKeysApi.known(home, channel);
        acts.pause(channel, why == null ? null : why.reason(), who.getName(), "api");
        return Map.of("channel", channel, "paused", true);
    }

    @PostMapping(value = "/api/v1/channels/{channel}/resume", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> resume(
            @PathVariable String channel, @RequestBody(required = false) Why why, Authentication who) {
        ChannelKeysApi.known(home, channel);
        acts.resume(channel, why == null ? null : why.reason(), who.getName(), "api");
        return Map.of("channel", channel, "paused", false);
    }

    /** Items partners refused. The first page of a channel also says which complaints there are, most items first. */
    @GetMapping(value = "/api/v1/parked", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> parked(
            @RequestParam(required = false) String channel,
            @RequestParam(required = false) String stream,
            @RequestParam(required = false) String fingerprint,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "100") int limit,
            Authentication who) {
        if (channel != null) {
            ChannelKeysApi.known(home, channel);
        }
        var page = parked.page(
                new Parked.Filter(channel, stream, fingerprint(fingerprint)),
                after,
                Math.max(1, Math.min(limit, MOST)));
        var json = new LinkedHashMap<String, Object>();
        if (after == null && fingerprint == null) {
            json.put(
                    "complaints",
                    parked.groups(channel).stream()
                            .filter(group -> stream == null || stream.equals(group.stream()))
                            .map(group -> json(group, who))
                            .toList());
        }
        json.put("items", page.entries().stream().map(entry -> json(entry, who)).toList());
        json.put("next", page.next());
        return json;
    }

    @PostMapping(value = "/api/v1/parked/{id}/replay", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> replay(@PathVariable String id, Authentication who) {
        acts.replay(id, who.getName(), "api");
        return Map.of("items", 1);
    }

    @PostMapping(value = "/api/v1/parked/replay", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> replay(@RequestBody Which which, Authentication who) {
        return Map.of("items", acts.replay(filter(which), who.getName(), "api"));
    }

    @PostMapping(value = "/api/v1/parked/{id}/discard", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> discard(@PathVariable String id, @RequestBody(required = false) Why why, Authentication who) {
        acts.discard(id, why == null ? null : why.reason(), who.getName(), "api");
        return Map.of("items", 1);
    }

    @PostMapping(value = "/api/v1/parked/discard", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> discard(@RequestBody Which which, Authentication who) {
        return Map.of("items", acts.discard(filter(which), which.reason(), who.getName(), "api"));
    }

    private Parked.Filter filter(Which which) {
        if (which.channel() == null) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST, "API-007", "Say which channel, as in {\"channel\":\"shop\"}.");
        }
        ChannelKeysApi.known(home, which.channel());
        return new Parked.Filter(which.channel(), which.stream(), fingerprint(which.fingerprint()));
    }

    private static Long fingerprint(String hex) {
        try {
            return hex == null ? null : Long.parseUnsignedLong(hex, 16);
        } catch (NumberFormatException wrong) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST, "API-040", "A fingerprint is copied from the list: up to 16 hex digits.");
        }
    }

    private Map<String, Object> json(Parked.Group group, Authentication who) {
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", group.channel());
        json.put("stream", group.stream());
        json.put("locale", group.locale().isEmpty() ? null : group.locale());
        json.put("fingerprint", Long.toHexString(group.fingerprint()));
        json.put("items", group.items());
        json.put("firstAt", group.firstAt().toString());
        json.put("lastAt", group.lastAt().toString());
        json.put("key", group.key());
        json.put("id", group.id());
        json.putAll(json(group.example(), group.stream(), who));
        return json;
    }

    private Map<String, Object> json(Parked.Entry entry, Authentication who) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", entry.id());
        json.put("channel", entry.channel());
        json.put("stream", entry.stream());
        json.put("locale", entry.locale().isEmpty() ? null : entry.locale());
        json.put("key", entry.key());
        json.put(
                "complaints",
                entry.complaints().stream()
                        .map(open -> {
                            var one = json(open.why(), entry.stream(), who);
                            one.put("firstAt", open.firstAt().toString());
                            one.put("lastAt", open.lastAt().toString());
                            one.put("times", open.times());
                            return one;
                        })
                        .toList());
        return json;
    }

    /** What a partner says about people is hidden from those who may not see it: it likes to quote. */
    private Map<String, Object> json(Rejection why, String stream, Authentication who) {
        var json = new LinkedHashMap<String, Object>();
        json.put("code", why.code());
        json.put("field", why.field());
        json.put("rule", why.rule());
        json.put("owner", why.owner());
        json.put("attribute", why.attributes());
        json.put("fix", remedy.of(why, LocaleContextHolder.getLocale()));
        json.put(
                "text",
                why.text() == null || DocumentsApi.clear(Parked.kind(stream), who) ? why.text() : PlanJson.MASK);
        json.put("conversation", why.exchange() == 0 ? null : why.exchange());
        return json;
    }

    /** A recorded conversation with a partner, as it is kept: masked and cut. For operators. */
    @GetMapping(value = "/api/v1/conversations/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> conversation(@PathVariable long id, Authentication who) {
        if (!(who instanceof Caller caller) || !caller.may(Role.OPERATOR)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "API-403", "Conversations need the role operator.");
        }
        return json(recordings
                .find(id)
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.NOT_FOUND, "API-041", "There is no conversation of this number (any more).")));
    }

    private static Map<String, Object> json(Conversation said) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", said.id());
        json.put("at", said.at().toString());
        json.put("channel", said.channel());
        json.put("operation", said.operation());
        json.put("method", said.method());
        json.put("path", said.path());
        json.put("requestHeaders", said.requestHeaders());
        json.put("request", said.request());
        json.put("status", said.status());
        json.put("answerHeaders", said.answerHeaders());
        json.put("answer", said.answer());
        json.put("millis", said.millis());
        json.put("fault", said.fault() == null ? null : said.fault().name().toLowerCase(java.util.Locale.ROOT));
        json.put("text", said.text());
        return json;
    }
}
