package org.caravanserai.mapping;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Unit;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlScalar;

/** From the raw value of an inward entry to its canonical value. */
final class InwardChange {
    private final Surroundings world;
    private final Dialect dialect;
    private final Yamls yaml;
    private final Entry entry;
    private final Left left;
    private final InwardNames names;

    InwardChange(Surroundings world, Dialect dialect, Yamls yaml, Entry entry, Left left, InwardNames names) {
        this.world = world;
        this.dialect = dialect;
        this.yaml = yaml;
        this.entry = entry;
        this.left = left;
        this.names = names;
    }

    Optional<Eval> compile(Eval raw) {
        var strip = entry.get("strip")
                .map(node -> yaml.scalars("strip", node).stream()
                        .map(YamlScalar::text)
                        .toList())
                .orElse(List.of());
        var letters = entry.get("case").map(node -> yaml.word("case", node, Set.of("lower", "upper", "title")));
        var table = entry.get("table")
                .map(node -> yaml.scalar("table", node, "erp-units")
                        .flatMap(written -> TableChange.column(world.tables(), written, List.of(), yaml)));
        var conversion = conversion();
        var unmapped = entry.get("unmapped")
                .map(node -> yaml.word("unmapped", node, List.of("hold", "reject", "pass", "default")));
        if (letters.filter(Optional::isEmpty).isPresent()
                || table.filter(Optional::isEmpty).isPresent()
                || conversion.isEmpty()
                || unmapped.filter(Optional::isEmpty).isPresent()) {
            return Optional.empty();
        }
        var fallback = entry.get("default")
                .flatMap(node -> yaml.scalar("default", node, "draft"))
                .map(YamlScalar::text)
                .orElse(null);
        var change = new Change(
                strip,
                letters.flatMap(word -> word).orElse(null),
                table.flatMap(column -> column).orElse(null),
                entry.get("table").map(MapReader::text).orElse(null),
                unmapped.flatMap(word -> word).orElse(fallback != null ? "default" : "hold"),
                fallback,
                conversion.get(),
                left,
                world);
        return Optional.of((slots, work) -> change.apply(raw.eval(slots, work), slots, work));
    }

    private Optional<Conversion> conversion() {
        char decimal = dialect.decimal();
        if (entry.has("decimal")) {
            var word = yaml.word("decimal", entry.get("decimal").get(), List.of(",", "."));
            if (word.isEmpty()) {
                return Optional.empty();
            }
            decimal = word.get().charAt(0);
        }
        DateTimeFormatter date = null;
        if (entry.has("date")) {
            var written = yaml.scalar("date", entry.get("date").get(), "dd/MM/yyyy");
            if (written.isEmpty()) {
                return Optional.empty();
            }
            try {
                date = Conversion.pattern(written.get().text());
            } catch (IllegalArgumentException wrong) {
                yaml.error(
                        written.get().at(),
                        MapCode.WORD,
                        "'" + written.get().text() + "' is no date pattern; write: date: dd/MM/yyyy or yyyyMMdd");
                return Optional.empty();
            }
        }
        var type = left.attribute().type();
        var unit = code("unit", AttributeType.QUANTITY, type);
        var currency = code("currency", AttributeType.MONEY, type);
        if (unit.isEmpty() || currency.isEmpty()) {
            return Optional.empty();
        }
        var split = entry.get("split")
                .flatMap(node -> yaml.scalar("split", node, "\",\""))
                .map(YamlScalar::text)
                .orElse(null);
        return Optional.of(new Conversion(
                left.attribute(),
                left.text(),
                dialect,
                decimal,
                date,
                unit.get().orElse(null),
                currency.get().orElse(null),
                split));
    }

