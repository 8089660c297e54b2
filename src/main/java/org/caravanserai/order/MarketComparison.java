package org.caravanserai.order;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Market;
import org.caravanserai.mapping.OrderMap;
import org.caravanserai.parser.CanonicalJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds all a marketplace lists of some days against what is here: an order that never came is the worst fault. A day at a time, the oldest first; how far it
 * has come survives a restart. One thread at a time.
 */
final class MarketComparison {
    private static final Logger LOG = LoggerFactory.getLogger(MarketComparison.class);
    private static final int COMPARED = 1;
    private static final int BEGAN = 2;
    private static final int ENDED = 3;
    private static final Duration DAY = Duration.ofDays(1);

    private final Orders orders;
    private final Completion completion;
    private final MarketIntake intake;
    private final TopicMarks marks;
    private final Clock clock;
    private final String channel;
    private int looked;
    private int taken;
    private int missed;

    MarketComparison(Orders orders, MarketIntake intake, TopicMarks marks, Clock clock, String channel) {
        this.orders = orders;
        this.completion = new Completion(orders);
        this.intake = intake;
        this.marks = marks;
        this.clock = clock;
        this.channel = channel;
    }

    /**
     * Compares the next day that is due, if any.
     *
     * @param faster how much faster time runs there
     * @param ends asked after every page; true = the hub ends
     * @return why it could not be read, null = it was, or nothing is due
     */
    String step(Channel config, Market market, OrderMap map, int faster, Listing listing, BooleanSupplier ends) {
        var now = clock.instant();
        var compare = config.streams().get(Target.ORDERS).compare();
        var mark = marks.of(COMPARED).orElse(null);
        var began = began(now);
        // The mark names the moment its round began, and how far that has come.
        var round = mark == null ? null : Instant.ofEpochMilli(Long.parseLong(mark.topicId()));
        boolean over = mark == null || mark.position() >= round.toEpochMilli();
        if (over && round != null && now.isBefore(round.plus(compare.every().dividedBy(faster)))) {
            return null;
        }
        if (over) {
            round = now;
            looked = 0;
            taken = 0;
            missed = 0;
        }
        var back = compare.back().compareTo(DAY) < 0 ? DAY : compare.back();
        var from = over ? round.minus(back) : Instant.ofEpochMilli(mark.position());
        // What changed after this is read the usual way, now or the next time.
        var read = Instant.ofEpochMilli(
                        marks.of(0).map(TopicMarks.Mark::position).orElse(0L))
                .minus(market.overlap());
        // The last day has no end: a clock there may run ahead.
        var to = from.plus(DAY).isBefore(round) ? from.plus(DAY) : null;
        // A day that breaks off is read again as a whole: what it showed counts then.
        var shown = new int[1];
        var ended = listing.read(window(from, to), (records, reply) -> {
            for (var record : records) {
                shown[0]++;
                compare(config, market, map, record, began, read);
            }
            return ends.getAsBoolean() ? "the hub ends" : null;
        });
        if (ended instanceof Listing.Broken broken) {
            return broken.why();
        }
        if (ended instanceof Listing.Moved) {
            return null;
        }
        var next = new TopicMarks.Mark(Long.toString(round.toEpochMilli()), (to == null ? round : to).toEpochMilli());
        orders.along(marks.move(COMPARED, mark, next));
        looked += shown[0];
        if (to == null) {
            ended();
            said(back);
        }
        return null;
    }

    private static Map<String, String> window(Instant from, Instant to) {
        var window = new HashMap<String, String>();
        window.put("since", from.truncatedTo(ChronoUnit.SECONDS).toString());
        if (to != null) {
            // Both ends belong to a window: what changed just then is in two of them, and nowhere missing.
            window.put(
                    "until", to.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString());
        }
        return window;
    }

    /** When this hub was connected: what went its way before was never its business. */
    private Instant began(Instant now) {
        var mark = marks.of(BEGAN).orElse(null);
        if (mark == null) {
            mark = new TopicMarks.Mark("began", now.toEpochMilli());
            orders.along(marks.move(BEGAN, null, mark));
        }
        return Instant.ofEpochMilli(mark.position());
    }

    private void compare(
            Channel config, Market market, OrderMap map, Map<String, Object> record, Instant began, Instant read) {
        var number = Paths.text(record, market.id());
        boolean here = number != null && intake.known(config, number).isPresent();
        intake.take(config, market, map, record);
        if (here || number == null) {
            return;
        }
        var head = intake.known(config, number);
        var state = Paths.text(record, market.state());
        if (head.isPresent()
                && MarketReader.moment(Paths.text(record, market.updated())).isBefore(read)) {
            taken++;
            orders.heard(head.get().id(), channel, "it was not among what changed: the comparison has found it", false);
        } else if (head.isEmpty()
                && state != null
                && market.shipped().contains(state)
                && !placed(market, record).isBefore(began)) {
            var body = CanonicalJson.write((Object) Map.of("number", number, "state", state));
            var name = BusinessKey.digest((channel + '\n' + number).getBytes(StandardCharsets.UTF_8));
            var message = Incoming.Message.of("marketplace", "never-came-" + name, body, body);
            if (completion.missed(channel, number, state, message)) {
                missed++;
            }
        }
    }

    private static Instant placed(Market market, Map<String, Object> record) {
        var placed = market.placed() == null ? null : Paths.text(record, market.placed());
        return MarketReader.moment(placed == null ? Paths.text(record, market.updated()) : placed);
    }

    private void ended() {
        var before = marks.of(ENDED).orElse(null);
        var result = new TopicMarks.Mark(looked + "/" + taken + "/" + missed, clock.millis());
        if (!result.equals(before)) {
            orders.along(marks.move(ENDED, before, result));
        }
    }

    /** What the last comparison that came to its end has shown, empty when none has. */
    static Optional<MarketOrders.Compared> last(TopicMarks marks, String channel) {
        return marks.of(ENDED).map(mark -> {
            var counts = mark.topicId().split("/");
            return new MarketOrders.Compared(
                    channel,
                    Instant.ofEpochMilli(mark.position()),
                    Integer.parseInt(counts[0]),
                    Integer.parseInt(counts[1]),
                    Integer.parseInt(counts[2]));
        });
    }

    private void said(Duration back) {
        if (taken + missed == 0) {
            LOG.info("{} orders of {} of the last {} days are all here", looked, channel, back.toDays());
        } else {
            LOG.warn(
                    "{} orders of {} of the last {} days were compared: {} were missing and are taken, {} never came ({})",
                    looked,
                    channel,
                    back.toDays(),
                    taken,
                    missed,
                    OrderCode.NEVER_CAME.code());
        }
    }
}
