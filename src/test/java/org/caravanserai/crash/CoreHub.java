package org.caravanserai.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Ceilings;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Recordings;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.delivery.push.Deliveries;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.DiskGuard;
import org.caravanserai.store.Profile;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a hub is without web server and Camel: master, ledger, delivery and the client, on one home and one data folder. Two carriers per channel do what
 * a route does: ask for a batch, call the operations of the Kamelet one after the other, settle.
 */
final class CoreHub implements AutoCloseable {
    /** In runs of several processes: a quarter of an hour is a second and a half. */
    static final int SPEED = 600;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CARRIERS = 2;

    final ShiftedClock clock;
    final Home home;
    final Database database;
    final Master master;
    final Ledger ledger;
    final Publishing publishing;
    final Reconciler reconciler;
    final Switches switches;
    final Deliveries deliveries;
    final Parked parked;
    final Client client;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;
    private volatile boolean holding;
    private volatile boolean looked;
    private volatile long moved = System.nanoTime();

    private final int speed;

    /** @param speed how much faster than life the time of the stand-ins runs, as far as ceilings and jobs go */
    CoreHub(Path folder, Path data, ShiftedClock clock, int speed) {
        this.clock = clock;
        this.speed = speed;
        home = Home.read(folder, null, Library.ofClassPath());
        var errors = home.problems().stream().filter(one -> !one.warning()).toList();
        if (!errors.isEmpty()) {
            throw new IllegalStateException("the home is wrong: " + errors);
        }
        var settings = DatabaseSettings.h2(data, Profile.EVALUATION)
                .guarded(DiskGuard.Limits.NONE)
                .waiting(Duration.ofSeconds(60));
        database = Database.open(settings, clock);
        master = Master.open(database, Rules.of(home));
        ledger = new Ledger(database);
        publishing = new Publishing(
                home,
                master,
                ledger,
                new FeedFolder(data.resolve("feeds")),
                database,
                clock,
                () -> false,
                Publishing.Over.NONE);
        if (!publishing.broken().isEmpty()) {
            throw new IllegalStateException("a channel is wrong: " + publishing.broken());
        }
        reconciler = new Reconciler(master, ledger, publishing, clock, () -> false);
        switches = new Switches(database);
        client = new Client(
                () -> home,
                home.secrets(),
                new Ceilings(database, clock),
                new Recordings(database, 20_000, Duration.ofDays(30), clock),
                ClientSettings.sandbox().speed(speed),
                clock);
        deliveries = new Deliveries(master, ledger, publishing, switches, new Caller(), clock);
        parked = new Parked(() -> home, master, ledger, clock);
    }

    private final class Caller implements Calls.Caller {
        @Override
        public Outcome call(String channel, String operation, List<Batch.Item> items, Map<String, String> variables) {
            return client.call(channel, operation, items, variables);
        }

        @Override
        public Connector.Operation operation(String channel, String operation) {
            return client.operation(channel, operation);
        }

        @Override
        public int speed(String channel) {
            return speed;
        }
    }

    /** Begins to evaluate and to carry. */
    CoreHub start() {
        run("evaluate", this::evaluate);
        for (var shop : Shop.ALL) {
            for (int n = 0; n < CARRIERS; n++) {
                run("carry-" + shop.channel(), () -> carry(shop));
            }
        }
        return this;
    }

    private void run(String name, Step step) {
        var thread = new Thread(
                () -> {
                    while (!closing) {
                        boolean worked = false;
                        try {
                            worked = !holding && step.once();
                        } catch (RuntimeException failed) {
                            System.err.println(name + " failed: " + failed);
                            failed.printStackTrace();
                            LockSupport.parkNanos(200_000_000);
                        }
                        if (worked) {
                            moved = System.nanoTime();
                        } else {
                            LockSupport.parkNanos(10_000_000);
                        }
                    }
                },
                name);
        thread.start();
        threads.add(thread);
    }

    private interface Step {
        /** @return whether there was something to do */
        boolean once();
    }

    private boolean evaluate() {
        if (!behind()) {
            return false;
        }
        reconciler.now();
        looked = true;
        return true;
    }

    /** Whether something of the change log was not looked at yet, or nothing by the rules of now. */
    boolean behind() {
        long head = master.changes().head();
        return !looked
                || lanes().isEmpty()
                || lanes().stream().anyMatch(lane -> ledger.progress(lane).seq() < head);
    }

    private boolean carry(Shop shop) {
        var batch = deliveries.next(shop.channel(), "products", false);
        batch.ifPresent(carriage -> {
            shop.operations().forEach(operation -> deliveries.call(carriage, operation));
            carriage.settle(false);
        });
        var job = shop.looks().isEmpty()
                ? java.util.Optional.<org.caravanserai.delivery.push.Carriage>empty()
                : deliveries.job(shop.channel(), "products");
        job.ifPresent(carriage -> {
            shop.looks().forEach(operation -> deliveries.call(carriage, operation));
            carriage.settle(false);
        });
        return batch.isPresent() || job.isPresent();
    }

