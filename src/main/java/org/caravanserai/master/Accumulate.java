package org.caravanserai.master;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Section;
import org.caravanserai.master.Incoming.Sections;
import org.caravanserai.parser.RawObject;

/**
 * Applies a delivery over what the same source said before. Applying the same delivery twice changes nothing the second
 * time; the hash guard of the source records rests on that.
 */
final class Accumulate {
    private final KindModel model;

    Accumulate(KindModel model) {
        this.model = model;
    }

    /**
     * @param before what the source said so far, null = nothing
     * @return the new record, or {@code before} itself when nothing changed
     */
    SourceRecord apply(SourceRecord before, String source, Incoming incoming, long run) {
        if (before == null && plain(incoming)) {
            return new SourceRecord(source, incoming.document(), incoming.findings(), run, Map.of(), Map.of());
        }
        Map<String, Object> old = before == null ? Map.of() : before.document().values();
        var values = new TreeMap<String, Object>(old);
        var touched = new HashSet<String>(Set.of(""));
        incoming.document().values().forEach((code, value) -> {
            touched.add(code);
            put(values, code, field(code, old.get(code), value, incoming.sections()));
        });
        var findings = findings(before, incoming, touched);
        var notes = notes(before, incoming, values);
        if (before != null
                && values.equals(old)
                && findings.equals(before.findings())
                && notes.equals(before.notes())) {
            return before;
        }
        if (before == null) {
            var document =
                    new Document(incoming.document().kind(), incoming.document().key(), values);
            return new SourceRecord(source, document, findings, run, Map.of(), notes);
        }
        var runs = new HashMap<String, Long>();
        for (var entry : values.entrySet()) {
            addresses(entry.getKey(), entry.getValue(), (address, value) -> {
                boolean same = value.equals(at(old, address, entry.getKey()));
                runs.put(address, same ? before.runOf(address) : run);
            });
        }
        return compact(
                source,
                new Document(incoming.document().kind(), key(before, incoming), values),
                findings,
                runs,
                notes,
                run);
    }

    /** Whether a first delivery is the record as it stands: nothing to clear, to leave out or to join in it. */
    private boolean plain(Incoming incoming) {
        if (!incoming.notes().isEmpty()) {
            return false;
        }
        var values = incoming.document().values();
        if (incoming.sections() == Sections.UPSERT
                && values.keySet().stream().anyMatch(model.sections()::containsKey)) {
            return false;
        }
        return values instanceof RawObject raw && raw.full()
                || values.values().stream().allMatch(Accumulate::full);
    }

