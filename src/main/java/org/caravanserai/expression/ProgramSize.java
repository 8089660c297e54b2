package org.caravanserai.expression;

/**
 * A quick upper estimate of what a pattern compiles to: counted repeats of groups multiply, and the multiplied program
 * is built before it can be measured. Not a parser: what is malformed gets any figure, RE2 refuses it afterwards.
 */
final class ProgramSize {
    private static final int MANY = 1_000_000;

    private final String source;
    private int next;

    private ProgramSize(String source) {
        this.source = source;
    }

    static long of(String source) {
        var estimate = new ProgramSize(source);
        long total = 0;
        while (estimate.next < source.length()) {
            total += estimate.sequence(0);
            estimate.next++;
        }
        return total;
    }

    private long sequence(int depth) {
        long total = 0;
        while (next < source.length() && source.charAt(next) != ')') {
            total = Math.min(MANY, total + repeated(atom(depth)));
        }
        return total;
    }

    private long atom(int depth) {
        char c = source.charAt(next++);
        if (c == '(' && depth < 200) {
            long inside = sequence(depth + 1);
            next++;
            return inside + 2;
        }
        if (c == '\\') {
            next++;
        } else if (c == '[') {
            skipClass();
        }
        return 1;
    }

    private void skipClass() {
        int first = next < source.length() && source.charAt(next) == '^' ? next + 1 : next;
        next = first;
        while (next < source.length() && (source.charAt(next) != ']' || next == first)) {
            next += source.charAt(next) == '\\' ? 2 : 1;
        }
        next++;
    }

    private long repeated(long size) {
        if (next >= source.length() || source.charAt(next) != '{') {
            return size;
        }
        int close = source.indexOf('}', next);
        if (close < 0) {
            return size;
        }
        long most = 1;
        long figure = 0;
        for (int i = next + 1; i < close; i++) {
            char c = source.charAt(i);
            if (c >= '0' && c <= '9') {
                figure = Math.min(MANY, figure * 10 + c - '0');
                most = Math.max(most, figure);
            } else if (c == ',') {
                figure = 0;
            } else {
                return size;
            }
        }
        next = close + 1;
        return Math.min(MANY, size * most);
    }
}
