package org.caravanserai.order;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.home.Market;
import org.caravanserai.mapping.OrderMap;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.parser.Problems;
import org.caravanserai.store.Database;

/** Orders of one marketplace: it is asked for what changed, and each record has its effect before the place is moved on. One thread at a time. */
final class MarketReader {
    private static final String PLACE = "polled";
    /** A page that our ceiling keeps back is asked for again so often, and one the marketplace itself keeps back. */
    private static final int PATIENCE = 20;

    private static final int THROTTLED = 3;

    private final Orders orders;
    private final Client client;
    private final Supplier<Home> homes;
    private final Clock clock;
    private final String channel;
    private final TopicMarks marks;
    private final MarketIntake intake;
    private final MarketComparison comparison;
    private final Pause pause;
    private final BooleanSupplier closing;

    private Compiled compiled;

    private record Compiled(Home home, String name, OrderMap map) {}

    /** Waits; returns at once when all ends. */
    @FunctionalInterface
    interface Pause {
        void rest(Duration most);
    }

    MarketReader(
            Database database,
            Orders orders,
            Client client,
            Supplier<Home> homes,
            String channel,
            Pause pause,
            BooleanSupplier closing) {
        this.orders = orders;
        this.client = client;
        this.homes = homes;
        this.clock = database.clock();
        this.channel = channel;
        this.marks = new TopicMarks(database, "market:" + channel);
        this.intake = new MarketIntake(orders, homes, clock, channel);
        this.comparison = new MarketComparison(orders, intake, marks, clock, channel);
        this.pause = pause;
        this.closing = closing;
    }

    /**
     * Asks once for everything that changed.
     *
     * @return why it could not be read to its end, null = it was
     */
    String poll(Channel config, Market market) {
        var mark = marks.of(0).orElse(null);
        var began = clock.instant();
        var variables = mark == null
                ? Map.<String, String>of()
                : Map.of(
                        "since",
                        Instant.ofEpochMilli(mark.position())
                                .minus(market.overlap())
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        var problems = new Problems();
        var map = map(config, market, problems);
        if (map == null) {
            return "the map of its orders has errors: " + problems.sorted().get(0);
        }
        var latest = new Instant[] {mark == null ? Instant.EPOCH : Instant.ofEpochMilli(mark.position())};
        var ended = listing(market).read(variables, (records, reply) -> {
            for (var record : records) {
                if (closing.getAsBoolean()) {
                    return "the hub ends";
                }
                intake.take(config, market, map, record);
                var updated = moment(Paths.text(record, market.updated()));
                latest[0] = updated.isAfter(latest[0]) ? updated : latest[0];
            }
            return null;
        });
        if (ended instanceof Listing.Broken broken) {
            return broken.why();
        }
        if (ended instanceof Listing.Moved) {
            return "the list moved while it was read";
        }
        // A clock there that runs ahead must not make us pass over what comes next.
        var to = latest[0].isAfter(began) ? began : latest[0];
        if (to.toEpochMilli() > (mark == null ? 0 : mark.position())) {
            orders.along(marks.move(0, mark, new TopicMarks.Mark(PLACE, to.toEpochMilli())));
        }
        return null;
    }

    private Listing listing(Market market) {
        return new Listing(
                client.operation(channel, market.list()),
                record -> Paths.text(record, market.id()) + "@" + Paths.text(record, market.updated()),
                (asked, page) -> client.page(channel, market.list(), asked, page == 0),
                this::again);
    }

    /**
     * Compares what the marketplace lists of some days with what is here, some of it at a time; between its pages what changed is read when that is due.
     *
     * @param faster how much faster time runs there
     * @return why it could not be compared, null = it was, or nothing is due
     */
    String compare(Channel config, Market market, int faster) {
        var map = map(config, market, new Problems());
        if (map == null) {
            return null;
        }
        var polled = new Instant[] {clock.instant()};
        return comparison.step(config, market, map, faster, listing(market), () -> {
            if (!clock.instant().isBefore(polled[0].plus(market.every().dividedBy(faster)))) {
                poll(config, market);
                polled[0] = clock.instant();
            }
            return closing.getAsBoolean();
        });
    }

    private boolean again(Outcome.Failed failed, int page, int tries) {
        boolean ours = failed.fault() == Fault.CEILING;
        if (!ours && failed.fault() != Fault.THROTTLED || tries > (ours ? PATIENCE : THROTTLED)) {
            return false;
        }
        var wait =
                failed.retryAt() == null ? Duration.ofSeconds(15) : Duration.between(clock.instant(), failed.retryAt());
        pause.rest(wait.isNegative() ? Duration.ofSeconds(1) : wait);
        return !closing.getAsBoolean();
    }

    static Instant moment(String text) {
        try {
            return text == null ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }

    /** Null when it has errors. */
    private OrderMap map(Channel config, Market market, Problems problems) {
        var home = homes.get();
        var stream = config.streams().get(Target.ORDERS);
        var name = stream.map() == null ? market.map() : stream.map();
        if (compiled == null || compiled.home() != home || !compiled.name().equals(name)) {
            compiled = OrderMap.compile(Surroundings.of(home), name, problems)
                    .map(map -> new Compiled(home, name, map))
                    .orElse(null);
        }
        return compiled == null ? null : compiled.map();
    }
}
