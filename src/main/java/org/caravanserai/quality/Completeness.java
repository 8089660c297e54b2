package org.caravanserai.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.caravanserai.canonical.Model;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Variable;

/**
 * Which required values a product lacks for one channel and locale. Required are the attributes of its family under {@code "*"}, the channel's
 * name, its system and its scope. An inherited value counts, a fallback locale does not (quality counters, "incomplete product").
 * Immutable, any number of threads.
 */
public final class Completeness {
    private record Required(String code, int slot) {}

    private final Map<String, List<Required>> byFamily;
    private final int family;

    private Completeness(Map<String, List<Required>> byFamily, int family) {
        this.byFamily = byFamily;
        this.family = family;
    }

    /**
     * Prepares the question for one channel and locale.
     *
     * @param names of the product's shape, seen from this scope and locale
     * @param places names under which families say what they require: channel, system, scope; {@code "*"} is always meant
     * @param locale null: localised attributes are looked at in the perspective's own way
     */
    public static Completeness of(Model model, Names names, List<String> places, String locale) {
        var byFamily = new HashMap<String, List<Required>>();
        for (var entry : model.families().entrySet()) {
            var codes = new TreeSet<>(entry.getValue().required().getOrDefault("*", java.util.Set.of()));
            places.forEach(place -> codes.addAll(entry.getValue().required().getOrDefault(place, java.util.Set.of())));
            var required = new ArrayList<Required>();
            for (var code : codes) {
                variable(names, code, locale).ifPresent(found -> required.add(new Required(code, found.slot())));
            }
            byFamily.put(entry.getKey(), List.copyOf(required));
        }
        return new Completeness(Map.copyOf(byFamily), names.variable(List.of("family")).orElseThrow().slot());
    }

    /** Codes of required attributes that are empty, in alphabetical order; a product without a known family lacks {@code family}. */
    public List<String> missing(Object[] slots) {
        var required = slots[family] == null ? null : byFamily.get(slots[family].toString());
        if (required == null) {
            return List.of("family");
        }
        List<String> missing = List.of();
        for (var one : required) {
            if (Blank.is(slots[one.slot()])) {
                if (missing.isEmpty()) {
                    missing = new ArrayList<>();
                }
                missing.add(one.code());
            }
        }
        return missing;
    }

    /** How many attributes are required of this product; 1 when its family is unknown. */
    public int required(Object[] slots) {
        var required = slots[family] == null ? null : byFamily.get(slots[family].toString());
        return required == null ? 1 : required.size();
    }

    private static Optional<Variable> variable(Names names, String code, String locale) {
        var plain = names.variable(List.of(code));
        if (locale != null && names.variable(List.of(code, locale)).isPresent()) {
            return names.variable(List.of(code, locale));
        }
        return plain;
    }
}
