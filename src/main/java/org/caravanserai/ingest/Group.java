package org.caravanserai.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.master.Incoming;

/** The rows of one key whose elements make one section. */
final class Group {
    private final long key;
    private final String section;
    private final List<String> identity;
    private final Map<List<Object>, List<Spool.Row>> byIdentity = new LinkedHashMap<>();
    private final List<Long> lines = new ArrayList<>();

    Group(long key, String section, List<String> identity) {
        this.key = key;
        this.section = section;
        this.identity = identity;
    }

    long key() {
        return key;
    }

    List<Long> lines() {
        return lines;
    }

    void add(Spool.Row row) {
        byIdentity.computeIfAbsent(of(row), absent -> new ArrayList<>()).add(row);
    }

    /** What tells one element from another; rows without one element are told apart by their line. */
    private List<Object> of(Spool.Row row) {
        var elements = row.parcel().incoming().document().values().get(section);
        if (identity.isEmpty()
                || !(elements instanceof List<?> list)
                || list.size() != 1
                || !(list.get(0) instanceof Map<?, ?> element)) {
            return List.of(row.line());
        }
        var values = new ArrayList<Object>();
        identity.forEach(field -> values.add(element.get(field)));
        return values;
    }

    private static boolean differ(List<Spool.Row> rows) {
        return rows.stream().mapToLong(row -> row.parcel().hash()).distinct().count() > 1;
    }

    /** One delivery of all rows; null when rows contradict each other: then all are refused. */
    Incoming incoming(Book book, Incoming.Sections sections) {
        if (byIdentity.values().stream().anyMatch(Group::differ)) {
            for (var rows : byIdentity.values()) {
                rows.forEach(row -> book.refuse(
                        row.line(), row.parcel().key(), contradicts(row.parcel().key())));
            }
            return null;
        }
        var values = new LinkedHashMap<String, Object>();
        var elements = new ArrayList<Object>();
        var findings = new ArrayList<Finding>();
        Document first = null;
        for (var rows : byIdentity.values()) {
            for (int again = 1; again < rows.size(); again++) {
                book.unchanged();
            }
            var row = rows.get(0).parcel().incoming();
            first = first == null ? row.document() : first;
            lines.add(rows.get(0).line());
            findings.addAll(row.findings());
            row.document().values().forEach((code, value) -> {
                if (code.equals(section) && value instanceof List<?> list) {
                    elements.addAll(list);
                } else {
                    values.put(code, value);
                }
            });
        }
        values.put(section, elements);
        return new Incoming(new Document(first.kind(), first.key(), values), findings, sections, Map.of());
    }

    private Inward.Reading.Refused contradicts(String shown) {
        return new Inward.Reading.Refused(
                IngestCode.DIFFERING_DUPLICATES.code(),
                section,
                shown,
                "the same " + String.join(", ", identity)
                        + " stands more than once for this key with differing content;"
                        + " none of the rows of the key is taken");
    }
}
