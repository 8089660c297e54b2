package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * F03: the hub dies at each named point of the way from the change log to the partner and back. The points are put into its classes by {@link Variant}s;
 * the product has none of them. Budget: kill harness, 40 s for one point, which rotates ({@code -Dcrash.points=10}: all once); the long form visits each
 * three times.
 */
class CrashPointsIT {
    private static final int ITEMS = 300;
    private static final Duration REST = Duration.ofMinutes(3);
    private static final String DELIVERIES = "delivery/push/Deliveries.java";
    private static final String JOB_IS_OVER = "boolean over = looked != null && looked.settle(said, now);";
    private static final String EVALUATION = "delivery/wanted/Evaluation.java";

    /**
     * A point.
     *
     * @param visits how often it may be passed before it kills, at most
     */
    private record Point(int visits, Variant variant) {
        String name() {
            return variant.name();
        }
    }

    private static final List<Point> POINTS = List.of(
            // The change log was looked at, and the cursor does not know.
            new Point(3, Variant.after("evaluated", EVALUATION, "seq = page.get(page.size() - 1).seq();")),
            // Between lease and call.
            new Point(20, Variant.after("leased", DELIVERIES, "var waiting = taken.get();")),
            // The partner has taken it, and we have written nothing.
            new Point(
                    40,
                    Variant.after(
                            "called",
                            "delivery/answer/Calls.java",
                            "var outcome = caller.call(batch.channel(), operation.name(), items, variables);")),
            // All calls of a batch are over, its outcomes not written.
            new Point(20, Variant.before("answered", DELIVERIES, "var plan = carriage.plan();")),
            // Outcomes are written, and not committed.
            new Point(20, Variant.before("settling", "ledger/Outcomes.java", "return believed;")),
            // Outcomes are committed.
            new Point(
                    20,
                    Variant.after(
                            "settled",
                            DELIVERIES,
                            "duties.settle(carriage.lane().lane(), carriage.tokens(), said, now);")),
            // A job is over, and what it said is not written.
            new Point(
                    2,
                    new Variant(
                            "over", DELIVERIES, JOB_IS_OVER, JOB_IS_OVER + "if (over) {" + Variant.hit("over") + "}")),
            // What a job said is written, and the job is still there.
            new Point(2, Variant.before("closing", DELIVERIES, "duties.close(carriage.job());")),
            // Everything was evaluated anew for a changed map, and the cursor does not know.
            new Point(1, Variant.after("passed", EVALUATION, "var settled = pass.run(Pass.Rows.NONE);")),
            // In the middle of trying parked items again.
            new Point(1, Variant.after("replaying", "delivery/hold/Parked.java", "done += act.on(lane, ids);")));

    /** The variants behind the points. */
    static List<Variant> variants() {
        return POINTS.stream().map(Point::variant).toList();
    }

    private final Path folder = TestDatabases.folder();

    @Test
    void diesAtTheNextOfThem() throws IOException {
        visit(Integer.getInteger("crash.points", 1), 1);
    }

    @Test
    @Tag("long")
    void diesAtEachOfThemThreeTimes() throws IOException {
        visit(POINTS.size(), 3);
    }

    private void visit(int points, int times) throws IOException {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("crash seed " + seed);
        var random = new Random(seed);
        var order = new ArrayList<Point>();
        for (int time = 0; time < times; time++) {
            var all = new ArrayList<>(POINTS);
            Collections.shuffle(all, random);
            order.addAll(all.subList(0, points));
        }
        try (var run = new CrashRun(folder, ITEMS, seed, variants())) {
            int version = 1;
            for (var point : order) {
                die(run, point, random, version, seed);
                version += 2;
            }
            run.start();
            run.converge(REST);
            run.hub().tell("replay");
            run.hub().expect("replayed");
            run.converge(REST);
            var checker = run.gather();
            assertThat(checker.check()).as("seed %s", seed).isEmpty();
            System.out.println(
                    "crash points: " + order.stream().map(Point::name).toList() + "; " + checker.figures());
        }
    }

    private void die(CrashRun run, Point point, Random random, int version, long seed) throws IOException {
        boolean parked = point.name().equals("replaying");
        if (parked) {
            refuse(run, version);
        }
        if (point.name().equals("passed")) {
            // Another price for all: the first start with it looks at every product.
            var map = run.home().resolve("mappings/woo/product-out.map.yaml");
            Files.writeString(map, Files.readString(map).replaceAll("\"[0-9]+.90\"", "\"" + (9 + version) + ".90\""));
        }
        int visit = 1 + random.nextInt(point.visits());
        var at = point.name() + ":" + visit;
        run.start("-Dcrash.at=" + at);
        if (run.alive()) {
            var changed = new ArrayList<>(run.all());
            Collections.shuffle(changed, random);
            run.put(version + 1, changed.subList(0, version == 1 ? ITEMS : ITEMS / 3));
        }
        if (run.alive() && parked) {
            run.hub().tell("replay");
        }
        assertThat(run.dies(Duration.ofSeconds(60)))
                .as("it comes to %s, seed %s: %s", at, seed, run.hub().tail())
                .isTrue();
        run.died("at " + at);
    }

    /** Lets the marketplace refuse some of what comes next, so that there are parked items. */
    private static void refuse(CrashRun run, int version) throws IOException {
        run.start();
        run.converge(REST);
        run.control(
                Shop.MARKET,
                "faults",
                "{\"fault\":\"refuse-part\",\"operation\":\"OF24\",\"share\":\"0.5\",\"count\":20}");
        run.put(version, run.all().subList(0, 40));
        run.converge(REST);
        assertThat(run.state().path("counts").path("market").path("parked").asInt())
                .as("parked items")
                .isPositive();
        run.kill("to try again what is parked");
    }
}
