package org.caravanserai.master;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * The log of changes: gapless, in the order of the commits, so that a cursor never misses one. Stored in blocks, because
 * a row of its own for each change costs the writer as much as a fifth of a document.
 */
public final class ChangeLog {
    /** Most changes in one block. */
    private static final int BLOCK = 500;
    /** Id, kind, letter of what happened. */
    private static final int ENTRY = Long.BYTES + 2;

    private record Block(long last, byte[] packed) {}

    private final Master master;

    ChangeLog(Master master) {
        this.master = master;
    }

    /**
     * The rows after a cursor, in order. One row may stand for many: a changed parent, category or media document
     * concerns whoever refers to it ({@link References}), {@link Change.Op#REMERGED} concerns everything.
     *
     * @param after number of the last row seen, 0 = none
     * @param limit most rows, about 500
     */
    public List<Change> since(long after, int limit) {
        return master.database().read(Purpose.BATCH, tx -> {
            var found = new ArrayList<>(single(tx, after, limit));
            long seen = found.isEmpty() ? after : found.get(found.size() - 1).seq();
            // Blocks hold one change or hundreds: few are read at first, more if they turn out to be small.
            for (int blocks = 2; found.size() < limit; blocks = Math.min(2 * blocks, BLOCK)) {
                var read = tx.query(
                        "select last_seq, rows_packed from master_change_block where last_seq > ?"
                                + " order by last_seq limit ?",
                        Bind.of(seen, blocks),
                        row -> new Block(row.getLong(1), row.getBytes(2)));
                for (var block : read) {
                    unpack(block, after, limit, found);
                    seen = block.last();
                }
                if (read.size() < blocks) {
                    break;
                }
            }
            return found;
        });
    }

    /** Rows of earlier versions, all of them before the first block. */
    private static List<Change> single(Tx tx, long after, int limit) throws SQLException {
        return tx.query(
                "select seq, id, kind, op from master_change where seq > ? order by seq limit ?",
                Bind.of(after, limit),
                row -> change(
                        row.getLong(1),
                        row.getLong(2),
                        row.getInt(3),
                        row.getString(4).charAt(0)));
    }

    private static void unpack(Block block, long after, int limit, List<Change> found) {
        var bytes = ByteBuffer.wrap(block.packed());
        long seq = block.last() - bytes.remaining() / ENTRY;
        while (bytes.hasRemaining() && found.size() < limit) {
            seq++;
            long id = bytes.getLong();
            int kind = bytes.get();
            char letter = (char) bytes.get();
            if (seq > after) {
                found.add(change(seq, id, kind, letter));
            }
        }
    }

    private static Change change(long seq, long id, int kind, char letter) {
        return new Change(seq, id, kind == 0 ? null : Kind.of(kind), Change.Op.of(letter));
    }

    /** Adds to the log. Last of all in a transaction: from the counter on, everybody else who writes the log waits. */
    static void append(Tx tx, List<Writes.Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        long first = tx.takeBlock(Tables.LOG, entries.size());
        var blocks = new ArrayList<Block>();
        for (int from = 0; from < entries.size(); from += BLOCK) {
            int to = Math.min(entries.size(), from + BLOCK);
            var bytes = ByteBuffer.allocate((to - from) * ENTRY);
            for (var entry : entries.subList(from, to)) {
                bytes.putLong(entry.id())
                        .put((byte) (entry.kind() == null ? 0 : entry.kind().code()))
                        .put((byte) entry.op().letter());
            }
            blocks.add(new Block(first + to - 1, bytes.array()));
        }
        tx.batch(
                "insert into master_change_block (last_seq, rows_packed) values (?, ?)", blocks, (statement, block) -> {
                    statement.setLong(1, block.last());
                    statement.setBytes(2, block.packed());
                });
    }

    /** The number of the last row as the rows say. */
    static long lastStored(Tx tx) throws SQLException {
        return Math.max(
                tx.number("select max(seq) from master_change", Bind.NONE),
                tx.number("select max(last_seq) from master_change_block", Bind.NONE));
    }

    /** The number of the last row, 0 = none. */
    public long head() {
        return master.database().read(tx -> tx.counter(Tables.LOG));
    }
}
