package org.caravanserai.home.reload;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.caravanserai.home.FileChecker;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a changed home in the place of the running one, or says why not. Everything is read, checked and built in the shadow first; only a home without
 * errors is taken. Then routes whose work changes come to the end of what they carry, all parts change over in one step, and routes begin again. What
 * fails on the way leaves the old version running. One reload at a time.
 */
public final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
    private static final String SHORT = "0".repeat(12);

    private final CurrentHome current;
    private final Supplier<Home> reader;
    private final FileChecker checker;
    private final List<Part> parts;
    private final Journal journal;
    private final Clock clock;
    private volatile State state;

    /** A part of the hub that works by the files. */
    @FunctionalInterface
    public interface Part {
        /**
         * Builds what the part needs for another home, without any effect on what runs.
         *
         * @param problems what is wrong; one error refuses the home
         */
        Step prepare(Home now, Home next, Problems problems);
    }

    /** The change of one part. Steps of all parts are taken together, one method after the other. */
    public interface Step {
        /** A step that only changes over. */
        static Step of(Runnable over, Runnable back) {
            return new Step() {
                @Override
                public void over() {
                    over.run();
                }

                @Override
                public void back() {
                    back.run();
                }
            };
        }

        /**
         * Has what is replaced come to the end of its work.
         *
         * @throws Busy when that takes too long
         */
        default void drain() {}

        /** Changes over; quick, and never fails. */
        void over();

        /** Begins with the new version. */
        default void begin() {}

        /** Undoes what was done so far, whatever that is; the old version works again. */
        void back();
    }

    /** Something has not come to its end in time. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** @param text what is busy, for people */
        public Busy(String text) {
            super(text, null, false, false);
        }
    }

    /** Where it is written down who changed what. */
    @FunctionalInterface
    public interface Journal {
        /**
         * @param source {@code files}, or the address of who asked
         * @param before version that ran before
         * @param after version that was to run
         * @param result {@code done}, or why not
         */
        void note(String who, String source, String what, String before, String after, String result);
    }

    /**
     * Which files run.
     *
     * @param version see {@link HomeVersion}
     * @param since when it began
     * @param refused what has not taken its place, null when the files on the disk are those that run
     */
    public record State(String version, Instant since, Refusal refused) {}

    /**
     * A home that was refused.
     *
     * @param problems why: errors only, at least one
     */
    public record Refusal(String version, Instant at, List<Problem> problems) {
        public Refusal {
            problems = List.copyOf(problems);
        }

        /** True when the same files may be taken later. */
        public boolean passing() {
            return problems.stream().anyMatch(problem -> problem.code().equals(ReloadCode.BUSY.code()));
        }
    }

    /** What came of a reload. */
    public sealed interface Outcome {
        /** It runs. @param changed paths of files */
        record Done(String version, List<String> changed) implements Outcome {}

        /** The files are those that run. */
        record Same(String version) implements Outcome {}

        /** The old version runs on. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    /**
     * @param reader reads the home from the disk
     * @param checker everything {@code check} and {@code test} find beside what the home itself found
     * @param parts in the order in which they change over
     */
    public Reload(
            CurrentHome current,
            Supplier<Home> reader,
            FileChecker checker,
            List<Part> parts,
            Journal journal,
            Clock clock) {
        this.current = current;
        this.reader = reader;
        this.checker = checker;
        this.parts = List.copyOf(parts);
        this.journal = journal;
        this.clock = clock;
        this.state = new State(HomeVersion.of(current.get()), clock.instant(), null);
    }

    /** Which files run, and what was refused. */
    public State state() {
        return state;
    }

    /**
     * Reads the home and takes it when it is right.
     *
     * @param who user name, or {@code files} when nobody asked
     * @param source where the wish came from
     */
    public synchronized Outcome now(String who, String source) {
        Home next;
        try {
            next = reader.get();
        } catch (RuntimeException unreadable) {
            return refuse(
                    who,
                    source,
                    SHORT,
                    List.of(problem(ReloadCode.UNREADABLE, "the home cannot be read: " + reason(unreadable))));
        }
        var version = HomeVersion.of(next);
        if (version.equals(state.version())) {
            state = new State(state.version(), state.since(), null);
            if (!who.equals(HomeReloads.FILES)) {
                journal.note(who, source, "home.reload", version, version, "nothing has changed");
            }
            return new Outcome.Same(version);
        }
        var problems = problems(next);
        if (!problems.isEmpty()) {
            return refuse(who, source, version, problems);
        }
        return take(who, source, version, next);
    }

    private List<Problem> problems(Home next) {
        var problems = new ArrayList<>(next.problems());
        problems.addAll(StartOnly.changes(current.get(), next));
        // What reads only the files may stumble over files that are wrong; the reasons are known by then.
        if (!next.failed()) {
            problems.addAll(checked(next));
        }
        return errors(problems);
    }

    private List<Problem> checked(Home next) {
        try {
            return checker.check(next);
        } catch (RuntimeException failed) {
            LOG.warn("the check of a changed home failed", failed);
            return List.of(problem(ReloadCode.UNREADABLE, "the home cannot be checked: " + reason(failed)));
        }
    }

    private static List<Problem> errors(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> !problem.warning())
                .distinct()
                .sorted(Comparator.comparing(
                                (Problem problem) -> problem.position().file())
                        .thenComparingInt(problem -> problem.position().line())
                        .thenComparingInt(problem -> problem.position().column()))
                .toList();
    }

    private Outcome take(String who, String source, String version, Home next) {
        var before = current.get();
        var found = new Problems();
        var steps = new ArrayList<Step>();
        try {
            for (var part : parts) {
                steps.add(part.prepare(before, next, found));
            }
        } catch (RuntimeException failed) {
            LOG.warn("a changed home could not be prepared", failed);
            found.error(Position.of("home"), ReloadCode.BEGIN.code(), "it cannot be prepared: " + reason(failed));
        }
        if (found.failed()) {
            return refuse(who, source, version, errors(found.sorted()));
        }
        var changed = HomeVersion.changed(before, next);
        try {
            steps.forEach(Step::drain);
            current.become(next);
            steps.forEach(Step::over);
            steps.forEach(Step::begin);
        } catch (RuntimeException failed) {
            back(before, steps);
            var code = failed instanceof Busy ? ReloadCode.BUSY : ReloadCode.BEGIN;
            return refuse(who, source, version, List.of(problem(code, reason(failed))));
        }
        var old = state.version();
        state = new State(version, clock.instant(), null);
        LOG.info("home {} runs in place of {}: {}", version, old, words(changed));
        next.problems().forEach(warning -> LOG.warn("{}", warning));
        journal.note(who, source, "home.reload " + words(changed), old, version, "done");
        return new Outcome.Done(version, changed);
    }

    /** In reverse order; what cannot be undone is said, the rest is undone all the same. */
    private void back(Home before, List<Step> steps) {
        current.become(before);
        for (int i = steps.size() - 1; i >= 0; i--) {
            try {
                steps.get(i).back();
            } catch (RuntimeException failed) {
                LOG.error(
                        "{} a part did not go back to the old version; start the hub again",
                        ReloadCode.BEGIN.code(),
                        failed);
            }
        }
    }

    /** Said once for each refused version: a watch that comes by again is not news. */
    private Outcome refuse(String who, String source, String version, List<Problem> problems) {
        var before = state.refused();
        var refusal = new Refusal(version, clock.instant(), problems);
        boolean known = before != null
                && before.version().equals(version)
                && before.problems().equals(refusal.problems());
        state = new State(state.version(), state.since(), known ? before : refusal);
        if (!known) {
            LOG.warn("home {} is refused, {} runs on:", version, state.version());
            problems.forEach(problem -> LOG.warn("{}", problem));
        }
        if (!known || !who.equals(HomeReloads.FILES)) {
            journal.note(who, source, "home.reload", state.version(), version, "refused: " + problems.get(0));
        }
        return new Outcome.Refused(refusal);
    }

    private static Problem problem(ReloadCode code, String text) {
        return Problem.error(Position.of("home"), code.code(), text);
    }

    private static String reason(RuntimeException failed) {
        var text = Optional.ofNullable(failed.getMessage()).orElse("");
        return failed instanceof Busy ? text : failed.getClass().getSimpleName() + " " + text;
    }

    private static String words(List<String> changed) {
        int most = 3;
        var first = String.join(", ", changed.subList(0, Math.min(most, changed.size())));
        return changed.size() <= most ? first : first + " and " + (changed.size() - most) + " more";
    }
}
