package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Says early, in the unit tests, when a source no longer has the place that a crash run changes. */
class VariantTest {
    static Stream<Variant> variants() {
        return Stream.of(
                        CrashPointsIT.variants(),
                        BrokenIT.variants(),
                        OrderKillIT.variants(),
                        OrderKillIT.broken(),
                        AnswerFilesKillIT.variants(),
                        MigrationKillIT.variants(),
                        OrderHubKillIT.variants())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void hasItsPlace(Variant variant) throws IOException {
        assertThat(variant.place()).isPositive();
    }

    @Test
    void saysWhichVariantHasLostItsPlace() {
        assertThatThrownBy(() -> Variant.before("nowhere", "ledger/Duties.java", "no such line")
                        .place())
                .hasMessage("ledger/Duties.java must hold exactly once: no such line; adapt the variant 'nowhere'");
    }
}
