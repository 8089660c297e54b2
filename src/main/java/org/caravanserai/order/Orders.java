package org.caravanserai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Fulfilment;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Packed;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;
import org.caravanserai.store.Work;

/**
 * The orders of this installation. Everything that is told here is committed when the method returns; whoever has to acknowledge does so afterwards. From any
 * thread that is not one of the store's.
 */
public final class Orders {
    /** Nothing goes along. */
    static final Work<Void> NOTHING = tx -> null;

    private static final int MOST = 200;

    private final Book book;
    private final Acceptance acceptance;
    private final Events events;
    private final Decisions decisions;

    /**
     * @param policy asked for every order, so that a reload counts from the next one on
     * @throws LifeCycle.Bent when the table of states cannot be used: the hub does not start
     */
    public Orders(Database database, Ledger ledger, Terms terms, Supplier<IntakePolicy> policy, Targets targets) {
        this.book = new Book(database, ledger, LifeCycle.shipped(), targets);
        this.acceptance = new Acceptance(book, terms, policy, targets);
        this.events = new Events(book);
        this.decisions = new Decisions(book, targets);
    }

    Book book() {
        return book;
    }

    /** Where files of answers have their effect. */
    AcknowledgementBook acknowledgements() {
        return new AcknowledgementBook(book, events, decisions);
    }

    /** Takes an order. Never throws for what is in it; {@link org.caravanserai.store.StoreException} when the database cannot take it: nothing was promised. */
    public Receipt accept(Incoming incoming) {
        return acceptance.accept(incoming, NOTHING);
    }

    /**
     * The same, and {@code along} in the transaction that keeps what came of it: how far a reader has read, for one.
     *
     * @param along writes tables of this package only; when it throws, nothing was taken
     */
    Receipt accept(Incoming incoming, Work<?> along) {
        return acceptance.accept(incoming, along);
    }

    /** The same, and the order goes another way than at once to its receiver. */
    Receipt accept(Incoming incoming, Acceptance.Way way) {
        return acceptance.accept(incoming, NOTHING, way);
    }

    /** The same order in the base units of its articles, where they are not sold in the one unit of a source that knows no others. */
    Order inBaseUnits(String source, Order order, String only) {
        return acceptance.inBaseUnits(source, order, only);
    }

    /** Only what goes along. */
    void along(Work<?> along) {
        acceptance.along(along);
    }

    /** Keeps a message that becomes no order, with what belongs to it. */
    Receipt refused(
            String source,
            String account,
            String number,
            Incoming.Message message,
            List<Reason> reasons,
            Work<?> along) {
        return acceptance.refuse(source, account, number, message, reasons, along);
    }

    /**
     * Keeps a message that is from somebody we know and cannot be made an order of: it is seen, and nothing else.
     *
     * @param number what the buyer calls the order, empty = not readable
     * @param flaws what is wrong, at least one
     */
    public Receipt unreadable(
            String source, String account, String number, Incoming.Message message, List<Flaw> flaws) {
        return unreadable(source, account, number, message, flaws, NOTHING);
    }

    Receipt unreadable(
            String source, String account, String number, Incoming.Message message, List<Flaw> flaws, Work<?> along) {
        return acceptance.refuse(
                source,
                account,
                number,
                message,
                flaws.stream()
                        .map(flaw -> new Reason(OrderCode.SENSELESS, flaw.path(), flaw.text()))
                        .toList(),
                along);
    }

    /**
     * Takes a confirmation or a shipment.
     *
     * @param source channel that says it; the target of the order, or somebody else who knows
     * @param message the bytes it came in, null = none worth keeping
     */
    public Noted event(String source, OrderRef order, OrderEvent event, Incoming.Message message) {
        return events.take(source, order, event, message);
    }

    /**
     * An acknowledgement of the ERP itself (a file, a call): it has the order. Of an order nobody knows an operator hears.
     *
     * @param number what it calls it, null = not told
     * @param message the bytes it came in, null = none worth keeping
     */
    public Decided arrived(String channel, OrderRef order, String number, Incoming.Message message) {
        var found = events.find(order);
        if (found.isEmpty()) {
            events.unknown(channel, order, number == null ? "" : number, message);
            return new Decided.Unknown();
        }
        return decisions.acknowledged(found.get().id(), number, channel);
    }

