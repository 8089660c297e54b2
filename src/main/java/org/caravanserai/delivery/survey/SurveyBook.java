package org.caravanserai.delivery.survey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.State;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Row;

/** Surveys as they are kept, the newest of each channel. */
public final class SurveyBook {
    /** How many of a channel and kind are kept. */
    private static final int KEPT = 20;

    private static final int DETAIL = 4_000;
    private static final String COLUMNS =
            "select id, channel, kind, state, options, started_at, started_by, ended_at, text, counts, applied_at, applied_by"
                    + " from delivery_survey where ";

    private final Database database;

    public SurveyBook(Database database) {
        this.database = database;
    }

    /** Opens a survey. @return its number */
    public long open(String channel, Survey.Kind kind, Map<String, String> options, String who, Instant now) {
        return database.write(tx -> {
            var old = tx.query(
                    "select id from delivery_survey where channel = ? and kind = ? order by channel desc, kind desc, id desc limit ?",
                    Bind.of(channel, letter(kind), KEPT),
                    row -> row.getLong(1));
            if (old.size() == KEPT) {
                long last = old.get(KEPT - 1);
                tx.update(
                        "delete from delivery_survey_item where survey in"
                                + " (select id from delivery_survey where channel = ? and kind = ? and id <= ?)",
                        Bind.of(channel, letter(kind), last));
                tx.update(
                        "delete from delivery_survey where channel = ? and kind = ? and id <= ?",
                        Bind.of(channel, letter(kind), last));
            }
            long id = tx.ids(1)[0];
            tx.update(
                    "insert into delivery_survey (id, channel, kind, state, options, started_at, started_by, counts)"
                            + " values (?, ?, ?, ?, ?, ?, ?, '')",
                    Bind.of(
                            id,
                            channel,
                            letter(kind),
                            word(Survey.State.RUNNING),
                            json(options),
                            now.toEpochMilli(),
                            who));
            return id;
        });
    }

    /** What was running when the hub stopped has failed. */
    public void broken(Instant now) {
        database.write(tx -> tx.update(
                "update delivery_survey set state = ?, ended_at = ?, text = ? where state = ?",
                Bind.of(
                        word(Survey.State.FAILED),
                        now.toEpochMilli(),
                        "the hub was stopped meanwhile",
                        word(Survey.State.RUNNING))));
    }

    /** It is over, or further. @param ended null = not yet */
    public void become(long id, Survey.State state, String text, Survey.Tally tally, Instant ended) {
        database.write(
                Purpose.CONFIRM,
                tx -> tx.update(
                        "update delivery_survey set state = ?, text = ?, counts = ?, ended_at = ? where id = ?",
                        Bind.of(
                                word(state),
                                text == null ? null : cut(text, 1_000),
                                tally.text(),
                                ended == null ? null : ended.toEpochMilli(),
                                id)));
    }

    /** Somebody applied it. */
    public void applied(long id, String who, Instant now) {
        database.write(tx -> tx.update(
                "update delivery_survey set state = ?, applied_at = ?, applied_by = ? where id = ?",
                Bind.of(word(Survey.State.APPLIED), now.toEpochMilli(), who, id)));
    }

    /** What was found by an earlier try counts no more. */
    public void clear(long id) {
        database.write(
                Purpose.BATCH, tx -> tx.update("delete from delivery_survey_item where survey = ?", Bind.of(id)));
    }

    /** Keeps what was found. @param first number of the first of them */
    public void add(long id, long first, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        long[] n = {first};
        database.write(
                Purpose.BATCH,
                tx -> tx.batch(
                        "insert into delivery_survey_item (survey, n, what, stream, lane, record_id, item_key, remote_id, desired, confirmed,"
                                + " state, stands, detail) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        entries,
                        (statement, entry) -> {
                            var item = entry.believed();
                            statement.setLong(1, id);
                            statement.setLong(2, n[0]++);
                            statement.setString(3, entry.what());
                            statement.setString(4, entry.stream());
                            statement.setInt(5, entry.lane());
                            statement.setLong(6, entry.recordId());
                            statement.setString(7, cut(entry.key(), 300));
                            statement.setString(8, cut(entry.remoteId(), 300));
                            statement.setLong(9, item == null ? 0 : item.desired());
                            statement.setLong(10, item == null ? 0 : item.confirmed());
                            statement.setString(
                                    11, item == null ? "" : item.state().word());
                            statement.setLong(12, entry.stands());
                            statement.setString(13, detail(entry));
                        }));
    }

