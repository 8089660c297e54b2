package org.caravanserai.order.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.connector.Client;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Company;
import org.caravanserai.home.Handing;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Capability;
import org.caravanserai.order.IntakePolicy;
import org.caravanserai.order.Listeners;
import org.caravanserai.order.Target;
import org.caravanserai.order.Targets;

/**
 * Targets as the files of the home say: every channel with mode {@code auto} whose system says {@code once} of its stream {@code orders}. One receives
 * all orders: {@code orders.to} of {@code config/hub.yaml}, or the only one there is. In an installation of type {@code test} or {@code sandbox} all of
 * them are places for tests; in production none is, and a test order is rehearsed. Besides, whatever another part of the hub answers to.
 */
public final class HomeTargets implements Targets {
    private final Supplier<Home> homes;
    private final Client client;
    private final Predicate<String> paused;
    private final List<Listeners> others;
    private volatile Made made;

    private record Made(Home home, List<Target> targets) {}

    /**
     * @param homes the home as it is now
     * @param paused whether somebody has paused the channel of this name
     * @param others those who are told what becomes of their orders
     */
    public HomeTargets(Supplier<Home> homes, Client client, Predicate<String> paused, List<Listeners> others) {
        this.homes = homes;
        this.client = client;
        this.paused = paused;
        this.others = List.copyOf(others);
    }

    @Override
    public Optional<Target> receiver(String source, String account, Order order) {
        var now = made();
        var to = now.home().company().orders().to();
        var receivers = now.targets().stream()
                .filter(target -> target.stream().equals(Target.ORDERS))
                .filter(target -> to == null || target.channel().equals(to))
                .toList();
        return receivers.size() == 1 ? Optional.of(receivers.get(0)) : Optional.empty();
    }

    @Override
    public Optional<Target> of(String channel, String stream) {
        return all().stream()
                .filter(target ->
                        target.channel().equals(channel) && target.stream().equals(stream))
                .findFirst();
    }

    @Override
    public Collection<Target> all() {
        return made().targets().stream()
                .filter(target -> !paused.test(target.channel()))
                .toList();
    }

    @Override
    public Optional<String> listener(String source, String account, boolean test) {
        return others.stream()
                .flatMap(listeners -> listeners.listener(homes.get(), source, account, test).stream())
                .findFirst();
    }

    @Override
    public boolean hears(String channel, String stream) {
        return others.stream().allMatch(listeners -> listeners.hears(homes.get(), channel, stream));
    }

    private Made made() {
        var home = homes.get();
        var known = made;
        if (known == null || known.home() != home) {
            known = new Made(home, targets(home));
            made = known;
        }
        return known;
    }

    private List<Target> targets(Home home) {
        var targets = new ArrayList<Target>();
        for (var channel : home.channels().values()) {
            var stream = channel.streams().get(Target.ORDERS);
            var connector = home.connectors().get(channel.system());
            var taken = connector == null ? null : connector.streams().get(Target.ORDERS);
            if (stream != null
                    && taken != null
                    && taken.once() != null
                    && channel.mode() == Channel.Mode.AUTO
                    && connector.operations().containsKey(taken.once().send())) {
                targets.add(target(home, channel, stream, taken.once()));
            }
        }
        others.forEach(listeners -> targets.addAll(listeners.targets(home)));
        return List.copyOf(targets);
    }

    private Target target(Home home, Channel channel, Channel.Stream stream, Handing once) {
        var can = capability(stream.can() == null ? once.can() : stream.can());
        return new Target(
                channel.name(),
                Target.ORDERS,
                can,
                home.company().type() == Company.Type.PRODUCTION,
                once.confirms(),
                once.sees() && can == Capability.QUERYABLE,
                stream.settle() == null ? once.settle() : stream.settle(),
                longest(home, channel, once),
                once.parallel(),
                new Outbound(client, once));
    }

    private Duration longest(Home home, Channel channel, Handing once) {
        var operations = home.connectors().get(channel.system()).operations();
        var send = client.longest(operations.get(once.send()));
        var look = once.look() == null || !operations.containsKey(once.look())
                ? Duration.ZERO
                : client.longest(operations.get(once.look()));
        return send.compareTo(look) > 0 ? send : look;
    }

    private static Capability capability(Handing.Can can) {
        return switch (can) {
            case KEYED -> Capability.KEYED;
            case QUERYABLE -> Capability.QUERYABLE;
            case BLIND -> Capability.BLIND;
        };
    }

    /** How strict intake is, as the home says. */
    public static IntakePolicy policy(Home home) {
        var said = home.company().orders();
        return new IntakePolicy(
                IntakePolicy.Pricing.valueOf(said.price().name()),
                said.priceTolerance(),
                weight(said.assortment()),
                weight(said.totals()),
                said.rounding(),
                weight(said.credit()));
    }

    private static IntakePolicy.Weight weight(org.caravanserai.home.OrderRules.Weight weight) {
        return IntakePolicy.Weight.valueOf(weight.name());
    }
}
