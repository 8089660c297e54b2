package org.caravanserai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Packed;
import org.caravanserai.store.Tx;

/** Orders as people look through them: by what they have in common, what waits, what was written about them. Never writes. */
public final class Register {
    /** A page looks through so many orders at most; whoever wants more goes on from there. */
    static final int LOOKED = 5_000;

    private static final int CHUNK = 500;
    private static final int MOST = 200;
    /** What waits is counted so far; whoever reads the figure reads "or more". */
    public static final int COUNTED = 1_000;

    private static final String TROUBLE =
            "select id, order_id, message, source, account, number, at, code, text, closed_at, closed_by, note from order_trouble ";

    /** What is open about an order that waits is shown with it. */
    private static final String LOOSE = " and not exists (select 1 from order_waiting w where w.id = t.order_id)";

    private final Database database;
    private final Ledger ledger;

    /** @param orders those it shows */
    public Register(Orders orders) {
        this.database = orders.book().database;
        this.ledger = orders.book().ledger;
    }

    /**
     * What the orders of a list have in common.
     *
     * @param source null = any
     * @param account null = any
     * @param state null = any
     * @param test null = in earnest and tests
     */
    public record Filter(String source, String account, OrderState state, Boolean test) {
        /** Every order. */
        public static final Filter ALL = new Filter(null, null, null, null);

        boolean takes(OrderHead head) {
            return (source == null || source.equals(head.source()))
                    && (account == null || account.equals(head.account()))
                    && (state == null || state == head.state())
                    && (test == null || test == head.test());
        }
    }

    /**
     * A part of a list, the newest first.
     *
     * @param next what to go on before; 0 = there is no more
     * @param back the oldest order that was looked at; null = all were
     */
    public record Page(List<OrderHead> orders, long next, Instant back) {
        public Page {
            orders = List.copyOf(orders);
        }
    }

    /**
     * Orders of a kind before one of them, the newest first. Read along the primary key, at most {@value #LOOKED} at a time: a rare kind may show
     * few of them, or none, and go on.
     *
     * @param beforeId {@link Long#MAX_VALUE} for the first page
     */
    public Page page(Filter filter, long beforeId, int limit) {
        int most = Math.max(1, Math.min(limit, MOST));
        int chunk = filter.equals(Filter.ALL) ? most : CHUNK;
        var found = new ArrayList<OrderHead>();
        OrderHead last = null;
        for (int looked = 0; looked < LOOKED; looked += chunk) {
            var some = chunk(filter.state(), last == null ? beforeId : last.id(), chunk);
            for (var head : some) {
                last = head;
                if (filter.takes(head)) {
                    found.add(head);
                }
                if (found.size() == most) {
                    return new Page(found, head.id(), head.receivedAt());
                }
            }
            if (some.size() < chunk) {
                return new Page(found, 0, null);
            }
        }
        return new Page(found, last.id(), last.receivedAt());
    }

    private List<OrderHead> chunk(OrderState state, long before, int limit) {
        boolean waits = state != null && state.waits();
        var where = waits
                ? "where id in (select id from order_waiting where state = ? and id < ? order by state desc, id desc limit ?) order by id desc"
                : "where id < ? order by id desc limit ?";
        var bind = waits ? Bind.of(state.code(), before, limit) : Bind.of(before, limit);
        return database.read(tx -> tx.query(OrderRows.HEAD + where, bind, OrderRows::kept)).stream()
                .map(Kept::head)
                .toList();
    }

    /**
     * How much waits for a human; each at most {@value #COUNTED}, which then stands for more.
     *
     * @param troubles what is open about orders that do not wait themselves, or about none
     */
    public record Waiting(int unknown, int held, int parked, int troubles) {
        /** All of it. */
        public int all() {
            return unknown + held + parked + troubles;
        }
    }

    /** How much waits for a human. */
    public Waiting waiting() {
        return database.read(tx -> new Waiting(
                count(tx, OrderState.UNKNOWN), count(tx, OrderState.HELD), count(tx, OrderState.PARKED), (int)
                        tx.number(
                                "select count(*) from (select id from order_trouble t where closed_at = 0" + LOOSE
                                        + " limit " + COUNTED + ") few",
                                Bind.NONE)));
    }

    /** A version that is held while one below it stands: what was ordered first is at the ERP, or may be. */
    private static final String CHANGED =
            "select count(*) from (select id from order_waiting where state = ? order by state, id limit " + COUNTED
                    + ") few join order_head h on h.id = few.id where exists (select 1 from order_head l where l.number = h.number"
                    + " and l.account = h.account and l.source = h.source and l.version < h.version and l.test = h.test"
                    + " and l.handling not in (?, ?))";

    /**
     * How many of what waits are changes and deletions of orders that somebody has to decide about; they are counted in {@link #waiting} too. Looked for among
     * the oldest {@value #COUNTED} that are held and the newest {@value #COUNTED} that are open.
     */
    public int changes() {
        return database.read(tx -> (int) (tx.number(
                        CHANGED, Bind.of(OrderState.HELD.code(), Handling.CANCELLED.code(), Handling.REJECTED.code()))
                + tx.number(
                        "select count(*) from (select code from order_trouble where closed_at = 0 order by closed_at desc, id desc limit "
                                + COUNTED + ") few where code = ?",
                        Bind.of(OrderCode.DELETION.code()))));
    }

