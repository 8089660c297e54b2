package org.caravanserai.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;
import org.caravanserai.expression.Lexer.Kind;
import org.caravanserai.parser.Nearest;

/** Operator-precedence parser (Pratt): one method per level of nesting, one loop for all binary operators. */
final class Parser {
    static final int MAX_CHARACTERS = 4_000;
    static final int MAX_DEPTH = 40;
    static final int MAX_CONSTANTS = 500;

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "true", "false");

    private final Lexer lexer;
    private int depth;

    private Parser(String source) {
        lexer = new Lexer(source);
    }

    /** @throws SyntaxError at the first place that cannot be read */
    static Expr parse(String source) {
        if (source.length() > MAX_CHARACTERS) {
            throw new SyntaxError(
                    Code.LENGTH,
                    0,
                    "the expression has " + source.length() + " characters; at most " + MAX_CHARACTERS
                            + ", put long lists into a table");
        }
        var parser = new Parser(source);
        parser.lexer.advance();
        if (parser.lexer.kind == Kind.END) {
            throw new SyntaxError(Code.EMPTY, 0, "the expression is empty; leave the key out instead");
        }
        var whole = parser.expression();
        if (parser.lexer.kind != Kind.END) {
            throw parser.unexpected("an operator");
        }
        return whole;
    }

    static boolean currency(String code) {
        return CURRENCIES.contains(code);
    }

    private Expr expression() {
        enter();
        var condition = binary(Operator.OR.strength());
        Expr result = condition;
        if (lexer.kind == Kind.QUESTION) {
            lexer.advance();
            var then = expression();
            expect(Kind.COLON, "':' and the other value");
            var otherwise = expression();
            result = new Expr.Conditional(condition.at(), otherwise.end(), condition, then, otherwise);
        }
        depth--;
        return result;
    }

    private Expr binary(int weakest) {
        var left = prefix();
        while (true) {
            if (word("in") && Operator.RELATION >= weakest) {
                left = in(left);
            } else if (word("not") && Operator.RELATION >= weakest) {
                int at = left.at();
                lexer.advance();
                if (!word("in")) {
                    throw unexpected("'in'");
                }
                var in = in(left);
                left = new Expr.Not(at, in.end(), in);
            } else {
                var operator = operator();
                if (operator == null || operator.strength() < weakest) {
                    return left;
                }
                lexer.advance();
                var right = binary(operator.strength() + 1);
                left = new Expr.Binary(left.at(), right.end(), operator, left, right);
            }
        }
    }

    private Operator operator() {
        if (lexer.kind == Kind.OPERATOR) {
            return lexer.operator;
        }
        if (lexer.kind != Kind.NAME) {
            return null;
        }
        return switch (lexer.text) {
            case "and" -> Operator.AND;
            case "or" -> Operator.OR;
            default -> null;
        };
    }

    private Expr in(Expr left) {
        lexer.advance();
        if (lexer.kind != Kind.OPEN_LIST) {
            throw new SyntaxError(
                    Code.IN_LIST, lexer.at, "'in' wants a list of constants, e.g. family in ['drills', 'saws']");
        }
        int start = lexer.at;
        lexer.advance();
        var constants = new ArrayList<Expr>();
        while (lexer.kind != Kind.CLOSE_LIST) {
            constants.add(expression());
            if (lexer.kind == Kind.COMMA) {
                lexer.advance();
            } else if (lexer.kind != Kind.CLOSE_LIST) {
                throw unexpected("',' or ']'");
            }
        }
        if (constants.size() > MAX_CONSTANTS) {
            throw new SyntaxError(
                    Code.CONSTANTS,
                    start,
                    constants.size() + " constants in one list; at most " + MAX_CONSTANTS + ", put them into a table");
        }
        if (constants.isEmpty()) {
            throw new SyntaxError(Code.IN_LIST, start, "the list is empty: nothing is ever in it");
        }
        int end = lexer.end;
        lexer.advance();
        return new Expr.In(left.at(), end, left, List.copyOf(constants));
    }

    private Expr prefix() {
        int at = lexer.at;
        if (word("not")) {
            enter();
            lexer.advance();
            var operand = binary(Operator.RELATION);
            depth--;
            return new Expr.Not(at, operand.end(), operand);
        }
        if (lexer.kind == Kind.BANG) {
            enter();
            lexer.advance();
            var operand = prefix();
            depth--;
            return new Expr.Not(at, operand.end(), operand);
        }
        if (lexer.kind == Kind.OPERATOR && lexer.operator == Operator.MINUS) {
            enter();
            lexer.advance();
            var operand = prefix();
            depth--;
            return new Expr.Minus(at, operand.end(), operand);
        }
        return postfix(primary());
    }

    private Expr postfix(Expr start) {
        var result = start;
        while (lexer.kind == Kind.DOT) {
            lexer.advance();
            if (lexer.kind != Kind.NAME) {
                throw unexpected("a name behind the dot");
            }
            var name = lexer.text;
            int nameAt = lexer.at;
            int end = lexer.end;
            lexer.advance();
            if (lexer.kind == Kind.OPEN) {
                result = call(result.at(), result, name, nameAt);
            } else {
                result = new Expr.Member(result.at(), end, result, name, nameAt);
            }
        }
        return result;
    }

    private Expr primary() {
        int at = lexer.at;
        int end = lexer.end;
        switch (lexer.kind) {
            case INTEGER, DECIMAL:
                return number();
            case TEXT:
                var text = lexer.text;
                lexer.advance();
                return new Expr.Literal(at, end, text, Type.TEXT, lexer.source.substring(at, end));
            case OPEN:
                lexer.advance();
                var inner = expression();
                expect(Kind.CLOSE, "')'");
                return inner;
            case NAME:
                return named(at, end);
            case OPEN_LIST:
                throw new SyntaxError(
                        Code.IN_LIST, at, "a list stands only behind 'in', e.g. family in ['drills', 'saws']");
            case END, CLOSE, CLOSE_LIST, DOT, COMMA, QUESTION, COLON, BANG, OPERATOR:
                throw unexpected("a value");
        }
        throw new IllegalStateException("unreachable: all kinds are above");
    }

    private Expr named(int at, int end) {
        var name = lexer.text;
        switch (name) {
            case "true", "false":
                lexer.advance();
                return new Expr.Literal(at, end, Boolean.valueOf(name), Type.BOOLEAN, name);
            case "null":
                throw new SyntaxError(Code.NULL, at, "there is no null; write has(x) or not has(x)");
            case "and", "or", "in":
                throw unexpected("a value");
            default:
                if (Character.isUpperCase(name.charAt(0)) && KEYWORDS.contains(name.toLowerCase(Locale.ROOT))) {
                    throw new SyntaxError(
                            Code.SYNTAX,
                            at,
                            "'" + name + "' is not known; write '" + name.toLowerCase(Locale.ROOT) + "'");
                }
                lexer.advance();
                return lexer.kind == Kind.OPEN ? call(at, null, name, at) : new Expr.Name(at, end, name);
        }
    }

    private Expr call(int at, Expr receiver, String name, int nameAt) {
        lexer.advance();
        var arguments = new ArrayList<Expr>();
        while (lexer.kind != Kind.CLOSE) {
            arguments.add(expression());
            if (lexer.kind == Kind.COMMA) {
                lexer.advance();
                if (lexer.kind == Kind.CLOSE) {
                    throw unexpected("a value");
                }
            } else if (lexer.kind != Kind.CLOSE) {
                throw unexpected("',' or ')'");
            }
        }
        int end = lexer.end;
        lexer.advance();
        return new Expr.Call(at, end, receiver, name, nameAt, List.copyOf(arguments));
    }

    private Expr number() {
        int at = lexer.at;
        int end = lexer.end;
        Object value = lexer.number;
        var type = lexer.kind == Kind.INTEGER ? Type.INTEGER : Type.DECIMAL;
        var digits = lexer.source.substring(at, end);
        var word = lexer.unit();
        if (word == null) {
            lexer.advance();
            return new Expr.Literal(at, end, value, type, digits);
        }
        end = lexer.end;
        int wordAt = end - word.length();
        var exact = value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) value);
        var source = digits + " " + word;
        Expr literal;
        var unit = Unit.written(word);
        if (unit.isPresent()) {
            var quantity = new Quantity(exact, unit.get().code());
            literal = new Expr.Literal(
                    at, end, quantity, new Type.Quantity(unit.get().dimension()), source);
        } else if (currency(word)) {
            literal = new Expr.Literal(at, end, new Money(exact, word), Type.MONEY, source);
        } else {
            throw new SyntaxError(Code.UNIT, wordAt, unknownUnit(word, digits));
        }
        lexer.advance();
        return literal;
    }

    private static String unknownUnit(String word, String digits) {
        if (word.matches("[eE][0-9]*")) {
            return "a number has no exponent; write all its digits";
        }
        var sign = switch (word) {
            case "\u20ac" -> "EUR";
            case "$" -> "USD";
            case "\u00a3" -> "GBP";
            default -> null;
        };
        if (sign != null) {
            return "a currency is written by its code; write " + digits + " " + sign;
        }
        if (KEYWORDS.contains(word.toLowerCase(Locale.ROOT))) {
            return "'" + word + "' is no operator; write '" + word.toLowerCase(Locale.ROOT) + "'";
        }
        var hint = Nearest.hint(word, Unit.words());
        return "'" + Finding.cut(word) + "' is no unit (UN/ECE Rec 20) and no currency (ISO 4217)"
                + (hint.isEmpty() ? Nearest.hint(word, CURRENCIES) : hint);
    }

    private boolean word(String wanted) {
        return lexer.kind == Kind.NAME && lexer.text.equals(wanted);
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new SyntaxError(
                    Code.DEPTH,
                    lexer.at,
                    "nested deeper than " + MAX_DEPTH + "; split the expression into several entries");
        }
    }

    private void expect(Kind kind, String what) {
        if (lexer.kind != kind) {
            throw unexpected(what);
        }
        lexer.advance();
    }

    private SyntaxError unexpected(String wanted) {
        var hint = "";
        if (lexer.kind == Kind.NAME) {
            var lower = lexer.text.toLowerCase(Locale.ROOT);
            hint = !lower.equals(lexer.text) && KEYWORDS.contains(lower) ? "; write '" + lower + "'" : "";
        } else if (lexer.kind == Kind.COMMA && wanted.equals("an operator")) {
            hint = "; a decimal has a point, e.g. 12.5";
        }
        return new SyntaxError(Code.SYNTAX, lexer.at, "expected " + wanted + ", found " + lexer.shown() + hint);
    }
}
