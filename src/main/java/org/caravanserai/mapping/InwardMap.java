package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Section;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Refused;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.Truth;
import org.caravanserai.parser.Problems;

/**
 * A compiled inward map: a source row becomes a canonical document. Immutable, any number of threads.
 *
 * <p>For files with columns call {@link #rows(Collection)} once per file; JSON records go to {@link #apply(Map, Run)}.
 */
public final class InwardMap {
    private final MapFile file;
    private final Surroundings world;
    private final InwardNames names;
    private final List<InwardPlan> plans;
    private final List<ColumnPatterns> patterns;
    private final Compiled select;
    private final Section collect;
    private final Set<String> taken = new LinkedHashSet<>();
    private final String revision;
    /** The columns of the record before: those of a file stay the same. */
    private volatile Rows last;

    private InwardMap(
            MapFile file,
            Surroundings world,
            InwardNames names,
            List<InwardPlan> plans,
            List<ColumnPatterns> patterns,
            Compiled select,
            Section collect) {
        this.file = file;
        this.world = world;
        this.names = names;
        this.plans = List.copyOf(plans);
        this.patterns = List.copyOf(patterns);
        this.select = select;
        this.collect = collect;
        plans.forEach(plan -> taken.add(plan.left().path().get(0)));
        long hash = RowHash.add(RowHash.SEED, select == null ? null : select.text());
        for (var entry : file.entries().values()) {
            hash = RowHash.add(RowHash.add(hash, entry.name()), entry.text());
        }
        for (var pattern : file.columns()) {
            hash = RowHash.add(hash, MapReader.text(pattern));
        }
        revision = String.format("%016x", hash);
    }

    /**
     * Compiles an inward map.
     *
     * @param name {@code morvan-erp/product-in}
     * @param dialect how the source writes numbers and dates
     * @param problems receives everything that is wrong
     * @return empty when there were errors
     */
    public static Optional<InwardMap> compile(Surroundings world, String name, Dialect dialect, Problems problems) {
        var found = new Problems();
        var compiled =
                new MapReader(world.maps(), found).read(name).flatMap(file -> compile(file, world, dialect, found));
        problems.addAll(found.sorted());
        return found.failed() ? Optional.empty() : compiled;
    }

    private static Optional<InwardMap> compile(MapFile file, Surroundings world, Dialect dialect, Problems problems) {
        var yaml = new Yamls(problems);
        if (file.way() != MapFile.Way.IN) {
            yaml.error(
                    file.at(),
                    MapCode.NAME,
                    "this map is " + (file.outward() ? "outward" : "for answers")
                            + "; inward maps are named <object>-in.map.yaml");
            return Optional.empty();
        }
        var names = new InwardNames();
        Section collect = null;
        if (file.collect() != null) {
            collect =
                    world.model().of(file.kind()).sections().get(file.collect().text());
            if (collect == null || collect.byKey()) {
                yaml.error(
                        file.collect().at(),
                        MapCode.COLLECT,
                        "'" + file.collect().text() + "' is no section of "
                                + file.kind().word() + " that is a list"
                                + org.caravanserai.parser.Nearest.hint(
                                        file.collect().text(),
                                        world.model().of(file.kind()).sections().keySet()));
                return Optional.empty();
            }
        }
        var entries = new InwardEntries(world, file, collect, dialect, problems);
        var plans = new ArrayList<InwardPlan>();
        file.entries().values().forEach(entry -> entries.compile(entry, names).ifPresent(plans::add));
        var patterns = ColumnPatterns.of(file, world, dialect, yaml);
        if (!file.entries().containsKey(file.kind().keyField())) {
            yaml.error(
                    file.at(),
                    MapCode.SOURCE,
                    "no entry fills the key; add: " + file.kind().keyField() + ": COLUMN");
        }
        Compiled select = file.select() == null
                ? null
                : entries.expression("select", file.select(), names, true).orElse(null);
        return problems.failed()
                ? Optional.empty()
                : Optional.of(new InwardMap(file, world, names, plans, patterns, select, collect));
    }

    /** The kind of document it makes. */
    public Kind kind() {
        return file.kind();
    }

    /** Its name, {@code <system>/<map>}. */
    public String name() {
        return file.name();
    }

    /** Changes when a rule changes. */
    public String revision() {
        return revision;
    }

    /** Columns and JSON paths that are named in the map; a table file without one of them lost a column. */
    public Set<String> columns() {
        return names.paths();
    }

    /**
     * The section whose elements the rows are: several rows make one document, and each accepted document holds one element. Empty when a row is a
     * document. See {@link Elements}.
     */
    public Optional<Section> collects() {
        return Optional.ofNullable(collect);
    }

    /** The rows of a file with these columns. */
    public Rows rows(Collection<String> header) {
        return new Rows(header);
    }

    /** Maps one record given by field or column name: JSON as it is, cells as text. */
    public InwardResult apply(Map<String, Object> record, Run run) {
        var work = new Work(run);
        run.begin();
        if (patterns.isEmpty()) {
            return apply(names.read(path -> at(record, path)), plans, record, work);
        }
        var rows = last;
        if (rows == null || !rows.header.equals(record.keySet())) {
            rows = rows(record.keySet());
            last = rows;
        }
        return apply(rows.all.read(path -> at(record, path)), rows.bound, record, work);
    }

