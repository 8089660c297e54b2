package org.caravanserai.web.api;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.access.Audit;
import org.caravanserai.connector.table.PartnerTables;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.feed.ManifestJson;
import org.caravanserai.delivery.hold.Hold;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Couriers;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.State;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/channels}: every channel with the state counts of its streams; the release of what the brake holds. */
@RestController
class ChannelsApi {
    private final CurrentHome home;
    private final Publishing publishing;
    private final Couriers couriers;
    private final Audit audit;
    private final Channels channels;
    private final Switches switches;
    private final PartnerTables tables;
    private final OrderStreams orderStreams;
    private final Clock clock;

    ChannelsApi(
            Channels channels,
            CurrentHome home,
            Publishing publishing,
            Couriers couriers,
            Audit audit,
            Switches switches,
            PartnerTables tables,
            OrderStreams orderStreams,
            Clock clock) {
        this.orderStreams = orderStreams;
        this.tables = tables;
        this.couriers = couriers;
        this.switches = switches;
        this.clock = clock;
        this.home = home;
        this.publishing = publishing;
        this.audit = audit;
        this.channels = channels;
    }

    @GetMapping(value = "/api/v1/channels", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> all() {
        return channels.all().stream().map(this::channel).toList();
    }

    private Map<String, Object> channel(Channels.Status status) {
        var channel = status.channel();
        var publicUrl = home.get().company().publicUrl();
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel.name());
        json.put("title", channel.title());
        json.put("system", channel.system());
        json.put("mode", channel.mode().name().toLowerCase(Locale.ROOT));
        var lines = orderStreams.of(status);
        json.put(
                "streams",
                status.streams().stream().map(one -> stream(one, lines)).toList());
        var files = new ArrayList<Map<String, Object>>();
        for (var manifest : status.publications()) {
            for (var entry : manifest.files()) {
                var file = new LinkedHashMap<String, Object>();
                file.put("file", "/feeds/" + channel.name() + "/" + entry.name());
                file.put(
                        "url",
                        publicUrl == null ? null : ManifestJson.address(publicUrl, channel.name(), entry.name()));
                file.put("version", manifest.version());
                file.put("publishedAt", manifest.at().toString());
                file.put("count", entry.count());
                file.put("bytes", entry.bytes());
                file.put("sha256", entry.sha256());
                files.add(file);
            }
        }
        json.put("files", files);
        json.put("targets", TargetsApi.json(couriers.of(channel.name())));
        json.put("tables", TablesApi.json(tables.standings(channel.name()), clock.instant()));
        json.put("problems", status.problems().stream().map(Object::toString).toList());
        json.put("fault", status.fault() == null ? null : status.fault().text());
        json.put("switch", stand(channel.name()));
        json.put(
                "complaints",
                orderStreams.others(status).stream()
                        .mapToLong(stream -> stream.counts().of(State.PARKED))
                        .sum());
        json.put("holds", status.holds().stream().map(ChannelsApi::hold).toList());
        return json;
    }

    private Map<String, Object> stand(String channel) {
        var stand = switches.of(channel);
        var json = new LinkedHashMap<String, Object>();
        json.put("running", stand.running());
        json.put("pausedAt", text(stand.pausedAt()));
        json.put("pausedBy", stand.pausedBy());
        json.put("pausedWhy", stand.pausedWhy());
        json.put("stoppedAt", text(stand.stoppedAt()));
        json.put("stoppedWhy", stand.stoppedWhy());
        json.put("probeAt", text(stand.probeAt()));
        json.put("waitsUntil", text(switches.waits(channel, clock.instant()).orElse(null)));
        return json;
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    /**
     * Why a held channel is released.
     *
     * @param reason in words, kept in the audit trail
     */
    record Release(String reason) {}

    /** Lets what the brake holds of a channel leave after all; for operators. It leaves at the next look, unless it has become worse by then. */
    @PostMapping(value = "/api/v1/channels/{channel}/release", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> release(
            @PathVariable String channel, @RequestBody(required = false) Release release, Authentication who) {
        ChannelKeysApi.known(home, channel);
        var reason = release == null ? null : release.reason();
        var released = ChannelRelease.release(publishing, tables, audit, channel, reason, who.getName(), "api");
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", channel);
        json.put("released", released.holds().stream().map(ChannelsApi::hold).toList());
        json.put("tables", released.tables());
        return json;
    }

    private static Map<String, Object> hold(Hold hold) {
        var json = new LinkedHashMap<String, Object>();
        json.put("stream", hold.publication());
        json.put("reason", hold.reason());
        json.put("since", hold.since().toString());
        return json;
    }

    private static Map<String, Object> stream(Channels.StreamStatus status, List<OrderStreams.Line> lines) {
        for (var line : lines) {
            if (line.stream().equals(status.stream())) {
                return line.json();
            }
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("stream", status.stream());
        json.put("selected", status.counts().selected());
        for (var state : State.values()) {
            json.put(state.word(), status.counts().of(state));
        }
        json.put("heldBy", status.reasons());
        json.put("next", status.next() == null ? null : status.next().toString());
        return json;
    }
}
