package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.mapping.MapTests;
import org.caravanserai.mapping.Maps;
import org.caravanserai.quality.Gate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The sample company's files are right, and every case of its {@code *.test.yaml} holds. */
class ShippedHomeTest {
    private static final Home HOME = Home.read(Path.of("."), null, Library.empty());

    /** Nothing is required and everything is in every assortment: the cases are about maps and gates. */
    private static final Host HOST = new Host() {
        @Override
        public Optional<Call> bind(String function, List<Object> constants) {
            return switch (function) {
                case "inAssortment" -> Optional.of((arguments, slots, run) -> true);
                case "missingRequired" -> Optional.of((arguments, slots, run) -> new Object[0]);
                default -> Optional.empty();
            };
        }
    };

    @Test
    void nothing_is_wrong_with_its_files() {
        assertThat(HOME.problems()).isEmpty();
        assertThat(new Maps().check(HOME)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> every_case_beside_a_map() {
        var tests = MapTests.of(
                HOME,
                (file, names, environment, problems) ->
                        Gate.compile(file, names, environment, problems).map(gate -> (MapTests.Judge) gate::check),
                HOST);
        assertThat(tests.problems()).isEmpty();
        assertThat(tests.cases()).hasSizeGreaterThan(30);
        return tests.cases().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.map() + ": " + each.title(),
                        () -> assertThat(each.run()).isEmpty()));
    }
}
