package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.caravanserai.home.setting.HomeCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One broken home for each rule: what is reported, where, and what it says. */
class BrokenHomesTest {
    private static final Library LIBRARY = Library.ofClassPath();

    @ParameterizedTest
    @MethodSource("org.caravanserai.home.HomeCase#all")
    void reports(HomeCase broken, @TempDir Path folder) {
        var home = Home.read(broken.write(folder), broken.environment(), LIBRARY);
        var reported = home.problems().stream()
                .map(problem -> problem.position() + " " + problem.code() + (problem.warning() ? " warning: " : " ")
                        + problem.text() + "\n")
                .collect(Collectors.joining());
        assertThat(reported).isEqualTo(broken.expected());
    }

    @Test
    void everyCodeHasACase() {
        var reported = HomeCase.all().map(HomeCase::expected).collect(Collectors.joining());
        assertThat(HomeCode.values()).allSatisfy(code -> assertThat(reported).contains(" " + code.code() + " "));
    }
}
