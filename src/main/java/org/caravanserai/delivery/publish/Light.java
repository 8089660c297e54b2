package org.caravanserai.delivery.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.hold.Brake;
import org.caravanserai.delivery.hold.DeliveryCode;
import org.caravanserai.delivery.hold.Hold;
import org.caravanserai.delivery.hold.Holds;
import org.caravanserai.delivery.wanted.PriceWatch;
import org.caravanserai.delivery.wanted.Publication;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The brake of one publication at one moment. */
final class Light implements Publication.Asked {
    private static final Logger LOG = LoggerFactory.getLogger(Light.class);

    private final Publication publication;
    private final Instant now;
    private final String seen;
    private final Map<String, String> counters;
    private final FeedFolder folder;
    private final Ledger ledger;
    private final Holds holds;

    Light(
            Publication publication,
            Instant now,
            String seen,
            Map<String, String> counters,
            FeedFolder folder,
            Ledger ledger,
            Holds holds) {
        this.publication = publication;
        this.now = now;
        this.seen = seen;
        this.counters = counters;
        this.folder = folder;
        this.ledger = ledger;
        this.holds = holds;
    }

    private Optional<Hold> hold() {
        return holds.of(publication.channel().name(), publication.name());
    }

    /** Held, and nothing is new. */
    boolean waits() {
        return hold().filter(hold -> !hold.released() && hold.seen().equals(seen))
                .isPresent();
    }

    @Override
    public boolean mayLeave(long rows, PriceWatch prices) {
        var channel = publication.channel();
        var last = folder.manifest(channel.name(), publication.name());
        if (rows == 0 && channel.brake().empty() && last.isEmpty()) {
            return false;
        }
        long leaving = Publishing.lanes(publication).stream()
                .mapToLong(lane -> ledger.counts(lane.lane()).of(State.LEAVING))
                .sum();
        long before = last.map(Manifest::rows).orElse(0L);
        var closed = new ArrayList<>(Brake.judge(
                channel.brake(),
                new Brake.Figures(
                        before, rows, last.isEmpty() ? 0 : leaving, prices.moved(), prices.samples(), counters)));
        hold().ifPresent(hold -> stillMoved(hold, closed));
        if (closed.isEmpty() || hold().filter(hold -> hold.covers(closed)).isPresent()) {
            return true;
        }
        holds.hold(channel.name(), publication.name(), closed, seen, now);
        LOG.warn("{}: {} is held: {}", channel.name(), publication.name(), Brake.text(closed));
        return false;
    }

    /** The rows moved prices are compared with are gone after the first look: what was found then stays until it is released or undone. */
    private void stillMoved(Hold hold, List<Brake.Closed> closed) {
        var figure = hold.causes().get(Brake.PRICE_MOVE);
        boolean pending = Publishing.lanes(publication).stream()
                .anyMatch(lane -> ledger.counts(lane.lane()).of(State.PENDING) > 0);
        if (figure != null && pending) {
            var fresh = closed.stream()
                    .filter(one -> one.cause().equals(Brake.PRICE_MOVE))
                    .findFirst();
            fresh.ifPresent(closed::remove);
            closed.add(new Brake.Closed(
                    Brake.PRICE_MOVE,
                    figure + fresh.map(Brake.Closed::figure).orElse(0L),
                    fresh.map(Brake.Closed::text).orElseGet(() -> moves(hold.reason()))));
        }
    }

    private String moves(String reason) {
        int at = reason.indexOf(DeliveryCode.PRICE_MOVE.code());
        return at < 0 ? DeliveryCode.PRICE_MOVE.code() + " prices moved" : reason.substring(at);
    }
}
