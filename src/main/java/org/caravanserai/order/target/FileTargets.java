package org.caravanserai.order.target;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.connector.depot.Drop;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Company;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Capability;
import org.caravanserai.order.Listeners;
import org.caravanserai.order.Target;

/** Receivers of orders that take them as files: channels with mode {@code auto} whose stream {@code orders} says {@code handover}. */
public final class FileTargets implements Listeners {
    private static final Duration SETTLE = Duration.ofMinutes(1);

    private final Function<Channel, Drop> drops;
    private final Clock clock;

    /** @param drops where the files of a channel are left */
    public FileTargets(Function<Channel, Drop> drops, Clock clock) {
        this.drops = drops;
        this.clock = clock;
    }

    @Override
    public List<Target> targets(Home home) {
        return home.channels().values().stream()
                .filter(channel -> channel.mode() == Channel.Mode.AUTO)
                .filter(channel -> channel.streams().containsKey(Target.ORDERS)
                        && channel.streams().get(Target.ORDERS).handover() != null)
                .map(channel -> target(home, channel))
                .toList();
    }

    private Target target(Home home, Channel channel) {
        var stream = channel.streams().get(Target.ORDERS);
        var file = stream.handover();
        var layout = new FileLayout(file, home.company().timeZone());
        return new Target(
                channel.name(),
                Target.ORDERS,
                Capability.QUERYABLE,
                home.company().type() == Company.Type.PRODUCTION,
                true,
                false,
                stream.settle() == null ? SETTLE : stream.settle(),
                Depots.longestDrop(),
                1,
                new FileSender(layout, drops.apply(channel), file.within(), clock));
    }

    @Override
    public Optional<String> listener(Home home, String source, String account, boolean test) {
        return Optional.empty();
    }

    @Override
    public boolean hears(Home home, String channel, String stream) {
        return true;
    }
}
