package org.caravanserai.canonical;

import java.util.List;
import java.util.Map;

/**
 * Ranked sources per attribute, best first. Keys, from special to general: {@code name.de_DE} (attribute and locale), {@code name} (attribute
 * or section), {@code "*"}. A source that is not listed ranks behind all listed ones, in the order of its name, so that the outcome never
 * depends on arrival.
 */
public record Trust(Map<String, List<String>> ranks) {
    public Trust {
        ranks = Map.copyOf(ranks);
    }

    /** The ranking that applies to an attribute, optionally in one locale (null = none); never null. */
    public List<String> of(String attribute, String locale) {
        if (locale != null) {
            var special = ranks.get(attribute + "." + locale);
            if (special != null) {
                return special;
            }
        }
        var own = ranks.get(attribute);
        return own != null ? own : ranks.getOrDefault("*", List.of());
    }
}
