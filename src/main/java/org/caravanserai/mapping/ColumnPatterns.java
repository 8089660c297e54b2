package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * Columns that are named after attributes, as PIM systems export them by the hundred:
 *
 * <pre>
 * columns:
 *   pattern: "{attribute}-{locale}-{scope}"   # parts an attribute has not are left out with the sign before them
 *   unit: "{attribute}-unit"                  # the column that holds the unit of a quantity
 *   units: pim-units                          # table of the source's units, by UN/ECE code in its second column
 *   currency: "{attribute}-{currency}"        # one column per currency; the first that is filled counts
 *   currencies: [EUR, USD]
 *   names: pim-attributes                     # table of the source's names, ours in the second column
 *   split: ","                                # between the values of a list
 *   except: [groups]
 * </pre>
 *
 * In JSON the pattern may begin with a path: {@code attributes.{attribute}} takes every field of the object {@code attributes}.
 */
final class ColumnPatterns {
    private static final Set<String> KEYS =
            Set.of("pattern", "unit", "units", "currency", "currencies", "names", "split", "except", "date");
    private static final String HOLE = "{attribute}";

    private final Surroundings world;
    private final Kind kind;
    private final Dialect dialect;
    private final Pattern pattern;

    /** One pattern as written. */
    private record Pattern(
            String names,
            String unit,
            Map<String, String> units,
            String currency,
            List<String> currencies,
            Map<String, String> codes,
            String split,
            Set<String> except,
            java.time.format.DateTimeFormatter date) {}

    private ColumnPatterns(Surroundings world, Kind kind, Dialect dialect, Pattern pattern) {
        this.world = world;
        this.kind = kind;
        this.dialect = dialect;
        this.pattern = pattern;
    }

    static List<ColumnPatterns> of(MapFile map, Surroundings world, Dialect dialect, Yamls yaml) {
        var all = new ArrayList<ColumnPatterns>();
        for (var node : map.columns()) {
            parse(node, world, yaml).ifPresent(found -> all.add(new ColumnPatterns(world, map.kind(), dialect, found)));
        }
        return all;
    }

    private static Optional<Pattern> parse(YamlNode node, Surroundings world, Yamls yaml) {
        if (node instanceof YamlScalar written) {
            return pattern("columns", written, yaml)
                    .map(names -> new Pattern(names, null, Map.of(), null, List.of(), Map.of(), null, Set.of(), null));
        }
        if (!(node instanceof YamlMap map)) {
            yaml.error(
                    node.at(),
                    MapCode.COLUMN,
                    "columns takes a pattern such as \"{attribute}-{locale}-{scope}\", found a " + node.word());
            return Optional.empty();
        }
        yaml.keys(map, KEYS, "columns");
        var names = map.get("pattern").flatMap(written -> pattern("pattern", written, yaml));
        if (map.get("pattern").isEmpty()) {
            yaml.error(
                    map.at(),
                    MapCode.COLUMN,
                    "columns needs the key pattern, e.g. pattern: \"{attribute}-{locale}-{scope}\"");
        }
        var currencies = map.get("currencies")
                .map(written -> texts("currencies", written, yaml))
                .orElse(List.of());
        java.time.format.DateTimeFormatter date = null;
        if (map.get("date").isPresent()) {
            try {
                date = yaml.scalar("date", map.get("date").get(), "yyyy-MM-dd")
                        .map(YamlScalar::text)
                        .map(Conversion::pattern)
                        .orElse(null);
            } catch (IllegalArgumentException wrong) {
                yaml.error(
                        map.get("date").get().at(),
                        MapCode.WORD,
                        "this is no date pattern; write: date: dd/MM/yyyy or yyyyMMdd");
            }
        }
        var day = date;
        return names.map(found -> new Pattern(
                found,
                map.get("unit")
                        .flatMap(written -> pattern("unit", written, yaml))
                        .orElse(null),
                table(map, "units", world, yaml),
                map.get("currency")
                        .flatMap(written -> pattern("currency", written, yaml))
                        .orElse(null),
                currencies,
                table(map, "names", world, yaml),
                map.get("split")
                        .flatMap(written -> yaml.scalar("split", written, "\",\""))
                        .map(YamlScalar::text)
                        .orElse(null),
                Set.copyOf(map.get("except")
                        .map(written -> texts("except", written, yaml))
                        .orElse(List.of())),
                day));
    }

    private static List<String> texts(String key, YamlNode node, Yamls yaml) {
        return yaml.scalars(key, node instanceof YamlList ? node : node).stream()
                .map(YamlScalar::text)
                .toList();
    }

    private static Map<String, String> table(YamlMap map, String key, Surroundings world, Yamls yaml) {
        return map.get(key)
                .flatMap(written -> yaml.scalar(key, written, "pim-" + key))
                .flatMap(written -> TableChange.column(world.tables(), written, List.of(), yaml))
                .orElse(Map.of());
    }

    private static Optional<String> pattern(String key, YamlNode node, Yamls yaml) {
        return yaml.scalar(key, node, "\"{attribute}-{locale}-{scope}\"").flatMap(written -> {
            var text = written.text();
            var rest = text.replace(HOLE, "")
                    .replace("{locale}", "")
                    .replace("{scope}", "")
                    .replace("{currency}", "");
            if (!text.contains(HOLE) || rest.contains("{") || rest.contains("}")) {
                yaml.error(
                        written.at(),
                        MapCode.COLUMN,
                        "'" + text
                                + "' is no pattern; it holds {attribute} and may hold {locale}, {scope} and {currency}");
                return Optional.empty();
            }
            return Optional.of(text);
        });
    }

