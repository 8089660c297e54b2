package org.caravanserai.punchout.answer;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.caravanserai.punchout.StartTokens;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Packed;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/** Documents about orders as they went, or go, to buyers; without their secret. */
public final class SentAnswers {
    private static final String SELECT =
            "select notice_key, account, payload, order_id, kind, document, version, test, at, state, code from punchout_notice ";

    private final Database database;

    public SentAnswers(Database database) {
        this.database = database;
    }

    /** What a document is. */
    public enum Kind {
        CONFIRMATION(1),
        SHIP_NOTICE(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** Where a document stands. */
    public enum State {
        /** It may be there; it goes out again with the same bytes. */
        ON_ITS_WAY(1),
        TAKEN(2),
        REFUSED(3),
        /** A newer version of it was quicker, or it takes back what never arrived. */
        NOT_NEEDED(4);

        private final int code;

        State(int code) {
            this.code = code;
        }
    }

    /**
     * A document.
     *
     * @param payload its payloadID
     * @param document what we call it: confirmID, shipmentID
     * @param at when it was written
     * @param code the buyer's last Status, 0 = none, -1 = what came back was no cXML
     */
    public record Sent(
            String key,
            String account,
            String payload,
            long orderId,
            Kind kind,
            String document,
            int version,
            boolean test,
            Instant at,
            State state,
            int code) {}

    /** What went to a buyer about an order, in the order it was written; at most 200. */
    public List<Sent> of(long orderId) {
        return database.read(tx -> tx.query(
                SELECT + "where order_id = ? order by order_id, at, notice_key limit 200",
                Bind.of(orderId),
                SentAnswers::sent));
    }

    /** The document an account calls by this payloadID. */
    public Optional<Sent> byPayload(String account, String payloadId) {
        return database.read(tx ->
                tx.first(SELECT + "where account = ? and payload = ?", Bind.of(account, payloadId), SentAnswers::sent));
    }

    /** A document as it goes out, {@code ***} in the place of the secret. */
    public Optional<String> document(String key) {
        return body(key).map(CxmlAnswers::shown);
    }

    Optional<String> body(String key) {
        return database.read(
                        Purpose.ORDER,
                        tx -> tx.first(
                                "select body from punchout_notice where notice_key = ?",
                                Bind.of(key),
                                row -> row.getBytes(1)))
                .map(stored -> new String(Packed.stored(stored).body(), StandardCharsets.UTF_8));
    }

    private static Sent sent(ResultSet row) throws SQLException {
        return new Sent(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getInt(5) == Kind.CONFIRMATION.code ? Kind.CONFIRMATION : Kind.SHIP_NOTICE,
                row.getString(6),
                row.getInt(7),
                row.getBoolean(8),
                Instant.ofEpochMilli(row.getLong(9)),
                State.values()[row.getInt(10) - 1],
                row.getInt(11));
    }

    /** Everything about an order, in one look before something is sent. */
    static List<Sent> of(Tx tx, long orderId) throws SQLException {
        return tx.query(
                SELECT + "where order_id = ? order by order_id, at, notice_key limit 10000",
                Bind.of(orderId),
                SentAnswers::sent);
    }

    /** A document as it went, without its secret. */
    record Body(String payload, String body) {}

    /** The confirmations of an order that were taken, in the order they were written. */
    static List<Body> confirmations(Tx tx, long orderId) throws SQLException {
        return tx.query(
                "select payload, body from punchout_notice where order_id = ? and kind = ? and state = ?"
                        + " order by order_id, at, notice_key limit 1000",
                Bind.of(orderId, Kind.CONFIRMATION.code, State.TAKEN.code),
                row -> new Body(
                        row.getString(1),
                        new String(Packed.stored(row.getBytes(2)).body(), StandardCharsets.UTF_8)));
    }

    /** Writes it, in the place of what was refused under its number. From now on the buyer may speak of it. */
    static void keep(Tx tx, Sent sent, String body) throws SQLException {
        tx.update("delete from punchout_notice where notice_key = ?", Bind.of(sent.key()));
        tx.update(
                "insert into punchout_notice (notice_key, account, payload, order_id, kind, document, version, test, at, state, code, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Bind.of(
                        sent.key(),
                        sent.account(),
                        sent.payload(),
                        sent.orderId(),
                        sent.kind().code,
                        sent.document(),
                        sent.version(),
                        sent.test(),
                        sent.at().toEpochMilli(),
                        sent.state().code,
                        sent.code(),
                        Packed.of(body.getBytes(StandardCharsets.UTF_8)).stored()));
        var hash = StartTokens.hash(sent.payload());
        if (tx.first(
                        "select at from punchout_sent where account = ? and payload = ?",
                        Bind.of(sent.account(), hash),
                        row -> row.getLong(1))
                .isEmpty()) {
            tx.update(
                    "insert into punchout_sent (account, payload, at) values (?, ?, ?)",
                    Bind.of(sent.account(), hash, sent.at().toEpochMilli()));
        }
    }

    static void move(Tx tx, String key, State state, int code) throws SQLException {
        tx.update(
                "update punchout_notice set state = ?, code = ? where notice_key = ?", Bind.of(state.code, code, key));
    }

    /** Remembers that somebody was told that it does not arrive; true the first time. */
    static boolean alerted(Tx tx, String key, int mark) throws SQLException {
        return tx.update(
                        "update punchout_notice set code = ? where notice_key = ? and state = ? and code = 0",
                        Bind.of(mark, key, State.ON_ITS_WAY.code))
                == 1;
    }
}
