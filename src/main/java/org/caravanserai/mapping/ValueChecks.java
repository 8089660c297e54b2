package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Section;
import org.caravanserai.parser.Nearest;

/**
 * Checks the values of a canonical document against the model: type, options, check digits, units, lengths, locales and scopes, unknown
 * attributes. A bad value is left out and leaves a finding with its raw text; the document goes on. Null stays: cleared by this source.
 */
public final class ValueChecks {
    private final Model model;
    private final KindModel fields;
    private final ScalarCheck scalars;
    private final Consumer<Finding> findings;

    ValueChecks(Model model, KindModel fields, Consumer<Finding> findings) {
        this.model = model;
        this.fields = fields;
        this.scalars = new ScalarCheck(model, findings);
        this.findings = findings;
    }

    /** A document without its bad values. */
    public record Checked(Document document, List<Finding> findings) {}

    /** Checks a whole document, as it arrives on the sources {@code api} and {@code steward}. */
    public static Checked check(Model model, Document document) {
        var findings = new ArrayList<Finding>();
        var checks = new ValueChecks(model, model.of(document.kind()), findings::add);
        var values = kept(document.values(), checks::field);
        var checked = values == document.values() ? document : new Document(document.kind(), document.key(), values);
        return new Checked(checked, List.copyOf(findings));
    }

    /** What is left of a map, the map itself when nothing differs: nearly all values are good. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> kept(Map<?, ?> map, Inner each) {
        var checked = new Object[map.size()];
        boolean same = true;
        int count = 0;
        for (var entry : map.entrySet()) {
            var value = each.check(String.valueOf(entry.getKey()), entry.getValue());
            same &= value == entry.getValue();
            checked[count++] = value;
        }
        if (same) {
            return (Map<String, Object>) map;
        }
        var kept = new LinkedHashMap<String, Object>();
        count = 0;
        for (var key : map.keySet()) {
            var value = checked[count++];
            if (value != ScalarCheck.BAD) {
                kept.put(String.valueOf(key), value);
            }
        }
        return kept;
    }

    /** One field of a document, {@link ScalarCheck#BAD} when nothing of it is left. */
    Object field(String code, Object value) {
        var attribute = fields.attributes().get(code);
        if (attribute != null) {
            return attribute(attribute, value);
        }
        var section = fields.sections().get(code);
        if (section != null) {
            return section(section, value);
        }
        unknown(code, value);
        return ScalarCheck.BAD;
    }

    void unknown(String code, Object value) {
        var known = new ArrayList<>(fields.attributes().keySet());
        known.addAll(fields.sections().keySet());
        note(
                MapCode.VALUE_UNKNOWN,
                code,
                value,
                "the model has no attribute '" + Finding.cut(code) + "'" + Nearest.hint(cut(code), known));
    }

    private static String cut(String code) {
        return code.length() > 60 ? code.substring(0, 60) : code;
    }

    private Object attribute(Attribute attribute, Object value) {
        if (value == null) {
            return null;
        }
        if (attribute.scopable()) {
            return keyed(
                    attribute.code(),
                    value,
                    "scope",
                    scope -> scope.equals("*") || model.scopes().contains(scope),
                    model.scopes(),
                    (scope, inner) -> localized(attribute, attribute.code() + "." + scope, inner));
        }
        return localized(attribute, attribute.code(), value);
    }

    private Object localized(Attribute attribute, String path, Object value) {
        if (!attribute.localizable() && ScalarCheck.good(attribute, value)) {
            return value;
        }
        if (!attribute.localizable() || value == null) {
            return scalars.check(attribute, path, value);
        }
        return keyed(
                path,
                value,
                "locale",
                model.locales()::contains,
                model.locales(),
                (locale, inner) -> ScalarCheck.good(attribute, inner)
                        ? inner
                        : scalars.check(attribute, path + "." + locale, inner));
    }

