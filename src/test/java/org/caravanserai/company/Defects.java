package org.caravanserai.company;

import java.util.ArrayList;
import java.util.List;

/** The planted defects, in the order they were planted. Tests recount the health board from this list, so nothing may be spoilt beside it. */
final class Defects {
    /** One planted defect; {@code expected}: refused, finding, counter:ID, waits, unchanged, held, trimmed, or guarded in what leaves. */
    record Defect(
            String kind, String source, String file, String key, String attribute, String what, String expected) {}

    private final List<Defect> all = new ArrayList<>();

    void add(String kind, String source, String file, String key, String attribute, String what, String expected) {
        all.add(new Defect(kind, source, file, key, attribute, what, expected));
    }

    List<Defect> all() {
        return List.copyOf(all);
    }

    String csv() {
        var text = new StringBuilder("kind;source;file;key;attribute;what;expected\n");
        for (var d : all) {
            text.append(Csv.line(';', d.kind(), d.source(), d.file(), d.key(), d.attribute(), d.what(), d.expected()))
                    .append('\n');
        }
        return text.toString();
    }
}
