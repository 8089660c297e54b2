package org.caravanserai.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of {@code src/test/resources/expression}: {@code accepted.tsv} (expression, type, value),
 * {@code undecided.tsv} (expression, reason), {@code refused.tsv} (expression, messages), {@code format.tsv}
 * (expression, written form), {@code due.tsv} (expression, day of the next change). The value {@code -} is missing;
 * {@code \n} and {@code \t} stand for themselves.
 */
class CasesTest {
    private static final Position AT = new Position("x.map.yaml", 7, 10);

    @TestFactory
    Stream<DynamicTest> accepted() {
        return cases("accepted.tsv")
                .map(row -> dynamicTest(row.get(0), () -> {
                    var sample = new Sample();
                    var problems = new Problems();
                    var compiled = Expressions.compile(row.get(0), AT, sample, Sample.environment(), problems);
                    assertThat(problems.sorted()).isEmpty();
                    var value = compiled.orElseThrow().value(sample.slots(), Sample.run());
                    assertThat(compiled.get().type().word()).isEqualTo(row.get(1));
                    assertThat(shown(value)).isEqualTo(row.get(2));
                }));
    }

    @TestFactory
    Stream<DynamicTest> undecided() {
        return cases("undecided.tsv")
                .map(row -> dynamicTest(row.get(0), () -> {
                    var sample = new Sample();
                    var compiled = Expressions.compile(row.get(0), AT, sample, Sample.environment(), new Problems());
                    var run = Sample.run();
                    assertThat(compiled.orElseThrow().value(sample.slots(), run))
                            .isNull();
                    assertThat(compiled.get().why(sample.slots(), run)).isEqualTo(row.get(1));
                }));
    }

    @TestFactory
    Stream<DynamicTest> refused() {
        return cases("refused.tsv")
                .map(row -> dynamicTest(row.get(0), () -> {
                    var problems = new Problems();
                    var compiled = Expressions.compile(row.get(0), AT, new Sample(), Sample.environment(), problems);
                    assertThat(problems.sorted().stream().map(Object::toString))
                            .containsExactlyElementsOf(row.subList(1, row.size()));
                    assertThat(compiled.isEmpty()).isEqualTo(problems.failed());
                }));
    }

    @TestFactory
    Stream<DynamicTest> format() {
        return cases("format.tsv")
                .map(row -> dynamicTest(row.get(0), () -> {
                    var written = Expressions.format(row.get(0));
                    assertThat(written).isEqualTo(row.get(1));
                    assertThat(Expressions.format(written))
                            .as("formatted again")
                            .isEqualTo(written);
                }));
    }

    @TestFactory
    Stream<DynamicTest> due() {
        return cases("due.tsv")
                .map(row -> dynamicTest(row.get(0), () -> {
                    var sample = new Sample();
                    var compiled = Expressions.condition(row.get(0), AT, sample, Sample.environment(), new Problems())
                            .orElseThrow();
                    var run = Sample.run();
                    compiled.truth(sample.slots(), run);
                    assertThat(compiled.readsDate()).isTrue();
                    assertThat(run.due().map(Object::toString).orElse("never")).isEqualTo(row.get(1));
                }));
    }

    static String shown(Object value) {
        return value == null
                ? "-"
                : value instanceof java.math.BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    static Stream<List<String>> cases(String file) {
        var rows = new ArrayList<List<String>>();
        try (var in = CasesTest.class.getResourceAsStream("/expression/" + file)) {
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(Stream.of(line.split("\t"))
                            .map(cell -> cell.replace("\\n", "\n"))
                            .toList());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return rows.stream();
    }
}
