package org.caravanserai.connector.codec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Cells;
import org.caravanserai.home.Payload;
import org.caravanserai.home.Template;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * Lays rows into a template: the result is a tree of maps (in order), lists, texts, numbers, booleans and nulls, the same for JSON and XML but for how
 * {@code list[key=value]} picks its entry. One use at a time.
 */
final class Shaper {
    private static final Object NOTHING = new Object();

    private final Values values;
    private final boolean xml;
    private final boolean writeEmpty;
    private final Map<List<String>, List<FieldPath>> paths = new IdentityHashMap<>();

    Shaper(Values values, boolean xml, Payload.Empty empty) {
        this.values = values;
        this.xml = xml;
        this.writeEmpty = empty == Payload.Empty.WRITE;
    }

    /** The tree; null when the template is nothing but a placeholder without value. */
    Object shape(YamlNode template) {
        var made = make(template, null);
        return made == NOTHING ? null : made;
    }

    private Object make(YamlNode node, Values.Subject item) {
        if (node instanceof YamlMap map) {
            return map(map, item);
        }
        if (node instanceof YamlList list) {
            var made = new ArrayList<Object>();
            list.items().forEach(one -> add(made, make(one, item)));
            return made;
        }
        return scalar((YamlScalar) node, item);
    }

    private static void add(List<Object> list, Object value) {
        if (value != NOTHING) {
            list.add(value);
        }
    }

    private Object map(YamlMap map, Values.Subject item) {
        if (map.entries().size() == 1) {
            var entry = map.entries().get(0);
            if (entry.key().equals("each")) {
                return each(entry.value());
            }
            if (entry.key().equals("merge") && entry.value() instanceof YamlList layers) {
                return merge(layers, item);
            }
        }
        var made = new LinkedHashMap<String, Object>();
        for (var entry : map.entries()) {
            put(made, entry.key(), make(entry.value(), item));
        }
        return made;
    }

    private void put(Map<String, Object> map, String key, Object value) {
        if (value != NOTHING) {
            map.put(key, value);
        } else if (writeEmpty) {
            map.put(key, null);
        }
    }

    private Object each(YamlNode template) {
        var made = new ArrayList<Object>(values.items().size());
        values.items().forEach(item -> add(made, make(template, item)));
        return made;
    }

    private Object merge(YamlList layers, Values.Subject item) {
        var made = new LinkedHashMap<String, Object>();
        for (var layer : layers.items()) {
            var value = make(layer, item);
            if (value instanceof Map<?, ?> fields) {
                fields.forEach((key, one) -> made.put((String) key, one));
            } else if (value != NOTHING) {
                throw CannotEncode.channel("merge lays maps over each other, and one of its entries is none");
            }
        }
        return made;
    }

    private Object scalar(YamlScalar scalar, Values.Subject item) {
        var template = Template.of(scalar.text());
        var only = template.only();
        if (only != null) {
            return filled(only, values.value(only, item));
        }
        if (!template.holes().isEmpty()) {
            var text = values.text(template, item, value -> value);
            return text == null ? NOTHING : text;
        }
        return literal(scalar);
    }

    private Object filled(Template.Hole hole, Object value) {
        if (value == null) {
            return NOTHING;
        }
        if (Template.NUMBER.equals(hole.filter())) {
            return number(hole, Values.plain(value));
        }
        return cell(value);
    }

    private static Object number(Template.Hole hole, String text) {
        if (!text.matches("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?")) {
            throw CannotEncode.item("{" + hole.name() + "} is " + Values.shown(text) + ", which is no number");
        }
        return new Digits(text);
    }

    /** A number by its digits, whatever is said about decimals. */
    record Digits(String text) {}

    private static Object literal(YamlScalar scalar) {
        var text = scalar.text();
        if (scalar.quoted()) {
            return text;
        }
        if (scalar.isNull()) {
            return null;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?") ? new Digits(text) : text;
    }

    /** A value of a row, rows nested in it laid out. */
    private Object cell(Object value) {
        if (value instanceof Cells row) {
            return row(row);
        }
        if (value instanceof List<?> list) {
            var made = new ArrayList<Object>(list.size());
            list.forEach(one -> made.add(one == null ? null : cell(one)));
            return made;
        }
        return value instanceof LocalDate ? value.toString() : value;
    }

    private Map<String, Object> row(Cells row) {
        var made = new LinkedHashMap<String, Object>();
        var steps = paths.computeIfAbsent(
                row.fields(), names -> names.stream().map(FieldPath::of).toList());
        for (int i = 0; i < steps.size(); i++) {
            var value = row.value(i);
            if (!steps.get(i).hidden() && (value != null || writeEmpty)) {
                lay(made, steps.get(i).steps(), 0, value == null ? null : cell(value));
            }
        }
        return made;
    }

    private void lay(Map<String, Object> map, List<FieldPath.Step> steps, int at, Object value) {
        var step = steps.get(at);
        boolean last = at == steps.size() - 1;
        if (step.plain()) {
            if (last) {
                if (map.containsKey(step.name()) && map.get(step.name()) != null) {
                    throw clash(step);
                }
                map.put(step.name(), value);
            } else {
                lay(inner(map, step), steps, at + 1, value);
            }
        } else if (step.index() >= 0) {
            entry(list(map, step), steps, at, value);
        } else {
            var picked = picked(list(map, step), step);
            if (last) {
                picked.put(xml ? "#text" : "value", value);
            } else {
                lay(picked, steps, at + 1, value);
            }
        }
    }

    private void entry(List<Object> list, List<FieldPath.Step> steps, int at, Object value) {
        var step = steps.get(at);
        boolean last = at == steps.size() - 1;
        while (list.size() <= step.index()) {
            list.add(last ? null : new LinkedHashMap<String, Object>());
        }
        if (last) {
            list.set(step.index(), value);
        } else {
            if (!(list.get(step.index()) instanceof Map<?, ?>)) {
                list.set(step.index(), new LinkedHashMap<String, Object>());
            }
            lay(asMap(list.get(step.index()), step), steps, at + 1, value);
        }
    }

    private Map<String, Object> inner(Map<String, Object> map, FieldPath.Step step) {
        var inner = map.get(step.name());
        if (inner == null) {
            inner = new LinkedHashMap<String, Object>();
            map.put(step.name(), inner);
        }
        return asMap(inner, step);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value, FieldPath.Step step) {
        if (value instanceof Map<?, ?>) {
            return (Map<String, Object>) value;
        }
        throw clash(step);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Map<String, Object> map, FieldPath.Step step) {
        var list = map.computeIfAbsent(step.name(), name -> new ArrayList<Object>());
        if (list instanceof List<?>) {
            return (List<Object>) list;
        }
        throw clash(step);
    }

    private Map<String, Object> picked(List<Object> list, FieldPath.Step step) {
        var key = xml ? "@" + step.key() : step.key();
        for (var one : list) {
            if (one instanceof Map<?, ?> map && step.value().equals(map.get(key))) {
                return asMap(map, step);
            }
        }
        var made = new LinkedHashMap<String, Object>();
        made.put(key, step.value());
        list.add(made);
        return made;
    }

    private static CannotEncode clash(FieldPath.Step step) {
        return CannotEncode.channel("two fields of the row claim " + Values.shown(step.name())
                + ": one as a value, one as what is around others; mend the names in the map");
    }
}
