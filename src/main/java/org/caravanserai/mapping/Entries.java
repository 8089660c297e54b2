package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Truth;
import org.caravanserai.expression.Type;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlScalar;

/** Compiles entries: source, pick or collect, changes, join, form and limits, when, required. */
final class Entries {
    private final Compilation in;

    Entries(Compilation in) {
        this.in = in;
    }

    /** All entries; those with errors are left out. */
    List<FieldPlan> compile(Collection<Entry> entries, Scope scope, TargetFields target) {
        var plans = new ArrayList<FieldPlan>();
        for (var written : entries) {
            if (PerLanguage.is(written)) {
                PerLanguage.of(written, in)
                        .forEach((entry, language) ->
                                plans.addAll(new Entries(language).compile(List.of(entry), scope, target)));
                continue;
            }
            var entry = written;
            var field = target == null ? null : target.fields().get(entry.name());
            if (target != null && field == null) {
                in.yaml.error(
                        entry.at(),
                        MapCode.TARGET_FIELD,
                        "the target has no field '" + entry.name() + "'"
                                + org.caravanserai.parser.Nearest.hint(
                                        entry.name(), target.fields().keySet()));
            }
            compile(entry, scope, field).ifPresent(plans::add);
        }
        return plans;
    }

    /** The rows of an {@code each} with {@code fields}, or one row for one element. */
    Optional<Stage> nested(Entry entry, Scope inside) {
        var node = entry.get("fields").get();
        if (!(node instanceof YamlMap)) {
            in.yaml.error(node.at(), MapCode.SHAPE, "'fields' takes one line per field, found a " + node.word());
            return Optional.empty();
        }
        var reader = new MapReader(java.util.Map.of(), in.problems);
        var entries = reader.entries(node, MapFile.Way.OUT).values();
        var plans = compile(entries, inside, null);
        if (plans.size() < ((YamlMap) node).entries().size()) {
            return Optional.empty();
        }
        var names = plans.stream().map(FieldPlan::name).toList();
        var evals = plans.stream().map(FieldPlan::eval).toArray(Eval[]::new);
        var inputs = plans.stream().flatMap(plan -> plan.inputs().stream()).toList();
        return Optional.of(new Stage(
                new Type.Struct("row"),
                (slots, work) -> {
                    var values = new Object[evals.length];
                    for (int i = 0; i < evals.length; i++) {
                        values[i] = evals[i].eval(slots, work);
                    }
                    return new Row(names, values);
                },
                null,
                inputs));
    }

    private Optional<FieldPlan> compile(Entry entry, Scope scope, TargetFields.Field target) {
        return formed(entry, scope, target)
                .flatMap(stage -> conditional(entry, scope, stage, target))
                .map(stage -> new FieldPlan(entry.name(), stage.eval(), entry.at(), entry.text(), stage.inputs()));
    }

    /** The value as it stands in the row. */
    private Optional<Stage> formed(Entry entry, Scope scope, TargetFields.Field target) {
        var remote = new Remotes(in, entry);
        if (remote.self()) {
            return remote.own();
        }
        var value = new Sources(in)
                .compile(entry, scope)
                .flatMap(source -> value(source, entry, scope))
                .map(stage -> shareable(stage, scope));
        if (entry.has("remote")) {
            return value.flatMap(stage -> remote.apply(stage, target));
        }
        return value.flatMap(stage ->
                stage.type() instanceof Type.Struct ? Optional.of(stage) : new Duty(in, entry, target).apply(stage));
    }

    private Stage shareable(Stage stage, Scope scope) {
        return stage.same() == null || scope.frames() > 0
                ? stage
                : new Stage(stage.type(), in.shared.of(stage.same(), stage.eval()), stage.same(), stage.inputs());
    }

    private Optional<Stage> value(Sources.Source source, Entry entry, Scope scope) {
        if (source instanceof Sources.Source.One one) {
            for (var key : List.of("where", "pick", "take", "join")) {
                if (entry.has(key)) {
                    in.yaml.error(
                            entry.at(key),
                            MapCode.LIST,
                            key + " goes with a list, this is one "
                                    + one.stage().type().word());
                    return Optional.empty();
                }
            }
            return new Changes(in, entry, scope).apply(one.stage());
        }
        var elements = ((Sources.Source.Many) source).elements();
        var changes = new Changes(in, entry, elements.inside());
        boolean others = false;
        if (entry.has("pick")) {
            var word = in.yaml.word("pick", entry.get("pick").get(), List.of("first", "last", "others"));
            others = word.filter("others"::equals).isPresent();
            if (!others) {
                return word.map(which -> elements.pick(which.equals("last")))
                        .flatMap(picked -> picked(picked, entry, changes));
            }
        }
        boolean rest = others;
        var element = elements.element();
        var changed = element.type() instanceof Type.Struct
                ? Optional.of(element)
                : changes.apply(element).flatMap(this::plain);
        return changed.map(each -> elements.collect(each, rest))
                .flatMap(list -> entry.has("join") ? join(entry, list) : Optional.of(list));
    }

