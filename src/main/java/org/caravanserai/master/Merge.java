package org.caravanserai.master;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Trust;
import org.caravanserai.master.Values.Place;

/**
 * Makes one golden document of what several sources say: for each value the best ranked source that says something
 * wins. A pure function: the outcome depends on the records and the trust ranking alone, never on the order or the time
 * of arrival.
 *
 * <p>A blank value never wins. A section (addresses, prices, packaging) survives whole from one source, so that no
 * street of one system meets the town of another. What the model does not know is left out, and comes back when the
 * model learns it, because the source records keep it.
 */
public final class Merge {
    /** A golden document with its lineage. Field names, locales and scopes are in alphabetical order. */
    public record Merged(Document document, Lineage lineage) {}

    private final Trust trust;
    private final KindModel model;
    /** Attributes with a ranking of their own. */
    private final Set<String> ranked = new HashSet<>();

    public Merge(Trust trust, KindModel model) {
        this.trust = trust;
        this.model = model;
        trust.ranks().keySet().forEach(key -> ranked.add(Accumulate.code(key)));
    }

    /**
     * @param key natural key of the golden document
     * @param records what the sources say, one record per source and source key, in any order; may be empty
     */
    public Merged merge(String key, Collection<SourceRecord> records) {
        if (records.size() == 1) {
            var record = records.iterator().next();
            if (alone(record)) {
                var document = new Document(model.kind(), key, record.document().values());
                var winner = new Lineage.Winner(record.source(), record.run(), "*");
                return new Merged(document, new Lineage(winner, () -> addresses(document)));
            }
        }
        var ordered = ordered(records);
        var values = new TreeMap<String, Object>();
        var winners = new TreeMap<String, Lineage.Winner>();
        for (String code : codes(ordered)) {
            var best = new TreeMap<String, Choice>();
            choices(code, ordered, best);
            best.values().forEach(choice -> {
                place(values, code, choice.place, choice.value);
                winners.put(
                        choice.address,
                        new Lineage.Winner(choice.record.source(), choice.record.runOf(choice.address), choice.rule));
            });
        }
        return new Merged(new Document(model.kind(), key, values), new Lineage(winners));
    }

    /** Every source's word on every value, winners and losers, by address and then by rank. */
    public List<Candidate> candidates(Collection<SourceRecord> records) {
        var ordered = ordered(records);
        var list = new ArrayList<Candidate>();
        for (String code : codes(ordered)) {
            var best = new TreeMap<String, Choice>();
            choices(code, ordered, best);
            for (var record : ordered) {
                each(code, record, (place, value) -> {
                    var address = place.address(code);
                    var rank = rank(code, place.locale(), record.source());
                    boolean wins = best.get(address).record == record;
                    list.add(new Candidate(
                            address,
                            record.source(),
                            value,
                            record.runOf(address),
                            rule(code, place.locale()),
                            rank + 1,
                            wins));
                });
            }
        }
        list.sort(Comparator.comparing(Candidate::address)
                .thenComparing(candidate -> !candidate.wins())
                .thenComparingInt(Candidate::rank)
                .thenComparing(Candidate::source));
        return list;
    }

    /**
     * Whether a single record is the golden document as it stands: all in it is known, of one run, and ranked alike.
     */
    private boolean alone(SourceRecord record) {
        var values = record.document().values();
        if (values.isEmpty() || !record.runs().isEmpty()) {
            return false;
        }
        for (var code : values.keySet()) {
            var attribute = model.attributes().get(code);
            boolean known =
                    attribute == null ? model.sections().containsKey(code) : Values.fits(attribute, values, code);
            if (!known || ranked.contains(code)) {
                return false;
            }
        }
        return true;
    }

    /** The addresses of all values of a merged document, in alphabetical order. */
    TreeSet<String> addresses(Document merged) {
        var addresses = new TreeSet<String>();
        var record = SourceRecord.of("", merged, 0);
        merged.values()
                .keySet()
                .forEach(code -> each(code, record, (place, value) -> addresses.add(place.address(code))));
        return addresses;
    }

    private record Choice(String address, Place place, Object value, SourceRecord record, int rank, String rule) {}

    private void choices(String code, List<SourceRecord> ordered, TreeMap<String, Choice> best) {
        for (var record : ordered) {
            each(code, record, (place, value) -> {
                var address = place.address(code);
                int rank = rank(code, place.locale(), record.source());
                var holder = best.get(address);
                if (holder == null || rank < holder.rank) {
                    best.put(address, new Choice(address, place, value, record, rank, rule(code, place.locale())));
                }
            });
        }
    }

    private void each(String code, SourceRecord record, BiConsumer<Place, Object> each) {
        var value = record.document().values().get(code);
        var attribute = model.attributes().get(code);
        if (attribute != null) {
            Values.walk(attribute, value, each);
        } else if (!Values.blank(value)) {
            each.accept(Place.WHOLE, value);
        }
    }

    private TreeSet<String> codes(List<SourceRecord> records) {
        var codes = new TreeSet<String>();
        for (var record : records) {
            for (var code : record.document().values().keySet()) {
                if (model.attributes().containsKey(code) || model.sections().containsKey(code)) {
                    codes.add(code);
                }
            }
        }
        return codes;
    }

    /** By source name, then source key: the order among sources of the same rank. */
    private static List<SourceRecord> ordered(Collection<SourceRecord> records) {
        return records.stream()
                .sorted(Comparator.comparing(SourceRecord::source)
                        .thenComparing(record -> record.document().key()))
                .toList();
    }

    private int rank(String code, String locale, String source) {
        var ranks = trust.of(code, locale);
        int rank = ranks.indexOf(source);
        return rank < 0 ? ranks.size() : rank;
    }

    private String rule(String code, String locale) {
        if (locale != null && trust.ranks().containsKey(code + "." + locale)) {
            return code + "." + locale;
        }
        return trust.ranks().containsKey(code) ? code : "*";
    }

    @SuppressWarnings("unchecked")
    static void place(TreeMap<String, Object> values, String code, Place place, Object value) {
        if (place.scope() == null && place.locale() == null) {
            values.put(code, sorted(value));
            return;
        }
        var at = (Map<String, Object>) values.computeIfAbsent(code, absent -> new TreeMap<String, Object>());
        if (place.scope() != null && place.locale() != null) {
            at = (Map<String, Object>) at.computeIfAbsent(place.scope(), absent -> new TreeMap<String, Object>());
        }
        at.put(place.locale() != null ? place.locale() : place.scope(), sorted(value));
    }

    /** Objects with their fields in alphabetical order; lists keep theirs. */
    static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((name, inner) -> sorted.put((String) name, sorted(inner)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            var sorted = new ArrayList<Object>(list.size());
            for (Object element : list) {
                sorted.add(sorted(element));
            }
            return Collections.unmodifiableList(sorted);
        }
        return value;
    }

    /**
     * The natural key: that of the record which created the golden document, unless the trust ranking names the key
     * field itself; then the best ranked source's key.
     */
    String key(String present, Collection<SourceRecord> records) {
        var ranks = trust.ranks().get(model.kind().keyField());
        if (ranks == null) {
            return present;
        }
        return ordered(records).stream()
                .filter(record -> ranks.contains(record.source()))
                .min(Comparator.comparingInt(record -> ranks.indexOf(record.source())))
                .map(record -> record.document().key())
                .orElse(present);
    }
}
