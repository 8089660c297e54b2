package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.caravanserai.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken acknowledgement files: every row counts or is named, and a file that cannot be read is refused whole. */
class AcknowledgementFuzzTest {
    private static final String CSV = """
            - files: "ACK_*.csv"
              format: { type: csv, encoding: windows-1252, decimal: "," }
              columns:
                - { name: CLE, to: key }
                - { name: LIGNE, to: line }
                - { name: ETAT, to: state, values: { RECU: received, OK: accepted, REL: backordered, EXP: shipped } }
                - { name: QTE, to: quantity }
                - { name: BL, to: document }
                - { name: LIVRAISON, to: delivery-date, pattern: dd/MM/yyyy }
                - { name: QUAND, to: issued-at, pattern: "yyyy-MM-dd HH:mm" }
            """;
    private static final String FIXED = """
            - files: "FIN_*.txt"
              format: { type: fixed }
              line:
                - { name: CLE, to: key, width: 20 }
                - { to: state, const: rejected }
                - { name: MOTIF, to: reason, width: 30 }
            """;

    @TempDir
    static Path folder;

    private static void read(AcknowledgementLayout layout, byte[] bytes) {
        var read = layout.read(bytes);
        assertThat(AcknowledgementBook.groups("erp", read)).isNotNull();
        read.wrong().forEach(wrong -> assertThat(wrong.toString().length()).isLessThan(2000));
    }

    @Test
    void csv() throws IOException {
        var layout = AcknowledgementLayoutTest.layout(folder, CSV);
        var good = "CLE;LIGNE;ETAT;QTE;BL;LIVRAISON;QUAND\n"
                + "CV0000000000000001;1;EXP;6,5;BL-1;;2026-11-22 10:00\nCV0000000000000001;2;REL;1;;01/12/2026;\n"
                + "CV0000000000000002;;OK;;;;\n";
        assertThat(layout.read(good.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .wrong())
                .isEmpty();
        Fuzz.of("acknowledgement-csv", Fuzz.Kind.LINES, good).run(bytes -> read(layout, bytes));
    }

    @Test
    void fixed() throws IOException {
        var layout = AcknowledgementLayoutTest.layout(folder, FIXED);
        var good = String.format(
                "%-20s%-30s%n%-20s%-30s%n", "CV0000000000000001", "no longer made", "CV2", "\u00E9puis\u00E9");
        assertThat(layout.read(good.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .wrong())
                .isEmpty();
        Fuzz.of("acknowledgement-fixed", Fuzz.Kind.LINES, good).run(bytes -> read(layout, bytes));
    }
}
