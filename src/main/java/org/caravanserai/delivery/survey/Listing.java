package org.caravanserai.delivery.survey;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.connector.codec.Answers;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.home.Connector;
import org.caravanserai.parser.Hash64;

/**
 * Reads a partner's list page by page, to its end or not at all: what breaks off, repeats itself or counts otherwise than it says is never taken for
 * the whole. Holds one page at a time.
 */
public final class Listing {
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration THROTTLED = Duration.ofSeconds(10);
    /** No partner has more; a list without end has. */
    private static final long MOST = 20_000_000;

    private static final int KEY = 300;

    private final Connector.Operation operation;
    private final Connector.Reads reads;
    private final Ask ask;
    private final Predicate<Instant> waits;
    private final Duration pause;
    private final Clock clock;

    /** Asks for a page. */
    @FunctionalInterface
    public interface Ask {
        /** @param keep whether the conversation is kept although all is well */
        Outcome page(Map<String, String> variables, boolean keep);
    }

    /** Takes the records of a page. */
    @FunctionalInterface
    public interface Take {
        void page(List<Seen> records);
    }

    /** How reading ended. */
    public sealed interface Ended {}

    /** To the end. */
    public record Whole(long records, int pages) implements Ended {}

    /**
     * Nothing may be concluded from what was read.
     *
     * @param why one sentence for people
     * @param exchange number of the recorded conversation, 0 = none
     */
    public record Broken(String why, int pages, long exchange) implements Ended {}

    /**
     * @param waits waits until the moment; false = stop
     * @param speed how many times faster than life the partner is
     * @param clock tells the time
     */
    public Listing(
            Connector.Operation operation,
            Connector.Reads reads,
            Ask ask,
            Predicate<Instant> waits,
            int speed,
            Clock clock) {
        this.pause = PAUSE.dividedBy(speed);
        this.operation = operation;
        this.reads = reads;
        this.ask = ask;
        this.waits = waits;
        this.clock = clock;
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Broken broken;

        Stop(Broken broken) {
            super(null, null, false, false);
            this.broken = broken;
        }
    }

    /** Reads it. @param variables of every call, such as {@code locale} */
    public Ended read(Map<String, String> variables, Take take) {
        try {
            return reads.pages() == null ? once(variables, take) : pages(variables, take);
        } catch (Stop stopped) {
            return stopped.broken;
        }
    }

    private Ended once(Map<String, String> variables, Take take) {
        var records = seen(answered(variables, 0).records(), 0);
        take.page(records);
        return new Whole(records.size(), 1);
    }

    private Ended pages(Map<String, String> fixed, Take take) {
        var pages = reads.pages();
        Set<Long> before = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        long count = 0;
        for (int page = 0; ; page++) {
            var variables = new HashMap<>(fixed);
            variables.put("limit", Integer.toString(pages.size()));
            variables.put("offset", Long.toString(pages.first() + count));
            variables.put("page", Integer.toString(pages.first() + page));
            if (cursor != null) {
                variables.put("cursor", cursor);
            }
            var answer = answered(variables, page);
            var records = seen(answer.records(), page);
            if (!records.isEmpty() && !before.add(print(records))) {
                throw stop("it shows what a page before showed: the list goes round", page, answer);
            }
            take.page(records);
            count += records.size();
            if (count > MOST) {
                throw stop("the list has no end: " + count + " records and more", page, answer);
            }
            long total = total(answer, page);
            boolean asks = pages.by() == Connector.Pages.By.CURSOR;
            cursor = asks ? text(document(answer.reply()), pages.next()) : cursor;
            boolean over = asks ? cursor == null : total >= 0 ? count >= total : records.isEmpty();
            if (over || records.isEmpty()) {
                if (count < total || asks && cursor != null) {
                    throw stop(
                            "the list ended after " + count + " of " + (total < 0 ? "more" : Long.toString(total))
                                    + " records",
                            page,
                            answer);
                }
                return new Whole(count, page + 1);
            }
            if (pages.by() == Connector.Pages.By.LAST) {
                var last = answer.records().get(answer.records().size() - 1);
                cursor = text(last, pages.next());
                if (cursor == null) {
                    throw stop("the last record of a page has nothing at " + pages.next(), page, answer);
                }
            }
            if (cursor != null && !cursors.add(cursor)) {
                throw stop("the next page is asked by a value that came before: the list goes round", page, answer);
            }
        }
    }

