package org.caravanserai.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Tx;

/**
 * First figures of each channel and account. Taking an order writes nothing for them: orders are read along the primary key, which grows with time, back to
 * where the window begins. Those of the last day are read at most once a minute, the older ones once an hour; between, everybody sees the same board.
 */
public final class Figures {
    private static final int PAGE = 2_000;
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration SEALED = Duration.ofHours(1);
    /** Ids and times of arrival are not in step to the second: a page counts as behind the window when all of it is. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    /** What is looked back on. The far end of the two longer ones moves once an hour. */
    public enum Window {
        DAY("24h", Duration.ofDays(1)),
        WEEK("7d", Duration.ofDays(7)),
        MONTH("30d", Duration.ofDays(30));

        private final String word;
        private final Duration length;

        Window(String word, Duration length) {
            this.word = word;
            this.length = length;
        }

        /** The word of API and screens. */
        public String word() {
            return word;
        }
    }

    /** Whose figures; tests are a world of their own. */
    public record Of(String source, String account, boolean test) {}

    /**
     * What orders of one currency bring, as the buyers wrote it.
     *
     * @param revenue sum of the totals
     * @param basket mean total, to the cent
     * @param orders with a total
     */
    public record Takings(String currency, BigDecimal revenue, BigDecimal basket, int orders) {}

    /**
     * Figures of one channel or account in one window.
     *
     * @param orders that were taken, whatever became of them
     * @param refused before they became orders, by us later, or by the ERP; whether the first were tests nobody knows, they count as none
     * @param cancelled given up or taken back
     * @param takings of all but refused and cancelled ones, a currency each
     * @param arrived at the ERP
     * @param median from arrival here to arrival at the ERP, null = none arrived
     * @param slow the time 95 of 100 need at most, null = none arrived
     */
    public record Line(
            Of of,
            int orders,
            int refused,
            int cancelled,
            List<Takings> takings,
            int arrived,
            Duration median,
            Duration slow) {}

    /**
     * All of them.
     *
     * @param asOf of what is younger than a day
     * @param olderAsOf of the rest
     */
    public record Board(Instant asOf, Instant olderAsOf, Map<Window, List<Line>> windows) {}

    private record Part(Instant at, Map<Window, Map<Of, Tally>> tallies) {}

    private final Database database;
    private final Clock clock;
    private Part older;
    private Instant border;
    private Board board;

    /** @param orders those it counts */
    public Figures(Orders orders) {
        this.database = orders.book().database;
        this.clock = database.clock();
    }

    /** The figures, at most a minute old. */
    public synchronized Board board() {
        var now = clock.instant();
        if (board == null || !now.isBefore(board.asOf().plus(FRESH))) {
            if (older == null || !now.isBefore(older.at().plus(SEALED))) {
                border = now.minus(Window.DAY.length);
                older = new Part(now, read(now, now.minus(Window.MONTH.length), border));
            }
            board = board(now, read(now, border, Instant.MAX));
        }
        return board;
    }

    private Board board(Instant now, Map<Window, Map<Of, Tally>> young) {
        var windows = new EnumMap<Window, List<Line>>(Window.class);
        for (var window : Window.values()) {
            var together = new HashMap<Of, Tally>();
            older.tallies().get(window).forEach((of, tally) -> together.put(of, tally.copy()));
            young.get(window)
                    .forEach((of, tally) ->
                            together.computeIfAbsent(of, none -> new Tally()).add(tally));
            windows.put(
                    window,
                    together.entrySet().stream()
                            .map(one -> one.getValue().line(one.getKey()))
                            .sorted(Comparator.comparing(
                                            (Line line) -> line.of().test())
                                    .thenComparing(line -> line.of().source())
                                    .thenComparing(line -> line.of().account()))
                            .toList());
        }
        return new Board(now, older.at(), Collections.unmodifiableMap(windows));
    }

    private Map<Window, Map<Of, Tally>> read(Instant now, Instant from, Instant to) {
        var tallies = new EnumMap<Window, Map<Of, Tally>>(Window.class);
        for (var window : Window.values()) {
            tallies.put(window, new HashMap<>());
        }
        scan(
                "select id, received_at, source, account, test, state, total, accepted_at from order_head where id < ? order by id desc limit ?",
                from,
                row -> {
                    var at = Instant.ofEpochMilli(row.getLong(2));
                    if (!at.isBefore(from) && at.isBefore(to)) {
                        var of = new Of(row.getString(3), row.getString(4), row.getBoolean(5));
                        var state = OrderState.of(row.getInt(6));
                        var total = row.getString(7);
                        long accepted = row.getLong(8);
                        each(tallies, now, at, of, tally -> tally.order(state, total, at, accepted));
                    }
                    return at;
                });
        scan(
                "select id, at, order_id, source, account, code from order_trouble where id < ? order by id desc limit ?",
                from,
                row -> {
                    var at = Instant.ofEpochMilli(row.getLong(2));
                    if (row.getLong(3) == 0 && intake(row.getString(6)) && !at.isBefore(from) && at.isBefore(to)) {
                        each(tallies, now, at, new Of(row.getString(4), row.getString(5), false), Tally::refused);
                    }
                    return at;
                });
        return tallies;
    }

