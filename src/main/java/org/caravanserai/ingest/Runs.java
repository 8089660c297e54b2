package org.caravanserai.ingest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.ingest.Run.State;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;

/** Runs and their refused rows in the database. */
final class Runs {
    /** Refused rows kept for a run; all are counted. */
    static final int KEPT = 10_000;

    /** Of numbers of runs: theirs alone, without gaps. */
    private static final String COUNTER = "run";

    private static final String COLUMNS =
            "id, source, kind, file_name, bytes, sha256, state, started_at, ended_at, received, created, updated,"
                    + " unchanged, refused, waiting, removed, findings, refused_by, code, reason, released_by,"
                    + " release_reason";

    private final Database database;

    Runs(Database database) {
        this.database = database;
    }

    /** Enters a run; gives it the next number. */
    Run begin(String source, Kind kind, String file, long now) {
        var number = new AtomicLong();
        database.write(Purpose.CONFIRM, tx -> {
            tx.beforeCommit(last -> {
                number.set(last.takeBlock(COUNTER, 1));
                return last.update(
                        "insert into ingest_run (" + COLUMNS
                                + ") values (?, ?, ?, ?, 0, '', ?, ?, null,"
                                + " 0, 0, 0, 0, 0, 0, 0, 0, '', null, null, null, null)",
                        Bind.of(number.get(), source, kind.code(), file, State.RUNNING.name(), now));
            });
            return null;
        });
        long id = number.get();
        return new Run(
                id, source, kind, file, 0, "", State.RUNNING, now, null, Account.NOTHING, null, null, null, null);
    }

    /** Writes where a run stands, and rows refused since the last call. */
    void save(Run run, List<RefusedRow> refused, int numberOfFirst) {
        database.write(Purpose.CONFIRM, tx -> {
            var account = run.account();
            tx.update(
                    "update ingest_run set bytes = ?, sha256 = ?, state = ?, ended_at = ?, received = ?, created = ?,"
                            + " updated = ?, unchanged = ?,"
                            + " refused = ?, waiting = ?, removed = ?, findings = ?, refused_by = ?, code = ?, reason = ?,"
                            + " released_by = ?,"
                            + " release_reason = ?, started_at = ? where id = ?",
                    Bind.of(
                            run.bytes(),
                            run.sha256(),
                            run.state().name(),
                            run.endedAt(),
                            account.received(),
                            account.created(),
                            account.updated(),
                            account.unchanged(),
                            account.refused(),
                            account.waiting(),
                            account.removed(),
                            account.findings(),
                            text(account.refusedBy()),
                            run.code(),
                            cut(run.reason(), 4000),
                            cut(run.releasedBy(), 200),
                            cut(run.releaseReason(), 1000),
                            run.startedAt(),
                            run.id()));
            var number = new int[] {numberOfFirst};
            tx.batch(
                    "insert into ingest_refusal (run_id, number, line, natural_key, attribute, raw_value, rule, message)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    refused,
                    (statement, row) -> {
                        statement.setLong(1, run.id());
                        statement.setInt(2, number[0]++);
                        statement.setLong(3, row.line());
                        statement.setString(4, row.key());
                        statement.setString(5, cut(row.attribute(), 200));
                        statement.setString(6, row.value());
                        statement.setString(7, cut(row.rule(), 20));
                        statement.setString(8, cut(row.message(), 2000));
                    });
            return null;
        });
    }

    /** Forgets the refused rows of a run that starts over. */
    void restart(long run) {
        database.write(Purpose.CONFIRM, tx -> tx.update("delete from ingest_refusal where run_id = ?", Bind.of(run)));
    }

    Optional<Run> run(long id) {
        return database.read(
                tx -> tx.first("select " + COLUMNS + " from ingest_run where id = ?", Bind.of(id), Runs::row));
    }

    List<Run> latest(long before, int limit) {
        return database.read(tx -> tx.query(
                "select " + COLUMNS + " from ingest_run where id < ? order by id desc limit ?",
                Bind.of(before, limit),
                Runs::row));
    }

    List<Run> latest(String source, Kind kind, long before, int limit) {
        return database.read(tx -> tx.query(
                "select " + COLUMNS
                        + " from ingest_run where source = ? and kind = ? and id < ?"
                        + " order by source desc, kind desc, id desc limit ?",
                Bind.of(source, kind.code(), before, limit),
                Runs::row));
    }

    List<Run> in(State state, int limit) {
        return database.read(tx -> tx.query(
                "select " + COLUMNS + " from ingest_run where state = ? order by state, id limit ?",
                Bind.of(state.name(), limit),
                Runs::row));
    }

    /** The last run of a source and kind that arrived. */
    Optional<Run> lastGood(String source, Kind kind) {
        return database.read(tx -> tx.first(
                "select " + COLUMNS
                        + " from ingest_run where source = ? and kind = ? and state = ?"
                        + " order by source desc, kind desc, id desc limit 1",
                Bind.of(source, kind.code(), State.DONE.name()),
                Runs::row));
    }

    List<RefusedRow> refused(Run run, int after, int limit) {
        return database.read(tx -> tx.query(
                "select line, natural_key, attribute, raw_value, rule, message from ingest_refusal"
                        + " where run_id = ? and number > ?"
                        + " order by run_id, number limit ?",
                Bind.of(run.id(), after, limit),
                row -> new RefusedRow(
                        run.file(),
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6))));
    }

    /** A call that was made before. */
    record Call(String sha256, long run) {}

    Optional<Call> call(String source, String key) {
        return database.read(tx -> tx.first(
                "select sha256, run_id from ingest_call where source = ? and call_key = ?",
                Bind.of(source, key),
                row -> new Call(row.getString(1), row.getLong(2))));
    }

    void remember(String source, String key, String sha256, long run) {
        database.write(Purpose.CONFIRM, tx -> {
            tx.update("delete from ingest_call where source = ? and call_key = ?", Bind.of(source, key));
            return tx.update(
                    "insert into ingest_call (source, call_key, sha256, run_id) values (?, ?, ?, ?)",
                    Bind.of(source, key, sha256, run));
        });
    }

    private static Run row(ResultSet row) throws SQLException {
        long ended = row.getLong(9);
        Long endedAt = row.wasNull() ? null : ended;
        var account = new Account(
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                row.getLong(15),
                row.getLong(16),
                row.getLong(17),
                counts(row.getString(18)));
        return new Run(
                row.getLong(1),
                row.getString(2),
                Kind.of(row.getInt(3)),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                State.valueOf(row.getString(7)),
                row.getLong(8),
                endedAt,
                account,
                row.getString(19),
                row.getString(20),
                row.getString(21),
                row.getString(22));
    }

    private static String text(Map<String, Long> counts) {
        var text = new StringBuilder();
        new TreeMap<>(counts)
                .forEach((code, count) -> text.append(text.isEmpty() ? "" : " ")
                        .append(code)
                        .append('=')
                        .append(count));
        return text.toString();
    }

    private static Map<String, Long> counts(String text) {
        var counts = new TreeMap<String, Long>();
        for (var part : text.isEmpty() ? new String[0] : text.split(" ")) {
            int sign = part.indexOf('=');
            counts.put(part.substring(0, sign), Long.valueOf(part.substring(sign + 1)));
        }
        return counts;
    }

    static String cut(String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** A key as it may be shown. */
    static String shown(String key) {
        return cut(Finding.cut(key), 250);
    }
}
