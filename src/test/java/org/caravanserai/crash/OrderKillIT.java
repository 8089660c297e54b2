package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.caravanserai.crash.OrderRun.Moment;
import org.caravanserai.crash.Violation.What;
import org.caravanserai.ledger.Capability;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F02, F03 for orders: an order that was acknowledged is at the ERP once, and what the ERP says of it at the buyer once, whatever kills the hub and whenever:
 * at random moments and at every named point of intake, dispatch, decision and answer. Four clients send again what was not acknowledged, and some of what was.
 * What {@link OrderChecker} says of hubs with a mechanism taken away proves that it can see. Budget: kill harness, 40 s. The proof, on H2 and on PostgreSQL:
 *
 * <pre>
 * mvn verify -Dit.test=OrderKillIT -Dkills=200 [-Dseed=N] [-Dkills.on=H2]
 * </pre>
 */
class OrderKillIT {
    private static final List<String> POINTS = List.of(
            "order.committed",
            "order.intent-written",
            "order.erp-has-it",
            "order.outcome-not-written",
            "order.outcome-written",
            "order.replay-not-written",
            "order.replay-written",
            "answer.event-committed",
            "answer.kept",
            "answer.buyer-has-it",
            "answer.taken-written");

    private static final int KILLS = Integer.getInteger("kills", 0);
    /** Everything must come to rest, and be looked at, after so many. */
    private static final int BETWEEN = 25;

    @TempDir
    private static Path folder;

    private static int runs;

    private static final String HANDOVER = "order/Handover.java";
    private static final String ANSWERS = "punchout/answer/CxmlAnswers.java";
    private static final String AGAIN = "if (again) {\n            return new Ready(null, null);\n        }\n"
            + "        var now = database.clock().instant();\n        ";

    /** The places in the product at which it dies. */
    static List<Variant> variants() {
        return List.of(
                Variant.before("order.intent-written", HANDOVER, "Ack ack;"),
                Variant.before(
                        "order.outcome-not-written", HANDOVER, "return answered(target, errand, consignment, ack);"),
                Variant.after(
                        "order.outcome-written",
                        HANDOVER,
                        "settle(target, errand, consignment, came, accepted.remoteId(), look, accepted.but());"),
                Variant.after(
                        "order.replay-not-written",
                        "order/Decisions.java",
                        "var decided = decide(tx, target.map(kept::to).orElse(kept), decision, by.who());"),
                Variant.before("answer.kept", ANSWERS, "var outcome =\n                client.post("),
                Variant.before("answer.buyer-has-it", ANSWERS, "var reply =\n                outcome instanceof"),
                Variant.after(
                        "answer.taken-written", ANSWERS, "moved(telling, SentAnswers.State.TAKEN, taken.code());"));
    }

    /**
     * A mechanism taken away.
     *
     * @param point where the hub is killed, so that it shows; empty = while it works
     * @param visit of the point; without one, so many events were acknowledged by then
     */
    private record Broken(Variant variant, Capability capability, String point, int visit, What what, String where) {
        boolean is(Violation one) {
            return one.what() == what && one.where().equals(where);
        }
    }

