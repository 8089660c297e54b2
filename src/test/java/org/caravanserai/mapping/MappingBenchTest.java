package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The quick form of {@link MappingBench}: equal rows, loose limits (half the goals, since a cold JIT compiler decides most of it). */
@Tag("ratio")
class MappingBenchTest {
    @Test
    void theEngineGivesTheRowsOfTheReferenceAtABearableCost() {
        var bench = new MappingBench(400);
        bench.compare();
        var figures = bench.measure(3, 250_000_000L);
        System.out.println("mapping, quick form: " + figures);
        assertThat(figures.ratio()).as("hand-written CPU / engine CPU").isGreaterThan(0.37);
        assertThat(figures.together())
                .as("one pass with ten mappings / ten passes")
                .isLessThan(0.6);
        assertThat(figures.kib()).as("KiB allocated per product").isLessThan(15);
    }
}
