package org.caravanserai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.home.Acknowledgement.State;
import org.caravanserai.order.AcknowledgementReceipts.Counts;
import org.caravanserai.order.AcknowledgementReceipts.Receipt;
import org.caravanserai.order.AcknowledgementRow.Wrong;
import org.caravanserai.parser.Json;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Gives files of acknowledgements their effect: order by order, each in one transaction with how far the file was read and which rows have acted. Whatever
 * ends the process, a file goes on where it stood; a row that comes again, in this file or another, does nothing.
 */
final class AcknowledgementBook {
    /** So many rows without an order are shown one by one; the rest is counted. */
    private static final int SHOWN = 20;

    /**
     * What a file says about one order.
     *
     * @param ref null = it is not said which
     */
    record Group(OrderRef ref, List<AcknowledgementRow> rows, List<Wrong> wrong) {
        int size() {
            return rows.size() + wrong.size();
        }

        /** Where it begins. */
        long line() {
            return rows.isEmpty() ? wrong.get(0).line() : rows.get(0).line();
        }
    }

    private final Book book;
    private final AcknowledgementReceipts receipts;
    private final Events events;
    private final Decisions decisions;

    AcknowledgementBook(Book book, Events events, Decisions decisions) {
        this.book = book;
        this.receipts = new AcknowledgementReceipts(book);
        this.events = events;
        this.decisions = decisions;
    }

    AcknowledgementReceipts receipts() {
        return receipts;
    }

    /** Rows order by order, in the order the orders first stand in the file; what names none comes first. */
    static List<Group> groups(String channel, AcknowledgementLayout.Read read) {
        var groups = new LinkedHashMap<String, Group>();
        groups.put("", new Group(null, List.of(), new ArrayList<>()));
        for (var row : read.rows()) {
            var ref = row.key() == null ? new OrderRef.ByNumber(channel, row.number()) : new OrderRef.ByKey(row.key());
            groups.computeIfAbsent(row.order(), none -> new Group(ref, new ArrayList<>(), new ArrayList<>()))
                    .rows()
                    .add(row);
        }
        for (var wrong : read.wrong()) {
            var name = wrong.key() == null ? "" : wrong.key();
            groups.computeIfAbsent(
                            name, key -> new Group(new OrderRef.ByKey(key), new ArrayList<>(), new ArrayList<>()))
                    .wrong()
                    .add(wrong);
        }
        return groups.values().stream()
                .filter(group -> !group.rows().isEmpty() || !group.wrong().isEmpty())
                .toList();
    }

