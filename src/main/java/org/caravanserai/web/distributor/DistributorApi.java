package org.caravanserai.web.distributor;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.delivery.OwnItems;
import org.caravanserai.delivery.Why;
import org.caravanserai.delivery.feed.Edition;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.State;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/distributor/{channel}/...}: a partner's own page for its programs, which prove themselves with the key they fetch its files with. Says nothing the
 * page does not say.
 */
@RestController
class DistributorApi {
    private static final int MOST = 1_000;

    private final Door door;
    private final OwnChannels channels;
    private final OwnEditions editions;
    private final OwnItems items;
    private final Renewal renewal;
    private final Words words;
    private final CurrentHome home;

    DistributorApi(
            Door door,
            OwnChannels channels,
            OwnEditions editions,
            OwnItems items,
            Renewal renewal,
            Words words,
            CurrentHome home) {
        this.door = door;
        this.channels = channels;
        this.editions = editions;
        this.items = items;
        this.renewal = renewal;
        this.words = words;
        this.home = home;
    }

    /** Files, freshness, last versions, what is missing and why, targets, keys. */
    @GetMapping(value = "/api/v1/distributor/{channel}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> show(@PathVariable String channel, Locale language, Authentication who) {
        var own = channels.of(door.open(channel, who), who);
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", own.name());
        json.put("title", own.title());
        json.put("company", own.company());
        json.put("timeZone", home.get().company().timeZone().getId());
        json.put("live", own.live() == OwnChannel.Live.LIVE);
        json.put("pausedAt", text(own.pausedAt()));
        json.put("trouble", own.trouble());
        json.put("contract", own.contract());
        json.put("noticeDays", own.noticeDays());
        json.put("files", own.files().stream().map(DistributorApi::json).toList());
        json.put(
                "publications",
                own.publications().stream().map(DistributorApi::json).toList());
        json.put(
                "streams",
                own.streams().stream().map(stream -> json(stream, language)).toList());
        json.put("targets", own.targets().stream().map(DistributorApi::json).toList());
        json.put("keys", own.keys().stream().map(DistributorApi::json).toList());
        return json;
    }

