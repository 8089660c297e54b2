package org.caravanserai.order;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Read;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.expression.Run;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.home.Market;
import org.caravanserai.mapping.OrderMap;
import org.caravanserai.parser.CanonicalJson;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one record of a marketplace does here: an order is taken, more is told of one, one has ended. What makes no order is kept with its reason. One thread
 * at a time.
 */
final class MarketIntake {
    private static final Logger LOG = LoggerFactory.getLogger(MarketIntake.class);
    private static final String TRANSPORT = "marketplace";
    /** Addresses that begin so are stand-ins: whoever orders there is invented. */
    private static final String STAND_IN = "sandbox:";
    /** A marketplace counts what it is offered, whatever that is: pairs of gloves are pieces there. */
    private static final String PIECE = "EA";
    /** Records that are remembered, so that the overlap does not show them again. */
    private static final int REMEMBERED = 10_000;

    private final Orders orders;
    private final Completion completion;
    private final Deletions deletions;
    private final Supplier<Home> homes;
    private final Clock clock;
    private final String channel;
    private final Set<String> refused = remembering();
    /** Digest and state of what was told of orders and has had its effect. */
    private final Set<String> told = remembering();

    MarketIntake(Orders orders, Supplier<Home> homes, Clock clock, String channel) {
        this.orders = orders;
        this.completion = new Completion(orders);
        this.deletions = new Deletions(orders.book());
        this.homes = homes;
        this.clock = clock;
        this.channel = channel;
    }

    private static Set<String> remembering() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    /** Nothing that stands in a record may stop those behind it; a database that is away does. */
    void take(Channel config, Market market, OrderMap map, Map<String, Object> record) {
        try {
            act(config, market, map, record);
        } catch (StoreException database) {
            if (database.retry()) {
                throw database;
            }
            unprocessable(market, record, database);
        } catch (RuntimeException fault) {
            unprocessable(market, record, fault);
        }
    }

    private void unprocessable(Market market, Map<String, Object> record, RuntimeException fault) {
        var number = Paths.text(record, market.id());
        LOG.error("an order of {} cannot be processed; it is kept, and the next one follows", channel, fault);
        refuse(
                number,
                record,
                List.of(new Flaw("", "cannot be processed: " + fault.getClass().getSimpleName())));
    }

    /** The order of this number, in its newest version. */
    Optional<OrderHead> known(Channel config, String number) {
        return orders.find(new OrderRef.ByBuyer(channel, "", number, test(config)));
    }

    /** Orders of a stand-in are tests, whatever the installation: they never reach a production ERP. */
    private static boolean test(Channel config) {
        var address = config.connection().value("baseUrl");
        return address != null && address.startsWith(STAND_IN);
    }

    private void act(Channel config, Market market, OrderMap map, Map<String, Object> record) {
        var number = Paths.text(record, market.id());
        var state = Paths.text(record, market.state());
        if (number == null || state == null) {
            refuse(number, record, List.of(new Flaw("", "names no order, or no state of it")));
            return;
        }
        var known = known(config, number);
        if (market.ended().contains(state)) {
            known.ifPresent(head -> ended(head, state));
            return;
        }
        if (market.shipped().contains(state)) {
            if (known.isPresent() && !told.contains(number + '\n' + state)) {
                completion.shipped(known.get(), channel, state);
                told.add(number + '\n' + state);
            }
            return;
        }
        // Paid for and not known: it was accepted elsewhere, and comes with its address once it can be shipped.
        boolean placed = market.waiting().contains(state) || market.ready().contains(state);
        if (!placed && (known.isEmpty() || !market.paying().contains(state))) {
            return;
        }
        var gone = gone(market, record);
        var order = read(config, market, map, record, without(market, record, gone));
        if (order.isEmpty()) {
            return;
        }
        if (known.isEmpty() && !kept(order.get().currency())) {
            refuse(
                    number,
                    record,
                    List.of(new Flaw(
                            "currency",
                            "is " + OrderRows.shown(order.get().currency()) + ", and no price list or zone is in it")));
        } else if (known.isEmpty()) {
            fresh(
                    config,
                    orders.inBaseUnits(channel, order.get(), PIECE),
                    record,
                    market.waiting().contains(state));
        } else {
            var ours = orders.document(known.get().id());
            later(new Later(known.get(), as(ours, order.get()), ours, record, gone, state, market, config), map);
        }
    }

