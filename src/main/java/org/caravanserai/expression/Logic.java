package org.caravanserai.expression;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.caravanserai.expression.Node.Condition;

/** Three-valued logic: and, or, not, has, choice, lists. */
final class Logic {
    private Logic() {}

    record And(Condition left, Condition right) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            int first = left.test(slots, run);
            if (first == FALSE) {
                return FALSE;
            }
            int second = right.test(slots, run);
            return second == FALSE ? FALSE : Math.min(first, second);
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    record Or(Condition left, Condition right) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            int first = left.test(slots, run);
            if (first == TRUE) {
                return TRUE;
            }
            int second = right.test(slots, run);
            return second == TRUE ? TRUE : first | second;
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    record Not(Condition operand) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            int answer = operand.test(slots, run);
            return answer < 0 ? MISSING : answer ^ 1;
        }

        @Override
        public List<Node> children() {
            return List.of(operand);
        }
    }

    /** A boolean that comes from a slot or a function. */
    record Asked(Node node) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            return value == null ? MISSING : (Boolean) value ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    record Has(Node node) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            return node.value(slots, run) != null ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** A list is there when it has an element. */
    record HasElements(Node list) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            return list.value(slots, run) instanceof Object[] items && items.length > 0 ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(list);
        }
    }

    /** The number of elements; an absent list has none. */
    record Elements(Node list) implements Node.Count {
        @Override
        public long count(Object[] slots, Run run) {
            return list.value(slots, run) instanceof Object[] items ? items.length : 0;
        }

        @Override
        public List<Node> children() {
            return List.of(list);
        }
    }

    record Choice(Condition condition, Node then, Node otherwise) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            int answer = condition.test(slots, run);
            if (answer < 0) {
                return null;
            }
            return answer == Condition.TRUE ? then.value(slots, run) : otherwise.value(slots, run);
        }

        @Override
        public List<Node> children() {
            return List.of(condition, then, otherwise);
        }

        @Override
        public void why(Object[] slots, Run run, Set<String> reasons) {
            int answer = condition.test(slots, run);
            var guilty = answer < 0 ? condition : answer == Condition.TRUE ? then : otherwise;
            guilty.why(slots, run, reasons);
        }
    }

    record OrElse(Node node, Node fallback) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            return value != null ? value : fallback.value(slots, run);
        }

        @Override
        public List<Node> children() {
            return List.of(node, fallback);
        }
    }

    /** exists and all: an element that decides ends the walk; one that is missing leaves the answer open. */
    record Walk(Node list, int frame, Condition body, boolean all) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            int decisive = all ? FALSE : TRUE;
            int answer = decisive ^ 1;
            if (!(list.value(slots, run) instanceof Object[] items)) {
                return answer;
            }
            for (var item : items) {
                run.step();
                run.items[frame] = item;
                int one = body.test(slots, run);
                if (one == decisive) {
                    return decisive;
                }
                if (one < 0) {
                    answer = MISSING;
                }
            }
            return answer;
        }

        @Override
        public List<Node> children() {
            return List.of(list, body);
        }

        @Override
        public void why(Object[] slots, Run run, Set<String> reasons) {
            if (list.value(slots, run) instanceof Object[] items) {
                for (var item : items) {
                    run.items[frame] = item;
                    if (body.test(slots, run) == MISSING) {
                        body.why(slots, run, reasons);
                    }
                }
            }
        }
    }

    /** A value among a few constants: a walk over them beats a hash up to about eight. */
    record AmongFew(Node node, List<Object> constants) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            if (value == null) {
                return MISSING;
            }
            for (int i = 0; i < constants.size(); i++) {
                if (constants.get(i).equals(value)) {
                    return TRUE;
                }
            }
            return FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** Values that are equal when {@code equals} says so, among many. */
    record Among(Node node, Set<Object> constants) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            return value == null ? MISSING : constants.contains(value) ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** A number among many, by value: the constants have no trailing zeros. */
    record AmongDecimals(Node node, Set<BigDecimal> constants) implements Condition {
        @Override
        public int test(Object[] slots, Run run) {
            Object value = node.value(slots, run);
            if (value == null) {
                return MISSING;
            }
            var decimal = Exact.decimal(value);
            return !Exact.wild(decimal) && constants.contains(Exact.plain(decimal)) ? TRUE : FALSE;
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** A function of the table. */
    record Applied(Signature signature, Node[] arguments) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            Object first = null;
            Object second = null;
            Object third = null;
            switch (arguments.length) {
                case 3:
                    third = arguments[2].value(slots, run);
                    if (third == null) {
                        return null;
                    }
                // falls through: a call of three has a second argument
                case 2:
                    second = arguments[1].value(slots, run);
                    if (second == null) {
                        return null;
                    }
                // falls through: a call of two has a first argument
                default:
                    first = arguments[0].value(slots, run);
                    return first == null ? null : signature.body().apply(first, second, third, run);
            }
        }

        @Override
        public List<Node> children() {
            return List.of(arguments);
        }

        @Override
        public String itself() {
            return signature.name() + "() gives nothing";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Applied applied
                    && applied.signature == signature
                    && Arrays.equals(applied.arguments, arguments);
        }

        @Override
        public int hashCode() {
            return signature.name().hashCode() * 31 + Arrays.hashCode(arguments);
        }
    }

    /** A function bound by the host. */
    record Hosted(String name, Host.Call call, List<Node> arguments) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            var values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).value(slots, run);
                if (values[i] == null) {
                    return null;
                }
            }
            return call.apply(values, slots, run);
        }

        @Override
        public List<Node> children() {
            return arguments;
        }

        @Override
        public String itself() {
            return name + "() gives nothing";
        }
    }
}
