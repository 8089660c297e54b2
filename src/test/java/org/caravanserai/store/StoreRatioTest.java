package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The quick form of {@link StoreBench}: half of each goal, so that a slip of a factor is seen in every build. */
@Tag("ratio")
class StoreRatioTest {
    @Test
    void theStoreKeepsUpWithTheYardstick() throws SQLException {
        var result = StoreBench.run(3_000, 2, 1);
        assertThat(result.speed(StoreBench.Step.INSERT))
                .as("insert in key order")
                .isGreaterThan(0.35);
        assertThat(result.speed(StoreBench.Step.SHUFFLED)).as("insert shuffled").isGreaterThan(0.3);
        assertThat(result.speed(StoreBench.Step.CHANGED))
                .as("changed at random")
                .isGreaterThan(0.15);
        assertThat(result.ours().get(StoreBench.Step.SINGLE).threads())
                .as("us a commit")
                .isLessThan(2_000);
        assertThat(result.compacted() / (double) result.live())
                .as("size after compaction")
                .isLessThan(1.25);
    }
}
