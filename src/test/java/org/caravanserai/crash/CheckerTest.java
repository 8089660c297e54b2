package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.crash.Violation.What;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker on evidence that was written by hand: clean, and with one line changed. Evidence of hubs that are really broken is in {@link BrokenIT}. */
class CheckerTest {
    @TempDir
    Path folder;

    private Evidence evidence;

    @BeforeEach
    void write() throws IOException {
        evidence = Evidence.begin(folder, 3, 1, 7);
        evidence.sent(1, 1, List.of(0, 1, 2));
        evidence.done(1);
        evidence.sent(2, 2, List.of(0));
        evidence.done(2);
        evidence.sent(3, 3, List.of(1));
        evidence.killed(1, "by hand");
        file(
                "hub.jsonl",
                golden(0, 2),
                golden(1, 1),
                golden(2, 1),
                lane("woo"),
                item("woo", 0),
                item("woo", 1),
                item("woo", 2),
                lane("presta"),
                item("presta", 0),
                item("presta", 1),
                item("presta", 2),
                lane("market"),
                item("market", 0),
                item("market", 1),
                item("market", 2));
        file("partner-woo.jsonl", woo("15", 0, 1), woo("16", 1, 1), woo("17", 2, 1), woo("15", 0, 2));
        file("partner-presta.jsonl", presta("1", 0, 1), presta("2", 1, 1), presta("3", 2, 1), presta("1", 0, 2));
        file("partner-market.jsonl", offer(0, 1), offer(1, 1), offer(2, 1), offer(0, 2));
    }

