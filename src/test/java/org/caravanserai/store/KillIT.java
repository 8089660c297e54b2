package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What was acknowledged survives kill -9. A process of its own writes and says so on its output; it is killed at a random moment; then
 * every document it spoke of must be there, whole, and the log without a gap. The same checker must find the losses of a database that
 * delays its writes, else it proves nothing. Budget: kill harness, a few kills a build; {@code -Dkills=N} for more.
 */
class KillIT {
    private static final RecordTable TABLE = new RecordTable("test_record");

    /** The process that is killed: arguments folder, address or "", seed. Prints {@code ack <last seq>} after each commit. */
    public static final class Writing {
        public static void main(String[] args) {
            var random = new Random(Long.parseLong(args[2]));
            try (var database = Database.open(settings(Path.of(args[0]), args[1]), Clock.systemUTC())) {
                RecordTableTest.create(database);
                DatabaseTest.createLog(database);
                while (true) {
                    int count = random.nextInt(4) == 0 ? 1 + random.nextInt(200) : 1;
                    boolean change = random.nextInt(3) == 0;
                    long last = database.write(Purpose.BATCH, tx -> write(tx, random, count, change));
                    System.out.println("ack " + last);
                    System.out.flush();
                    if (random.nextInt(150) == 0 && args[1].isEmpty()) {
                        database.compact();
                    }
                }
            }
        }
    }

    /** New documents or new versions of old ones; each log row names the document and the content it must have from then on. */
    private static long write(Tx tx, Random random, int count, boolean change) throws SQLException {
        var ids = new ArrayList<Long>();
        long head = tx.counter("id");
        if (change && head > 0) {
            for (int i = 0; i < count; i++) {
                ids.add(1 + (long) (random.nextDouble() * head));
            }
        } else {
            for (long id : tx.ids(count)) {
                ids.add(id);
            }
        }
        boolean fresh = ids.get(0) > head;
        var versions = new ArrayList<Integer>();
        for (long id : ids) {
            int version = random.nextInt();
            versions.add(version);
            var row = RecordTableTest.row(id, 1, "key-" + id, body(id, version));
            if (fresh) {
                TABLE.insert(tx, List.of(row));
            } else {
                TABLE.update(tx, List.of(new ChangedRow(id, row.hash(), row.packed())));
            }
        }
        tx.beforeCommit(end -> {
            long first = end.takeBlock("log", ids.size());
            for (int i = 0; i < ids.size(); i++) {
                end.update(
                        "insert into test_log (seq, writer, text) values (?, ?, ?)",
                        Bind.of(first + i, versions.get(i), String.valueOf(ids.get(i))));
            }
            return null;
        });
        // The only writer: what the counter will say after the commit.
        return tx.counter("log") + ids.size();
    }

    private static String body(long id, int version) {
        var random = new Random(id * 31 + version);
        var text = new StringBuilder("document " + id + " version " + version);
        int length = 200 + random.nextInt(4_000);
        while (text.length() < length) {
            text.append(" word").append(random.nextInt(1_000));
        }
        return text.toString();
    }

    private static DatabaseSettings settings(Path folder, String url) {
        var usual = url.isEmpty()
                ? DatabaseSettings.h2(folder, Profile.EVALUATION)
                : DatabaseSettings.at(url, "hub", "", folder, Profile.EVALUATION);
        return usual.guarded(DiskGuard.Limits.NONE);
    }

    private static long killed(Path folder, String url, long seed, Random random)
            throws IOException, InterruptedException {
        var process = DataFolderTest.start(Writing.class, folder.toString(), url, String.valueOf(seed));
        long acknowledged = 0;
        int spoken = 0;
        int until = 5 + random.nextInt(400);
        try (var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = said.readLine()) != null) {
                if (line.startsWith("ack ")) {
                    acknowledged = Long.parseLong(line.substring(4));
                    if (++spoken == until) {
                        // By its handle: the process object would close the stream with what was still said.
                        process.toHandle().destroyForcibly();
                    }
                }
            }
        }
        process.waitFor(20, TimeUnit.SECONDS);
        assertThat(spoken)
                .as("the process spoke and was killed, it did not end by itself")
                .isGreaterThanOrEqualTo(until);
        return acknowledged;
    }

    /** Everything wrong after the kill; empty = the promise held. */
    private static List<String> losses(Path folder, String url, long acknowledged) {
        var wrong = new ArrayList<String>();
        try (var database = Database.open(settings(folder, url), Clock.systemUTC())) {
            long rows = database.read(tx -> tx.number("select count(*) from test_log", Bind.NONE));
            long highest = database.read(tx -> tx.number("select max(seq) from test_log", Bind.NONE));
            long head = database.read(tx -> tx.counter("log"));
            if (highest < acknowledged) {
                wrong.add("acknowledged up to " + acknowledged + ", found up to " + highest);
            }
            if (rows != highest || head != highest) {
                wrong.add(rows + " rows, highest " + highest + ", counter " + head);
            }
            // The last log row of each document says what it must contain.
            var expected = new HashMap<Long, Integer>();
            Pages.<Long, long[]>each(
                    database,
                    0L,
                    500,
                    (tx, after, n) -> tx.query(
                            "select seq, writer, text from test_log where seq > ? order by seq limit ?",
                            Bind.of(after, n),
                            row -> new long[] {row.getLong(1), row.getInt(2), Long.parseLong(row.getString(3))}),
                    row -> row[0],
                    page -> page.forEach(row -> expected.put(row[2], (int) row[1])));
            Pages.<Long, StoredRow>each(database, 0L, 500, TABLE::scanById, StoredRow::id, page -> {
                for (var row : page) {
                    var version = expected.remove(row.id());
                    var body = row.body();
                    if (version == null || !new String(body, StandardCharsets.UTF_8).equals(body(row.id(), version))) {
                        wrong.add("document " + row.id() + " is not the one written last");
                    }
                    if (Packed.hash(body) != row.hash()) {
                        wrong.add("document " + row.id() + " does not fit its hash");
                    }
                }
            });
            if (!expected.isEmpty()) {
                wrong.add(expected.size() + " documents of the log are missing");
            }
        }
        return wrong;
    }

    @Test
    void everyAcknowledgedCommitIsThereAfterAKill() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int kills = Integer.getInteger("kills", 4);
        var folder = TestDatabases.folder();
        long acknowledged = 0;
        for (int i = 0; i < kills; i++) {
            acknowledged = killed(folder, "", seed + i, random);
            assertThat(losses(folder, "", acknowledged))
                    .as("kill %s of seed %s", i, seed)
                    .isEmpty();
        }
        System.out.println("kills " + kills + ", rows acknowledged " + acknowledged + ", lost 0");
    }

    @Test
    void theCheckerFindsTheLossesOfDelayedWrites() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 6; i++) {
            var folder = TestDatabases.folder();
            var delayed = "jdbc:h2:retry:" + folder.resolve("delayed") + ";WRITE_DELAY=500";
            long acknowledged = killed(folder, delayed, seed + i, random);
            List<String> wrong;
            try {
                wrong = losses(folder, delayed, acknowledged);
            } catch (StoreException tablesNotEvenThere) {
                return;
            }
            if (!wrong.isEmpty()) {
                return;
            }
        }
        throw new AssertionError(
                "six kills of a database with delayed writes and no loss found: the checker is blind, seed " + seed);
    }
}
