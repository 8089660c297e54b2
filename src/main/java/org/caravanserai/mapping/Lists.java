package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Truth;
import org.caravanserai.expression.Type;
import org.caravanserai.parser.YamlMap;

/** Lists on their way through an entry: {@code each where pick take}. */
final class Lists {
    private static final Set<String> INNER =
            Set.of("from", "template", "value", "const", "table", "locale", "fallback", "take");

    private final Compilation in;

    Lists(Compilation in) {
        this.in = in;
    }

    /**
     * A list and what is taken of each element.
     *
     * @param list gives {@code Object[]}, elements or plain values
     * @param plain true when the elements are plain values
     * @param frame where the element stands while it is looked at
     * @param inside names while it is looked at
     * @param where null = every element
     * @param element what is taken of one
     * @param same of list and condition, null = may not be shared
     */
    record Elements(
            Eval list,
            boolean plain,
            int frame,
            Scope inside,
            Compiled where,
            Stage element,
            String same,
            List<Stage.Input> inputs) {

        /** One element: the first or last that passes and has a value. It stays in its frame for the steps after. */
        Stage pick(boolean last) {
            Eval eval = (slots, work) -> {
                var all = (Object[]) list.eval(slots, work);
                int size = all == null ? 0 : all.length;
                for (int i = 0; i < size; i++) {
                    var value = at(all[last ? size - 1 - i : i], slots, work);
                    if (value != null) {
                        return value;
                    }
                }
                work.item(frame, null);
                return null;
            };
            return new Stage(element.type(), eval, shared("pick " + last), all());
        }

        /**
         * All elements that pass and have a value after {@code changed}.
         *
         * @param others without the first of them, which {@code pick: first} takes elsewhere
         */
        Stage collect(Stage changed, boolean others) {
            var value = changed.eval();
            Eval eval = (slots, work) -> {
                var all = (Object[]) list.eval(slots, work);
                if (all == null) {
                    return null;
                }
                var found = new ArrayList<Object>(all.length);
                for (var one : all) {
                    if (passes(one, slots, work)) {
                        var taken = value.eval(slots, work);
                        if (taken != null) {
                            found.add(taken);
                        }
                    }
                }
                work.item(frame, null);
                if (others && !found.isEmpty()) {
                    found.remove(0);
                }
                return found.isEmpty() ? null : found;
            };
            var how = same == null || changed.same() == null
                    ? null
                    : same + (others ? "|others(" : "|each(") + changed.same() + ")";
            return new Stage(new Type.ListOf(changed.type()), eval, how, all());
        }

        private Object at(Object one, Object[] slots, Work work) {
            return passes(one, slots, work) ? element.eval().eval(slots, work) : null;
        }

        private boolean passes(Object one, Object[] slots, Work work) {
            work.item(frame, plain ? new Object[] {one} : (Object[]) one);
            return where == null || where.truth(slots, work.run()) == Truth.TRUE;
        }

        private String shared(String how) {
            return same == null || element.same() == null ? null : same + "|" + how + "(" + element.same() + ")";
        }

        private List<Stage.Input> all() {
            return inputs;
        }
    }

    /** {@code from: media} with {@code take}. */
    Optional<Elements> from(Entry entry, Compilation.Address list, Scope scope) {
        var variable = list.candidates().get(0);
        boolean plain = variable.element() == null;
        if (plain && entry.has("where")) {
            in.yaml.error(
                    entry.at("where"),
                    MapCode.LIST,
                    "the elements of '" + list.path() + "' have no fields; where needs a list with fields");
            return Optional.empty();
        }
        var inside = inside(list.path(), entry, scope, plain);
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        if (plain) {
            int frame = scope.frames();
            var element = new Stage(
                    ((Type.ListOf) list.type()).item(), (slots, work) -> work.item(frame)[0], "plain", List.of());
            return elements(entry, list, scope, inside.get(), element, true);
        }
        var take = entry.get("take").flatMap(node -> in.yaml.scalar("take", node, "url"));
        if (take.isEmpty()
                && (entry.has("take") || inside.get().in(null).under(List.of()).isEmpty())) {
            return Optional.empty();
        }
        var path = take.map(written -> written.text()).orElse("code");
        var names = variable.element();
        if (take.isEmpty() && names.variable(List.of("code")).isEmpty()) {
            in.yaml.error(
                    entry.at("from"),
                    MapCode.LIST,
                    "'" + list.path() + "' is a list; add take: with one of "
                            + Yamls.listed(names.under(List.of()).keySet()) + ", or use each");
            return Optional.empty();
        }
        var chain =
                in.chain(entry.get("locale").orElse(null), entry.get("fallback").orElse(null));
        return in.address(path, entry.at(take.isPresent() ? "take" : "from"), inside.get(), chain)
                .flatMap(address ->
                        elements(entry, list, scope, inside.get(), Sources.first(address, null, null), false));
    }

