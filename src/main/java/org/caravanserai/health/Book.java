package org.caravanserai.health;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/** The tables of this package. Written by the one recounting thread, read by anybody. */
final class Book {
    private static final String ITEM = "select record_id, sort_key, detail from health_item where figure = ?";

    private final Database database;
    private final Map<Name, Integer> numbers = new HashMap<>();
    private int last;

    /** Which figure: a counter and a part of its population. */
    record Name(String counter, Scope scope) {}

    /** A row of health_figure. */
    record Stored(Name name, long value, long population, int version, long asOf) {}

    /** A row of health_item without its part. */
    record Row(int figure, long recordId, String key, String detail) {}

    Book(Database database) {
        this.database = database;
        database.read(tx -> tx.query(
                "select id, counter, scope from health_figure order by id",
                Bind.NONE,
                row -> numbers.put(new Name(row.getString(2), new Scope(row.getString(3))), row.getInt(1))));
        last = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** All figures in the order they came to be. */
    List<Stored> figures() {
        return database.read(tx -> tx.query(
                "select counter, scope, hits, population, version, as_of from health_figure order by id",
                Bind.NONE,
                row -> new Stored(
                        new Name(row.getString(1), new Scope(row.getString(2))),
                        row.getLong(3),
                        row.getLong(4),
                        row.getInt(5),
                        row.getLong(6))));
    }

    /** The next lines of a figure's list, by key. */
    List<Item> items(Name name, Item after, int limit) {
        return database.read(tx -> {
            var figure = tx.first(
                    "select id from health_figure where counter = ? and scope = ?",
                    Bind.of(name.counter(), name.scope().text()),
                    row -> row.getInt(1));
            if (figure.isEmpty()) {
                return List.of();
            }
            return tx.query(
                    ITEM + " and sort_key >= ? and (sort_key > ? or record_id > ? or record_id = ? and detail > ?)"
                            + " order by figure, sort_key, record_id, detail limit ?",
                    Bind.of(
                            figure.get(),
                            after.key(),
                            after.key(),
                            after.recordId(),
                            after.recordId(),
                            after.detail(),
                            limit),
                    row -> new Item(row.getLong(1), row.getString(2), row.getString(3)));
        });
    }

    /** The number of a figure, made when it is new. */
    int number(Name name) {
        var known = numbers.get(name);
        if (known != null) {
            return known;
        }
        int number = last + 1;
        database.write(
                Purpose.BATCH,
                tx -> tx.update(
                        "insert into health_figure (id, counter, scope, hits, population, version, as_of) values (?, ?, ?, 0, 0, 0, 0)",
                        Bind.of(number, name.counter(), name.scope().text())));
        last = number;
        numbers.put(name, number);
        return number;
    }

    /** Rows of a part within a range of ids, {@code after} exclusive. */
    Set<Row> rows(int part, long after, long upTo) {
        return new HashSet<>(database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select figure, record_id, sort_key, detail from health_item where part = ? and record_id > ? and record_id <= ?",
                        Bind.of(part, after, upTo),
                        Book::row)));
    }

    /** Rows of a part within a range of keys, {@code after} exclusive; {@code upTo} null = to the end. */
    Set<Row> rows(int part, String after, String upTo) {
        var until = upTo == null ? "" : " and sort_key <= ?";
        return new HashSet<>(database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select figure, record_id, sort_key, detail from health_item where part = ? and sort_key > ?"
                                + until,
                        upTo == null ? Bind.of(part, after) : Bind.of(part, after, upTo),
                        Book::row)));
    }

    private static Row row(java.sql.ResultSet row) throws SQLException {
        return new Row(row.getInt(1), row.getLong(2), row.getString(3), row.getString(4));
    }

    /** Makes the rows of a range those that were found: writes what differs, and the values with it. */
    void replace(int part, Set<Row> stored, Set<Row> found) {
        var gone = new ArrayList<Row>();
        stored.stream().filter(row -> !found.contains(row)).forEach(gone::add);
        var fresh = new ArrayList<Row>();
        found.stream().filter(row -> !stored.contains(row)).forEach(fresh::add);
        if (gone.isEmpty() && fresh.isEmpty()) {
            return;
        }
        var deltas = new HashMap<Integer, Long>();
        gone.forEach(row -> deltas.merge(row.figure(), -1L, Long::sum));
        fresh.forEach(row -> deltas.merge(row.figure(), 1L, Long::sum));
        database.write(Purpose.BATCH, tx -> {
            tx.batch(
                    "delete from health_item where figure = ? and sort_key = ? and record_id = ? and detail = ?",
                    gone,
                    (statement, row) -> {
                        statement.setInt(1, row.figure());
                        statement.setString(2, row.key());
                        statement.setLong(3, row.recordId());
                        statement.setString(4, row.detail());
                    });
            tx.batch(
                    "insert into health_item (figure, sort_key, record_id, detail, part) values (?, ?, ?, ?, ?)",
                    fresh,
                    (statement, row) -> {
                        statement.setInt(1, row.figure());
                        statement.setString(2, row.key());
                        statement.setLong(3, row.recordId());
                        statement.setString(4, row.detail());
                        statement.setInt(5, part);
                    });
            add(tx, deltas);
            return null;
        });
    }

    private static void add(Tx tx, Map<Integer, Long> deltas) throws SQLException {
        tx.batch(
                "update health_figure set hits = hits + ? where id = ?",
                deltas.entrySet().stream()
                        .filter(delta -> delta.getValue() != 0)
                        .sorted(Map.Entry.comparingByKey())
                        .toList(),
                (statement, delta) -> {
                    statement.setLong(1, delta.getValue());
                    statement.setInt(2, delta.getKey());
                });
    }

    /**
     * Closes a recount: populations and moment of the figures it met; figures of its counters it did not meet are gone.
     *
     * @param mine which counters this recount is about
     */
    void close(
            Map<Name, Long> populations,
            Map<String, Integer> versions,
            java.util.function.Predicate<String> mine,
            long asOf) {
        var met = List.copyOf(populations.entrySet());
        var gone = numbers.keySet().stream()
                .filter(name -> mine.test(name.counter()) && !populations.containsKey(name))
                .toList();
        for (var name : gone) {
            database.write(Purpose.BATCH, tx -> {
                tx.update("delete from health_item where figure = ?", Bind.of(numbers.get(name)));
                return tx.update("delete from health_figure where id = ?", Bind.of(numbers.get(name)));
            });
        }
        gone.forEach(numbers::remove);
        database.write(
                Purpose.BATCH,
                tx -> tx.batch(
                        "update health_figure set population = ?, version = ?, as_of = ? where id = ?",
                        met,
                        (statement, each) -> {
                            statement.setLong(1, each.getValue());
                            statement.setInt(
                                    2, versions.getOrDefault(each.getKey().counter(), 1));
                            statement.setLong(3, asOf);
                            statement.setInt(4, numbers.get(each.getKey()));
                        }));
    }
}
