package org.caravanserai.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
    private static final String[] PIECES = {
        "a", "b", "Z", "0", "-", "_", "[a-z]", "[A-Z0-9]", "[a-c-]", "[-a]", "[.]", "[a-zA-Z0-9_]", "\\d", "\\w", "\\.",
                "\\-", ".", "(ab)",
        "a|b", "[^a]", "\u00e9", "+", "*", "?", "{2}", "{1,3}", "{2,}", "{0}", "^", "$", "\\b", "\\s", "[]a]", "[a\\d]",
                "[\\w-]", "x"
    };

    @ParameterizedTest
    @CsvSource({
        "abc, Literal",
        "^abc, Literal",
        "abc$, Literal",
        "^a\\.c$, Literal",
        "^[A-Z]{2}[0-9]{4}$, ClassSequence",
        "^[a-z0-9-]+$, ClassSequence",
        "^\\d+[A-Z]?, ClassSequence",
        "[A-Z]{2}, Re2",
        "^a.c, Re2",
        "^(a|b), Re2",
        "^a*a, Re2",
        "(?i)abc, Re2"
    })
    void simpleShapesNeedNoRe2(String pattern, String kind) throws Exception {
        assertThat(Patterns.compile(pattern).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void ownMatchersAnswerAsRe2() throws Exception {
        var random = new Random(11);
        int own = 0;
        for (int i = 0; i < 60_000; i++) {
            var source = source(random);
            Pattern pattern;
            try {
                pattern = Pattern.compile(source);
            } catch (PatternSyntaxException wrong) {
                continue;
            }
            var matcher = Patterns.compile(source);
            if (matcher instanceof Matcher.Re2) {
                continue;
            }
            own++;
            for (int j = 0; j < 12; j++) {
                var text = text(random);
                assertThat(matcher.found(text))
                        .as("%s in %s", source, text)
                        .isEqualTo(pattern.matcher(text).find());
            }
        }
        assertThat(own).isGreaterThan(5_000);
    }

    @Test
    void theEstimateIsNotBelowTheProgram() {
        var random = new Random(13);
        for (int i = 0; i < 5_000; i++) {
            var source = source(random);
            try {
                int size = Pattern.compile(source).programSize();
                // RE2 adds a few instructions at both ends and for choices and repeats.
                assertThat(ProgramSize.of(source) * 4 + 10).as(source).isGreaterThanOrEqualTo(size);
            } catch (PatternSyntaxException wrong) {
                assertThat(ProgramSize.of(source)).as(source).isNotNegative();
            }
        }
    }

    private static String source(Random random) {
        var source = new StringBuilder(random.nextInt(3) > 0 ? "^" : "");
        for (int i = random.nextInt(5); i >= 0; i--) {
            source.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return source + (random.nextBoolean() ? "$" : "");
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("abcZ09-_.x\u00e9\n ^$".charAt(random.nextInt(15)));
        }
        return text.toString();
    }
}