    /** A field of a JSON record by its path; a field that is named like the whole path comes first. Null when there is none. */
    static Object at(Map<String, Object> record, String path) {
        if (record.containsKey(path)) {
            return record.get(path);
        }
        Object value = record;
        for (var step : path.split("\\.")) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = map.get(step);
        }
        return value;
    }

    /** The rows of one file with columns. Immutable. */
    public final class Rows {
        private final Set<String> header;
        private final InwardNames all;
        private final List<InwardPlan> bound;
        private final Set<String> unread;

        private Rows(Collection<String> header) {
            this.header = Set.copyOf(header);
            all = names.copy();
            bound = new ArrayList<>(plans);
            for (var pattern : patterns) {
                bound.addAll(pattern.bind(header, taken, all));
            }
            unread = new LinkedHashSet<>(header);
            unread.removeAll(all.paths());
        }

        /** Columns of the file that nothing reads, for the account of the run. */
        public Set<String> unread() {
            return Set.copyOf(unread);
        }

        /** Maps one row; {@code cell} gives the text of a column, null when the file has none of that name. */
        public InwardResult apply(Function<String, ?> cell, Run run) {
            var work = new Work(run);
            run.begin();
            return InwardMap.this.apply(all.read(cell::apply), bound, null, work);
        }
    }

    private InwardResult apply(Object[] slots, List<InwardPlan> plans, Map<String, Object> record, Work work) {
        try {
            if (select != null && select.truth(slots, work.run()) != Truth.TRUE) {
                return new InwardResult.Skipped("select: " + select.text());
            }
            return document(slots, plans, record, work);
        } catch (Refused parked) {
            return refused(MapCode.PARKED, null, null, parked.getMessage());
        }
    }

    private InwardResult document(Object[] slots, List<InwardPlan> plans, Map<String, Object> record, Work work) {
        var keyField = file.kind().keyField();
        var values = new LinkedHashMap<String, Object>();
        var element = new ArrayList<InwardPlan>();
        var named = new LinkedHashMap<Section, Map<String, List<InwardPlan>>>();
        String key = null;
        for (var plan : plans) {
            if (collect != null
                    && plan.left().section() == collect
                    && plan.left().path().size() > 1) {
                element.add(plan);
                continue;
            }
            if (plan.left().named()) {
                named.computeIfAbsent(plan.left().section(), none -> new LinkedHashMap<>())
                        .computeIfAbsent(plan.left().path().get(1), none -> new ArrayList<>())
                        .add(plan);
                continue;
            }
            var value = plan.eval().eval(slots, work);
            if (work.rejected() != null) {
                return refused(MapCode.REJECTED, plan.left().text(), null, work.rejected());
            }
            if (plan.left().section() == null && plan.left().path().equals(List.of(keyField))) {
                if (!(value instanceof String text) || text.isBlank()) {
                    return refused(MapCode.ROW_KEY, keyField, null, "the row has no " + keyField);
                }
                key = text;
            } else if (plan.required() && (value == null || value == ScalarCheck.BAD)) {
                return refused(
                        MapCode.ROW_REQUIRED,
                        plan.left().text(),
                        null,
                        plan.left().text() + " is required and has no usable value");
            } else if (value != ScalarCheck.BAD) {
                plan.left().put(values, value);
            }
        }
        named.forEach((section, elements) -> values.put(section.code(), named(section, elements, slots, work)));
        if (record != null) {
            patterns.stream()
                    .filter(ColumnPatterns::byField)
                    .forEach(pattern -> pattern.fields(record, taken, values, work));
        }
        if (collect != null) {
            var one = InwardEntries.element(element, collect, slots, work);
            if (one == null) {
                return refused(
                        MapCode.ROW_STRUCTURE,
                        collect.code(),
                        null,
                        "the row makes no element of " + collect.code() + ": " + String.join(", ", collect.identity())
                                + " must be usable");
            }
            values.put(collect.code(), List.of(one));
        }
        prune(values);
        return new InwardResult.Accepted(new Document(file.kind(), key, values), work.findings());
    }

    /** Elements whose fields stand in columns of their own: {@code addresses.billing.city}. One without any value is none. */
    private static Object named(Section section, Map<String, List<InwardPlan>> elements, Object[] slots, Work work) {
        var list = new ArrayList<Object>();
        elements.forEach((name, fields) -> {
            var one = InwardEntries.element(fields, section, slots, work);
            if (one != null) {
                var whole = new LinkedHashMap<String, Object>();
                whole.put(section.identity().get(0), name);
                whole.putAll(one);
                list.add(whole);
            }
        });
        return list.isEmpty() ? null : list;
    }

    /** Takes missing fields out of sections by key: a packaging level without a value is none. */
    private void prune(Map<String, Object> values) {
        for (var section : world.model().of(file.kind()).sections().values()) {
            if (section.byKey() && values.get(section.code()) instanceof Map<?, ?> levels) {
                levels.values().removeIf(level -> level instanceof Map<?, ?> fields && emptied(fields));
                if (levels.isEmpty()) {
                    values.put(section.code(), null);
                }
            }
        }
    }

    private static boolean emptied(Map<?, ?> fields) {
        fields.values().removeIf(java.util.Objects::isNull);
        return fields.isEmpty();
    }

    private static InwardResult refused(MapCode code, String attribute, String value, String message) {
        return new InwardResult.Refused(
                new Finding(code.code(), Finding.Severity.BLOCK, attribute, value, message, null));
    }
}
