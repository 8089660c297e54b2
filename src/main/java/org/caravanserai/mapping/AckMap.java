package org.caravanserai.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Expressions;
import org.caravanserai.expression.Refused;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.Truth;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlScalar;

/**
 * A compiled answer map: records of a partner's answer become outcomes. Immutable, any number of threads, each with its own {@link Run}.
 *
 * <p>With {@code each} every element of a list in a record is an outcome; a record whose list is absent or empty is looked at once, its
 * element's fields missing.
 */
public final class AckMap {
    /** The closed list of left sides. */
    static final Set<String> FIELDS =
            Set.of("key", "position", "outcome", "remoteId", "code", "field", "text", "job", "lookAt", "state");

    private static final Set<String> NAMING = Set.of("key", "position");
    /** Longest name of an item or job; a longer one is no name we could keep. */
    private static final int ID = 200;

    private static final int CODE = 100;
    private static final int FIELD = 200;
    private static final int TEXT = 2_000;
    private static final Map<String, AckRow.Word> WORDS = words();

    private final AckNames names;
    private final Map<String, InwardPlan> plans;
    private final Compiled select;
    private final String each;
    private final String revision;

    private AckMap(MapFile file, AckNames names, Map<String, InwardPlan> plans, Compiled select) {
        this.names = names;
        this.plans = plans;
        this.select = select;
        this.each = file.each() == null ? null : file.each().text();
        long hash = RowHash.add(RowHash.add(RowHash.SEED, each), select == null ? null : select.text());
        for (var entry : file.entries().values()) {
            hash = RowHash.add(RowHash.add(hash, entry.name()), entry.text());
        }
        this.revision = String.format("%016x", hash);
    }

    private static Map<String, AckRow.Word> words() {
        var words = new LinkedHashMap<String, AckRow.Word>();
        for (var word : AckRow.Word.values()) {
            words.put(word.word(), word);
        }
        return words;
    }

    /**
     * Compiles an answer map.
     *
     * @param name {@code brevo/contact-ack}
     * @param problems receives everything that is wrong
     * @return empty when there were errors
     */
    public static Optional<AckMap> compile(Surroundings world, String name, Problems problems) {
        var found = new Problems();
        var compiled = new MapReader(world.maps(), found).read(name).flatMap(file -> compile(file, world, found));
        problems.addAll(found.sorted());
        return found.failed() ? Optional.empty() : compiled;
    }

    private static Optional<AckMap> compile(MapFile file, Surroundings world, Problems problems) {
        var yaml = new Yamls(problems);
        if (file.way() != MapFile.Way.ACK) {
            yaml.error(
                    file.at(),
                    MapCode.NAME,
                    "this map is " + file.way().sentence() + "; maps of answers are named <object>-ack.map.yaml");
            return Optional.empty();
        }
        var zone = world.company() == null ? ZoneId.of("UTC") : world.company().timeZone();
        var entries = new InwardEntries(world, file, null, new Dialect('.', zone), problems);
        var names = new AckNames();
        var plans = new LinkedHashMap<String, InwardPlan>();
        for (var entry : file.entries().values()) {
            if (FIELDS.contains(entry.name())) {
                entries.value(entry, left(entry.name()), names).ifPresent(plan -> plans.put(entry.name(), plan));
            } else {
                yaml.error(
                        entry.at(),
                        MapCode.PATH,
                        "'" + entry.name() + "' is no field of an outcome (" + Yamls.listed(FIELDS) + ")"
                                + Nearest.hint(entry.name(), FIELDS));
            }
        }
        if (file.entries().containsKey("outcome")) {
            outcomes(file.entries().get("outcome"), world, yaml);
        } else {
            yaml.error(file.at(), MapCode.SOURCE, "no entry fills the outcome; add: outcome: { const: rejected }");
        }
        Compiled select = file.select() == null
                ? null
                : entries.expression("select", file.select(), names, true).orElse(null);
        return problems.failed() ? Optional.empty() : Optional.of(new AckMap(file, names, plans, select));
    }

    private static Left left(String field) {
        var type = field.equals("lookAt") ? AttributeType.INSTANT : AttributeType.TEXT;
        return new Left(List.of(field), Attribute.of(field, type), false, null);
    }

