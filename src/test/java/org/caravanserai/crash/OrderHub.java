package org.caravanserai.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.connector.Ceilings;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.Recordings;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Capability;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Once;
import org.caravanserai.ledger.State;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Decision;
import org.caravanserai.order.Dispatcher;
import org.caravanserai.order.Incoming;
import org.caravanserai.order.IntakePolicy;
import org.caravanserai.order.Noted;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Receipt;
import org.caravanserai.order.Target;
import org.caravanserai.order.Targets;
import org.caravanserai.order.Terms;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.answer.CxmlAnswers;
import org.caravanserai.punchout.answer.SentAnswers;
import org.caravanserai.punchout.answer.Telling;
import org.caravanserai.punchout.cxml.Envelopes;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.punchout.session.Sessions;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.DiskGuard;
import org.caravanserai.store.Profile;

/**
 * Orders and what becomes of them, and nothing else, in a process that is killed. It takes {@code order N} on its input and says {@code taken N} once it has
 * committed; its ERP is a file that lives on and speaks of each order it has ({@code told AB-N}, and {@code noted AB-N} once that is committed); the buyer is
 * told by cXML at the address of the account in its home. After {@code drain} it works until everything is where it belongs, and answers what waits for a
 * human by looking at the ERP; {@code export FILE} writes what it has. Arguments: folder, database address or "", home, ERP file, capability, seed, number of
 * calls the ERP refuses for certain.
 */
public final class OrderHub implements Targets, Terms {
    /** The account all orders are of; also the lane of its answers. */
    static final String ACCOUNT = "acme";

    private static final Instant SAID = Instant.parse("2026-11-22T10:00:00Z");
    private static final int CLIENTS = 4;
    private static final int SOME = 40;

    private final ShiftedClock clock = new ShiftedClock(Duration.ZERO);
    private final Random random;
    private final OrderErp erp;
    private final Database database;
    private final Ledger ledger;
    private final Orders orders;
    private final CxmlAnswers answers;
    private final Client client;
    private final Happenings happenings;
    private final List<Target> targets = new ArrayList<>();
    private final Set<String> noted = new HashSet<>();
    /** So long the ERP says nothing of what it has: a word of it would settle what the hub has to find out by itself. */
    private volatile long speaks = Long.MAX_VALUE;
    /** The clerk has gone home: from then on the draining thread does his work. */
    private volatile boolean over;

    private OrderHub(String[] args) throws IOException {
        random = new Random(Long.parseLong(args[5]));
        erp = new OrderErp(
                Path.of(args[3]),
                Capability.valueOf(args[4]),
                new Random(random.nextLong()),
                Integer.parseInt(args[6]));
        var home = Home.read(Path.of(args[2]), null, Library.empty());
        database = Database.open(settings(Path.of(args[0]), args[1]), clock);
        ledger = new Ledger(database);
        client = new Client(
                () -> home,
                home.secrets(),
                new Ceilings(database, clock),
                new Recordings(database, 20_000, Duration.ofDays(30), clock),
                ClientSettings.sandbox(),
                clock);
        var ids = new PayloadIds(clock, new SecureRandom(), "hub.example");
        var accounts = Accounts.of(home.accounts().values(), home.secrets());
        happenings = new Happenings(new Sessions(database, () -> accounts, ids, new SecureRandom()));
        var envelopes = new Envelopes(ids, clock, ZoneOffset.UTC);
        answers = new CxmlAnswers(() -> home, client, database, envelopes, happenings, ids::host);
        var call = Duration.ofMillis(200);
        targets.add(new Target(
                "erp", Target.ORDERS, erp.capability, true, true, false, Duration.ofMillis(300), call, 3, erp));
        for (var stream : List.of(Target.ORDER_STATUS, Target.SHIPMENTS)) {
            targets.add(new Target(
                    ACCOUNT, stream, Capability.KEYED, true, true, false, Duration.ZERO, call, 1, this::tell));
        }
        orders = new Orders(database, ledger, this, IntakePolicy::standard, this);
    }

    public static void main(String[] args) throws IOException {
        var hub = new OrderHub(args);
        try (hub.database;
                hub.happenings;
                var dispatcher = new Dispatcher(hub.orders, hub)) {
            dispatcher.start();
            var clerk = new Thread(hub::clerk, "clerk");
            clerk.setDaemon(true);
            clerk.start();
            hub.speaks = System.nanoTime() + Long.getLong("crash.silent", 0) * 1_000_000L;
            say("ready");
            hub.serve();
            hub.over = true;
        }
        System.exit(0);
    }

