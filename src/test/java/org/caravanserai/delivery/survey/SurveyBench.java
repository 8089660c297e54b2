package org.caravanserai.delivery.survey;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.parser.Json;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Profile;

/**
 * A catalogue that stands at a partner already is adopted, then compared with 1 % lost there: process CPU an item, with as little memory as the
 * machine was given.
 *
 * <p>By hand: {@code java -Xmx256m ... org.caravanserai.delivery.survey.SurveyBench [items]}.
 */
public final class SurveyBench {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path folder;
    private final int items;

    /** Shows pages of a list it does not hold. */
    private final class Partner implements Calls.Caller {
        private Home home;
        /** Of each hundred one is lost. */
        private boolean loses;

        @Override
        public Outcome call(String channel, String operation, List<Batch.Item> batch, Map<String, String> variables) {
            int offset = Integer.parseInt(variables.get("offset"));
            var page = new ArrayList<Map<String, Object>>();
            int total = loses ? items - items / 100 : items;
            for (int n = offset; n < Math.min(total, offset + 1_000); n++) {
                int real = loses ? n + n / 99 : n;
                page.add(Map.of("id", "R" + real, "sku", key(real), "title", "Marteau " + real));
            }
            var body = Json.write(Map.of("total", (long) total, "things", page));
            return new Outcome.Answered(new Reply(200, Map.of(), body, 0), page);
        }

        @Override
        public Connector.Operation operation(String channel, String operation) {
            return home.connectors().get("demo").operations().get(operation);
        }
    }

    private SurveyBench(Path folder, int items) {
        this.folder = folder;
        this.items = items;
    }

    /** @param arguments how many items */
    public static void main(String[] arguments) throws IOException {
        int items = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        var folder = Files.createTempDirectory("survey-bench");
        new SurveyBench(folder, items).run();
    }

    private void run() {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("connectors/demo/connector.yaml", """
                title: Demo
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
                operations:
                  list: { kind: read, method: GET, path: /things, pages: { size: 1000, total: total }, query: { offset: "{offset}" }, answer: { at: things } }
                streams:
                  products:
                    kamelet: demo-product-sink
                    reads: { operation: list, key: sku, remoteId: id, compare: { title: title }, fixed: [id], settle: 1s }
                """);
        write("mappings/demo/product-out.map.yaml", "fields: { id: sku, title: name }\n");
        write("config/channels/shop.yaml", """
                system: demo
                mode: approve
                connection: { baseUrl: "https://shop.example" }
                streams: { products: { map: demo/product-out } }
                """);
        var home = Home.read(folder, null, Library.ofClassPath());
        var partner = new Partner();
        partner.home = home;
        var clock = Clock.systemUTC();
        try (var database = Database.open(DatabaseSettings.h2(folder.resolve("data"), Profile.EVALUATION), clock)) {
            var master = Master.open(
                    database,
                    new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
            load(master);
            var ledger = new Ledger(database);
            var publishing = new Publishing(
                    home,
                    master,
                    ledger,
                    new FeedFolder(folder.resolve("feeds")),
                    database,
                    clock,
                    () -> false,
                    Publishing.Over.NONE);
            try (var reconciler = new Reconciler(master, ledger, publishing, clock, () -> false);
                    var surveys = new Surveys(
                            master,
                            ledger,
                            publishing,
                            reconciler,
                            new Switches(database),
                            partner,
                            database,
                            folder.resolve("data"),
                            clock)) {
                timed("evaluation", reconciler::now);
                var adoption = new Survey[1];
                timed(
                        "adoption",
                        () -> adoption[0] = over(surveys, surveys.adopt("shop", List.of("key"), false, "bench")));
                say(adoption[0]);
                timed("applying it", () -> surveys.apply(adoption[0].id(), "bench"));
                partner.loses = true;
                var compared = new Survey[1];
                timed("comparison", () -> compared[0] = over(surveys, surveys.verify("shop", true, "bench")));
                say(compared[0]);
            }
        }
    }

    private void say(Survey survey) {
        System.out.println(survey.state() + " " + survey.counts() + (survey.text() == null ? "" : " " + survey.text()));
    }

    private Survey over(Surveys surveys, Surveys.Begun begun) {
        return surveys.await(((Surveys.Begun.Running) begun).id(), Duration.ofHours(2))
                .orElseThrow();
    }

    private void timed(String what, Runnable work) {
        System.gc();
        long cpu = SYSTEM.getProcessCpuTime();
        long begun = System.nanoTime();
        work.run();
        System.out.printf(
                Locale.ROOT,
                "%-12s %8.1f s, %6.1f us CPU an item, heap at most %d MB%n",
                what,
                (System.nanoTime() - begun) / 1e9,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / items,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private void load(Master master) {
        var page = new ArrayList<Incoming>();
        timed("intake", () -> {
            for (int n = 0; n < items; n++) {
                var values = new LinkedHashMap<String, Object>();
                values.put("name", Map.of("fr_FR", "Marteau " + n));
                values.put("status", "active");
                page.add(Incoming.of(new Document(Kind.PRODUCTS, key(n), values)));
                if (page.size() == 1_000 || n == items - 1) {
                    master.intake().take(Delivery.byKey("pim", Kind.PRODUCTS, 1), page);
                    page.clear();
                }
            }
        });
    }

    private static String key(int n) {
        return String.format("A-%07d", n);
    }

    private void write(String path, String text) {
        try {
            var file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