    private static List<Broken> mechanisms() {
        return List.of(
                new Broken(
                        new Variant(
                                "every attempt has a key of its own",
                                HANDOVER,
                                "target.stream(),\n                    errand.key(),",
                                "target.stream(),\n                    errand.key() + (orders ? \"-\" + errand.tries() : \"\"),"),
                        Capability.KEYED,
                        "order.erp-has-it",
                        4,
                        What.WRONG,
                        "erp"),
                new Broken(
                        new Variant(
                                "a doubt is seen by nobody",
                                "order/OrderRows.java",
                                "} else if (!before.waits() && after.waits()) {",
                                "} else if (!before.waits() && after.waits() && after != OrderState.UNKNOWN) {"),
                        Capability.BLIND,
                        "order.erp-has-it",
                        4,
                        What.UNACCOUNTED,
                        "hub"),
                new Broken(
                        new Variant(
                                "the intent is not written before the call",
                                "ledger/OnceRow.java",
                                "k, key, Step.UNDERWAY, doubt,",
                                "k, key, Step.WAITING, doubt,"),
                        Capability.QUERYABLE,
                        "order.erp-has-it",
                        4,
                        What.DUPLICATED,
                        "erp"),
                new Broken(
                        new Variant(
                                "a time-out counts as a failure",
                                HANDOVER,
                                "new Came.Unsure(now.plus(pause(errand.tries())))",
                                "new Came.NotSent(now.plus(pause(errand.tries())))"),
                        Capability.QUERYABLE,
                        "",
                        16,
                        What.DUPLICATED,
                        "erp"),
                new Broken(
                        new Variant(
                                "nobody looks whether it is there",
                                HANDOVER,
                                "sight = target.sender().look(consignment);",
                                "sight = new Sight.Absent();"),
                        Capability.QUERYABLE,
                        "order.erp-has-it",
                        4,
                        What.DUPLICATED,
                        "erp"),
                new Broken(
                        new Variant(
                                "every attempt has a payloadID of its own",
                                ANSWERS,
                                AGAIN + "var payload = telling.key() + \"@\" + host.get();",
                                "var now = database.clock().instant();"
                                        + " var payload = telling.key() + \".\" + System.nanoTime() + \"@\" + host.get();"),
                        Capability.KEYED,
                        "answer.buyer-has-it",
                        2,
                        What.DUPLICATED,
                        "buyer"),
                new Broken(
                        new Variant(
                                "an answer counts as taken before it goes out",
                                ANSWERS,
                                "now,\n                        SentAnswers.State.ON_ITS_WAY,",
                                "now, SentAnswers.State.TAKEN,"),
                        Capability.KEYED,
                        "answer.kept",
                        1,
                        What.LOST,
                        "buyer"),
                new Broken(
                        new Variant(
                                "commits are written two seconds later",
                                "store/Dialect.java",
                                "\"WRITE_DELAY=0\",",
                                "\"WRITE_DELAY=2000\","),
                        Capability.KEYED,
                        "order.committed",
                        6,
                        What.LOST,
                        "hub"));
    }

    /** Mechanisms taken away. */
    static List<Variant> broken() {
        return mechanisms().stream().map(Broken::variant).toList();
    }

    private static Path classes(Variant... more) throws Exception {
        var all = new ArrayList<Variant>(List.of(more));
        all.addAll(variants());
        return Variant.compile(folder.resolve("classes" + ++runs), all);
    }

    private static OrderRun run(Dialect dialect, Capability capability, Path classes, long seed) throws Exception {
        return new OrderRun(folder.resolve("run" + ++runs), dialect, capability, classes, seed);
    }

