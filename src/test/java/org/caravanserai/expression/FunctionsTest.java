package org.caravanserai.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FunctionsTest {
    /** What mapping authors were promised. */
    private static final String[] PROMISED = {
        "startsWith",
        "endsWith",
        "contains",
        "matches",
        "size",
        "lower",
        "upper",
        "trim",
        "slug",
        "before",
        "after",
        "part",
        "int",
        "urlEncode",
        "md5",
        "uuid5",
        "hexId",
        "minor",
        "cut",
        "cutBytes",
        "text",
        "round",
        "to",
        "orElse",
        "today",
        "date",
        "days",
        "locale",
        "gtin",
        "siren",
        "vat",
        "iban",
        "lookup",
        "priceOf",
        "stockOf",
        "rightsValid",
        "inAssortment",
        "missingRequired",
        "isVariant",
        "has",
        "exists",
        "all"
    };

    @Test
    void allArePresent() {
        assertThat(Functions.all()).extracting(Functions.Doc::name).containsExactlyInAnyOrder(PROMISED);
    }

    @TestFactory
    Stream<DynamicTest> everyExampleGivesItsResult() {
        return Functions.all().stream()
                .map(function -> dynamicTest(function.name() + ": " + function.example(), () -> {
                    var sample = new Sample();
                    var problems = new Problems();
                    var compiled = Expressions.compile(
                            function.example(), Position.of("example"), sample, Sample.environment(), problems);
                    assertThat(problems.sorted()).isEmpty();
                    assertThat(CasesTest.shown(compiled.orElseThrow().value(sample.slots(), Sample.run())))
                            .isEqualTo(function.result());
                    assertThat(function.example()).contains(function.name());
                    assertThat(function.forms()).isNotEmpty();
                    assertThat(function.doc()).endsWith(".");
                }));
    }
}
