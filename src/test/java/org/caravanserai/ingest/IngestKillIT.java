package org.caravanserai.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Source;
import org.caravanserai.ingest.Run.State;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.caravanserai.master.MasterCheck;
import org.caravanserai.master.Rules;
import org.caravanserai.master.Samples;
import org.caravanserai.parser.Position;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.DiskGuard;
import org.caravanserai.store.Profile;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kill -9 during ingest: two full loads one after the other, the second changes half of the records and drops some.
 * Whatever the moment, a restart and the same files again lead to exactly the second load: nothing acknowledged is
 * lost, nothing stands twice, the accounts are right. Budget: kill harness, about 20 s; the long form kills 40 times.
 */
class IngestKillIT {
    private static final int RECORDS = 1500;
    private static final int DROPPED = 30;

    @TempDir
    private Path folder;

    /** The process that is killed: argument is its folder. Says what it has done on its output. */
    public static final class Loading {
        public static void main(String[] args) {
            var folder = Path.of(args[0]);
            try (var hub = new Hub(folder)) {
                for (var name : List.of("first", "second")) {
                    var run = hub.load(name, new Progress() {
                        @Override
                        public void at(long done, long total, Account account) {
                            say("at " + name + " " + done);
                        }

                        @Override
                        public boolean cancelled() {
                            return false;
                        }
                    });
                    say("done " + name + " " + run.state());
                }
            }
        }

        private static void say(String text) {
            System.out.println(text);
            System.out.flush();
        }
    }

    /** Master and ingest on one folder. */
    private static final class Hub implements AutoCloseable {
        private final Path folder;
        private final Database database;
        private final Master master;
        private final Ingest ingest;

        Hub(Path folder) {
            this.folder = folder;
            var settings = DatabaseSettings.h2(folder, Profile.EVALUATION).guarded(DiskGuard.Limits.NONE);
            database = Database.open(settings, Clock.systemUTC());
            master = Master.open(
                    database,
                    new Rules(
                            Samples.model(Samples.TRUST),
                            Map.of(Kind.PRODUCTS, Set.of("gtin")),
                            Map.of(),
                            ZoneId.of("Europe/Paris")));
            var here = Position.of("config/sources/erp.yaml");
            var entity = new Source.Entity(
                    Kind.PRODUCTS, List.of(), null, null, Source.Load.FULL, List.of("sku"), true, here);
            var brake = new Source.Brake(true, true, new BigDecimal("0.05"), null);
            var source = new Source(
                    "erp",
                    "erp",
                    null,
                    "files",
                    null,
                    new Connection(Map.of(), here),
                    null,
                    Map.of(Kind.PRODUCTS, entity),
                    null,
                    brake,
                    null,
                    here);
            ingest = new Ingest(
                    master,
                    database,
                    () -> Map.of("erp", source),
                    (name, kind, any) -> new Canonical(
                            kind,
                            false,
                            ZoneId.of("Europe/Paris"),
                            document -> new Canonical.Checked(document, List.of())),
                    folder);
            ingest.start();
        }

        Run load(String name, Progress progress) {
            return ingest.file("erp", Kind.PRODUCTS, folder.resolve(name + ".jsonl"), progress);
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static void files(Path folder) throws IOException {
        var first = new StringBuilder();
        var second = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            first.append(line(i, "one"));
            if (i % (RECORDS / DROPPED) != 0) {
                second.append(line(i, i % 2 == 0 ? "two" : "one"));
            }
        }
        Files.writeString(folder.resolve("first.jsonl"), first);
        Files.writeString(folder.resolve("second.jsonl"), second);
    }

    private static String line(int i, String status) {
        return "{\"sku\":\"P-" + i + "\",\"status\":\"" + status + "\",\"gtin\":\"" + i + "\",\"categories\":[\"c"
                + i % 10 + "\"],\"name\":{\"fr_FR\":\"Gant " + i + "\"}}\n";
    }

    /** What a killed process said before its end. */
    private record Said(long at, String load, boolean first, boolean second) {}

