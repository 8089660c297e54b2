package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseTest {
    static void createLog(Database database) {
        database.write(tx -> {
            tx.update(
                    "create table if not exists test_log (seq bigint primary key, writer int not null, text varchar(40))",
                    Bind.NONE);
            return null;
        });
    }

    static void append(Tx tx, int writer, int rows) {
        tx.beforeCommit(last -> {
            long first = last.takeBlock("log", rows);
            for (int i = 0; i < rows; i++) {
                last.update(
                        "insert into test_log (seq, writer, text) values (?, ?, ?)", Bind.of(first + i, writer, "row"));
            }
            return null;
        });
    }

    static List<Long> log(Database database) {
        return database.read(tx -> tx.query("select seq from test_log order by seq", Bind.NONE, row -> row.getLong(1)));
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void theLogHasNoGapAndAFollowerMissesNothing(Dialect dialect) throws Exception {
        try (var database = TestDatabases.open(dialect)) {
            createLog(database);
            int writers = 6;
            int rounds = 60;
            var committed = new AtomicInteger();
            var running = new CountDownLatch(writers);
            var threads = new ArrayList<Thread>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                var thread = new Thread(() -> {
                    try {
                        for (int i = 0; i < rounds; i++) {
                            int rows = 1 + (i + writer) % 3;
                            boolean fails = (i + writer) % 4 == 0;
                            try {
                                database.writeRetrying(Purpose.BATCH, tx -> {
                                    append(tx, writer, rows);
                                    if (fails) {
                                        tx.beforeCommit(last -> {
                                            throw new IllegalArgumentException("rolled back on purpose");
                                        });
                                    }
                                    return null;
                                });
                                committed.addAndGet(rows);
                            } catch (IllegalArgumentException onPurpose) {
                                assertThat(fails).isTrue();
                            }
                        }
                    } finally {
                        running.countDown();
                    }
                });
                threads.add(thread);
                thread.start();
            }
            var seen = new ArrayList<Long>();
            boolean last = false;
            while (true) {
                boolean over = running.getCount() == 0;
                long after = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
                var page = database.read(tx -> tx.query(
                        "select seq from test_log where seq > ? order by seq limit 100",
                        Bind.of(after),
                        row -> row.getLong(1)));
                seen.addAll(page);
                if (over && page.isEmpty() && last) {
                    break;
                }
                last = over && page.isEmpty();
            }
            for (var thread : threads) {
                thread.join();
            }
            assertThat(seen)
                    .isEqualTo(
                            LongStream.rangeClosed(1, committed.get()).boxed().toList());
            long head = database.read(tx -> tx.counter("log"));
            assertThat(head).isEqualTo(committed.get());
        }
    }

    /** The one writer is held until all others wait, so that they share a commit. */
    private static List<Object> together(Database database, List<Work<Integer>> works) throws Exception {
        var held = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var holder = new Thread(() -> database.write(Purpose.BATCH, tx -> {
            held.countDown();
            await(go);
            return null;
        }));
        holder.start();
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        var outcomes = new Object[works.size()];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < works.size(); i++) {
            int at = i;
            var thread = new Thread(() -> {
                try {
                    outcomes[at] = database.writeRetrying(Purpose.INTERACTIVE, works.get(at));
                } catch (RuntimeException failed) {
                    outcomes[at] = failed;
                }
            });
            threads.add(thread);
            thread.start();
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (database.waiting() <= i && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }
        go.countDown();
        for (var thread : threads) {
            thread.join();
        }
        holder.join();
        return List.of(outcomes);
    }

    private static Work<Integer> appending(int writer, List<Integer> woken) {
        return tx -> {
            append(tx, writer, 1);
            tx.afterCommit(() -> {
                synchronized (woken) {
                    woken.add(writer);
                }
            });
            return writer;
        };
    }

    @Test
    void oneOfAGroupThatFailsKeepsNobodyElseFromItsCommit() throws Exception {
        try (var database = TestDatabases.h2()) {
            createLog(database);
            var woken = new ArrayList<Integer>();
            var outcomes = together(
                    database,
                    List.of(
                            tx -> {
                                append(tx, 0, 1);
                                tx.beforeCommit(last -> {
                                    throw new IllegalArgumentException("the first one");
                                });
                                return 0;
                            },
                            appending(1, woken),
                            tx -> tx.update(
                                    "insert into test_log (seq, writer) values (1, 2)", Bind.NONE), // there is a 1
                            appending(3, woken),
                            tx -> tx.update("insert into no_such_table values (1)", Bind.NONE),
                            appending(5, woken)));
            assertThat(outcomes.get(0)).isInstanceOf(IllegalArgumentException.class);
            assertThat(outcomes.get(1)).isEqualTo(1);
            assertThat(outcomes.get(2)).isInstanceOf(StoreException.Conflict.class);
            assertThat(outcomes.get(3)).isEqualTo(3);
            assertThat(outcomes.get(4)).isInstanceOf(StoreException.Failed.class);
            assertThat(outcomes.get(5)).isEqualTo(5);
            assertThat(log(database)).containsExactly(1L, 2L, 3L);
            assertThat(woken).containsExactlyInAnyOrder(1, 3, 5);
        }
    }

    @Test
    void whatBreaksTheConnectionOfAGroupLosesNothingOfOthers() throws Exception {
        try (var database = TestDatabases.h2()) {
            createLog(database);
            var woken = new ArrayList<Integer>();
            var outcomes = together(
                    database,
                    List.of(
                            appending(0, woken),
                            tx -> {
                                tx.connection().close();
                                append(tx, 1, 1);
                                return 1;
                            },
                            appending(2, woken)));
            // A slow machine gives the first one a commit of its own.
            boolean alone = outcomes.get(0) instanceof Integer;
            assertThat(outcomes.get(0)).isInstanceOfAny(Integer.class, StoreException.Unavailable.class);
            assertThat(outcomes.get(1)).isInstanceOf(StoreException.Unavailable.class);
            assertThat(outcomes.get(2)).isEqualTo(2);
            assertThat(log(database)).hasSize(alone ? 2 : 1);
            assertThat(woken).containsExactlyInAnyOrderElementsOf(alone ? List.of(0, 2) : List.of(2));
        }
    }

    @Test
    void aNumberTakenEarlyIsRefusedBecauseItWouldCommitOutOfOrder() {
        try (var database = TestDatabases.h2()) {
            assertThatThrownBy(() -> database.write(tx -> tx.takeBlock("log", 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("takeBlock(log) outside beforeCommit");
            assertThatThrownBy(() -> database.write(tx -> {
                        tx.beforeCommit(last -> {
                            last.beforeCommit(later -> null);
                            return null;
                        });
                        return null;
                    }))
                    .hasMessageStartingWith("already committing");
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void whatThrowsLeavesNothingAndWakesNobody(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            createLog(database);
            var woken = new ArrayList<String>();
            assertThatThrownBy(() -> database.write(tx -> {
                        append(tx, 1, 2);
                        tx.afterCommit(() -> woken.add("no"));
                        throw new IllegalArgumentException("stop");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("stop");
            assertThat(log(database)).isEmpty();
            int answer = database.write(tx -> {
                append(tx, 1, 2);
                tx.afterCommit(() -> woken.add(Thread.currentThread().getName()));
                tx.afterCommit(() -> {
                    throw new IllegalStateException("a wake-up that fails must not look like a failed commit");
                });
                return 42;
            });
            assertThat(answer).isEqualTo(42);
            assertThat(log(database)).containsExactly(1L, 2L);
            assertThat(woken).containsExactly(Thread.currentThread().getName());
            assertThatThrownBy(
                            () -> database.write(tx -> tx.update("insert into missing_table values (?)", Bind.of(1))))
                    .isInstanceOf(StoreException.Failed.class)
                    .hasMessageStartingWith("STORE-005 a statement failed");
            database.write(tx -> {
                tx.raiseCounter("log", 10);
                tx.raiseCounter("log", 5);
                append(tx, 1, 1);
                return null;
            });
            assertThat(log(database)).containsExactly(1L, 2L, 11L);
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void aReadCannotWrite(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            assertThatThrownBy(() -> database.read(tx -> tx.update("delete from store_space", Bind.NONE)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a read must not write: use Database.write");
            assertThatThrownBy(() -> database.read(tx -> tx.ids(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void workCannotCallTheDatabaseAgain() {
        try (var database = TestDatabases.h2()) {
            assertThatThrownBy(() -> database.write(tx -> database.read(inner -> 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("already on a thread of the store");
        }
    }

    @Test
    void whoWaitsTooLongIsToldAndNothingWasDone() throws Exception {
        var settings = TestDatabases.settings(Dialect.H2).waiting(Duration.ofSeconds(1));
        try (var database = Database.open(settings, Clock.systemUTC())) {
            createLog(database);
            var inside = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var slow = new Thread(() -> database.write(tx -> {
                inside.countDown();
                await(release);
                return null;
            }));
            slow.start();
            await(inside);
            assertThatThrownBy(() -> database.write(tx -> {
                        append(tx, 1, 1);
                        return null;
                    }))
                    .isInstanceOf(StoreException.Busy.class)
                    .hasMessage(
                            "STORE-001 no database thread became free within 1000 ms; nothing was done, try again in a few seconds");
            var patient = new Thread(() -> database.write(Purpose.CONFIRM, tx -> {
                append(tx, 2, 1);
                return null;
            }));
            patient.start();
            long free = database.read(tx -> tx.counter("log"));
            assertThat(free).as("reads go on while a write is running").isZero();
            release.countDown();
            slow.join();
            patient.join();
            assertThat(log(database))
                    .as("the refused one never ran, the patient one did")
                    .containsExactly(1L);
        }
    }

    @Test
    void ordersGoFirst() throws Exception {
        try (var database = TestDatabases.h2()) {
            var inside = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var order = java.util.Collections.synchronizedList(new ArrayList<Purpose>());
            var threads = new ArrayList<Thread>();
            threads.add(new Thread(() -> database.write(tx -> {
                inside.countDown();
                await(release);
                return null;
            })));
            threads.get(0).start();
            await(inside);
            for (var purpose : List.of(Purpose.BATCH, Purpose.INTERACTIVE, Purpose.CONFIRM, Purpose.ORDER)) {
                var thread = new Thread(() -> database.write(purpose, tx -> order.add(purpose)));
                threads.add(thread);
                thread.start();
                TestDatabases.until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            }
            release.countDown();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(order).containsExactly(Purpose.ORDER, Purpose.INTERACTIVE, Purpose.CONFIRM, Purpose.BATCH);
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void anInterruptNeverReachesTheDatabase(Dialect dialect) throws Exception {
        try (var database = TestDatabases.open(dialect)) {
            createLog(database);
            var acknowledged = new AtomicInteger();
            var flagged = new AtomicInteger();
            var writer = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    database.write(tx -> {
                        append(tx, 1, 1);
                        return null;
                    });
                    acknowledged.incrementAndGet();
                    if (Thread.interrupted()) {
                        flagged.incrementAndGet();
                    }
                }
            });
            writer.start();
            while (writer.isAlive()) {
                writer.interrupt();
                // Even somebody who finds the store's own threads does not close the file for everyone (retry: file
                // system).
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread ->
                                dialect == Dialect.H2 && thread.getName().startsWith("store-write"))
                        .forEach(Thread::interrupt);
                writer.join(1);
            }
            assertThat(acknowledged).hasValue(200);
            assertThat(flagged.get()).as("the caller gets its flag back").isPositive();
            assertThat(log(database)).hasSize(200);
        }
    }

    @Test
    void h2ThatClosedItselfIsOpenedAgain() {
        try (var database = TestDatabases.h2()) {
            createLog(database);
            database.write(tx -> {
                append(tx, 1, 1);
                return null;
            });
            assertThatThrownBy(() -> database.write(tx -> {
                        try (var statement = tx.connection().createStatement()) {
                            statement.execute("shutdown immediately");
                        }
                        append(tx, 1, 1);
                        return null;
                    }))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageStartingWith("STORE-003 the database is not available");
            assertThat(log(database)).containsExactly(1L);
            database.write(tx -> {
                append(tx, 1, 1);
                return null;
            });
            assertThat(log(database)).containsExactly(1L, 2L);
        }
    }

    @Test
    void aKilledBackendIsReplaced() {
        try (var database = TestDatabases.postgresql()) {
            createLog(database);
            assertThatThrownBy(() -> database.write(tx -> {
                        append(tx, 1, 1);
                        tx.number("select pg_terminate_backend(pg_backend_pid())::int", Bind.NONE);
                        return null;
                    }))
                    .isInstanceOf(StoreException.Unavailable.class);
            assertThat(log(database)).isEmpty();
            database.write(tx -> {
                append(tx, 1, 1);
                return null;
            });
            assertThat(log(database)).containsExactly(1L);
        }
    }

    @Test
    void conflictsAreRunAgainWhereTheCallerSaysSo() throws Exception {
        try (var database = TestDatabases.postgresql()) {
            database.write(tx -> {
                tx.update("create table test_once (name varchar(20) primary key, writer int)", Bind.NONE);
                return null;
            });
            var runs = new AtomicInteger();
            var both = new CountDownLatch(2);
            var threads = new ArrayList<Thread>();
            for (int w = 0; w < 2; w++) {
                int writer = w;
                threads.add(new Thread(() -> database.writeRetrying(Purpose.INTERACTIVE, tx -> {
                    runs.incrementAndGet();
                    long there = tx.number("select count(*) from test_once where name = 'x'", Bind.NONE);
                    both.countDown();
                    await(both);
                    if (there == 0) {
                        tx.update("insert into test_once values ('x', ?)", Bind.of(writer));
                    }
                    return null;
                })));
            }
            threads.forEach(Thread::start);
            for (var thread : threads) {
                thread.join();
            }
            assertThat(runs).as("both saw nothing, one lost and looked again").hasValue(3);
        }
    }

    @Test
    void aFullDiskRefusesNewWorkOnly() {
        var limits = new DiskGuard.Limits(0, Long.MAX_VALUE);
        try (var database = Database.open(TestDatabases.settings(Dialect.H2).guarded(limits), Clock.systemUTC())) {
            for (var purpose : List.of(Purpose.ORDER, Purpose.INTERACTIVE, Purpose.BATCH)) {
                assertThatThrownBy(() -> database.write(purpose, tx -> 1))
                        .isInstanceOf(StoreException.DiskFull.class)
                        .hasMessageMatching("STORE-004 only \\d+ MiB of \\d+ MiB are free; new work is refused.*");
            }
            int confirmed = database.write(Purpose.CONFIRM, tx -> 1);
            int read = database.read(tx -> 2);
            assertThat(confirmed + read).isEqualTo(3);
            assertThat(database.guard().open()).isFalse();
        }
        var tenth = new DiskGuard(() -> new DiskGuard.Free(1L << 30, 20L << 30), DiskGuard.Limits.USUAL);
        assertThat(tenth.open()).as("1 of 20 GiB").isFalse();
        var small = new DiskGuard(() -> new DiskGuard.Free(500L << 20, 1L << 30), DiskGuard.Limits.USUAL);
        assertThat(small.open()).as("500 MiB").isFalse();
        var room = new DiskGuard(() -> new DiskGuard.Free(3L << 30, 20L << 30), DiskGuard.Limits.USUAL);
        assertThat(room.open()).as("3 of 20 GiB").isTrue();
    }

    @Test
    void aClosedDatabaseSaysSoAndAnotherMayOpenTheFile() {
        var settings = TestDatabases.settings(Dialect.H2);
        var first = Database.open(settings, Clock.systemUTC());
        createLog(first);
        first.close();
        first.close();
        assertThatThrownBy(() -> first.read(tx -> 1))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("is closed");
        try (var second = Database.open(settings, Clock.systemUTC())) {
            assertThat(log(second)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void spacesKeepTheirNumbers(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var spaces = new Spaces();
            assertThatThrownBy(() -> database.write(tx -> {
                        spaces.number(tx, "lost");
                        throw new IllegalArgumentException("rolled back");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            var lost = database.read(tx -> spaces.find(tx, "lost"));
            assertThat(lost).isEmpty();
            int products = database.write(tx -> spaces.number(tx, "erp/products"));
            int media = database.write(tx -> spaces.number(tx, "dam/media"));
            int again = database.write(tx -> new Spaces().number(tx, "erp/products"));
            var name = database.read(tx -> spaces.name(tx, media));
            assertThat(again).isEqualTo(products).isNotEqualTo(media);
            assertThat(name).contains("dam/media");
        }
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("waited 20 s in vain");
            }
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
