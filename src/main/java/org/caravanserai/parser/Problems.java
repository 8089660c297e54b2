package org.caravanserai.parser;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects problems so that all errors of a file are shown at once. Not thread-safe: one per load. */
public final class Problems {
    private final List<Problem> list = new ArrayList<>();

    public void error(Position position, String code, String text) {
        list.add(Problem.error(position, code, text));
    }

    public void warning(Position position, String code, String text) {
        list.add(Problem.warning(position, code, text));
    }

    public void addAll(Collection<Problem> problems) {
        list.addAll(problems);
    }

    /** True when at least one error (not only warnings) was found. */
    public boolean failed() {
        return list.stream().anyMatch(problem -> !problem.warning());
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** All problems by file, line and column. */
    public List<Problem> sorted() {
        return list.stream()
                .sorted(Comparator.comparing((Problem p) -> p.position().file())
                        .thenComparingInt(p -> p.position().line())
                        .thenComparingInt(p -> p.position().column()))
                .toList();
    }
}
