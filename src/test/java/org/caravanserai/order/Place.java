package org.caravanserai.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.PlayedPartner;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.Market;
import org.caravanserai.home.Secrets;
import org.caravanserai.store.Dialect;

/** A marketplace of the library's Mirakl, played, and what reads its orders. */
final class Place implements AutoCloseable {
    static final String NAME = "place";

    final Trade trade = new Trade(Dialect.H2);
    /** What it lists, by number; asked for a window, too. */
    final Map<String, String> listed = new LinkedHashMap<>();
    /** What it passes over when it is asked for what changed, as a fault there would. */
    final List<String> hidden = new ArrayList<>();
    /** Windows that were asked for. */
    final List<String> windows = new ArrayList<>();

    boolean down;
    /** It says that there is more than it lists. */
    boolean cut;

    private final Client client;
    private final Home home;
    private MarketReader reader;

    Place(Path folder) throws IOException {
        write(
                folder,
                "config/hub.yaml",
                "title: T\ntype: test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write(folder, "routes/.gitkeep", "");
        write(folder, "config/channels/place.yaml", """
                system: mirakl
                mode: auto
                connection: { baseUrl: "https://place.example", apiKey: env:KEY, customer: C-10042 }
                streams: { orders: { compare: { every: 1d, back: 2d } }, order-status: {}, shipments: {} }
                """);
        home = Home.read(folder, null, Library.ofClassPath());
        client = Client.rehearsing(() -> home, Secrets.of(folder, Map.of("KEY", "k")), this::answer, trade.clock);
        start();
    }

    /** The process begins, or begins again. */
    void start() {
        trade.start();
        reader = new MarketReader(trade.database, trade.orders, client, () -> home, NAME, most -> {}, () -> false);
    }

    String poll() {
        return reader.poll(channel(), market());
    }

    String compare() {
        return reader.compare(channel(), market(), 1);
    }

    /** The usual turn, so many minutes later. */
    void turn(long minutes) {
        trade.clock.pass(Duration.ofMinutes(minutes));
        if (poll() == null) {
            compare();
        }
    }

    private Channel channel() {
        return home.channels().get(NAME);
    }

    private Market market() {
        return home.connectors().get("mirakl").streams().get(Target.ORDERS).market();
    }

    MarketOrders.Compared compared() {
        return MarketComparison.last(new TopicMarks(trade.database, "market:" + NAME), NAME)
                .orElse(null);
    }

    /** An order there as of this moment, of 10 and 4 pieces, in a state each line is in, too. */
    void lists(String number, String state) {
        lists(number, state, state, state, trade.clock.instant());
    }

    void lists(String number, String state, String first, String second, Instant changed) {
        listed.put(number, """
                {"order_id":"%s","order_state":"%s","created_date":"%s","last_updated_date":"%s","currency_iso_code":"EUR",
                 "order_lines":[
                 {"order_line_id":"1","order_line_state":"%s","offer_sku":"GL-200-9","quantity":10,"price_unit":12.50},
                 {"order_line_id":"2","order_line_state":"%s","offer_sku":"GL-200-10","quantity":4,"price_unit":13.00}]}""".formatted(number, state, changed, changed, first, second));
    }

    List<OrderHead> orders(String number) {
        return trade.orders.page(Long.MAX_VALUE, 100).stream()
                .filter(head -> head.number().equals(number))
                .toList();
    }

    private PlayedPartner.Said answer(PlayedPartner.Asked request) {
        boolean window = request.path().contains("end_update_date");
        var query = request.path().replaceAll(".*start_update_date=([^&]*).*", "$1");
        windows.add((window ? "until " : "") + query);
        if (down) {
            return said(503, "{\"message\":\"closed\"}");
        }
        var orders = listed.entrySet().stream()
                .filter(one -> !hidden.contains(one.getKey()) || comparing)
                .map(Map.Entry::getValue)
                .toList();
        return said(200, "{\"orders\":" + orders + ",\"total_count\":" + (orders.size() + (cut ? 1 : 0)) + "}");
    }

    /** Whether it is asked by a comparison, which sees what is hidden otherwise. */
    boolean comparing;

    private static PlayedPartner.Said said(int status, String body) {
        return new PlayedPartner.Said(
                status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() {
        client.close();
        trade.close();
    }
}
