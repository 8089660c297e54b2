package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.record.RecordShape;
import org.caravanserai.parser.YamlScalar;

/** The source keys of an entry: {@code from price stock template value const each}. */
final class Sources {
    static final Set<String> KEYS = Set.of("from", "price", "stock", "template", "value", "const", "each");

    private final Compilation in;

    Sources(Compilation in) {
        this.in = in;
    }

    /** Where a value begins: one value, or a list of elements still to be picked or collected. */
    sealed interface Source {
        record One(Stage stage) implements Source {}

        record Many(Lists.Elements elements) implements Source {}
    }

    Optional<Source> compile(Entry entry, Scope scope) {
        var given = KEYS.stream().filter(entry::has).sorted().toList();
        boolean both = given.equals(List.of("from", "template")) || given.equals(List.of("price", "template"));
        boolean listed = entry.has("each");
        if (!listed && given.size() != 1 && !both) {
            in.yaml.error(
                    entry.at(),
                    MapCode.SOURCE,
                    "'" + entry.name() + "' has "
                            + (given.isEmpty() ? "no source" : "several sources (" + String.join(", ", given) + ")")
                            + "; give one of " + Yamls.listed(KEYS));
            return Optional.empty();
        }
        if (listed) {
            return new Lists(in).each(entry, scope).map(Source.Many::new);
        }
        if (entry.has("from")) {
            return from(entry, scope);
        }
        if (entry.has("price")) {
            return entry.has("fields")
                    ? new PriceSource(in).breaks(entry, scope).map(Source.Many::new)
                    : new PriceSource(in).price(entry).map(Source.One::new);
        }
        var chain =
                in.chain(entry.get("locale").orElse(null), entry.get("fallback").orElse(null));
        if (entry.has("template")) {
            return in.yaml
                    .scalar("template", entry.get("template").get(), "\"{brand} {name}\"")
                    .flatMap(written -> Template.compile(written, scope, chain, null, in))
                    .map(Source.One::new);
        }
        if (entry.has("value")) {
            return in.value("value", entry.get("value").get(), scope)
                    .map(compiled -> new Source.One(new Stage(
                            compiled.type(),
                            (slots, work) -> compiled.value(slots, work.run()),
                            in.same(compiled),
                            Compilation.inputs(compiled, scope, in.mainLocale()))));
        }
        if (entry.has("const")) {
            return in.yaml
                    .scalar("const", entry.get("const").get(), "new")
                    .map(Sources::constant)
                    .map(Source.One::new);
        }
        return stock(entry);
    }

    static Stage constant(YamlScalar written) {
        var text = written.text();
        return new Stage(Type.TEXT, (slots, work) -> text, "const" + text, List.of());
    }

    private Optional<Source> from(Entry entry, Scope scope) {
        var chain =
                in.chain(entry.get("locale").orElse(null), entry.get("fallback").orElse(null));
        boolean mark = entry.get("fallback")
                .filter(node -> node instanceof YamlScalar word && word.text().equals("mark"))
                .isPresent();
        var found = new ArrayList<Compilation.Address>();
        var paths = in.yaml.scalars("from", entry.get("from").get());
        for (var path : paths) {
            in.address(path.text(), path.at(), scope, chain).ifPresent(found::add);
        }
        if (found.isEmpty() || found.size() < paths.size()) {
            return Optional.empty();
        }
        var first = found.get(0);
        if (first.type() instanceof Type.ListOf) {
            if (found.size() > 1) {
                in.yaml.error(
                        paths.get(1).at(),
                        MapCode.LIST,
                        "'" + first.path() + "' is a list; only single values have alternatives");
                return Optional.empty();
            }
            return new Lists(in).from(entry, first, scope).map(Source.Many::new);
        }
        for (int i = 1; i < found.size(); i++) {
            if (!found.get(i).type().word().equals(first.type().word())) {
                in.yaml.error(
                        paths.get(i).at(),
                        MapCode.TYPE,
                        "'" + found.get(i).path() + "' is "
                                + found.get(i).type().word() + ", '" + first.path() + "' is "
                                + first.type().word() + "; alternatives are of one type");
                return Optional.empty();
            }
        }
        if (first.type() instanceof Type.Struct) {
            in.yaml.error(
                    paths.get(0).at(), MapCode.PATH, "'" + first.path() + "' has fields; write " + first.path() + ".x");
            return Optional.empty();
        }
        var field = entry.name();
        var stage = first(first, mark ? field : null, in.record.shape());
        for (var other : found.subList(1, found.size())) {
            var next = first(other, mark ? field : null, in.record.shape());
            var before = stage.eval();
            var same = stage.same() == null || next.same() == null ? null : stage.same() + "," + next.same();
            stage = new Stage(
                            stage.type(),
                            (slots, work) -> {
                                var value = before.eval(slots, work);
                                return value != null ? value : next.eval().eval(slots, work);
                            },
                            same,
                            stage.inputs())
                    .reading(next.inputs());
        }
        return Optional.of(new Source.One(stage));
    }

