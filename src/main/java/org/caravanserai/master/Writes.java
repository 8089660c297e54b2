package org.caravanserai.master;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.ChangedRow;
import org.caravanserai.store.StoredRow;
import org.caravanserai.store.Tx;

/** Everything one transaction writes, prepared outside it so that the writing thread only writes. */
final class Writes {
    /** A log row without its number. */
    record Entry(long id, Kind kind, Change.Op op) {}

    /** A row of a reference; see {@link Slots} for its number. */
    record ReferenceRow(long slot, Facts.Reference reference, long from) {}

    /** A row of a match value; for documents by id and number, for waiting records by record id. */
    record MatchRow(long slot, Kind kind, String attribute, String value, long id) {}

    /** A row of a due date. */
    record DueRow(long at, long id) {}

    /** A row of a tombstone. */
    record TombstoneRow(long id, Kind kind, String key, long at, long run, byte[] records) {}

    /** A source key that means a golden document of another key. */
    record AliasRow(int space, String key, long golden) {}

    final List<StoredRow> newWords = new ArrayList<>();
    final List<ChangedRow> changedWords = new ArrayList<>();
    final List<Long> goneWords = new ArrayList<>();
    final List<StoredRow> newNodes = new ArrayList<>();
    final List<ChangedRow> changedNodes = new ArrayList<>();
    final Map<Long, String> renamed = new HashMap<>();
    final List<Long> goneNodes = new ArrayList<>();
    final List<ReferenceRow> references = new ArrayList<>();
    final List<ReferenceRow> goneReferences = new ArrayList<>();
    final List<MatchRow> matches = new ArrayList<>();
    final List<MatchRow> goneMatches = new ArrayList<>();
    final List<MatchRow> waiting = new ArrayList<>();
    final List<Long> noLongerWaiting = new ArrayList<>();
    final List<DueRow> dues = new ArrayList<>();
    final List<DueRow> goneDues = new ArrayList<>();
    final List<DueRow> expiries = new ArrayList<>();
    final List<DueRow> goneExpiries = new ArrayList<>();
    final List<AliasRow> aliases = new ArrayList<>();
    final List<AliasRow> goneAliases = new ArrayList<>();
    final List<TombstoneRow> tombstones = new ArrayList<>();
    final List<TombstoneRow> changedTombstones = new ArrayList<>();
    final List<Long> goneTombstones = new ArrayList<>();
    final Map<String, Long> counts = new HashMap<>();
    final List<Entry> changes = new ArrayList<>();

    void count(String name, long delta) {
        counts.merge(name, delta, Long::sum);
    }

    /** True when the transaction would write nothing. */
    boolean nothing() {
        return newWords.isEmpty()
                && changedWords.isEmpty()
                && goneWords.isEmpty()
                && newNodes.isEmpty()
                && changedNodes.isEmpty()
                && goneNodes.isEmpty()
                && references.isEmpty()
                && goneReferences.isEmpty()
                && matches.isEmpty()
                && goneMatches.isEmpty()
                && dues.isEmpty()
                && goneDues.isEmpty()
                && goneExpiries.isEmpty()
                && changedTombstones.isEmpty()
                && goneTombstones.isEmpty()
                && changes.isEmpty();
    }

    void run(Tx tx) throws SQLException {
        Tables.SOURCES.insert(tx, newWords);
        Tables.SOURCES.update(tx, changedWords);
        Tables.SOURCES.delete(tx, goneWords);
        tx.batch(
                "delete from master_tombstone where id = ?",
                goneTombstones,
                (statement, id) -> statement.setLong(1, id));
        Tables.GOLDENS.delete(tx, goneNodes);
        for (var entry : renamed.entrySet()) {
            Tables.GOLDENS.rename(tx, entry.getKey(), entry.getValue());
        }
        Tables.GOLDENS.insert(tx, newNodes);
        Tables.GOLDENS.update(tx, changedNodes);
        tombstones(tx);
        lookUps(tx);
        moments(tx);
        tx.beforeCommit(last -> {
            Tables.add(last, counts);
            ChangeLog.append(last, changes);
            return null;
        });
    }

