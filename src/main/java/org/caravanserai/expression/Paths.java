package org.caravanserai.expression;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Nearest;

/** Checks names and paths, and says what is wrong with one that means nothing or is no single value. */
final class Paths {
    private final Checker checker;
    /**
     * The comparison whose side is being looked at: when that is a list, the message repeats the question for one
     * element.
     */
    private Expr.Binary question;

    private Expr side;

    Paths(Checker checker) {
        this.checker = checker;
    }

    /** Remembers the comparison around a side, null = none. */
    void asking(Expr.Binary comparison, Expr itsSide) {
        question = comparison;
        side = itsSide;
    }

    Typed check(Expr expr, Type wanted) {
        var path = names(expr);
        if (path.isEmpty()) {
            var member = (Expr.Member) expr;
            while (member.on() instanceof Expr.Member inner) {
                member = inner;
            }
            var on = checker.value(member.on(), null);
            return on == null
                    ? null
                    : checker.error(
                            Code.NAME,
                            member.nameAt(),
                            Checker.article(on.type()) + " has no field '" + member.name()
                                    + "'; functions are called with brackets: " + member.name() + "()");
        }
        var found = checker.scope.resolve(expr, path);
        return found.isPresent() ? found.get() : unknown(expr, path, places(expr, path.size()), wanted);
    }

    /** The names of a path, empty when the expression is none. */
    static List<String> names(Expr expr) {
        if (expr instanceof Expr.Name name) {
            return List.of(name.text());
        }
        int length = 1;
        var rest = expr;
        while (rest instanceof Expr.Member member) {
            rest = member.on();
            length++;
        }
        if (!(rest instanceof Expr.Name first)) {
            return List.of();
        }
        var names = new String[length];
        names[0] = first.text();
        rest = expr;
        while (rest instanceof Expr.Member member) {
            names[--length] = member.name();
            rest = member.on();
        }
        return List.of(names);
    }

    /** Where each name of a path stands. */
    private static int[] places(Expr expr, int length) {
        var places = new int[length];
        var rest = expr;
        for (int i = length - 1; rest instanceof Expr.Member member; i--) {
            places[i] = member.nameAt();
            rest = member.on();
        }
        places[0] = rest.at();
        return places;
    }

    private Typed unknown(Expr expr, List<String> path, int[] places, Type wanted) {
        if (path.size() == 1 && path.get(0).equals("isVariant")) {
            return checker.check(new Expr.Call(expr.at(), expr.end(), null, "isVariant", expr.at(), List.of()), wanted);
        }
        var beginning = checker.scope.beginning(expr, path);
        if (beginning.isPresent()) {
            int length = path.size() - 1;
            while (checker.scope.resolve(expr, path.subList(0, length)).isEmpty()) {
                length--;
            }
            return noField(beginning.get(), path, places, length, wanted);
        }
        int known = checker.scope.known(path);
        if (known == path.size()) {
            var group = String.join(".", path);
            return checker.error(
                    Code.STRUCT,
                    expr.at(),
                    "'" + group + "' has fields; name one, e.g. " + group + "."
                            + firstOf(checker.scope.under(path).keySet()));
        }
        var wrong = path.get(known);
        int place = places[known];
        if (known > 0) {
            var before = String.join(".", path.subList(0, known));
            return checker.error(
                    Code.NAME,
                    place,
                    "'" + before + "' has no field '" + Finding.cut(wrong) + "'"
                            + checker.scope.fields(path.subList(0, known), wrong, wanted));
        }
        if (Functions.named(wrong) != null) {
            var call = wrong.equals("today") ? "today()" : wrong + "(...)";
            return checker.error(Code.NAME, place, "'" + wrong + "' is a function; write " + call);
        }
        if (Reserved.of(wrong) != null) {
            return checker.error(Code.NAME, place, "'" + wrong + "' has no meaning in this file");
        }
        return checker.error(
                Code.NAME,
                place,
                "there is no '" + Finding.cut(wrong) + "' here" + checker.scope.hint(List.of(), wrong, wanted));
    }

