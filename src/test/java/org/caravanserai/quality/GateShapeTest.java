package org.caravanserai.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.caravanserai.home.setting.Setting;
import org.junit.jupiter.api.Test;

class GateShapeTest {
    @Test
    void listsExactlyTheKeysAGateTakes() {
        assertThat(Arrays.stream(GateShape.KEYS).map(Setting::key).collect(Collectors.toSet()))
                .isEqualTo(Gate.KEYS);
    }
}
