package org.caravanserai.canonical;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A family of products: which attributes it has and what is required where.
 *
 * @param code as the source gives it, verbatim
 * @param attributes codes of the attributes its products may carry beside the core ones, in the order they are shown
 * @param variants variant schemes by name: one inner list of axis attributes per level below the root model
 * @param required required attribute codes by channel, system or scope name; {@code "*"} = everywhere
 * @param label name for people by locale
 */
public record Family(
        String code,
        Set<String> attributes,
        Map<String, List<List<String>>> variants,
        Map<String, Set<String>> required,
        Map<String, String> label) {
    public Family {
        attributes = Collections.unmodifiableSet(new LinkedHashSet<>(attributes));
        variants = Map.copyOf(variants);
        required = Map.copyOf(required);
        label = Map.copyOf(label);
    }
}
