package org.caravanserai.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Gtin;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Channel;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Master;

/**
 * What the partner of a channel may know of single items of its own: whether they stand in its files, and if not why not ({@link Why}). An item is its own when
 * its channel selects it or has had it; of everything else nothing is said, not even whether there is such a thing. Values, prices, sources, people and
 * the house's own words stay inside.
 */
public final class OwnItems {
    private static final int LONGEST = 100;
    /** How the name of a reason begins that is a refusal; reasons of the ledger do not. */
    private static final String REFUSED = "refused ";

    private static final int PAGE = 500;
    /** Items that are looked through for a trade item number. */
    private static final int MOST = 100_000;

    private final Master master;
    private final Ledger ledger;
    private final Publishing publishing;
    private final FeedFolder folder;
    private final Whys whys;

    /** Where an item stands. */
    public enum Place {
        /** As the hub has it now. */
        THERE,
        /** An earlier version stands there; the next one comes by itself. */
        CHANGING,
        /** An earlier version stands there and stays, because the new one is held. */
        STAYS,
        /** Comes with the next version. */
        COMING,
        /** Not there, because something holds it. */
        HELD,
        /** Not there as wanted, because the partner's own system refused it. */
        REFUSED,
        /** Nobody knows: an attempt ended without an answer. */
        UNCERTAIN,
        /** Still there, and goes with the next version. */
        LEAVING,
        /** Was there, and is no longer. */
        GONE
    }

    /**
     * One item in all its streams.
     *
     * @param gtin null = it has none
     * @param name in the channel's languages, empty when there is none, or the item is no longer the partner's
     */
    public record Own(String key, String gtin, String name, List<Standing> standings) {}

    /**
     * One item in one stream and language.
     *
     * @param locale empty when the stream is not split
     * @param served version it was looked for in, null when the stream is not published as files
     * @param whys why it is not there, or not as it should be; empty when it is
     */
    public record Standing(String stream, String locale, State state, Place place, Manifest served, List<Why> whys) {}

    /**
     * What was found.
     *
     * @param complete false: not everything could be looked at
     */
    public record Found(List<Own> items, boolean complete) {}

    /**
     * Why some items of a stream are missing.
     *
     * @param reason names it in {@link #missing}
     * @param items how many; an item with two reasons counts in both
     */
    public record Missing(String reason, Why why, long items) {}

    /** An item in a list. */
    public record Line(long id, String key, String name) {}

    public OwnItems(Master master, Ledger ledger, Publishing publishing, FeedFolder folder) {
        this.master = master;
        this.ledger = ledger;
        this.publishing = publishing;
        this.folder = folder;
        this.whys = new Whys(master, ledger, publishing);
    }

    /** Items of a channel by SKU, else by trade item number. */
    public Found find(String channel, String asked) {
        var config = publishing.home().channel(channel).orElse(null);
        var text = asked == null ? "" : asked.strip();
        boolean readable =
                !text.isEmpty() && text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
        if (config == null || !readable) {
            return new Found(List.of(), true);
        }
        var byKey = own(config, text).or(() -> own(config, text.toUpperCase(Locale.ROOT)));
        if (byKey.isPresent() || !Gtin.valid(text)) {
            return new Found(byKey.stream().toList(), true);
        }
        return byGtin(config, text);
    }

    /**
     * Items a reason keeps back, in order of id.
     *
     * @param reason of {@link #reasons}
     * @param after id of the last one shown, 0 = from the beginning
     * @return empty also for a stream whose items are companies or people
     */
    public List<Line> missing(String channel, String stream, String reason, long after, int limit) {
        var ids = lanes(channel).stream()
                .filter(lane -> lane.stream().equals(stream))
                .flatMap(lane -> missing(lane, reason, after, limit).stream())
                .distinct()
                .sorted()
                .limit(limit)
                .toList();
        return lines(channel, stream, ids);
    }

    private List<Long> missing(Lane lane, String reason, long after, int limit) {
        return reason.startsWith(REFUSED)
                ? ledger.complaints()
                        .parked(lane, Long.parseUnsignedLong(reason.substring(REFUSED.length()), 16), after, limit)
                : ledger.held(lane, reason, after, limit);
    }

