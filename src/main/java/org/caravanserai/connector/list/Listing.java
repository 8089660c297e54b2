package org.caravanserai.connector.list;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.connector.codec.Answers;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.home.Connector;
import org.caravanserai.parser.Hash64;

/**
 * Reads what a partner lists as the operation's {@code pages} say, to its end or not at all: what breaks off, repeats itself or counts otherwise than
 * it says is never taken for the whole. Holds one page at a time. Whoever reads a list of a partner reads it by this.
 */
public final class Listing {
    /** No partner has more; a list without end has. */
    private static final long MOST = 20_000_000;

    private final Connector.Operation operation;
    private final Function<Map<String, Object>, String> names;
    private final Ask ask;
    private final Patience patience;

    /** Asks for a page. */
    @FunctionalInterface
    public interface Ask {
        /** @param page counted from 0 */
        Outcome page(Map<String, String> variables, int page);
    }

    /** What is done about a page that does not come. */
    @FunctionalInterface
    public interface Patience {
        /** Gives up at once. */
        Patience NONE = (failed, page, tries) -> false;

        /**
         * Waits as long as it thinks right.
         *
         * @param page counted from 0
         * @param tries how often this page was asked for in vain
         * @return whether it is asked for again
         */
        boolean again(Outcome.Failed failed, int page, int tries);
    }

    /** Takes the records of a page that the page before has not shown. */
    @FunctionalInterface
    public interface Take {
        /** @return why nothing may be concluded from this list, null = go on */
        String page(List<Map<String, Object>> records, Reply reply);
    }

    /** How reading ended. */
    public sealed interface Ended {}

    /** To the end. */
    public record Whole(long records, int pages) implements Ended {}

    /** Records changed places while it was read, so that others were passed over: another try may help. */
    public record Moved(int pages) implements Ended {}

    /**
     * Nothing may be concluded from what was read.
     *
     * @param why one sentence for people
     * @param exchange number of the recorded conversation, 0 = none
     * @param failed how the call for a page ended, null = the answers themselves are the reason
     */
    public record Broken(String why, int pages, long exchange, Outcome.Failed failed) implements Ended {
        /** Broken by what the answers say. */
        public Broken(String why, int pages, long exchange) {
            this(why, pages, exchange, null);
        }
    }

    /**
     * @param names what tells a record from others, never null: pages are known by it
     * @param patience what is done about a page that does not come
     */
    public Listing(
            Connector.Operation operation, Function<Map<String, Object>, String> names, Ask ask, Patience patience) {
        this.operation = operation;
        this.names = names;
        this.ask = ask;
        this.patience = patience;
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
            return operation.pages() == null ? once(variables, take) : pages(operation.pages(), variables, take);
        } catch (Stop stopped) {
            return stopped.broken;
        }
    }

    private Ended once(Map<String, String> variables, Take take) {
        var answer = answered(variables, 0);
        take(take, answer.records(), answer, 0);
        return new Whole(answer.records().size(), 1);
    }

    private static void take(Take take, List<Map<String, Object>> records, Outcome.Answered answer, int page) {
        var why = take.page(records, answer.reply());
        if (why != null) {
            throw stop(why, page, answer);
        }
    }

    private Ended pages(Connector.Pages pages, Map<String, String> fixed, Take take) {
        Set<Long> before = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        String last = null;
        long count = 0;
        for (int page = 0; ; page++) {
            boolean joins = pages.chained() && last != null;
            var answer = answered(variables(pages, fixed, page, joins ? count - 1 : count, cursor), page);
            var records = answer.records();
            if (joins) {
                if (records.isEmpty() || !names.apply(records.get(0)).equals(last)) {
                    return new Moved(page + 1);
                }
                records = records.subList(1, records.size());
            }
            if (!records.isEmpty() && !before.add(print(records))) {
                throw stop("it shows what a page before showed: the list goes round", page, answer);
            }
            take(take, records, answer, page);
            count += records.size();
            if (count > MOST) {
                throw stop("the list has no end: " + count + " records and more", page, answer);
            }
            long total = total(pages, answer, page);
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
            last = names.apply(records.get(records.size() - 1));
            if (pages.by() == Connector.Pages.By.LAST) {
                cursor = text(records.get(records.size() - 1), pages.next());
                if (cursor == null) {
                    throw stop("the last record of a page has nothing at " + pages.next(), page, answer);
                }
            }
            if (cursor != null && !cursors.add(cursor)) {
                throw stop("the next page is asked by a value that came before: the list goes round", page, answer);
            }
        }
    }

    private static Map<String, String> variables(
            Connector.Pages pages, Map<String, String> fixed, int page, long offset, String cursor) {
        var variables = new HashMap<>(fixed);
        variables.put("limit", Integer.toString(pages.size()));
        variables.put("offset", Long.toString(pages.first() + offset));
        variables.put("page", Integer.toString(pages.first() + page));
        if (cursor != null) {
            variables.put("cursor", cursor);
        }
        return variables;
    }

    private static String text(Object document, String path) {
        var text = Paths.text(document, path);
        return text == null || text.isBlank() ? null : text;
    }

    /** The same for pages of the same records. */
    private long print(List<Map<String, Object>> records) {
        var all = new StringBuilder();
        records.forEach(one -> all.append(names.apply(one)).append('\u0001'));
        return Hash64.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** How many records the answer says there are, -1 = it does not. */
    private long total(Connector.Pages pages, Outcome.Answered answer, int page) {
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

    private Outcome.Answered answered(Map<String, String> variables, int page) {
        for (int tries = 1; ; tries++) {
            var outcome = ask.page(variables, page);
            if (outcome instanceof Outcome.Answered answered) {
                if (!empty(answered, page)) {
                    return answered;
                }
                outcome = new Outcome.Failed(
                        Fault.UNKNOWN, null, "the answer says nothing at all", answered.reply(), List.of());
            }
            var failed = (Outcome.Failed) outcome;
            if (!patience.again(failed, page, tries)) {
                throw new Stop(broken(failed.text(), page, failed.reply(), failed));
            }
        }
    }

    /** No word is no list: an empty list is said. A status that stands for "not there" says it behind the last page only. */
    private boolean empty(Outcome.Answered answered, int page) {
        var reply = answered.reply();
        if (reply == null || !answered.records().isEmpty()) {
            return false;
        }
        return operation.absent().contains(reply.status()) ? page == 0 : reply.body().length == 0;
    }

    private static Stop stop(String why, int page, Outcome.Answered answer) {
        return new Stop(broken(why, page, answer.reply(), null));
    }

    private static Broken broken(String why, int page, Reply reply, Outcome.Failed failed) {
        return new Broken(
                (page == 0 ? "" : "page " + (page + 1) + ": ") + why,
                page,
                reply == null ? 0 : reply.exchange(),
                failed);
    }
}