    /** Every constant outcome, every one an expression says and every value of its table is one of the words. */
    private static void outcomes(Entry entry, Surroundings world, Yamls yaml) {
        for (var key : List.of("const", "default", "else")) {
            entry.get(key).ifPresent(node -> yaml.word(key, node, WORDS.keySet()));
        }
        if (!entry.has("table") && entry.get("value").orElse(null) instanceof YamlScalar written) {
            Expressions.results(written.text()).stream()
                    .filter(said -> !WORDS.containsKey(said.text()))
                    .forEach(said -> yaml.error(
                            written.position(said.at()),
                            MapCode.WORD,
                            "'" + Finding.cut(said.text()) + "' is no outcome (" + Yamls.listed(WORDS.keySet()) + ")"
                                    + Nearest.hint(said.text(), WORDS.keySet())));
        }
        if (entry.get("table").orElse(null) instanceof YamlScalar written) {
            TableChange.column(world.tables(), written, List.of(), new Yamls(new Problems()))
                    .ifPresent(column -> column.values().stream()
                            .filter(value -> !WORDS.containsKey(value))
                            .sorted()
                            .findFirst()
                            .ifPresent(value -> yaml.error(
                                    written.at(),
                                    MapCode.OPTION,
                                    "table " + written.text() + " says '" + Finding.cut(value)
                                            + "', which is no outcome (" + Yamls.listed(WORDS.keySet()) + ")"
                                            + Nearest.hint(value, WORDS.keySet()))));
        }
    }

    /** Changes when a rule changes; not when a value table does. */
    public String revision() {
        return revision;
    }

    /**
     * Makes outcomes of an answer. Never throws because of what a partner sent: what cannot be read is unknown and says why.
     *
     * @param records the answer, in order: JSON as it is, XML and CSV as text
     * @param variables beside the records, each may be absent: {@code status} HTTP status (a number), {@code job} and {@code locale} texts,
     *     {@code keys} the natural keys that were sent, in order
     * @param run holds all findings afterwards
     * @return in order; none for a record that {@code select} leaves out
     */
    public List<AckRow> apply(List<Map<String, Object>> records, Map<String, Object> variables, Run run) {
        var answer = new Answer(variables, run);
        for (int i = 0; i < records.size(); i++) {
            var record = records.get(i) == null ? Map.<String, Object>of() : records.get(i);
            if (each == null) {
                answer.add(record, record, i);
                continue;
            }
            var inside = AckNames.at(record, each);
            var elements = inside instanceof List<?> list ? list : inside == null ? List.of() : List.of(inside);
            for (int j = 0; j < elements.size(); j++) {
                answer.add(record, elements.get(j), j);
            }
            if (elements.isEmpty()) {
                answer.add(record, null, i);
            }
        }
        return answer.rows();
    }

    /** One answer while it is read. */
    private final class Answer {
        private final Run run;
        private final Map<String, Object> beside = new HashMap<>();
        private final List<String> keys;
        private final List<AckRow> rows = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();

        Answer(Map<String, Object> variables, Run run) {
            this.run = run;
            keys = variables.get("keys") instanceof Collection<?> sent
                    ? sent.stream().map(String::valueOf).toList()
                    : List.of();
            beside.put("keys", keys.toArray());
            beside.put("status", variables.get("status") instanceof Number status ? status.longValue() : null);
            beside.put("job", text(variables.get("job")));
            beside.put("locale", text(variables.get("locale")));
        }

        private static String text(Object value) {
            return value == null || value.toString().isBlank() ? null : value.toString();
        }

        void add(Map<?, ?> record, Object element, int index) {
            beside.put("index", (long) index);
            run.begin();
            var work = new Work(run);
            try {
                var slots = names.read(record, element, beside);
                if (select == null || select.truth(slots, run) == Truth.TRUE) {
                    rows.add(new Reading(slots, work, keys, (String) beside.get("job")).row());
                }
            } catch (Refused parked) {
                work.note(finding(MapCode.PARKED, null, null, parked.getMessage()));
                rows.add(unknown(null, parked.getMessage()));
            }
            findings.addAll(work.findings());
            findings.addAll(run.findings());
        }

        List<AckRow> rows() {
            run.begin();
            findings.forEach(run::note);
            return List.copyOf(rows);
        }
    }

    /** One record while it becomes an outcome. */
    private final class Reading {
        private final Object[] slots;
        private final Work work;
        private final List<String> keys;
        private final String job;
        /** Why nothing is believed of it, null = all is well. */
        private String broken;

