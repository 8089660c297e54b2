package org.caravanserai.health;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Section;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.master.Golden;
import org.caravanserai.quality.Blank;

/** Companies and contacts: what a purpose lacks, who cannot be reached or named, who is there twice. Keeps codes and ids only, never a value. */
final class PartyCount implements Count {
    /** Forms and additions that do not tell two companies apart. */
    private static final Set<String> NOISE = Set.of(
            "sa",
            "sas",
            "sasu",
            "sarl",
            "eurl",
            "snc",
            "sci",
            "scop",
            "ets",
            "etablissements",
            "societe",
            "ste",
            "et",
            "fils",
            "freres",
            "cie",
            "gmbh",
            "ag",
            "kg",
            "ohg",
            "ltd",
            "limited",
            "plc",
            "llc",
            "inc",
            "bv",
            "nv",
            "spa",
            "srl",
            "sl",
            "and",
            "sons",
            "co");

    private final Kind kind;
    private final RecordReader reader;
    private final List<RecordNames> names;
    private final List<Declared> declared;
    private final Clusters clusters = new Clusters();
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final Map<String, List<Wanted>> purposes = new TreeMap<>();
    private final List<String> reach;
    private final Addresses addresses;

    /** Something a purpose needs. */
    private interface Wanted {
        String code();

        boolean lacks(Object[] slots);
    }

    private record Value(String code, int slot) implements Wanted {
        @Override
        public boolean lacks(Object[] slots) {
            return Blank.is(slots[slot]);
        }
    }

    /** An element of the purpose's role, with something in it. */
    private record Element(String code, int slot, int role, String wanted, List<Integer> content) implements Wanted {
        @Override
        public boolean lacks(Object[] slots) {
            if (!(slots[slot] instanceof Object[] elements)) {
                return true;
            }
            for (var each : elements) {
                var element = (Object[]) each;
                if ((wanted == null || wanted.equals(element[role]))
                        && (content.isEmpty() || content.stream().anyMatch(field -> !Blank.is(element[field])))) {
                    return false;
                }
            }
            return true;
        }
    }

    private record Addresses(int slot, int postcode) {}

    PartyCount(Means means, Kind kind, List<Declared> declared) {
        this.kind = kind;
        this.declared = declared;
        this.names = means.names();
        var view = means.builder().shape().names(Perspective.NEUTRAL);
        var model = means.home().model().of(kind);
        reach = kind == Kind.COMPANIES
                ? List.of("email", "phone", "siren", "siret", "vatId", "duns", "gln")
                : List.of("email", "phone", "mobile");
        var codes = new ArrayList<>(reach);
        codes.add("name");
        codes.forEach(code ->
                slots.put(code, view.variable(List.of(code)).orElseThrow().slot()));
        model.required().forEach((purpose, required) -> {
            var wanted = new ArrayList<Wanted>();
            for (var code : new TreeSet<>(required)) {
                var section = model.sections().get(code);
                wanted.add(
                        section == null
                                ? value(code, view)
                                : element(
                                        purpose,
                                        section,
                                        view,
                                        means.home().model().options().get("address-roles")));
            }
            purposes.put(purpose, List.copyOf(wanted));
        });
        addresses = kind == Kind.COMPANIES ? addresses(view) : null;
        reader = means.builder().build().reader();
    }

    private static Wanted value(String code, RecordNames view) {
        return new Value(code, view.variable(List.of(code)).orElseThrow().slot());
    }

    private static Wanted element(String purpose, Section section, RecordNames view, Set<String> roles) {
        var list = view.variable(List.of(section.code())).orElseThrow();
        var content = new ArrayList<Integer>();
        for (var field : List.of("street", "postcode", "city")) {
            if (section.fields().containsKey(field)) {
                content.add(
                        list.element().variable(List.of(field)).orElseThrow().slot());
            }
        }
        boolean role = section.fields().containsKey("role") && roles != null && roles.contains(purpose);
        int slot = role ? list.element().variable(List.of("role")).orElseThrow().slot() : -1;
        return new Element(section.code(), list.slot(), slot, role ? purpose : null, content);
    }

