package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Section;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Expressions;
import org.caravanserai.expression.Truth;
import org.caravanserai.expression.Type;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Compiles the entries of an inward map: source, strip, case, table, default, conversion to the attribute's type, check, when. */
final class InwardEntries {
    private final Surroundings world;
    private final MapFile map;
    private final Dialect dialect;
    private final Problems problems;
    private final Yamls yaml;
    private final Section collect;

    InwardEntries(Surroundings world, MapFile map, Section collect, Dialect dialect, Problems problems) {
        this.world = world;
        this.map = map;
        this.dialect = dialect;
        this.problems = problems;
        this.yaml = new Yamls(problems);
        this.collect = collect;
    }

    Optional<InwardPlan> compile(Entry entry, InwardNames names) {
        return Left.parse(entry, map.kind(), world.model(), collect, yaml).flatMap(left -> {
            boolean inList = left.section() != null && !left.section().byKey() && !left.named();
            if (inList && left.path().size() > 1 && left.section() != collect) {
                yaml.error(
                        entry.at(),
                        MapCode.COLLECT,
                        "'" + left.section().code() + "' is a list; write collect: "
                                + left.section().code() + " when each row is one element, or an entry '"
                                + left.section().code() + "' with fields");
                return Optional.empty();
            }
            return left.attribute() == null ? elements(entry, left, names) : value(entry, left, names);
        });
    }

    /** An entry for one value. */
    Optional<InwardPlan> value(Entry entry, Left left, InwardNames names) {
        var source = source(entry, names)
                .flatMap(raw -> map.way() != MapFile.Way.IN ? joined(entry, raw) : Optional.of(raw));
        var change = source.flatMap(raw -> new InwardChange(world, dialect, yaml, entry, left, names).compile(raw));
        return change.flatMap(eval -> conditional(entry, eval, names))
                .flatMap(eval -> required(entry).map(duty -> new InwardPlan(left, eval, duty, entry.has("const"))));
    }

    /** Answers hold lists of texts where one text is wanted: {@code join} stands between them, else a comma. */
    private Optional<Eval> joined(Entry entry, Eval raw) {
        var between = entry.has("join")
                ? yaml.scalar("join", entry.get("join").get(), "\"; \"").map(YamlScalar::text)
                : Optional.of(", ");
        return between.map(mark -> (slots, work) -> {
            var value = raw.eval(slots, work);
            if (!(value instanceof List<?> list)) {
                return value;
            }
            var texts = list.stream()
                    .filter(each -> each != null && !(each instanceof Map) && !(each instanceof List))
                    .toList();
            return texts.isEmpty() ? null : Texts.joined(texts, mark);
        });
    }

    private Optional<Boolean> required(Entry entry) {
        return entry.has("required")
                ? yaml.word("required", entry.get("required").get(), List.of("true", "false"))
                        .map(Boolean::valueOf)
                : Optional.of(false);
    }

    private Optional<Eval> source(Entry entry, InwardNames names) {
        var given = List.of("from", "template", "value", "const").stream()
                .filter(entry::has)
                .toList();
        if (given.size() != 1) {
            yaml.error(
                    entry.at(),
                    MapCode.SOURCE,
                    "'" + entry.name() + "' has "
                            + (given.isEmpty() ? "no source" : "several sources (" + String.join(", ", given) + ")")
                            + "; give one of const, from, template, value");
            return Optional.empty();
        }
        var node = entry.get(given.get(0)).get();
        return switch (given.get(0)) {
            case "from" -> from(node, names);
            case "const" ->
                yaml.scalar("const", node, "EUR").map(written -> {
                    var text = written.text();
                    return (slots, work) -> text;
                });
            case "template" ->
                yaml.scalar("template", node, "\"{brand} {name}\"").flatMap(written -> template(written, names));
            default ->
                expression("value", node, names, false)
                        .map(compiled -> (slots, work) -> canonical(compiled.value(slots, work.run())));
        };
    }

    private Optional<Eval> from(YamlNode node, InwardNames names) {
        var written = yaml.scalars("from", node);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var slots = written.stream().mapToInt(path -> names.raw(path.text())).toArray();
        return Optional.of((row, work) -> {
            for (int slot : slots) {
                if (row[slot] != null) {
                    return row[slot];
                }
            }
            return null;
        });
    }

    private Optional<Eval> template(YamlScalar written, InwardNames names) {
        return Template.compile(written, yaml, (name, at) -> {
                    int slot = names.text(name);
                    return Optional.of(new Stage(Type.TEXT, (slots, work) -> slots[slot], null, List.of()));
                })
                .map(Stage::eval);
    }

    /** A value of an expression as canonical JSON would hold it. */
    private static Object canonical(Object value) {
        return value == null || value instanceof Long || value instanceof Boolean ? value : Texts.of(value);
    }

    Optional<Compiled> expression(String key, YamlNode node, InwardNames names, boolean condition) {
        return yaml.expression(key, node)
                .flatMap(written -> condition
                        ? Expressions.condition(written, names, environment(), problems)
                        : Expressions.compile(written, names, environment(), problems));
    }

    private Environment environment() {
        return new Environment(Map.of(), new InwardHost(world.tables()));
    }

    private Optional<Eval> conditional(Entry entry, Eval eval, InwardNames names) {
        if (!entry.has("when")) {
            if (entry.has("else")) {
                yaml.error(entry.at("else"), MapCode.KEY, "else goes with when; without it use default");
                return Optional.empty();
            }
            return Optional.of(eval);
        }
        var other = entry.get("else")
                .flatMap(node -> yaml.scalar("else", node, "draft"))
                .map(YamlScalar::text)
                .orElse(null);
        return expression("when", entry.get("when").get(), names, true)
                .map(when ->
                        (slots, work) -> when.truth(slots, work.run()) == Truth.TRUE ? eval.eval(slots, work) : other);
    }

