package org.caravanserai;

import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;

/**
 * What the first looks of an operator cost when the ledger is large: {@code GET /api/v1/channels} and the console's first page on the sample
 * company, before and after millions of ledger rows and held items are added to it. CPU of the server's threads, which ask the
 * database themselves; median of rounds after one to warm up.
 */
final class ChannelsBench {
    private static final int PART = 50_000;
    private static final int CALLS = 25;

    private ChannelsBench() {}

    /** @param args ledger rows (5,000,000), rounds (7) */
    public static void main(String[] args) {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        var hub = ShippedHub.hub();
        var session = ConsoleSession.of(hub, "admin", RunningHub.PASSWORD);
        IntSupplier channels = () -> hub.send(HttpRequest.newBuilder(hub.main("/api/v1/channels"))
                        .header("Authorization", RunningHub.admin()))
                .statusCode();
        IntSupplier page = () -> session.get("/").statusCode();
        say("| ledger rows | GET /api/v1/channels, ms CPU | console /, ms CPU |");
        say("| --- | --- | --- |");
        row(0, measured(channels, rounds), measured(page, rounds));
        fill(hub.part(Database.class), rows);
        row(rows, measured(channels, rounds), measured(page, rounds));
        hub.close();
        System.exit(0);
    }

    /** Rows of five lanes, settled, and a tenth of them held, beside what is there. */
    private static void fill(Database database, int rows) {
        var lanes = database.read(
                tx -> tx.query("select id from ledger_lane order by id", Bind.NONE, row -> row.getInt(1)));
        int each = rows / 5;
        for (int lane : lanes.subList(0, 5)) {
            long base = lane * (1L << 40) + 1_000_000;
            for (int from = 0; from < each; from += PART) {
                long first = base + from;
                long record = 1_000_000L + from;
                database.write(Purpose.CONFIRM, tx -> {
                    tx.update(
                            "insert into ledger_item (k, desired, confirmed, state) select " + first
                                    + " + x, 7, 7, 3 from system_range(1, " + PART + ")",
                            Bind.NONE);
                    return tx.update(
                            "insert into ledger_hold (lane, reason, record_id) select " + lane + ", 'complete', "
                                    + record + " + x from system_range(1, " + PART / 10 + ")",
                            Bind.NONE);
                });
            }
        }
    }

    private static double measured(IntSupplier call, int rounds) {
        var times = new double[rounds + 1];
        for (int round = 0; round <= rounds; round++) {
            long before = cpu();
            for (int i = 0; i < CALLS; i++) {
                int status = call.getAsInt();
                if (status != 200) {
                    throw new IllegalStateException("answered " + status);
                }
            }
            times[round] = (cpu() - before) / 1e6 / CALLS;
        }
        var counted = Arrays.copyOfRange(times, 1, times.length);
        Arrays.sort(counted);
        return counted[counted.length / 2];
    }

    /** CPU of the threads that answer, ns. */
    private static long cpu() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith("http-nio")) {
                sum += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        return sum;
    }

    private static void row(int rows, double channels, double page) {
        say(String.format(Locale.ROOT, "| %,d | %.1f | %.1f |", rows, channels, page));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
