package org.caravanserai.delivery.topic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.topic.Letter;
import org.caravanserai.connector.topic.Outlet;
import org.caravanserai.connector.topic.TopicLine;
import org.caravanserai.master.Change;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.caravanserai.store.Database;

/**
 * Tells a topic what changes. The change log is the outbox: it is durable and in order, so that nothing has to be written twice when a document changes. A page
 * of it is sent, acknowledged, and then the position is kept: after a crash a page may be there twice, with the same sequence; nothing is ever missing.
 *
 * <p>At the first start, for a kind that is new, a topic that was made anew, and after a change of trust or model, all documents are told.
 */
public final class ChangeStream implements TopicLine.Talk {
    private static final int PAGE = 500;
    /** Below what brokers and clients take when nobody has set it (1 MiB). */
    private static final int LARGEST = 900 << 10;

    private static final Duration IDLE = Duration.ofSeconds(2);
    /** So often an idle line looks whether topic and brokers are still there. */
    private static final long LOOK_NANOS = 5_000_000_000L;

    private final Master master;
    private final Database database;
    private final Clock clock;
    private final Supplier<Outlet> outlets;
    private final String topic;
    private final Set<Kind> kinds;
    private volatile long position = -1;
    private volatile boolean sweeping;

    /**
     * @param outlets opens the topic
     * @param kinds whose changes are told, at least one
     */
    public ChangeStream(Master master, Database database, Supplier<Outlet> outlets, String topic, List<Kind> kinds) {
        this.master = master;
        this.database = database;
        this.clock = database.clock();
        this.outlets = outlets;
        this.topic = topic;
        this.kinds = EnumSet.copyOf(kinds);
    }

    /** Changes of all kinds that were not looked at yet; -1 = not known, or everything is being told. */
    public long open() {
        long known = position;
        return known < 0 || sweeping ? -1 : Math.max(0, master.changes().head() - known);
    }

    @Override
    public void begin(TopicLine line) {
        var before = StreamMark.read(database, topic).orElse(null);
        note(before);
        try (var outlet = outlets.get()) {
            line.atEnd(outlet::close);
            var mark = before != null && before.covers(outlet.topicId(), kinds)
                    ? before
                    : StreamMark.whole(outlet.topicId(), kinds, master.changes().head())
                            .keep(database, topic, before);
            note(mark);
            long looked = System.nanoTime();
            while (!line.closing()) {
                line.well();
                var next = step(outlet, mark);
                if (next != mark) {
                    mark = next.keep(database, topic, mark);
                    note(mark);
                    line.moved();
                    continue;
                }
                line.rest(IDLE);
                if (System.nanoTime() - looked >= LOOK_NANOS) {
                    if (!outlet.same()) {
                        return;
                    }
                    looked = System.nanoTime();
                }
            }
        } finally {
            line.atEnd(() -> {});
        }
    }

    private void note(StreamMark mark) {
        position = mark == null ? -1 : mark.position();
        sweeping = mark != null && mark.sweeping();
    }

    /** One page; the same mark when there was nothing to do. */
    private StreamMark step(Outlet outlet, StreamMark mark) {
        return mark.sweeping() ? sweep(outlet, mark) : follow(outlet, mark);
    }

    private StreamMark sweep(Outlet outlet, StreamMark mark) {
        var page = master.goldens().page(mark.swept(), PAGE);
        if (page.isEmpty()) {
            return mark.swept(StreamMark.DONE);
        }
        var told = new ArrayList<Told>();
        for (var golden : page) {
            if (kinds.contains(golden.kind())) {
                told.add(new Told(golden, mark.position(), null));
            }
        }
        send(outlet, told);
        return mark.swept(page.get(page.size() - 1).id());
    }

    private StreamMark follow(Outlet outlet, StreamMark mark) {
        var changes = master.changes().since(mark.position(), PAGE);
        if (changes.isEmpty()) {
            return mark;
        }
        var last = new LinkedHashMap<Long, Change>();
        for (var change : changes) {
            if (change.op() == Change.Op.REMERGED) {
                if (change == changes.get(0)) {
                    return mark.at(change.seq()).swept(0);
                }
                break;
            }
            // A date that passed changes no value; of several changes of one document the last is told.
            last.remove(change.id());
            if (change.op() != Change.Op.DUE && kinds.contains(change.kind())) {
                last.put(change.id(), change);
            }
        }
        long until = changes.stream()
                .takeWhile(change -> change.op() != Change.Op.REMERGED)
                .mapToLong(Change::seq)
                .max()
                .orElseThrow();
        send(outlet, told(last));
        return mark.at(until);
    }

    /**
     * What is told of a change.
     *
     * @param golden null = the document is gone
     * @param gone the letter that says so, null = it is not
     */
    private record Told(Golden golden, long sequence, Letter gone) {
        Letter letter(Instant at) {
            if (golden == null) {
                return gone;
            }
            var letter = Envelope.upsert(golden, sequence, at);
            return letter.body().length > LARGEST ? Envelope.omitted(golden, sequence, at) : letter;
        }
    }

    private List<Told> told(Map<Long, Change> changes) {
        var goldens = master.goldens().byIds(changes.keySet());
        var told = new ArrayList<Told>(changes.size());
        for (var change : changes.values()) {
            var golden = goldens.get(change.id());
            if (golden != null) {
                told.add(new Told(golden, change.seq(), null));
                continue;
            }
            master.goldens()
                    .tombstone(change.id())
                    .ifPresent(gone -> told.add(new Told(
                            null,
                            change.seq(),
                            Envelope.delete(gone.id(), gone.kind(), gone.key(), change.seq(), clock.instant()))));
        }
        return told;
    }

    private void send(Outlet outlet, List<Told> told) {
        if (told.isEmpty()) {
            return;
        }
        var at = clock.instant();
        var large = outlet.send(told.stream().map(one -> one.letter(at)).toList());
        if (!large.isEmpty()) {
            // These brokers take less than most; that something changed is told all the same.
            var brief = large.stream()
                    .map(told::get)
                    .filter(one -> one.golden() != null)
                    .map(one -> Envelope.omitted(one.golden(), one.sequence(), at))
                    .toList();
            outlet.send(brief);
        }
    }
}
