package org.caravanserai.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * The audit trail: who did what, from where, with what result. Rows are only appended, each hash covers the one before,
 * so a changed, removed or cut off row is found by {@link #firstBroken}. Contents go in as hashes, never as text.
 */
public final class Audit {
    private static final String COUNTER = "access_audit";
    private static final byte[] START = new byte[32];
    private static final int PAGE = 500;

    private final Database database;

    /** Writes to this database. */
    public Audit(Database database) {
        this.database = database;
    }

    /**
     * One row of the trail.
     *
     * @param seq gapless, from 1
     * @param at epoch milliseconds
     * @param who user name, key id, or {@code hub}
     * @param what the act and its object, such as {@code user.roles anna}
     * @param before SHA-256 in hex of the content before, null = there was none
     * @param after SHA-256 in hex of the content after, null = there is none
     * @param source network address, {@code console}, {@code cli} or {@code start}
     * @param result {@code done}, or why not
     */
    public record Entry(
            long seq, long at, String who, String what, String before, String after, String source, String result) {}

    /**
     * Appends a row in a transaction of its own. Failures belong in the trail too.
     *
     * @param before content before, of any length, null = none; only its hash is stored
     * @param after content after, likewise
     */
    public void record(String who, String what, String before, String after, String source, String result) {
        database.writeRetrying(Purpose.CONFIRM, tx -> {
            record(tx, who, what, before, after, source, result);
            return null;
        });
    }

    /** Appends a row in the transaction of the act itself: both are committed, or neither. */
    public void record(Tx tx, String who, String what, String before, String after, String source, String result) {
        var at = database.clock().millis();
        var beforeHash = before == null ? null : HexFormat.of().formatHex(Secrets.sha256(before));
        var afterHash = after == null ? null : HexFormat.of().formatHex(Secrets.sha256(after));
        tx.beforeCommit(last ->
                append(last, new Entry(0, at, cut(who), cut(what), beforeHash, afterHash, cut(source), cut(result))));
    }

    /** Rows after this number, in order; at most 500. */
    public List<Entry> after(long seq) {
        return database.read(tx -> page(tx, seq)).stream().map(Row::entry).toList();
    }

    /**
     * Recomputes the whole chain.
     *
     * @return the number of the first row that is missing or was changed; empty = the trail is whole
     */
    public OptionalLong firstBroken() {
        long expected = 1;
        var previous = START;
        while (true) {
            long from = expected - 1;
            var page = database.read(Purpose.BATCH, tx -> page(tx, from));
            for (var row : page) {
                if (row.entry().seq() != expected || !Arrays.equals(row.hash(), hash(previous, row.entry()))) {
                    return OptionalLong.of(expected);
                }
                previous = row.hash();
                expected++;
            }
            if (page.size() < PAGE) {
                long next = expected;
                long head = database.read(tx -> tx.counter(COUNTER));
                return head < next ? OptionalLong.empty() : OptionalLong.of(next);
            }
        }
    }

    private record Row(Entry entry, byte[] hash) {}

    private static Void append(Tx tx, Entry entry) throws SQLException {
        long seq = tx.takeBlock(COUNTER, 1);
        var previous = tx.first("select hash from access_audit where seq = ?", Bind.of(seq - 1), row -> row.getBytes(1))
                .orElse(START);
        var numbered = new Entry(
                seq,
                entry.at(),
                entry.who(),
                entry.what(),
                entry.before(),
                entry.after(),
                entry.source(),
                entry.result());
        tx.update(
                "insert into access_audit (seq, at, who, what, before_hash, after_hash, source, result, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Bind.of(
                        seq,
                        numbered.at(),
                        numbered.who(),
                        numbered.what(),
                        numbered.before(),
                        numbered.after(),
                        numbered.source(),
                        numbered.result(),
                        hash(previous, numbered)));
        return null;
    }

    private static List<Row> page(Tx tx, long after) throws SQLException {
        return tx.query(
                "select seq, at, who, what, before_hash, after_hash, source, result, hash from access_audit"
                        + " where seq > ? order by seq limit " + PAGE,
                Bind.of(after),
                row -> new Row(
                        new Entry(
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8)),
                        row.getBytes(9)));
    }

    /** Lengths stand before the texts, so no text can be moved from one column to the next. */
    private static byte[] hash(byte[] previous, Entry entry) {
        var digest = Secrets.digest();
        digest.update(previous);
        digest.update(
                ByteBuffer.allocate(16).putLong(entry.seq()).putLong(entry.at()).array());
        for (var text : Arrays.asList(
                entry.who(), entry.what(), entry.before(), entry.after(), entry.source(), entry.result())) {
            var bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4)
                    .putInt(bytes == null ? -1 : bytes.length)
                    .array());
            if (bytes != null) {
                digest.update(bytes);
            }
        }
        return digest.digest();
    }

    private static String cut(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 200 ? line : line.substring(0, 200);
    }
}