    private static Addresses addresses(RecordNames view) {
        var list = view.variable(List.of("addresses")).orElseThrow();
        return new Addresses(
                list.slot(),
                list.element().variable(List.of("postcode")).orElseThrow().slot());
    }

    private String incomplete() {
        return "incomplete-" + kind.word();
    }

    private String anonymous() {
        return "anonymous-" + kind.word();
    }

    @Override
    public String clusterCounter() {
        return "duplicate-" + kind.word();
    }

    @Override
    public Clusters clusters() {
        return clusters;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public RecordReader reader() {
        return reader;
    }

    @Override
    public Set<Kind> joins() {
        return Count.joins(names);
    }

    @Override
    public void begin(Sheet sheet) {
        for (var counter : List.of(incomplete(), anonymous(), clusterCounter())) {
            sheet.among(counter, Scope.ALL, 0);
        }
        purposes.keySet().forEach(purpose -> sheet.among(incomplete(), Scope.of("purpose", purpose), 0));
        declared.forEach(each -> each.begin(sheet));
    }

    @Override
    public void look(Golden golden, Object[] record, Sheet sheet) {
        for (var counter : List.of(incomplete(), anonymous(), clusterCounter())) {
            sheet.among(counter, Scope.ALL, 1);
        }
        complete(golden, record, sheet);
        if (reach.stream().allMatch(code -> Blank.is(record[slots.get(code)]))) {
            sheet.hit(anonymous(), Scope.ALL, golden.id(), golden.key(), "");
        }
        if (kind == Kind.CONTACTS) {
            clusters.add(golden.id(), "email", folded(text(record, "email")));
        } else {
            company(golden.id(), record);
        }
        declared.forEach(each -> each.look(golden, record, sheet));
    }

    private void complete(Golden golden, Object[] record, Sheet sheet) {
        var all = new ArrayList<String>();
        purposes.forEach((purpose, wanted) -> {
            var scope = Scope.of("purpose", purpose);
            sheet.among(incomplete(), scope, 1);
            var missing = wanted.stream()
                    .filter(each -> each.lacks(record))
                    .map(Wanted::code)
                    .toList();
            if (!missing.isEmpty()) {
                sheet.hit(incomplete(), scope, golden.id(), golden.key(), String.join(", ", missing));
                missing.forEach(code -> all.add(purpose + ":" + code));
            }
        });
        if (!all.isEmpty()) {
            sheet.hit(incomplete(), Scope.ALL, golden.id(), golden.key(), String.join(", ", all));
        }
    }

    private void company(long id, Object[] record) {
        clusters.add(id, "siren", digits(text(record, "siren")));
        clusters.add(id, "siret", digits(text(record, "siret")));
        var vat = text(record, "vatId");
        clusters.add(
                id,
                "vatId",
                vat == null ? null : vat.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT));
        var name = comparable(text(record, "name"));
        if (name.isEmpty() || !(record[addresses.slot()] instanceof Object[] elements)) {
            return;
        }
        for (var each : elements) {
            var postcode = ((Object[]) each)[addresses.postcode()];
            if (!Blank.is(postcode)) {
                clusters.add(
                        id, "name, postcode", name + "|" + postcode.toString().replaceAll("\\s", ""));
            }
        }
    }

    private String text(Object[] record, String code) {
        var value = record[slots.get(code)];
        return Blank.is(value) ? null : value.toString();
    }

    private static String digits(String text) {
        return text == null ? null : text.replaceAll("\\D", "");
    }

    private static String folded(String text) {
        return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    /** A name without case, accents, signs, legal form and "and Sons". */
    static String comparable(String name) {
        if (name == null) {
            return "";
        }
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        var words = new ArrayList<String>();
        for (var word : plain.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty() && !NOISE.contains(word)) {
                words.add(word);
            }
        }
        return String.join(" ", words);
    }
}
