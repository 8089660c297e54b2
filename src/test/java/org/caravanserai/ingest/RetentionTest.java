package org.caravanserai.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Source;
import org.caravanserai.parser.Position;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    @TempDir
    private Path data;

    private Database database;
    private Runs runs;
    private Retention retention;

    @BeforeEach
    void open() {
        database = TestDatabases.h2();
        runs = new Runs(database);
        var connection = new Connection(
                Map.of("directory", List.of("inbox/erp"), "archive", List.of("archive/erp")), Position.of("x"));
        var source = new Source(
                "erp", "ERP", null, "files", null, connection, null, Map.of(), null, null, null, Position.of("x"));
        retention = new Retention(database, () -> Map.of("erp", source), data, ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void oldAccountsGoTheLastOfEachOutcomeAndWhatIsHeldStay() {
        var old = run(200, Run.State.DONE);
        var lastGood = run(150, Run.State.DONE);
        var refused = run(140, Run.State.REFUSED);
        var held = run(130, Run.State.HELD);
        var fresh = run(10, Run.State.REFUSED);

        assertThat(retention.forget(Period.ofDays(90))).isEqualTo(new Retention.Forgotten(2, 2, 0));
        assertThat(runs.run(old)).isEmpty();
        assertThat(runs.run(lastGood)).as("freshness rests on it").isPresent();
        assertThat(runs.run(refused)).isEmpty();
        assertThat(runs.run(held)).as("somebody may still release it").isPresent();
        assertThat(runs.run(fresh)).isPresent();
        assertThat(retention.forget(Period.ofDays(90)).any()).isFalse();
    }

    @Test
    void archivedFilesGoByTheDayTheyWereTaken() throws IOException {
        var folder = Files.createDirectories(data.resolve("archive/erp"));
        var today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
        var old = name(today.minusDays(91));
        var fresh = name(today.minusDays(89));
        for (var name : List.of(old, fresh, "20200101.csv", "99999999-000000000-x.csv", "notes.txt")) {
            Files.writeString(folder.resolve(name), "x");
        }
        assertThat(retention.forget(Period.ofDays(90)).files()).isEqualTo(1);
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(fresh, "20200101.csv", "99999999-000000000-x.csv", "notes.txt");
        }
    }

    private static String name(LocalDate day) {
        return day.toString().replace("-", "") + "-010203004-ARTICLES.csv";
    }

    private long run(int days, Run.State state) {
        long at = Instant.now().minus(days, ChronoUnit.DAYS).toEpochMilli();
        var run = runs.begin("erp", Kind.PRODUCTS, "a.csv", at);
        var row = new RefusedRow("a.csv", 2, "A-1", null, null, "ROW-001", "wrong");
        runs.save(run.ended(state, at, Account.NOTHING, null, null), List.of(row), 0);
        return run.id();
    }
}
