package org.caravanserai.expression;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;
import org.caravanserai.expression.Node.Condition;

/** Comparisons. A mask says for which outcomes they hold: bit 0 less, bit 1 equal, bit 2 more. */
final class Compare {
    private Compare() {}

    static int holds(int mask, int sign) {
        int bit = sign < 0 ? 1 : sign == 0 ? 2 : 4;
        return (mask & bit) != 0 ? Condition.TRUE : Condition.FALSE;
    }

    /** Text against a constant, by far the most frequent question. */
    record TextIs(Node node, String constant, boolean negated) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            return value == null ? MISSING : constant.equals(value) != negated ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** Equality of texts, truth values, dates, instants. */
    record Same(Node left, Node right, boolean negated) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object first = left.value(slots, run);
            Object second = right.value(slots, run);
            return first == null || second == null ? MISSING : first.equals(second) != negated ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    /** Order of texts, instants, days. */
    record Ordered(int mask, Node left, Node right) implements Condition {
        @Override
        @SuppressWarnings("unchecked")
        public int test(Object[] slots, Run run) {
            Object first = left.value(slots, run);
            Object second = right.value(slots, run);
            if (first == null || second == null) {
                return MISSING;
            }
            return holds(mask, ((Comparable<Object>) first).compareTo(second));
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    record Numbers(int mask, Node left, Node right) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object first = left.value(slots, run);
            Object second = right.value(slots, run);
            return first == null || second == null ? MISSING : holds(mask, Exact.compare(first, second));
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    /** A count against a constant. */
    record CountIs(int mask, Node.Count count, long constant) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            long value = count.count(slots, run);
            return value == Node.Count.MISSING ? MISSING : holds(mask, Long.compare(value, constant));
        }

        @Override
        public List<Node> children() {
            return List.of(count);
        }
    }

    /** An integer against a constant; the value may have left 64 bits. */
    record IntegerIs(int mask, Node node, long constant) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            if (value instanceof Long whole) {
                return holds(mask, Long.compare(whole, constant));
            }
            return value == null ? MISSING : holds(mask, Exact.compare(value, constant));
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** A decimal against a constant. */
    record DecimalIs(int mask, Node node, BigDecimal constant) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            if (value instanceof BigDecimal decimal) {
                return holds(mask, decimal.compareTo(constant));
            }
            return value == null ? MISSING : holds(mask, Exact.compare(value, constant));
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    record Amounts(int mask, Node left, Node right) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            var first = (Money) left.value(slots, run);
            var second = (Money) right.value(slots, run);
            if (first == null || second == null) {
                return MISSING;
            }
            Exact.oneCurrency(first, second);
            return holds(mask, first.amount().compareTo(second.amount()));
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    record Quantities(int mask, Node left, Node right) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            var first = (Quantity) left.value(slots, run);
            var second = (Quantity) right.value(slots, run);
            if (first == null || second == null) {
                return MISSING;
            }
            if (first.unit().equals(second.unit())) {
                return holds(mask, first.value().compareTo(second.value()));
            }
            var unit = Unit.of(first.unit()).orElse(null);
            var other = Unit.of(second.unit()).orElse(null);
            if (unit == null || other == null || !unit.converts(other)) {
                Exact.unitsMet(first, second, run);
                return MISSING;
            }
            return holds(mask, Unit.compare(first.value(), unit, second.value(), other));
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }

        @Override
        public String itself() {
            return "the units do not convert";
        }
    }

    /**
     * Dates, or numbers of days, compared where one side moves with today() by {@code slope} days a day (0 = neither).
     * Tells the run on which day the answer changes by itself.
     */
    record Days(int mask, int slope, Node left, Node right) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object first = left.value(slots, run);
            Object second = right.value(slots, run);
            if (first == null || second == null) {
                return MISSING;
            }
            long difference = day(first, run) - day(second, run);
            int answer = holds(mask, Long.signum(difference));
            if (slope != 0) {
                // The sign changes when the difference reaches 0 and when it leaves it.
                long reaches = -difference * slope;
                if (!later(run, difference, reaches, answer)) {
                    later(run, difference, reaches + 1, answer);
                }
            }
            return answer;
        }

        private boolean later(Run run, long difference, long days, int answer) {
            if (days < 1 || holds(mask, Long.signum(difference + slope * days)) == answer) {
                return false;
            }
            run.due(run.todayDay + days);
            return true;
        }

        private static long day(Object value, Run run) {
            if (value == run.today) {
                return run.todayDay;
            }
            return value instanceof LocalDate date ? date.toEpochDay() : (Long) value;
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    /** One of several comparisons with constants: numbers, amounts, quantities in a list. */
    record AnyOf(List<Condition> questions) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            int answer = FALSE;
            for (int i = 0; i < questions.size(); i++) {
                int one = questions.get(i).test(slots, run);
                if (one == TRUE) {
                    return TRUE;
                }
                answer |= one;
            }
            return answer;
        }

        @Override
        public List<Node> children() {
            return List.copyOf(questions);
        }

        @Override
        public void why(Object[] slots, Run run, Set<String> reasons) {
            questions.get(0).why(slots, run, reasons);
        }
    }
}
