package org.caravanserai.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.caravanserai.canonical.Finding;

/**
 * Turns patterns into matchers: the frequent simple shapes into own ones, the rest into RE2, which runs in linear time.
 */
final class Patterns {
    /** Instructions of an RE2 program; some thousand would make a match slow and a compilation heavy. */
    static final int MAX_PROGRAM = 2_000;

    private Patterns() {}

    /** A pattern that cannot be used. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        final transient Code code;

        Wrong(Code code, String text) {
            super(text, null, false, false);
            this.code = code;
        }
    }

    static Matcher compile(String source) throws Wrong {
        if (ProgramSize.of(source) > MAX_PROGRAM) {
            throw tooLarge();
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(source);
        } catch (PatternSyntaxException wrong) {
            throw new Wrong(
                    Code.PATTERN,
                    "the pattern is no RE2 regular expression: " + wrong.getDescription() + " in '"
                            + Finding.cut(wrong.getPattern()) + "'");
        } catch (RuntimeException | StackOverflowError wrong) {
            throw new Wrong(Code.PATTERN, "the pattern is no RE2 regular expression");
        }
        if (pattern.programSize() > MAX_PROGRAM) {
            throw tooLarge();
        }
        var simple = ClassSequence.of(source);
        return simple != null ? simple : new Matcher.Re2(pattern);
    }

    private static Wrong tooLarge() {
        return new Wrong(
                Code.PATTERN_SIZE,
                "the pattern needs more than " + MAX_PROGRAM + " steps; use smaller counts, or several conditions");
    }
}
