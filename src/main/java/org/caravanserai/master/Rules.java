package org.caravanserai.master;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.home.Home;
import org.caravanserai.parser.CanonicalJson;

/**
 * What decides how deliveries become golden documents. Immutable; a reload replaces it as a whole ({@link
 * Master#rules(Rules)}).
 */
public final class Rules {
    private final Model model;
    private final Map<Kind, Set<String>> match;
    private final Map<Kind, Set<String>> dates;
    private final ZoneId zone;
    private final Map<Kind, Merge> merges = new EnumMap<>(Kind.class);
    private final Map<Kind, Accumulate> accumulates = new EnumMap<>(Kind.class);
    private final Map<Kind, Facts> facts = new EnumMap<>(Kind.class);

    /**
     * @param model attributes and trust
     * @param match attributes by which any source finds documents of a kind ({@code gtin, siret}); key fields may be
     *     among them
     * @param dates date attributes somebody reads in a rule; validity and rights dates are always among them
     * @param zone zone of dates without a time
     */
    public Rules(Model model, Map<Kind, Set<String>> match, Map<Kind, Set<String>> dates, ZoneId zone) {
        this.model = Objects.requireNonNull(model);
        this.match = copy(match);
        this.dates = copy(dates);
        this.zone = Objects.requireNonNull(zone);
        for (var kind : Kind.values()) {
            var own = model.of(kind);
            if (own == null) {
                throw new IllegalArgumentException("the model says nothing about " + kind.word());
            }
            merges.put(kind, new Merge(model.trust(), own));
            accumulates.put(kind, new Accumulate(own));
            var attributes = new TreeSet<>(this.match.getOrDefault(kind, Set.of()));
            attributes.remove(kind.keyField());
            facts.put(kind, new Facts(own, attributes, this.dates.getOrDefault(kind, Set.of()), zone));
        }
    }

    /**
     * Those of an installation: its model, its time zone, what its sources match by, and every date of its model. Any gate, map,
     * assortment or counter may read one; a date nobody reads costs a look at its document on that day.
     */
    public static Rules of(Home home) {
        var match = new HashMap<Kind, Set<String>>();
        for (var source : home.sources().values()) {
            source.entities()
                    .forEach((kind, entity) -> match.computeIfAbsent(kind, absent -> new TreeSet<>())
                            .addAll(entity.match()));
        }
        return new Rules(
                home.model(), match, dates(home.model()), home.company().timeZone());
    }

    private static Map<Kind, Set<String>> dates(Model model) {
        var dates = new HashMap<Kind, Set<String>>();
        for (var kind : Kind.values()) {
            var of = new TreeSet<String>();
            model.of(kind).attributes().values().stream().filter(Facts::isDate).forEach(one -> of.add(one.code()));
            model.of(kind).sections().values().stream()
                    .flatMap(section -> section.fields().values().stream())
                    .filter(Facts::isDate)
                    .forEach(one -> of.add(one.code()));
            dates.put(kind, of);
        }
        return dates;
    }

    private static Map<Kind, Set<String>> copy(Map<Kind, Set<String>> sets) {
        var copy = new HashMap<Kind, Set<String>>();
        sets.forEach((kind, set) -> copy.put(kind, Set.copyOf(set)));
        return Map.copyOf(copy);
    }

    /** Other kinds a record of this kind cannot stand without: one that names an unknown document of them is refused. */
    public Set<Kind> standsOn(Kind kind) {
        return Essentials.targets(kind, this);
    }

    /** The attribute model with the trust ranking. */
    public Model model() {
        return model;
    }

    /** Zone of dates without a time. */
    public ZoneId zone() {
        return zone;
    }

    Merge merge(Kind kind) {
        return merges.get(kind);
    }

    Accumulate accumulate(Kind kind) {
        return accumulates.get(kind);
    }

    Facts facts(Kind kind) {
        return facts.get(kind);
    }

    /** Changes when a merge may come out differently. */
    long mergeFingerprint() {
        var all = new TreeMap<String, Object>();
        all.put("trust", model.trust().ranks());
        for (var kind : Kind.values()) {
            var flags = new TreeMap<String, Object>();
            model.of(kind)
                    .attributes()
                    .forEach((code, attribute) ->
                            flags.put(code, (attribute.localizable() ? "l" : "") + (attribute.scopable() ? "s" : "")));
            model.of(kind).sections().keySet().forEach(code -> flags.put(code, "section"));
            all.put(kind.word(), flags);
        }
        return CanonicalJson.hash(CanonicalJson.write(all));
    }

    /** Changes when references, match values or due dates of a document may come out differently. */
    long factsFingerprint() {
        var all = new TreeMap<String, Object>();
        all.put("zone", zone.getId());
        for (var kind : Kind.values()) {
            var of = new TreeMap<String, Object>();
            of.put("match", new TreeSet<>(match.getOrDefault(kind, Set.of())));
            of.put("dates", new TreeSet<>(dates.getOrDefault(kind, Set.of())));
            model.of(kind).attributes().forEach((code, attribute) -> {
                if (attribute.target() != null) {
                    of.put("-" + code, attribute.target().word());
                } else if (attribute.type() == AttributeType.DATE || attribute.type() == AttributeType.INSTANT) {
                    of.put("-" + code, "date");
                }
            });
            all.put(kind.word(), of);
        }
        return CanonicalJson.hash(CanonicalJson.write(all));
    }
}
