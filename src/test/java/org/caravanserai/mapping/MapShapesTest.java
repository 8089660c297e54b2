package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.home.setting.Setting;
import org.junit.jupiter.api.Test;

/** The reference page and the schemas list exactly the keys the reader takes. */
class MapShapesTest {
    private static Set<String> keys(Setting[] settings) {
        return Arrays.stream(settings).map(Setting::key).collect(Collectors.toSet());
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    @Test
    void entries() {
        assertThat(keys(MapShapes.ENTRY_KEYS))
                .isEqualTo(both(MapReader.ACK_ENTRY, both(MapReader.IN_ENTRY, MapReader.OUT_ENTRY)));
    }

    @Test
    void maps() {
        assertThat(keys(MapShapes.MAP_KEYS))
                .isEqualTo(both(MapReader.ACK_KEYS, both(MapReader.IN_KEYS, MapReader.OUT_KEYS)));
    }

    @Test
    void tests() {
        assertThat(keys(MapShapes.CASE_KEYS)).isEqualTo(MapTests.CASE_KEYS);
        assertThat(keys(MapShapes.TEST_KEYS)).isEqualTo(MapTests.FILE_KEYS);
    }
}