        Reading(Object[] slots, Work work, List<String> keys, String job) {
            this.slots = slots;
            this.work = work;
            this.keys = keys;
            this.job = job;
        }

        AckRow row() {
            var key = key();
            var word = outcome();
            var remoteId = id("remoteId");
            var own = id("job");
            var ofJob = own == null ? job : own;
            if (broken == null && word == AckRow.Word.SUBMITTED && ofJob == null) {
                breaks(MapCode.ACK_INCOMPLETE, "job", null, "the answer says submitted and names no job");
            }
            if (broken == null && word == AckRow.Word.KNOWN && remoteId == null) {
                breaks(MapCode.ACK_INCOMPLETE, "remoteId", null, "the answer says known and names no id");
            }
            var code = shown("code", CODE);
            var field = shown("field", FIELD);
            var text = shown("text", TEXT);
            var state = shown("state", TEXT);
            var lookAt = lookAt();
            if (broken != null || work.rejected() != null) {
                return unknown(key, broken != null ? broken : work.rejected());
            }
            return new AckRow(key, word, remoteId, code, field, text == null ? state : text, ofJob, lookAt);
        }

        private Object value(String field) {
            var plan = plans.get(field);
            if (plan == null) {
                return null;
            }
            var value = plan.eval().eval(slots, work);
            if (value != null && value != ScalarCheck.BAD) {
                return value;
            }
            if (plan.required()) {
                breaks(MapCode.ROW_REQUIRED, field, null, field + " is required and the answer has no usable one");
            } else if (value != null && NAMING.contains(field)) {
                // Without a key the record would speak of everything.
                breaks(MapCode.ACK_POSITION, field, null, field + " of the answer is no text");
            }
            return null;
        }

        private AckRow.Word outcome() {
            var said = (String) value("outcome");
            var word = said == null ? null : WORDS.get(said.strip());
            if (word == null) {
                breaks(
                        MapCode.ACK_OUTCOME,
                        "outcome",
                        said,
                        said == null
                                ? "the answer says no outcome"
                                : "'" + Finding.cut(said) + "' is no outcome (" + Yamls.listed(WORDS.keySet()) + ")");
            }
            return word == null ? AckRow.Word.UNKNOWN : word;
        }

        private String key() {
            var named = (String) value("key");
            if (named != null || !plans.containsKey("position")) {
                return named == null ? null : named.strip();
            }
            var said = (String) value("position");
            if (said == null) {
                return null;
            }
            if (said.matches("[0-9]{1,9}") && Integer.parseInt(said) < keys.size()) {
                return keys.get(Integer.parseInt(said));
            }
            breaks(
                    MapCode.ACK_POSITION,
                    "position",
                    said,
                    "the answer speaks of position " + Finding.cut(said) + ", " + keys.size()
                            + " items were sent, counted from 0");
            return "#" + Finding.cut(said);
        }

        /** A name somebody else gave: it is kept whole or not at all. */
        private String id(String field) {
            var said = (String) value(field);
            if (said == null) {
                return null;
            }
            var id = said.strip();
            if (id.length() > ID || id.chars().anyMatch(Character::isISOControl)) {
                breaks(
                        MapCode.ACK_INCOMPLETE,
                        field,
                        said,
                        field + " is longer than " + ID + " characters or holds control characters");
                return null;
            }
            return id;
        }

        private String shown(String field, int most) {
            var said = (String) value(field);
            if (said == null) {
                return null;
            }
            var text = new StringBuilder(Texts.cut(said, most));
            for (int i = 0; i < text.length(); i++) {
                if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\n') {
                    text.setCharAt(i, ' ');
                }
            }
            var plain = text.toString().strip();
            return plain.isEmpty() ? null : plain;
        }

        private Instant lookAt() {
            var said = (String) value("lookAt");
            try {
                return said == null ? null : OffsetDateTime.parse(said).toInstant();
            } catch (DateTimeException none) {
                return null;
            }
        }

        private void breaks(MapCode code, String field, String value, String why) {
            work.note(finding(code, field, value, why));
            if (broken == null) {
                broken = why;
            }
        }
    }

    private static AckRow unknown(String key, String why) {
        return new AckRow(key, AckRow.Word.UNKNOWN, null, null, null, why, null, null);
    }

    private static Finding finding(MapCode code, String field, String value, String message) {
        return new Finding(code.code(), Finding.Severity.WARN, field, value, message, null);
    }
}
