package org.caravanserai.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.Test;

/**
 * Whatever is written, compiling gives an expression or problems, and evaluating gives a value or a refusal: never an
 * exception.
 */
class RobustTest {
    private static final long SEED = 7;
    private static final String[] PIECES = {
        "sku",
        "status",
        "name",
        "name.fr_FR",
        "media",
        "m",
        "m.role",
        "categories",
        "price",
        "weight",
        "stock",
        "rating",
        "huge",
        "big",
        "zero",
        "validFrom",
        "rightsTo",
        "createdAt",
        "sellable",
        "parent",
        "packaging.BX.quantity",
        "text",
        "html",
        "channel",
        "locale",
        "'active'",
        "'x'",
        "''",
        "\"",
        "'",
        "1",
        "0",
        "12.50",
        "9223372036854775807",
        "30 kg",
        "12 in",
        "10 EUR",
        "5 %",
        "true",
        "false",
        "null",
        "and",
        "or",
        "not",
        "in",
        "&&",
        "||",
        "!",
        "=",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "?",
        ":",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "has(",
        "size(",
        "today()",
        "days(",
        "date(",
        "exists(m, ",
        "all(",
        ".exists(c, ",
        ".size()",
        ".lower()",
        ".orElse(",
        ".to('KGM')",
        ".cut(",
        ".matches('",
        "round(",
        "text(",
        "lookup('colours', ",
        "priceOf()",
        "rightsValid(",
        "\u00e9",
        "\ud83d",
        "\n",
        "\t",
        "#",
        "\\",
        "1e5",
        "_",
        "a-b",
        "missingRequired()",
        "isVariant",
        "locale(",
        "slug(",
        "part('-', ",
        "int(",
        "hexId(",
        "minor("
    };

    @Test
    void anyText() {
        var random = new Random(SEED);
        int accepted = 0;
        for (int i = 0; i < 60_000; i++) {
            accepted += tried(pieces(random)) ? 1 : 0;
        }
        assertThat(accepted).as("some of the random texts are expressions").isGreaterThan(500);
    }

    @Test
    void damagedCases() {
        var random = new Random(SEED);
        for (var row : CasesTest.cases("accepted.tsv").toList()) {
            for (int i = 0; i < 40; i++) {
                var text = new StringBuilder(row.get(0));
                for (int cuts = random.nextInt(3); cuts >= 0 && text.length() > 0; cuts--) {
                    int at = random.nextInt(text.length());
                    if (random.nextBoolean()) {
                        text.deleteCharAt(at);
                    } else {
                        text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                    }
                }
                tried(text.toString());
            }
        }
    }

    private static String pieces(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
            if (random.nextBoolean()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static boolean tried(String text) {
        var sample = new Sample();
        var problems = new Problems();
        var compiled = Expressions.compile(text, new Position("x.yaml", 1, 1), sample, Sample.environment(), problems);
        assertThat(compiled.isEmpty()).as(text).isEqualTo(problems.failed());
        for (var problem : problems.sorted()) {
            assertThat(problem.code()).as(text).matches("EXP-0[0-9]{2}");
            assertThat(problem.text()).as(text).doesNotContain("org.", "java.", "null is");
        }
        if (compiled.isEmpty()) {
            return false;
        }
        var run = Sample.run();
        var written = compiled.get().text();
        try {
            var value = compiled.get().value(sample.slots(), run);
            if (value == null) {
                assertThat(compiled.get().why(sample.slots(), run)).as(text).matches("(?s)(undecided|no value): .+");
            }
            // The written form is the same expression.
            var again =
                    Expressions.compile(written, Position.of("again"), sample, Sample.environment(), new Problems());
            assertThat(again).as("%s written as %s", text, written).contains(compiled.get());
        } catch (Refused refused) {
            assertThat(refused.code()).isEqualTo(Code.CURRENCIES_MET);
        }
        return true;
    }

    @Test
    void messagesNeverRepeatControlCharacters() {
        var problems = new ArrayList<String>();
        for (var text : new String[] {
            "sku = '\u0007' and \u0007", "\u001b[31m", "nam\u2028e", "'\u001b'.foo()", "sku.matches('(\u0007')"
        }) {
            var found = new Problems();
            Expressions.compile(text, new Position("x.yaml", 1, 1), new Sample(), Sample.environment(), found);
            found.sorted().forEach(problem -> problems.add(problem.text()));
        }
        assertThat(problems)
                .hasSizeGreaterThan(3)
                .noneMatch(message -> message.chars().anyMatch(Character::isISOControl));
    }
}