    /** Whether this company sells in a currency: nothing else may be promised. */
    private boolean kept(String currency) {
        var home = homes.get();
        return currency.equals(home.company().currency())
                || home.company().zones().values().stream().anyMatch(zone -> currency.equals(zone.currency()))
                || home.prices().lists().values().stream().anyMatch(list -> currency.equals(list.currency()));
    }

    /** Numbers of the lines that were refused or cancelled there: nobody is to carry them out. */
    private static Set<String> gone(Market market, Map<String, Object> record) {
        var gone = new LinkedHashSet<String>();
        var lines = Paths.records(record, market.lines());
        for (var line : lines == null ? List.<Map<String, Object>>of() : lines) {
            var state = Paths.text(line, market.lineState());
            if (state != null && market.ended().contains(state)) {
                gone.add(Paths.text(line, market.line()));
            }
        }
        return gone;
    }

    /** The record without lines that came to nothing, where it holds its lines itself. */
    private static Map<String, Object> without(Market market, Map<String, Object> record, Set<String> gone) {
        if (gone.isEmpty() || !(record.get(market.lines()) instanceof List<?> lines)) {
            return record;
        }
        var left = lines.stream()
                .filter(line -> !gone.contains(Paths.text(line, market.line())))
                .toList();
        var copy = new LinkedHashMap<>(record);
        copy.put(market.lines(), left);
        return copy;
    }

    /** The order of a record, empty when it makes none: then it is kept. */
    private Optional<Order> read(
            Channel config, Market market, OrderMap map, Map<String, Object> record, Map<String, Object> counting) {
        var zone = homes.get().company().timeZone();
        var made = map.apply(
                counting,
                Map.of("customer", config.connection().value(market.customer())),
                new Run(clock.instant().atZone(zone).toLocalDate(), zone));
        var number = Paths.text(record, market.id());
        if (made.refused() != null) {
            refuse(number, record, List.of(new Flaw("", made.refused())));
        } else if (made.order() != null) {
            var read = Order.read(made.order());
            if (read instanceof Read.Taken<Order> taken) {
                var order = taken.value().test(test(config));
                // Whether the sums there count lines that came to nothing is theirs to know.
                return Optional.of(counting == record ? order : order.unsummed());
            }
            refuse(number, record, ((Read.Refused<Order>) read).flaws());
        }
        return Optional.empty();
    }

    /** @param undecided nobody has accepted it there */
    private void fresh(Channel config, Order order, Map<String, Object> record, boolean undecided) {
        var message = message(order, record);
        if (refused.contains(message.digest())) {
            return;
        }
        var incoming = new Incoming(channel, "", order, null, message);
        boolean hub = config.streams().get(Target.ORDERS).accept() == Channel.Accept.HUB;
        boolean says = config.streams().containsKey(Target.ORDER_STATUS);
        var receipt = !undecided || !hub
                ? orders.accept(incoming)
                : orders.accept(incoming, says ? completion::accepted : completion::waits);
        if (receipt instanceof Receipt.Refused) {
            refused.add(message.digest());
        }
    }

    private record Later(
            OrderHead head,
            Order order,
            Order ours,
            Map<String, Object> record,
            Set<String> gone,
            String state,
            Market market,
            Channel config) {
        boolean open() {
            return market.ready().contains(state);
        }
    }