    private void file(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    private static String golden(int i, int version) {
        return CoreHub.json(
                "kind", "golden", "key", Catalogue.sku(i), "name", Catalogue.text(i, version), "status", "active");
    }

    private static String lane(String channel) {
        return CoreHub.json(
                "kind", "lane", "channel", channel, "cursor", 9, "head", 9, "counts", Map.of("confirmed", 3));
    }

    private static String item(String channel, int i) {
        return CoreHub.json(
                "kind", "item", "channel", channel, "key", Catalogue.sku(i), "state", "confirmed", "same", true);
    }

    private static String woo(String id, int i, int version) {
        return call("products", id, i, version, Map.of("sku", Catalogue.sku(i), "name", Catalogue.text(i, version)));
    }

    private static String presta(String id, int i, int version) {
        var record = Map.of("reference", Catalogue.sku(i), "supplier_reference", Catalogue.text(i, version));
        return call("products", id, i, version, record);
    }

    private static String offer(int i, int version) {
        return call("offers", Catalogue.sku(i), i, version, Map.of("description", Catalogue.text(i, version)));
    }

    private static String call(String kind, String id, int i, int version, Map<String, String> record) {
        var change = Map.of("kind", kind, "key", id, "record", record);
        var item = Map.of("entity", kind, "key", Catalogue.sku(i), "outcome", "accepted", "hash", i + "/" + version);
        return CoreHub.json("event", "call", "changes", List.of(change), "items", List.of(item));
    }

    @Test
    void cleanEvidenceIsCleanAndWhatWasNotAcknowledgedMayBeThereOrNot() {
        var checker = new Checker(evidence);
        assertThat(checker.check()).isEmpty();
        assertThat(checker.kills()).isEqualTo(1);
        assertThat(checker.figures().get("woo")).isEqualTo(new Checker.Figures(4, 0, 0, 1));
    }

    private interface Change {
        void on(CheckerTest test) throws IOException;
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "an acknowledged document is gone",
                        test -> test.drop("hub.jsonl", golden(2, 1)),
                        new Violation(
                                What.LOST,
                                "master",
                                "P-100002",
                                "acknowledged in version 1, the hub has no such document")),
                change(
                        "an acknowledged change is gone",
                        test -> test.swap("hub.jsonl", golden(0, 2), golden(0, 1)),
                        new Violation(
                                What.LOST, "master", "P-100000", "hub.jsonl:1 has version 1, acknowledged was 2")),
                change(
                        "a document nobody sent",
                        test -> test.add("hub.jsonl", golden(8, 1)),
                        new Violation(What.PHANTOM, "master", "P-100008", "hub.jsonl:16 nobody sent this product")),
                change(
                        "a version nobody sent",
                        test -> test.swap("hub.jsonl", golden(2, 1), golden(2, 5)),
                        new Violation(
                                What.PHANTOM, "master", "P-100002", "hub.jsonl:3 has 'Gant 2 v5', sent were [1]")),
                change(
                        "a second document",
                        test -> test.add("hub.jsonl", golden(2, 1)),
                        new Violation(What.DUPLICATED, "master", "P-100002", "hub.jsonl:16 a second golden document")),
                change(
                        "a document with other content",
                        test -> test.swap(
                                "hub.jsonl", golden(2, 1), golden(2, 1).replace("\"active\"", "\"draft\"")),
                        new Violation(
                                What.WRONG,
                                "master",
                                "P-100002",
                                "hub.jsonl:3 " + golden(2, 1).replace("\"active\"", "\"draft\""))),
                change(
                        "the partner never got it",
                        test -> test.drop("partner-woo.jsonl", woo("17", 2, 1)),
                        new Violation(What.LOST, "woo", "P-100002", "should stand there in version 1 and does not")),
                change(
                        "the partner has an older version",
                        test -> test.drop("partner-market.jsonl", offer(0, 2)),
                        new Violation(
                                What.LOST, "market", "P-100000", "stands there as 'Gant 0 v1', the hub has version 2")),
                change(
                        "the partner has it twice",
                        test -> test.add("partner-presta.jsonl", presta("9", 2, 1)),
                        new Violation(
                                What.DUPLICATED,
                                "presta",
                                "P-100002",
                                "partner-presta.jsonl:5 stands there as [3, 9]")),
                change(
                        "the partner was told something else",
                        test -> test.add("partner-woo.jsonl", woo("17", 2, 4)),
                        new Violation(
                                What.PHANTOM,
                                "woo",
                                "P-100002",
                                "partner-woo.jsonl:5 was told 'Gant 2 v4', which nobody sent")),
                change(
                        "the partner has what the hub does not have",
                        test -> test.add("partner-market.jsonl", offer(7, 1)),
                        new Violation(What.PHANTOM, "market", "P-100007", "stands there, the hub has no such product")),
                change(
                        "an older version came later",
                        test -> test.swapLines("partner-woo.jsonl", 0, 3),
                        new Violation(
                                What.REORDERED,
                                "woo",
                                "P-100000",
                                "partner-woo.jsonl:4 version 1 came after version 2")),
                change(
                        "a product is in no state",
                        test -> test.drop("hub.jsonl", item("market", 1)),
                        new Violation(What.UNACCOUNTED, "market", "P-100001", "selected, and in no state")),
                change(
                        "a product is in two states",
                        test -> test.add("hub.jsonl", item("market", 1)),
                        new Violation(
                                What.UNACCOUNTED, "market", "P-100001", "hub.jsonl:16 a second row of the ledger")),
                change(
                        "a product is still to be sent",
                        test -> test.swap(
                                "hub.jsonl", item("woo", 1), item("woo", 1).replace("confirmed", "pending")),
                        new Violation(
                                What.UNACCOUNTED,
                                "woo",
                                "P-100001",
                                "hub.jsonl:6 is pending at the end, not confirmed")),
                change(
                        "confirmed is not what is wanted",
                        test -> test.swap(
                                "hub.jsonl", item("woo", 1), item("woo", 1).replace("true", "false")),
                        new Violation(
                                What.UNACCOUNTED,
                                "woo",
                                "P-100001",
                                "hub.jsonl:6 is confirmed, and wanted and confirmed content differ")),
                change(
                        "the sums are wrong",
                        test -> test.swap("hub.jsonl", lane("woo"), lane("woo").replace(":3", ":4")),
                        new Violation(
                                What.UNACCOUNTED,
                                "woo",
                                "counts",
                                "kept are {confirmed=4}, the rows are {confirmed=3}")),
                change(
                        "the log was not read to its end",
                        test -> test.swap(
                                "hub.jsonl", lane("presta"), lane("presta").replace("\"cursor\":9", "\"cursor\":8")),
                        new Violation(What.UNACCOUNTED, "presta", "cursor", "at 8, the log ends at 9")),
                change(
                        "too much was sent again",
                        test -> {
                            test.add("partner-woo.jsonl", woo("17", 2, 1));
                            test.add("partner-woo.jsonl", woo("16", 1, 1));
                        },
                        new Violation(
                                What.OVERHEAD,
                                "woo",
                                "run",
                                "2 items were sent again; 1 kills and 0 lost answers excuse 1")));
    }

    private static Arguments change(String name, Change change, Violation violation) {
        return arguments(name, change, violation);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void oneChangedLineIsReportedWithWhatWhereKeyAndEvidence(String name, Change change, Violation violation)
            throws IOException {
        change.on(this);
        assertThat(new Checker(evidence).check()).contains(violation);
    }

    @Test
    void aLostAnswerExcusesOneBatch() throws IOException {
        add("partner-woo.jsonl", woo("17", 2, 1));
        add("partner-woo.jsonl", woo("16", 1, 1));
        evidence.spoilt("woo", new FaultProxy.Spoilt(java.time.Instant.EPOCH, FaultProxy.Kind.LOSE_ANSWER));
        evidence.spoilt("presta", new FaultProxy.Spoilt(java.time.Instant.EPOCH, FaultProxy.Kind.LOSE_ANSWER));
        assertThat(new Checker(evidence).check()).isEmpty();
    }

    private void add(String name, String line) throws IOException {
        Files.writeString(folder.resolve(name), Files.readString(folder.resolve(name)) + line + "\n");
    }

    private void drop(String name, String line) throws IOException {
        var lines = new java.util.ArrayList<>(Files.readAllLines(folder.resolve(name)));
        assertThat(lines.remove(line)).isTrue();
        Files.write(folder.resolve(name), lines);
    }

    private void swap(String name, String line, String other) throws IOException {
        var lines = new java.util.ArrayList<>(Files.readAllLines(folder.resolve(name)));
        assertThat(lines).contains(line);
        lines.set(lines.indexOf(line), other);
        Files.write(folder.resolve(name), lines);
    }

    private void swapLines(String name, int one, int other) throws IOException {
        var lines = new java.util.ArrayList<>(Files.readAllLines(folder.resolve(name)));
        java.util.Collections.swap(lines, one, other);
        Files.write(folder.resolve(name), lines);
    }
}