    /** Nothing of a file can be read. */
    void refuse(String channel, String name, Receipt receipt, Wrong why) {
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            trouble(tx, channel, receipt, OrderCode.FILE_UNREADABLE, why.in(name));
            return AcknowledgementReceipts.end(tx, receipt, new Counts(0, 0, 1));
        });
    }

    /** Acts on what a file says about one order. */
    void act(String channel, String name, Instant written, Receipt receipt, int position, Group group) {
        if (group.ref() != null) {
            book.database
                    .read(Purpose.ORDER, tx -> OrderRows.find(tx, group.ref()))
                    .map(Kept::head)
                    .ifPresent(head -> book.prepare(head.reply(), head.target()));
        }
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            var counts = act(tx, channel, name, written, receipt, group);
            return AcknowledgementReceipts.move(tx, receipt, position, counts);
        });
    }

    /** What cannot be acted on, whatever the reason, is shown and does not stop what follows. */
    void park(String channel, String name, Receipt receipt, int position, Group group, RuntimeException fault) {
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            var text = "cannot be processed (" + fault.getClass().getSimpleName() + ")" + more(group.size() - 1);
            trouble(tx, channel, receipt, OrderCode.FILE_ROW, new Wrong(group.line(), 0, null, text).in(name));
            return AcknowledgementReceipts.move(tx, receipt, position, new Counts(0, 0, group.size()));
        });
    }

    private Counts act(Tx tx, String channel, String name, Instant written, Receipt receipt, Group group)
            throws SQLException {
        var found = group.ref() == null ? Optional.<Kept>empty() : OrderRows.find(tx, group.ref());
        if (found.isEmpty()) {
            if (!group.rows().isEmpty()) {
                var first = group.rows().get(0);
                var text = "no order is known as " + OrderRows.shown(first.order())
                        + more(group.rows().size() - 1);
                trouble(
                        tx,
                        channel,
                        receipt,
                        OrderCode.UNKNOWN_ORDER,
                        first.wrong(text).in(name));
            }
            strangers(tx, channel, name, receipt, group.wrong());
            return new Counts(0, 0, group.size());
        }
        var kept = OrderRows.lock(tx, found.get().id()).orElseThrow();
        if (!channel.equals(kept.head().target())) {
            var text = channel + " speaks of an order that was not sent to it" + more(group.size() - 1);
            var place = new Wrong(group.line(), 0, null, text).in(name);
            book.trouble(tx, kept, 0, OrderCode.EVENT_CONTRADICTS, place);
            return new Counts(0, 0, group.size());
        }
        return act(tx, kept, channel, name, written, group);
    }

    private static String more(int rows) {
        return rows == 0 ? "" : " (" + rows + " more rows)";
    }

    private Counts act(Tx tx, Kept kept, String channel, String name, Instant written, Group group)
            throws SQLException {
        var fresh = new LinkedHashMap<String, AcknowledgementRow>();
        for (var row : group.rows()) {
            var digest = row.digest();
            if (!fresh.containsKey(digest) && !acted(tx, channel, digest)) {
                fresh.put(digest, row);
            }
        }
        int repeated = group.rows().size() - fresh.size();
        var wrong = new ArrayList<>(group.wrong());
        var acted = new ArrayList<AcknowledgementRow>();
        int refused = 0;
        if (!fresh.isEmpty()) {
            var rows = List.copyOf(fresh.values());
            long message = keep(tx, kept, name, rows);
            var known = OrderRows.newest(OrderRows.events(tx, kept.id())).values().stream()
                    .filter(event -> event.source().equals(channel))
                    .toList();
            var said =
                    AcknowledgementEvents.of(OrderRows.document(tx, kept.id()).order(), known, written, rows);
            wrong.addAll(said.wrong());
            acted.addAll(said.idle());
            refused += arrived(tx, kept.id(), channel, rows, said, acted);
            for (var made : said.made()) {
                var from = new Events.From(message, made.rows().get(0).wrong("").in(name));
                var now = OrderRows.lock(tx, kept.id()).orElseThrow();
                if (events.take(tx, now, channel, made.event(), from) instanceof Noted.Refused) {
                    refused += made.rows().size();
                } else {
                    acted.addAll(made.rows());
                }
            }
        }
        for (var row : acted) {
            tx.update(
                    "insert into order_acknowledgement_row (channel, digest, order_id, at) values (?, ?, ?, ?)",
                    Bind.of(channel, row.digest(), kept.id(), OrderRows.millis(book.now())));
        }
        if (!wrong.isEmpty()) {
            var now = OrderRows.lock(tx, kept.id()).orElseThrow();
            var text = wrong.stream().limit(SHOWN).map(one -> one.in(name)).collect(Collectors.joining("; "));
            book.trouble(tx, now, 0, OrderCode.FILE_ROW, text + more(Math.max(0, wrong.size() - SHOWN)));
        }
        return new Counts(acted.size(), repeated, refused + wrong.size());
    }

    /** The ERP has the order, whatever it says else. Returns how many rows were refused. */
    private int arrived(
            Tx tx,
            long order,
            String channel,
            List<AcknowledgementRow> rows,
            AcknowledgementEvents.Said said,
            List<AcknowledgementRow> acted)
            throws SQLException {
        var received =
                rows.stream().filter(row -> row.state() == State.RECEIVED).toList();
        var number = rows.stream()
                .map(AcknowledgementRow::number)
                .filter(one -> one != null)
                .findFirst()
                .orElse(null);
        boolean confirmed = said.made().stream().anyMatch(made -> made.event() instanceof Confirmation);
        if (received.isEmpty() && (number == null || confirmed || said.made().isEmpty())) {
            return 0;
        }
        var kept = OrderRows.lock(tx, order).orElseThrow();
        if (decisions.acknowledged(tx, kept, number, channel) instanceof Decided.Done) {
            acted.addAll(received);
            return 0;
        }
        return received.size();
    }

    private static boolean acted(Tx tx, String channel, String digest) throws SQLException {
        return tx.first(
                        "select 1 from order_acknowledgement_row where channel = ? and digest = ?",
                        Bind.of(channel, digest),
                        row -> true)
                .isPresent();
    }

    /** What the file says of this order, and of no other. */
    private long keep(Tx tx, Kept kept, String name, List<AcknowledgementRow> rows) throws SQLException {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("file", name);
        tree.put(
                "rows",
                rows.stream()
                        .map(row -> Map.of("line", row.line(), "values", row.values()))
                        .toList());
        var body = Json.write(tree);
        long id = tx.ids(1)[0];
        OrderRows.message(tx, id, kept.id(), Incoming.Message.of("file", name, body, body), book.now());
        return id;
    }

    private void strangers(Tx tx, String channel, String name, Receipt receipt, List<Wrong> wrong) throws SQLException {
        for (var one : wrong.subList(0, Math.min(SHOWN, wrong.size()))) {
            trouble(tx, channel, receipt, OrderCode.FILE_ROW, one.in(name));
        }
        if (wrong.size() > SHOWN) {
            trouble(
                    tx,
                    channel,
                    receipt,
                    OrderCode.FILE_ROW,
                    OrderRows.shown(name) + ": " + (wrong.size() - SHOWN) + " more rows cannot be read");
        }
    }

    /** What a file has said before is not said again while somebody still has to look at it. */
    private void trouble(Tx tx, String channel, Receipt receipt, OrderCode code, String text) throws SQLException {
        if (receipt.again() && said(tx, channel, code, text)) {
            return;
        }
        trouble(tx, channel, code, text);
    }

    private static boolean said(Tx tx, String channel, OrderCode code, String text) throws SQLException {
        return tx.first(
                        "select id from order_trouble where closed_at = 0 and code = ? and source = ? and text = ? limit 1",
                        Bind.of(code.code(), channel, OrderRows.cut(text, 2000)),
                        row -> true)
                .isPresent();
    }

    private void trouble(Tx tx, String channel, OrderCode code, String text) throws SQLException {
        book.stray(tx, 0, channel, "", "", code, text);
    }

    /** Nobody can look into the folder of a channel; said once until it goes well again. */
    void unseen(String channel, String text) {
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            if (open(tx, channel).isEmpty()) {
                trouble(tx, channel, OrderCode.FILES_UNSEEN, text);
            }
            return null;
        });
    }

    /** It goes well again. */
    void seen(String channel) {
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            for (long id : open(tx, channel)) {
                tx.update(
                        "update order_trouble set closed_at = ?, closed_by = ?, note = ? where id = ? and closed_at = 0",
                        Bind.of(OrderRows.millis(book.now()), Book.HUB, "it goes well again", id));
            }
            return null;
        });
    }

    private static List<Long> open(Tx tx, String channel) throws SQLException {
        return tx.query(
                "select id from order_trouble where closed_at = 0 and code = ? and source = ? limit 10",
                Bind.of(OrderCode.FILES_UNSEEN.code(), channel),
                row -> row.getLong(1));
    }
}