    private Typed noField(Typed start, List<String> path, int[] places, int length, Type wanted) {
        var before = String.join(".", path.subList(0, length));
        var wrong = path.get(length);
        int place = places[length];
        var type = start.type();
        if (type instanceof Type.Localised localised) {
            return checker.error(
                    Code.LOCALE,
                    place,
                    "'" + before + "' has no locale '" + Finding.cut(wrong) + "' ("
                            + String.join(", ", localised.locales()) + ")" + Nearest.hint(wrong, localised.locales()));
        }
        if (type instanceof Type.Scoped scoped) {
            return checker.error(
                    Code.SCOPE,
                    place,
                    "'" + before + "' has no scope '" + Finding.cut(wrong) + "' (" + String.join(", ", scoped.scopes())
                            + ")" + Nearest.hint(wrong, scoped.scopes()));
        }
        if (type instanceof Type.ListOf) {
            return list(start, wrong, null);
        }
        if (type instanceof Type.Struct) {
            return checker.error(
                    Code.NAME,
                    place,
                    "'" + before + "' has no field '" + Finding.cut(wrong) + "'"
                            + checker.scope.fields(path.subList(0, length), wrong, wanted));
        }
        if (type instanceof Type.Quantity quantity) {
            var unit =
                    quantity.dimension() == null ? "KGM" : quantity.dimension().example();
            return checker.error(
                    Code.NAME,
                    place,
                    "'" + before + "' is a quantity and has no fields; its figure is " + before + ".to('" + unit
                            + "')");
        }
        var call = Functions.namesFor(type).contains(wrong) ? "; write " + before + "." + wrong + "()" : "";
        return checker.error(
                Code.NAME,
                place,
                "'" + before + "' is " + Checker.article(type) + " and has no field '" + wrong + "'" + call);
    }

    /** Refuses what is not one value. */
    Typed single(Typed typed) {
        if (typed == null || Types.value(typed.type())) {
            return typed;
        }
        var expr = typed.expr();
        var shown = Finding.cut(Formatter.print(expr));
        if (typed.type() instanceof Type.Localised localised) {
            return checker.error(
                    Code.LOCALE,
                    expr.at(),
                    "'" + shown + "' has a value per locale; write " + shown + "." + firstOf(localised.locales())
                            + ", or use the key locale");
        }
        if (typed.type() instanceof Type.Scoped scoped) {
            return checker.error(
                    Code.SCOPE,
                    expr.at(),
                    "'" + shown + "' has a value per scope; write " + shown + "." + firstOf(scoped.scopes()));
        }
        if (typed.type() instanceof Type.ListOf) {
            return list(typed, null, null);
        }
        var fields = names(expr).isEmpty()
                ? List.<String>of()
                : checker.scope.under(names(expr)).keySet();
        return checker.error(
                Code.STRUCT,
                expr.at(),
                "'" + shown + "' has fields; name one"
                        + (fields.isEmpty() ? "" : ", e.g. " + shown + "." + firstOf(fields)));
    }

    /**
     * "'media' is a list; write media.exists(m, m.role = 'main')"; {@code comparison} is the question as it would be
     * put to an element.
     */
    Typed list(Typed list, String field, String comparison) {
        var expr = list.expr();
        while (list.path().size() < names(expr).size() && expr instanceof Expr.Member member) {
            expr = member.on();
        }
        var shown = Finding.cut(Formatter.print(expr));
        var asked = comparison != null ? comparison : asked(list.expr());
        return checker.error(
                Code.LIST,
                expr.at(),
                "'" + shown + "' is a list; write " + shown + ".exists(" + letter(shown) + ", "
                        + element(list, letter(shown), field) + asked + ")");
    }

    private String asked(Expr list) {
        if (question == null || side != list) {
            return " = ...";
        }
        boolean onLeft = side == question.left();
        var operator = onLeft ? question.operator() : question.operator().swapped();
        return " " + operator.written() + " "
                + Finding.cut(Formatter.print(onLeft ? question.right() : question.left()));
    }

    private static String letter(String list) {
        var last = list.substring(list.lastIndexOf('.') + 1);
        return last.isEmpty() || !Character.isLetter(last.charAt(0))
                ? "x"
                : last.substring(0, 1).toLowerCase(Locale.ROOT);
    }

    private static String element(Typed list, String letter, String field) {
        if (field != null) {
            return letter + "." + field;
        }
        if (list.element() == null) {
            return letter;
        }
        return letter + "." + firstOf(list.element().under(List.of()).keySet());
    }

    private static String firstOf(Collection<String> names) {
        return names.stream().findFirst().orElse("...");
    }
}
