package org.caravanserai.punchout.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.Finding;
import org.caravanserai.punchout.Setup;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Packed;
import org.caravanserai.store.Purpose;

/** Visits and what happened, for people; and what an operator has to look at. */
public final class Happenings implements AutoCloseable {
    private static final int MOST = 200;
    private static final String SELECT = "select id, session, account, at, code, text,"
            + " exists (select 1 from punchout_document kept where kept.event = punchout_event.id) from punchout_event";

    /** Something an operator has to look at. */
    public record Trouble(long id, String account, Instant at, Happening.Code code, String text) {}

    /** A visit in a list. */
    public record Visit(
            long id,
            String account,
            boolean test,
            Session.State state,
            Instant createdAt,
            Instant expiresAt,
            Instant endedAt) {}

    private final Database database;
    private final Knocks knocks;

    /** @param sessions whose events they are */
    public Happenings(Sessions sessions) {
        this.database = sessions.database();
        this.knocks = new Knocks(this::note, database.clock());
    }

    /** No request that is refused from now on is noted. */
    @Override
    public void close() {
        knocks.close();
    }

    /**
     * Notes soon that somebody was not let in; many of the same kind are noted as one.
     *
     * @param account one that there is; empty = nobody knows whose request it was
     */
    public void knocked(String account, Happening.Code code, String text) {
        knocks.knock(account, code, text);
    }

    /** The visit a line of an order came from, as far as this account was sent such a line. */
    public Optional<Long> origin(String account, boolean test, String sku, String auxiliary) {
        return auxiliary == null || sku == null || auxiliary.length() > 100
                ? Optional.empty()
                : database.read(tx -> SessionRows.origin(tx, account, test, new Setup.Part(sku, auxiliary)));
    }

    /** What open troubles there are, at most {@code most}. */
    public int open(int most) {
        return database.read(tx -> (int) tx.number(
                "select count(*) from (select id from punchout_trouble where closed_at = 0 limit ?) few",
                Bind.of(most)));
    }

    /** What happened in one visit, in its order. */
    public List<Happening> of(long session) {
        return database.read(tx -> tx.query(
                SELECT + " where session = ? order by session, id limit 1000",
                Bind.of(session),
                Happenings::happening));
    }

    /** What happened with one account before an event, the newest first; {@link Long#MAX_VALUE} for the first page. */
    public List<Happening> of(String account, long beforeId, int limit) {
        return database.read(tx -> tx.query(
                SELECT + " where account = ? and id < ? order by account desc, id desc limit ?",
                Bind.of(account, beforeId, Math.min(limit, MOST)),
                Happenings::happening));
    }

    private static Happening happening(ResultSet row) throws SQLException {
        return new Happening(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Happening.Code.valueOf(row.getString(5)),
                row.getString(6),
                row.getBoolean(7));
    }

    /** Visits of an account before one, the newest first. */
    public List<Visit> visits(String account, long beforeId, int limit) {
        return database
                .read(tx -> tx.query(
                        "select id, account, test, brand, state, created_at, expires_at, ended_at from punchout_session"
                                + " where account = ? and id < ? order by account desc, id desc limit ?",
                        Bind.of(account, beforeId, Math.min(limit, MOST)),
                        SessionRows::head))
                .stream()
                .map(head -> head.asOf(database.clock().instant()))
                .map(head -> new Visit(
                        head.id(),
                        head.account(),
                        head.test(),
                        head.state(),
                        Instant.ofEpochMilli(head.createdAt()),
                        Instant.ofEpochMilli(head.expiresAt()),
                        head.endedAt() == 0 ? null : Instant.ofEpochMilli(head.endedAt())))
                .toList();
    }

    /** One visit by its number, as it stands now. */
    public Optional<Session> visit(long id) {
        return database.read(tx -> {
            var head = SessionRows.byId(tx, id);
            return head.isEmpty()
                    ? Optional.empty()
                    : Optional.of(head.get().asOf(database.clock().instant()).session(SessionRows.visit(tx, id)));
        });
    }

    /** Notes something of an account that belongs to no visit. */
    public void note(String account, Happening.Code code, String text) {
        database.write(tx -> {
            SessionRows.happened(tx, 0, account, database.clock().instant(), code, text);
            return null;
        });
    }

    /**
     * Notes that a document of a known sender was refused, and keeps it.
     *
     * @param document without secrets and card numbers
     */
    public void note(String account, Happening.Code code, String text, byte[] document) {
        var packed = Packed.of(document).stored();
        database.write(tx -> {
            long event = tx.ids(1)[0];
            SessionRows.happened(tx, event, 0, account, database.clock().instant(), code, text);
            tx.update("insert into punchout_document (event, body) values (?, ?)", Bind.of(event, packed));
            return null;
        });
    }

    /** What was sent when this happened, as it is kept; empty when nothing is, or it happened to another account. */
    public Optional<byte[]> document(String account, long happening) {
        return database.read(tx -> tx.first(
                        "select body from punchout_document join punchout_event on id = event where event = ? and account = ?",
                        Bind.of(happening, account),
                        row -> row.getBytes(1)))
                .map(stored -> Packed.stored(stored).body());
    }

    /** Notes something of an account that an operator has to look at. */
    public void trouble(String account, Happening.Code code, String text) {
        database.write(tx -> {
            var now = database.clock().instant();
            SessionRows.happened(tx, 0, account, now, code, text);
            SessionRows.trouble(tx, account, now, code, text);
            return null;
        });
    }

    /** What is open before one, the newest first. */
    public List<Trouble> troubles(long beforeId, int limit) {
        return database.read(tx -> tx.query(
                "select id, account, at, code, text from punchout_trouble where closed_at = 0 and id < ?"
                        + " order by closed_at desc, id desc limit ?",
                Bind.of(beforeId, Math.min(limit, MOST)),
                row -> new Trouble(
                        row.getLong(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Happening.Code.valueOf(row.getString(4)),
                        row.getString(5))));
    }

    /** Somebody has looked at it; false when somebody else was quicker. */
    public boolean close(long trouble, String who, String note) {
        return database.write(
                Purpose.INTERACTIVE,
                tx -> tx.update(
                                "update punchout_trouble set closed_at = ?, closed_by = ?, note = ? where id = ? and closed_at = 0",
                                Bind.of(database.clock().millis(), Finding.cut(who), SessionRows.cut(note), trouble))
                        == 1);
    }
}
