package org.caravanserai.parser;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The columns of a file with a header, or numbered ones, first is {@code 1}. */
final class CsvColumns {
    private final List<String> names;
    private final Map<String, Integer> index = new HashMap<>();

    private CsvColumns(List<String> names) {
        this.names = List.copyOf(names);
        for (int i = names.size() - 1; i >= 0; i--) {
            if (!names.get(i).isEmpty()) {
                index.put(names.get(i), i);
            }
        }
    }

    static CsvColumns named(String[] header) {
        List<String> names = new ArrayList<>();
        for (var name : header) {
            names.add(name.strip());
        }
        return new CsvColumns(names);
    }

    static CsvColumns numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add(Integer.toString(i));
        }
        return new CsvColumns(names);
    }

    List<String> names() {
        return names;
    }

    int index(String name) {
        return index.getOrDefault(name, -1);
    }

    /** What is wrong with the header: no names at all, a name twice, an expected column missing. */
    Optional<Refusal> fault(Collection<String> expected, long line) {
        if (index.isEmpty()) {
            return fault(line, "the header names no column");
        }
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            if (!name.isEmpty() && index.get(name) != i) {
                return fault(
                        line,
                        "the header names '" + Escaped.cut(name) + "' twice, as column " + (index.get(name) + 1)
                                + " and " + (i + 1) + "; rename one");
            }
        }
        var missing = new TreeSet<>(expected);
        missing.removeAll(index.keySet());
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        var hint = names.size() == 1
                ? "; the header has one column only: look at the separator"
                : Nearest.hint(missing.first(), index.keySet());
        return fault(line, "the header lacks the column " + quoted(missing) + Escaped.cut(hint));
    }

    private static String quoted(Collection<String> names) {
        return Escaped.cut("'" + String.join("', '", names) + "'");
    }

    private static Optional<Refusal> fault(long line, String text) {
        return Optional.of(Refusal.file(ParserCode.FILE_HEADER, line, -1, text));
    }
}