    /** {@code each: media} with {@code from}, {@code value}, ... or {@code fields} for one element. */
    Optional<Elements> each(Entry entry, Scope scope) {
        var path = in.yaml.scalar("each", entry.get("each").get(), "media");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (scope.frames() == 0 && FamilyAttributes.isList(path.get().text(), in)) {
            var chain = in.chain(
                    entry.get("locale").orElse(null), entry.get("fallback").orElse(null));
            var attributes = new FamilyAttributes(in, path.get().at(), chain);
            return path.get().text().equals(FamilyAttributes.LIST)
                    ? made(entry, scope, FamilyAttributes.LIST, attributes.list(), FamilyAttributes.names())
                    : made(entry, scope, path.get().text(), attributes.axisList(), FamilyAttributes.names(in));
        }
        var list = in.address(path.get().text(), path.get().at(), scope, in.chain(null, null));
        if (list.isEmpty()) {
            return Optional.empty();
        }
        if (!(list.get().type() instanceof Type.ListOf)
                || list.get().candidates().get(0).element() == null) {
            in.yaml.error(
                    path.get().at(),
                    MapCode.LIST,
                    "'" + path.get().text() + "' is no list with fields; write: from: "
                            + path.get().text());
            return Optional.empty();
        }
        var inside = inside(path.get().text(), entry, scope, false);
        return inside.flatMap(names ->
                element(entry, names).flatMap(element -> elements(entry, list.get(), scope, names, element, false)));
    }

    /** A list that stands in no document but is computed. */
    Optional<Elements> made(Entry entry, Scope scope, String path, Eval list, Names names) {
        return made(entry, scope, path, list, locale -> names);
    }

    private Optional<Elements> made(Entry entry, Scope scope, String path, Eval list, Function<String, Names> names) {
        var inside = scope.inside(names, in.root, in.word());
        return element(entry, inside)
                .flatMap(element -> elements(
                        entry, new Stage(Type.TEXT, list, null, List.of()), path, scope, inside, element, false));
    }

    private Optional<Stage> element(Entry entry, Scope inside) {
        if (entry.has("fields")) {
            return new Entries(in).nested(entry, inside);
        }
        var keys = new LinkedHashMap<String, YamlMap.Entry>();
        entry.keys().forEach((key, value) -> {
            if (INNER.contains(key)) {
                keys.put(key.equals("take") ? "from" : key, value);
            }
        });
        keys.remove("table");
        var inner = new Entry(entry.name(), entry.at(), keys, entry.text());
        return new Sources(in).compile(inner, inside).flatMap(source -> {
            if (source instanceof Sources.Source.One one) {
                return Optional.of(one.stage());
            }
            in.yaml.error(entry.at("from"), MapCode.LIST, "a list inside each needs fields with an each of its own");
            return Optional.empty();
        });
    }

    private Optional<Elements> elements(
            Entry entry, Compilation.Address list, Scope scope, Scope inside, Stage element, boolean plain) {
        return elements(entry, Sources.first(list, null, null), list.path(), scope, inside, element, plain);
    }

    private Optional<Elements> elements(
            Entry entry, Stage first, String path, Scope scope, Scope inside, Stage element, boolean plain) {
        Compiled where = null;
        if (entry.has("where")) {
            var condition = in.condition("where", entry.get("where").get(), inside);
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            where = condition.get();
        }
        var same = where == null && first.same() != null ? "list " + first.same() : null;
        if (where != null && first.same() != null && where.reserved().isEmpty()) {
            same = "list " + first.same() + " where " + in.same(where);
        }
        var input = new Stage.Input(path, (slots, work) -> {
            var all = (Object[]) first.eval().eval(slots, work);
            return all == null ? null : all.length + " elements";
        });
        return Optional.of(
                new Elements(first.eval(), plain, scope.frames(), inside, where, element, same, List.of(input)));
    }

    private Optional<Scope> inside(String path, Entry entry, Scope scope, boolean plain) {
        if (scope.frames() >= Work.MAX_FRAMES) {
            in.yaml.error(
                    entry.at(),
                    MapCode.LIST,
                    "lists stand more than " + Work.MAX_FRAMES + " deep; take the inner one in an entry of its own");
            return Optional.empty();
        }
        if (plain) {
            return Optional.of(new Scope(scope::in, scope.frames() + 1));
        }
        var steps = List.of(path.split("\\."));
        Function<String, Names> elements =
                locale -> scope.in(locale).variable(steps).orElseThrow().element();
        return Optional.of(scope.inside(elements, in.root, in.word()));
    }
}
