package org.caravanserai.delivery.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;

/** What targets have received, kept over a restart. The newest and the last sent version are read from memory; everything is written through. */
final class Receipts {
    private static final int KEPT = 50;

    private final Database database;
    private final Map<Key, Receipt> newest = new ConcurrentHashMap<>();
    private final Map<Key, Receipt> sent = new ConcurrentHashMap<>();
    private final Map<String, Long> standing = new ConcurrentHashMap<>();

    private record Key(String channel, String publication, String target) {
        static Key of(Receipt receipt) {
            return new Key(receipt.channel(), receipt.publication(), receipt.target());
        }
    }

    Receipts(Database database) {
        this.database = database;
        database.read(tx -> tx.query(
                        "select channel, publication, target, version, state, attempts, next_at, failing_since, code, reason,"
                                + " sent_at, bytes, sha256 from delivery_receipt order by version",
                        Bind.NONE,
                        Receipts::read))
                .forEach(this::remember);
        database.read(tx -> tx.query(
                "select channel, publication, version from delivery_standing",
                Bind.NONE,
                row -> standing.put(name(row.getString(1), row.getString(2)), row.getLong(3))));
    }

    /** What is known of the newest version meant for a target. */
    Optional<Receipt> newest(String channel, String publication, String target) {
        return Optional.ofNullable(newest.get(new Key(channel, publication, target)));
    }

    /** What a target received last. */
    Optional<Receipt> sent(String channel, String publication, String target) {
        return Optional.ofNullable(sent.get(new Key(channel, publication, target)));
    }

    /** The receipt of this version; a new one takes the place of what was not sent yet. */
    Receipt wanted(String channel, String publication, String target, long version, Instant now) {
        var before = newest(channel, publication, target).orElse(null);
        if (before != null && before.version() == version) {
            return before;
        }
        var receipt = Receipt.pending(channel, publication, target, version, before, now);
        database.writeRetrying(Purpose.CONFIRM, tx -> {
            tx.update(
                    "update delivery_receipt set state = ? where channel = ? and publication = ? and target = ? and state in"
                            + " (?, ?)",
                    Bind.of(
                            Receipt.State.SUPERSEDED.word(),
                            channel,
                            publication,
                            target,
                            Receipt.State.PENDING.word(),
                            Receipt.State.FAILED.word()));
            long last = sent(channel, publication, target).map(Receipt::version).orElse(-1L);
            tx.update(
                    "delete from delivery_receipt where channel = ? and publication = ? and target = ? and version < ? and"
                            + " version <> ?",
                    Bind.of(channel, publication, target, version - KEPT, last));
            return insert(tx, receipt);
        });
        remember(receipt);
        return receipt;
    }

    /** Writes what became of a version. */
    void write(Receipt receipt) {
        database.writeRetrying(Purpose.CONFIRM, tx -> insert(tx, receipt));
        remember(receipt);
    }

    /** The version whose rows the ledger holds as wanted; 0 = nobody may confirm. */
    long standing(String channel, String publication) {
        return standing.getOrDefault(name(channel, publication), 0L);
    }

    /** The rows of the ledger are those of this version; 0 = they are about to change. */
    void stands(String channel, String publication, long version) {
        if (standing(channel, publication) == version) {
            return;
        }
        database.writeRetrying(Purpose.CONFIRM, tx -> {
            tx.update(
                    "delete from delivery_standing where channel = ? and publication = ?",
                    Bind.of(channel, publication));
            return version == 0
                    ? 0
                    : tx.update(
                            "insert into delivery_standing (channel, publication, version) values (?, ?, ?)",
                            Bind.of(channel, publication, version));
        });
        standing.put(name(channel, publication), version);
    }

    private static int insert(org.caravanserai.store.Tx tx, Receipt receipt) throws SQLException {
        tx.update(
                "delete from delivery_receipt where channel = ? and publication = ? and target = ? and version = ?",
                Bind.of(receipt.channel(), receipt.publication(), receipt.target(), receipt.version()));
        return tx.update(
                "insert into delivery_receipt (channel, publication, target, version, state, attempts, next_at, failing_since,"
                        + " code, reason, sent_at, bytes, sha256) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Bind.of(
                        receipt.channel(),
                        receipt.publication(),
                        receipt.target(),
                        receipt.version(),
                        receipt.state().word(),
                        receipt.attempts(),
                        receipt.next().toEpochMilli(),
                        millis(receipt.failingSince()),
                        receipt.code(),
                        receipt.reason(),
                        millis(receipt.sentAt()),
                        receipt.bytes(),
                        receipt.sha256()));
    }

    private void remember(Receipt receipt) {
        newest.merge(Key.of(receipt), receipt, (known, other) -> other.version() >= known.version() ? other : known);
        if (receipt.state() == Receipt.State.SENT) {
            sent.merge(Key.of(receipt), receipt, (known, other) -> other.version() >= known.version() ? other : known);
        }
    }

    private static Receipt read(ResultSet row) throws SQLException {
        return new Receipt(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                Receipt.State.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                row.getInt(6),
                Instant.ofEpochMilli(row.getLong(7)),
                instant(row, 8),
                row.getString(9),
                row.getString(10),
                instant(row, 11),
                row.getLong(12),
                row.getString(13));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static Long millis(Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    private static String name(String channel, String publication) {
        return channel + "/" + publication;
    }
}
