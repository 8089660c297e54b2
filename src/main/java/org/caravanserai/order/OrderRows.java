package org.caravanserai.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.Read;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Packed;
import org.caravanserai.store.StoreException;
import org.caravanserai.store.Tx;

/** The rows of this package, and nothing else: no rule is in here. */
final class OrderRows {
    static final String HEAD =
            "select id, business_key, source, account, number, version, test, customer, reply, target, state, currency, total,"
                    + " received_at, changed_at, accepted_at, revision, handling, digest from order_head ";
    /** More of a message is not kept: what is left shows what it was. */
    private static final int KEPT = 256 << 10;

    private OrderRows() {}

    static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                new OrderHead(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getBoolean(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        OrderState.of(row.getInt(11)),
                        row.getString(13),
                        Instant.ofEpochMilli(row.getLong(14)),
                        Instant.ofEpochMilli(row.getLong(15)),
                        moment(row.getLong(16)),
                        row.getInt(17)),
                Handling.of(row.getInt(18)),
                row.getString(19));
    }

    static Instant moment(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    static Optional<Kept> byId(Tx tx, long id) throws SQLException {
        return tx.first(HEAD + "where id = ?", Bind.of(id), OrderRows::kept);
    }

    /** The same, and nobody else changes it until the transaction ends. */
    static Optional<Kept> lock(Tx tx, long id) throws SQLException {
        return tx.first(HEAD + "where id = ? for update", Bind.of(id), OrderRows::kept);
    }

    /** All versions, the highest first. */
    static List<Kept> versions(Tx tx, String source, String account, String number, boolean test) throws SQLException {
        return tx.query(
                HEAD + "where source = ? and account = ? and number = ? and test = ? order by version desc limit 100",
                Bind.of(source, account, number, test),
                OrderRows::kept);
    }

    static Optional<Kept> find(Tx tx, OrderRef ref) throws SQLException {
        if (ref instanceof OrderRef.ByKey byKey) {
            return tx.first(HEAD + "where business_key = ?", Bind.of(byKey.key()), OrderRows::kept);
        }
        if (ref instanceof OrderRef.ByBuyer buyer) {
            return versions(tx, buyer.source(), buyer.account(), buyer.number(), buyer.test()).stream()
                    .findFirst();
        }
        var named = (OrderRef.ByNumber) ref;
        var ids = tx.query(
                "select distinct order_id from order_reference where system = ? and entity = ?"
                        + " and (external_id = ? or external_number = ?) limit 2",
                Bind.of(named.system(), Reference.ORDERS, named.number(), named.number()),
                row -> row.getLong(1));
        return ids.size() == 1 ? byId(tx, ids.get(0)) : Optional.empty();
    }

    static void insert(Tx tx, Kept kept, String currency) throws SQLException {
        var head = kept.head();
        waiting(tx, head.id(), OrderState.RECEIVED, head.state());
        tx.update(
                "insert into order_head (id, business_key, source, account, number, version, test, customer, reply, target, state,"
                        + " currency, total, received_at, changed_at, accepted_at, revision, handling, digest)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)",
                Bind.of(
                        head.id(),
                        head.key(),
                        head.source(),
                        head.account(),
                        head.number(),
                        head.version(),
                        head.test(),
                        head.customer(),
                        head.reply(),
                        head.target(),
                        head.state().code(),
                        currency,
                        head.total(),
                        millis(head.receivedAt()),
                        millis(head.changedAt()),
                        kept.handling().code(),
                        kept.digest()));
    }

    static void update(Tx tx, Kept kept, OrderState before) throws SQLException {
        var head = kept.head();
        waiting(tx, head.id(), before, head.state());
        tx.update(
                "update order_head set state = ?, handling = ?, target = ?, changed_at = ?, accepted_at = ?, revision = ? where id = ?",
                Bind.of(
                        head.state().code(),
                        kept.handling().code(),
                        head.target(),
                        millis(head.changedAt()),
                        head.acceptedAt() == null ? 0L : millis(head.acceptedAt()),
                        head.revision(),
                        head.id()));
    }

    /** Keeps which orders wait for a human. */
    static void waiting(Tx tx, long id, OrderState before, OrderState after) throws SQLException {
        if (before.waits() && !after.waits()) {
            tx.update("delete from order_waiting where id = ?", Bind.of(id));
        } else if (!before.waits() && after.waits()) {
            tx.update("insert into order_waiting (id, state) values (?, ?)", Bind.of(id, after.code()));
        } else if (before != after && after.waits()) {
            tx.update("update order_waiting set state = ? where id = ?", Bind.of(after.code(), id));
        }
    }

    static void document(Tx tx, long id, byte[] stored, Incoming.Message message) throws SQLException {
        var kept = Masked.of(message);
        tx.update(
                "insert into order_document (id, body, transport, message_id, digest, cut, message) values (?, ?, ?, ?, ?, ?, ?)",
                Bind.of(
                        id,
                        stored,
                        cut(message.transport(), 40),
                        cut(message.id(), 200),
                        cut(message.digest(), 64),
                        kept.cut(),
                        kept.stored()));
    }

    /** Who an order is for may be told later than what is ordered. */
    static void document(Tx tx, long id, byte[] stored) throws SQLException {
        tx.update("update order_document set body = ? where id = ?", Bind.of(stored, id));
    }

    /** The bytes of a message as a row takes them. */
    private record Masked(byte[] stored, boolean cut) {
        static Masked of(Incoming.Message message) {
            try {
                return new Masked(Packed.of(message.masked()).stored(), false);
            } catch (StoreException.Unreadable large) {
                return new Masked(
                        Packed.of(Arrays.copyOf(message.masked(), KEPT)).stored(), true);
            }
        }
    }

    static OrderDocument document(Tx tx, long id) throws SQLException {
        return tx.first("select body from order_document where id = ?", Bind.of(id), row -> row.getBytes(1))
                .map(OrderDocument::of)
                .orElseThrow(() -> new IllegalStateException("order " + id + " has no document"));
    }

    static void message(Tx tx, long id, long order, Incoming.Message message, Instant at) throws SQLException {
        var kept = Masked.of(message);
        tx.update(
                "insert into order_message (id, order_id, transport, message_id, digest, at, cut, body) values (?, ?, ?, ?, ?, ?, ?, ?)",
                Bind.of(
                        id,
                        order,
                        cut(message.transport(), 40),
                        cut(message.id(), 200),
                        cut(message.digest(), 64),
                        millis(at),
                        kept.cut(),
                        kept.stored()));
    }

    /** What the transport called the message an order came in, null = nothing. */
    static String messageId(Tx tx, long order) throws SQLException {
        return tx.first(
                        "select coalesce(message_id, '') from order_document where id = ?",
                        Bind.of(order),
                        row -> row.getString(1))
                .filter(id -> !id.isEmpty())
                .orElse(null);
    }

    static void history(Tx tx, long id, Kept kept, Instant at, String actor, String what, String text)
            throws SQLException {
        tx.update(
                "insert into order_history (id, order_id, at, actor, what, state, text) values (?, ?, ?, ?, ?, ?, ?)",
                Bind.of(
                        id,
                        kept.id(),
                        millis(at),
                        cut(actor, 200),
                        what,
                        kept.head().state().code(),
                        cut(text, 1000)));
    }

    /**
     * Keeps what a system calls an order.
     *
     * @return the order the name belongs to already, empty when it is free or ours
     */
    static Optional<Long> reference(Tx tx, long order, Reference reference, boolean only, Instant at)
            throws SQLException {
        if (only) {
            var owner = owner(tx, reference.system(), reference.id());
            if (owner.isPresent()) {
                return owner.filter(id -> id != order);
            }
        }
        boolean known = tx.first(
                        "select 1 from order_reference where order_id = ? and system = ? and entity = ? and external_id = ?",
                        Bind.of(order, reference.system(), reference.entity(), reference.id()),
                        row -> true)
                .isPresent();
        if (!known) {
            tx.update(
                    "insert into order_reference (order_id, system, entity, external_id, external_number, only_id, at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    Bind.of(
                            order,
                            reference.system(),
                            reference.entity(),
                            reference.id(),
                            reference.number(),
                            only ? reference.id() : null,
                            millis(at)));
        }
        return Optional.empty();
    }

    /** The one order a system calls so. */
    static Optional<Long> owner(Tx tx, String system, String number) throws SQLException {
        return tx.first(
                "select order_id from order_reference where system = ? and only_id = ?",
                Bind.of(system, number),
                row -> row.getLong(1));
    }

    /** By how many numbers a system calls an order. */
    static long numbers(Tx tx, long order, String system) throws SQLException {
        return tx.number(
                "select count(*) from order_reference where order_id = ? and system = ? and entity = ?",
                Bind.of(order, system, Reference.ORDERS));
    }

    /** An event as it is kept. */
    record KeptEvent(long id, String source, int kind, String document, int version, String digest, OrderEvent event) {
        KeptEvent with(OrderEvent other) {
            return new KeptEvent(id, source, kind, document, version, digest, other);
        }
    }

    static int kind(OrderEvent event) {
        if (event instanceof Confirmation) {
            return 1;
        }
        return 2;
    }

    static void event(Tx tx, long order, KeptEvent kept, byte[] canonical, Instant at) throws SQLException {
        tx.update(
                "insert into order_event (id, order_id, source, kind, document, version, digest, at, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Bind.of(
                        kept.id(),
                        order,
                        kept.source(),
                        kept.kind(),
                        kept.document(),
                        kept.version(),
                        kept.digest(),
                        millis(at),
                        Packed.of(canonical).stored()));
    }

    private static KeptEvent event(ResultSet row) throws SQLException {
        int kind = row.getInt(3);
        var tree = OrderDocument.tree(row.getBytes(7));
        var read = kind == 1 ? Confirmation.read(tree) : Shipment.read(tree);
        if (!(read instanceof Read.Taken<? extends OrderEvent> taken)) {
            throw new IllegalStateException("a stored event cannot be read back");
        }
        return new KeptEvent(
                row.getLong(1),
                row.getString(2),
                kind,
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                taken.value());
    }

    /**
     * All events of an order, every version, in the order they came. A confirmation that claims to be of later than could be when it came counts as of then:
     * earlier versions of the hub have taken such ones, and what is said after them has to count.
     */
    static List<KeptEvent> events(Tx tx, long order) throws SQLException {
        return tx.query(
                "select id, source, kind, document, version, digest, body, at from order_event where order_id = ? order by id limit 10000",
                Bind.of(order),
                row -> {
                    var kept = event(row);
                    var came = Instant.ofEpochMilli(row.getLong(8));
                    return kept.event() instanceof Confirmation said && Events.ahead(said, came)
                            ? kept.with(said.issued(came))
                            : kept;
                });
    }

    /** One event as it was taken, with the order it speaks of. */
    static Optional<Map.Entry<Long, OrderEvent>> eventById(Tx tx, long id) throws SQLException {
        return tx.first(
                "select id, source, kind, document, version, digest, body, order_id from order_event where id = ?",
                Bind.of(id),
                row -> Map.entry(row.getLong(8), event(row).event()));
    }

    /** Of each document the highest version. */
    static Map<String, KeptEvent> newest(List<KeptEvent> events) {
        var newest = new LinkedHashMap<String, KeptEvent>();
        for (var event : events) {
            newest.merge(
                    event.source() + '\n' + event.kind() + '\n' + event.document(),
                    event,
                    (one, other) -> one.version() >= other.version() ? one : other);
        }
        return newest;
    }

    static void trouble(Tx tx, Trouble trouble) throws SQLException {
        tx.update(
                "insert into order_trouble (id, order_id, message, source, account, number, at, code, text, closed_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                Bind.of(
                        trouble.id(),
                        trouble.orderId(),
                        trouble.message(),
                        cut(trouble.source(), 100),
                        cut(trouble.account(), 100),
                        cut(trouble.number(), 100),
                        millis(trouble.at()),
                        trouble.code(),
                        cut(trouble.text(), 2000)));
    }

    static Trouble trouble(ResultSet row) throws SQLException {
        return new Trouble(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8),
                row.getString(9),
                moment(row.getLong(10)),
                row.getString(11),
                row.getString(12));
    }

    static long millis(Instant at) {
        return at.toEpochMilli();
    }

    static String cut(String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most - 1) + "\u2026";
    }

    /** Foreign text for a message. */
    static String shown(String foreign) {
        return Finding.cut(foreign);
    }
}
