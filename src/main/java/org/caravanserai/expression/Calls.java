package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Unit;
import org.caravanserai.parser.Nearest;

/** Checks calls: the forms that the compiler builds itself, functions of the table, functions of the host. */
final class Calls {
    private final Checker checker;

    Calls(Checker checker) {
        this.checker = checker;
    }

    Typed check(Expr.Call call, Type wanted) {
        return switch (call.name()) {
            case "has" -> has(call);
            case "exists", "all" -> walk(call);
            case "size" -> size(call);
            case "orElse" -> orElse(call, wanted);
            case "matches" -> matches(call);
            case "to" -> to(call);
            case "today" -> today(call);
            case "locale" -> locale(call);
            case "rightsValid" -> rightsValid(call);
            default -> general(call);
        };
    }

    /** Receiver and arguments: {@code x.f(y)} and {@code f(x, y)} are the same call. */
    private static List<Expr> operands(Expr.Call call) {
        if (call.receiver() == null) {
            return call.arguments();
        }
        var all = new ArrayList<Expr>();
        all.add(call.receiver());
        all.addAll(call.arguments());
        return all;
    }

    private Typed has(Expr.Call call) {
        var operands = operands(call);
        if (operands.size() != 1) {
            return wrongForm(call, null);
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

    private Typed walk(Expr.Call call) {
        var operands = operands(call);
        if (operands.size() != 3) {
            return wrongForm(call, null);
        }
        var list = checker.check(operands.get(0), null);
        if (list == null) {
            return null;
        }
        if (!(list.type() instanceof Type.ListOf)) {
            return noFunction(call, list);
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

    private Typed size(Expr.Call call) {
        var operands = operands(call);
        if (operands.size() != 1) {
            return wrongForm(call, null);
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
            return noFunction(call, typed);
        }
        return checker.fold(call, new TextFunctions.Characters(typed.node()), Type.INTEGER);
    }

    private Typed orElse(Expr.Call call, Type wanted) {
        var operands = operands(call);
        if (operands.size() != 2) {
            return wrongForm(call, null);
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

    private Typed matches(Expr.Call call) {
        var operands = operands(call);
        if (operands.size() != 2) {
            return wrongForm(call, null);
        }
        var typed = checker.value(operands.get(0), Type.TEXT);
        var pattern = checker.value(operands.get(1), Type.TEXT);
        if (typed == null || pattern == null) {
            return null;
        }
        if (!Types.text(typed.type())) {
            return noFunction(call, typed);
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

    private Typed to(Expr.Call call) {
        var operands = operands(call);
        if (operands.size() != 2) {
            return wrongForm(call, null);
        }
        var typed = checker.value(operands.get(0), null);
        var wanted = checker.value(operands.get(1), Type.TEXT);
        if (typed == null || wanted == null) {
            return null;
        }
        if (!(typed.type() instanceof Type.Quantity quantity)) {
            return noFunction(call, typed);
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
        if (dimension == org.caravanserai.canonical.Dimension.PACK) {
            return checker.error(
                    Code.UNIT_OF_PACK, place, "what is in a pack only the item knows; use the quantity of its packaging level");
        }
        if (dimension != null && dimension != unit.get().dimension()) {
            return checker.error(
                    Code.DIMENSION,
                    place,
                    "'" + Finding.cut(word) + "' measures " + unit.get().dimension().word() + ", not " + dimension.word()
                            + "; use a unit such as " + dimension.example());
        }
        return checker.fold(call, new NumberFunctions.To(typed.node(), unit.get().code()), Type.DECIMAL);
    }

    private Typed today(Expr.Call call) {
        return operands(call).isEmpty()
                ? Typed.of(call, new Reads.Today(false), Type.DATE)
                : wrongForm(call, null);
    }

    private Typed locale(Expr.Call call) {
        var operands = operands(call);
        if (operands.size() != 2) {
            return wrongForm(call, null);
        }
        var typed = checker.check(operands.get(0), null);
        var wanted = checker.value(operands.get(1), Type.TEXT);
        if (typed == null || wanted == null) {
            return null;
        }
        var path = Checker.names(operands.get(0));
        if (!(typed.type() instanceof Type.Localised localised) || path.isEmpty()) {
            return noFunction(call, typed);
        }
        if (!Types.text(wanted.type())) {
            return wrongForm(call, List.of(typed, wanted));
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

    private Typed rightsValid(Expr.Call call) {
        boolean own = call.receiver() != null && call.arguments().size() == 1;
        if (!own && (call.receiver() != null || call.arguments().size() != 1)) {
            return wrongForm(call, null);
        }
        var path = own ? Checker.names(call.receiver()) : List.<String>of();
        if (own && path.isEmpty()) {
            return wrongForm(call, null);
        }
        var day = checker.value(call.arguments().get(0), Type.DATE);
        if (day == null) {
            return null;
        }
        if (day.type() != Type.DATE) {
            return wrongForm(call, List.of(day));
        }
        var from = bound(call, path, "rightsFrom");
        var to = bound(call, path, "rightsTo");
        if (from == null || to == null) {
            return checker.error(
                    Code.ARGUMENTS,
                    call.nameAt(),
                    "rightsValid wants something with rightsFrom and rightsTo, e.g. media.exists(m, m.rightsValid(today()))");
        }
        var begun = new Logic.Or(
                new Logic.Not(new Logic.Has(from)), Comparisons.days(Operator.AT_MOST, from, day.node()));
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

    private Typed general(Expr.Call call) {
        var function = Functions.named(call.name());
        if (function == null) {
            return unknown(call);
        }
        var arguments = new ArrayList<Typed>();
        for (var operand : operands(call)) {
            arguments.add(checker.check(operand, null));
        }
        if (arguments.contains(null)) {
            return null;
        }
        if (!arguments.isEmpty() && arguments.get(0).type() instanceof Type.ListOf) {
            var others = operands(call).stream().skip(1).map(Formatter::print).collect(Collectors.joining(", ", "(", ")"));
            return checker.list(arguments.get(0), null, "." + call.name() + Finding.cut(others));
        }
        for (int i = 0; i < arguments.size(); i++) {
            arguments.set(i, checker.single(arguments.get(i)));
        }
        if (arguments.contains(null)) {
            return null;
        }
        for (var signature : function.signatures()) {
            if (fits(signature, arguments)) {
                return signature.body() == null ? hosted(call, signature, arguments) : applied(call, signature, arguments);
            }
        }
        boolean receives = arguments.isEmpty()
                || function.signatures().stream()
                        .anyMatch(form -> !form.parameters().isEmpty()
                                && Types.fits(arguments.get(0).type(), form.parameters().get(0)));
        return receives ? wrongForm(call, arguments) : noFunction(call, arguments.get(0));
    }

    private static boolean fits(Signature signature, List<Typed> arguments) {
        if (signature.parameters().size() != arguments.size()) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (!Types.fits(arguments.get(i).type(), signature.parameters().get(i))) {
                return false;
            }
        }
        return true;
    }

    private Typed applied(Expr.Call call, Signature signature, List<Typed> arguments) {
        var nodes = arguments.stream().map(Typed::node).toArray(Node[]::new);
        var node = new Logic.Applied(signature, nodes);
        if (signature.name().equals("date")
                && arguments.get(0).constantValue() instanceof String text
                && node.value(new Object[0], null) == null) {
            return checker.error(
                    Code.NEVER,
                    arguments.get(0).expr().at(),
                    "'" + Finding.cut(text) + "' is no date; a date is written 'yyyy-MM-dd'");
        }
        return checker.fold(call, node, signature.result());
    }

    private Typed hosted(Expr.Call call, Signature signature, List<Typed> arguments) {
        var known = checker.environment.host().known(call.name());
        if (!arguments.isEmpty()
                && arguments.get(0).constantValue() instanceof String first
                && !known.isEmpty()
                && !known.contains(first)) {
            return checker.error(
                    Code.VALUE,
                    arguments.get(0).expr().at(),
                    "there is no '" + Finding.cut(first) + "' for " + call.name() + " (" + Scope.some(known) + ")"
                            + Nearest.hint(first, known));
        }
        var constants = new ArrayList<Object>();
        arguments.forEach(argument -> constants.add(argument.constantValue()));
        var bound = checker.environment.host().bind(call.name(), constants);
        if (bound.isEmpty()) {
            return checker.error(Code.HOST, call.nameAt(), call.name() + "() has no meaning in this file");
        }
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < arguments.size(); i++) {
            nodes.add(arguments.get(i).as(signature.parameters().get(i)));
        }
        return Typed.of(call, new Logic.Hosted(call.name(), bound.get(), List.copyOf(nodes)), signature.result());
    }

    private Typed unknown(Expr.Call call) {
        if (call.receiver() != null) {
            var receiver = checker.check(call.receiver(), null);
            return receiver == null ? null : noFunction(call, receiver);
        }
        return checker.error(
                Code.FUNCTION,
                call.nameAt(),
                "there is no function '" + Finding.cut(call.name()) + "'" + Nearest.hint(call.name(), Functions.names()));
    }

    private Typed noFunction(Expr.Call call, Typed receiver) {
        var hint = Nearest.hint(call.name(), Functions.namesFor(receiver.type()));
        var function = Functions.named(call.name());
        if (hint.isEmpty() && receiver.type() instanceof Type.ListOf) {
            hint = "; lists are asked with exists, all and size";
        } else if (function != null) {
            hint = "; there is " + String.join(", ", function.forms());
        }
        return checker.error(
                Code.FUNCTION,
                call.nameAt(),
                Checker.article(receiver.type()) + " has no function '" + Finding.cut(call.name()) + "'" + hint);
    }

    private Typed wrongForm(Expr.Call call, List<Typed> arguments) {
        var forms = String.join(" or ", Functions.named(call.name()).forms());
        var got = arguments == null
                ? operands(call).size() + " given"
                : "given: " + String.join(", ", arguments.stream().map(a -> a.type().word()).toList());
        int place = call.arguments().isEmpty() ? call.nameAt() : call.arguments().get(0).at();
        return checker.error(Code.ARGUMENTS, place, "write " + forms + "; " + got);
    }
}
