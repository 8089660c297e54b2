package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Section;

/** Collects the elements that the rows of one key carry: ERP price rows, stock rows. Elements are told apart by {@link Section#identity()}. */
public final class Elements {
    private final Section section;
    private final Map<List<Object>, Map<String, Object>> byIdentity = new LinkedHashMap<>();

    public Elements(Section section) {
        this.section = section;
    }

    /**
     * Adds the elements of one row.
     *
     * @param elements value of the section in the row's document
     * @return empty when all went well or the same was there already; else why the rows of this key contradict each other: refuse them all
     */
    @SuppressWarnings("unchecked")
    public Optional<Finding> add(List<?> elements) {
        for (var one : elements) {
            var element = (Map<String, Object>) one;
            var identity = new ArrayList<>();
            section.identity().forEach(field -> identity.add(element.get(field)));
            var before = byIdentity.putIfAbsent(identity, element);
            if (before != null && !before.equals(element)) {
                return Optional.of(new Finding(
                        MapCode.ROW_DIFFERENT.code(),
                        Finding.Severity.BLOCK,
                        section.code(),
                        element.toString(),
                        "two rows of one key differ for the same " + String.join(", ", section.identity()) + " "
                                + Finding.cut(identity.toString()),
                        null));
            }
        }
        return Optional.empty();
    }

    /** The collected elements in the order they came. */
    public List<Map<String, Object>> list() {
        return List.copyOf(byIdentity.values());
    }
}