    /** True for patterns that take the fields of a JSON object by name. */
    boolean byField() {
        return pattern.names.endsWith("." + HOLE);
    }

    /** The entries for a file with these columns; {@code taken} are left sides that the map fills itself. */
    List<InwardPlan> bind(Collection<String> header, Set<String> taken, InwardNames names) {
        var plans = new ArrayList<InwardPlan>();
        var columns = Set.copyOf(header);
        for (var attribute : attributes(taken)) {
            for (var scope : attribute.scopable() ? scopes() : java.util.Collections.singletonList((String) null)) {
                for (var locale : attribute.localizable()
                        ? world.model().locales()
                        : java.util.Collections.singletonList((String) null)) {
                    plan(attribute, scope, locale, columns, names).ifPresent(plans::add);
                }
            }
        }
        return plans;
    }

    private List<String> scopes() {
        var scopes = new ArrayList<>(world.model().scopes());
        scopes.add("*");
        return scopes;
    }

    private List<Attribute> attributes(Set<String> taken) {
        return new TreeSet<>(world.model().of(kind).attributes().keySet())
                .stream()
                        .filter(code -> !taken.contains(code) && !pattern.except.contains(code))
                        .map(code -> world.model().of(kind).attributes().get(code))
                        .toList();
    }

    private Optional<InwardPlan> plan(
            Attribute attribute, String scope, String locale, Set<String> columns, InwardNames names) {
        var path = new ArrayList<String>();
        path.add(attribute.code());
        if (scope != null) {
            path.add(scope);
        }
        if (locale != null) {
            path.add(locale);
        }
        var left = new Left(path, attribute, false, null);
        if (attribute.type() == AttributeType.MONEY && pattern.currency != null) {
            return money(left, attribute, columns, names);
        }
        var column = name(pattern.names, attribute, scope, locale, null);
        if (!columns.contains(column)) {
            return Optional.empty();
        }
        Eval unit = null;
        if (attribute.type() == AttributeType.QUANTITY && pattern.unit != null) {
            var companion = name(pattern.unit, attribute, scope, locale, null);
            unit = columns.contains(companion)
                    ? InwardChange.coded(names.text(companion), pattern.units.isEmpty() ? null : pattern.units)
                    : null;
        }
        return Optional.of(plan(left, names.raw(column), unit, null));
    }

    private Optional<InwardPlan> money(Left left, Attribute attribute, Set<String> columns, InwardNames names) {
        var found = pattern.currencies.stream()
                .filter(currency -> columns.contains(name(pattern.currency, attribute, null, null, currency)))
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var plans = found.stream()
                .map(currency -> plan(
                        left,
                        names.raw(name(pattern.currency, attribute, null, null, currency)),
                        null,
                        (slots, work) -> currency))
                .toList();
        return Optional.of(new InwardPlan(
                left,
                (slots, work) -> {
                    for (var plan : plans) {
                        var value = plan.eval().eval(slots, work);
                        if (value != null) {
                            return value;
                        }
                    }
                    return null;
                },
                false,
                false));
    }

    private InwardPlan plan(Left left, int slot, Eval unit, Eval currency) {
        var conversion = new Conversion(
                left.attribute(), left.text(), dialect, dialect.decimal(), pattern.date, unit, currency, pattern.split);
        var change = new InwardChange.Change(List.of(), null, null, null, "pass", null, conversion, left, world);
        return new InwardPlan(left, (slots, work) -> change.apply(slots[slot], slots, work), false, false);
    }

    /** The column of an address. A part the attribute has not is left out together with the sign before it. */
    private String name(String written, Attribute attribute, String scope, String locale, String currency) {
        var name = written;
        name = part(name, "{locale}", locale);
        name = part(name, "{scope}", "*".equals(scope) ? null : scope);
        name = part(name, "{currency}", currency);
        return name.replace(HOLE, sourceCode(attribute.code()));
    }

    private static String part(String name, String hole, String value) {
        int at = name.indexOf(hole);
        if (at < 0) {
            return name;
        }
        if (value != null) {
            return name.replace(hole, value);
        }
        int from = at > 0 && name.charAt(at - 1) != '}' ? at - 1 : at;
        return name.substring(0, from) + name.substring(at + hole.length());
    }

    private String sourceCode(String code) {
        return pattern.codes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(code))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(code);
    }

    /**
     * The values of a JSON object whose fields are attributes, put into the document. What families may have and the object has not is null; a
     * field that is no attribute leaves a finding.
     */
    void fields(Map<String, Object> row, Set<String> taken, Map<String, Object> document, Work work) {
        var prefix = pattern.names.substring(0, pattern.names.length() - HOLE.length() - 1);
        var checks = new ValueChecks(world.model(), world.model().of(kind), work::note);
        var known = new LinkedHashSet<String>();
        world.model().families().values().forEach(family -> known.addAll(family.attributes()));
        for (var code : new TreeSet<>(known)) {
            if (!taken.contains(code)) {
                document.putIfAbsent(code, null);
            }
        }
        if (!(InwardMap.at(row, prefix) instanceof Map<?, ?> fields)) {
            return;
        }
        var values = new LinkedHashMap<String, Object>();
        fields.forEach((name, value) ->
                values.put(pattern.codes.getOrDefault(String.valueOf(name), String.valueOf(name)), value));
        values.forEach((code, value) -> {
            if (taken.contains(code) || pattern.except.contains(code)) {
                return;
            }
            var checked = checks.field(code, value);
            if (checked != ScalarCheck.BAD) {
                document.put(code, checked);
            } else {
                document.remove(code);
            }
        });
    }
}