    private static String text(Object document, String path) {
        var text = Paths.text(document, path);
        return text == null || text.isBlank() ? null : text;
    }

    /** The same for pages of the same records. */
    private static long print(List<Seen> records) {
        var names = new StringBuilder();
        records.forEach(one ->
                names.append(one.key()).append('\u0000').append(one.remoteId()).append('\u0001'));
        return Hash64.of(names.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** How many records the answer says there are, -1 = it does not. */
    private long total(Outcome.Answered answer, int page) {
        var pages = reads.pages();
        var said = pages.total() != null
                ? Paths.text(document(answer.reply()), pages.total())
                : pages.totalHeader() != null ? answer.reply().headers().get(pages.totalHeader()) : null;
        boolean promised = pages.total() != null || pages.totalHeader() != null;
        if (promised && !answer.records().isEmpty() && said == null) {
            throw stop("the answer does not say how many records there are", page, answer);
        }
        return said != null && said.matches("[0-9]{1,15}") ? Long.parseLong(said) : -1;
    }

    private Object document(Reply reply) {
        var read = Answers.document(
                operation.answer(), reply.body(), reply.headers().get("content-type"));
        return read instanceof Answers.Document document ? document.document() : null;
    }

    private List<Seen> seen(List<Map<String, Object>> records, int page) {
        var seen = new ArrayList<Seen>(records.size());
        for (var record : records) {
            var one = new Seen(
                    name(record, reads.key()),
                    name(record, reads.remoteId()),
                    reads.match().values().stream()
                            .map(path -> name(record, path))
                            .toList(),
                    reads.compare().values().stream()
                            .map(path -> value(record, path))
                            .toList());
            if (one.name() == null) {
                throw stop(
                        "a record has neither " + String.join(" nor ", paths())
                                + ": the list is not what the descriptor says",
                        page,
                        (Reply) null);
            }
            seen.add(one);
        }
        return seen;
    }

    private List<String> paths() {
        var paths = new ArrayList<String>();
        paths.add(reads.key());
        paths.add(reads.remoteId());
        paths.removeIf(path -> path == null);
        return paths;
    }

    private static String name(Map<String, Object> record, String path) {
        var text = path == null ? null : text(record, path);
        return text == null ? null : text.length() <= KEY ? text.strip() : text.substring(0, KEY);
    }

    private static String value(Map<String, Object> record, String path) {
        var texts = Paths.texts(record, path);
        return texts.isEmpty() ? null : Same.squeezed(String.join(",", texts));
    }

    private Outcome.Answered answered(Map<String, String> variables, int page) {
        int tries = 0;
        while (true) {
            var outcome = ask.page(variables, page == 0);
            if (outcome instanceof Outcome.Answered answered) {
                if (!empty(answered, page)) {
                    return answered;
                }
                outcome = new Outcome.Failed(
                        Fault.UNKNOWN, null, "the answer says nothing at all", answered.reply(), List.of());
            }
            var failed = (Outcome.Failed) outcome;
            boolean lasting = failed.fault() == Fault.CHANNEL || failed.fault() == Fault.ITEM;
            if (failed.fault() != Fault.THROTTLED && (lasting || ++tries >= TRIES)) {
                throw stop(failed.text(), page, failed.reply());
            }
            var now = clock.instant();
            var until = failed.fault() == Fault.THROTTLED
                    ? failed.retryAt() == null ? now.plus(THROTTLED) : failed.retryAt()
                    : now.plus(pause.multipliedBy(1L << tries));
            if (!waits.test(until)) {
                throw stop("it was told to stop", page, failed.reply());
            }
        }
    }

    /** No word is no list: an empty list is said. A status that stands for "not there" says it behind the last page only. */
    private boolean empty(Outcome.Answered answered, int page) {
        var reply = answered.reply();
        boolean absent = operation.absent().contains(reply.status());
        return answered.records().isEmpty() && (absent ? page == 0 : reply.body().length == 0);
    }

    private static Stop stop(String why, int page, Outcome.Answered answer) {
        return stop(why, page, answer.reply());
    }

    private static Stop stop(String why, int page, Reply reply) {
        return new Stop(new Broken(
                (page == 0 ? "" : "page " + (page + 1) + ": ") + why, page, reply == null ? 0 : reply.exchange()));
    }
}
