package org.caravanserai.master;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the company knows. One per hub and database. Everything is written through here and read through the small faces
 * below; all of them may be used from any thread that is not one of the store's.
 */
public final class Master {
    private static final Logger LOG = LoggerFactory.getLogger(Master.class);

    private final Database database;
    private final Clock clock;
    private final Tables tables;
    private final ReentrantLock writer = new ReentrantLock(true);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Intake intake = new Intake(this);
    private final Goldens goldens = new Goldens(this);
    private final Sources sources = new Sources(this);
    private final ChangeLog changes = new ChangeLog(this);
    private final References references = new References(this);
    private final Due due = new Due(this);
    private final Remerge remerge = new Remerge(this);
    private final Corrections corrections = new Corrections(this);
    private volatile Rules rules;

    private Master(Database database, Rules rules) {
        this.database = database;
        this.clock = database.clock();
        this.rules = rules;
        this.tables = new Tables(database);
    }

    /**
     * Opens the master on an open database. If trust or model are not those of the last merge, everything must be
     * merged again: see {@link Remerge#needed()}.
     */
    public static Master open(Database database, Rules rules) {
        var master = new Master(database, rules);
        database.write(Purpose.CONFIRM, tx -> {
            // A lost counter update would break the log; the rows themselves are the truth (store: counters are checked
            // at start).
            tx.raiseCounter(Tables.LOG, ChangeLog.lastStored(tx));
            return null;
        });
        master.remerge.start();
        return master;
    }

    /** Takes documents from sources. */
    public Intake intake() {
        return intake;
    }

    /** Reads golden documents. */
    public Goldens goldens() {
        return goldens;
    }

    /** Reads what each source said. */
    public Sources sources() {
        return sources;
    }

    /** Reads the change log. */
    public ChangeLog changes() {
        return changes;
    }

    /** Reads who refers to what. */
    public References references() {
        return references;
    }

    /** Turns passing dates into changes. */
    public Due due() {
        return due;
    }

    /** Merges everything again after a changed trust or model. */
    public Remerge remerge() {
        return remerge;
    }

    /** Values corrected by people. */
    public Corrections corrections() {
        return corrections;
    }

    /** What decides at the moment. */
    public Rules rules() {
        return rules;
    }

    /**
     * Replaces what decides, after a reload. What was merged before stays as it is until {@link Remerge#run} has been
     * called; whether that is needed says {@link Remerge#needed()}.
     */
    public void rules(Rules next) {
        writing(() -> {
            rules = next;
            return null;
        });
    }

    /**
     * Has something run after each commit that wrote log rows; on the committing thread, so it must be quick (wake a
     * waiting reader).
     */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    Database database() {
        return database;
    }

    Clock clock() {
        return clock;
    }

    Tables tables() {
        return tables;
    }

    /** Runs as the only writer of this package's tables. */
    <T> T writing(Supplier<T> work) {
        writer.lock();
        try {
            return work.get();
        } finally {
            writer.unlock();
        }
    }

    /** Writes what was prepared, in one transaction. Only inside {@link #writing}. */
    void commit(Purpose purpose, Writes writes) {
        if (writes.nothing()) {
            return;
        }
        database.write(purpose, tx -> {
            writes.run(tx);
            return null;
        });
        tables.counted(writes.counts);
        if (!writes.changes.isEmpty()) {
            changed();
        }
    }

    void changed() {
        for (var listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException late) {
                LOG.error("a listener to changes failed; the change stands", late);
            }
        }
    }
}
