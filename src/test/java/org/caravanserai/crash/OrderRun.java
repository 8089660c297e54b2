package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.caravanserai.BuyerServer;
import org.caravanserai.BuyerServer.Mood;
import org.caravanserai.ledger.Capability;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.ChildJvm;

/**
 * One {@link OrderHub} with its ERP and its buyer, killed and started again, and the client that writes down what it was told. What was not acknowledged is
 * sent again after the restart, and some of what was.
 */
final class OrderRun implements AutoCloseable {
    private static final List<Mood> MOODS = List.of(Mood.ERROR, Mood.CUT, Mood.PAGE, Mood.BUSY);
    private static final int REPEATED = 6;

    final Path folder;
    final Evidence evidence;
    final BuyerServer buyer = new BuyerServer();
    private final Path home;
    private final String url;
    private final Capability capability;
    private final Path classes;
    private final Random random;
    private final Set<String> sent = new LinkedHashSet<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final List<String> last = new ArrayList<>();
    private int kills;
    private int patience = 90;
    private int silence;

    /** @param classes stand before those of the hub */
    OrderRun(Path folder, Dialect dialect, Capability capability, Path classes, long seed) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.url = dialect == Dialect.H2 ? "" : TestDatabases.settings(dialect).url();
        this.capability = capability;
        this.classes = classes;
        this.random = new Random(seed);
        this.evidence = Evidence.begin(folder.resolve("evidence"), 0, 0, seed);
        this.home = home(folder.resolve("home"), buyer);
    }

    /** When a run is killed. */
    enum Moment {
        /** At the named point. */
        POINT,
        /** After so many orders were acknowledged. */
        TAKEN,
        /** After so many events of the ERP were. */
        NOTED,
        /** So many tens of milliseconds after it was ready. */
        READY,
        /** So many tens of milliseconds after the process began. */
        BEGUN,
        /** Not at all: it works until everything is where it belongs. */
        NEVER
    }

    private static Path home(Path home, BuyerServer buyer) throws IOException {
        write(home, "routes/.gitkeep", "");
        write(home, "secret", "sandbox-acme\n");
        write(home, "config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                """);
        write(home, "config/accounts/acme.yaml", """
                extends: generic
                company: C-1
                production:
                  identity: { domain: DUNS, value: acme }
                  supplier: { domain: DUNS, value: us }
                  secret: ["file:secret"]
                  returnHosts: [acme.example]
                  allow: [http]
                  answers: { url: "%s" }
                cxml: { timeZone: Europe/Paris }
                """.formatted(buyer.address("/cxml")));
        var descriptor = Files.readString(Path.of("connectors/cxml/connector.yaml"));
        write(home, "connectors/cxml/connector.yaml", descriptor.replace("timeout: 30s", "timeout: 5s"));
        return home;
    }

    private static void write(Path home, String path, String text) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** How many seconds it may take until everything is where it belongs. */
    void patience(int seconds) {
        patience = seconds;
    }

    /** How many seconds each process hears nothing of its ERP but answers. */
    void silence(int seconds) {
        silence = seconds;
    }

    /** How many documents the buyer has, and how many came again. */
    String figures() {
        var came = buyer.came();
        long documents = came.stream().map(BuyerServer.Came::payload).distinct().count();
        return documents + " documents, " + (came.size() - documents) + " of them again under their payloadID";
    }

    int kills() {
        return kills;
    }

    int acknowledged() {
        return taken.size();
    }

    /** How the last process ended: 137 = it was killed. */
    String ended() {
        return last.get(last.size() - 1);
    }

    /** Dies at a point, at this visit of it at the latest. */
    void dies(String point, int visit, int fresh) throws Exception {
        run(Moment.POINT, visit, point, fresh, point.startsWith("order.replay") ? 2 : 0);
        assertThat(ended()).as("it died at " + point + ", see " + log()).isEqualTo("ended 137");
    }

    void killed(Moment moment, int much, int fresh) throws Exception {
        run(moment, much, "", fresh, 0);
    }

    /** Works until nothing is left, and writes what it has. */
    void drains(int fresh) throws Exception {
        buyer.moods.clear();
        run(Moment.NEVER, 0, "", fresh, 0);
    }

    private Path log() {
        return folder.resolve("log.txt");
    }

    private void run(Moment moment, int much, String point, int fresh, int refusals) throws Exception {
        var process = start(moment == Moment.POINT ? point + ":" + much : "", refusals);
        // A point that chance does not visit so often must not hold up the build: then it is a kill at some moment.
        var guard = CompletableFuture.delayedExecutor(120, TimeUnit.SECONDS);
        guard.execute(() -> process.toHandle().destroyForcibly());
        if (moment != Moment.NEVER) {
            evidence.killed(++kills, moment + " " + point + " " + much);
            for (int i = 0; i < 4; i++) {
                buyer.moods.add(random.nextInt(3) == 0 ? MOODS.get(random.nextInt(MOODS.size())) : Mood.LATER);
            }
        }
        if (moment == Moment.BEGUN) {
            later(process, much);
        }
        last.clear();
        int heard = 0;
        try (var out = process.outputWriter(StandardCharsets.UTF_8);
                var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                last.add(line);
                var what = line.substring(0, Math.max(0, line.indexOf(' ')));
                var which = line.substring(line.indexOf(' ') + 1);
                if (line.equals("ready")) {
                    say(out, orders(fresh).stream().map("order "::concat).toList());
                    if (moment == Moment.READY) {
                        later(process, much);
                    }
                } else if (what.equals("taken")) {
                    taken.add(which);
                    evidence.add("client.jsonl", CoreHub.json("what", "taken", "order", which));
                    heard += moment == Moment.TAKEN ? 1 : 0;
                } else if (what.equals("told") || what.equals("noted")) {
                    evidence.add("client.jsonl", CoreHub.json("what", what, "document", which));
                    heard += moment == Moment.NOTED && what.equals("noted") ? 1 : 0;
                } else if (line.equals("drained") || line.equals("gave up")) {
                    Files.deleteIfExists(evidence.file("hub.jsonl"));
                    say(out, List.of("export " + evidence.file("hub.jsonl")));
                }
                if (moment == Moment.NEVER
                        && last.contains("ready")
                        && taken.containsAll(sent)
                        && !last.contains("asked")) {
                    last.add("asked");
                    say(out, List.of("drain"));
                }
                if ((moment == Moment.TAKEN || moment == Moment.NOTED) && heard >= much) {
                    process.toHandle().destroyForcibly();
                }
            }
        } catch (IOException gone) {
            last.add("gone: " + gone.getMessage());
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        last.add("ended " + process.exitValue());
    }

    /** To a dead one it says nothing, and goes on listening to what was said before. */
    private static void say(Writer out, List<String> lines) {
        try {
            for (var line : lines) {
                out.write(line + "\n");
            }
            out.flush();
        } catch (IOException dead) {
            // It is heard by the end of what it says.
        }
    }

    private static void later(Process process, int tens) {
        CompletableFuture.delayedExecutor(tens * 10L, TimeUnit.MILLISECONDS)
                .execute(() -> process.toHandle().destroyForcibly());
    }

    private Process start(String crashAt, int refusals) throws IOException {
        var command = ChildJvm.command(
                200,
                List.of("-Dcrash.at=" + crashAt, "-Dcrash.drain=" + patience, "-Dcrash.silent=" + silence * 1000),
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                OrderHub.class,
                folder.resolve("data").toString(),
                url,
                home.toString(),
                evidence.file("erp.jsonl").toString(),
                capability.name(),
                String.valueOf(random.nextLong()),
                String.valueOf(refusals));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private List<String> orders(int fresh) {
        var orders = new ArrayList<String>();
        sent.stream().filter(order -> !taken.contains(order)).forEach(orders::add);
        var known = new ArrayList<>(taken);
        for (int i = 0; i < Math.min(REPEATED, known.size() / 4); i++) {
            // Most of them young: those are the ones whose fate is open.
            int back = random.nextBoolean() ? Math.min(known.size(), 12) : known.size();
            orders.add(known.get(known.size() - 1 - random.nextInt(back)));
        }
        for (int i = 0; i < fresh; i++) {
            var order = "PO-" + sent.size();
            sent.add(order);
            evidence.add("client.jsonl", CoreHub.json("what", "sent", "order", order));
            orders.add(order);
        }
        return orders;
    }

    /** Gathers what the buyer has, and judges; keeps the evidence where something is wrong. */
    List<Violation> violations(Path keep) throws IOException {
        var file = evidence.file("buyer.jsonl");
        Files.writeString(file, "");
        for (var came : buyer.came()) {
            evidence.add("buyer.jsonl", OrderChecker.line(came.payload(), came.kind(), came.body()));
        }
        for (var name : List.of("erp.jsonl", "hub.jsonl")) {
            if (!Files.exists(evidence.file(name))) {
                Files.createFile(evidence.file(name));
            }
        }
        var found = new OrderChecker(evidence).check();
        if (!found.isEmpty() && keep != null) {
            evidence.keep(keep);
            Files.copy(log(), keep.resolve("log.txt"), StandardCopyOption.REPLACE_EXISTING);
            Files.write(keep.resolve("last.txt"), last);
        }
        assertThat(buyer.complaints()).as("what came at the buyer").isEmpty();
        return found;
    }

    @Override
    public void close() {
        buyer.close();
    }
}