    /** What a version has changed; items by name as far as they are remembered. */
    @GetMapping(
            value = "/api/v1/distributor/{channel}/versions/{publication}/{version}",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> version(
            @PathVariable String channel,
            @PathVariable String publication,
            @PathVariable long version,
            @RequestParam(required = false) String stream,
            @RequestParam(required = false) String locale,
            @RequestParam(required = false) String fate,
            @RequestParam(defaultValue = "0") int from,
            Authentication who) {
        var config = door.open(channel, who);
        var edition = editions.find(config, publication, version);
        var json = json(edition);
        json.put("channel", channel);
        json.put("publication", publication);
        json.put(
                "changes",
                editions.changes(config, edition, stream, locale, fate, from, MOST).stream()
                        .map(DistributorApi::json)
                        .toList());
        return json;
    }

    /** The items a reason keeps back, a page at a time. */
    @GetMapping(value = "/api/v1/distributor/{channel}/missing/{stream}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> missing(
            @PathVariable String channel,
            @PathVariable String stream,
            @RequestParam String reason,
            @RequestParam(defaultValue = "0") long after,
            Locale language,
            Authentication who) {
        var held = channels.of(door.open(channel, who), who).streams().stream()
                .filter(one -> one.name().equals(stream))
                .flatMap(one -> one.reasons().stream())
                .filter(one -> one.reason().equals(reason))
                .findFirst()
                .orElseThrow(Door::nothing);
        var lines = items.missing(channel, stream, reason, Math.max(0, after), MOST);
        var json = json(held, language);
        json.put("keys", lines.stream().map(OwnItems.Line::key).toList());
        json.put("next", lines.size() < MOST ? null : lines.get(MOST - 1).id());
        return json;
    }

    /** Where an item stands, by SKU or GTIN. */
    @GetMapping(value = "/api/v1/distributor/{channel}/items", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> items(
            @PathVariable String channel, @RequestParam String q, Locale language, Authentication who) {
        door.open(channel, who);
        var found = items.find(channel, q);
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel);
        json.put("complete", found.complete());
        json.put(
                "items",
                found.items().stream().map(item -> json(item, language)).toList());
        return json;
    }

    /** A new key, shown this once; with the newest key only. The key before stays valid until the next renewal. */
    @PostMapping(value = "/api/v1/distributor/{channel}/key", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> renew(
            @PathVariable String channel, Authentication who, HttpServletRequest request) {
        var partner = door.partner(channel, who);
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel);
        json.put("key", renewal.of(partner, request.getRemoteAddr()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(json);
    }

    private static Map<String, Object> json(OwnChannel.File file) {
        var json = new LinkedHashMap<String, Object>();
        json.put("file", file.name());
        json.put("url", file.address());
        json.put("format", file.format());
        json.put("type", file.type());
        json.put("count", file.count());
        json.put("bytes", file.bytes());
        json.put("sha256", file.sha256());
        json.put("publication", file.publication());
        json.put("version", file.version());
        json.put("publishedAt", text(file.at()));
        json.put("load", file.delta() ? "delta" : "full");
        json.put("base", file.base());
        return json;
    }

    private static Map<String, Object> json(OwnChannel.Publication publication) {
        var json = new LinkedHashMap<String, Object>();
        json.put("publication", publication.name());
        json.put("version", publication.version());
        json.put("publishedAt", text(publication.at()));
        json.put("freshUntil", text(publication.due()));
        json.put("next", text(publication.next()));
        json.put("late", publication.late());
        json.put("checked", publication.checked());
        json.put(
                "versions",
                publication.editions().stream().map(DistributorApi::json).toList());
        return json;
    }

    private static Map<String, Object> json(Edition edition) {
        var json = new LinkedHashMap<String, Object>();
        json.put("version", edition.version());
        json.put("publishedAt", text(edition.at()));
        json.put("rows", edition.rows());
        json.put(
                "streams",
                edition.parts().stream()
                        .map(part -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("stream", part.stream());
                            one.put("locale", part.locale().isEmpty() ? null : part.locale());
                            one.put("compared", part.compared());
                            one.put("creates", part.created().count());
                            one.put("updates", part.updated().count());
                            one.put("retirements", part.gone().count());
                            return one;
                        })
                        .toList());
        return json;
    }

    private static Map<String, Object> json(OwnEditions.Changes changes) {
        var json = new LinkedHashMap<String, Object>();
        json.put("stream", changes.stream());
        json.put("locale", changes.locale().isEmpty() ? null : changes.locale());
        json.put("fate", changes.fate());
        json.put("count", changes.count());
        json.put("listed", changes.listed());
        json.put("keys", changes.lines().stream().map(OwnItems.Line::key).toList());
        json.put("next", changes.next());
        return json;
    }

    private Map<String, Object> json(OwnChannel.Stream stream, Locale language) {
        var json = new LinkedHashMap<String, Object>();
        json.put("stream", stream.name());
        json.put("selected", stream.selected());
        for (var state : State.values()) {
            json.put(state.word(), stream.of(state));
        }
        json.put(
                "missingBecause",
                stream.reasons().stream().map(held -> json(held, language)).toList());
        return json;
    }

    private Map<String, Object> json(OwnItems.Missing held, Locale language) {
        var json = json(held.why(), language);
        json.put("reason", held.reason());
        json.put("items", held.items());
        return json;
    }

    private Map<String, Object> json(Why why, Locale language) {
        var json = new LinkedHashMap<String, Object>();
        json.put("cause", word(why.cause()));
        json.put("name", why.name());
        json.put("attributes", why.attributes().stream().map(Why.Named::code).toList());
        json.put("field", why.field());
        json.put("text", words.why(why, language));
        return json;
    }

    private static Map<String, Object> json(OwnChannel.Target target) {
        var json = new LinkedHashMap<String, Object>();
        json.put("to", target.to());
        json.put("address", target.where());
        json.put("publication", target.publication());
        json.put("state", target.state());
        json.put("version", target.wanted());
        json.put("received", target.received());
        json.put("receivedAt", text(target.receivedAt()));
        json.put("bytes", target.bytes());
        json.put("sha256", target.sha256());
        json.put("failingSince", text(target.failingSince()));
        json.put("code", target.problem());
        json.put("next", text(target.next()));
        return json;
    }

    private static Map<String, Object> json(OwnChannel.Key key) {
        var json = new LinkedHashMap<String, Object>();
        json.put("issuedAt", text(key.issuedAt()));
        json.put("lastUsedOn", key.usedOn() == null ? null : key.usedOn().toString());
        json.put("newest", key.newest());
        json.put("this", key.own());
        return json;
    }

    private Map<String, Object> json(OwnItems.Own item, Locale language) {
        var json = new LinkedHashMap<String, Object>();
        json.put("key", item.key());
        json.put("gtin", item.gtin());
        json.put("name", item.name());
        json.put(
                "streams",
                item.standings().stream()
                        .map(standing -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("stream", standing.stream());
                            one.put("locale", standing.locale().isEmpty() ? null : standing.locale());
                            one.put("state", standing.state().word());
                            one.put("place", word(standing.place()));
                            one.put("version", version(standing.served()));
                            one.put(
                                    "asOf",
                                    standing.served() == null
                                            ? null
                                            : text(standing.served().at()));
                            one.put(
                                    "why",
                                    standing.whys().stream()
                                            .map(why -> json(why, language))
                                            .toList());
                            one.put("sentence", words.sentence(item, standing, language));
                            return one;
                        })
                        .toList());
        return json;
    }

    private static Long version(Manifest served) {
        return served == null ? null : served.version();
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