    private Optional<Stage> picked(Stage picked, Entry entry, Changes changes) {
        if (picked.type() instanceof Type.Struct) {
            return Optional.of(picked);
        }
        if (!(picked.type() instanceof Type.ListOf)) {
            return changes.apply(picked);
        }
        var list = picked.then(
                picked.type(),
                (slots, work) -> {
                    var all = (Object[]) picked.eval().eval(slots, work);
                    return all == null ? null : List.of(all);
                },
                "list");
        return entry.has("join") ? join(entry, list) : Optional.of(list);
    }

    /** Elements of a list in the row: money as its amount, quantities need their unit. */
    private Optional<Stage> plain(Stage stage) {
        var element = new Entry("element", in.map.at(), java.util.Map.of(), "");
        return new Duty(in, element, null)
                .apply(stage)
                .map(formed -> new Stage(formed.type(), formed.eval(), stage.same(), stage.inputs()));
    }

    private Optional<Stage> join(Entry entry, Stage list) {
        var node = entry.get("join").get();
        if (!(node instanceof YamlScalar separator) || ((Type.ListOf) list.type()).item() instanceof Type.Struct) {
            in.yaml.error(
                    node.at(), MapCode.LIST, "join takes the text between the values of a list, e.g. join: \", \"");
            return Optional.empty();
        }
        var between = separator.text();
        if (entry.has("max")) {
            var limit =
                    in.yaml.scalar("max", entry.get("max").get(), "8 items").flatMap(max -> Limit.parse(max, in.yaml));
            if (limit.isPresent() && limit.get().of() == Limit.Of.ITEMS) {
                return Optional.of(joined(new Duty(in, entry, null).items(list, limit.get()), between));
            }
        }
        return Optional.of(joined(list, between));
    }

    private static Stage joined(Stage list, String between) {
        return list.then(
                Type.TEXT,
                (slots, work) -> {
                    var all = (List<?>) list.eval().eval(slots, work);
                    return all == null ? null : Texts.joined(all, between);
                },
                "join" + between);
    }

    private Optional<Stage> conditional(Entry entry, Scope scope, Stage stage, TargetFields.Field target) {
        Compiled when = null;
        if (entry.has("when")) {
            var condition = in.condition("when", entry.get("when").get(), scope);
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            when = condition.get();
        } else if (entry.has("else")) {
            in.yaml.error(entry.at("else"), MapCode.KEY, "else goes with when; without it use default");
            return Optional.empty();
        }
        var duty = "false";
        if (entry.has("required")) {
            var word = in.yaml.word("required", entry.get("required").get(), List.of("true", "false", "when"));
            if (word.isEmpty()) {
                return Optional.empty();
            }
            duty = word.get();
            if (duty.equals("when") && when == null) {
                in.yaml.error(entry.at("required"), MapCode.KEY, "required: when needs the key when");
                return Optional.empty();
            }
        } else if (target != null && target.required()) {
            duty = "true";
        }
        var otherwise = entry.get("else").flatMap(node -> in.yaml.scalar("else", node, "out of stock"));
        if (entry.has("else") && otherwise.isEmpty()) {
            return Optional.empty();
        }
        Object other = null;
        if (otherwise.isPresent()) {
            if (stage.type() != Type.TEXT && !(stage.type() instanceof Type.Option) && stage.type() != Type.HTML) {
                in.yaml.error(
                        otherwise.get().at(),
                        MapCode.TYPE,
                        "else is text, this field is " + stage.type().word() + "; use value with ? :");
                return Optional.empty();
            }
            other = otherwise.get().text();
        }
        var inputs = when == null ? List.<Stage.Input>of() : Compilation.inputs(when, scope, in.mainLocale());
        var eval = when == null ? stage.eval() : when(when, stage.eval(), other, duty.equals("when"), entry.name());
        return Optional.of(stage.then(stage.type(), duty.equals("true") ? required(eval, entry.name()) : eval, null)
                .reading(inputs));
    }

    private static Eval when(Compiled when, Eval value, Object other, boolean required, String name) {
        return (slots, work) -> {
            if (when.truth(slots, work.run()) != Truth.TRUE) {
                return other;
            }
            var found = value.eval(slots, work);
            if (found == null && required) {
                work.hold(missing(name));
            }
            return found;
        };
    }

    private static Eval required(Eval value, String name) {
        return (slots, work) -> {
            var found = value.eval(slots, work);
            if (found == null) {
                work.hold(missing(name));
            }
            return found;
        };
    }

    private static Finding missing(String name) {
        return new Finding(
                MapCode.REQUIRED.code(),
                Finding.Severity.BLOCK,
                name,
                null,
                name + " is required and has no value; complete the record",
                null);
    }
}
