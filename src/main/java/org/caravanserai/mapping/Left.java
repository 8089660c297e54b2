package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Section;
import org.caravanserai.parser.Nearest;

/**
 * The left side of an inward entry: where a value goes in the canonical document.
 *
 * @param path steps from the document to the value: {@code [name, fr_FR]}, {@code [packaging, BX, quantity]}
 * @param attribute what stands there, null for a whole list of elements
 * @param whole true when a localised or scoped attribute is given as one object
 * @param section the section it belongs to, null for attributes
 */
record Left(List<String> path, Attribute attribute, boolean whole, Section section) {

    /**
     * Reads {@code name.fr_FR}, {@code description.print.en_GB}, {@code packaging.BX.gtin}, {@code addresses.billing.city}, {@code addresses};
     * with {@code collect: prices} also {@code amount} and {@code prices.amount}. Empty after an error.
     */
    static Optional<Left> parse(Entry entry, Kind kind, Model model, Section collect, Yamls yaml) {
        var steps = List.of(entry.name().split("\\.", -1));
        var first = steps.get(0);
        var fields = model.of(kind);
        if (first.equals(kind.keyField()) && steps.size() == 1) {
            return Optional.of(new Left(steps, Attribute.of(first, AttributeType.TEXT), false, null));
        }
        if (collect != null && steps.size() == 1 && collect.fields().containsKey(first)) {
            return Optional.of(
                    new Left(List.of(collect.code(), first), collect.fields().get(first), false, collect));
        }
        var attribute = fields.attributes().get(first);
        if (attribute != null) {
            return attribute(entry, steps, attribute, model, yaml);
        }
        var section = fields.sections().get(first);
        if (section != null) {
            return section(entry, steps, section, model, yaml);
        }
        var known = new ArrayList<>(fields.attributes().keySet());
        known.addAll(fields.sections().keySet());
        known.add(kind.keyField());
        if (collect != null) {
            known.addAll(collect.fields().keySet());
        }
        yaml.error(
                entry.at(),
                MapCode.PATH,
                "'" + first + "' is no attribute of " + kind.word() + Nearest.hint(first, known));
        return Optional.empty();
    }

    private static Optional<Left> attribute(
            Entry entry, List<String> steps, Attribute attribute, Model model, Yamls yaml) {
        int at = 1;
        var path = new ArrayList<String>();
        path.add(attribute.code());
        if (attribute.scopable()) {
            if (at < steps.size()
                    && (model.scopes().contains(steps.get(at)) || steps.get(at).equals("*"))) {
                path.add(steps.get(at++));
            } else if (at < steps.size()) {
                path.add("*");
            }
        }
        if (attribute.localizable() && at < steps.size()) {
            var locale = steps.get(at++);
            if (!model.locales().contains(locale)) {
                yaml.error(
                        entry.at(),
                        MapCode.LOCALE,
                        "'" + locale + "' is no locale of this installation (" + Yamls.listed(model.locales()) + ")"
                                + Nearest.hint(locale, model.locales()));
                return Optional.empty();
            }
            path.add(locale);
        }
        if (at < steps.size()) {
            yaml.error(entry.at(), MapCode.PATH, "'" + steps.get(at) + "' is nothing below " + attribute.code());
            return Optional.empty();
        }
        int depth = 1 + (attribute.scopable() ? 1 : 0) + (attribute.localizable() ? 1 : 0);
        if (path.size() == 1 && attribute.scopable() && !attribute.localizable()) {
            path.add("*");
        }
        return Optional.of(new Left(path, attribute, path.size() < depth, null));
    }

    private static Optional<Left> section(Entry entry, List<String> steps, Section section, Model model, Yamls yaml) {
        if (steps.size() == 1) {
            return Optional.of(new Left(steps, null, true, section));
        }
        boolean named = !section.byKey() && section.identity().size() == 1 && steps.size() == 3;
        int field = section.byKey() || named ? 2 : 1;
        if (section.byKey()
                && section.code().equals("packaging")
                && steps.size() > 1
                && !model.packaging().isEmpty()
                && !model.packaging().contains(steps.get(1))) {
            yaml.error(
                    entry.at(),
                    MapCode.PATH,
                    "'" + steps.get(1) + "' is no packaging level (" + Yamls.listed(model.packaging()) + ")"
                            + Nearest.hint(steps.get(1), model.packaging()));
            return Optional.empty();
        }
        if (steps.size() != field + 1 || !section.fields().containsKey(steps.get(field))) {
            var wrong = steps.get(Math.min(field, steps.size() - 1));
            yaml.error(
                    entry.at(),
                    MapCode.PATH,
                    "'" + entry.name() + "' is no field of " + section.code() + " ("
                            + Yamls.listed(section.fields().keySet()) + ")"
                            + Nearest.hint(wrong, section.fields().keySet()));
            return Optional.empty();
        }
        return Optional.of(new Left(steps, section.fields().get(steps.get(field)), false, section));
    }

    /** True for {@code addresses.billing.city}: a field of the list element whose identity is {@code billing}. */
    boolean named() {
        return section != null && !section.byKey() && path.size() == 3;
    }

    /** The path in messages and findings: {@code name.fr_FR}. */
    String text() {
        return String.join(".", path);
    }

    /** Puts a value where it belongs; null is put, too. */
    @SuppressWarnings("unchecked")
    void put(Map<String, Object> document, Object value) {
        var at = document;
        for (int i = 0; i < path.size() - 1; i++) {
            var next = at.get(path.get(i));
            if (!(next instanceof Map)) {
                next = new LinkedHashMap<String, Object>();
                at.put(path.get(i), next);
            }
            at = (Map<String, Object>) next;
        }
        at.put(path.get(path.size() - 1), value);
    }
}
