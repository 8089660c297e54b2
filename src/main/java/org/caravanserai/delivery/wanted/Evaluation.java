package org.caravanserai.delivery.wanted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import org.caravanserai.home.Channel;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Manner;
import org.caravanserai.ledger.Progress;
import org.caravanserai.ledger.Settled;
import org.caravanserai.master.Master;

/**
 * Brings the lanes of a pushed stream up to the change log: after a change the documents it concerns, after a change of the rules (or of the day, where
 * a rule reads it) everything, streaming. Can be repeated; the cursor moves when its page is settled.
 */
public final class Evaluation {
    private static final int LOG_PAGE = 500;

    private final Master master;
    private final Ledger ledger;
    private final ZoneId zone;

    public Evaluation(Master master, Ledger ledger, ZoneId zone) {
        this.master = master;
        this.ledger = ledger;
        this.zone = zone;
    }

    /** How the lanes of a channel reach the partner now. */
    public static Manner manner(Channel channel, Instant now) {
        return new Manner(true, channel.mode() != Channel.Mode.AUTO, now);
    }

    /** True when there is something to look at: one small read. */
    public boolean behind(StreamPlan plan, Instant now) {
        var progress = progress(plan);
        return progress.seq() < master.changes().head() || progress.revision() != revision(plan, now);
    }

    /** True when one stream has been looked at for later changes than the other, or the other by rules that are no longer its own. */
    public boolean ahead(StreamPlan plan, StreamPlan other, Instant now) {
        var progress = progress(other);
        return progress.seq() < progress(plan).seq() || progress.revision() != revision(other, now);
    }

    /** True when nothing that happened has been looked at yet. */
    public boolean fresh(StreamPlan plan) {
        return progress(plan).seq() == 0;
    }

    /**
     * Looks at everything since the last time.
     *
     * @param watch is shown rows that will replace what the partner has
     */
    public Settled run(StreamPlan plan, Instant now, PriceWatch watch) {
        var progress = progress(plan);
        long revision = revision(plan, now);
        return progress.revision() == revision
                ? changes(plan, progress.seq(), revision, pass(plan, now, watch))
                : everything(plan, revision, pass(plan, now, watch));
    }

    private Settled everything(StreamPlan plan, long revision, Pass pass) {
        long head = master.changes().head();
        try {
            var settled = pass.run(Pass.Rows.NONE);
            reached(plan, head, revision);
            return settled;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Settled changes(StreamPlan plan, long after, long revision, Pass pass) {
        var total = new Settled[] {Settled.NOTHING};
        for (long seq = after; ; ) {
            var page = master.changes().since(seq, LOG_PAGE);
            if (page.isEmpty()) {
                return total[0];
            }
            if (page.stream().anyMatch(change -> change.kind() == null)) {
                return everything(plan, revision, pass);
            }
            new Affected(plan, master.goldens(), master.references(), ids -> total[0] = total[0].plus(pass.run(ids)))
                    .look(page);
            seq = page.get(page.size() - 1).seq();
            reached(plan, seq, revision);
        }
    }

    private Pass pass(StreamPlan plan, Instant now, PriceWatch watch) {
        return new Pass(plan, master.goldens(), ledger, manner(plan.channel(), now), now, zone, watch);
    }

    private void reached(StreamPlan plan, long seq, long revision) {
        plan.lanes().forEach(lane -> ledger.progress(lane.lane(), new Progress(seq, revision)));
    }

    /** The lanes of a stream move together; a crash between two of them is made up by the slower one. */
    private Progress progress(StreamPlan plan) {
        Progress least = null;
        for (var lane : plan.lanes()) {
            var progress = ledger.progress(lane.lane());
            long revision = least == null || least.revision() == progress.revision() ? progress.revision() : 0;
            long seq = least == null ? progress.seq() : Math.min(least.seq(), progress.seq());
            least = new Progress(seq, revision);
        }
        return least;
    }

    /** Rules that read the date make every day a change of the rules, and what a partner says against somebody is one. */
    private long revision(StreamPlan plan, Instant now) {
        long all = 17;
        for (var lane : plan.lanes()) {
            all = all * 31 + (lane.revision() ^ lane.veto().version());
        }
        return plan.dates() ? all * 31 + now.atZone(zone).toLocalDate().toEpochDay() : all;
    }
}
