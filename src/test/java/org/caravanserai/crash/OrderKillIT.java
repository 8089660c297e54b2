package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.caravanserai.ledger.Capability;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An order that was acknowledged is at the ERP once, whatever kills the hub and whenever: at random moments and at every named point of intake and dispatch.
 * The client sends again what was not acknowledged, and some of what was. What the checker says of two hubs with a mechanism taken away proves that it can
 * see. Budget: kill harness; {@code -Dkills=N} for more random ones.
 */
class OrderKillIT {
    private static final List<String> POINTS = List.of(
            "order.committed",
            "order.intent-written",
            "order.erp-has-it",
            "order.outcome-not-written",
            "order.outcome-written");

    private static final int KILLS = Integer.getInteger("kills", 0);

    @TempDir
    private static Path folder;

    private static int runs;

    /** The places in the product at which it dies. */
    static List<Variant> variants() {
        var handover = "order/Handover.java";
        return List.of(
                Variant.before("order.intent-written", handover, "Ack ack;"),
                Variant.before(
                        "order.outcome-not-written", handover, "return answered(target, errand, consignment, ack);"),
                Variant.after(
                        "order.outcome-written",
                        handover,
                        "settle(target, errand, consignment, came, accepted.remoteId(), null, null);"));
    }

    /** Mechanisms taken away. */
    static List<Variant> broken() {
        return List.of(
                new Variant(
                        "the intent is not written",
                        "ledger/OnceRow.java",
                        "k, key, Step.UNDERWAY, doubt,",
                        "k, key, Step.WAITING, doubt,"),
                new Variant(
                        "a time-out counts as a failure",
                        "order/Handover.java",
                        "new Came.Unsure(now.plus(pause(errand.tries())))",
                        "new Came.NotSent(now.plus(pause(errand.tries())))"));
    }

    /** One hub with its ERP, and the client that writes down what it was told. */
    private static final class Story {
        final Path home = folder.resolve("run" + ++runs);
        final Path erp = home.resolve("erp.txt");
        final String url;
        final Capability capability;
        final Path classes;
        final Random random;
        final Set<String> sent = new LinkedHashSet<>();
        final Set<String> taken = new LinkedHashSet<>();
        final List<String> said = new ArrayList<>();
        int kills;

        Story(Dialect dialect, Capability capability, Path classes, long seed) throws IOException {
            this.url =
                    dialect == Dialect.H2 ? "" : TestDatabases.settings(dialect).url();
            this.capability = capability;
            this.classes = classes;
            this.random = new Random(seed);
            Files.createDirectories(home);
        }

