package org.caravanserai.delivery.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.caravanserai.canonical.Finding;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.hold.Faults;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.plan.Planning;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Channel;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Master;
import org.caravanserai.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what partners hold: compares it with what should stand there, when somebody asks and by schedule, and links what stands there already when a
 * channel is taken over. Two channels at a time, on threads of its own that nobody interrupts.
 */
public final class Surveys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Surveys.class);
    /** Who asks when nobody does. */
    public static final String SCHEDULE = "schedule";

    /** Options of a survey. */
    public static final String REPORT_ONLY = "reportOnly";

    static final String MATCH = "match";
    static final String ORPHANS = "orphans";
    static final String RETIRE = "retire";

    private static final Duration TICK = Duration.ofSeconds(20);
    /** Stands behind the stream's name where the brake holds what a comparison would set going. */
    static final String VERIFY = " verify";

    private final Ledger ledger;
    private final Publishing publishing;
    private final Reconciler reconciler;
    private final Nights nights;
    private final Reading.Means means;
    private final SurveyBook book;
    private final Adoption adoption;
    private final Path folder;
    private final Clock clock;
    private final ScheduledExecutorService threads;
    private final Map<String, Run> running = new ConcurrentHashMap<>();
    private final Object stop = new Object();
    private boolean stopping;

    private record Run(long id, CompletableFuture<Void> over) {}

    /** What became of asking for one. */
    public sealed interface Begun {
        /** It is being read. */
        record Running(long id) implements Begun {}

        /** One of the channel is under way already. */
        record Busy(long id) implements Begun {}

        /** It cannot be. @param why one sentence */
        record Not(String why) implements Begun {}
    }

    /** @param data data folder; sorted parts lie below it while a list is read */
    public Surveys(
            Master master,
            Ledger ledger,
            Publishing publishing,
            Reconciler reconciler,
            Switches switches,
            Calls.Caller caller,
            Database database,
            Path data,
            Clock clock) {
        this(master, ledger, publishing, reconciler, switches, caller, database, data, clock, null);
    }

    /** @param waits null = really */
    Surveys(
            Master master,
            Ledger ledger,
            Publishing publishing,
            Reconciler reconciler,
            Switches switches,
            Calls.Caller caller,
            Database database,
            Path data,
            Clock clock,
            Predicate<Instant> waits) {
        this.ledger = ledger;
        this.publishing = publishing;
        this.reconciler = reconciler;
        this.nights = new Nights(publishing, switches, clock, clock.instant());
        this.means = new Reading.Means(master.goldens(), ledger, caller, waits == null ? this::waits : waits, clock);
        this.book = new SurveyBook(database);
        this.adoption = new Adoption(master.goldens(), ledger, publishing, book, clock);
        this.folder = data.resolve("surveys");
        this.clock = clock;
        this.threads = Executors.newScheduledThreadPool(2, work -> {
            var thread = new Thread(work, "survey");
            thread.setDaemon(true);
            return thread;
        });
        book.broken(clock.instant());
        SortedRun.clear(folder);
    }

    /** Begins to compare by schedule. */
    public void start() {
        threads.scheduleWithFixedDelay(this::look, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Streams of a channel whose partner can be asked, in the order of its file. */
    public List<String> readable(String channel) {
        return plans(channel).stream().map(plan -> plan.stream().name()).toList();
    }

    private List<StreamPlan> plans(String channel) {
        return publishing.plans().pushed().getOrDefault(channel, List.of()).stream()
                .filter(plan -> plan.descriptor() != null && plan.descriptor().reads() != null)
                .toList();
    }

    /**
     * Compares what a partner holds with what should stand there.
     *
     * @param reportOnly true: what differs is counted and shown, and nothing is done about it
     */
    public Begun verify(String channel, boolean reportOnly, String who) {
        var options = new LinkedHashMap<String, String>();
        if (reportOnly || reports(channel)) {
            options.put(REPORT_ONLY, "true");
        }
        return begin(channel, Survey.Kind.VERIFY, options, who);
    }

    private boolean reports(String channel) {
        var config = publishing.home().channel(channel);
        return config.filter(one -> one.mode() == Channel.Mode.SHADOW || one.mode() == Channel.Mode.OFF)
                .isPresent();
    }

    /**
     * Finds out what of ours stands at the partner already, and plans to link it. Nothing is written but the plan.
     *
     * @param match what is tried, in order: {@code key} and attributes; empty = all the descriptor names
     * @param retire true: what stands there and is nothing of ours is removed when the plan is applied
     */
    public Begun adopt(String channel, List<String> match, boolean retire, String who) {
        for (var plan : plans(channel)) {
            var known = new ArrayList<>(List.of(Adopting.KEY, plan.kind().keyField()));
            known.addAll(plan.descriptor().reads().match().keySet());
            for (var rule : match) {
                if (!known.contains(rule)) {
                    return new Begun.Not(plan.stream().name() + " are not found by '" + Finding.cut(rule)
                            + "'; there are " + String.join(", ", known));
                }
            }
        }
        var options = new LinkedHashMap<String, String>();
        options.put(MATCH, String.join(",", match));
        options.put(ORPHANS, retire ? RETIRE : "report");
        return begin(channel, Survey.Kind.ADOPT, options, who);
    }

    private Begun begin(String channel, Survey.Kind kind, Map<String, String> options, String who) {
        if (plans(channel).isEmpty()) {
            return new Begun.Not("what stands at the partner cannot be read: channel " + channel
                    + " is off, or no stream of its system says 'reads' in its connector.yaml");
        }
        synchronized (running) {
            var busy = running.get(channel);
            if (busy != null) {
                return new Begun.Busy(busy.id());
            }
            long id = book.open(channel, kind, options, who, clock.instant());
            var run = new Run(id, new CompletableFuture<>());
            running.put(channel, run);
            threads.execute(() -> run(run, channel));
            return new Begun.Running(id);
        }
    }

    private void run(Run run, String channel) {
        long id = run.id();
        var tally = new Survey.Tally();
        var place = folder.resolve(Long.toString(id));
        try {
            Files.createDirectories(place);
            var survey = book.find(id).orElseThrow();
            if (survey.kind() == Survey.Kind.VERIFY) {
                compare(survey, place, tally);
            } else {
                adopt(survey, place, tally);
            }
        } catch (IOException | RuntimeException failed) {
            LOG.error("DELIVERY-030 {}: what stands at the partner could not be compared", channel, failed);
            ended(id, Survey.State.FAILED, Faults.text(failed), tally);
        } finally {
            SortedRun.clear(place);
            running.remove(channel);
            run.over().complete(null);
        }
    }

    /** Waits until a survey is over, at most this long. @return the survey as it is then, empty when there is none of this number */
    public Optional<Survey> await(long id, Duration most) {
        var run = running.values().stream().filter(one -> one.id() == id).findFirst();
        if (run.isPresent()) {
            try {
                run.get().over().get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException notYet) {
                // It is shown as it is.
            }
        }
        return book.find(id);
    }

    private void ended(long id, Survey.State state, String text, Survey.Tally tally) {
        book.become(id, state, text, tally, clock.instant());
    }

    /** Each stream for itself. What cannot be read keeps no other from being compared. */
    private void compare(Survey survey, Path place, Survey.Tally tally) {
        boolean report = survey.options().containsKey(REPORT_ONLY);
        // Who is gone from a platform may have asked for it: people are put back when somebody says so, never by the
        // clock.
        boolean alone = SCHEDULE.equals(survey.startedBy());
        var comparing = new Comparing(means, publishing, place, tally, Keeper.of(book, survey, publishing.home()));
        for (var plan : plans(survey.channel())) {
            comparing.compare(plan, report || alone && plan.descriptor().withdraws());
        }
        comparing.end();
        if (comparing.state() == Survey.State.FAILED) {
            LOG.warn("DELIVERY-030 {}: {}", survey.channel(), comparing.text());
        }
        ended(survey.id(), comparing.state(), comparing.text(), tally);
    }

    private void adopt(Survey survey, Path place, Survey.Tally tally) {
        reconciler.now();
        var kept = Keeper.of(book, survey, publishing.home());
        var asked = survey.options().getOrDefault(MATCH, "");
        var zone = publishing.home().company().timeZone();
        for (var plan : plans(survey.channel())) {
            var rules = rules(plan, asked.isEmpty() ? List.of() : List.of(asked.split(",")));
            for (var lane : plan.lanes()) {
                try (var adopting = new Adopting(plan, lane, means, rules, place, tally, kept)) {
                    var broken = adopting.plan(zone);
                    if (broken.isPresent()) {
                        book.clear(survey.id());
                        ended(
                                survey.id(),
                                Survey.State.FAILED,
                                plan.stream().name() + ": " + broken.get().why(),
                                tally);
                        return;
                    }
                }
            }
        }
        kept.flush();
        boolean retires = RETIRE.equals(survey.options().get(ORPHANS));
        long todo = tally.counts().values().stream()
                .mapToLong(one -> one.getOrDefault("links", 0L) + (retires ? one.getOrDefault("orphans", 0L) : 0))
                .sum();
        ended(survey.id(), todo == 0 ? Survey.State.DONE : Survey.State.READY, null, tally);
    }

    private static List<String> rules(StreamPlan plan, List<String> asked) {
        if (!asked.isEmpty()) {
            return asked.stream()
                    .map(rule -> rule.equals(plan.kind().keyField()) ? Adopting.KEY : rule)
                    .toList();
        }
        var rules = new ArrayList<>(List.of(Adopting.KEY));
        rules.addAll(plan.descriptor().reads().match().keySet());
        return rules;
    }

    /** Links what an adoption has found, and removes what is nothing of ours where that was asked for. */
    public Planning.Applied apply(long id, String who) {
        return adoption.apply(id, who);
    }

    /** A survey, empty when there is none of this number (any more). */
    public Optional<Survey> find(long id) {
        return book.find(id);
    }

    /** The newest surveys of a channel, newest first. */
    public List<Survey> newest(String channel, Survey.Kind kind, int limit) {
        return book.newest(channel, kind, limit);
    }

    /** What was found, a page at a time, by number. @param after number of the last one seen, 0 = from the beginning */
    public Map<Long, Survey.Line> lines(long id, long after, int limit) {
        var lanes = new LinkedHashMap<Integer, Lane>();
        ledger.lanes().forEach(lane -> lanes.put(lane.id(), lane));
        var lines = new LinkedHashMap<Long, Survey.Line>();
        book.entries(id, after, limit).forEach((n, entry) -> {
            var lane = lanes.get(entry.lane());
            lines.put(
                    n,
                    new Survey.Line(
                            entry.what(),
                            entry.stream(),
                            lane == null || lane.locale().isEmpty() ? null : lane.locale(),
                            entry.key(),
                            entry.remoteId(),
                            entry.why(),
                            entry.fields(),
                            entry.others()));
        });
        return lines;
    }

    /** The stream a hold of the brake speaks of. */
    public static String stream(String publication) {
        return publication.endsWith(VERIFY)
                ? publication.substring(0, publication.length() - VERIFY.length())
                : publication;
    }

    private void look() {
        try {
            for (var channel : publishing.home().channels().values()) {
                if (!running.containsKey(channel.name())
                        && !plans(channel.name()).isEmpty()
                        && nights.due(channel, book.newest(channel.name(), Survey.Kind.VERIFY, 1))) {
                    verify(channel.name(), channel.verify().mode() == Channel.Verify.Mode.REPORT, SCHEDULE);
                }
            }
        } catch (RuntimeException failed) {
            LOG.error("DELIVERY-030 comparisons by schedule could not be begun; they are tried again", failed);
        }
    }

    /** Waits on the spot, a second at a time, so that a hub that stops need not interrupt. */
    private boolean waits(Instant until) {
        synchronized (stop) {
            try {
                while (!stopping && clock.instant().isBefore(until)) {
                    long left = Duration.between(clock.instant(), until).toMillis();
                    stop.wait(Math.max(1, Math.min(left, 1_000)));
                }
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                return false;
            }
            return !stopping;
        }
    }

    @Override
    public void close() {
        synchronized (stop) {
            stopping = true;
            stop.notifyAll();
        }
        threads.shutdown();
        try {
            threads.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