    /** The first of the languages that is there; {@code shape} is null in lists; {@code marked} = field whose use of a later one leaves a finding, null = none does. */
    static Stage first(Compilation.Address address, String marked, RecordShape shape) {
        var inputs = new ArrayList<Stage.Input>();
        var same = new StringBuilder("from");
        var evals = new Eval[address.candidates().size()];
        for (int i = 0; i < evals.length; i++) {
            var variable = address.candidates().get(i);
            var locale = address.locales().get(i);
            evals[i] = Compilation.reading(variable);
            same.append(' ').append(Compilation.same(variable));
            inputs.add(new Stage.Input(evals.length > 1 ? address.path() + "." + locale : address.path(), evals[i]));
        }
        if (shape != null
                && evals.length > 1
                && address.candidates().stream().allMatch(variable -> variable.frame() < 0)) {
            shape.firstOf(address.candidates().stream()
                    .mapToInt(org.caravanserai.expression.Variable::slot)
                    .toArray());
        }
        if (evals.length == 1) {
            return new Stage(address.type(), evals[0], same.toString(), inputs);
        }
        if (marked == null) {
            return new Stage(
                    address.type(),
                    (slots, work) -> {
                        for (var eval : evals) {
                            var value = eval.eval(slots, work);
                            if (value != null) {
                                return value;
                            }
                        }
                        return null;
                    },
                    same.toString(),
                    inputs);
        }
        var findings = new Finding[evals.length];
        for (int i = 1; i < evals.length; i++) {
            findings[i] = new Finding(
                    MapCode.OTHER_LOCALE.code(),
                    Finding.Severity.WARN,
                    marked,
                    null,
                    address.path() + " is sent in " + address.locales().get(i) + " because "
                            + address.locales().get(0) + " is missing; translate it",
                    null);
        }
        return new Stage(
                address.type(),
                (slots, work) -> {
                    for (int i = 0; i < evals.length; i++) {
                        var value = evals[i].eval(slots, work);
                        if (value != null) {
                            if (i > 0) {
                                work.note(findings[i]);
                            }
                            return value;
                        }
                    }
                    return null;
                },
                null,
                inputs);
    }

    /** {@code stock: channel} (the channel's warehouses, less what it keeps back), {@code total}, or names of warehouses. */
    private Optional<Source> stock(Entry entry) {
        var written = in.yaml.scalars("stock", entry.get("stock").get());
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var words = written.stream().map(YamlScalar::text).toList();
        boolean channel = words.equals(List.of("channel"));
        var places =
                Set.copyOf(channel ? in.who.warehouses() : words.equals(List.of("total")) ? List.<String>of() : words);
        var safety = channel ? in.who.safety() : BigDecimal.ZERO;
        var list = in.address("stock", written.get(0).at(), in.root, List.of());
        if (list.isEmpty()) {
            return Optional.empty();
        }
        var variable = list.get().candidates().get(0);
        int slot = variable.slot();
        int warehouse =
                variable.element().variable(List.of("warehouse")).orElseThrow().slot();
        int quantity =
                variable.element().variable(List.of("quantity")).orElseThrow().slot();
        Eval eval = (slots, work) -> {
            if (slots[slot] == null) {
                return null;
            }
            var sum = BigDecimal.ZERO;
            for (var element : (Object[]) slots[slot]) {
                var place = (Object[]) element;
                if (place[quantity] != null && (places.isEmpty() || places.contains(place[warehouse]))) {
                    sum = sum.add((BigDecimal) place[quantity]);
                }
            }
            return sum.subtract(safety).max(BigDecimal.ZERO);
        };
        var input = new Stage.Input("stock", (slots, work) -> eval.eval(slots, work));
        return Optional.of(new Source.One(
                new Stage(Type.DECIMAL, eval, "stock" + places.stream().sorted().toList() + safety, List.of(input))));
    }
}