    /** Names and addresses come when the order is paid: no version of it. Lines that came to nothing there make it smaller while it is here; other goods are a conflict that a human sees. */
    private void later(Later told, OrderMap map) {
        var order = told.order();
        var message = message(order, told.record());
        if (this.told.contains(message.digest() + told.state())) {
            return;
        }
        var ours = told.ours();
        if (goods(ours).equals(goods(order))) {
            completion.tell(told.head(), channel, order, message, told.open());
        } else if (!told.gone().isEmpty() && within(ours, order)) {
            smaller(told, ours, message, map);
        } else if (completion.heard(told.head().id(), channel, message, "the marketplace tells other lines")) {
            orders.accept(new Incoming(channel, "", order, null, message));
        }
        this.told.add(message.digest() + told.state());
    }

    /** In the units of the order as it was taken. */
    private static Order as(Order ours, Order order) {
        return order.with(order.lines().stream()
                .map(line -> ours.line(line.number())
                        .filter(known -> line.quantity().unit().equals(PIECE))
                        .map(known -> line.with(new Quantity(
                                line.quantity().value(), known.quantity().unit())))
                        .orElse(line))
                .toList());
    }

    /** Whether nothing but lines is missing of what we have. */
    private static boolean within(Order ours, Order left) {
        return !left.lines().isEmpty()
                && left.lines().stream()
                        .allMatch(line -> ours.line(line.number())
                                .filter(known -> known.quantity().equals(line.quantity())
                                        && Objects.equals(known.sku(), line.sku()))
                                .isPresent());
    }

    /** Some lines come to nothing: what has not gone out goes out without them, of what has an operator hears unless it was refused from here. */
    private void smaller(Later told, Order ours, Incoming.Message message, OrderMap map) {
        var missing = new ArrayList<String>();
        for (var line : ours.lines()) {
            if (told.gone().contains(line.number())) {
                missing.add(line.number());
            }
        }
        if (completion.replaceable(told.head())) {
            var next = told.order().version(told.head().version() + 1);
            var incoming = new Incoming(channel, "", next, null, message(next, told.record()));
            orders.accept(incoming, told.open() ? completion::paid : completion::waits);
            return;
        }
        read(told.config(), told.market(), map, told.record(), told.record())
                .ifPresent(whole -> completion.tell(told.head(), channel, as(ours, whole), message, told.open()));
        completion.linesEnded(told.head(), channel, missing);
    }

    /** What is ordered, as orders are compared. */
    private static Object goods(Order order) {
        return order.content().get("lines");
    }

    /** It comes to nothing there: taken back while nothing has gone out, else an operator sees it. */
    private void ended(OrderHead head, String state) {
        var body = CanonicalJson.write((Object) Map.of("number", head.number(), "state", state));
        var message = Incoming.Message.of(TRANSPORT, head.number(), body, body);
        boolean open = head.state() != OrderState.REJECTED && head.state() != OrderState.CANCELLED;
        if (open && completion.heard(head.id(), channel, message, "the marketplace has ended it: " + state)) {
            var wish = CanonicalJson.write((Object) Map.of("delete", head.number(), "state", state));
            deletions.take(new Deletion(
                    channel, "", head.number(), 0, head.test(), Incoming.Message.of(TRANSPORT, null, wish, wish)));
        }
    }

    private void refuse(String number, Map<String, Object> record, List<Flaw> flaws) {
        var body = CanonicalJson.write((Object) plain(record));
        var message = Incoming.Message.of(TRANSPORT, number, body, body);
        if (refused.add(message.digest())) {
            orders.unreadable(channel, "", number == null ? "" : number, message, flaws);
        }
    }

    /** The record as it came; the digest is that of the order in it, so that what is of no matter to us makes no difference. */
    private static Incoming.Message message(Order order, Map<String, Object> record) {
        return Incoming.Message.of(
                TRANSPORT, order.number(), OrderDocument.canonical(order.content()), CanonicalJson.write((Object)
                        plain(record)));
    }

    /** Without what has no value. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            var plain = new LinkedHashMap<String, Object>();
            map.forEach((name, one) -> {
                if (one != null) {
                    plain.put(String.valueOf(name), plain(one));
                }
            });
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .filter(Objects::nonNull)
                    .map(MarketIntake::plain)
                    .toList();
        }
        return value;
    }
}