    /** An entry for a whole section: elements of a list in the source, or elements made of columns. */
    private Optional<InwardPlan> elements(Entry entry, Left left, InwardNames names) {
        var section = left.section();
        if (section.byKey() || entry.has("from") && !(entry.get("from").get() instanceof YamlList)) {
            return whole(entry, left, names);
        }
        var required = required(entry);
        if (entry.has("each")) {
            var part = new InwardNames();
            return yaml.scalar("each", entry.get("each").get(), "prices").flatMap(path -> {
                int slot = names.raw(path.text());
                return fields(entry, section, part)
                        .flatMap(plans -> required.map(duty -> new InwardPlan(
                                left,
                                (slots, work) -> each(slots[slot], plans, part, section, left, work),
                                duty,
                                false)));
            });
        }
        var elements = new ArrayList<List<InwardPlan>>();
        if (entry.has("from")) {
            int count = ((YamlList) entry.get("from").get()).items().size();
            for (var item : ((YamlList) entry.get("from").get()).items()) {
                var keys = new LinkedHashMap<String, YamlMap.Entry>();
                if (item instanceof YamlMap element) {
                    element.entries().forEach(key -> keys.put(key.key(), key));
                }
                fields(new Entry(entry.name(), item.at(), keys, entry.text()), section, names)
                        .ifPresent(elements::add);
            }
            if (elements.size() < count) {
                return Optional.empty();
            }
        } else {
            fields(entry, section, names).ifPresent(elements::add);
        }
        return elements.isEmpty()
                ? Optional.empty()
                : required.map(duty -> new InwardPlan(
                        left,
                        (slots, work) -> {
                            var list = new ArrayList<Object>();
                            elements.forEach(plans -> add(list, element(plans, section, slots, work)));
                            return list.isEmpty() ? null : list;
                        },
                        duty,
                        false));
    }

    private Optional<InwardPlan> whole(Entry entry, Left left, InwardNames names) {
        var source = source(entry, names);
        return source.flatMap(raw -> conditional(entry, raw, names))
                .flatMap(raw -> required(entry)
                        .map(duty -> new InwardPlan(
                                left,
                                (slots, work) -> {
                                    var value = raw.eval(slots, work);
                                    return new ValueChecks(
                                                    world.model(), world.model().of(map.kind()), work::note)
                                            .field(left.section().code(), value);
                                },
                                duty,
                                false)));
    }

    private Optional<List<InwardPlan>> fields(Entry entry, Section section, InwardNames names) {
        var node = entry.get("fields");
        if (node.isEmpty() || !(node.get() instanceof YamlMap written)) {
            yaml.error(
                    entry.at(),
                    MapCode.SHAPE,
                    "'" + entry.name() + "' takes elements; write: fields: { "
                            + section.fields().keySet().stream()
                                    .sorted()
                                    .findFirst()
                                    .orElse("field") + ": COLUMN }");
            return Optional.empty();
        }
        var plans = new ArrayList<InwardPlan>();
        var entries = new MapReader(Map.of(), problems).entries(written, MapFile.Way.IN);
        for (var field : entries.values()) {
            var attribute = section.fields().get(field.name());
            if (attribute == null) {
                yaml.error(
                        field.at(),
                        MapCode.PATH,
                        "'" + field.name() + "' is no field of " + section.code() + " ("
                                + Yamls.listed(section.fields().keySet()) + ")"
                                + org.caravanserai.parser.Nearest.hint(
                                        field.name(), section.fields().keySet()));
                continue;
            }
            value(field, new Left(List.of(section.code(), field.name()), attribute, false, section), names)
                    .ifPresent(plans::add);
        }
        return plans.size() == written.entries().size() ? Optional.of(plans) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Object each(
            Object source, List<InwardPlan> plans, InwardNames part, Section section, Left left, Work work) {
        if (source == null) {
            return null;
        }
        if (!(source instanceof List<?> items)) {
            return new ScalarCheck(null, work::note).wrong(left.text(), source, "a list of objects");
        }
        var list = new ArrayList<Object>();
        for (var item : items) {
            if (item instanceof Map<?, ?> element) {
                var inner = (Map<String, Object>) element;
                add(list, element(plans, section, part.read(path -> InwardMap.at(inner, path)), work));
            } else {
                new ScalarCheck(null, work::note).wrong(left.text(), item, "objects");
            }
        }
        return list.isEmpty() && !items.isEmpty() ? ScalarCheck.BAD : list;
    }

    private static void add(List<Object> list, Object element) {
        if (element != null) {
            list.add(element);
        }
    }

    /** One element; null when nothing but constants is in it, or a part of its identity was bad. */
    static Map<String, Object> element(List<InwardPlan> plans, Section section, Object[] slots, Work work) {
        var element = new LinkedHashMap<String, Object>();
        boolean filled = false;
        for (var plan : plans) {
            var value = plan.eval().eval(slots, work);
            var name = plan.left().path().get(plan.left().path().size() - 1);
            if (value == ScalarCheck.BAD && Set.copyOf(section.identity()).contains(name)) {
                return null;
            }
            if (value != null && value != ScalarCheck.BAD) {
                element.put(name, value);
                filled |= !plan.constant();
            }
        }
        return filled ? element : null;
    }
}