    /** Something that was to become an order and did not. */
    private static boolean intake(String code) {
        return code.compareTo(OrderCode.SAME_NUMBER.code()) < 0 || code.equals(OrderCode.NO_ORDER.code());
    }

    private static void each(
            Map<Window, Map<Of, Tally>> tallies,
            Instant now,
            Instant at,
            Of of,
            java.util.function.Consumer<Tally> what) {
        for (var window : Window.values()) {
            if (!at.isBefore(now.minus(window.length))) {
                what.accept(tallies.get(window).computeIfAbsent(of, none -> new Tally()));
            }
        }
    }

    /** Counts a row and says when it was; the first column is its id. */
    @FunctionalInterface
    private interface Counting {
        Instant count(java.sql.ResultSet row) throws SQLException;
    }

    private record Seen(long id, Instant at) {}

    private void scan(String page, Instant from, Counting counting) {
        var last = new Seen(Long.MAX_VALUE, Instant.MAX);
        List<Seen> seen;
        do {
            long before = last.id();
            seen = database.read(tx -> page(tx, page, before, counting));
            last = seen.isEmpty() ? last : seen.get(seen.size() - 1);
        } while (seen.size() == PAGE && seen.stream().anyMatch(one -> one.at().isAfter(from.minus(SLACK))));
    }

    private static List<Seen> page(Tx tx, String page, long before, Counting counting) throws SQLException {
        return tx.query(page, Bind.of(before, PAGE), row -> new Seen(row.getLong(1), counting.count(row)));
    }

    /** Sums up what is alike. */
    private static final class Tally {
        private int orders;
        private int refused;
        private int cancelled;
        private final Map<String, BigDecimal> revenue = new TreeMap<>();
        private final Map<String, Integer> counted = new TreeMap<>();
        private int arrived;
        private int[] millis = new int[16];

        void order(OrderState state, String total, Instant at, long accepted) {
            orders++;
            switch (state) {
                case REJECTED -> refused++;
                case CANCELLED -> cancelled++;
                case RECEIVED, HELD, READY, UNKNOWN, PARKED, ACCEPTED, BACKORDERED, PARTLY_SHIPPED, SHIPPED -> {
                    int blank = total == null ? -1 : total.lastIndexOf(' ');
                    if (blank > 0) {
                        takings(total.substring(blank + 1), new BigDecimal(total.substring(0, blank)), 1);
                    }
                }
            }
            if (accepted > 0) {
                arrived((int) Math.max(0, Math.min(accepted - at.toEpochMilli(), Integer.MAX_VALUE)));
            }
        }

        void refused() {
            refused++;
        }

        private void takings(String currency, BigDecimal sum, int count) {
            revenue.merge(currency, sum, BigDecimal::add);
            counted.merge(currency, count, Integer::sum);
        }

        private void arrived(int time) {
            if (arrived == millis.length) {
                millis = Arrays.copyOf(millis, arrived * 2);
            }
            millis[arrived++] = time;
        }

        void add(Tally other) {
            orders += other.orders;
            refused += other.refused;
            cancelled += other.cancelled;
            other.revenue.forEach((currency, sum) -> takings(currency, sum, other.counted.get(currency)));
            for (int i = 0; i < other.arrived; i++) {
                arrived(other.millis[i]);
            }
        }

        Tally copy() {
            var copy = new Tally();
            copy.add(this);
            return copy;
        }

        Line line(Of of) {
            var takings = new ArrayList<Takings>();
            revenue.forEach((currency, sum) -> {
                int count = counted.get(currency);
                takings.add(new Takings(
                        currency, sum, sum.divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP), count));
            });
            var sorted = Arrays.copyOf(millis, arrived);
            Arrays.sort(sorted);
            return new Line(
                    of, orders, refused, cancelled, List.copyOf(takings), arrived, rank(sorted, 50), rank(sorted, 95));
        }

        /** The value so many of a hundred do not exceed. */
        private static Duration rank(int[] sorted, int share) {
            return sorted.length == 0
                    ? null
                    : Duration.ofMillis(sorted[(int) (((long) sorted.length * share + 99) / 100) - 1]);
        }
    }
}
