package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Lints every file of every shipped and test home, alone and under each of its environments. Nobody keeps a list. */
class HomesTest {
    private static final Path HOMES = Path.of("src/test/homes");

    @TestFactory
    Stream<DynamicTest> everyHome() throws IOException {
        var homes = new ArrayList<Path>();
        homes.add(Path.of(""));
        try (var list = Files.list(HOMES)) {
            list.filter(folder -> Files.isDirectory(folder.resolve("config")))
                    .sorted()
                    .forEach(homes::add);
        }
        return homes.stream().flatMap(HomesTest::tests);
    }

    private static Stream<DynamicTest> tests(Path home) {
        var tests = new ArrayList<DynamicTest>();
        tests.add(test(home, null));
        var environments = home.resolve("config/environments");
        if (Files.isDirectory(environments)) {
            try (var list = Files.list(environments)) {
                list.sorted()
                        .forEach(file -> tests.add(
                                test(home, file.getFileName().toString().replace(".yaml", ""))));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return tests.stream();
    }

    private static DynamicTest test(Path home, String environment) {
        var name = (home.toString().isEmpty() ? "the shipped home" : home.toString())
                + (environment == null ? "" : " --env " + environment);
        return DynamicTest.dynamicTest(
                name,
                () -> assertThat(Check.problems(Home.read(home, environment, Library.ofClassPath())))
                        .isEmpty());
    }
}