        private Process start(String crashAt) throws IOException {
            var command = ChildJvm.command(
                    160,
                    List.of("-Dcrash.at=" + crashAt),
                    classes + File.pathSeparator + System.getProperty("java.class.path"),
                    OrderHub.class,
                    home.resolve("data").toString(),
                    url,
                    erp.toString(),
                    capability.name(),
                    String.valueOf(random.nextLong()));
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            home.resolve("log.txt").toFile()))
                    .start();
        }

        /**
         * Sends what is not acknowledged, some of what is, and new ones; kills after so many answers, or waits until the process dies by itself.
         *
         * @param answers 0 = it dies at its point, or drains when it has none
         */
        void run(String crashAt, int fresh, int answers) throws Exception {
            var process = start(crashAt);
            // A point that chance does not visit so often must not hold up the build: then it is a kill at some moment.
            CompletableFuture.delayedExecutor(90, TimeUnit.SECONDS)
                    .execute(() -> process.toHandle().destroyForcibly());
            boolean drains = crashAt.isEmpty() && answers == 0;
            kills += drains ? 0 : 1;
            int heard = 0;
            try (var out = process.outputWriter(StandardCharsets.UTF_8);
                    var in = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    said.add(line);
                    if (line.equals("ready")) {
                        for (var order : orders(fresh)) {
                            out.write("order " + order + "\n");
                        }
                        out.flush();
                    } else if (line.startsWith("taken ")) {
                        taken.add(line.substring(6));
                        heard++;
                    }
                    if (drains && taken.containsAll(sent) && !said.contains("asked")) {
                        said.add("asked");
                        out.write("drain\n");
                        out.flush();
                    }
                    if (answers > 0 && heard >= answers) {
                        process.toHandle().destroyForcibly();
                    }
                }
            } catch (IOException gone) {
                said.add("gone: " + gone.getMessage());
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            said.add("ended " + process.exitValue());
        }

        private List<String> orders(int fresh) {
            var orders = new ArrayList<String>();
            sent.stream().filter(order -> !taken.contains(order)).forEach(orders::add);
            taken.stream().filter(order -> random.nextInt(4) == 0).forEach(orders::add);
            for (int i = 0; i < fresh; i++) {
                orders.add("PO-" + sent.size());
                sent.add("PO-" + sent.size());
            }
            return orders;
        }

        /** What is wrong when all is over. */
        List<String> violations() throws IOException {
            var wrong = new ArrayList<String>();
            var at = new LinkedHashMap<String, Integer>();
            for (var line : Files.exists(erp) ? Files.readAllLines(erp) : List.<String>of()) {
                at.merge(line.substring(line.indexOf(' ') + 1), 1, Integer::sum);
            }
            for (var order : taken) {
                if (!at.containsKey(order)) {
                    wrong.add(order + " was acknowledged and is lost");
                }
            }
            at.forEach((order, times) -> {
                if (times > 1) {
                    wrong.add(order + " is at the ERP " + times + " times");
                }
                if (!sent.contains(order)) {
                    wrong.add(order + " was never ordered");
                }
            });
            if (!said.contains("drained")) {
                wrong.add("did not come to an end: " + said.subList(Math.max(0, said.size() - 5), said.size()));
            }
            return wrong;
        }
    }

    private static Path classes(Variant... more) throws IOException {
        var all = new ArrayList<Variant>(List.of(more));
        var files = new LinkedHashSet<String>();
        all.forEach(variant -> files.add(variant.file()));
        for (var variant : variants()) {
            if (!files.contains(variant.file())) {
                all.add(variant);
            }
        }
        return Variant.compile(folder.resolve("classes" + ++runs), all);
    }

    /** A build kills four times, one capability and three points in turn; {@code -Dkills=N} takes all of both, N random moments
     * each, on both databases. */
    @Test
    void everyAcknowledgedOrderIsAtTheErpOnce() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var capabilities = new ArrayList<>(List.of(Capability.values()));
        var points = new ArrayList<>(POINTS);
        Collections.shuffle(capabilities, random);
        Collections.shuffle(points, random);
        var classes = Variant.compile(folder.resolve("classes" + ++runs), variants());
        boolean all = KILLS > 0;
        for (var dialect : all ? List.of(Dialect.values()) : List.of(Dialect.H2)) {
            for (var capability : all ? capabilities : capabilities.subList(0, 1)) {
                var story = new Story(dialect, capability, classes, random.nextLong());
                for (var point : all ? points : points.subList(0, 3)) {
                    story.run(point + ":" + (1 + random.nextInt(2)), 6, 0);
                    assertThat(story.said.get(story.said.size() - 1))
                            .as("it died at " + point)
                            .isEqualTo("ended 137");
                }
                for (int i = 0; i < Math.max(1, KILLS); i++) {
                    story.run("", 6, 1 + random.nextInt(6));
                }
                story.run("", 2, 0);

                assertThat(story.violations()).as(dialect + " seed " + seed).isEmpty();
                System.out.println("orders: " + dialect + ", " + capability + ", " + story.kills + " kills, "
                        + story.taken.size() + " orders acknowledged, 0 lost, 0 twice");
            }
        }
    }

    @Test
    void theCheckerSeesAMechanismThatIsTakenAway() throws Exception {
        var all = new ArrayList<>(broken());
        Collections.shuffle(all);
        for (var broken : KILLS > 0 ? all : all.subList(0, 1)) {
            var classes = classes(broken);
            var wrong = new ArrayList<String>();
            for (long seed = 1; seed <= 6 && wrong.isEmpty(); seed++) {
                var story = new Story(Dialect.H2, Capability.QUERYABLE, classes, seed);
                story.run("order.erp-has-it:4", 16, 0);
                story.run("", 16, 0);
                wrong.addAll(story.violations());
            }
            assertThat(wrong).as("the checker must see that " + broken.name()).isNotEmpty();
        }
    }

    @Test
    void everyPointIsVisited() {
        assertThat(POINTS).containsAll(variants().stream().map(Variant::name).toList());
    }
}
