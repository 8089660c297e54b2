package org.caravanserai.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The quick form of {@link IngestBench} with loose limits: notices when a pass over the file is added by accident. */
class IngestBenchIT {
    @Test
    void an_unchanged_delivery_is_much_cheaper_than_a_new_one() throws IOException {
        var result = IngestBench.run(600, 1, true);
        assertThat(result.ratio(IngestBench.Step.FIRST)).isGreaterThan(0.07);
        assertThat(result.ratio(IngestBench.Step.AGAIN)).isGreaterThan(1.3 * result.ratio(IngestBench.Step.FIRST));
    }
}