    /** Checks what stands under one key. */
    private interface Inner {
        Object check(String key, Object value);
    }

    private Object keyed(
            String path,
            Object value,
            String what,
            java.util.function.Predicate<String> allowed,
            List<String> names,
            Inner inner) {
        if (!(value instanceof Map<?, ?> map)) {
            note(
                    MapCode.VALUE_TYPE,
                    path,
                    value,
                    path + " takes an object by " + what + ", such as {\"" + (names.isEmpty() ? "*" : names.get(0))
                            + "\": ...}");
            return ScalarCheck.BAD;
        }
        var kept = kept(map, (name, one) -> {
            if (!allowed.test(name)) {
                note(
                        MapCode.VALUE_LOCALE,
                        path + "." + Finding.cut(name),
                        one,
                        "'" + Finding.cut(name) + "' is no " + what + " of this installation (" + Yamls.listed(names)
                                + ")");
                return ScalarCheck.BAD;
            }
            return inner.check(name, one);
        });
        return kept.isEmpty() && !map.isEmpty() ? ScalarCheck.BAD : kept;
    }

    private Object section(Section section, Object value) {
        if (value == null) {
            return null;
        }
        if (section.byKey()) {
            if (!(value instanceof Map<?, ?> map)) {
                note(MapCode.VALUE_TYPE, section.code(), value, section.code() + " takes an object by key");
                return ScalarCheck.BAD;
            }
            var kept = kept(map, (name, element) -> {
                if (section.code().equals("packaging")
                        && !model.packaging().isEmpty()
                        && !model.packaging().contains(name)) {
                    note(
                            MapCode.VALUE_OPTION,
                            "packaging." + Finding.cut(name),
                            element,
                            "'" + Finding.cut(name) + "' is no packaging level (" + Yamls.listed(model.packaging())
                                    + ")");
                    return ScalarCheck.BAD;
                }
                return element == null ? null : element(section, section.code() + "." + Finding.cut(name), element);
            });
            return kept.isEmpty() && !map.isEmpty() ? ScalarCheck.BAD : kept;
        }
        if (!(value instanceof List<?> list)) {
            note(MapCode.VALUE_TYPE, section.code(), value, section.code() + " takes a list of objects");
            return ScalarCheck.BAD;
        }
        var kept = new ArrayList<Object>();
        for (var element : list) {
            var checked = element(section, section.code(), element);
            if (checked != ScalarCheck.BAD) {
                kept.add(checked);
            }
        }
        return kept.isEmpty() && !list.isEmpty() ? ScalarCheck.BAD : kept;
    }

    /** One element; it is left out as a whole when a field of its identity was bad. */
    private Object element(Section section, String path, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            note(
                    MapCode.VALUE_TYPE,
                    path,
                    value,
                    path + " takes objects with "
                            + Yamls.listed(section.fields().keySet()));
            return ScalarCheck.BAD;
        }
        var kept = new LinkedHashMap<String, Object>();
        boolean whole = true;
        for (var entry : map.entrySet()) {
            var name = String.valueOf(entry.getKey());
            var field = section.fields().get(name);
            if (field == null) {
                note(
                        MapCode.VALUE_UNKNOWN,
                        path + "." + Finding.cut(name),
                        entry.getValue(),
                        section.code() + " has no field '" + Finding.cut(name) + "'"
                                + Nearest.hint(cut(name), section.fields().keySet()));
                continue;
            }
            var checked = scalars.check(field, path + "." + name, entry.getValue());
            if (checked != ScalarCheck.BAD) {
                kept.put(name, checked);
            } else if (section.identity().contains(name)) {
                whole = false;
            }
        }
        return whole ? kept : ScalarCheck.BAD;
    }

    private void note(MapCode code, String path, Object value, String message) {
        findings.accept(new Finding(
                code.code(), Finding.Severity.WARN, path, value == null ? null : value.toString(), message, null));
    }
}
