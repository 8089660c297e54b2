package org.caravanserai.web.distributor;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.OwnItems;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.feed.ManifestJson;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Couriers;
import org.caravanserai.home.Channel;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.State;
import org.caravanserai.web.security.Caller;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Puts together what a partner may know of its channel, from maintained rows. */
@Component
final class OwnChannels {
    /** Faults of a target that its owner can mend, or at least understand. */
    private static final Set<String> THEIRS = Set.of(
            "certificate",
            "directory",
            "host-key",
            "line",
            "permission",
            "refused",
            "sign-in",
            "size",
            "space",
            "time",
            "too-long");

    private final CurrentHome home;
    private final Channels channels;
    private final OwnItems items;
    private final FeedFolder folder;
    private final Couriers couriers;
    private final Switches switches;
    private final ChannelKeys keys;
    private final Clock clock;

    OwnChannels(
            CurrentHome home,
            Channels channels,
            OwnItems items,
            FeedFolder folder,
            Couriers couriers,
            Switches switches,
            ChannelKeys keys,
            Clock clock) {
        this.home = home;
        this.channels = channels;
        this.items = items;
        this.folder = folder;
        this.couriers = couriers;
        this.switches = switches;
        this.keys = keys;
        this.clock = clock;
    }

    /** Everything of one channel. */
    OwnChannel of(Channel channel, Authentication who) {
        var status = channels.of(channel.name()).orElseThrow(Door::nothing);
        var contract = channel.contract();
        return new OwnChannel(
                channel.name(),
                title(channel),
                home.get().company().title(),
                live(channel),
                switches.of(channel.name()).pausedAt(),
                status.fault() != null || !status.problems().isEmpty(),
                contract == null ? null : contract.version(),
                contract == null || contract.notice() == null
                        ? null
                        : contract.notice().toDays(),
                channel.streams().values().stream()
                        .anyMatch(stream -> !stream.files().isEmpty()),
                publications(channel, status),
                files(channel, status),
                status.streams().stream().map(one -> stream(channel, one)).toList(),
                couriers.of(channel.name()).stream().map(OwnChannels::target).toList(),
                keys(channel, who));
    }

    static String title(Channel channel) {
        return channel.title() == null ? channel.name() : channel.title();
    }

    private static OwnChannel.Live live(Channel channel) {
        return switch (channel.mode()) {
            case OFF -> OwnChannel.Live.OFF;
            case SHADOW, APPROVE -> OwnChannel.Live.PREPARING;
            case AUTO -> OwnChannel.Live.LIVE;
        };
    }

    /** Those of streams the channel's file still names. */
    private static List<Manifest> manifests(Channel channel, Channels.Status status) {
        return status.publications().stream()
                .filter(manifest -> channel.streams().containsKey(manifest.publication()))
                .toList();
    }

    private List<OwnChannel.Publication> publications(Channel channel, Channels.Status status) {
        var promised = channel.contract() == null ? null : channel.contract().freshness();
        var now = clock.instant();
        var publications = new ArrayList<OwnChannel.Publication>();
        for (var manifest : manifests(channel, status)) {
            var due = promised == null ? null : manifest.at().plus(promised);
            Instant next = status.streams().stream()
                    .filter(stream -> stream.stream().equals(manifest.publication()))
                    .map(Channels.StreamStatus::next)
                    .filter(at -> at != null && at.isAfter(now))
                    .findFirst()
                    .orElse(null);
            publications.add(new OwnChannel.Publication(
                    manifest.publication(),
                    manifest.version(),
                    manifest.at(),
                    promised,
                    due,
                    next,
                    due != null && due.isBefore(now),
                    status.holds().stream().anyMatch(hold -> hold.publication().equals(manifest.publication())),
                    folder.editions(channel.name(), manifest.publication())));
        }
        return publications;
    }

    private List<OwnChannel.File> files(Channel channel, Channels.Status status) {
        var url = home.get().company().publicUrl();
        var files = new ArrayList<OwnChannel.File>();
        for (var manifest : manifests(channel, status)) {
            for (var entry : manifest.files()) {
                files.add(new OwnChannel.File(
                        entry.name(),
                        ManifestJson.address(url == null ? "" : url, channel.name(), entry.name()),
                        format(channel, entry.name()),
                        entry.type(),
                        entry.count(),
                        entry.bytes(),
                        entry.sha256(),
                        manifest.publication(),
                        manifest.version(),
                        manifest.at(),
                        entry.delta(),
                        entry.base()));
            }
        }
        return files;
    }

    private static String format(Channel channel, String name) {
        return channel.streams().values().stream()
                .flatMap(stream -> stream.files().stream())
                .filter(file -> file.file().equals(name)
                        || channel.locales().stream()
                                .anyMatch(locale ->
                                        file.file().replace("{locale}", locale).equals(name)))
                .map(file -> file.format().type())
                .findFirst()
                .orElse(null);
    }

    private OwnChannel.Stream stream(Channel channel, Channels.StreamStatus status) {
        var counts = new EnumMap<State, Long>(State.class);
        for (var state : State.values()) {
            counts.put(state, status.counts().of(state));
        }
        return new OwnChannel.Stream(
                status.stream(),
                counts,
                status.counts().selected(),
                OwnItems.listed(status.stream()),
                items.reasons(channel.name(), status.stream(), status.reasons()));
    }

    private static OwnChannel.Target target(Couriers.Standing standing) {
        var sent = standing.sent();
        var newest = standing.newest();
        boolean failing = newest != null && newest.failingSince() != null;
        return new OwnChannel.Target(
                standing.to(),
                // The recipients of a mail are people.
                standing.to().equals("mail") ? "" : standing.address(),
                standing.publication(),
                standing.state(),
                standing.wanted(),
                sent == null ? null : sent.version(),
                sent == null ? null : sent.sentAt(),
                sent == null ? null : sent.bytes(),
                sent == null ? null : sent.sha256(),
                failing ? newest.failingSince() : null,
                failing ? THEIRS.contains(newest.code()) ? newest.code() : "ours" : null,
                failing ? newest.next() : null);
    }

    private List<OwnChannel.Key> keys(Channel channel, Authentication who) {
        var list = new ArrayList<OwnChannel.Key>();
        for (var key : keys.of(channel.name())) {
            list.add(new OwnChannel.Key(
                    Instant.ofEpochMilli(key.createdAt()),
                    key.usedOn() == null ? null : LocalDate.ofEpochDay(key.usedOn()),
                    list.isEmpty(),
                    who instanceof Caller caller && key.id().equals(caller.key())));
        }
        return list;
    }
}
