package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.connector.depot.Drop;
import org.caravanserai.connector.depot.Pickup;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Once;
import org.caravanserai.order.AcknowledgementFiles;
import org.caravanserai.order.Dispatcher;
import org.caravanserai.order.Incoming;
import org.caravanserai.order.IntakePolicy;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Target;
import org.caravanserai.order.Targets;
import org.caravanserai.order.Terms;
import org.caravanserai.order.target.FileTargets;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.DiskGuard;
import org.caravanserai.store.Profile;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F03 for ERPs that answer by files: the hub is killed while it reads a file, between two orders of it, before and after each is written, and while the file and
 * its marker are put away. Every row counts once, every file lies once where it belongs, and what an operator has to see is said once. Budget: kill harness,
 * 30 s; {@code -Dkills=N} for more than two, {@code -Dkills.on=POSTGRESQL} for the other database.
 */
public class AnswerFilesKillIT {
    private static final String FILES = "order/AcknowledgementFiles.java";
    private static final int ORDERS = 3;
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    /** The places in the product at which it dies. */
    static List<Variant> variants() {
        return List.of(
                Variant.before("file.begun", FILES, "if (receipt.stage() == AcknowledgementReceipts.Stage.READING) {"),
                Variant.after(
                        "file.order-not-written",
                        "order/AcknowledgementBook.java",
                        "var counts = act(tx, channel, name, written, receipt, group);"),
                Variant.after(
                        "file.order-written", FILES, "book.act(channel, name, written, receipt, position, group);"),
                Variant.after("file.read", FILES, "var ended = book.receipts().end(receipt);"),
                Variant.before("file.marker-moved", FILES, "if (moved(pickup, file.name(), folder)) {"),
                Variant.before("file.moved", FILES, "book.receipts().away(receipt);"));
    }

    /** Orders that go out as files and what files say of them, and nothing else. Arguments: data folder, database address or "", home. */
    public static final class Main implements Targets, Terms {
        private final Path data;
        private final Database database;
        private final Ledger ledger;
        private final Orders orders;
        private final Target target;
        private final AcknowledgementFiles files;

        Main(String[] args) {
            data = Path.of(args[0]);
            var home = Home.read(Path.of(args[2]), null, Library.ofClassPath());
            var settings = args[1].isEmpty()
                    ? DatabaseSettings.h2(data, Profile.EVALUATION)
                    : DatabaseSettings.at(args[1], "postgres", "postgres", data, Profile.EVALUATION);
            var clock = Clock.systemUTC();
            database = Database.open(settings.guarded(DiskGuard.Limits.NONE).waiting(Duration.ofSeconds(60)), clock);
            ledger = new Ledger(database);
            target = new FileTargets(channel -> Drop.folder(data.resolve("outbox")), clock)
                    .targets(home)
                    .get(0);
            orders = new Orders(database, ledger, this, IntakePolicy::standard, this);
            files = new AcknowledgementFiles(
                    orders, () -> home, (channel, said) -> Pickup.folder(data.resolve(said.directory())), clock);
        }

