package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Dimension;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Unit;
import org.caravanserai.parser.Nearest;

/** Checks the calls that are no plain function: they look at names, take several types, or want a constant. */
final class BuiltCalls {
    private final Checker checker;
    private final Calls calls;

    BuiltCalls(Checker checker, Calls calls) {
        this.checker = checker;
        this.calls = calls;
    }

    Typed has(Expr.Call call) {
        var operands = Calls.operands(call);
        if (operands.size() != 1) {
            return calls.wrongForm(call, null);
        }
        var typed = checker.check(operands.get(0), null);
        if (typed == null) {
            return null;
        }
        if (typed.type() instanceof Type.ListOf) {
            return Typed.of(call, new Logic.HasElements(typed.node()), Type.BOOLEAN);
        }
        if (!(typed.type() instanceof Type.Struct)) {
            typed = checker.single(typed);
        }
        return typed == null ? null : checker.fold(call, new Logic.Has(typed.node()), Type.BOOLEAN);
    }

    Typed walk(Expr.Call call) {
        var operands = Calls.operands(call);
        if (operands.size() != 3) {
            return calls.wrongForm(call, null);
        }
        var list = checker.check(operands.get(0), null);
        if (list == null) {
            return null;
        }
        if (!(list.type() instanceof Type.ListOf)) {
            return calls.noFunction(call, list);
        }
        if (!(operands.get(1) instanceof Expr.Name variable)) {
            return checker.error(
                    Code.ARGUMENTS,
                    operands.get(1).at(),
                    "the first argument of " + call.name() + " names the element, e.g. "
                            + Finding.cut(Formatter.print(list.expr())) + "." + call.name() + "(x, ...)");
        }
        if (checker.scope.depth() >= Scope.MAX_LISTS) {
            return checker.error(
                    Code.NESTED_LISTS,
                    call.nameAt(),
                    "more than " + Scope.MAX_LISTS + " lists inside each other; ask the inner question at the source");
        }
        if (checker.scope.hides(variable.text())) {
            checker.warning(
                    Code.SHADOW,
                    variable.at(),
                    "'" + variable.text() + "' hides something of the same name; choose another letter");
        }
        int frame = checker.scope.enter(variable.text(), list);
        var body = checker.condition(operands.get(2));
        checker.scope.leave();
        if (body == null) {
            return null;
        }
        boolean all = call.name().equals("all");
        return Typed.of(call, new Logic.Walk(list.node(), frame, body.condition(), all), Type.BOOLEAN);
    }

    Typed size(Expr.Call call) {
        var operands = Calls.operands(call);
        if (operands.size() != 1) {
            return calls.wrongForm(call, null);
        }
        var typed = checker.check(operands.get(0), null);
        if (typed != null && typed.type() instanceof Type.ListOf) {
            return Typed.of(call, new Logic.Elements(typed.node()), Type.INTEGER);
        }
        typed = checker.single(typed);
        if (typed == null) {
            return null;
        }
        if (!Types.text(typed.type())) {
            return calls.noFunction(call, typed);
        }
        return checker.fold(call, new TextFunctions.Characters(typed.node()), Type.INTEGER);
    }

    Typed orElse(Expr.Call call, Type wanted) {
        var operands = Calls.operands(call);
        if (operands.size() != 2) {
            return calls.wrongForm(call, null);
        }
        var first = checker.value(operands.get(0), wanted);
        var second = checker.value(operands.get(1), first == null ? wanted : first.type());
        if (first == null || second == null) {
            return null;
        }
        var common = Types.common(first.type(), second.type());
        if (common.isEmpty()) {
            return checker.error(
                    Code.ARMS,
                    second.expr().at(),
                    "the value is " + first.type().word() + " and the other one "
                            + second.type().word() + "; both must have one type");
        }
        var type = common.get();
        if (first.type() instanceof Type.Option option
                && second.constantValue() instanceof String value
                && option.values().contains(value)) {
            type = first.type();
        }
        return checker.fold(call, new Logic.OrElse(first.as(type), second.as(type)), type);
    }

    Typed matches(Expr.Call call) {
        var operands = Calls.operands(call);
        if (operands.size() != 2) {
            return calls.wrongForm(call, null);
        }
        var typed = checker.value(operands.get(0), Type.TEXT);
        var pattern = checker.value(operands.get(1), Type.TEXT);
        if (typed == null || pattern == null) {
            return null;
        }
        if (!Types.text(typed.type())) {
            return calls.noFunction(call, typed);
        }
        if (!(pattern.constantValue() instanceof String source)) {
            return checker.error(
                    Code.CONSTANT, pattern.expr().at(), "the pattern must be written out, e.g. matches('^[A-Z]{2}')");
        }
        try {
            var matcher = Patterns.compile(source);
            return checker.fold(call, new TextFunctions.Matches(typed.node(), matcher), Type.BOOLEAN);
        } catch (Patterns.Wrong wrong) {
            return checker.error(wrong.code, pattern.expr().at(), wrong.getMessage());
        }
    }

