package org.caravanserai.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.caravanserai.delivery.answer.Rehearsals;
import org.caravanserai.home.Connector;
import org.caravanserai.kit.KitHomes.Member;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * What a connector declares, it proves by recorded exchanges: every operation, every action it takes, every way its answer is read. Nobody keeps a
 * list of connectors. One that is still experimental may have no recordings at all; it is skipped, and its name counted.
 */
class ConnectorKitTest {
    static Stream<Member> members() {
        return KitHomes.members();
    }

    /** Its recordings. */
    static List<Rehearsals.Case> cases(Member member) {
        var system = member.connector().system();
        var rehearsals = Rehearsals.of(member.files());
        assertThat(rehearsals.problems())
                .filteredOn(problem -> problem.position().file().startsWith("connectors/" + system + "/"))
                .isEmpty();
        var cases = rehearsals.cases().stream()
                .filter(one -> one.system().equals(system))
                .toList();
        if (cases.isEmpty() && member.connector().support() == Connector.Support.EXPERIMENTAL) {
            throw new TestAbortedException("needs recordings of the experimental connector " + system);
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("members")
    void its_recordings_hold(Member member) {
        var wrong = new LinkedHashMap<String, List<String>>();
        for (var one : cases(member)) {
            var differences = one.play().differences();
            if (!differences.isEmpty()) {
                wrong.put(one.operation() + ": " + one.title(), differences);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("members")
    void what_it_declares_is_exercised(Member member) {
        assertThat(missing(member.connector(), cases(member)))
                .as(
                        "declared by connectors/%s/connector.yaml and proven by no recording",
                        member.connector().system())
                .isEmpty();
    }

    /** What no recording shows, one line each. */
    static List<String> missing(Connector connector, List<Rehearsals.Case> cases) {
        var missing = new ArrayList<String>();
        for (var operation : connector.operations().values()) {
            var mine = cases.stream()
                    .filter(one -> one.system().equals(connector.system())
                            && one.operation().equals(operation.name()))
                    .toList();
            if (mine.isEmpty()) {
                missing.add(operation.name() + ": never exercised");
            } else {
                missing(operation, mine).forEach(what -> missing.add(operation.name() + ": " + what));
            }
        }
        return missing;
    }

    private static List<String> missing(Connector.Operation operation, List<Rehearsals.Case> cases) {
        var missing = new ArrayList<String>();
        var outcomes = new TreeSet<String>();
        var actions = EnumSet.noneOf(Connector.Action.class);
        var statuses = new TreeSet<Integer>();
        for (var one : cases) {
            outcomes.addAll(one.outcomes());
            actions.addAll(one.actions());
            one.play().said().forEach(said -> statuses.add(said.status()));
        }
        if (statuses.stream().noneMatch(status -> status >= 200 && status < 300)) {
            missing.add("no answer that is good");
        }
        if (operation.kind() == Connector.Effect.WRITE) {
            operation.takes().stream()
                    .filter(action -> !actions.contains(action))
                    .forEach(action -> missing.add("takes " + action + ", and no item shows it"));
        }
        operation.absent().stream()
                .filter(status -> !statuses.contains(status))
                .forEach(status -> missing.add("absent " + status + ", and no answer has it"));
        var answer = operation.answer();
        // What is to go and is not found has gone.
        boolean missed = outcomes.contains("open") || outcomes.contains("accepted");
        boolean asks = operation.kind() == Connector.Effect.READ;
        if (answer.known() != null && asks && !(outcomes.contains("known") && missed)) {
            missing.add("a look-up that finds, and one that does not");
        }
        if (answer.known() != null && !asks && !outcomes.contains("known")) {
            missing.add("a creation that says what it is called there");
        }
        if (answer.job() != null && !outcomes.contains("submitted")) {
            missing.add("a job");
        }
        // A list may name one sort of people only: those that are blocked.
        int ways = operation.pages() == null ? 2 : 1;
        if (answer.map() != null && outcomes.size() < ways) {
            missing.add("two outcomes that differ, found " + outcomes);
        }
        if (answer.acceptAll() && !outcomes.contains("accepted")) {
            missing.add("an answer that accepts all");
        }
        return missing;
    }

    @ParameterizedTest
    @MethodSource("members")
    void the_vendor_allows_what_is_recorded(Member member) {
        var cases = cases(member);
        var judge = VendorJudge.of(member);
        var wrong = new LinkedHashMap<String, List<String>>();
        int judged = 0;
        for (var one : cases) {
            var found = judge.wrong(one);
            judged += judge.judged(one) ? 1 : 0;
            if (!found.isEmpty()) {
                wrong.put(one.operation() + ": " + one.title(), found);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(judged).as("recordings that could be judged").isPositive();
    }

    @ParameterizedTest
    @MethodSource("members")
    void the_vendor_refuses_what_is_mutated(Member member) {
        var cases = cases(member);
        var judge = VendorJudge.of(member);
        var passed = new ArrayList<String>();
        var counts = new LinkedHashMap<String, Integer>();
        for (var one : cases) {
            for (Map.Entry<String, Boolean> mutant : judge.mutants(one).entrySet()) {
                counts.merge(mutant.getKey(), 1, Integer::sum);
                if (!mutant.getValue()) {
                    passed.add(one.operation() + ": " + one.title() + ": " + mutant.getKey());
                }
            }
        }
        assertThat(passed).as("mutants the vendor's description lets pass").isEmpty();
        assertThat(counts)
                .as("rules that were tried")
                .containsKeys("another method", "another path", "a query nobody declared");
    }
}
