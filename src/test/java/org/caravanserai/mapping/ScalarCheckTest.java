package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.record.SampleModel;
import org.junit.jupiter.api.Test;

/** What is taken for good at a glance, the full check leaves as it is without a finding. */
class ScalarCheckTest {
    private static final List<String> SIGNS =
            List.of("a", "7", "-", " ", "\t", "\u007F", "é", "\u00A0", "\u2003", "日", "\uD83D\uDE00", "\uD83D");
    private static final List<Object> OTHERS =
            List.of(12L, true, List.of("a"), Map.of("value", "1", "unit", "KGM"), "");

    private static Attribute attribute(String code, AttributeType type, int maxLength) {
        return new Attribute(code, type, false, false, null, null, maxLength, null, null, Map.of(), false);
    }

    @Test
    void what_is_good_at_a_glance_stays_as_it_is() {
        var random = new Random(5);
        var findings = new ArrayList<Finding>();
        var checks = new ScalarCheck(SampleModel.model(), findings::add);
        int good = 0;
        for (int round = 0; round < 50_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                text.append(SIGNS.get(random.nextInt(SIGNS.size())));
            }
            Object value = random.nextInt(10) == 0 ? OTHERS.get(random.nextInt(OTHERS.size())) : text.toString();
            var types = AttributeType.values();
            var type = random.nextBoolean() ? AttributeType.TEXT : types[random.nextInt(types.length)];
            var code = random.nextInt(4) == 0 ? "gtin" : "note";
            var attribute = attribute(code, type, random.nextBoolean() ? 0 : 1 + random.nextInt(5));
            if (ScalarCheck.good(attribute, value)) {
                good++;
                assertThat(checks.check(attribute, "note", value)).isSameAs(value);
                assertThat(findings).isEmpty();
            }
        }
        assertThat(good).isGreaterThan(1_000);
        assertThat(ScalarCheck.good(attribute("note", AttributeType.TEXT, 0), null))
                .isFalse();
        assertThat(ScalarCheck.good(attribute("note", AttributeType.TEXT, 3), "long"))
                .isFalse();
        assertThat(ScalarCheck.good(attribute("gtin", AttributeType.TEXT, 0), "400"))
                .isFalse();
        assertThat(ScalarCheck.good(attribute("note", AttributeType.TEXT, 0), " a"))
                .isFalse();
    }
}