    /** Whether a value holds nothing blank outside of lists. */
    private static boolean full(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return !Values.blank(value);
        }
        for (Object inner : map.values()) {
            if (!full(inner)) {
                return false;
            }
        }
        return !map.isEmpty();
    }

    /**
     * Takes the values at these addresses away, as the end of a correction does. Returns {@code before} itself when it
     * has none of them.
     */
    SourceRecord without(SourceRecord before, Set<String> addresses) {
        var values = new TreeMap<String, Object>(before.document().values());
        for (var address : addresses) {
            var code = code(address);
            var kept = new TreeMap<String, Object>();
            addresses(code, values.get(code), (each, value) -> kept.put(each, value));
            if (kept.remove(address) != null) {
                values.remove(code);
                var attribute = model.attributes().get(code);
                if (attribute != null && !kept.isEmpty()) {
                    Values.walk(attribute, before.document().values().get(code), (place, value) -> {
                        if (kept.containsKey(place.address(code))) {
                            Merge.place(values, code, place, value);
                        }
                    });
                }
            }
        }
        if (values.equals(before.document().values())) {
            return before;
        }
        var notes = new HashMap<>(before.notes());
        notes.keySet().removeAll(addresses);
        var document = new Document(before.document().kind(), before.document().key(), values);
        return new SourceRecord(before.source(), document, before.findings(), before.run(), before.runs(), notes);
    }

    private static String key(SourceRecord before, Incoming incoming) {
        return before == null ? incoming.document().key() : before.document().key();
    }

    private Object field(String code, Object old, Object value, Sections sections) {
        if (value == null) {
            return null;
        }
        var section = model.sections().get(code);
        if (section != null) {
            return section(section, old, value, sections);
        }
        var attribute = model.attributes().get(code);
        if (attribute == null) {
            return Merge.sorted(value);
        }
        int depth = (attribute.scopable() ? 1 : 0) + (attribute.localizable() ? 1 : 0);
        return overlay(depth, old, value);
    }

    /** Objects by scope and locale meet key by key, down to the value. */
    private static Object overlay(int depth, Object old, Object value) {
        if (depth == 0 || !(value instanceof Map<?, ?> map)) {
            return Merge.sorted(value);
        }
        var result = new TreeMap<String, Object>();
        if (old instanceof Map<?, ?> present) {
            present.forEach((name, inner) -> result.put((String) name, inner));
        }
        map.forEach((name, inner) ->
                put(result, (String) name, inner == null ? null : overlay(depth - 1, result.get(name), inner)));
        return result;
    }

    private static Object section(Section section, Object old, Object value, Sections sections) {
        if (section.byKey()) {
            return overlay(sections == Sections.REPLACE ? 0 : 1, old, value);
        }
        if (sections != Sections.UPSERT || section.identity().isEmpty() || !(value instanceof List<?> list)) {
            return Merge.sorted(value);
        }
        var elements = new LinkedHashMap<List<Object>, Object>();
        if (old instanceof List<?> present) {
            present.forEach(element -> elements.put(identity(section, element), element));
        }
        list.forEach(element -> elements.put(identity(section, element), Merge.sorted(element)));
        return List.copyOf(elements.values());
    }

    private static List<Object> identity(Section section, Object element) {
        var identity = new ArrayList<Object>();
        for (var field : section.identity()) {
            identity.add(element instanceof Map<?, ?> map ? map.get(field) : null);
        }
        return identity;
    }

    /**
     * A cleared or emptied field leaves the record: "cleared" and "never said" rank alike, since blank never
     * overwrites.
     */
    private static void put(Map<String, Object> values, String name, Object value) {
        if (Values.blank(value)) {
            values.remove(name);
        } else {
            values.put(name, pruned(value));
        }
    }

    private static Object pruned(Object value) {
        if (!(value instanceof TreeMap<?, ?> map)) {
            return value;
        }
        boolean blanks = false;
        for (Object inner : map.values()) {
            blanks |= Values.blank(inner);
        }
        if (!blanks) {
            return value;
        }
        var pruned = new TreeMap<String, Object>();
        map.forEach((name, inner) -> put(pruned, (String) name, inner));
        return pruned;
    }

    /** A finding stands until a delivery mentions its attribute again. */
    private static List<Finding> findings(SourceRecord before, Incoming incoming, Set<String> touched) {
        if (before == null || before.findings().isEmpty()) {
            return incoming.findings();
        }
        var mentioned = new HashSet<>(touched);
        incoming.findings().forEach(finding -> mentioned.add(code(finding.attribute())));
        var findings = new ArrayList<Finding>();
        before.findings().stream()
                .filter(finding -> !mentioned.contains(code(finding.attribute())))
                .forEach(findings::add);
        findings.addAll(incoming.findings());
        return findings;
    }

    private Map<String, SourceRecord.Note> notes(
            SourceRecord before, Incoming incoming, TreeMap<String, Object> values) {
        if (incoming.notes().isEmpty() && (before == null || before.notes().isEmpty())) {
            return Map.of();
        }
        var notes = new HashMap<String, SourceRecord.Note>(before == null ? Map.of() : before.notes());
        incoming.document()
                .values()
                .keySet()
                .forEach(code -> notes.keySet().removeIf(address -> {
                    var touchedNow = new HashSet<String>();
                    addresses(code, incoming.document().values().get(code), (each, value) -> touchedNow.add(each));
                    return touchedNow.contains(address);
                }));
        notes.putAll(incoming.notes());
        var present = new HashSet<String>();
        values.forEach((code, value) -> addresses(code, value, (address, any) -> present.add(address)));
        notes.keySet().retainAll(present);
        return notes;
    }

    static String code(String address) {
        if (address == null) {
            return "";
        }
        int dot = address.indexOf('.');
        return dot < 0 ? address : address.substring(0, dot);
    }

    private void addresses(String code, Object value, BiConsumer<String, Object> each) {
        Attribute attribute = model.attributes().get(code);
        if (attribute == null) {
            if (!Values.blank(value)) {
                each.accept(code, value);
            }
            return;
        }
        Values.walk(attribute, value, (place, inner) -> each.accept(place.address(code), inner));
    }

    private Object at(Map<String, Object> values, String address, String code) {
        var value = values.get(code);
        if (address.equals(code)) {
            var attribute = model.attributes().get(code);
            if (attribute == null || !(attribute.scopable() || attribute.localizable())) {
                return value;
            }
        }
        Object[] found = new Object[1];
        addresses(code, value, (each, inner) -> {
            if (each.equals(address)) {
                found[0] = inner;
            }
        });
        return found[0];
    }

    /** Keeps one run for most values and names only the others. */
    private static SourceRecord compact(
            String source,
            Document document,
            List<Finding> findings,
            Map<String, Long> runs,
            Map<String, SourceRecord.Note> notes,
            long run) {
        var often = new HashMap<Long, Integer>();
        runs.values().forEach(each -> often.merge(each, 1, Integer::sum));
        long most = run;
        for (var entry : often.entrySet()) {
            int count = often.getOrDefault(most, 0);
            if (entry.getValue() > count || (entry.getValue() == count && entry.getKey() > most)) {
                most = entry.getKey();
            }
        }
        long common = most;
        runs.values().removeIf(each -> each == common);
        return new SourceRecord(source, document, findings, common, runs, notes);
    }
}
