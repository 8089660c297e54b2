package org.caravanserai.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Home;
import org.caravanserai.home.HomeFile;
import org.caravanserai.home.Library;
import org.caravanserai.mapping.MapTests;
import org.junit.jupiter.api.Test;

/** Every map of the library has its test beside it: what it makes of good input, and of wrong. */
class MapsTest {
    private static final Home HOME = Home.read(Path.of(""), null, Library.empty());
    /** The sample company's own. */
    private static final String SAMPLE = "morvan-";

    @Test
    void everyMapOfTheLibraryHasATestBesideIt() {
        var untested = new TreeSet<>(HOME.maps().keySet());
        untested.addAll(HOME.gates().keySet());
        untested.removeAll(HOME.tests().keySet());
        untested.removeIf(name -> name.startsWith(SAMPLE));
        assertThat(untested)
                .as("write mappings/<name>.test.yaml, half of it wrong input")
                .isEmpty();
    }

    @Test
    void noTestHasOneSideOnly() {
        var counts = MapTests.of(HOME, MapTests.Gates.NONE, Host.NONE).cases().stream()
                .collect(Collectors.groupingBy(MapTests.Case::map, TreeMap::new, Collectors.counting()));
        counts.keySet().removeIf(name -> name.startsWith(SAMPLE));
        assertThat(counts).hasSizeGreaterThan(30);
        assertThat(counts)
                .as("cases; the wrong input is missing where there is one")
                .allSatisfy((name, cases) -> assertThat(cases).as(name).isGreaterThan(1));
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThat(HOME.tests().values()).extracting(HomeFile::name).contains("mirakl/offer-out");
        assertThat(HOME.maps()).doesNotContainKey("mirakl/nothing-out");
    }
}
