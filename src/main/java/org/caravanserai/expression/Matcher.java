package org.caravanserai.expression;

import com.google.re2j.Pattern;

/** Answers whether a pattern is found in a text. Equal matchers come from equal patterns. */
interface Matcher {
    boolean found(String text);

    /** Any RE2 pattern: linear time, but ten times dearer than the special cases. */
    record Re2(Pattern pattern) implements Matcher {
        @Override
        public boolean found(String text) {
            return pattern.matcher(text).find();
        }
    }

    /** A plain piece of text bound to neither, one or both ends. */
    record Literal(String piece, boolean fromStart, boolean toEnd) implements Matcher {
        @Override
        public boolean found(String text) {
            if (fromStart) {
                return toEnd ? text.equals(piece) : text.startsWith(piece);
            }
            return toEnd ? text.endsWith(piece) : text.contains(piece);
        }
    }
}