    /** What items of a stream are called, in this order; those of companies and people are left out. */
    public List<Line> lines(String channel, String stream, Collection<Long> ids) {
        var config = publishing.home().channel(channel).orElse(null);
        if (config == null || !listed(stream)) {
            return List.of();
        }
        var found = master.goldens().byIds(ids);
        var own = own(channel, stream, ids);
        var lines = new ArrayList<Line>();
        for (long id : ids) {
            var golden = found.get(id);
            if (golden != null) {
                lines.add(new Line(id, golden.key(), own.contains(id) ? name(golden, config) : ""));
            } else {
                master.goldens()
                        .tombstone(id)
                        .map(Goldens.Tombstone::key)
                        .ifPresent(key -> lines.add(new Line(id, key, "")));
            }
        }
        return lines;
    }

    /** Those that are selected now: what others are called by now is not the partner's to know. */
    private Set<Long> own(String channel, String stream, Collection<Long> ids) {
        var own = new HashSet<Long>();
        for (var lane : lanes(channel)) {
            if (lane.stream().equals(stream)) {
                ledger.items(lane, ids).values().stream()
                        .filter(item -> item.state().selected())
                        .map(Item::recordId)
                        .forEach(own::add);
            }
        }
        return own;
    }

    /** Whether the items of a stream may be named: those of companies and contacts are people. */
    public static boolean listed(String stream) {
        return Kind.of(stream)
                .filter(kind -> kind != Kind.COMPANIES && kind != Kind.CONTACTS)
                .isPresent();
    }

    /**
     * Why items of a stream are missing: held here, or refused by the partner's own system.
     *
     * @param held reasons of the ledger with how many items each holds
     */
    public List<Missing> reasons(String channel, String stream, Map<String, Long> held) {
        var plan = publishing.plans().stream(channel, stream).orElse(null);
        var missing = new ArrayList<Missing>();
        held.forEach((reason, count) -> missing.add(new Missing(reason, whys.of(plan, reason), count)));
        var refused = new LinkedHashMap<String, Missing>();
        for (var lane : lanes(channel)) {
            if (lane.stream().equals(stream)) {
                for (var print : ledger.complaints().prints(lane)) {
                    var reason = REFUSED + Long.toHexString(print.fingerprint());
                    refused.merge(
                            reason,
                            new Missing(reason, Whys.refused(print.example()), print.items()),
                            (one, other) -> new Missing(reason, one.why(), one.items() + other.items()));
                }
            }
        }
        missing.addAll(refused.values());
        return missing;
    }

    /** What a reason of the ledger means in a stream. */
    public Why meaning(String channel, String stream, String reason) {
        return whys.of(publishing.plans().stream(channel, stream).orElse(null), reason);
    }

    private Optional<Own> own(Channel channel, String key) {
        var product = master.goldens().byKey(Kind.PRODUCTS, key).orElse(null);
        var offer = master.goldens().byKey(Kind.OFFERS, key).orElse(null);
        var standings = new ArrayList<Standing>();
        for (var lane : lanes(channel.name())) {
            var golden = kind(lane) == Kind.PRODUCTS ? product : kind(lane) == Kind.OFFERS ? offer : null;
            var id = golden != null
                    ? Optional.of(golden.id())
                    : master.goldens().tombstone(kind(lane), key).map(Goldens.Tombstone::id);
            id.flatMap(one -> ledger.item(lane, one))
                    .ifPresent(item -> standings.add(standing(channel, lane, item, golden, product)));
        }
        if (standings.isEmpty()) {
            return Optional.empty();
        }
        // Of what is no longer its own nothing is told but that.
        boolean own = product != null && standings.stream().anyMatch(standing -> standing.place() != Place.GONE);
        return Optional.of(new Own(key, own ? gtin(product) : null, own ? name(product, channel) : "", standings));
    }

    private Standing standing(Channel channel, Lane lane, Item item, Golden golden, Golden product) {
        var plan = publishing.plans().stream(channel.name(), lane.stream()).orElse(null);
        var stream = channel.streams().get(lane.stream());
        var served = stream.files().isEmpty() ? null : served(channel.name(), lane.stream());
        var place = place(lane, item, served);
        return new Standing(
                lane.stream(),
                lane.locale(),
                item.state(),
                place,
                served,
                whys.of(place, plan, lane, item, golden, product));
    }

