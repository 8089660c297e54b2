package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.caravanserai.crash.FaultProxy.Kind;
import org.caravanserai.crash.FaultProxy.Step;
import org.caravanserai.crash.Violation.What;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A checker that cannot find anything proves nothing. Here one mechanism at a time is really broken, in a class of the hub compiled anew
 * ({@link Variant}), and really killed or cut where that is needed; the {@link Checker} must report each of them. The same play with an unbroken hub
 * must be clean. All defects here are live; evidence that was changed by hand is in {@link CheckerTest}, which shows each class of violation alone.
 *
 * <p>Budget: kill harness, 30 s for three defects, which rotate; the long form plays each of them, broken and unbroken.
 */
class BrokenIT {
    private static final int ITEMS = 60;
    private static final Duration REST = Duration.ofSeconds(60);

    private static final String COUNTS = "if (entry.getValue() != 0) {\n                count(tx, \"ledger_count\"";

    /** What happens to a hub. */
    private interface Play {
        void on(CrashRun run) throws IOException;
    }

    /**
     * A broken mechanism.
     *
     * @param sound the same without the defect: crash points only, or nothing
     * @param what one violation of this class must be reported
     * @param where channel, empty = any
     */
    private record Defect(String name, List<Variant> broken, List<Variant> sound, What what, String where, Play play) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The variants behind the defects. */
    static List<Variant> variants() {
        return defects()
                .flatMap(defect -> Stream.concat(defect.broken().stream(), defect.sound().stream()))
                .toList();
    }

    static Stream<Defect> defects() {
        var begin = "new Affected(plan, master.goldens()";
        return Stream.of(
                new Defect(
                        "the cursor moves before its work is done",
                        List.of(new Variant(
                                "cursor",
                                "delivery/wanted/Evaluation.java",
                                begin,
                                "reached(plan, page.get(page.size() - 1).seq(), revision);" + Variant.hit("cursor")
                                        + begin)),
                        List.of(Variant.before("cursor", "delivery/wanted/Evaluation.java", begin)),
                        What.LOST,
                        "",
                        BrokenIT::diesWhileItEvaluates),
                new Defect(
                        "the token of a lease is not looked at",
                        List.of(new Variant(
                                "token",
                                "ledger/Outcomes.java",
                                "token != null && token == row.getLong(5)",
                                "token != null")),
                        List.of(),
                        What.LOST,
                        "woo",
                        BrokenIT::anAnswerComesAfterItsLease),
                new Defect(
                        "commits are written half a second later",
                        List.of(new Variant(
                                "delay", "store/Dialect.java", "\"WRITE_DELAY=0\",", "\"WRITE_DELAY=2000\",")),
                        List.of(),
                        What.LOST,
                        "master",
                        BrokenIT::diesAfterTheAcknowledgement),
                new Defect(
                        "the hash does not see the content",
                        List.of(new Variant(
                                "hash",
                                "delivery/wanted/LanePlan.java",
                                "long hash = out.row().hash();",
                                "long hash = out.row().fields().hashCode();")),
                        List.of(),
                        What.LOST,
                        "market",
                        run -> twice(run, 2)),
                new Defect(
                        "an answer confirms what is wanted now, not what was sent",
                        List.of(new Variant(
                                "sent",
                                "ledger/Outcomes.java",
                                "lease.item().confirmed(lease.sent())",
                                "lease.item().confirmed(lease.item().desired())")),
                        List.of(),
                        What.LOST,
                        "woo",
                        BrokenIT::changesWhileItIsOnItsWay),
                new Defect(
                        "what a look-up has found is forgotten",
                        List.of(new Variant(
                                "find", "delivery/answer/Calls.java", "batch.known(item.key(), ids.get(0));", ";")),
                        List.of(),
                        What.DUPLICATED,
                        "presta",
                        BrokenIT::theAnswerToACreationIsLost),
                new Defect(
                        "doubt counts as done",
                        List.of(new Variant(
                                "doubt",
                                "delivery/push/Verdicts.java",
                                "case UNKNOWN -> unsure(item, failure.text(), failure.exchange());",
                                "case UNKNOWN -> new Said.Done(item.recordId(), item.remoteId(), body(item), 0);")),
                        List.of(),
                        What.LOST,
                        "presta",
                        BrokenIT::theLineEndsBeforeTheCreation),
                new Defect(
                        "a lease lasts no time",
                        List.of(new Variant(
                                "lease",
                                "delivery/push/Deliveries.java",
                                "LEASE = Duration.ofMinutes(30)",
                                "LEASE = Duration.ZERO")),
                        List.of(),
                        What.REORDERED,
                        "woo",
                        BrokenIT::aRequestIsSlow),
                new Defect(
                        "counts only grow",
                        List.of(new Variant("counts", "ledger/Changes.java", COUNTS, COUNTS.replace("!=", ">"))),
                        List.of(),
                        What.UNACCOUNTED,
                        "presta",
                        run -> twice(run, 2)),
                new Defect(
                        "what leaves is not taken away at the partner",
                        List.of(new Variant(
                                "leaving",
                                "ledger/Changes.java",
                                "boolean stands = known.standsAtPartner() || flies(known.recordId());",
                                "boolean stands = false;")),
                        List.of(),
                        What.PHANTOM,
                        "market",
                        run -> twice(run, 2)),
                new Defect(
                        "what is as it should be is sent again now and then",
                        List.of(new Variant(
                                "again",
                                "ledger/Outcomes.java",
                                "boolean asWanted = item.desired() == item.confirmed();",
                                "boolean asWanted = item.desired() == item.confirmed() && Math.random() < 0.5;")),
                        List.of(),
                        What.OVERHEAD,
                        "woo",
                        run -> twice(run, 2)));
    }