    /** A build kills four times, two of them at named points, one kind of ERP; {@code -Dkills=N} takes all of both, N kills on each database. */
    @Test
    void everyAcknowledgedOrderIsAtTheErpOnceAndItsAnswersAtTheBuyer() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var classes = classes();
        if (KILLS == 0) {
            var points = new ArrayList<>(POINTS);
            Collections.shuffle(points, random);
            var capability = Capability.values()[random.nextInt(3)];
            kill(Dialect.H2, capability, classes, points.subList(0, 2), 4, seed);
            return;
        }
        var only = System.getProperty("kills.on", "");
        for (var dialect : Dialect.values()) {
            if (only.isEmpty() || only.equals(dialect.name())) {
                int done = 0;
                for (var capability : Capability.values()) {
                    int share = capability == Capability.BLIND ? KILLS - done : KILLS / 3;
                    kill(dialect, capability, classes, POINTS, share, random.nextLong());
                    done += share;
                }
            }
        }
    }

    private static void kill(
            Dialect dialect, Capability capability, Path classes, List<String> points, int kills, long seed)
            throws Exception {
        var random = new Random(seed);
        long began = System.nanoTime();
        try (var run = run(dialect, capability, classes, seed)) {
            // Half of the kills at named points, each in its turn; the others whenever they come.
            for (int kill = 0; kill < kills; kill++) {
                if (kill % 2 == 0 && (kill / 2 < points.size() || KILLS > 0)) {
                    run.dies(points.get(kill / 2 % points.size()), 1 + random.nextInt(2), 6);
                } else {
                    switch (random.nextInt(4)) {
                        case 0 -> run.killed(Moment.TAKEN, 1 + random.nextInt(6), 6);
                        case 1 -> run.killed(Moment.NOTED, 1 + random.nextInt(8), 6);
                        case 2 -> run.killed(Moment.READY, 1 + random.nextInt(60), 6);
                        default -> run.killed(Moment.BEGUN, random.nextInt(150), 4);
                    }
                }
                if ((kill + 1) % BETWEEN == 0 && kill + 1 < kills) {
                    clean(run, dialect, capability, seed);
                    System.out.println("orders: " + dialect + ", " + capability + ", seed " + seed + ": clean after "
                            + run.kills() + " kills");
                }
            }
            clean(run, dialect, capability, seed);
            System.out.println("orders: " + dialect + ", " + capability + ", seed " + seed + ": " + run.kills()
                    + " kills in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s, "
                    + run.acknowledged() + " orders acknowledged, 0 lost, 0 twice, 0 phantom; at the buyer "
                    + run.figures());
            assertThat(run.kills()).isEqualTo(kills);
        }
    }

    private static void clean(OrderRun run, Dialect dialect, Capability capability, long seed) throws Exception {
        run.drains(2);
        var keep = Path.of("target", "orders-" + seed);
        assertThat(run.violations(keep))
                .as(dialect + " " + capability + " seed " + seed + " after " + run.kills() + " kills, see " + keep)
                .isEmpty();
        assertThat(run.ended()).isEqualTo("ended 0");
    }

    @Test
    void theCheckerSeesAMechanismThatIsTakenAway() throws Exception {
        // The first two show whatever the machine is busy with; the others take luck, which a build does not wait for.
        var which = System.getProperty("mechanisms", "");
        boolean each = KILLS > 0 || !which.isEmpty();
        var all = new ArrayList<>(each ? mechanisms() : mechanisms().subList(0, 2));
        if (!which.isEmpty() && !which.equals("true")) {
            all.removeIf(broken -> !broken.variant().name().contains(which));
            assertThat(all).as("mechanisms named " + which).isNotEmpty();
        }
        Collections.shuffle(all);
        var unseen = new ArrayList<String>();
        for (var broken : each ? all : all.subList(0, 1)) {
            var classes = classes(broken.variant());
            var wrong = new ArrayList<Violation>();
            int tries = 0;
            while (tries < 6 && wrong.stream().noneMatch(broken::is)) {
                try (var run = run(Dialect.H2, broken.capability(), classes, ++tries)) {
                    run.patience(20);
                    // What the ERP says by itself settles a doubt: then the mechanism is not needed, and cannot be
                    // missed.
                    run.silence(broken.capability() == Capability.QUERYABLE ? 4 : 0);
                    if (broken.point().isEmpty()) {
                        run.killed(Moment.NOTED, broken.visit(), 12);
                    } else {
                        run.dies(broken.point(), broken.visit(), 10);
                    }
                    run.drains(10);
                    wrong.addAll(run.violations(null));
                }
            }
            var seen = wrong.stream().filter(broken::is).findFirst();
            System.out.println("orders, mechanism '" + broken.variant().name() + "', tries " + tries + ": "
                    + seen.map(Violation::toString).orElse("not seen, but " + wrong));
            if (seen.isEmpty()) {
                unseen.add(broken.variant().name() + ": " + wrong);
            }
        }
        assertThat(unseen).as("what the checker must see").isEmpty();
    }

    @Test
    void everyPointIsVisited() {
        assertThat(new LinkedHashSet<>(POINTS))
                .containsAll(variants().stream().map(Variant::name).toList());
    }
}
