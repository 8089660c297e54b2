package org.caravanserai.ingest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Finding;
import org.caravanserai.master.RowResult;

/** Keeps the account of a run, writes it down from time to time and tells who watches. */
final class Book {
    private static final long EVERY = 1000;

    private final Runs runs;
    private final Progress progress;
    private final Clock clock;
    private final long total;
    private final Account.Tally tally = new Account.Tally();
    private final List<RefusedRow> fresh = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Run run;
    private int kept;
    private long received;
    private long savedAt;
    private boolean cancelled;

    Book(Runs runs, Run run, Progress progress, Clock clock, long total) {
        this.runs = runs;
        this.run = run;
        this.progress = progress;
        this.clock = clock;
        this.total = total;
        this.savedAt = clock.millis();
    }

    boolean cancelled() {
        return cancelled;
    }

    /** A row was read in the main pass. */
    void received() {
        received++;
    }

    void unchanged() {
        tally.unchanged++;
    }

    void taken(RowResult result, int rows, int findings) {
        if (result instanceof RowResult.Created) {
            tally.created += rows;
        } else if (result instanceof RowResult.Updated) {
            tally.updated += rows;
        } else {
            tally.unchanged += rows;
        }
        if (result.waits()) {
            tally.waiting += rows;
        }
        tally.findings += findings;
    }

    void refuse(long line, String key, Inward.Reading.Refused why) {
        tally.refuse(why.rule(), 1);
        if (kept + fresh.size() < Runs.KEPT) {
            fresh.add(new RefusedRow(
                    run.file(),
                    line,
                    Runs.shown(key),
                    why.attribute(),
                    Finding.cut(why.value()),
                    why.rule(),
                    why.message()));
        }
    }

    void removed(int records) {
        tally.removed += records;
    }

    void remark(String text) {
        remarks.add(text);
    }

    /** After each commit. */
    void batchDone() {
        long decided = tally.created + tally.updated + tally.unchanged + tally.refused;
        tally.received = decided;
        progress.at(decided, total, tally.account());
        cancelled |= progress.cancelled();
        if (clock.millis() - savedAt >= EVERY) {
            save(run.state());
        }
    }

    private void save(Run.State state) {
        run = new Run(
                run.id(),
                run.source(),
                run.kind(),
                run.file(),
                run.bytes(),
                run.sha256(),
                state,
                run.startedAt(),
                run.endedAt(),
                tally.account(),
                run.code(),
                run.reason(),
                run.releasedBy(),
                run.releaseReason());
        runs.save(run, fresh, kept + 1);
        kept += fresh.size();
        fresh.clear();
        savedAt = clock.millis();
    }

    /** Closes the account. One that does not add up is a fault of the hub and never passes for a good run. */
    Run close() {
        long decided = tally.created + tally.updated + tally.unchanged + tally.refused;
        tally.received = cancelled ? decided : received;
        var account = tally.account();
        String code = null;
        var state = Run.State.DONE;
        if (!account.addsUp() || !cancelled && received != total) {
            state = Run.State.BROKEN;
            code = IngestCode.BROKEN.code();
            remarks.add("the account does not add up: " + account + ", first pass " + total);
        } else if (cancelled) {
            state = Run.State.CANCELLED;
            code = IngestCode.CANCELLED.code();
        }
        var reason = remarks.isEmpty() ? null : String.join("; ", remarks);
        run = new Run(
                run.id(),
                run.source(),
                run.kind(),
                run.file(),
                run.bytes(),
                run.sha256(),
                state,
                run.startedAt(),
                clock.millis(),
                account,
                code,
                reason,
                run.releasedBy(),
                run.releaseReason());
        save(state);
        return run;
    }
}