    @Test
    void threeOfThemAreFound() throws IOException {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("crash seed " + seed);
        var some = new ArrayList<>(defects().toList());
        Collections.shuffle(some, new Random(seed));
        for (var defect : some.subList(0, 3)) {
            found(defect);
        }
    }

    @ParameterizedTest
    @MethodSource("defects")
    @Tag("long")
    void isFoundAndOnlyWhenItIsThere(Defect defect) throws IOException {
        found(defect);
        assertThat(played(defect, defect.sound(), REST.multipliedBy(3)))
                .as("the same, unbroken; where the clock is put forward during a call, its items go again")
                .filteredOn(one -> one.what() != What.OVERHEAD)
                .isEmpty();
    }

    private static void found(Defect defect) throws IOException {
        var violations = List.<Violation>of();
        // Whether a delayed write was lost is a matter of luck.
        for (int n = 0; n < 6 && violations.isEmpty(); n++) {
            violations = played(defect, defect.broken(), Duration.ofSeconds(8));
        }
        System.out.println("defect '" + defect.name() + "': "
                + violations.stream().limit(2).map(Violation::toString).toList());
        assertThat(violations)
                .as(defect.name())
                .anyMatch(one -> one.what() == defect.what()
                        && (defect.where().isEmpty() || one.where().equals(defect.where())));
    }

    /** @param most a broken hub may never come to rest */
    private static List<Violation> played(Defect defect, List<Variant> variants, Duration most) throws IOException {
        Path folder = TestDatabases.folder();
        try (var run = new CrashRun(folder, ITEMS, 1, variants)) {
            defect.play().on(run);
            rest(run, most);
            return run.gather().check();
        }
    }

    private static void rest(CrashRun run, Duration most) {
        try {
            run.converge(most);
        } catch (AssertionError never) {
            System.out.println("not at rest after " + most);
        }
    }

    private static void twice(CrashRun run, int version) throws IOException {
        run.start();
        run.put(1, run.all());
        rest(run, Duration.ofSeconds(15));
        run.put(version, run.all());
    }

    private static void diesWhileItEvaluates(CrashRun run) throws IOException {
        run.start();
        run.put(1, run.all());
        run.converge(REST);
        run.kill("to begin anew");
        run.start("-Dcrash.at=cursor");
        run.put(2, run.all());
        assertThat(run.dies(REST)).isTrue();
        run.died("while it evaluates");
        run.start();
    }

    private static void diesAfterTheAcknowledgement(CrashRun run) throws IOException {
        run.start();
        run.put(1, run.all());
        run.converge(REST);
        for (int version = 2; version < 8; version++) {
            run.put(version, run.all());
        }
        run.kill("right after the acknowledgement");
        run.start();
    }

    private static final List<Integer> ONE = List.of(0);

    private static void one(CrashRun run) throws IOException {
        run.start();
        run.put(1, ONE);
        run.converge(REST);
    }

    private static void anAnswerComesAfterItsLease(CrashRun run) throws IOException {
        one(run);
        var proxy = run.proxy(Shop.WOO);
        long before = run.journal(Shop.WOO);
        proxy.next(new Step(Kind.LATE_ANSWER, Duration.ofSeconds(4)), new Step(Kind.CUT_BEFORE, Duration.ofSeconds(7)));
        run.put(2, ONE);
        must(run, () -> proxy.left() == 1 && run.journal(Shop.WOO) > before);
        run.put(3, ONE);
        must(run, () -> !run.state().path("behind").asBoolean());
        run.later(31);
        must(run, () -> proxy.left() == 0);
        long end = System.nanoTime() + Duration.ofSeconds(9).toNanos();
        run.waitFor(() -> System.nanoTime() > end, REST);
    }

    private static void changesWhileItIsOnItsWay(CrashRun run) throws IOException {
        one(run);
        var proxy = run.proxy(Shop.WOO);
        long before = run.journal(Shop.WOO);
        proxy.next(new Step(Kind.LATE_ANSWER, Duration.ofSeconds(3)));
        run.put(2, ONE);
        must(run, () -> proxy.left() == 0 && run.journal(Shop.WOO) > before);
        run.put(3, ONE);
        must(run, () -> !run.state().path("behind").asBoolean());
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        run.waitFor(() -> System.nanoTime() > end, REST);
    }

    private static void theAnswerToACreationIsLost(CrashRun run) throws IOException {
        run.start();
        run.proxy(Shop.PRESTA).next(new Step(Kind.PASS, Duration.ZERO), new Step(Kind.LOSE_ANSWER, Duration.ZERO));
        run.put(1, ONE);
    }

    private static void theLineEndsBeforeTheCreation(CrashRun run) throws IOException {
        run.start();
        run.proxy(Shop.PRESTA).next(new Step(Kind.PASS, Duration.ZERO), new Step(Kind.CUT_BEFORE, Duration.ZERO));
        run.put(1, ONE);
    }

    private static void aRequestIsSlow(CrashRun run) throws IOException {
        one(run);
        var proxy = run.proxy(Shop.WOO);
        proxy.next(new Step(Kind.DELAY, Duration.ofSeconds(3)));
        run.put(2, ONE);
        must(run, () -> proxy.left() == 0);
        run.put(3, ONE);
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        run.waitFor(() -> System.nanoTime() > end, REST);
    }

    private static void must(CrashRun run, BooleanSupplier condition) {
        assertThat(run.waitFor(condition, REST)).as(run.hub().tail()).isTrue();
    }
}
