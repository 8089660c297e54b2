package org.caravanserai.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.caravanserai.OrderHome;
import org.caravanserai.home.Acknowledgement;
import org.caravanserai.home.Acknowledgement.State;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the files of an ERP, byte by byte. */
class AcknowledgementLayoutTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @TempDir
    Path folder;

    private AcknowledgementLayout layout(String said) throws Exception {
        return layout(folder, said);
    }

    /** What a channel says of files, read in the home of a small company in Paris. */
    static AcknowledgementLayout layout(Path folder, String said) throws IOException {
        OrderHome.write(folder, "");
        OrderHome.file(folder, "config/channels/erp.yaml", """
                system: erp-files
                mode: auto
                connection: {}
                streams:
                  orders:
                    handover: { format: { type: csv }, columns: [{ name: CLE, from: key }] }
                    acknowledgements:
                """ + said.indent(6));
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems()).as("problems").noneMatch(problem -> !problem.warning());
        List<Acknowledgement> all =
                home.channels().get("erp").streams().get("orders").acknowledgements();
        return new AcknowledgementLayout(all.get(0), PARIS);
    }

    private AcknowledgementLayout fixed() throws Exception {
        return layout("""
                - files: "A*"
                  format: { type: fixed, encoding: windows-1252, decimal: "," }
                  head:
                    - { name: T, const: E, width: 1 }
                    - { name: CLE, to: key, width: 20, required: true }
                    - { name: CDE, to: number, width: 8, align: right, pad: "0" }
                    - { name: ETAT, to: state, width: 2, values: { OK: accepted, KO: rejected, EX: shipped } }
                    - { name: BL, to: document, width: 6 }
                    - { name: LE, to: shipping-date, width: 12, pattern: yyyyMMddHHmm }
                  line:
                    - { name: T, const: L, width: 1 }
                    - { name: LIGNE, to: line, width: 5, align: right, pad: "0" }
                    - { name: QTE, to: quantity, width: 8, align: right, pad: "0" }
                    - { name: UN, to: unit, width: 3 }
                    - { name: RESERVE, width: 4 }
                    - { name: LIVRE, to: delivery-date, width: 8 }
                    - { name: MOTIF, to: reason, width: 20 }
                """);
    }

    private static String wrong(AcknowledgementLayout.Read read) {
        return read.wrong().stream().map(one -> one.in("A")).collect(Collectors.joining("\n"));
    }

    @Test
    void linesSayWhatTheirHeadSaysUnlessTheySayItThemselves() throws Exception {
        var read = fixed().read(("ECV1                 00004711OK      000000000000\r\n"
                        + "L000010012,500EA xxxx20261201d\u00e9j\u00e0\r\n"
                        + "L0000200000000       00000000\r\n"
                        + "ECV2                 00004712KO\r\n"
                        + "ECV3                 00000000EXBL-9  202611221530\r\n"
                        + "L00001000000,5\r\n")
                .getBytes(Charset.forName("windows-1252")));

        assertThat(wrong(read)).isEmpty();
        assertThat(read.rows()).hasSize(4);
        var first = read.rows().get(0);
        assertThat(first.key()).isEqualTo("CV1");
        assertThat(first.number()).isEqualTo("4711");
        assertThat(first.state()).isEqualTo(State.ACCEPTED);
        assertThat(first.orderLine()).isEqualTo("1");
        assertThat(first.quantity()).isEqualByComparingTo("12.5");
        assertThat(first.unit()).isEqualTo("EA");
        assertThat(first.deliveryAt()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(first.reason()).isEqualTo("d\u00e9j\u00e0");
        assertThat(read.rows().get(1).quantity()).isEqualByComparingTo("0");
        assertThat(read.rows().get(1).deliveryAt()).isNull();
        var whole = read.rows().get(2);
        assertThat(whole.line()).isEqualTo(4);
        assertThat(whole.state()).isEqualTo(State.REJECTED);
        assertThat(whole.orderLine()).isNull();
        var shipped = read.rows().get(3);
        assertThat(shipped.document()).isEqualTo("BL-9");
        assertThat(shipped.number()).isNull();
        assertThat(shipped.shippedAt()).isEqualTo(Instant.parse("2026-11-22T14:30:00Z"));
    }

    @Test
    void recordsThatDoNotFitAreSaidWithLineAndCharacter() throws Exception {
        var read = fixed().read(("L00001       1\n"
                        + "ZXY\n"
                        + "ECV1                 0000\n"
                        + "L00001       1\n"
                        + "ECV2                 00004711??\n"
                        + "ECV3                 00004711OK\n"
                        + "L00001 1.000,0EA \n"
                        + "L00001       1EA     20261301\n"
                        + "L00001       1EA     20261201motif de vingt lettrX\n"
                        + "E                    00004711OK\n")
                .getBytes(UTF_8));

        assertThat(read.rows()).isEmpty();
        assertThat(wrong(read)).isEqualTo("""
                A:1 no head stands in front of it
                A:2:1 the record is of no kind that is declared; it begins with 'ZXY'
                A:3:22 CDE: the record ends in the middle of it, after 25 characters
                A:4 belongs to the head of line 3, which cannot be read
                A:5:30 ETAT: '??' is no state; known are EX, KO, OK
                A:7:7 QTE: '1.000,0' is no quantity (digits, decimal sign ',')
                A:8:22 LIVRE: '20261301' is no date as 'yyyyMMdd' writes it
                A:9:50 the record has 50 characters, its columns take 49
                A:10:2 CLE: is empty and is required""");
    }

    @Test
    void csvWithoutHeaderIsReadByPlaceAndOurOwnWordsNeedNoTable() throws Exception {
        var layout = layout("""
                - files: "A*"
                  format: { type: csv, header: false, separator: "|" }
                  columns:
                    - { name: KEY, to: key }
                    - { name: SKIPPED }
                    - { name: STATE, to: state }
                    - { name: NOTE, to: document }
                    - { name: LINE, to: line }
                    - { name: QTY, to: quantity }
                    - { name: V, to: version }
                """);
        var read = layout.read(("CV1|x|shipped|BL-1|1|2.50|3\n"
                        + "CV1|x|Shipped|BL-1|1|2.50|3\n"
                        + "CV1|x|accepted||1|-2|\n"
                        + "CV1|x|accepted||1|2|0\n"
                        + "CV1|x|accepted|||2|\n"
                        + "CV1|x||||2|\n"
                        + "CV1|x\n")
                .getBytes(UTF_8));

        assertThat(read.rows()).singleElement().satisfies(row -> {
            assertThat(row.version()).isEqualTo(3);
            assertThat(row.quantity()).isEqualByComparingTo("2.5");
            assertThat(row.values()).containsEntry("SKIPPED", "x");
        });
        assertThat(wrong(read)).isEqualTo("""
                A:2:3 STATE: 'Shipped' is no state; known are received, accepted, backordered, rejected, shipped
                A:3:6 QTY: '-2' is no quantity (digits, decimal sign '.')
                A:4:7 V: '0' is no version (1, 2, 3)
                A:5 says a quantity and of no line
                A:6:3 STATE: says no state
                A:7 ROW-002 2 cells, the first record has 7; look for a missing quote or a separator inside a text""");
    }

    @Test
    void theSameRowHasOneDigestHoweverItIsWritten() throws Exception {
        var layout = layout("""
                - files: "A*"
                  format: { type: csv }
                  columns: [{ name: KEY, to: key }, { name: LINE, to: line }, { name: QTY, to: quantity }, { to: state, const: accepted }]
                """);
        var read = layout.read("QTY;KEY;LINE\n2.0;CV1;1\n\n\"2\"; CV1 ;1\n3;CV1;1\n".getBytes(UTF_8));
        var digests = read.rows().stream().map(AcknowledgementRow::digest).toList();

        assertThat(digests).hasSize(3);
        assertThat(digests.get(0)).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(2));
    }
}