    private void lookUps(Tx tx) throws SQLException {
        var where = " where kind = ? and attribute = ? and match_value = ? and id = ?";
        var into = " (kind, attribute, match_value, id) values (?, ?, ?, ?)";
        // What goes may also stand without a number, since an earlier version or because another had the same.
        tx.batch(
                "delete from master_reference where kind = ? and natural_key = ? and role = ? and from_id = ?",
                goneReferences,
                Writes::reference);
        tx.batch("delete from master_match" + where, goneMatches, Writes::match);
        slots(tx);
        tx.batch(
                "insert into master_reference (kind, natural_key, role, from_id) values (?, ?, ?, ?)",
                references.stream().filter(row -> row.slot() == Slots.NONE).toList(),
                Writes::reference);
        tx.batch(
                "insert into master_match" + into,
                matches.stream().filter(row -> row.slot() == Slots.NONE).toList(),
                Writes::match);
        tx.batch(
                "delete from master_waiting where id = ?",
                noLongerWaiting,
                (statement, id) -> statement.setLong(1, id));
        tx.batch("insert into master_waiting" + into, waiting, Writes::match);
        tx.batch("delete from master_alias where space = ? and natural_key = ?", goneAliases, (statement, row) -> {
            statement.setInt(1, row.space());
            statement.setString(2, row.key());
        });
        tx.batch(
                "insert into master_alias (space, natural_key, golden_id) values (?, ?, ?)",
                aliases,
                (statement, row) -> {
                    statement.setInt(1, row.space());
                    statement.setString(2, row.key());
                    statement.setLong(3, row.golden());
                });
    }

    private void slots(Tx tx) throws SQLException {
        // In order of the numbers: neighbours share pages.
        var referenceSlots = Comparator.comparingLong(ReferenceRow::slot);
        var matchSlots = Comparator.comparingLong(MatchRow::slot);
        tx.batch(
                "delete from master_reference_slot where slot = ?",
                goneReferences.stream()
                        .filter(row -> row.slot() != Slots.NONE)
                        .sorted(referenceSlots)
                        .toList(),
                (statement, row) -> statement.setLong(1, row.slot()));
        tx.batch(
                "insert into master_reference_slot (kind, natural_key, role, from_id, slot) values (?, ?, ?, ?, ?)",
                references.stream()
                        .filter(row -> row.slot() != Slots.NONE)
                        .sorted(referenceSlots)
                        .toList(),
                (statement, row) -> {
                    reference(statement, row);
                    statement.setLong(5, row.slot());
                });
        tx.batch(
                "delete from master_match_slot where slot = ?",
                goneMatches.stream()
                        .filter(row -> row.slot() != Slots.NONE)
                        .sorted(matchSlots)
                        .toList(),
                (statement, row) -> statement.setLong(1, row.slot()));
        tx.batch(
                "insert into master_match_slot (kind, attribute, match_value, id, slot) values (?, ?, ?, ?, ?)",
                matches.stream()
                        .filter(row -> row.slot() != Slots.NONE)
                        .sorted(matchSlots)
                        .toList(),
                (statement, row) -> {
                    match(statement, row);
                    statement.setLong(5, row.slot());
                });
    }

    private static void reference(PreparedStatement statement, ReferenceRow row) throws SQLException {
        statement.setInt(1, row.reference().kind().code());
        statement.setString(2, row.reference().key());
        statement.setString(3, Slots.role(row.reference().parent()));
        statement.setLong(4, row.from());
    }

    private static void match(PreparedStatement statement, MatchRow row) throws SQLException {
        statement.setInt(1, row.kind().code());
        statement.setString(2, row.attribute());
        statement.setString(3, row.value());
        statement.setLong(4, row.id());
    }

    private void moments(Tx tx) throws SQLException {
        tx.batch("delete from master_due where due_at = ? and id = ?", goneDues, Writes::due);
        tx.batch("insert into master_due (due_at, id) values (?, ?)", dues, Writes::due);
        tx.batch("delete from master_expiry where due_at = ? and id = ?", goneExpiries, Writes::due);
        tx.batch("insert into master_expiry (due_at, id) values (?, ?)", expiries, Writes::due);
    }

    private static void due(PreparedStatement statement, DueRow row) throws SQLException {
        statement.setLong(1, row.at());
        statement.setLong(2, row.id());
    }

    private void tombstones(Tx tx) throws SQLException {
        tx.batch(
                "insert into master_tombstone (id, kind, natural_key, deleted_at, run, records)"
                        + " values (?, ?, ?, ?, ?, ?)",
                tombstones,
                (statement, row) -> {
                    statement.setLong(1, row.id());
                    statement.setInt(2, row.kind().code());
                    statement.setString(3, row.key());
                    statement.setLong(4, row.at());
                    statement.setLong(5, row.run());
                    statement.setBytes(6, row.records());
                });
        tx.batch("update master_tombstone set records = ? where id = ?", changedTombstones, (statement, row) -> {
            statement.setBytes(1, row.records());
            statement.setLong(2, row.id());
        });
    }
}