    /**
     * Whoever ordered said something about a document we sent: it stands in the time line, and nothing changes by it.
     *
     * @param who channel or account
     * @param text one sentence; foreign text in it is cut and escaped
     * @param refused it was not taken after all: an operator sees it
     */
    public void heard(long order, String who, String text, boolean refused) {
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            var kept = OrderRows.lock(tx, order).orElseThrow();
            book.note(tx, kept, who, "heard", text);
            if (refused) {
                book.trouble(tx, kept, 0, OrderCode.NOT_TOLD, text);
            }
            return null;
        });
    }

    /** The order of our id as it was taken. */
    Order document(long id) {
        return book.database.read(tx -> OrderRows.document(tx, id).order());
    }

    /** A human decides about an order that waits for one. */
    public Decided decide(long order, Decision decision, String who) {
        return decide(order, decision, Deciding.by(who));
    }

    /** The same, with a reason, about the order as it was seen. What was open about it only for want of this decision is closed. */
    public Decided decide(long order, Decision decision, Deciding by) {
        return decisions.decide(order, decision, by);
    }

    /** Whether an order was taken with just this content. */
    boolean holds(long id, Order order) {
        var digest = BusinessKey.digest(OrderDocument.canonical(order.content()));
        return book.database
                .read(tx -> OrderRows.byId(tx, id))
                .filter(kept -> kept.digest().equals(digest))
                .isPresent();
    }

    /** One order, empty when there is none, or more than one of that name. */
    public Optional<OrderHead> find(OrderRef order) {
        if (order instanceof OrderRef.ByKey byKey && !plausible(byKey.key())) {
            return Optional.empty();
        }
        return book.database.read(tx -> OrderRows.find(tx, order)).map(Kept::head);
    }

    /** One order by our id. */
    public Optional<OrderHead> byId(long id) {
        return book.database.read(tx -> OrderRows.byId(tx, id)).map(Kept::head);
    }

    /** Orders that anybody calls so: our key, the buyer's number, a number or id of any system, the id of a message. At most 50, newest first. */
    public List<OrderHead> search(String id) {
        if (!plausible(id)) {
            return List.of();
        }
        return book
                .database
                .read(tx -> tx.query(
                        OrderRows.HEAD + "where id in (select id from order_head where business_key = ?"
                                + " union select id from order_head where number = ?"
                                + " union select order_id from order_reference where external_id = ?"
                                + " union select order_id from order_reference where external_number = ?"
                                + " union select id from order_document where message_id = ?"
                                + " union select order_id from order_message where message_id = ?) order by id desc limit 50",
                        Bind.of(id, id, id, id, id, id),
                        OrderRows::kept))
                .stream()
                .map(Kept::head)
                .toList();
    }

    /** No system calls anything by more characters, or by such that cannot be seen; a database may not even take them. */
    private static boolean plausible(String id) {
        return !id.isBlank() && id.length() <= 200 && id.chars().noneMatch(Character::isISOControl);
    }

    /** Orders that wait for a human (held, unknown or parked), the oldest first, after {@code afterId}. */
    public List<OrderHead> waiting(OrderState state, long afterId, int limit) {
        return heads(
                "where id in (select id from order_waiting where state = ? and id > ? order by state, id limit ?) order by id",
                Bind.of(state.code(), afterId, Math.min(limit, MOST)));
    }

    /** Orders before {@code beforeId}, the newest first; {@link Long#MAX_VALUE} for the first page. */
    public List<OrderHead> page(long beforeId, int limit) {
        return heads("where id < ? order by id desc limit ?", Bind.of(beforeId, Math.min(limit, MOST)));
    }

    private List<OrderHead> heads(String where, Bind bind) {
        return book.database.read(tx -> tx.query(OrderRows.HEAD + where, bind, OrderRows::kept)).stream()
                .map(Kept::head)
                .toList();
    }

    /**
     * An order with all there is to it.
     *
     * @param held why it waited at first, with the first answer
     * @param events every version of every document, in the order they came
     */
    public record Detail(
            OrderHead head,
            Order order,
            List<Reason> held,
            List<Reason> notes,
            Fulfilment fulfilment,
            List<Said> events,
            List<Reference> references,
            List<Entry> timeline,
            List<Message> messages) {}

    /** An event and who said it. */
    public record Said(long id, String source, OrderEvent event) {}

    /** A kept message. */
    public record Message(long id, String transport, String messageId, String digest, Instant at, boolean cut) {}

    /** All there is to an order; personal data included. */
    public Optional<Detail> detail(long id) {
        return book.database.read(tx -> {
            var kept = OrderRows.byId(tx, id);
            if (kept.isEmpty()) {
                return Optional.empty();
            }
            var document = OrderRows.document(tx, id);
            var said = new ArrayList<Said>();
            for (var event : OrderRows.events(tx, id)) {
                said.add(new Said(event.id(), event.source(), event.event()));
            }
            return Optional.of(new Detail(
                    kept.get().head(),
                    document.order(),
                    document.held(),
                    document.notes(),
                    Fulfilment.of(document.order(), Book.counting(tx, id)),
                    List.copyOf(said),
                    references(tx, id),
                    timeline(tx, kept.get().head(), document),
                    messages(tx, kept.get().head())));
        });
    }

    private static List<Reference> references(Tx tx, long id) throws SQLException {
        return tx.query(
                "select system, entity, external_id, external_number from order_reference where order_id = ?"
                        + " order by at, system, entity, external_id limit 1000",
                Bind.of(id),
                row -> new Reference(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    /** The arrival is no row of its own: head and document say it. */
    private static List<Entry> timeline(Tx tx, OrderHead head, OrderDocument document) throws SQLException {
        var entries = new ArrayList<Entry>();
        var transport = tx.first(
                "select transport from order_document where id = ?", Bind.of(head.id()), row -> row.getString(1));
        var held = document.held();
        entries.add(new Entry(
                head.id(),
                head.receivedAt(),
                head.account().isEmpty() ? head.source() : head.account(),
                "received",
                held.isEmpty() ? OrderState.READY : OrderState.HELD,
                "by " + transport.orElse("") + (head.test() ? ", a test order" : "")
                        + (held.isEmpty()
                                ? ""
                                : "; held: "
                                        + held.stream().map(Reason::toString).collect(Collectors.joining("; ")))));
        entries.addAll(tx.query(
                "select id, at, actor, what, state, text from order_history where order_id = ? order by id limit 10000",
                Bind.of(head.id()),
                row -> new Entry(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        OrderState.of(row.getInt(5)),
                        row.getString(6))));
        return entries;
    }

    static List<Message> messages(Tx tx, OrderHead head) throws SQLException {
        var messages = new ArrayList<Message>(tx.query(
                "select id, transport, message_id, digest, cut from order_document where id = ?",
                Bind.of(head.id()),
                row -> new Message(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        head.receivedAt(),
                        row.getBoolean(5))));
        messages.addAll(tx.query(
                "select id, transport, message_id, digest, at, cut from order_message where order_id = ? order by id limit 1000",
                Bind.of(head.id()),
                row -> new Message(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        row.getBoolean(6))));
        return messages;
    }

    /** The bytes of a kept message, masked; also of those that became no order. */
    public Optional<byte[]> message(long id) {
        return book.database
                .read(tx -> tx.first(
                        "select message from order_document where id = ? union all select body from order_message where id = ?",
                        Bind.of(id, id),
                        row -> row.getBytes(1)))
                .map(stored -> Packed.stored(stored).body());
    }

    /** What operators have to look at, the newest first. */
    public List<Trouble> troubles(long beforeId, int limit) {
        return book.database.read(tx -> tx.query(
                "select id, order_id, message, source, account, number, at, code, text, closed_at, closed_by, note from order_trouble"
                        + " where closed_at = 0 and id < ? order by closed_at desc, id desc limit ?",
                Bind.of(beforeId, Math.min(limit, MOST)),
                OrderRows::trouble));
    }

    /** Somebody has looked at it. What asks for a decision is closed by the decision alone. */
    public Closed close(long trouble, String who, String note) {
        return decisions.close(trouble, who, note);
    }
}
