package org.caravanserai.master;

import java.time.Duration;
import org.caravanserai.store.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the master in step with what changes without a delivery: merges everything again when trust or model changed,
 * then reports dates as they pass.
 */
public final class Timekeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

    private final Rounds rounds;

    private Timekeeper(Rounds rounds) {
        this.rounds = rounds;
    }

    /**
     * Starts at once: what fell due while the hub was down is reported first.
     *
     * @param every how often it looks
     */
    public static Timekeeper start(Master master, Duration every) {
        return new Timekeeper(Rounds.start("master-time", every, () -> look(master)));
    }

    /** Looks now, for instance after a reload. */
    public void wake() {
        rounds.wake();
    }

    /** Waits for the end of what it does at the moment. */
    @Override
    public void close() {
        rounds.close();
    }

    private static void look(Master master) {
        if (master.remerge().needed()) {
            LOG.info("trust or model changed: everything is merged again");
            long count = master.remerge().run(done -> {});
            LOG.info("merged {} documents again", count);
        }
        int due = master.due().run(master.clock().instant());
        if (due > 0) {
            LOG.info("{} documents or corrections fell due", due);
        }
    }
}
