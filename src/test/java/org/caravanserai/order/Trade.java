package org.caravanserai.order;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.canonical.order.Totals;
import org.caravanserai.ledger.Capability;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;

/** A company that sells gloves, with one ERP and one partner that hears of its orders. */
final class Trade implements AutoCloseable, Targets, Terms {
    static final String ERP = "erp";
    static final String REPLY = "acme";

    final HandClock clock = new HandClock("2026-11-22T08:00:00Z");
    final DatabaseSettings settings;
    final Database database;
    final Ledger ledger;
    final Map<String, Target> targets = new LinkedHashMap<>();
    final Map<String, Terms.Item> items = new HashMap<>();
    Terms.Customer customer = new Terms.Customer("C-10042", null, null, List.of());
    IntakePolicy policy = IntakePolicy.standard();
    Erp erp = new Erp(clock, false);
    Erp partner = new Erp(clock, true);
    String receiver = ERP;
    Orders orders;
    Dispatcher dispatcher;

    Trade(Dialect dialect) {
        this(TestDatabases.settings(dialect));
    }

    Trade(DatabaseSettings settings) {
        this.settings = settings;
        database = Database.open(settings, clock);
        ledger = new Ledger(database);
        items.put("GL-200-9", sold("12.50"));
        items.put("GL-200-10", sold("13.00"));
        target(Target.of(ERP, Target.ORDERS, Capability.QUERYABLE, erp));
        target(Target.of(REPLY, Target.ORDER_STATUS, Capability.KEYED, partner));
        target(Target.of(REPLY, Target.SHIPMENTS, Capability.KEYED, partner));
        start();
    }

    /** The process begins, or begins again. */
    void start() {
        orders = new Orders(database, ledger, this, () -> policy, this);
        dispatcher = new Dispatcher(orders, this);
        ledger.once().orphaned(clock.instant());
    }

    void target(Target target) {
        targets.put(target.channel() + '/' + target.stream(), target);
    }

    void erp(Capability capability) {
        erp = new Erp(clock, capability == Capability.KEYED);
        target(Target.of(ERP, Target.ORDERS, capability, erp));
    }

    static Terms.Item.Sold sold(String price) {
        return new Terms.Item.Sold(
                Map.of("EA", BigDecimal.ONE, "BX", BigDecimal.TEN),
                price == null ? null : new Price(eur(price), pieces("1")));
    }

    static Money eur(String amount) {
        return new Money(new BigDecimal(amount), "EUR");
    }

    static Quantity pieces(String value) {
        return new Quantity(new BigDecimal(value), "EA");
    }

    static OrderLine line(String number, String sku, String quantity, String price) {
        return OrderLine.of(number, sku, pieces(quantity), new Price(eur(price), null));
    }

    /** 10 of GL-200-9 at 12.50 and 4 of GL-200-10 at 13.00. */
    static Order order(String number) {
        return Order.of(
                number,
                "C-10042",
                "EUR",
                List.of(line("1", "GL-200-9", "10", "12.50"), line("2", "GL-200-10", "4", "13.00")),
                new Totals(eur("177.00"), null, null, null, null));
    }

    static Incoming incoming(Order order) {
        return incoming(order, "cxml", "p-" + order.number());
    }

    static Incoming incoming(Order order, String transport, String message) {
        var raw = ("<order secret='x'>" + order.number()).getBytes(StandardCharsets.UTF_8);
        var masked = ("<order secret='***'>" + order.number()).getBytes(StandardCharsets.UTF_8);
        return new Incoming("punchout", "acme", order, REPLY, Incoming.Message.of(transport, message, raw, masked));
    }

    /** Taken, on its way. */
    OrderHead take(String number) {
        return ((Receipt.Taken) orders.accept(incoming(order(number)))).head();
    }

    /** Taken, and the ERP has it. */
    OrderHead accepted(String number) {
        var head = take(number);
        dispatcher.round();
        return orders.byId(head.id()).orElseThrow();
    }

    OrderHead now(OrderHead head) {
        return orders.byId(head.id()).orElseThrow();
    }

    /** The dispatcher does what is due; time passes in between. */
    void rounds(int number, Duration pause) {
        for (int i = 0; i < number; i++) {
            clock.pass(pause);
            dispatcher.round();
        }
    }

    /** One part of a confirmation. */
    static Confirmation.Line says(String line, Object... verdictsAndQuantities) {
        var parts = new ArrayList<Confirmation.Part>();
        for (int i = 0; i < verdictsAndQuantities.length; i += 2) {
            parts.add(new Confirmation.Part(
                    (Confirmation.Verdict) verdictsAndQuantities[i],
                    pieces((String) verdictsAndQuantities[i + 1]),
                    null,
                    null,
                    null));
        }
        return new Confirmation.Line(line, parts);
    }

    static Confirmation confirmation(String id, int version, Instant at, Confirmation.Line... lines) {
        return new Confirmation(id, version, at, null, null, List.of(lines), null);
    }

    static Shipment shipment(String id, int version, Instant at, String... linesAndQuantities) {
        var lines = new ArrayList<Shipment.Line>();
        for (int i = 0; i < linesAndQuantities.length; i += 2) {
            lines.add(new Shipment.Line(linesAndQuantities[i], pieces(linesAndQuantities[i + 1])));
        }
        return new Shipment(id, version, at, at, null, lines, List.of(), false);
    }

    List<OrderHead> in(OrderState state) {
        return orders.page(Long.MAX_VALUE, 200).stream()
                .filter(head -> head.state() == state)
                .toList();
    }

    List<String> codes() {
        return orders.troubles(Long.MAX_VALUE, 100).stream().map(Trouble::code).toList();
    }

    @Override
    public Optional<Terms.Customer> customer(String source, String account, Order order) {
        return Optional.ofNullable(customer)
                .filter(known -> known.number().equals(order.customer()))
                .map(known -> with(known, items, order));
    }

    /** A customer with what holds for the lines of an order. */
    static Terms.Customer with(Terms.Customer known, Map<String, Terms.Item> items, Order order) {
        return new Terms.Customer(
                known.number(),
                known.barred(),
                known.creditHold(),
                order.lines().stream()
                        .map(line -> items.getOrDefault(line.sku(), new Terms.Item.Unknown()))
                        .toList());
    }

    @Override
    public Optional<Target> receiver(String source, String account, Order order) {
        return receiver == null ? Optional.empty() : of(receiver, Target.ORDERS);
    }

    @Override
    public Optional<Target> of(String channel, String stream) {
        return Optional.ofNullable(targets.get(channel + '/' + stream));
    }

    @Override
    public Collection<Target> all() {
        return targets.values();
    }

    @Override
    public void close() {
        dispatcher.close();
        database.close();
    }
}
