package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern that is a row of characters and classes of ASCII characters, each a number of times, bound to the start:
 * {@code ^[A-Z]{2}[0-9]+$}. It is walked once, without turning back, which is right because no step can eat what the
 * next one needs.
 *
 * @param toEnd the text must end where the row ends
 */
record ClassSequence(List<Step> steps, boolean toEnd) implements Matcher {
    private static final int MANY = Integer.MAX_VALUE;

    /** Characters below 128 as two masks, so often. */
    record Step(long low, long high, int least, int most) {
        boolean takes(char c) {
            return c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> c - 64 & 1) != 0;
        }

        boolean meets(Step other) {
            return (low & other.low) != 0 || (high & other.high) != 0;
        }

        Step times(int fewest, int greatest) {
            return new Step(low, high, fewest, greatest);
        }
    }

    @Override
    public boolean found(String text) {
        int at = 0;
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            int count = 0;
            while (count < step.most && at < text.length() && step.takes(text.charAt(at))) {
                at++;
                count++;
            }
            if (count < step.least) {
                return false;
            }
        }
        return !toEnd || at == text.length();
    }

    /** The matcher of a simple pattern, null when the pattern is not simple. */
    static Matcher of(String source) {
        var reader = new Reader(source);
        boolean fromStart = reader.skip('^');
        var steps = new ArrayList<Step>();
        var literal = new StringBuilder();
        boolean plain = true;
        while (reader.more() && !reader.atEndSign()) {
            var step = reader.step();
            if (step == null) {
                return null;
            }
            plain &= reader.single >= 0 && step.least == 1 && step.most == 1;
            literal.append((char) reader.single);
            steps.add(step);
        }
        boolean toEnd = reader.skip('$');
        if (reader.more() || steps.isEmpty()) {
            return null;
        }
        if (plain) {
            return new Matcher.Literal(literal.toString(), fromStart, toEnd);
        }
        return fromStart && safe(steps) ? new ClassSequence(List.copyOf(steps), toEnd) : null;
    }

    /** No step with a variable count may eat what a later step needs. */
    private static boolean safe(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (step.least == step.most) {
                continue;
            }
            for (int j = i + 1; j < steps.size(); j++) {
                if (step.meets(steps.get(j))) {
                    return false;
                }
                if (steps.get(j).least > 0) {
                    break;
                }
            }
        }
        return true;
    }

    /** Reads the simple part of RE2's syntax. */
    private static final class Reader {
        private static final String SPECIAL = ".*+?()[]{}|^$\\";

        private final String source;
        private int next;
        /** The character of the step read last, -1 when it is a class. */
        private int single;

        Reader(String source) {
            this.source = source;
        }

        boolean more() {
            return next < source.length();
        }

        boolean atEndSign() {
            return source.charAt(next) == '$' && next == source.length() - 1;
        }

        boolean skip(char c) {
            boolean there = more() && source.charAt(next) == c;
            next += there ? 1 : 0;
            return there;
        }

        /** One character or class with its count, null when it is not simple. */
        Step step() {
            var step = one();
            return step == null ? null : counted(step);
        }

        private Step one() {
            char c = source.charAt(next++);
            single = -1;
            if (c == '[') {
                return classOf();
            }
            if (c == '\\') {
                return more() ? escape(source.charAt(next++)) : null;
            }
            if (SPECIAL.indexOf(c) >= 0 || c >= 128) {
                return null;
            }
            single = c;
            return span(c, c);
        }

        private Step escape(char c) {
            switch (c) {
                case 'd':
                    return span('0', '9');
                case 'w':
                    return union(union(span('0', '9'), span('A', 'Z')), union(span('a', 'z'), span('_', '_')));
                default:
                    if (SPECIAL.indexOf(c) < 0 && c != '-' && c != '/') {
                        return null;
                    }
                    single = c;
                    return span(c, c);
            }
        }

        private Step classOf() {
            Step all = null;
            while (more() && source.charAt(next) != ']') {
                char c = source.charAt(next++);
                if (c == '\\') {
                    var escaped = more() ? escape(source.charAt(next++)) : null;
                    if (escaped == null || more() && source.charAt(next) == '-') {
                        return null;
                    }
                    all = union(all, escaped);
                    continue;
                }
                if (c == '^'
                        || c == '['
                        || c == '-' && all != null && more() && source.charAt(next) != ']'
                        || c >= 128) {
                    return null;
                }
                char to = c;
                if (next + 1 < source.length() && source.charAt(next) == '-' && source.charAt(next + 1) != ']') {
                    to = source.charAt(next + 1);
                    if (to < c || to >= 128 || to == '\\' || to == '[') {
                        return null;
                    }
                    next += 2;
                }
                all = union(all, span(c, to));
            }
            single = -1;
            return skip(']') ? all : null;
        }

        private Step counted(Step step) {
            if (!more()) {
                return step;
            }
            var counted = switch (source.charAt(next)) {
                case '*' -> step.times(0, MANY);
                case '+' -> step.times(1, MANY);
                case '?' -> step.times(0, 1);
                case '{' -> braces(step);
                default -> step;
            };
            if (counted == step) {
                return step;
            }
            if (counted != null) {
                next = source.charAt(next) == '{' ? source.indexOf('}', next) + 1 : next + 1;
                // A count behind a count, or a sparing one: not simple.
                if (more() && "*+?{".indexOf(source.charAt(next)) >= 0) {
                    return null;
                }
            }
            return counted;
        }

        private Step braces(Step step) {
            int close = source.indexOf('}', next);
            if (close < 0) {
                return null;
            }
            var inside = source.substring(next + 1, close);
            int comma = inside.indexOf(',');
            int least = figure(comma < 0 ? inside : inside.substring(0, comma));
            int most = comma < 0 ? least : comma == inside.length() - 1 ? MANY : figure(inside.substring(comma + 1));
            return least < 0 || most < least ? null : step.times(least, most);
        }

        private static int figure(String digits) {
            if (digits.isEmpty() || digits.length() > 4 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return -1;
            }
            return Integer.parseInt(digits);
        }

        private static Step span(char from, char to) {
            long low = 0;
            long high = 0;
            for (int c = from; c <= to; c++) {
                if (c < 64) {
                    low |= 1L << c;
                } else {
                    high |= 1L << c - 64;
                }
            }
            return new Step(low, high, 1, 1);
        }

        private static Step union(Step a, Step b) {
            return a == null ? b : new Step(a.low | b.low, a.high | b.high, 1, 1);
        }
    }
}
