package org.caravanserai.connector.table;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.Outcome;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Value tables that the partners of channels are asked for: {@code <data>/tables/<system>/<channel>/<table>.csv}. A table is replaced whole or stays as it
 * was; one that comes empty or much shorter is held until somebody accepts it. Thread-safe.
 */
public final class PartnerTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartnerTables.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Next try after a failure that names no moment. */
    private static final Duration AGAIN = Duration.ofMinutes(15);
    /** So few rows may always be missing. */
    private static final int FEW = 5;

    private final Supplier<Home> homes;
    private final Caller caller;
    private final Path folder;
    private final Clock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "hub-tables");
        thread.setDaemon(true);
        return thread;
    });

    /** The way out. */
    public interface Caller {
        /** One call of a read; never throws for anything partner or network do. */
        Outcome call(String channel, String operation, Map<String, String> variables);

        /** How many times faster than life the partner of a channel is. 1 = as in life. */
        default int speed(String channel) {
            return 1;
        }
    }

    /**
     * How a table stands.
     *
     * @param table its name in the descriptor
     * @param name what maps call it
     * @param rows that are used, 0 = none
     * @param fetchedAt when they came, null = never
     * @param triedAt last try, null = none
     * @param next earliest next try, null = now
     * @param problem why the last try changed nothing, null = it was good
     * @param offered rows of a table that came and is held, -1 = none is
     */
    public record Standing(
            String table,
            String name,
            int rows,
            Instant fetchedAt,
            Instant triedAt,
            Instant next,
            String problem,
            int offered) {
        private Standing because(String why) {
            return new Standing(table, name, rows, fetchedAt, triedAt, next, why, offered);
        }
    }

    private record Kept(Connector.Table declared, KeptTable files, Tables.Table rows, KeptTable.About about) {
        Kept with(KeptTable.About next) {
            files.about(next);
            return new Kept(declared, files, rows, next);
        }
    }

    /** Fetches nothing before {@link #start}.
     * @param folder {@code <data>/tables} */
    public PartnerTables(Supplier<Home> homes, Caller caller, Path folder, Clock clock) {
        this.homes = homes;
        this.caller = caller;
        this.folder = folder;
        this.clock = clock;
    }

    /** Is told the channel whose tables have changed, by the thread that fetched. */
    public void listen(Consumer<String> listener) {
        synchronized (listeners) {
            listeners.add(listener);
        }
    }

    /** Looks once a second from now on. */
    public void start() {
        ticks.scheduleWithFixedDelay(this::tick, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException failed) {
            LOG.error("tables of partners could not be looked at; again in a second", failed);
        }
    }

    /** Fetches what is due now. */
    void look() {
        var home = homes.get();
        for (var channel : home.channels().values()) {
            if (channel.mode() != Channel.Mode.OFF) {
                for (var table : declared(home, channel).values()) {
                    var next = kept(channel, table).about().next();
                    if (next == null || !next.isAfter(clock.instant())) {
                        fetch(home, channel, table, true);
                    }
                }
            }
        }
    }

    private static Map<String, Connector.Table> declared(Home home, Channel channel) {
        var connector = home.connectors().get(channel.system());
        return connector == null ? Map.of() : connector.tables();
    }

    /** What has been fetched for a channel, by the name maps use; a table that never came is missing. */
    public Map<String, Tables.Table> of(Home home, Channel channel) {
        var tables = new LinkedHashMap<String, Tables.Table>();
        for (var table : declared(home, channel).values()) {
            var name = Connector.tableName(channel.system(), table.name());
            var rows = kept(channel, table).rows();
            // A file of the home under this name wins.
            if (rows != null
                    && home.tables().of(name).filter(own -> own.file() == null).isPresent()) {
                tables.put(name, rows);
            }
        }
        return tables;
    }

    /** How the tables of a channel stand, in the order of the descriptor; empty when it has none. */
    public List<Standing> standings(String channel) {
        var home = homes.get();
        return home.channel(channel)
                .map(found -> declared(home, found).values().stream()
                        .map(table -> standing(found, kept(found, table)))
                        .toList())
                .orElse(List.of());
    }

    private static Standing standing(Channel channel, Kept kept) {
        var about = kept.about();
        return new Standing(
                kept.declared().name(),
                Connector.tableName(channel.system(), kept.declared().name()),
                kept.rows() == null ? 0 : kept.rows().rows().size(),
                about.fetchedAt(),
                about.triedAt(),
                about.next(),
                about.problem(),
                about.offered());
    }

    /** Seconds since the oldest rows that are used came, 0 = there are none. */
    double age() {
        var now = clock.instant();
        return all().stream()
                .map(one -> one.kept().about().fetchedAt())
                .filter(Objects::nonNull)
                .mapToLong(at -> Duration.between(at, now).toSeconds())
                .max()
                .orElse(0);
    }

    /** How many tables have not come for twice as long as they should, or never. */
    double overdue() {
        var now = clock.instant();
        return all().stream()
                .filter(one -> {
                    var fetched = one.kept().about().fetchedAt();
                    var every = one.kept().declared().every().dividedBy(caller.speed(one.channel()));
                    return fetched == null
                            || fetched.plus(every.multipliedBy(2)).isBefore(now);
                })
                .count();
    }

    private record Of(String channel, Kept kept) {}

    private List<Of> all() {
        var home = homes.get();
        return home.channels().values().stream()
                .filter(channel -> channel.mode() != Channel.Mode.OFF)
                .flatMap(channel -> declared(home, channel).values().stream()
                        .map(table -> new Of(channel.name(), kept(channel, table))))
                .toList();
    }

    /** Fetches all tables of a channel now, as far as its ceilings allow. */
    public List<Standing> fetch(String channel) {
        var home = homes.get();
        var found = home.channel(channel);
        var standings = new ArrayList<Standing>();
        if (found.isPresent()) {
            for (var table : declared(home, found.get()).values()) {
                var why = fetch(home, found.get(), table, false);
                var standing = standing(found.get(), kept(found.get(), table));
                standings.add(standing.problem() == null ? standing.because(why) : standing);
            }
        }
        return standings;
    }

    /** Takes the tables of a channel that came and are held.
     * @return how many there were */
    public synchronized int accept(String channel) {
        var home = homes.get();
        int taken = 0;
        var found = home.channel(channel);
        if (found.isPresent()) {
            for (var table : declared(home, found.get()).values()) {
                var one = kept(found.get(), table);
                var csv = one.files().offered();
                if (csv != null) {
                    taken++;
                    replace(found.get(), one, csv, clock.instant());
                }
            }
        }
        return taken;
    }

    private static String key(Channel channel, Connector.Table table) {
        return channel.system() + "/" + channel.name() + "/" + table.name();
    }

    /** From the disk the first time, and again when the descriptor asks for other columns. */
    private Kept kept(Channel channel, Connector.Table table) {
        return kept.compute(key(channel, table), (key, known) -> {
            if (known != null && known.declared().columns().equals(table.columns())) {
                return known;
            }
            var files = new KeptTable(
                    folder.resolve(channel.system()).resolve(channel.name()),
                    table,
                    Connector.tableName(channel.system(), table.name()));
            var rows = files.rows();
            return new Kept(table, files, rows, rows == null ? KeptTable.About.NOTHING : files.about());
        });
    }

    private void become(Channel channel, Kept next) {
        kept.put(key(channel, next.declared()), next);
    }

    /**
     * @param share whether what another channel of the same connection has fetched lately will do
     * @return why nothing came, null when something did
     */
    private synchronized String fetch(Home home, Channel channel, Connector.Table table, boolean share) {
        var one = kept(channel, table);
        var now = clock.instant();
        var every = table.every().dividedBy(caller.speed(channel.name()));
        var sibling = share ? sibling(home, channel, table, now.minus(every)) : null;
        if (sibling != null) {
            become(channel, one);
            replace(channel, one, sibling.rows().file().bytes(), sibling.about().fetchedAt());
            return null;
        }
        var operation = home.connectors().get(channel.system()).operations().get(table.operation());
        var result = operation == null
                ? new TableFetch.Failed("there is no operation '" + table.operation() + "'")
                : new TableFetch(caller, channel.name(), operation, table, clock).fetch();
        if (result instanceof TableFetch.Failed failed) {
            var next = failed.retryAt() != null
                    ? failed.retryAt()
                    : now.plus(AGAIN.dividedBy(caller.speed(channel.name())));
            var about = one.about();
            // What only came too early says nothing about the rows there are.
            failed(channel, one, now, next, failed.early() ? about.problem() : failed.why(), about.offered());
            return failed.why();
        }
        var rows = ((TableFetch.Rows) result).rows();
        var why = suspicious(one, rows.size());
        if (why != null) {
            if (!rows.isEmpty()) {
                one.files().offer(one.files().csv(rows));
            }
            failed(channel, one, now, now.plus(every), why, rows.isEmpty() ? -1 : rows.size());
        } else {
            replace(channel, one, one.files().csv(rows), now);
        }
        return why;
    }

    private void failed(Channel channel, Kept one, Instant now, Instant next, String why, int offered) {
        var problem = Finding.cut(why);
        if (problem != null && !problem.equals(one.about().problem())) {
            LOG.warn(
                    "{}: the table {} stays as it was: {}",
                    channel.name(),
                    one.declared().name(),
                    problem);
        }
        become(channel, one.with(new KeptTable.About(one.about().fetchedAt(), now, next, problem, offered)));
    }

    /** Why rows that came are not believed, null when they are. */
    private static String suspicious(Kept one, int rows) {
        int before = one.rows() == null ? 0 : one.rows().rows().size();
        if (rows == 0) {
            return "the partner sent no rows";
        }
        var missing =
                BigDecimal.valueOf(before).multiply(one.declared().shrink()).intValue();
        return rows < before - Math.max(FEW, missing) ? rows + " rows came and there were " + before : null;
    }

    private void replace(Channel channel, Kept one, byte[] csv, Instant at) {
        boolean changed =
                one.rows() == null || !Arrays.equals(csv, one.rows().file().bytes());
        one.files().keep(csv);
        var every = one.declared().every().dividedBy(caller.speed(channel.name()));
        var about = new KeptTable.About(at, clock.instant(), at.plus(every), null, -1);
        one.files().about(about);
        become(
                channel,
                new Kept(one.declared(), one.files(), changed ? one.files().rows() : one.rows(), about));
        if (changed) {
            LOG.info(
                    "{}: the table {} has changed",
                    channel.name(),
                    one.declared().name());
            List<Consumer<String>> all;
            synchronized (listeners) {
                all = List.copyOf(listeners);
            }
            all.forEach(listener -> listener.accept(channel.name()));
        }
    }

    /** The same table of another channel of the same connection, when it is fresh; null otherwise. */
    private Kept sibling(Home home, Channel channel, Connector.Table table, Instant after) {
        for (var other : home.channels().values()) {
            if (other != channel
                    && other.system().equals(channel.system())
                    && other.mode() != Channel.Mode.OFF
                    && other.connection().values().equals(channel.connection().values())) {
                var its = kept(other, table);
                if (its.rows() != null
                        && its.about().fetchedAt() != null
                        && its.about().fetchedAt().isAfter(after)) {
                    return its;
                }
            }
        }
        return null;
    }

    /** Fetches nothing more. */
    @Override
    public void close() {
        ticks.shutdown();
    }
}