    private org.caravanserai.connector.Ack tell(Consignment consignment) {
        return answers.tell(new Telling(
                ACCOUNT,
                false,
                consignment.key(),
                consignment.head().id(),
                consignment.order(),
                consignment.messageId(),
                consignment.agreed(),
                consignment.event()));
    }

    private void serve() throws IOException {
        var clients = Executors.newFixedThreadPool(CLIENTS);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("drain")) {
                drain();
            } else if (line.startsWith("export ")) {
                export(Path.of(line.substring("export ".length())));
                say("exported");
                break;
            } else {
                var number = line.substring("order ".length());
                clients.execute(() -> take(number));
            }
        }
        clients.shutdown();
    }

    private void take(String number) {
        var price = new Price(new Money(new BigDecimal("12.50"), "EUR"), null);
        var line = OrderLine.of("1", "GL-200-9", new Quantity(BigDecimal.TEN, "EA"), price);
        var order = Order.of(number, "C-1", "EUR", List.of(line), null);
        var bytes = ("order " + number).getBytes(StandardCharsets.UTF_8);
        var message = Incoming.Message.of("test", number + "@acme.example", bytes, bytes);
        var receipt = orders.accept(new Incoming(Incoming.PUNCHOUT, ACCOUNT, order, null, message));
        if (receipt instanceof Receipt.Taken) {
            CrashPoint.hit("order.committed");
            say("taken " + number);
        } else {
            say("refused " + number + " " + receipt);
        }
    }

    /** Speaks for the ERP, and for the human who tries what is parked again. */
    private void clerk() {
        while (!over) {
            try {
                var all = erp.entries();
                speak(all.subList(Math.max(0, all.size() - SOME), all.size()));
                replay();
            } catch (RuntimeException failed) {
                say("clerk " + failed);
            }
            LockSupport.parkNanos(20_000_000L);
        }
    }

    private synchronized void speak(List<OrderErp.Entry> entries) {
        if (System.nanoTime() - speaks < 0) {
            return;
        }
        for (var entry : entries) {
            var number = entry.order();
            event(number, Confirmation.of("AB-" + number, SAID, null, Confirmation.Verdict.ACCEPTED, null));
            var quantity = new Quantity(BigDecimal.TEN, "EA");
            event(number, Shipment.of("LS-" + number, SAID, List.of(new Shipment.Line("1", quantity))));
        }
    }

    /** Once for each process; some of them again. */
    private void event(String number, OrderEvent event) {
        if (noted.contains(event.id()) && random.nextInt(200) != 0) {
            return;
        }
        say("told " + event.id());
        var came = orders.event("erp", new OrderRef.ByBuyer(Incoming.PUNCHOUT, ACCOUNT, number, false), event, null);
        if (came instanceof Noted.Refused refused) {
            say("refused " + event.id() + " " + refused);
            return;
        }
        CrashPoint.hit("answer.event-committed");
        noted.add(event.id());
        say("noted " + event.id());
    }

    private synchronized void replay() {
        for (var head : orders.waiting(OrderState.PARKED, 0, 200)) {
            orders.decide(head.id(), new Decision.SendAgain(), "anna");
            CrashPoint.hit("order.replay-written");
        }
    }

    /** Ends when everything is where it belongs, as far as the hub knows; gives up after a while and says what is left. */
    private void drain() {
        over = true;
        erp.calm();
        long began = System.nanoTime();
        boolean later = false;
        while (System.nanoTime() - began < Long.getLong("crash.drain", 90) * 1_000_000_000L) {
            speak(erp.entries());
            replay();
            human();
            var open = open();
            if (open.isEmpty() && told()) {
                say("drained");
                return;
            }
            if (!later && System.nanoTime() - began > 1_500_000_000L) {
                // Pauses are over sooner; less than a lease lasts.
                clock.later(Duration.ofSeconds(20));
                later = true;
            }
            LockSupport.parkNanos(50_000_000L);
        }
        open().forEach(head -> say("left " + head.number() + " " + head.state()));
        heads().stream()
                .limit(3)
                .forEach(head -> say("timeline "
                        + orders.detail(head.id())
                                .orElseThrow()
                                .timeline()
                                .toString()
                                .replace('\n', ' ')));
        say("gave up");
    }

    private List<OrderHead> open() {
        return heads().stream()
                .filter(head -> head.state() != OrderState.SHIPPED)
                .toList();
    }

    private List<OrderHead> heads() {
        var all = new ArrayList<OrderHead>();
        long before = Long.MAX_VALUE;
        for (var page = orders.page(before, 200); !page.isEmpty(); page = orders.page(before, 200)) {
            all.addAll(page);
            before = page.get(page.size() - 1).id();
        }
        return all;
    }

    /** Whether the answers of every order have arrived. */
    private boolean told() {
        return ledger.lanes().stream()
                .filter(lane -> lane.channel().equals(ACCOUNT))
                .map(ledger::counts)
                .allMatch(counts -> counts.selected() == counts.of(State.CONFIRMED));
    }

    /** Somebody looks at the ERP wherever the hub cannot find out by itself. */
    private synchronized void human() {
        var lane = ledger.lane("erp", Target.ORDERS, null);
        for (var head : orders.waiting(OrderState.UNKNOWN, 0, 200)) {
            var standing = ledger.once().standing(lane, head.id()).orElseThrow();
            if (standing.step() == Once.Step.ASKING) {
                orders.decide(
                        head.id(),
                        erp.has(standing.key())
                                ? new Decision.Arrived("S-" + standing.key())
                                : new Decision.SendAgain(),
                        "anna");
            }
        }
    }

    private void export(Path file) throws IOException {
        var waiting = new HashSet<Long>();
        for (var state : List.of(OrderState.HELD, OrderState.UNKNOWN, OrderState.PARKED)) {
            orders.waiting(state, 0, 200).forEach(head -> waiting.add(head.id()));
        }
        var sent = new SentAnswers(database);
        for (var head : heads()) {
            write(
                    file,
                    CoreHub.json(
                            "kind",
                            "order",
                            "order",
                            head.number(),
                            "key",
                            head.key(),
                            "state",
                            head.state().word(),
                            "visible",
                            waiting.contains(head.id())));
            for (var one : sent.of(head.id())) {
                write(
                        file,
                        CoreHub.json(
                                "kind",
                                "answer",
                                "order",
                                head.number(),
                                "document",
                                one.document(),
                                "payload",
                                one.payload(),
                                "state",
                                one.state().name()));
            }
        }
        for (var lane : ledger.lanes()) {
            var rows = new HashMap<String, Long>();
            long after = 0;
            for (var items = ledger.items(lane, after, 1000);
                    !items.isEmpty();
                    items = ledger.items(lane, after, 1000)) {
                for (var item : items) {
                    rows.merge(item.state().word(), 1L, Long::sum);
                    after = item.recordId();
                }
            }
            var counts = new HashMap<String, Long>();
            ledger.counts(lane).byState().forEach((state, number) -> counts.merge(state.word(), number, Long::sum));
            counts.values().removeIf(number -> number == 0);
            write(
                    file,
                    CoreHub.json(
                            "kind",
                            "lane",
                            "channel",
                            lane.channel(),
                            "stream",
                            lane.stream(),
                            "counts",
                            counts,
                            "rows",
                            rows));
        }
    }

    private static void write(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    private static DatabaseSettings settings(Path folder, String url) {
        var usual = url.isEmpty()
                ? DatabaseSettings.h2(folder, Profile.EVALUATION)
                : DatabaseSettings.at(url, "postgres", "postgres", folder, Profile.EVALUATION);
        return usual.guarded(DiskGuard.Limits.NONE).waiting(Duration.ofSeconds(60));
    }

    @Override
    public Optional<Terms.Customer> customer(String source, String account, Order order) {
        var price = new Price(new Money(new BigDecimal("12.50"), "EUR"), new Quantity(BigDecimal.ONE, "EA"));
        var item = new Terms.Item.Sold(Map.of("EA", BigDecimal.ONE), price);
        return Optional.of(new Terms.Customer(
                "C-1",
                null,
                null,
                order.lines().stream().<Terms.Item>map(line -> item).toList()));
    }

    @Override
    public Optional<Target> receiver(String source, String account, Order order) {
        return Optional.of(targets.get(0));
    }

    @Override
    public Optional<String> listener(String source, String account, boolean test) {
        return Optional.of(ACCOUNT);
    }

    @Override
    public Optional<Target> of(String channel, String stream) {
        return targets.stream()
                .filter(one -> one.channel().equals(channel) && one.stream().equals(stream))
                .findFirst();
    }

    @Override
    public Collection<Target> all() {
        return targets;
    }
}
