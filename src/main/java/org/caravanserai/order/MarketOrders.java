package org.caravanserai.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.caravanserai.connector.Client;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.home.Market;
import org.caravanserai.ledger.Capability;
import org.caravanserai.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marketplaces that orders come from: every channel with mode {@code auto} whose system says {@code market} of its stream {@code orders}. Each is asked on a
 * thread of its own when it is due, one question at a time; one that does not answer holds up nobody else.
 */
public final class MarketOrders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MarketOrders.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long END_SECONDS = 15;

    private final Database database;
    private final Orders orders;
    private final Client client;
    private final Supplier<Home> homes;
    private final Predicate<String> paused;
    private final ToIntFunction<String> speed;
    private final Clock clock;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "hub-market");
        thread.setDaemon(true);
        return thread;
    });

    /** One marketplace: its reader, and when it is asked next. */
    private static final class Line {
        private final MarketReader reader;
        private volatile boolean busy;
        private volatile Instant due = Instant.EPOCH;
        private volatile Unread unread;

        Line(MarketReader reader) {
            this.reader = reader;
        }
    }

    /**
     * A marketplace whose orders are not read.
     *
     * @param since when it was asked in vain for the first time
     * @param why one sentence for people
     */
    public record Unread(String channel, Instant since, String why) {
        /** The whole of it, for a line of a list. */
        public String sentence() {
            return OrderCode.NOT_READ.code() + " orders are not read since " + since.truncatedTo(ChronoUnit.SECONDS)
                    + ": " + why;
        }
    }

    /**
     * What a comparison with a marketplace has shown.
     *
     * @param at when it came to its end
     * @param orders that the marketplace listed
     * @param taken were missing here and are taken
     * @param neverCame went their way there and never came here: an operator hears of each
     */
    public record Compared(String channel, Instant at, int orders, int taken, int neverCame) {}

    /**
     * @param paused whether somebody has paused the channel of this name
     * @param speed how much faster time runs at the partner of a channel; 1 but for stand-ins
     */
    public MarketOrders(
            Database database,
            Orders orders,
            Client client,
            Supplier<Home> homes,
            Predicate<String> paused,
            ToIntFunction<String> speed) {
        this.database = database;
        this.orders = orders;
        this.client = client;
        this.homes = homes;
        this.paused = paused;
        this.speed = speed;
        this.clock = database.clock();
    }

    /** Those who are told what becomes of orders of marketplaces: the marketplaces themselves. */
    public static Listeners listeners(Client client, Supplier<Home> homes, ToIntFunction<String> speed) {
        return new MarketListeners(client, homes, speed);
    }

    /** How orders of a channel are read and answered, empty when it is no marketplace or not {@code auto}. */
    static Optional<Market> market(Home home, Channel channel) {
        var connector = home.connectors().get(channel.system());
        var declared = connector == null || !channel.streams().containsKey(Target.ORDERS)
                ? null
                : connector.streams().get(Target.ORDERS);
        return channel.mode() == Channel.Mode.AUTO && declared != null
                ? Optional.ofNullable(declared.market())
                : Optional.empty();
    }

    /** Begins to ask. */
    public void start() {
        threads.execute(this::run);
    }

    private void run() {
        while (!closing()) {
            try {
                var home = homes.get();
                for (var channel : home.channels().values()) {
                    market(home, channel).ifPresent(market -> begin(channel, market));
                }
            } catch (RuntimeException surprise) {
                if (!closing()) {
                    LOG.error("looking for marketplaces to ask failed inside the hub; it is tried again", surprise);
                }
            }
            rest(TICK);
        }
    }

    private void begin(Channel channel, Market market) {
        var line = lines.computeIfAbsent(
                channel.name(),
                name -> new Line(new MarketReader(database, orders, client, homes, name, this::rest, this::closing)));
        if (line.busy || paused.test(channel.name()) || clock.instant().isBefore(line.due)) {
            return;
        }
        line.busy = true;
        threads.execute(() -> ask(line, channel, market));
    }

    private void ask(Line line, Channel channel, Market market) {
        String fault;
        try {
            fault = line.reader.poll(channel, market);
            if (fault == null) {
                fault = line.reader.compare(channel, market, speed.applyAsInt(channel.name()));
            }
        } catch (RuntimeException surprise) {
            LOG.error("asking {} for orders failed inside the hub", channel.name(), surprise);
            fault = "the hub itself failed: " + surprise.getClass().getSimpleName();
        }
        heard(line, channel.name(), fault);
        var every = channel.streams().get(Target.ORDERS).schedule().every();
        line.due = clock.instant()
                .plus((every == null ? market.every() : every).dividedBy(speed.applyAsInt(channel.name())));
        line.busy = false;
    }

    /** Said once in the log, and to whoever looks as long as it lasts. */
    private void heard(Line line, String channel, String fault) {
        var before = line.unread;
        if (fault == null) {
            line.unread = null;
            if (before != null) {
                LOG.info("orders of {} are read again", channel);
            }
        } else if (!closing()) {
            line.unread = new Unread(channel, before == null ? clock.instant() : before.since(), fault);
            if (before == null || !before.why().equals(fault)) {
                LOG.warn(
                        "{} orders of {} are not read: {}; it is asked again",
                        OrderCode.NOT_READ.code(),
                        channel,
                        fault);
            }
        }
    }

    /** Marketplaces that are asked in vain, by name; a paused one, or one that is asked no more, is none of them. */
    public List<Unread> unread() {
        var home = homes.get();
        return home.channels().values().stream()
                .filter(channel -> market(home, channel).isPresent() && !paused.test(channel.name()))
                .map(channel -> lines.get(channel.name()))
                .filter(Objects::nonNull)
                .map(line -> line.unread)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The last comparison with a marketplace that came to its end, empty when none has, or orders are not read there. */
    public Optional<Compared> compared(String channel) {
        var home = homes.get();
        return home.channel(channel)
                .filter(one -> market(home, one).isPresent())
                .flatMap(one -> MarketComparison.last(new TopicMarks(database, "market:" + channel), channel));
    }

    /** The last comparison with each marketplace that was compared. */
    public List<Compared> compared() {
        return homes.get().channels().keySet().stream()
                .flatMap(channel -> compared(channel).stream())
                .toList();
    }

    private boolean closing() {
        return end.getCount() == 0;
    }

    private void rest(Duration most) {
        try {
            if (end.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("no more orders are asked for");
            }
        } catch (InterruptedException stray) {
            // Not ours to obey: nobody has a reference to these threads.
            LOG.debug("interrupted while waiting");
        }
    }

    @Override
    public void close() {
        end.countDown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "a marketplace is still being asked for orders; what it says now is read again at the next start");
            }
        } catch (InterruptedException stray) {
            LOG.debug("interrupted while waiting");
        }
    }

    private record MarketListeners(Client client, Supplier<Home> homes, ToIntFunction<String> speed)
            implements Listeners {
        private static final Duration SETTLE = Duration.ofSeconds(60);

        @Override
        public List<Target> targets(Home home) {
            var targets = new ArrayList<Target>();
            for (var channel : home.channels().values()) {
                market(home, channel).ifPresent(market -> {
                    for (var stream : List.of(Target.ORDER_STATUS, Target.SHIPMENTS)) {
                        if (channel.streams().containsKey(stream)) {
                            targets.add(target(
                                    home, channel, market, channel.streams().get(stream)));
                        }
                    }
                });
            }
            return targets;
        }

        private Target target(Home home, Channel channel, Market market, Channel.Stream stream) {
            var operations = home.connectors().get(channel.system()).operations();
            var longest = Duration.ZERO;
            for (var name : new String[] {market.one(), market.accept(), market.track(), market.ship(), market.one()}) {
                if (name != null && operations.containsKey(name)) {
                    longest = longest.plus(client.longest(operations.get(name)));
                }
            }
            int faster = speed.applyAsInt(channel.name());
            return new Target(
                    channel.name(),
                    stream.name(),
                    Capability.QUERYABLE,
                    true,
                    true,
                    false,
                    (stream.settle() == null ? SETTLE : stream.settle()).dividedBy(faster),
                    longest,
                    1,
                    new MarketSender(client, homes, market));
        }

        @Override
        public Optional<String> listener(Home home, String source, String account, boolean test) {
            return Optional.ofNullable(home.channels().get(source))
                    .filter(channel -> market(home, channel).isPresent())
                    .filter(channel -> channel.streams().containsKey(Target.ORDER_STATUS)
                            || channel.streams().containsKey(Target.SHIPMENTS))
                    .map(Channel::name);
        }

        @Override
        public boolean hears(Home home, String channel, String stream) {
            var config = home.channels().get(channel);
            return config == null
                    || market(home, config).isEmpty()
                    || config.streams().containsKey(stream);
        }
    }
}
