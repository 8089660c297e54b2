package org.caravanserai;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.order.Orders;
import org.caravanserai.order.Receipt;
import org.caravanserai.testing.ChildJvm;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The hub {@link DoorsBench} calls: the real one in a process of its own, with one more address that does nothing. */
final class DoorsHub implements AutoCloseable {
    private static final int BATCH = 5_000;

    private final Process process;
    private final int port;

    private DoorsHub(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    int port() {
        return port;
    }

    /** CPU of its process so far, us. */
    long micros() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1_000;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    static String sku(int i) {
        return String.format("P-%07d", i);
    }

    /**
     * A company with a hundred accounts and an ERP inside.
     *
     * @param durability null = as the database has it
     */
    static Path home(String durability, String more) throws IOException {
        var home = Files.createTempDirectory("caravanserai-doors-");
        write(home, "routes/.gitkeep", "");
        write(home, "password", "postgres\n");
        for (var route : List.of("cxml-request-in", "oci-call-in")) {
            write(
                    home,
                    "routes/punchout/" + route + ".camel.yaml",
                    Files.readString(Path.of("routes/punchout", route + ".camel.yaml")));
        }
        write(
                home,
                "config/hub.yaml",
                "title: Doors\ntype: sandbox\nlocales: [en_GB]\ncurrency: EUR\ntimeZone: Europe/Paris\norders: { to: erp, price: hold }\n"
                        + (durability == null ? "" : "database: { durability: " + durability + " }\n") + more);
        write(home, "config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
        write(
                home,
                "config/model/prices.yaml",
                "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write(home, "config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "sandbox:erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { can: keyed } }
                """);
        for (int i = 0; i < DoorsBench.ACCOUNTS; i++) {
            write(home, "config/accounts/buyer-" + i + ".yaml", """
                    title: Buyer %d
                    extends: generic
                    company: C-1
                    production:
                      identity: { domain: DUNS, value: buyer-%d }
                      supplier: { domain: DUNS, value: seller }
                      secret: secret:buyer
                      returnHosts: [buyer.example]
                    """.formatted(i, i));
        }
        return home;
    }

    private static void write(Path home, String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Starts one on the data beside its home and waits until it serves and is filled. */
    static DoorsHub start(Path home, int products, int orders) throws IOException {
        var command = ChildJvm.command(
                2_000,
                List.of(System.getProperty("doors.options", "-XX:TieredStopAtLevel=4")
                        .split("@")),
                System.getProperty("java.class.path"),
                DoorsHub.class,
                home.toString(),
                String.valueOf(products),
                String.valueOf(orders));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("READY ")) {
                var rest = new Thread(() -> out.lines().forEach(System.err::println), "doors-hub-output");
                rest.setDaemon(true);
                rest.start();
                return new DoorsHub(process, Integer.parseInt(line.substring(6)));
            }
        }
        throw new IOException("the hub ended");
    }

    /** @param args home, products and orders to begin with */
    public static void main(String[] args) throws IOException {
        var home = Path.of(args[0]);
        var options = new HubOptions(
                home,
                home.resolve("data"),
                Optional.empty(),
                List.of(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--HUB_ADMIN_PASSWORD=" + RunningHub.PASSWORD));
        var context = Hub.start(options, Nothing.class);
        int products = Integer.parseInt(args[1]);
        fill(context.getBean(Master.class), Math.max(10, products));
        orders(context.getBean(Orders.class), Integer.parseInt(args[2]));
        System.out.println("READY " + context.getEnvironment().getProperty("local.server.port"));
    }

    private static void fill(Master master, int products) {
        if (products == 10 && master.goldens().byKey(Kind.PRODUCTS, sku(1)).isPresent()) {
            return;
        }
        var company = new Document(Kind.COMPANIES, "C-1", Map.of("name", "ACME", "priceList", "public"));
        master.intake().take(Delivery.byKey("api", Kind.COMPANIES, 1), List.of(Incoming.of(company)));
        for (int from = 0; from < products; from += BATCH) {
            var some = new ArrayList<Incoming>();
            var offers = new ArrayList<Incoming>();
            for (int i = from; i < Math.min(products, from + BATCH); i++) {
                some.add(Incoming.of(new Document(
                        Kind.PRODUCTS,
                        sku(i),
                        Map.of("status", "active", "name", Map.of("en_GB", "Stake " + i % 977)))));
                offers.add(Incoming.of(new Document(
                        Kind.OFFERS,
                        sku(i),
                        Map.of(
                                "prices",
                                List.of(Map.of(
                                        "list",
                                        "public",
                                        "minQuantity",
                                        "1",
                                        "basis",
                                        "1",
                                        "amount",
                                        "12.50",
                                        "currency",
                                        "EUR"))))));
            }
            master.intake().take(Delivery.byKey("api", Kind.PRODUCTS, 1), some);
            master.intake().take(Delivery.byKey("api", Kind.OFFERS, 1), offers);
        }
    }

    private static void orders(Orders orders, int count) {
        for (int i = 0; i < count; i++) {
            var lines = new ArrayList<OrderLine>();
            for (int line = 1; line <= 8; line++) {
                lines.add(OrderLine.of(
                        String.valueOf(line),
                        sku(line),
                        new Quantity(BigDecimal.TEN, "EA"),
                        new Price(new Money(new BigDecimal("12.50"), "EUR"), null)));
            }
            var number = "OLD-" + i;
            var bytes = ("order " + number).getBytes(StandardCharsets.UTF_8);
            var receipt = orders.accept(new org.caravanserai.order.Incoming(
                    "punchout",
                    "buyer-" + i % DoorsBench.ACCOUNTS,
                    Order.of(number, "C-1", "EUR", lines, null),
                    null,
                    org.caravanserai.order.Incoming.Message.of("cxml", number, bytes, bytes)));
            if (!(receipt instanceof Receipt.Taken)) {
                throw new IllegalStateException(String.valueOf(receipt));
            }
        }
    }

    /** An address behind the same server that reads what is sent and answers as much as a set-up does. */
    @Configuration(proxyBeanMethods = false)
    @RestController
    static class Nothing {
        private static final byte[] ANSWER = "<nothing/>".repeat(60).getBytes(StandardCharsets.US_ASCII);

        @PostMapping(path = "/empty", produces = "text/xml")
        byte[] empty(@RequestBody byte[] body) {
            return ANSWER;
        }

        @Bean
        @org.springframework.core.annotation.Order(0)
        SecurityFilterChain emptyChain(HttpSecurity http) throws Exception {
            return http.securityMatcher("/empty")
                    .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }
    }
}