    /** Without threads: evaluates and carries, one after the other, until nothing is due now. */
    void sync() {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        boolean worked = true;
        while (worked) {
            worked = evaluate();
            for (var shop : Shop.ALL) {
                worked |= carry(shop);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("it never comes to rest: " + state());
            }
        }
    }

    /** The same, and puts the clock forward until everything is as it should be. */
    void settle(Duration by) {
        for (int n = 0; n < 400; n++) {
            sync();
            if (done()) {
                return;
            }
            clock.later(by);
        }
        throw new AssertionError("it never comes to rest: " + state());
    }

    /** Nothing is begun until {@code false}; what is under way ends. */
    void hold(boolean hold) {
        holding = hold;
    }

    /** Takes these products in this version, in one transaction. */
    void put(int version, List<Integer> numbers) {
        take(numbers.stream().map(i -> Catalogue.document(i, version)).toList());
    }

    void take(List<Document> all) {
        var documents = all.stream().map(Incoming::of).toList();
        var results = master.intake().take(Delivery.byKey("api", Kind.PRODUCTS, 1), documents);
        if (results.stream().anyMatch(result -> result.toString().startsWith("Refused"))) {
            throw new IllegalStateException("refused: " + results);
        }
    }

    List<Lane> lanes() {
        return ledger.lanes();
    }

    Lane lane(String channel) {
        return lanes().stream()
                .filter(lane -> lane.channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    long count(String channel, State state) {
        return ledger.counts(lane(channel)).of(state);
    }

    /** Whether everything was evaluated and nothing is left to send. */
    boolean done() {
        return !behind()
                && lanes().stream().allMatch(lane -> {
                    var counts = ledger.counts(lane);
                    return counts.of(State.PENDING) + counts.of(State.UNKNOWN) + counts.of(State.LEAVING) == 0;
                });
    }

    /** How long nothing has happened. */
    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - moved);
    }

    Map<String, Object> state() {
        var counts = new LinkedHashMap<String, Object>();
        for (var lane : lanes()) {
            counts.put(lane.channel(), counts(lane));
        }
        var all = new LinkedHashMap<String, Object>();
        all.put("behind", behind());
        all.put("done", done());
        all.put("idle", idle().toMillis());
        all.put("counts", counts);
        all.put("why", lanes().stream().flatMap(lane -> why(lane).stream()).toList());
        all.put(
                "stopped",
                Shop.ALL.stream()
                        .filter(shop -> !switches.of(shop.channel()).running())
                        .map(shop -> shop.channel() + ": "
                                + switches.of(shop.channel()).stoppedWhy())
                        .toList());
        return all;
    }

    /** What was last said about some that are not as they should be. */
    private List<String> why(Lane lane) {
        return ledger.open(lane, true, 0, 3).stream()
                .map(item -> lane.channel() + " " + item + " "
                        + ledger.duties().waiting(lane, item.recordId()) + " "
                        + ledger.duties().attempts(lane, item.recordId(), 1))
                .toList();
    }

    private Map<String, Long> counts(Lane lane) {
        var counts = new LinkedHashMap<String, Long>();
        ledger.counts(lane).byState().forEach((state, items) -> counts.put(state.word(), items));
        return counts;
    }

    /** Writes what the hub has, one JSON object a line: golden documents, lanes, items. */
    void export(Path file) {
        var lines = new ArrayList<String>();
        long head = master.changes().head();
        var keys = new LinkedHashMap<Long, String>();
        long after = 0;
        for (var page = master.goldens().page(Kind.PRODUCTS, after, 500);
                !page.isEmpty();
                page = master.goldens().page(Kind.PRODUCTS, after, 500)) {
            for (Golden golden : page) {
                after = golden.id();
                keys.put(golden.id(), golden.key());
                lines.add(json(
                        "kind",
                        "golden",
                        "key",
                        golden.key(),
                        "name",
                        name(golden.document()),
                        "status",
                        String.valueOf(golden.document().values().get("status"))));
            }
        }
        for (var lane : lanes()) {
            lines.add(json(
                    "kind",
                    "lane",
                    "channel",
                    lane.channel(),
                    "cursor",
                    ledger.progress(lane).seq(),
                    "head",
                    head,
                    "counts",
                    counts(lane)));
            ledger.range(lane, 0, Ledger.LAST)
                    .forEach((id, item) -> lines.add(json(
                            "kind",
                            "item",
                            "channel",
                            lane.channel(),
                            "key",
                            keys.getOrDefault(id, "#" + id),
                            "state",
                            item.state().word(),
                            "same",
                            item.desired() == item.confirmed(),
                            "last",
                            item.desired() == item.confirmed()
                                    ? ""
                                    : ledger.duties().attempts(lane, id, 15).toString())));
        }
        try {
            Files.write(file, lines);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String name(Document document) {
        return document.values().get("name") instanceof Map<?, ?> texts ? String.valueOf(texts.get("fr_FR")) : "";
    }

    static String json(Object... pairs) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put((String) pairs[i], pairs[i + 1]);
        }
        return JSON.writeValueAsString(object);
    }

    @Override
    public void close() {
        closing = true;
        for (var thread : threads) {
            try {
                thread.join(60_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        reconciler.close();
        client.close();
        database.close();
    }
}
