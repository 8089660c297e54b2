package org.caravanserai.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Variable;
import org.caravanserai.home.Channel;

/**
 * Which required values a product lacks for one channel and locale. Required are the attributes of its family under {@code "*"}, the channel's
 * name, its system and its scope. An inherited value counts, a fallback locale does not (quality counters, "incomplete product").
 * Immutable, any number of threads.
 */
public final class Completeness {
    private record Required(String code, int slot) {}

    private final Map<String, List<Required>> byFamily;
    private final List<Required> everywhere;
    private final int family;

    private Completeness(Map<String, List<Required>> byFamily, List<Required> everywhere, int family) {
        this.byFamily = byFamily;
        this.everywhere = everywhere;
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
            byFamily.put(entry.getKey(), required(codes(entry.getValue().required(), places), names, locale));
        }
        // What is required of every product is required of one without a known family too, and that family.
        var anyway = codes(model.of(Kind.PRODUCTS).required(), places);
        anyway.add("family");
        return new Completeness(
                Map.copyOf(byFamily),
                required(anyway, names, locale),
                names.variable(List.of("family")).orElseThrow().slot());
    }

    /** Names under which families say what a channel requires: its own, its system's, its scope's. */
    public static List<String> places(Channel channel) {
        return channel == null
                ? List.of()
                : Stream.of(channel.name(), channel.system(), channel.scope())
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static TreeSet<String> codes(Map<String, Set<String>> required, List<String> places) {
        var codes = new TreeSet<>(required.getOrDefault("*", Set.of()));
        places.forEach(place -> codes.addAll(required.getOrDefault(place, Set.of())));
        return codes;
    }

    private static List<Required> required(Set<String> codes, Names names, String locale) {
        var required = new ArrayList<Required>();
        for (var code : codes) {
            variable(names, code, locale).ifPresent(found -> required.add(new Required(code, found.slot())));
        }
        return List.copyOf(required);
    }

    /** Codes of required attributes that are empty, in alphabetical order; a product without a known family lacks {@code family}. */
    public List<String> missing(Object[] slots) {
        var known = slots[family] == null ? null : byFamily.get(slots[family].toString());
        List<String> missing = List.of();
        for (var one : known == null ? everywhere : known) {
            if (Blank.is(slots[one.slot()]) || known == null && one.slot() == family) {
                if (missing.isEmpty()) {
                    missing = new ArrayList<>();
                }
                missing.add(one.code());
            }
        }
        return missing;
    }

    /** How many attributes are required of this product. */
    public int required(Object[] slots) {
        var known = slots[family] == null ? null : byFamily.get(slots[family].toString());
        return (known == null ? everywhere : known).size();
    }

    private static Optional<Variable> variable(Names names, String code, String locale) {
        var plain = names.variable(List.of(code));
        if (locale != null && names.variable(List.of(code, locale)).isPresent()) {
            return names.variable(List.of(code, locale));
        }
        return plain;
    }
}
