package org.caravanserai.expression;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;

/** Computing pieces. {@code written} is the source text for findings. */
final class Arithmetic {
    private Arithmetic() {}

    /** Two operands, both present. */
    interface Pair extends Node {
        Node left();

        Node right();

        Object of(Object first, Object second, Run run);

        @Override
        default Object value(Object[] slots, Run run) {
            Object first = left().value(slots, run);
            if (first == null) {
                return null;
            }
            Object second = right().value(slots, run);
            return second == null ? null : of(first, second, run);
        }

        @Override
        default List<Node> children() {
            return List.of(left(), right());
        }

        @Override
        default String itself() {
            return "the result has too many digits";
        }
    }

    record Add(Node left, Node right) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            return Exact.add(first, second, run);
        }
    }

    record Subtract(Node left, Node right) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            return Exact.subtract(first, second, run);
        }
    }

    record Multiply(Node left, Node right) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            return Exact.multiply(first, second, run);
        }
    }

    record Divide(Node left, Node right, String written) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            return Exact.quotient(Exact.decimal(first), Exact.decimal(second), written, run);
        }

        @Override
        public String itself() {
            return "division by zero in " + written;
        }
    }

    /** An integer that stands where a decimal is promised. */
    record Widen(Node node) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            return value == null ? null : Exact.decimal(value);
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    record Negate(Node node) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            if (value instanceof Money money) {
                return new Money(money.amount().negate(), money.currency());
            }
            if (value instanceof Quantity quantity) {
                return new Quantity(quantity.value().negate(), quantity.unit());
            }
            return value == null ? null : Exact.negate(value, run);
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** money + money, money - money. */
    record AddMoney(Node left, Node right, boolean minus) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            var a = (Money) first;
            var b = (Money) second;
            Exact.oneCurrency(a, b);
            return money(
                    minus ? Exact.difference(a.amount(), b.amount(), run) : Exact.sum(a.amount(), b.amount(), run), a);
        }
    }

    /** money times a number (the money on the left). */
    record MultiplyMoney(Node left, Node right) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            var a = (Money) first;
            return money(Exact.product(a.amount(), Exact.decimal(second), run), a);
        }
    }

    /** money by a number, or by money of the same currency, which gives a decimal. */
    record DivideMoney(Node left, Node right, String written) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            var a = (Money) first;
            if (second instanceof Money b) {
                Exact.oneCurrency(a, b);
                return Exact.quotient(a.amount(), b.amount(), written, run);
            }
            return money(Exact.quotient(a.amount(), Exact.decimal(second), written, run), a);
        }

        @Override
        public String itself() {
            return "division by zero in " + written;
        }
    }

    /** quantity + quantity, quantity - quantity, in the unit of the left one. */
    record AddQuantity(Node left, Node right, boolean minus) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            var a = (Quantity) first;
            var b = Exact.aligned(a, (Quantity) second, run);
            if (b == null) {
                return null;
            }
            return quantity(minus ? Exact.difference(a.value(), b, run) : Exact.sum(a.value(), b, run), a);
        }

        @Override
        public String itself() {
            return "the units do not convert";
        }
    }

    /** quantity times a number (the quantity on the left). */
    record MultiplyQuantity(Node left, Node right) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            var a = (Quantity) first;
            return quantity(Exact.product(a.value(), Exact.decimal(second), run), a);
        }
    }

    /** quantity by a number, or by a quantity of the same dimension, which gives a decimal. */
    record DivideQuantity(Node left, Node right, String written) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            var a = (Quantity) first;
            if (second instanceof Quantity other) {
                var b = Exact.aligned(a, other, run);
                return b == null ? null : Exact.quotient(a.value(), b, written, run);
            }
            return quantity(Exact.quotient(a.value(), Exact.decimal(second), written, run), a);
        }

        @Override
        public String itself() {
            return "division by zero in " + written;
        }
    }

    /** date or instant, plus or minus days. */
    record Shift(Node left, Node right, boolean minus) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            long days = minus ? -(Long) second : (Long) second;
            try {
                return first instanceof LocalDate date
                        ? date.plusDays(days)
                        : ((Instant) first).plusSeconds(Math.multiplyExact(days, 86_400L));
            } catch (DateTimeException | ArithmeticException beyondTheCalendar) {
                return null;
            }
        }

        @Override
        public String itself() {
            return "the date lies beyond the calendar";
        }
    }

    /** date - date, days + days, days - days. */
    record AddDays(Node left, Node right, boolean minus) implements Pair {
        @Override
        public Object of(Object first, Object second, Run run) {
            long a = first instanceof LocalDate date ? date.toEpochDay() : (Long) first;
            long b = second instanceof LocalDate date ? date.toEpochDay() : (Long) second;
            return minus ? a - b : a + b;
        }
    }

    /** Texts joined in one go: the builder of the run is shared, nested joins stand behind each other in it. */
    record Join(Node[] parts) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            var text = run.text;
            int start = text.length();
            for (var part : parts) {
                Object value = part.value(slots, run);
                if (value == null) {
                    text.setLength(start);
                    return null;
                }
                run.made(((String) value).length());
                text.append((String) value);
            }
            var joined = text.substring(start);
            text.setLength(start);
            return joined;
        }

        @Override
        public List<Node> children() {
            return List.of(parts);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Join join && Arrays.equals(join.parts, parts);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(parts);
        }
    }

    private static Money money(BigDecimal amount, Money like) {
        return amount == null ? null : new Money(amount, like.currency());
    }

    private static Quantity quantity(BigDecimal value, Quantity like) {
        return value == null ? null : new Quantity(value, like.unit());
    }
}