        public static void main(String[] args) throws IOException {
            var hub = new Main(args);
            try (hub.database;
                    var dispatcher = new Dispatcher(hub.orders, hub);
                    hub.files) {
                dispatcher.start();
                say("ready");
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.equals("sent")) {
                        await(hub::sent);
                        say("sent");
                    } else if (line.equals("look")) {
                        hub.files.start();
                    } else if (line.equals("tell")) {
                        await(hub::over);
                        hub.tell();
                        say("told");
                    } else {
                        hub.take(line);
                        say("taken " + line);
                    }
                }
            }
            System.exit(0);
        }

        private static void await(java.util.function.BooleanSupplier condition) {
            long end = System.nanoTime() + LONG.toNanos();
            while (!condition.getAsBoolean() && System.nanoTime() < end) {
                LockSupport.parkNanos(20_000_000L);
            }
        }

        private void take(String number) {
            var price = new Price(new Money(new BigDecimal("12.50"), "EUR"), null);
            var line = OrderLine.of("1", "GL-200-9", new Quantity(BigDecimal.TEN, "EA"), price);
            var order = Order.of(number, "C-1", "EUR", List.of(line), null);
            var bytes = number.getBytes(StandardCharsets.UTF_8);
            orders.accept(new Incoming(
                    Incoming.PUNCHOUT,
                    "acme",
                    order,
                    null,
                    Incoming.Message.of("test", number + "@acme.example", bytes, bytes)));
        }

        /** Every order lies there as a file, and the hub knows it. */
        private boolean sent() {
            var lane = ledger.lane(target.channel(), Target.ORDERS, null);
            return orders.page(Long.MAX_VALUE, 200).stream()
                    .allMatch(head -> ledger.once()
                            .standing(lane, head.id())
                            .filter(line -> line.step() == Once.Step.SUBMITTED || line.step() == Once.Step.DONE)
                            .isPresent());
        }

        private boolean over() {
            return in(data.resolve("inbox")).isEmpty()
                    && in(data.resolve("marked")).isEmpty();
        }

        private void tell() {
            for (var head : orders.page(Long.MAX_VALUE, 200)) {
                var detail = orders.detail(head.id()).orElseThrow();
                var shipped = detail.fulfilment().lines().get("1").shipped();
                say("order " + head.number() + " " + head.state().word() + " "
                        + detail.events().size() + " events, "
                        + shipped.stripTrailingZeros().toPlainString() + " shipped");
            }
            database.read(tx -> tx.query(
                            "select name, state, taken, repeated, refused from order_acknowledgement_file order by id",
                            Bind.NONE,
                            row -> row.getString(1) + " " + row.getInt(2) + " " + row.getInt(3) + " " + row.getInt(4)
                                    + " " + row.getInt(5)))
                    .forEach(file -> say("file " + file));
            orders.troubles(Long.MAX_VALUE, 200).forEach(one -> say("trouble " + one.code() + " " + one.text()));
        }

        private static void say(String line) {
            synchronized (System.out) {
                System.out.println(line);
                System.out.flush();
            }
        }

        @Override
        public Optional<Terms.Customer> customer(String source, String account, Order order) {
            var price = new Price(new Money(new BigDecimal("12.50"), "EUR"), new Quantity(BigDecimal.ONE, "EA"));
            var item = new Terms.Item.Sold(Map.of("EA", BigDecimal.ONE), price);
            return Optional.of(new Terms.Customer("C-1", null, null, List.of(item)));
        }

        @Override
        public Optional<Target> receiver(String source, String account, Order order) {
            return Optional.of(target);
        }

        @Override
        public Optional<Target> of(String channel, String stream) {
            return all().stream()
                    .filter(one -> one.channel().equals(channel) && one.stream().equals(stream))
                    .findFirst();
        }

        @Override
        public Collection<Target> all() {
            return List.of(target);
        }
    }

    private static List<String> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var there = Files.list(folder)) {
            return there.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException moved) {
            return List.of("something moves");
        }
    }

    private final Path data = folder.resolve("data");
    private final Set<String> orders = new LinkedHashSet<>();
    private final Set<String> answered = new HashSet<>();
    /** Rows by file, as the ERP wrote them. */
    private final Map<String, Integer> written = new LinkedHashMap<>();

    private Path classes;
    private String url = "";

    @Test
    void everyRowOfAFileCountsOnceAndEveryFileIsPutAwayOnce() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        int kills = Integer.getInteger("kills", 2);
        if (System.getProperty("kills.on", "").equals("POSTGRESQL")) {
            url = TestDatabases.settings(Dialect.POSTGRESQL).url();
        }
        classes = Variant.compile(folder.resolve("variant"), variants());
        home();
        var points = new ArrayList<>(variants().stream().map(Variant::name).toList());
        Collections.shuffle(points, random);
        long began = System.nanoTime();
        for (int kill = 0; kill < kills; kill++) {
            if (kill < points.size() || kill % 2 == 0) {
                dies(points.get(kill % points.size()), 1 + random.nextInt(2));
            } else {
                killed(random.nextInt(3000));
            }
        }
        var told = rests();

        assertThat(told.stream().filter(line -> line.startsWith("order ")))
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(orders.stream()
                        .map(order -> "order " + order + " shipped 2 events, 10 shipped")
                        .toList());
        assertThat(told.stream().filter(line -> line.startsWith("file ")))
                .as("no row acted twice, and none did nothing; seed " + seed)
                .containsExactlyInAnyOrderElementsOf(written.entrySet().stream()
                        .map(file -> "file " + file.getKey()
                                + (file.getValue() > 0 ? " 2 " + file.getValue() + " 0 0" : " 3 0 0 1"))
                        .toList());
        assertThat(told.stream().filter(line -> line.startsWith("trouble ")))
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(written.entrySet().stream()
                        .filter(file -> file.getValue() == 0)
                        .map(file -> "trouble ORDER-022 " + file.getKey() + ":2 no order is known as CVNOBODY"
                                + file.getKey().replaceAll("\\D", ""))
                        .toList());
        var away = new ArrayList<String>();
        for (var place : List.of("inbox/.done", "inbox/.failed", "marked/.done", "marked/.failed")) {
            in(data.resolve(place)).forEach(name -> away.add(name.replaceFirst("^\\d{8}-\\d{9}-", "")));
        }
        var wanted = new ArrayList<>(written.keySet());
        written.keySet().stream().filter(name -> name.startsWith("FIN")).forEach(name -> wanted.add(name + ".ok"));
        assertThat(away).as("seed " + seed).containsExactlyInAnyOrderElementsOf(wanted);
        System.out.println("answer files: " + (url.isEmpty() ? "H2" : "PostgreSQL") + ", seed " + seed + ": " + kills
                + " kills in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s, " + orders.size()
                + " orders, " + written.size() + " files, each row once");
    }

    private void dies(String point, int visit) throws IOException {
        try (var hub = start("-Dcrash.at=" + point + ":" + visit)) {
            works(hub);
            assertThat(hub.ended()).as(point + ": " + hub.tail()).isEqualTo(137);
        }
    }

    private void killed(int millis) throws IOException {
        try (var hub = start("-Dcrash.at=")) {
            works(hub);
            LockSupport.parkNanos(millis * 1_000_000L);
            hub.kill();
        }
    }

    private List<String> rests() throws IOException {
        var told = new ArrayList<String>();
        try (var hub = start("-Dcrash.at=")) {
            works(hub);
            hub.tell("tell");
            for (var line = hub.expect(""); !line.equals("told"); line = hub.expect("")) {
                told.add(line);
            }
        }
        return told;
    }

    /** New orders go out, and the ERP answers in files of both kinds; only then the hub looks for files. */
    private void works(Processes hub) throws IOException {
        hub.expect("ready");
        for (int i = 0; i < ORDERS; i++) {
            var order = "PO-" + orders.size();
            orders.add(order);
            hub.tell(order);
        }
        hub.tell("sent");
        hub.expect("sent");
        erp();
        hub.tell("look");
    }

    private void erp() throws IOException {
        var fresh = in(data.resolve("outbox")).stream().filter(answered::add).toList();
        assertThat(fresh).hasSize(ORDERS);
        var rows = fresh.stream()
                .map(name -> name.substring("ORDER_".length(), name.length() - ".csv".length()))
                .flatMap(
                        key -> List.of(key + ";CC-" + key + ";1;accepted;;", key + ";;1;shipped;10;BL-" + key).stream())
                .toList();
        int number = written.size();
        put("inbox", "ACK_" + number + ".csv", rows.subList(0, 4), 4);
        put("marked", "FIN_" + number + ".csv", rows.subList(4, 6), 2);
        Files.createFile(data.resolve("marked/FIN_" + number + ".csv.ok"));
        put("inbox", "ACK_" + number + "x.csv", List.of("CVNOBODY" + number + ";CC-1;;accepted;;"), 0);
    }

    private void put(String place, String name, List<String> rows, int good) throws IOException {
        var text = "key;number;line;state;quantity;document\n" + String.join("\n", rows) + "\n";
        var hidden = Files.createDirectories(data.resolve(place)).resolve("." + name);
        Files.writeString(hidden, text);
        Files.move(hidden, data.resolve(place).resolve(name));
        written.put(name, good);
    }

    private Processes start(String at) throws IOException {
        return Processes.start(
                folder.resolve("log.txt"),
                List.of(classes),
                List.of(at),
                Main.class,
                data.toString(),
                url,
                folder.resolve("home").toString());
    }

    private void home() throws IOException {
        var home = Files.createDirectories(folder.resolve("home/config/channels"));
        Files.createDirectories(folder.resolve("home/routes"));
        Files.writeString(home.resolveSibling("hub.yaml"), """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                """);
        var columns = """
                        format: { type: csv }
                        columns:
                          - { name: key, to: key }
                          - { name: number, to: number }
                          - { name: line, to: line }
                          - { name: state, to: state }
                          - { name: quantity, to: quantity }
                          - { name: document, to: document }
                """;
        Files.writeString(home.resolve("erp.yaml"), """
                title: ERP
                system: erp-files
                mode: auto
                connection: {}
                streams:
                  orders:
                    handover:
                      file: "ORDER_{key}.csv"
                      format: { type: csv }
                      columns: [{ name: key, from: key }]
                    acknowledgements:
                      - files: "ACK_*.csv"
                        directory: inbox
                        every: 1s
                %s      - files: "FIN_*.csv"
                        directory: marked
                        readyFile: "*.ok"
                        every: 1s
                %s""".formatted("@@", "@@").replace("@@", columns));
    }
}
