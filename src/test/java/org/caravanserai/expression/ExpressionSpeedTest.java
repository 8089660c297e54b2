package org.caravanserai.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Quick form of {@link ExpressionBench}: what does not depend on the machine (allocation) is strict, times are loose.
 */
@Tag("ratio")
class ExpressionSpeedTest {
    /** Questions whose answer is a new value. */
    private static final Set<String> MAKES_VALUES =
            Set.of("brand + name + colour", "price - cost > price * 0.15", "pattern (RE2; JDK by hand)");

    @Test
    void compilingIsCheap() {
        ExpressionBench.compiling(2_000);
        var figures = ExpressionBench.compiling(2_000);
        assertThat(figures[0]).as("ms CPU for 2,000 expressions").isLessThan(600);
        assertThat(figures[1]).as("bytes allocated each").isLessThan(10_000);
        assertThat(figures[2]).as("bytes kept each").isLessThan(2_500);
    }

    @Test
    void evaluatingAllocatesNothingAndIsNearHandWrittenJava() {
        double byHand = 0;
        double ours = 0;
        for (var result : ExpressionBench.evaluating(60, 10, 3)) {
            if (!MAKES_VALUES.contains(result.name())) {
                assertThat(result.expression().bytes())
                        .as("bytes of " + result.name())
                        .isLessThan(1);
            }
            byHand += result.byHand().best();
            ours += result.expression().best();
        }
        assertThat(ours / byHand)
                .as("times hand-written Java, all questions together")
                .isLessThan(8);
    }
}