    Typed to(Expr.Call call) {
        var operands = Calls.operands(call);
        if (operands.size() != 2) {
            return calls.wrongForm(call, null);
        }
        var typed = checker.value(operands.get(0), null);
        var wanted = checker.value(operands.get(1), Type.TEXT);
        if (typed == null || wanted == null) {
            return null;
        }
        if (!(typed.type() instanceof Type.Quantity quantity)) {
            return calls.noFunction(call, typed);
        }
        int place = wanted.expr().at();
        if (!(wanted.constantValue() instanceof String word)) {
            return checker.error(Code.CONSTANT, place, "the unit must be written out, e.g. to('KGM')");
        }
        var unit = Unit.written(word);
        if (unit.isEmpty()) {
            return checker.error(
                    Code.UNIT,
                    place,
                    "'" + Finding.cut(word) + "' is no unit (UN/ECE Rec 20)" + Nearest.hint(word, Unit.words()));
        }
        var dimension = quantity.dimension();
        if (dimension == Dimension.PACK) {
            return checker.error(
                    Code.UNIT_OF_PACK,
                    place,
                    "what is in a pack only the item knows; use the quantity of its packaging level");
        }
        if (dimension != null && dimension != unit.get().dimension()) {
            return checker.error(
                    Code.DIMENSION,
                    place,
                    "'" + Finding.cut(word) + "' measures "
                            + unit.get().dimension().word() + ", not " + dimension.word() + "; use a unit such as "
                            + dimension.example());
        }
        return checker.fold(
                call, new NumberFunctions.To(typed.node(), unit.get().code()), Type.DECIMAL);
    }

    Typed today(Expr.Call call) {
        return Calls.operands(call).isEmpty()
                ? Typed.of(call, new Reads.Today(false), Type.DATE)
                : calls.wrongForm(call, null);
    }

    Typed locale(Expr.Call call) {
        var operands = Calls.operands(call);
        if (operands.size() != 2) {
            return calls.wrongForm(call, null);
        }
        var typed = checker.check(operands.get(0), null);
        var wanted = checker.value(operands.get(1), Type.TEXT);
        if (typed == null || wanted == null) {
            return null;
        }
        var path = Paths.names(operands.get(0));
        if (!(typed.type() instanceof Type.Localised localised) || path.isEmpty()) {
            return calls.noFunction(call, typed);
        }
        if (!Types.text(wanted.type())) {
            return calls.wrongForm(call, List.of(typed, wanted));
        }
        var values = new ArrayList<Typed>();
        var locales = wanted.constant() ? List.of((String) wanted.constantValue()) : localised.locales();
        for (var locale : locales) {
            var full = new ArrayList<>(path);
            full.add(locale);
            var value = checker.resolve(call, full);
            if (value.isEmpty()) {
                return checker.error(
                        Code.LOCALE,
                        wanted.expr().at(),
                        "'" + String.join(".", path) + "' has no locale '" + Finding.cut(locale) + "' ("
                                + String.join(", ", localised.locales()) + ")"
                                + Nearest.hint(locale, localised.locales()));
            }
            values.add(value.get());
        }
        if (wanted.constant()) {
            return values.get(0);
        }
        var nodes = values.stream().map(Typed::node).toList();
        return Typed.of(call, new Reads.InLocale(wanted.node(), locales, nodes), localised.of());
    }

    Typed rightsValid(Expr.Call call) {
        boolean own = call.receiver() != null && call.arguments().size() == 1;
        if (!own && (call.receiver() != null || call.arguments().size() != 1)) {
            return calls.wrongForm(call, null);
        }
        var path = own ? Paths.names(call.receiver()) : List.<String>of();
        if (own && path.isEmpty()) {
            return calls.wrongForm(call, null);
        }
        var day = checker.value(call.arguments().get(0), Type.DATE);
        if (day == null) {
            return null;
        }
        if (day.type() != Type.DATE) {
            return calls.wrongForm(call, List.of(day));
        }
        var from = bound(call, path, "rightsFrom");
        var to = bound(call, path, "rightsTo");
        if (from == null || to == null) {
            return checker.error(
                    Code.ARGUMENTS,
                    call.nameAt(),
                    "rightsValid wants something with rightsFrom and rightsTo, e.g. media.exists(m, m.rightsValid(today()))");
        }
        var begun =
                new Logic.Or(new Logic.Not(new Logic.Has(from)), Comparisons.days(Operator.AT_MOST, from, day.node()));
        var notEnded = new Logic.Or(new Logic.Not(new Logic.Has(to)), Comparisons.days(Operator.MORE, to, day.node()));
        return Typed.of(call, new Logic.And(begun, notEnded), Type.BOOLEAN);
    }

    private Node bound(Expr.Call call, List<String> path, String field) {
        var full = new ArrayList<>(path);
        full.add(field);
        return checker.resolve(call, full)
                .filter(found -> found.type() == Type.DATE)
                .map(Typed::node)
                .orElse(null);
    }
}
