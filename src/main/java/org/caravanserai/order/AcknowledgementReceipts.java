package org.caravanserai.order;

import java.sql.SQLException;
import java.util.Optional;
import org.caravanserai.connector.depot.Pickup;
import org.caravanserai.connector.topic.Unreachable;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Row;
import org.caravanserai.store.Tx;

/** How far files of acknowledgements were read, and what came of them. */
final class AcknowledgementReceipts {
    private static final String SELECT =
            "select id, name, bytes, changed_at, state, position, taken, repeated, refused, away"
                    + " from order_acknowledgement_file ";
    private static final Row<Receipt> RECEIPT = row -> new Receipt(
            row.getLong(1),
            row.getString(2),
            row.getLong(3),
            row.getLong(4),
            Stage.values()[row.getInt(5) - 1],
            row.getInt(6),
            row.getInt(7),
            row.getInt(8),
            row.getInt(9),
            row.getBoolean(10),
            false);

    /** Where a file stands. */
    enum Stage {
        READING,
        /** Every row counts, now or before. */
        DONE,
        /** Some row does not. */
        FAILED;

        int code() {
            return ordinal() + 1;
        }
    }

    /**
     * What is known of a file.
     *
     * @param position orders of it that were acted on
     * @param away whether it was moved out of its folder
     * @param again whether it has failed before and is read once more: what is still wrong was said
     */
    record Receipt(
            long id,
            String name,
            long bytes,
            long changedAt,
            Stage stage,
            int position,
            int taken,
            int repeated,
            int refused,
            boolean away,
            boolean again) {
        Receipt onceMore() {
            return new Receipt(id, name, bytes, changedAt, stage, position, taken, repeated, refused, away, true);
        }
    }

    /** Rows that did something now, or before, or never will as they stand. */
    record Counts(int taken, int repeated, int refused) {}

    private final Book book;

    AcknowledgementReceipts(Book book) {
        this.book = book;
    }

    /** A file that was read and is still where it was: somebody has to move it. */
    Optional<Receipt> left(String channel, Pickup.Entry file) {
        return book.database
                .read(tx -> tx.first(
                        SELECT
                                + "where channel = ? and name = ? and bytes = ? and changed_at = ? and away = ? order by id desc limit 1",
                        Bind.of(channel, file.name(), file.bytes(), file.changedAt(), false),
                        RECEIPT))
                .filter(receipt -> receipt.stage() != Stage.READING);
    }

    /** Begins with a file, or goes on with it. One that has failed before is read again once somebody has put it back. */
    Receipt begin(String channel, Pickup.Entry file, String digest) {
        return book.database.writeRetrying(Purpose.ORDER, tx -> {
            var known = tx.first(SELECT + "where channel = ? and digest = ?", Bind.of(channel, digest), RECEIPT);
            if (known.isEmpty()) {
                long id = tx.ids(1)[0];
                tx.update(
                        "insert into order_acknowledgement_file (id, channel, digest, name, bytes, changed_at, state, position,"
                                + " taken, repeated, refused, away, read_at) values (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, false, ?)",
                        Bind.of(
                                id,
                                channel,
                                digest,
                                OrderRows.cut(file.name(), 300),
                                file.bytes(),
                                file.changedAt(),
                                Stage.READING.code(),
                                OrderRows.millis(book.now())));
                return tx.first(SELECT + "where id = ?", Bind.of(id), RECEIPT).orElseThrow();
            }
            var before = known.get();
            boolean again = before.stage() == Stage.FAILED;
            tx.update(
                    "update order_acknowledgement_file set name = ?, bytes = ?, changed_at = ?, state = ?, position = ?, taken = ?,"
                            + " repeated = ?, refused = ?, away = ?, read_at = ? where id = ?",
                    Bind.of(
                            OrderRows.cut(file.name(), 300),
                            file.bytes(),
                            file.changedAt(),
                            again ? Stage.READING.code() : before.stage().code(),
                            again ? 0 : before.position(),
                            again ? 0 : before.taken(),
                            again ? 0 : before.repeated(),
                            again ? 0 : before.refused(),
                            false,
                            OrderRows.millis(book.now()),
                            before.id()));
            var now = tx.first(SELECT + "where id = ?", Bind.of(before.id()), RECEIPT)
                    .orElseThrow();
            return again ? now.onceMore() : now;
        });
    }

    /** So many orders of the file were acted on: a part of the transaction that does it. */
    static Void move(Tx tx, Receipt receipt, int position, Counts counts) throws SQLException {
        int moved = tx.update(
                "update order_acknowledgement_file set position = ?, taken = taken + ?, repeated = repeated + ?, refused = refused + ?"
                        + " where id = ? and position = ? and state = ?",
                Bind.of(
                        position + 1,
                        counts.taken(),
                        counts.repeated(),
                        counts.refused(),
                        receipt.id(),
                        position,
                        Stage.READING.code()));
        if (moved != 1) {
            throw new Unreachable("the file " + OrderRows.shown(receipt.name()) + " is read by another hub as well");
        }
        return null;
    }

    /** The end of a file: which stage it came to. */
    Receipt end(Receipt receipt) {
        return book.database.writeRetrying(Purpose.ORDER, tx -> {
            end(tx, receipt, new Counts(0, 0, 0));
            return tx.first(SELECT + "where id = ?", Bind.of(receipt.id()), RECEIPT)
                    .orElseThrow();
        });
    }

    /** The same inside a transaction, which adds what it refuses. */
    static Void end(Tx tx, Receipt receipt, Counts counts) throws SQLException {
        tx.update(
                "update order_acknowledgement_file set refused = refused + ?,"
                        + " state = case when refused + ? = 0 then 2 else 3 end where id = ? and state = ?",
                Bind.of(counts.refused(), counts.refused(), receipt.id(), Stage.READING.code()));
        return null;
    }

    /** It was moved away. */
    void away(Receipt receipt) {
        book.database.writeRetrying(
                Purpose.ORDER,
                tx -> tx.update(
                        "update order_acknowledgement_file set away = ? where id = ?", Bind.of(true, receipt.id())));
    }
}
