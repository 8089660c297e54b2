package org.caravanserai.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Source;
import org.caravanserai.ingest.Run.State;
import org.caravanserai.master.Master;
import org.caravanserai.store.Database;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files and calls of sources. One run each, with an account that adds up; whatever is wrong with the content is
 * in the account, never an exception. An exception means that nothing more could be committed (database down): offer
 * the file again, what was committed has no effect twice.
 */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    /** Stands for the name of a file in runs of calls. */
    private static final String CALL = "call";

    private final Master master;
    private final Runs runs;
    private final Supplier<Map<String, Source>> sources;
    private final Inwards inwards;
    private final Path folder;
    private final HeldFiles held;
    private final Clock clock;
    private final Turns turns = new Turns();

    /** Finds how the records of a source become documents. Asked at the start of each run, so that a reload counts. */
    @FunctionalInterface
    public interface Inwards {
        /**
         * The way in for one entity.
         *
         * @param entity null for canonical documents of the built-in source {@code steward}
         */
        Inward of(String source, Kind kind, Source.Entity entity);
    }

    /**
     * @param sources the configured sources by name, asked at the start of each run
     * @param data the hub's data folder; held files are kept in its {@code held}, bodies of calls pass through its
     *     {@code temp}
     */
    public Ingest(Master master, Database database, Supplier<Map<String, Source>> sources, Inwards inwards, Path data) {
        this.master = master;
        this.runs = new Runs(database);
        this.sources = sources;
        this.inwards = inwards;
        this.folder = data;
        this.held = new HeldFiles(data.resolve("held"));
        this.clock = database.clock();
    }

    /**
     * Says of runs that a dead process left behind that they were interrupted. Call once at start, before the first
     * run.
     */
    public void start() {
        for (var page = runs.in(State.RUNNING, 500); !page.isEmpty(); page = runs.in(State.RUNNING, 500)) {
            page.forEach(this::interrupted);
        }
        Body.clear(folder.resolve("temp"));
    }

    private void interrupted(Run run) {
        if (held.has(run.id())) {
            var text = "interrupted while it was released; what was committed has no effect twice, release it again";
            runs.save(
                    run.ended(State.HELD, clock.millis(), Account.NOTHING, IngestCode.INTERRUPTED.code(), text),
                    List.of(),
                    0);
        } else {
            var text = "ended in the middle; the account shows what was decided until shortly before,"
                    + " the file is read again";
            runs.save(
                    run.ended(State.INTERRUPTED, clock.millis(), run.account(), IngestCode.INTERRUPTED.code(), text),
                    List.of(),
                    0);
        }
    }

    /**
     * A run that ended with the database is still marked as running. Only while nobody else works for this source and
     * kind.
     */
    private Run begin(String source, Kind kind, String name) {
        runs.in(State.RUNNING, 500).stream()
                .filter(run -> run.source().equals(source) && run.kind() == kind)
                .forEach(this::interrupted);
        return runs.begin(source, kind, name, clock.millis());
    }

    /**
     * Takes a complete file of one kind. When this returns the outcome is committed and the file may be moved away; a
     * held file has been copied.
     */
    public Run file(String source, Kind kind, Path file, Progress progress) {
        var name = Runs.cut(Finding.cut(String.valueOf(file.getFileName())), 300);
        var found = Found.of(sources.get(), source, kind, null);
        if (found.refused() != null) {
            return refused(source, kind, name, found);
        }
        return turns.alone(source, kind, () -> {
            var run = begin(source, kind, name);
            return take(run, found.job(), found.entity(), file, opener(found, file, false), progress);
        });
    }

    /**
     * What a call brings.
     *
     * @param csv cells as the source's format says; otherwise a JSON array or lines of JSON
     * @param key the Idempotency-Key, null = none
     * @param author login of who calls, for corrections
     * @param limit most bytes; a larger body is refused as soon as that is known
     */
    public record Call(boolean csv, String key, String author, long limit) {}

    /** Takes the body of one call. The stream is read to its end unless it is too large; it is not closed. */
    public Run documents(String source, Kind kind, InputStream body, Call call) {
        var found = Found.of(sources.get(), source, kind, call.author());
        if (found.refused() != null) {
            return refused(source, kind, CALL, found);
        }
        if (call.csv() && !Formats.cells(found.entity())) {
            var why = Found.not(IngestCode.NO_CELLS, source + " delivers no CSV; send " + kind.word() + " as JSON");
            return refused(source, kind, "call", why);
        }
        Path temp = null;
        try {
            Files.createDirectories(folder.resolve("temp"));
            temp = Files.createTempFile(folder.resolve("temp"), "call-", ".body");
            if (!Body.save(body, temp, call.limit())) {
                var why = Found.not(
                        IngestCode.TOO_LARGE, "the body is larger than " + call.limit() + " bytes; send smaller parts");
                return refused(source, kind, CALL, why);
            }
            var file = temp;
            return turns.alone(source, kind, () -> repeatable(found, file, call));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            HeldFiles.delete(temp);
        }
    }

    private Run repeatable(Found found, Path file, Call call) {
        var job = found.job();
        if (call.key() == null) {
            var run = begin(job.source(), job.kind(), CALL);
            return take(run, job, found.entity(), file, opener(found, file, !call.csv()), Progress.NONE);
        }
        var key = Runs.cut(job.kind().word() + " " + call.key(), 200);
        var hash = Body.sha256(file);
        var before = runs.call(job.source(), key);
        if (before.isPresent() && !before.get().sha256().equals(hash)) {
            var why = Found.not(
                    IngestCode.REPEATED_CALL, "the Idempotency-Key was used for another body before; use a fresh one");
            return refused(job.source(), job.kind(), CALL, why);
        }
        var done = before.flatMap(earlier -> runs.run(earlier.run()));
        if (done.isPresent()
                && done.get().state() != State.INTERRUPTED
                && done.get().state() != State.BROKEN) {
            return done.get();
        }
        var run = begin(job.source(), job.kind(), CALL);
        runs.remember(job.source(), key, hash, run.id());
        return take(run, job, found.entity(), file, opener(found, file, !call.csv()), Progress.NONE);
    }

    /**
     * Takes a held delivery after all.
     *
     * @param who login of the person
     * @param why in their words
     * @return the run with its account; empty when there is no held run of this number
     */
    public Optional<Run> release(long id, String who, String why, Progress progress) {
        var waiting = runs.run(id).filter(run -> run.state() == State.HELD);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        var run = waiting.get();
        var file = held.of(id);
        return turns.alone(run.source(), run.kind(), () -> {
            var found = Found.of(sources.get(), run.source(), run.kind(), null);
            if (found.refused() != null) {
                return Optional.of(refused(run.source(), run.kind(), run.file(), found));
            }
            var job = found.job();
            var released = job.released(!IngestCode.NO_WAY.code().equals(run.code()), who);
            runs.restart(id);
            var again = run.released(clock.millis(), who, why);
            runs.save(again, List.of(), 0);
            boolean json = run.file().equals(CALL) && !csvCall(found, file);
            var done = take(again, released, found.entity(), file, opener(found, file, json), progress);
            if (done.state() != State.HELD) {
                HeldFiles.delete(file);
            }
            return Optional.of(done);
        });
    }

    /** Whether a delivery is being taken just now. */
    public boolean busy() {
        return turns.busy();
    }

    /** A run by its number. */
    public Optional<Run> run(long id) {
        return runs.run(id);
    }

    /**
     * The latest runs, newest first; {@code before} is the number of the last one seen, {@link Long#MAX_VALUE} starts.
     */
    public List<Run> runs(long before, int limit) {
        return runs.latest(before, limit);
    }

    /** The latest runs of a source and kind, newest first. */
    public List<Run> runs(String source, Kind kind, long before, int limit) {
        return runs.latest(source, kind, before, limit);
    }

    /** Runs that wait for a release, oldest first. */
    public List<Run> held(int limit) {
        return runs.in(State.HELD, limit);
    }

    /** Refused rows of a run in order; {@code after} is how many were seen. The first 10,000 are kept. */
    public List<RefusedRow> refusals(Run run, int after, int limit) {
        return runs.refused(run, after, limit);
    }

    /** How old the last good delivery of each source and kind is. */
    public List<Freshness> freshness() {
        var list = new ArrayList<Freshness>();
        long now = clock.millis();
        for (var source : sources.get().values()) {
            for (var kind : source.entities().keySet()) {
                var last = runs.lastGood(source.name(), kind).map(Run::endedAt).orElse(null);
                list.add(new Freshness(source.name(), kind, last, Freshness.state(source.freshness(), last, now)));
            }
        }
        return list;
    }

    private static Formats.Opener opener(Found found, Path file, boolean json) {
        return Formats.of(json || found.entity() == null ? null : found.entity().format(), file);
    }

    /** The body of a held call is JSON unless its first character says otherwise. */
    private static boolean csvCall(Found found, Path file) {
        return found.entity() != null && found.entity().format() != null && !Body.looksLikeJson(file);
    }

    private Run refused(String source, Kind kind, String file, Found why) {
        long now = clock.millis();
        return new Run(
                0,
                Finding.cut(source),
                kind,
                file,
                0,
                "",
                State.REFUSED,
                now,
                now,
                Account.NOTHING,
                why.refused().code(),
                why.refused().code() + " " + why.reason(),
                null,
                null);
    }

    private Run take(Run begun, Job job, Source.Entity entity, Path file, Formats.Opener opener, Progress progress) {
        var run = begun;
        try {
            var pass = opener.look();
            run = run.read(pass.bytes(), pass.sha256());
            if (pass.refusal().isPresent()) {
                var refusal = pass.refusal().get();
                return end(run, State.REFUSED, refusal.code().code(), refusal.toString());
            }
            var inward = inwards.of(job.source(), job.kind(), entity);
            if (!pass.columns().isEmpty()) {
                inward.header(pass.columns());
            }
            try (var spool = new Spool(folder.resolve("temp"), job.kind())) {
                var look = new Look(master, job, inward, spool, !run.file().equals(CALL));
                var hold = look.look(opener, pass.columns(), progress);
                if (hold != null) {
                    return hold(run, file, hold.code(), hold.reason());
                }
                var book = new Book(runs, run, progress, clock, look.rows());
                if (!progress.cancelled()) {
                    CrashPoint.hit("ingest.before-load");
                    new Load(
                                    master,
                                    job,
                                    run.id(),
                                    inward.collects(),
                                    look,
                                    spool,
                                    book,
                                    turns.others(master.rules().standsOn(job.kind())))
                            .load();
                    CrashPoint.hit("ingest.before-end");
                }
                book.batchDone();
                var done = book.close();
                LOG.info(
                        "run {} {}/{} {}: {}",
                        done.id(),
                        job.source(),
                        job.kind().word(),
                        done.state(),
                        done.account());
                return done;
            }
        } catch (Rows.WholeFile fault) {
            var refusal = fault.refusal();
            return end(run, State.REFUSED, refusal.code().code(), refusal.toString());
        } catch (Ways.NoWay wrong) {
            return hold(run, file, IngestCode.NO_WAY, wrong.getMessage());
        } catch (IOException unreadable) {
            end(run, State.BROKEN, IngestCode.BROKEN.code(), "the file could not be read to its end; send it again");
            throw new UncheckedIOException(unreadable);
        } catch (StoreException down) {
            LOG.warn(
                    "run {} {}/{} stopped: {}",
                    run.id(),
                    job.source(),
                    job.kind().word(),
                    down.getMessage());
            throw down;
        } catch (RuntimeException fault) {
            LOG.error("run {} {}/{} broke", run.id(), job.source(), job.kind().word(), fault);
            return end(
                    run,
                    State.BROKEN,
                    IngestCode.BROKEN.code(),
                    "a fault of the hub; what was committed stands, send it again; the log says more under run "
                            + run.id());
        }
    }

    private Run hold(Run run, Path file, IngestCode code, String reason) {
        try {
            held.keep(run.id(), file);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        return end(run, State.HELD, code.code(), code.code() + " " + reason);
    }

    private Run end(Run run, State state, String code, String reason) {
        var ended = run.ended(state, clock.millis(), Account.NOTHING, code, reason);
        runs.save(ended, List.of(), 0);
        LOG.info("run {} {}/{} {}: {}", run.id(), run.source(), run.kind().word(), state, reason);
        return ended;
    }
}
