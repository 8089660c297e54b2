package org.caravanserai.delivery.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.RemoteRef;
import org.junit.jupiter.api.Test;

class CellsCodecTest {
    private record Values(List<String> fields, List<Object> values) implements Cells {
        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Object value(int field) {
            return values.get(field);
        }
    }

    @Test
    void everyKindOfValueComesBack() {
        var fields = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        var values = Arrays.<Object>asList(
                "texte é",
                null,
                7L,
                new BigDecimal("12.50"),
                true,
                LocalDate.of(2026, 11, 21),
                new RemoteRef("categories", "epi/gants"),
                List.of(new RemoteRef("products", "GL-1"), "x"));
        var read = CellsCodec.read(CellsCodec.write(new Values(fields, values)), fields)
                .orElseThrow();
        assertThat(read.fields()).isEqualTo(fields);
        for (int i = 0; i < values.size(); i++) {
            assertThat(read.value(i)).isEqualTo(values.get(i));
        }
    }

    @Test
    void nestedRowsComeBackAndOtherFieldsDoNotFit() {
        var inner = new Values(List.of("id"), List.of(new RemoteRef(RemoteRef.SELF, "GL-1")));
        var bytes = CellsCodec.write(new Values(List.of("all"), List.of(List.of(inner))));
        var all = (List<?>) CellsCodec.read(bytes, List.of("all")).orElseThrow().value(0);
        assertThat(((Cells) all.get(0)).value(0)).isEqualTo(new RemoteRef("self", "GL-1"));
        assertThat(CellsCodec.read(bytes, List.of("others"))).isEmpty();
    }
}