    private Said killed(String crash, int acknowledgements) throws IOException, InterruptedException {
        var command = ChildJvm.command(
                256,
                crash == null ? List.of() : List.of("-Dhub.crash=" + crash),
                System.getProperty("java.class.path"),
                Loading.class,
                folder.toString());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long at = 0;
        int spoken = 0;
        var load = "first";
        boolean first = false;
        boolean second = false;
        try (var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                var words = line.split(" ");
                if (words[0].equals("at")) {
                    load = words[1];
                    at = Long.parseLong(words[2]);
                    if (crash == null && ++spoken == acknowledgements) {
                        process.toHandle().destroyForcibly();
                    }
                } else if (words[0].equals("done")) {
                    first |= words[1].equals("first");
                    second |= words[1].equals("second");
                }
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed, not ended by itself").isEqualTo(137);
        return new Said(at, load, first, second);
    }

    private void check(Said said) {
        try (var hub = new Hub(folder)) {
            assertThat(MasterCheck.faults(hub.database, hub.master)).isEmpty();
            var left = hub.ingest.runs(Long.MAX_VALUE, 10);
            assertThat(left).noneMatch(run -> run.state() == State.RUNNING);
            long present = hub.master.goldens().count(Kind.PRODUCTS);
            if (!said.first()) {
                assertThat(present).as("acknowledged rows are there").isGreaterThanOrEqualTo(said.at());
                var again = hub.load("first", Progress.NONE);
                assertThat(again.state()).isEqualTo(State.DONE);
                assertThat(again.account())
                        .isEqualTo(new Account(RECORDS, RECORDS - present, 0, present, 0, 0, 0, 0, Map.of()));
            }
            int kept = RECORDS - dropped();
            var second = hub.load("second", Progress.NONE);
            assertThat(second.state()).isEqualTo(State.DONE);
            var account = second.account();
            assertThat(account.received()).isEqualTo(kept);
            assertThat(account.addsUp()).isTrue();
            assertThat(account.created()).isZero();
            if (said.first()) {
                assertThat(account.unchanged())
                        .as("acknowledged rows are not written again")
                        .isGreaterThanOrEqualTo(said.load().equals("second") ? said.at() : 0);
                assertThat(present - account.removed()).isEqualTo(kept);
            }
            assertThat(MasterCheck.faults(hub.database, hub.master)).isEmpty();
            var found = new HashMap<String, Document>();
            long after = 0;
            for (var page = hub.master.goldens().page(after, 500);
                    !page.isEmpty();
                    page = hub.master.goldens().page(after, 500)) {
                after = page.get(page.size() - 1).id();
                page.forEach((Golden golden) -> found.put(golden.key(), golden.document()));
            }
            assertThat(found).hasSize(kept);
            found.forEach((key, document) -> {
                int i = Integer.parseInt(key.substring(2));
                assertThat(document.values().get("status")).isEqualTo(i % 2 == 0 ? "two" : "one");
            });
            assertThat(hub.load("second", Progress.NONE).account())
                    .isEqualTo(new Account(kept, 0, 0, kept, 0, 0, 0, 0, Map.of()));
        }
    }

    private static int dropped() {
        return (RECORDS + RECORDS / DROPPED - 1) / (RECORDS / DROPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest.after-batch:2", "ingest.before-end", "ingest.before-removals:2"})
    void killed_at_a_named_point(String point) throws Exception {
        files(folder);
        check(killed(point, 0));
    }

    @Test
    void killed_at_a_random_moment() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        files(folder);
        check(killed(null, 1 + new Random(seed).nextInt(2 * RECORDS / 500)));
    }

    @Test
    @Tag("long")
    void killed_forty_times() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var root = folder;
        for (int kill = 0; kill < 40; kill++) {
            folder = Files.createDirectory(root.resolve("kill-" + kill));
            files(folder);
            check(killed(null, 1 + random.nextInt(2 * RECORDS / 500)));
        }
    }
}
