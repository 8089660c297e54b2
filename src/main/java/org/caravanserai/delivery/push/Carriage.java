package org.caravanserai.delivery.push;

import java.util.Map;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.Batch;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Duties;

/** A leased batch on its way to a partner. It must be settled, whatever happens; a lease nobody settles ends by itself and leaves doubt. */
public final class Carriage {
    private final Deliveries deliveries;
    private final StreamPlan plan;
    private final LanePlan lane;
    private final Batch batch;
    private final Map<Long, Long> tokens;
    private final Map<Long, Cells> originals;
    private final Duties.Job job;
    private boolean settled;

    Carriage(
            Deliveries deliveries,
            StreamPlan plan,
            LanePlan lane,
            Batch batch,
            Map<Long, Long> tokens,
            Map<Long, Cells> originals,
            Duties.Job job) {
        this.originals = Map.copyOf(originals);
        this.deliveries = deliveries;
        this.plan = plan;
        this.lane = lane;
        this.batch = batch;
        this.tokens = Map.copyOf(tokens);
        this.job = job;
    }

    /** What is carried. */
    public Batch batch() {
        return batch;
    }

    /**
     * The end of the journey, once.
     *
     * @param doubtful it did not end as a clean journey does: an error, or signs of a hidden one
     */
    public synchronized void settle(boolean doubtful) {
        if (!settled) {
            settled = true;
            deliveries.settle(this, doubtful);
        }
    }

    StreamPlan plan() {
        return plan;
    }

    LanePlan lane() {
        return lane;
    }

    Map<Long, Long> tokens() {
        return tokens;
    }

    /** The rows as they were mapped, before the partner's ids were put in; by record id. */
    Map<Long, Cells> originals() {
        return originals;
    }

    /** The job that was looked at, null when items were sent. */
    Duties.Job job() {
        return job;
    }
}