    /** What was found, in order. @param after number of the last one seen, 0 = from the beginning */
    public Map<Long, Entry> entries(long id, long after, int limit) {
        var found = new LinkedHashMap<Long, Entry>();
        database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select n, what, stream, lane, record_id, item_key, remote_id, desired, confirmed, state, stands, detail"
                                + " from delivery_survey_item where survey = ? and n > ? order by survey, n limit ?",
                        Bind.of(id, after, limit),
                        row -> found.put(row.getLong(1), entry(row))));
        return found;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long record = row.getLong(5);
        var state = row.getString(10);
        var item = state.isEmpty()
                ? null
                : new Item(record, row.getLong(8), row.getLong(9), State.valueOf(state.toUpperCase(Locale.ROOT)));
        var detail = map(row.getString(12));
        var fields = new ArrayList<Survey.Field>();
        if (detail.get("fields") instanceof List<?> list) {
            for (var one : list) {
                if (one instanceof Map<?, ?> field) {
                    fields.add(new Survey.Field(text(field, "f"), text(field, "o"), text(field, "t")));
                }
            }
        }
        var others = detail.get("others") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.<String>of();
        return new Entry(
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                record,
                row.getString(6),
                row.getString(7),
                item,
                row.getLong(11),
                text(detail, "why"),
                fields,
                others);
    }

    private static String detail(Entry entry) {
        var map = new LinkedHashMap<String, Object>();
        map.put("why", entry.why());
        var fields = new ArrayList<Map<String, Object>>();
        for (var field : entry.fields()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("f", field.field());
            one.put("o", field.ours());
            one.put("t", field.theirs());
            fields.add(one);
        }
        map.put("fields", fields);
        map.put("others", entry.others().stream().limit(10).toList());
        var text = json(map);
        if (text.length() > DETAIL) {
            map.put("fields", List.of());
            text = json(map);
        }
        return text;
    }

    /** A survey, empty when there is none of this number (any more). */
    public Optional<Survey> find(long id) {
        return database.read(tx -> tx.first(COLUMNS + "id = ?", Bind.of(id), SURVEY));
    }

    /** The newest surveys of a channel and kind, newest first. */
    public List<Survey> newest(String channel, Survey.Kind kind, int limit) {
        return database.read(tx -> tx.query(
                COLUMNS + "channel = ? and kind = ? order by channel desc, kind desc, id desc limit ?",
                Bind.of(channel, letter(kind), limit),
                SURVEY));
    }

    private static final Row<Survey> SURVEY = row -> {
        long ended = row.getLong(8);
        long applied = row.getLong(11);
        var options = new LinkedHashMap<String, String>();
        map(row.getString(5)).forEach((key, value) -> options.put(key, String.valueOf(value)));
        return new Survey(
                row.getLong(1),
                row.getString(2),
                row.getString(3).equals("V") ? Survey.Kind.VERIFY : Survey.Kind.ADOPT,
                Survey.State.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                options,
                Instant.ofEpochMilli(row.getLong(6)),
                row.getString(7),
                ended == 0 ? null : Instant.ofEpochMilli(ended),
                row.getString(9),
                Survey.Tally.read(row.getString(10)),
                applied == 0 ? null : Instant.ofEpochMilli(applied),
                row.getString(12));
    };

    private static String letter(Survey.Kind kind) {
        return kind == Survey.Kind.VERIFY ? "V" : "A";
    }

    private static String word(Survey.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String cut(String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most);
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    private static String text(Map<?, ?> map, String key) {
        var value = map.get(key);
        return value == null ? null : value.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String json) {
        try {
            var bytes = new ByteArrayInputStream((json == null ? "{}" : json).getBytes(StandardCharsets.UTF_8));
            return Json.read(bytes) instanceof Outcome.Taken<Object> taken && taken.value() instanceof Map<?, ?> map
                    ? (Map<String, Object>) map
                    : Map.of();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
