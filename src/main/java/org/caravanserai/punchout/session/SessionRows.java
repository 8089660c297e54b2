package org.caravanserai.punchout.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.caravanserai.canonical.Finding;
import org.caravanserai.punchout.Setup;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Tx;

/** The rows of visits. */
final class SessionRows {
    private static final int LONGEST = 1000;
    static final String HEAD =
            "select id, account, test, brand, state, created_at, expires_at, ended_at from punchout_session ";

    /** A row of punchout_session. */
    record Head(
            long id,
            String account,
            boolean test,
            String brand,
            Session.State state,
            long createdAt,
            long expiresAt,
            long endedAt) {
        /** The same as of now: a visit nobody has looked at since it expired is expired. */
        Head asOf(Instant now) {
            return state.over() || expiresAt > now.toEpochMilli()
                    ? this
                    : new Head(id, account, test, brand, Session.State.EXPIRED, createdAt, expiresAt, expiresAt);
        }

        Session session(Stored.Visit visit) {
            return new Session(
                    id,
                    account,
                    test,
                    brand,
                    state,
                    visit.user(),
                    visit.locale(),
                    visit.setup(),
                    Instant.ofEpochMilli(createdAt),
                    Instant.ofEpochMilli(expiresAt),
                    endedAt == 0 ? null : Instant.ofEpochMilli(endedAt));
        }
    }

    private SessionRows() {}

    static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getLong(1),
                row.getString(2),
                row.getBoolean(3),
                row.getString(4),
                Session.State.of(row.getInt(5)),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }

    static Optional<Head> byKey(Tx tx, String hash) throws SQLException {
        return tx.first(HEAD + "where session_key = ?", Bind.of(hash), SessionRows::head);
    }

    static Optional<Head> byToken(Tx tx, String hash) throws SQLException {
        return tx.first(HEAD + "where token = ?", Bind.of(hash), SessionRows::head);
    }

    static Optional<Head> byId(Tx tx, long id) throws SQLException {
        return tx.first(HEAD + "where id = ?", Bind.of(id), SessionRows::head);
    }

    static Stored.Visit visit(Tx tx, long id) throws SQLException {
        return tx.first(
                        "select body from punchout_setup where session = ?",
                        Bind.of(id),
                        row -> Stored.visit(row.getBytes(1)))
                .orElseThrow(() -> new IllegalStateException("visit " + id + " has no set-up"));
    }

    /** The basket and the number of its next mark. */
    record Kept(Basket basket, int nextMark) {}

    static Kept basket(Tx tx, long id) throws SQLException {
        return tx.first(
                        "select revision, next_mark, body from punchout_basket where session = ?",
                        Bind.of(id),
                        row -> new Kept(Stored.basket(row.getInt(1), row.getBytes(3)), row.getInt(2)))
                .orElse(new Kept(Basket.EMPTY, 1));
    }

    static Optional<byte[]> form(Tx tx, long id) throws SQLException {
        return tx.first("select body from punchout_return where session = ?", Bind.of(id), row -> row.getBytes(1));
    }

    /** Whether this account was sent such a line; without a mark any line of the article will do. */
    static boolean sent(Tx tx, String account, boolean test, Setup.Part part) throws SQLException {
        return part.auxiliary() == null
                ? tx.first(
                                "select session from punchout_line where account = ? and test = ? and sku = ? limit 1",
                                Bind.of(account, test, part.sku()),
                                row -> true)
                        .isPresent()
                : origin(tx, account, test, part).isPresent();
    }

    /** The visit a line came from. */
    static Optional<Long> origin(Tx tx, String account, boolean test, Setup.Part part) throws SQLException {
        return tx.first(
                "select session from punchout_line where account = ? and test = ? and sku = ? and auxiliary = ?",
                Bind.of(account, test, part.sku(), part.auxiliary() == null ? "" : part.auxiliary()),
                row -> row.getLong(1));
    }

    static void happened(Tx tx, long session, String account, Instant at, Happening.Code code, String text)
            throws SQLException {
        happened(tx, tx.ids(1)[0], session, account, at, code, text);
    }

    static void happened(Tx tx, long id, long session, String account, Instant at, Happening.Code code, String text)
            throws SQLException {
        tx.update(
                "insert into punchout_event (id, session, account, at, code, text) values (?, ?, ?, ?, ?, ?)",
                Bind.of(id, session, account, at.toEpochMilli(), code.name(), cut(text)));
    }

    static void trouble(Tx tx, String account, Instant at, Happening.Code code, String text) throws SQLException {
        tx.update(
                "insert into punchout_trouble (id, account, at, code, text, closed_at) values (?, ?, ?, ?, ?, 0)",
                Bind.of(tx.ids(1)[0], account, at.toEpochMilli(), code.name(), cut(text)));
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + '…';
    }

    /** Foreign text for a sentence. */
    static String shown(String foreign) {
        return foreign == null || foreign.isEmpty() ? "nobody named" : "'" + Finding.cut(foreign) + "'";
    }
}
