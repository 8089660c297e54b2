package org.caravanserai.canonical;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attribute model of an installation: the core of {@code connectors/hub/model.yaml} plus what the home adds.
 *
 * @param kinds one entry for every {@link Kind}
 * @param families product families by code
 * @param scopes scope names, may be empty
 * @param locales locales of the installation, the first is the reference language
 * @param packaging codes of the packaging levels (UN/ECE Rec 20/21), smallest first
 * @param trust ranked sources per attribute
 * @param options allowed codes by table name; a table that is absent is not checked
 */
public record Model(
        Map<Kind, KindModel> kinds,
        Map<String, Family> families,
        List<String> scopes,
        List<String> locales,
        List<String> packaging,
        Trust trust,
        Map<String, java.util.Set<String>> options) {
    public Model {
        kinds = Map.copyOf(kinds);
        families = Map.copyOf(families);
        scopes = List.copyOf(scopes);
        locales = List.copyOf(locales);
        packaging = List.copyOf(packaging);
        options = Map.copyOf(options);
    }

    /** The model of one kind; never null. */
    public KindModel of(Kind kind) {
        return kinds.get(kind);
    }

    /** The family of this code, empty when unknown. */
    public Optional<Family> family(String code) {
        return Optional.ofNullable(families.get(code));
    }
}
