package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.crash.Violation.What;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each class of violation alone: clean evidence about three orders, and one thing in it changed. */
class OrderCheckerTest {
    @TempDir
    private Path folder;

    private Evidence evidence;

    @BeforeEach
    void clean() {
        evidence = Evidence.begin(folder, 0, 0, 1);
        for (var order : new String[] {"PO-0", "PO-1"}) {
            client("sent", "order", order);
            client("taken", "order", order);
            add("erp.jsonl", "key", "K-" + order, "order", order);
            for (var document : new String[] {"AB-" + order, "LS-" + order}) {
                client("told", "document", document);
                client("noted", "document", document);
                came(document, document + "@hub", order, 7);
                add("hub.jsonl", answer(order, document, document + "@hub", "TAKEN"));
            }
            add("hub.jsonl", head(order, "shipped", false));
        }
        // Nobody answered: none or one, and here it is none.
        client("sent", "order", "PO-2");
        lane(Map.of("confirmed", 2), Map.of("confirmed", 2));
    }

    private static Object[] head(String order, String state, boolean visible) {
        return new Object[] {"kind", "order", "order", order, "key", "K-" + order, "state", state, "visible", visible};
    }

    private static Object[] answer(String order, String document, String payload, String state) {
        return new Object[] {"kind", "answer", "order", order, "document", document, "payload", payload, "state", state
        };
    }

    private void lane(Map<String, Integer> counts, Map<String, Integer> rows) {
        add("hub.jsonl", "kind", "lane", "channel", "erp", "stream", "orders", "counts", counts, "rows", rows);
    }

    private void client(String what, String field, String value) {
        add("client.jsonl", "what", what, field, value);
    }

    private void came(String document, String payload, String order, int hash) {
        add("buyer.jsonl", "payload", payload, "kind", "x", "order", order, "document", document, "hash", hash);
    }

    private void add(String file, Object... pairs) {
        evidence.add(file, CoreHub.json(pairs));
    }

    private void change(String file, String line, String other) {
        try {
            var lines = new ArrayList<>(Files.readAllLines(evidence.file(file)));
            int at = lines.indexOf(
                    lines.stream().filter(one -> one.contains(line)).findFirst().orElseThrow());
            if (other == null) {
                lines.remove(at);
            } else {
                lines.set(at, lines.get(at).replace(line, other));
            }
            Files.write(evidence.file(file), lines);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** Something done to the evidence. */
    private interface Change {
        void to(OrderCheckerTest test);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("not at the ERP", What.LOST, "erp", test -> test.change("erp.jsonl", "PO-1", null)),
                change(
                        "not in the hub",
                        What.LOST,
                        "hub",
                        test -> test.change("hub.jsonl", "\"kind\":\"order\",\"order\":\"PO-1\"", null)),
                change("not told", What.LOST, "buyer", test -> test.change("buyer.jsonl", "LS-PO-1@hub", null)),
                change(
                        "twice at the ERP",
                        What.DUPLICATED,
                        "erp",
                        test -> test.add("erp.jsonl", "key", "K-PO-1", "order", "PO-1")),
                change(
                        "twice in the hub",
                        What.DUPLICATED,
                        "hub",
                        test -> test.add("hub.jsonl", head("PO-1", "shipped", false))),
                change("told twice", What.DUPLICATED, "buyer", test -> test.came("LS-PO-1", "other@hub", "PO-1", 7)),
                change(
                        "never ordered",
                        What.PHANTOM,
                        "erp",
                        test -> test.add("erp.jsonl", "key", "K-PO-9", "order", "PO-9")),
                change(
                        "at the ERP, and the hub does not know",
                        What.PHANTOM,
                        "erp",
                        test -> test.add("erp.jsonl", "key", "K-PO-2", "order", "PO-2")),
                change(
                        "in the hub, and nobody ordered it",
                        What.PHANTOM,
                        "hub",
                        test -> test.add("hub.jsonl", head("PO-9", "unknown", true))),
                change(
                        "told what nobody said",
                        What.PHANTOM,
                        "buyer",
                        test -> test.came("AB-PO-2", "x@hub", "PO-2", 7)),
                change("another key", What.WRONG, "erp", test -> test.change("erp.jsonl", "K-PO-1", "K-PO-0")),
                change(
                        "other bytes under one payloadID",
                        What.WRONG,
                        "buyer",
                        test -> test.came("AB-PO-1", "AB-PO-1@hub", "PO-1", 8)),
                change(
                        "of another order",
                        What.WRONG,
                        "buyer",
                        test -> test.change("buyer.jsonl", "\"order\":\"PO-1\"", "\"order\":\"PO-0\"")),
                change(
                        "a doubt nobody sees",
                        What.UNACCOUNTED,
                        "hub",
                        test -> test.add("hub.jsonl", head("PO-2", "unknown", false))),
                change(
                        "never ends",
                        What.UNACCOUNTED,
                        "hub",
                        test -> test.add("hub.jsonl", head("PO-2", "ready", false))),
                change(
                        "counts that are wrong",
                        What.UNACCOUNTED,
                        "erp",
                        test -> test.lane(Map.of("confirmed", 3), Map.of("confirmed", 2))));
    }

    private static Arguments change(String name, What what, String where, Change change) {
        return arguments(name, what, where, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void isReported(String name, What what, String where, Change change) {
        change.to(this);
        assertThat(new OrderChecker(evidence).check())
                .anyMatch(one -> one.what() == what && one.where().equals(where));
    }

    @Test
    void cleanEvidenceIsClean() {
        assertThat(new OrderChecker(evidence).check()).isEmpty();
    }

    @Test
    void aDoubtThatIsSeenAndARepetitionUnderTheSameNumberAreNoViolations() {
        add("hub.jsonl", head("PO-2", "unknown", true));
        came("AB-PO-1", "AB-PO-1@hub", "PO-1", 7);
        assertThat(new OrderChecker(evidence).check()).isEmpty();
    }
}