    /** What is open about orders that do not wait themselves, or about none; before one of them, the newest first. */
    public List<Trouble> loose(long beforeId, int limit) {
        return database.read(tx -> tx.query(
                TROUBLE + "t where closed_at = 0 and id < ?" + LOOSE + " order by closed_at desc, id desc limit ?",
                Bind.of(beforeId, Math.max(1, Math.min(limit, MOST))),
                OrderRows::trouble));
    }

    /**
     * How the orders of a source stand that are not settled yet; each at most {@value #COUNTED}, which then stands for more.
     *
     * @param waits go out by themselves in time, or are held for a human
     * @param unknown went out, and nobody knows whether they arrived
     * @param refused by the ERP, or became no order at all, and nobody has decided about them
     */
    public record Unsettled(int waits, int unknown, int refused) {}

    /** How the orders of a source stand that are not settled yet. Never looks through all orders: what is settled is many. */
    public Unsettled unsettled(String source) {
        var coming = new ArrayList<Long>();
        for (var lane : ledger.lanes()) {
            if (lane.stream().equals(Target.ORDERS)) {
                coming.addAll(ledger.once().coming(lane, COUNTED));
            }
        }
        return database.read(tx -> {
            int waits = waiting(tx, source, OrderState.HELD);
            for (long id : coming) {
                waits += (int) tx.number(
                        "select count(*) from order_head where id = ? and source = ? and state = ?",
                        Bind.of(id, source, OrderState.READY.code()));
            }
            int lost = (int) tx.number(
                    "select count(*) from (select id from order_trouble where closed_at = 0 and order_id = 0 and source = ?"
                            + " and (code < ? or code = ?) limit " + COUNTED + ") few",
                    Bind.of(source, OrderCode.SAME_NUMBER.code(), OrderCode.NO_ORDER.code()));
            return new Unsettled(
                    Math.min(COUNTED, waits),
                    waiting(tx, source, OrderState.UNKNOWN),
                    Math.min(COUNTED, waiting(tx, source, OrderState.PARKED) + lost));
        });
    }

    private static int waiting(Tx tx, String source, OrderState state) throws SQLException {
        return (int) tx.number(
                "select count(*) from (select w.id from order_waiting w join order_head h on h.id = w.id"
                        + " where w.state = ? and h.source = ? limit " + COUNTED + ") few",
                Bind.of(state.code(), source));
    }

    private static int count(Tx tx, OrderState state) throws SQLException {
        return (int) tx.number(
                "select count(*) from (select id from order_waiting where state = ? limit " + COUNTED + ") few",
                Bind.of(state.code()));
    }

    /**
     * Why an order that is held cannot be released: the newest version below it that stands, since the ERP would have the order twice. Empty = nothing hinders.
     */
    public Optional<OrderHead> standsBelow(OrderHead held) {
        return held.state() != OrderState.HELD
                ? Optional.empty()
                : database.read(tx -> tx.first(
                                OrderRows.HEAD
                                        + "where number = ? and account = ? and source = ? and version < ? and test = ? and handling not in (?, ?)"
                                        + " order by version desc limit 1",
                                Bind.of(
                                        held.number(),
                                        held.account(),
                                        held.source(),
                                        held.version(),
                                        held.test(),
                                        Handling.CANCELLED.code(),
                                        Handling.REJECTED.code()),
                                OrderRows::kept))
                        .map(Kept::head);
    }

    /** What is open about one order, in the order it came up. */
    public List<Trouble> troubles(long order) {
        return database.read(tx -> tx.query(
                TROUBLE + "where order_id = ? and closed_at = 0 order by order_id, id limit 100",
                Bind.of(order),
                OrderRows::trouble));
    }

    /** One of the things an operator has to look at, closed ones too. */
    public Optional<Trouble> trouble(long id) {
        return database.read(tx -> tx.first(TROUBLE + "where id = ?", Bind.of(id), OrderRows::trouble));
    }

    /**
     * A kept message with its bytes, masked.
     *
     * @param orderId 0 = no order became of it
     */
    public record Paper(long orderId, Orders.Message about, byte[] body) {}

    /** A kept message of an order, or of what became none. */
    public Optional<Paper> paper(long message) {
        return database.read(tx -> {
            var first = tx.first(
                    "select d.id, d.id, d.transport, d.message_id, d.digest, h.received_at, d.cut, d.message from order_document d"
                            + " join order_head h on h.id = d.id where d.id = ?",
                    Bind.of(message),
                    Register::paper);
            return first.isPresent()
                    ? first
                    : tx.first(
                            "select id, order_id, transport, message_id, digest, at, cut, body from order_message where id = ?",
                            Bind.of(message),
                            Register::paper);
        });
    }

    private static Paper paper(java.sql.ResultSet row) throws SQLException {
        return new Paper(
                row.getLong(2),
                new Orders.Message(
                        row.getLong(1),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6)),
                        row.getBoolean(7)),
                Packed.stored(row.getBytes(8)).body());
    }
}