    /** What is served decides; where that is not known, or nothing is served, what the partner confirmed. */
    private Place place(Lane lane, Item item, Manifest served) {
        var mark = served == null
                ? null
                : folder.mark(lane.channel(), served.publication(), lane.stream(), lane.locale(), item.recordId());
        boolean known = mark != null && mark.known();
        boolean there = known ? mark.hash() != 0 : item.standsAtPartner();
        return switch (item.state()) {
            case CONFIRMED -> there ? Place.THERE : Place.COMING;
            case PENDING ->
                !there ? Place.COMING : known && mark.hash() == item.desired() ? Place.THERE : Place.CHANGING;
            case UNKNOWN -> Place.UNCERTAIN;
            case HELD -> there ? Place.STAYS : Place.HELD;
            case PARKED -> Place.REFUSED;
            case LEAVING, RETIRED -> there ? Place.LEAVING : Place.GONE;
        };
    }

    private Manifest served(String channel, String stream) {
        return publishing.plans().channels().getOrDefault(channel, List.of()).stream()
                .filter(publication -> publication.streams().stream()
                        .map(StreamPlan::stream)
                        .anyMatch(one -> one.name().equals(stream)))
                .findFirst()
                .flatMap(publication -> folder.manifest(channel, publication.name()))
                .orElse(null);
    }

    /** Goes through the channel's own items only: what it costs does not tell of others'. */
    private Found byGtin(Channel channel, String gtin) {
        var digits = gtin.replaceFirst("^0+", "").getBytes(StandardCharsets.US_ASCII);
        var lanes = lanes(channel.name());
        var lane = lanes.stream()
                .filter(one -> kind(one) == Kind.PRODUCTS)
                .findFirst()
                .or(() -> lanes.stream().filter(one -> kind(one) == Kind.OFFERS).findFirst());
        var found = new ArrayList<Own>();
        long after = 0;
        for (int seen = 0; lane.isPresent() && seen < MOST; seen += PAGE) {
            var items = ledger.items(lane.get(), after, PAGE);
            var own =
                    items.stream().filter(item -> item.state() != State.RETIRED).toList();
            for (var product : products(kind(lane.get()), own)) {
                if (holds(product.json(), digits) && same(gtin, gtin(product))) {
                    own(channel, product.key()).ifPresent(found::add);
                }
            }
            if (items.size() < PAGE) {
                return new Found(found, true);
            }
            after = items.get(items.size() - 1).recordId();
        }
        return new Found(found, lane.isEmpty());
    }

    private Collection<Golden> products(Kind kind, List<Item> items) {
        var documents = master.goldens()
                .byIds(items.stream().map(Item::recordId).toList())
                .values();
        return kind == Kind.PRODUCTS
                ? documents
                : master.goldens()
                        .byKeys(
                                Kind.PRODUCTS,
                                documents.stream().map(Golden::key).toList())
                        .values();
    }

    private static boolean holds(byte[] json, byte[] digits) {
        for (int start = 0; start <= json.length - digits.length; start++) {
            int i = 0;
            while (i < digits.length && json[start + i] == digits[i]) {
                i++;
            }
            if (i == digits.length) {
                return true;
            }
        }
        return false;
    }

    /** GTIN-8 to GTIN-14 are one number space, filled up with zeros in front (GS1 General Specifications, section 3.3.2). */
    private static boolean same(String one, String other) {
        return other != null && one.replaceFirst("^0+", "").equals(other.replaceFirst("^0+", ""));
    }

    private static String gtin(Golden product) {
        return product.document().values().get("gtin") instanceof String gtin ? gtin : null;
    }

    private String name(Golden golden, Channel channel) {
        if (golden.kind() != Kind.PRODUCTS && golden.kind() != Kind.CATEGORIES) {
            return "";
        }
        var name = master.goldens().effective(golden).values().get("name");
        if (!(name instanceof Map<?, ?> byLocale)) {
            return name instanceof String text ? text : "";
        }
        return channel.locales().stream()
                .map(byLocale::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
    }

    /** Lanes of products and offers that the channel's file still names. */
    private List<Lane> lanes(String channel) {
        var config = publishing.home().channel(channel).orElse(null);
        return config == null
                ? List.of()
                : ledger.lanes().stream()
                        .filter(lane -> lane.channel().equals(channel)
                                && config.streams().containsKey(lane.stream())
                                && listed(lane.stream()))
                        .toList();
    }

    private static Kind kind(Lane lane) {
        return Kind.of(lane.stream()).orElseThrow();
    }
}
