package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Nearest;

/** Checks calls of the functions of the table and of the host. */
final class Calls {
    private final Checker checker;
    private final BuiltCalls built;

    Calls(Checker checker) {
        this.checker = checker;
        built = new BuiltCalls(checker, this);
    }

    Typed check(Expr.Call call, Type wanted) {
        return switch (call.name()) {
            case "has" -> built.has(call);
            case "exists", "all" -> built.walk(call);
            case "size" -> built.size(call);
            case "orElse" -> built.orElse(call, wanted);
            case "matches" -> built.matches(call);
            case "to" -> built.to(call);
            case "today" -> built.today(call);
            case "locale" -> built.locale(call);
            case "rightsValid" -> built.rightsValid(call);
            default -> general(call);
        };
    }

    /** Receiver and arguments: {@code x.f(y)} and {@code f(x, y)} are the same call. */
    static List<Expr> operands(Expr.Call call) {
        if (call.receiver() == null) {
            return call.arguments();
        }
        var all = new ArrayList<Expr>();
        all.add(call.receiver());
        all.addAll(call.arguments());
        return all;
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
            var others =
                    operands(call).stream().skip(1).map(Formatter::print).collect(Collectors.joining(", ", "(", ")"));
            return checker.list(arguments.get(0), "." + call.name() + Finding.cut(others));
        }
        for (int i = 0; i < arguments.size(); i++) {
            arguments.set(i, checker.single(arguments.get(i)));
        }
        if (arguments.contains(null)) {
            return null;
        }
        for (var signature : function.signatures()) {
            if (fits(signature, arguments)) {
                return signature.body() == null
                        ? hosted(call, signature, arguments)
                        : applied(call, signature, arguments);
            }
        }
        boolean receives = arguments.isEmpty()
                || function.signatures().stream()
                        .anyMatch(form -> !form.parameters().isEmpty()
                                && Types.fits(
                                        arguments.get(0).type(),
                                        form.parameters().get(0)));
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
        checker.scope.calls(call.name());
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
                "there is no function '" + Finding.cut(call.name()) + "'"
                        + Nearest.hint(call.name(), Functions.names()));
    }

    Typed noFunction(Expr.Call call, Typed receiver) {
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

    Typed wrongForm(Expr.Call call, List<Typed> arguments) {
        var forms = String.join(" or ", Functions.named(call.name()).forms());
        var got = arguments == null
                ? operands(call).size() + " given"
                : "given: "
                        + String.join(
                                ", ",
                                arguments.stream().map(a -> a.type().word()).toList());
        int place = call.arguments().isEmpty()
                ? call.nameAt()
                : call.arguments().get(0).at();
        return checker.error(Code.ARGUMENTS, place, "write " + forms + "; " + got);
    }
}