    /** {@code unit: GRM}, or {@code unit: { from: weight-unit, table: pim-units }}. Empty after an error, an empty value when not given. */
    private Optional<Optional<Eval>> code(String key, AttributeType goes, AttributeType type) {
        if (!entry.has(key)) {
            return Optional.of(Optional.empty());
        }
        if (type != goes) {
            yaml.error(
                    entry.at(key),
                    MapCode.TYPE,
                    key + " goes with " + goes.word() + ", '" + left.text() + "' is " + type.word());
            return Optional.empty();
        }
        var node = entry.get(key).get();
        if (node instanceof YamlScalar written) {
            var text = written.text();
            if (key.equals("unit") && Unit.of(text).isEmpty()) {
                yaml.error(written.at(), MapCode.UNIT, "'" + text + "' is no UN/ECE unit code" + Changes.hint(text));
                return Optional.empty();
            }
            return Optional.of(Optional.of((slots, work) -> text));
        }
        if (!(node instanceof YamlMap from) || from.get("from").isEmpty()) {
            yaml.error(
                    node.at(),
                    MapCode.SHAPE,
                    "'" + key + "' takes a code or where it comes from; write: " + key
                            + ": { from: weight-unit, table: pim-units }");
            return Optional.empty();
        }
        yaml.keys(from, Set.of("from", "table"), key);
        var column = yaml.scalar("from", from.get("from").get(), "weight-unit");
        var table = from.get("table")
                .map(given -> yaml.scalar("table", given, "pim-units")
                        .flatMap(written -> TableChange.column(world.tables(), written, List.of(), yaml)));
        if (column.isEmpty() || table.filter(Optional::isEmpty).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Optional.of(coded(
                names.text(column.get().text()), table.flatMap(found -> found).orElse(null))));
    }

    /** The text of a slot, translated where there is a table; what the table does not know passes. */
    static Eval coded(int slot, Map<String, String> table) {
        return (slots, work) -> {
            var text = (String) slots[slot];
            return text == null || table == null ? text : table.getOrDefault(text.strip(), text.strip());
        };
    }

    /** What happens to one raw value. */
    record Change(
            List<String> strip,
            String letters,
            Map<String, String> table,
            String tableName,
            String unmapped,
            String fallback,
            Conversion conversion,
            Left left,
            Surroundings world) {

        Object apply(Object raw, Object[] slots, Work work) {
            if (raw == null) {
                return fallback == null ? null : checked(conversion.of(fallback, slots, work), work);
            }
            if (raw instanceof Map) {
                return checked(raw, work);
            }
            if (raw instanceof List<?> list) {
                return checked(left.whole() || table == null && strip.isEmpty() ? list : each(list, work), work);
            }
            var type = conversion.attribute().type();
            boolean typed = raw instanceof Long && (type == AttributeType.INTEGER || type == AttributeType.DECIMAL)
                    || raw instanceof Boolean && type == AttributeType.BOOLEAN;
            if (typed && table == null) {
                return checked(raw, work);
            }
            var text = conversion.split() == null ? text(raw.toString(), work) : raw.toString();
            if (text == ScalarCheck.BAD) {
                return text;
            }
            var value = conversion.of((String) text, slots, work);
            if (conversion.split() != null
                    && value instanceof List<?> parts
                    && (table != null || !strip.isEmpty() || letters != null)) {
                value = each(parts, work);
            }
            return checked(value, work);
        }

        private List<Object> each(List<?> values, Work work) {
            var changed = new ArrayList<Object>();
            for (var value : values) {
                var text = value instanceof String one ? text(one, work) : value;
                if (text != ScalarCheck.BAD) {
                    changed.add(text);
                }
            }
            return changed;
        }

        /** Strip, case, table. */
        private Object text(String raw, Work work) {
            var text = raw.strip();
            for (var what : strip) {
                text = stripped(text, what);
            }
            if (letters != null) {
                text = Changes.letters(text, letters);
            }
            if (table == null) {
                return text;
            }
            var found = table.get(text);
            if (found != null) {
                return found;
            }
            switch (unmapped) {
                case "pass":
                    return text;
                case "default":
                    return fallback;
                case "reject":
                    work.reject("'" + Finding.cut(text) + "' is not in table " + tableName);
                    return ScalarCheck.BAD;
                default:
                    return conversion.bad(
                            MapCode.UNMAPPED,
                            raw,
                            "'" + Finding.cut(text) + "' has no row in table " + tableName + "; add one",
                            work);
            }
        }

        private static String stripped(String text, String what) {
            if (!what.equals("zeros")) {
                return text.startsWith(what) ? text.substring(what.length()) : text;
            }
            int zeros = 0;
            while (zeros < text.length() - 1 && text.charAt(zeros) == '0') {
                zeros++;
            }
            return text.substring(zeros);
        }

        private Object checked(Object value, Work work) {
            if (value == null || value == ScalarCheck.BAD) {
                return value;
            }
            var model = world.model();
            if (left.whole()) {
                var fields = model.kinds().values().stream()
                        .filter(kind -> kind.attributes().get(left.attribute().code()) == left.attribute())
                        .findFirst()
                        .orElseThrow();
                return new ValueChecks(model, fields, work::note)
                        .field(left.attribute().code(), value);
            }
            return new ScalarCheck(model, work::note).check(left.attribute(), left.text(), value);
        }
    }
}
