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
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.connector.Ack;
import org.caravanserai.ledger.Capability;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Decision;
import org.caravanserai.order.Dispatcher;
import org.caravanserai.order.Incoming;
import org.caravanserai.order.IntakePolicy;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Receipt;
import org.caravanserai.order.Sender;
import org.caravanserai.order.Sight;
import org.caravanserai.order.Target;
import org.caravanserai.order.Targets;
import org.caravanserai.order.Terms;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.DiskGuard;
import org.caravanserai.store.Profile;

/**
 * Orders and nothing else, in a process that is killed. It takes {@code order N} on its input and says {@code taken N} once it has committed; its ERP is a
 * file that lives on. After {@code drain} it works until every order is where it belongs, answers the questions for a human by looking at the ERP, and ends.
 * Arguments: folder, database address or "", ERP file, capability, seed.
 */
public final class OrderHub implements Targets, Terms {
    private final Target target;

    private OrderHub(Target target) {
        this.target = target;
    }

    public static void main(String[] args) throws IOException {
        var erp = new FileErp(Path.of(args[2]), Capability.valueOf(args[3]), new Random(Long.parseLong(args[4])));
        var target = new Target(
                "erp",
                Target.ORDERS,
                erp.capability,
                true,
                true,
                false,
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                3,
                erp);
        var hub = new OrderHub(target);
        try (var database = Database.open(settings(Path.of(args[0]), args[1]), Clock.systemUTC())) {
            var orders = new Orders(database, new Ledger(database), hub, IntakePolicy::standard, hub);
            try (var dispatcher = new Dispatcher(orders, hub)) {
                dispatcher.start();
                say("ready");
                serve(orders, erp);
            }
        }
    }

    private static void serve(Orders orders, FileErp erp) throws IOException {
        var clients = Executors.newFixedThreadPool(3);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("drain")) {
                drain(orders, erp);
                break;
            }
            var number = line.substring("order ".length());
            clients.execute(() -> take(orders, number));
        }
        clients.shutdown();
    }

    private static void take(Orders orders, String number) {
        var price = new Price(new Money(new BigDecimal("12.50"), "EUR"), null);
        var line = OrderLine.of("1", "GL-200-9", new Quantity(BigDecimal.TEN, "EA"), price);
        var order = Order.of(number, "C-1", "EUR", List.of(line), null);
        var bytes = ("order " + number).getBytes(StandardCharsets.UTF_8);
        var receipt = orders.accept(
                new Incoming("punchout", "acme", order, null, Incoming.Message.of("test", number, bytes, bytes)));
        if (receipt instanceof Receipt.Taken) {
            CrashPoint.hit("order.committed");
            say("taken " + number);
        } else {
            say("refused " + number + " " + receipt);
        }
    }

    /** Ends when every order is at the ERP, as far as the hub knows; gives up after a while and says what is left. */
    private static void drain(Orders orders, FileErp erp) {
        erp.moody = false;
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < deadline) {
            var open = orders.page(Long.MAX_VALUE, 200).stream()
                    .filter(head -> head.state() != OrderState.ACCEPTED)
                    .toList();
            if (open.isEmpty()) {
                say("drained");
                return;
            }
            for (var head : orders.waiting(OrderState.UNKNOWN, 0, 200)) {
                if (erp.capability == Capability.BLIND) {
                    var decision =
                            erp.has(head.key()) ? new Decision.Arrived("S-" + head.key()) : new Decision.SendAgain();
                    orders.decide(head.id(), decision, "anna");
                }
            }
            LockSupport.parkNanos(50_000_000L);
        }
        orders.page(Long.MAX_VALUE, 200).forEach(head -> say("left " + head.number() + " " + head.state()));
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static DatabaseSettings settings(Path folder, String url) {
        var usual = url.isEmpty()
                ? DatabaseSettings.h2(folder, Profile.EVALUATION)
                : DatabaseSettings.at(url, "postgres", "postgres", folder, Profile.EVALUATION);
        return usual.guarded(DiskGuard.Limits.NONE).waiting(Duration.ofSeconds(60));
    }

    /** What an ERP keeps is on its disk, whatever becomes of the hub. */
    private static final class FileErp implements Sender {
        private final Path file;
        private final Capability capability;
        private final Random random;
        private volatile boolean moody = true;

        FileErp(Path file, Capability capability, Random random) {
            this.file = file;
            this.capability = capability;
            this.random = random;
        }

        @Override
        public synchronized Ack send(Consignment consignment) {
            if (moody && random.nextInt(8) == 0) {
                return new Ack.Unknown("lost on its way");
            }
            if (capability != Capability.KEYED || !has(consignment.key())) {
                append(consignment.key() + " " + consignment.order().number() + "\n");
            }
            CrashPoint.hit("order.erp-has-it");
            LockSupport.parkNanos(random.nextInt(5) * 1_000_000L);
            return moody && random.nextInt(5) == 0
                    ? new Ack.Unknown("the answer was lost")
                    : new Ack.Accepted("S-" + consignment.key());
        }

        @Override
        public Sight look(Consignment consignment) {
            return has(consignment.key())
                    ? new Sight.There("S-" + consignment.key(), null, 1, null)
                    : new Sight.Absent();
        }

        private void append(String line) {
            try {
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private boolean has(String key) {
            try {
                return Files.exists(file) && Files.readString(file).contains(key + " ");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
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
        return Optional.of(target);
    }

    @Override
    public Optional<Target> of(String channel, String stream) {
        return Optional.of(target)
                .filter(one -> one.channel().equals(channel) && one.stream().equals(stream));
    }

    @Override
    public Collection<Target> all() {
        return List.of(target);
    }
}
