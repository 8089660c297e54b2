package org.caravanserai.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Confirmation.Verdict;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.depot.Pickup;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Capability;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files an ERP answers with, and what they do to orders that were sent to it as files. */
class AcknowledgementFilesTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String HEADER = "CLE;CDE;LIGNE;ETAT;QTE;LIVRAISON;BL;SUIVI;MOTIF;QUAND\n";

    @TempDir
    Path folder;

    private Path inbox;
    private Trade trade;
    private Home home;
    private AcknowledgementFiles files;

    /** A folder that breaks on demand. */
    private static final class Shaky implements Pickup {
        private final Pickup folder;
        private String unseen;
        private boolean stuck;
        private String kept;

        Shaky(Pickup folder) {
            this.folder = folder;
        }

        @Override
        public Listed list() {
            return unseen == null ? folder.list() : new Listed.Unseen(Fault.CHANNEL, unseen);
        }

        @Override
        public Fetched fetch(String name, int most) {
            return folder.fetch(name, most);
        }

        @Override
        public Moved move(String name, String below, String as) {
            return stuck || name.equals(kept) ? new Moved.Not("no permission") : folder.move(name, below, as);
        }
    }

    private Shaky shaky;

    @BeforeEach
    void open() throws IOException {
        inbox = Files.createDirectories(folder.resolve("data/inbox/erp"));
        Files.createDirectories(folder.resolve("routes"));
        shaky = new Shaky(Pickup.folder(inbox));
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                """);
        write("config/channels/erp.yaml", """
                title: ERP
                system: erp-files
                mode: auto
                connection: {}
                streams:
                  orders:
                    handover: { format: { type: csv }, columns: [{ name: CLE, from: key }] }
                    acknowledgements:
                      - files: "ACK_*.csv"
                        format: { type: csv, encoding: windows-1252, decimal: "," }
                        columns:
                          - { name: CLE, to: key }
                          - { name: CDE, to: number }
                          - { name: LIGNE, to: line }
                          - { name: ETAT, to: state, values: { RECU: received, OK: accepted, REL: backordered, REF: rejected, EXP: shipped } }
                          - { name: QTE, to: quantity }
                          - { name: LIVRAISON, to: delivery-date, pattern: dd/MM/yyyy }
                          - { name: BL, to: document }
                          - { name: SUIVI, to: tracking }
                          - { name: MOTIF, to: reason }
                          - { name: QUAND, to: issued-at, pattern: "yyyy-MM-dd HH:mm" }
                      - files: "FIN_*.txt"
                        readyFile: "*.ok"
                        format: { type: fixed }
                        line:
                          - { name: CLE, to: key, width: 20 }
                          - { to: state, const: rejected }
                          - { name: MOTIF, to: reason, width: 30 }
                """);
        home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems()).as("problems").noneMatch(problem -> !problem.warning());
        trade = new Trade(Dialect.H2);
        trade.target(Target.of(
                Trade.ERP,
                Target.ORDERS,
                Capability.QUERYABLE,
                consignment -> new Ack.Submitted(consignment.key(), "", null, null)));
        files = files();
    }

    private AcknowledgementFiles files() {
        return new AcknowledgementFiles(trade.orders, () -> home, (channel, said) -> shaky, trade.clock);
    }

    @AfterEach
    void close() {
        files.close();
        trade.close();
    }

    private void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A whole file, written now. */
    private void drop(String name, String... rows) throws IOException {
        bytes(name, (HEADER + String.join("\n", rows) + "\n").getBytes(WINDOWS));
    }

    private void bytes(String name, byte[] bytes) throws IOException {
        var file = inbox.resolve(name);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(trade.clock.instant()));
    }

    /** Two looks: a file is complete once it stands still. */
    private void looks() {
        for (int i = 0; i < 2; i++) {
            trade.clock.pass(Duration.ofSeconds(10));
            files.round();
            trade.dispatcher.round();
        }
    }

    private List<String> in(String below) throws IOException {
        if (!Files.exists(inbox.resolve(below))) {
            return List.of();
        }
        try (var there = Files.list(inbox.resolve(below))) {
            return there.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replaceFirst("^\\d{8}-\\d{9}-", ""))
                    .sorted()
                    .toList();
        }
    }

    private List<String> troubles() {
        return trade.orders.troubles(Long.MAX_VALUE, 100).stream()
                .map(trouble -> trouble.code() + " " + trouble.text())
                .toList();
    }

    private OrderHead sent(String number) {
        var head = trade.accepted(number);
        assertThat(head.state()).isEqualTo(OrderState.READY);
        return head;
    }

    @Test
    void fromTheFirstWordToTheLastParcel() throws IOException {
        var head = sent("PO-1");
        drop("ACK_1.csv", head.key() + ";CC-1;;RECU;;;;;;");
        looks();
        assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(trade.orders.search("CC-1")).hasSize(1);
        assertThat(trade.partner.told).isEmpty();

        drop(
                "ACK_2.csv",
                head.key() + ";CC-1;1;OK;6;01/12/2026;;;;",
                head.key() + ";CC-1;1;REL;4;15/12/2026;;;plus tard;",
                head.key() + ";CC-1;2;OK;;;;;;");
        looks();
        assertThat(trade.partner.told).hasSize(1);
        var confirmation = (Confirmation) trade.partner.told.get(0);
        assertThat(confirmation.number()).isEqualTo("CC-1");
        assertThat(confirmation.lines()).hasSize(2);
        assertThat(confirmation.lines().get(0).parts())
                .extracting(part -> part.verdict() + " " + part.quantity().value() + " " + part.deliveryAt())
                .containsExactly("ACCEPTED 6 2026-12-01", "BACKORDERED 4 2026-12-15");
        assertThat(confirmation.lines().get(1).parts().get(0).quantity().value())
                .isEqualByComparingTo("4");
        assertThat(trade.now(head).state()).isEqualTo(OrderState.BACKORDERED);

        drop(
                "ACK_3.csv",
                head.key() + ";CC-1;1;EXP;6;;BL-1;1Z-1;;",
                head.key() + ";CC-1;2;EXP;4;;BL-1;1Z-2;;",
                head.key() + ";CC-1;1;EXP;4,0;;BL-2;1Z-3;;");
        looks();
        assertThat(trade.now(head).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(trade.partner.told).hasSize(3);
        assertThat(((Shipment) trade.partner.told.get(1)).parcels())
                .extracting(Shipment.Parcel::tracking)
                .containsExactly("1Z-1", "1Z-2");
        assertThat(troubles()).isEmpty();
        assertThat(in(".")).isEmpty();
        assertThat(in(".done")).containsExactly("ACK_1.csv", "ACK_2.csv", "ACK_3.csv");
        assertThat(trade.orders.detail(head.id()).orElseThrow().messages())
                .extracting(Orders.Message::messageId)
                .contains("ACK_1.csv", "ACK_2.csv", "ACK_3.csv");
    }

    @Test
    void theSameFileAndTheSameRowAgainDoNothing() throws IOException {
        var head = sent("PO-1");
        var first = head.key() + ";CC-1;1;EXP;6;;BL-1;1Z-1;;";
        drop("ACK_1.csv", first);
        looks();
        drop("ACK_1.csv", first);
        looks();
        drop("ACK_OTHER.csv", first);
        looks();
        drop("ACK_ALL.csv", first, first, head.key() + ";CC-1;2;EXP;4;;BL-1;1Z-1;;");
        looks();

        assertThat(troubles()).isEmpty();
        assertThat(in(".done")).hasSize(4);
        assertThat(trade.partner.told).hasSize(2);
        var added = (Shipment) trade.partner.told.get(1);
        assertThat(added.id()).isEqualTo("BL-1");
        assertThat(added.version()).isEqualTo(2);
        assertThat(added.lines()).hasSize(2);
        var amounts = trade.orders.detail(head.id()).orElseThrow().fulfilment().lines();
        assertThat(amounts.get("1").shipped()).isEqualByComparingTo("6");
        assertThat(amounts.get("2").shipped()).isEqualByComparingTo("4");
    }

    @Test
    void badRowsAreSaidWithTheirPlaceWhileGoodOnesAct() throws IOException {
        var head = sent("PO-1");
        var other = sent("PO-2");
        drop(
                "ACK_1.csv",
                head.key() + ";CC-1;1;OK;;;;;;",
                head.key() + ";CC-1;2;OK;vier;;;;;",
                head.key() + ";CC-1;9;OK;1;;;;;",
                head.key() + ";CC-1;2;EXP;4;31/02/2026;BL-1;;;",
                head.key() + ";CC-1;2;EXP;4;;;;;",
                "CVNOTHING;CC-2;;OK;;;;;;",
                ";;1;OK;1;;;;;",
                other.key() + ";CC-3;1;PEUT-ETRE;1;;;;;",
                "one;cell;less",
                other.key() + ";CC-3;1;OK;3;;;;;",
                other.key() + ";CC-3;2;REF;;;;;épuisé;");
        looks();

        assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(trade.now(other).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(trade.orders
                        .detail(other.id())
                        .orElseThrow()
                        .fulfilment()
                        .lines()
                        .get("2")
                        .rejected())
                .isEqualByComparingTo("4");
        assertThat(in(".failed")).containsExactly("ACK_1.csv");
        assertThat(String.join("\n", troubles()))
                .contains(
                        "ACK_1.csv:3:5 QTE: 'vier' is no quantity",
                        "ACK_1.csv:4 the order has no line 9",
                        "ACK_1.csv:5:6 LIVRAISON: '31/02/2026' is no date as 'dd/MM/yyyy' writes it",
                        "ACK_1.csv:6 ships and names no document",
                        "ACK_1.csv:7 no order is known as CVNOTHING",
                        "ACK_1.csv:8 names no order",
                        "ACK_1.csv:9:4 ETAT: 'PEUT-ETRE' is no state; known are EXP, OK, RECU, REF, REL",
                        "ACK_1.csv:10 ROW-002 3 cells, the header has 10",
                        "ACK_1.csv:11 line 1: the parts add up to 3, ordered are 10 EA");
        assertThat(troubles()).anyMatch(text -> text.startsWith("ORDER-022 "));
        assertThat(trade.orders.troubles(Long.MAX_VALUE, 100))
                .filteredOn(trouble -> trouble.text().contains("vier"))
                .extracting(Trouble::orderId)
                .containsExactly(head.id());
    }

    @Test
    void aMendedFileThatIsPutBackCountsOnlyForWhatDidNot() throws IOException {
        var head = sent("PO-1");
        drop("ACK_1.csv", head.key() + ";CC-1;1;EXP;6;;BL-1;;;", head.key() + ";CC-1;2;EXP;x;;BL-1;;;");
        looks();
        assertThat(in(".failed")).containsExactly("ACK_1.csv");

        drop("ACK_1.csv", head.key() + ";CC-1;1;EXP;6;;BL-1;;;", head.key() + ";CC-1;2;EXP;4;;BL-1;;;");
        looks();
        assertThat(in(".done")).containsExactly("ACK_1.csv");
        var amounts = trade.orders.detail(head.id()).orElseThrow().fulfilment().lines();
        assertThat(amounts.get("1").shipped()).isEqualByComparingTo("6");
        assertThat(amounts.get("2").shipped()).isEqualByComparingTo("4");
        assertThat(troubles()).hasSize(1);
    }

    @Test
    void aFileThatFailedForUsIsReadAgainOnceItIsPutBack() throws IOException {
        drop("ACK_1.csv", "CVNOTHING;CC-2;;OK;;;;;;");
        looks();
        assertThat(troubles()).hasSize(1);
        looks();
        assertThat(troubles()).as("nobody touched it").hasSize(1);

        trade.orders.troubles(Long.MAX_VALUE, 10).forEach(one -> trade.orders.close(one.id(), "anna", "seen"));
        assertThat(troubles()).isEmpty();
        drop("ACK_1.csv", "CVNOTHING;CC-2;;OK;;;;;;");
        looks();
        assertThat(troubles()).hasSize(1);
        assertThat(in(".failed")).hasSize(2);
    }

    @Test
    void lateAndOutOfOrderTheLastWordOfTheErpCounts() throws IOException {
        var head = sent("PO-1");
        trade.rounds(2, Duration.ofHours(13));
        assertThat(trade.now(head).state()).as("no answer came").isEqualTo(OrderState.UNKNOWN);

        drop("ACK_B.csv", head.key() + ";CC-1;1;EXP;6;;BL-1;;;2026-11-22 12:00");
        looks();
        drop("ACK_C.csv", head.key() + ";CC-1;;REF;;;;;;2026-11-22 10:00");
        drop("ACK_D.csv", head.key() + ";CC-1;;OK;;;;;;2026-11-22 11:00");
        looks();
        assertThat(trade.now(head).state()).isEqualTo(OrderState.PARTLY_SHIPPED);
        assertThat(troubles()).anyMatch(text -> text.contains("ACK_C.csv:2 erp says confirmation"));
        var amounts = trade.orders.detail(head.id()).orElseThrow().fulfilment().lines();
        assertThat(amounts.get("1").accepted()).isEqualByComparingTo("10");
    }

    @Test
    void aFileThatIsNotWholeWaits() throws IOException {
        var head = sent("PO-1");
        drop("ACK_1.csv", head.key() + ";CC-1;;OK;;;;;;");
        trade.clock.pass(Duration.ofSeconds(10));
        files.round();
        drop("ACK_1.csv", head.key() + ";CC-1;;OK;;;;;;", head.key() + ";CC-1;1;EXP;6;;BL-1;;;");
        trade.clock.pass(Duration.ofSeconds(10));
        files.round();
        assertThat(trade.now(head).state()).as("it has grown").isEqualTo(OrderState.READY);
        looks();
        assertThat(trade.now(head).state()).isEqualTo(OrderState.PARTLY_SHIPPED);

        var second = sent("PO-2");
        bytes("FIN_1.txt", (second.key() + "  plus fabriqué\n").getBytes(UTF_8));
        looks();
        looks();
        assertThat(in(".")).containsExactly("FIN_1.txt");
        bytes("FIN_1.txt.ok", new byte[0]);
        bytes(".FIN_2.txt.part", new byte[] {'x'});
        looks();
        assertThat(trade.now(second).state()).isEqualTo(OrderState.REJECTED);
        var said = trade.partner.told.stream()
                .filter(Confirmation.class::isInstance)
                .map(Confirmation.class::cast)
                .filter(one -> one.whole() == Verdict.REJECTED)
                .toList();
        assertThat(said).extracting(Confirmation::text).containsExactly("plus fabriqué");
        assertThat(in(".")).containsExactly(".FIN_2.txt.part");
        assertThat(in(".done")).contains("FIN_1.txt", "FIN_1.txt.ok");
    }

    @Test
    void aFileNobodyCanReadFailsAsAWhole() throws IOException {
        bytes("ACK_1.csv", "CLE;CDE\nx;y\n".getBytes(UTF_8));
        bytes("ACK_2.csv", (HEADER + "\"never closed;;;;;;;;;\n").getBytes(UTF_8));
        bytes("ACK_3.csv", new byte[0]);
        bytes("FIN_1.txt", new byte[] {(byte) 0xE9, '\n'});
        bytes("FIN_1.txt.ok", new byte[0]);
        looks();

        assertThat(in(".failed")).containsExactly("ACK_1.csv", "ACK_2.csv", "ACK_3.csv", "FIN_1.txt", "FIN_1.txt.ok");
        assertThat(troubles()).hasSize(4).allMatch(text -> text.startsWith("ORDER-061 "));
        assertThat(String.join("\n", troubles()))
                .contains(
                        "ACK_1.csv:1 FIL-006",
                        "LIGNE",
                        "ACK_2.csv:2 FIL-002",
                        "ACK_3.csv:1 FIL-001",
                        "FIN_1.txt:1 FIL-003");
    }

    @Test
    void aFileGoesOnWhereItStoodWhenTheHubDied() throws IOException {
        var heads = Stream.of("PO-1", "PO-2", "PO-3").map(this::sent).toList();
        var rows = new ArrayList<String>();
        heads.forEach(head -> rows.add(head.key() + ";" + head.number() + ";1;EXP;6;;BL-" + head.number() + ";;;"));
        rows.add(1, "CVNOTHING;CC-2;;OK;;;;;;");
        var bytes = (HEADER + String.join("\n", rows) + "\n").getBytes(UTF_8);
        var file = new Pickup.Entry("ACK_1.csv", bytes.length, trade.clock.millis());
        var book = trade.orders.acknowledgements();
        var receipt = book.receipts().begin(Trade.ERP, file, BusinessKey.digest(bytes));
        var layout = new AcknowledgementLayout(
                home.channels()
                        .get("erp")
                        .streams()
                        .get("orders")
                        .acknowledgements()
                        .get(0),
                home.company().timeZone());
        var groups = AcknowledgementBook.groups(Trade.ERP, layout.read(bytes));
        book.act(Trade.ERP, "ACK_1.csv", Instant.now(trade.clock), receipt, 0, groups.get(0));
        book.act(Trade.ERP, "ACK_1.csv", Instant.now(trade.clock), receipt, 1, groups.get(1));
        assertThat(troubles()).hasSize(1);

        trade.start();
        files = files();
        bytes("ACK_1.csv", bytes);
        looks();
        assertThat(troubles()).as("said once").hasSize(1);
        for (var head : heads) {
            assertThat(trade.orders
                            .detail(head.id())
                            .orElseThrow()
                            .fulfilment()
                            .lines()
                            .get("1")
                            .shipped())
                    .isEqualByComparingTo("6");
        }
        assertThat(in(".failed")).containsExactly("ACK_1.csv");
    }

    @Test
    void whatCannotBeMovedAwayIsReadOnce() throws IOException {
        var head = sent("PO-1");
        shaky.stuck = true;
        drop("ACK_1.csv", head.key() + ";CC-1;1;EXP;6;;BL-1;;;", "CVNOTHING;CC-2;;OK;;;;;;");
        looks();
        looks();
        assertThat(troubles()).hasSize(1);
        assertThat(in(".")).containsExactly("ACK_1.csv");

        shaky.stuck = false;
        looks();
        assertThat(troubles()).hasSize(1);
        assertThat(in(".failed")).containsExactly("ACK_1.csv");
    }

    @Test
    void anOrderNobodyKnowsIsOneItemHoweverOftenTheFileComes() throws IOException {
        var rows = new String[] {"CVNOTHING;CC-2;;OK;;;;;;", "CVNOTHING2;CC-3;9;EXP;zwei;;BL-1;;;", ";;;OK;;;;;;"};
        shaky.stuck = true;
        for (int look = 0; look < 3; look++) {
            // A server that says another moment for the same file at each look.
            drop("ACK_1.csv", rows);
            looks();
        }
        assertThat(troubles())
                .containsExactlyInAnyOrder(
                        "ORDER-022 ACK_1.csv:2 no order is known as CVNOTHING",
                        "ORDER-060 ACK_1.csv:3:5 QTE: 'zwei' is no quantity (digits, decimal sign ',')",
                        "ORDER-060 ACK_1.csv:4 names no order");

        shaky.stuck = false;
        looks();
        drop("ACK_1.csv", rows);
        looks();
        assertThat(in(".")).isEmpty();
        assertThat(troubles()).as("put there again").hasSize(3);

        trade.orders.troubles(Long.MAX_VALUE, 10).forEach(one -> trade.orders.close(one.id(), "anna", "seen"));
        drop("ACK_1.csv", rows);
        looks();
        assertThat(troubles()).as("once more after somebody has dealt with it").hasSize(3);
    }

    @Test
    void aMarkerIsPutAwayBeforeItsFile() throws IOException {
        var head = sent("PO-1");
        bytes("FIN_1.txt", (head.key() + " ".repeat(20 - head.key().length()) + "no").getBytes(WINDOWS));
        bytes("FIN_1.txt.ok", new byte[0]);
        shaky.kept = "FIN_1.txt";
        looks();
        assertThat(in(".")).containsExactly("FIN_1.txt");
        assertThat(in(".done")).containsExactly("FIN_1.txt.ok");
        assertThat(trade.now(head).state()).isEqualTo(OrderState.REJECTED);

        shaky.kept = null;
        trade.start();
        files = files();
        looks();
        assertThat(in(".")).isEmpty();
        assertThat(in(".done")).containsExactly("FIN_1.txt", "FIN_1.txt.ok");

        bytes("FIN_1.txt", "half of the ne".getBytes(WINDOWS));
        looks();
        assertThat(in(".")).as("has no marker of its own").containsExactly("FIN_1.txt");
        assertThat(troubles()).isEmpty();
    }

    @Test
    void aFolderNobodyCanSeeIsShownUntilItIsSeenAgain() throws IOException {
        shaky.unseen = "the partner refuses user and password";
        looks();
        looks();
        assertThat(troubles())
                .containsExactly(
                        "ORDER-062 nobody can look for acknowledgement files: the partner refuses user and password");

        shaky.unseen = null;
        looks();
        assertThat(troubles()).isEmpty();
    }

    @Test
    void anErpSpeaksOnlyOfOrdersThatWereSentToIt() throws IOException {
        trade.target(Target.of("other", Target.ORDERS, Capability.BLIND, consignment -> new Ack.Accepted("X-1")));
        trade.receiver = "other";
        var foreign = trade.accepted("PO-1");
        drop("ACK_1.csv", foreign.key() + ";CC-1;1;EXP;6;;BL-1;;;");
        looks();
        assertThat(trade.now(foreign).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(troubles()).containsExactly("ORDER-025 ACK_1.csv:2 erp speaks of an order that was not sent to it");
    }
}
