package org.caravanserai.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The yardstick: plain bytes in one row, written as one would write them by hand for SQLite. */
final class SqliteEngine implements StoreBench.Engine {
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement lookup;
    private final PreparedStatement update;
    private final PreparedStatement log;
    private final PreparedStatement raise;
    private final PreparedStatement counter;
    private final PreparedStatement point;
    private long ids;

    SqliteEngine(Path folder) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("yardstick.db"));
        try (var statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = normal");
            statement.execute(
                    "create table record (id integer primary key, space int not null, natural_key text not null,"
                            + " hash int not null, body blob not null)");
            statement.execute("create unique index record_key on record (space, natural_key)");
            statement.execute(
                    "create table change (seq integer primary key, record_id int not null, kind text not null)");
            statement.execute("create table head (name text primary key, last_value int not null)");
            statement.execute("insert into head values ('log', 0)");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("insert into record values (?, ?, ?, ?, ?)");
        lookup = connection.prepareStatement(
                "select id, natural_key, hash from record where space = ? and natural_key in (select value from json_each(?))");
        update = connection.prepareStatement("update record set hash = ?, body = ? where id = ?");
        log = connection.prepareStatement("insert into change values (?, ?, ?)");
        raise = connection.prepareStatement("update head set last_value = last_value + ? where name = 'log'");
        counter = connection.prepareStatement("select last_value from head where name = 'log'");
        point = connection.prepareStatement(
                "select id, space, natural_key, hash, body from record where space = ? and natural_key = ?");
    }

    private void log(List<Long> changed, String kind) throws SQLException {
        raise.setLong(1, changed.size());
        raise.executeUpdate();
        long first;
        try (var row = counter.executeQuery()) {
            row.next();
            first = row.getLong(1) - changed.size() + 1;
        }
        for (int i = 0; i < changed.size(); i++) {
            log.setLong(1, first + i);
            log.setLong(2, changed.get(i));
            log.setString(3, kind);
            log.addBatch();
        }
        log.executeBatch();
    }

    @Override
    public void insert(List<StoreBench.Item> batch) throws SQLException {
        var fresh = new ArrayList<Long>();
        for (var item : batch) {
            fresh.add(++ids);
            insert.setLong(1, ids);
            insert.setInt(2, 1);
            insert.setString(3, item.key());
            insert.setLong(4, Packed.hash(item.body()));
            insert.setBytes(5, item.body());
            insert.addBatch();
        }
        insert.executeBatch();
        log(fresh, "I");
        connection.commit();
    }

    @Override
    public void write(List<StoreBench.Item> batch) throws SQLException {
        var keys = new StringBuilder("[");
        for (var item : batch) {
            keys.append(keys.length() == 1 ? "\"" : ",\"").append(item.key()).append('"');
        }
        lookup.setInt(1, 1);
        lookup.setString(2, keys.append(']').toString());
        var there = new HashMap<String, long[]>();
        try (var rows = lookup.executeQuery()) {
            while (rows.next()) {
                there.put(rows.getString(2), new long[] {rows.getLong(1), rows.getLong(3)});
            }
        }
        var changed = new ArrayList<Long>();
        for (var item : batch) {
            long hash = Packed.hash(item.body());
            var head = there.get(item.key());
            if (head[1] != hash) {
                update.setLong(1, hash);
                update.setBytes(2, item.body());
                update.setLong(3, head[0]);
                update.addBatch();
                changed.add(head[0]);
            }
        }
        if (!changed.isEmpty()) {
            update.executeBatch();
            log(changed, "U");
        }
        connection.commit();
    }

    @Override
    public long scan(boolean byKey) throws SQLException {
        var order = byKey ? "space, natural_key" : "id";
        long bytes = 0;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select id, space, natural_key, hash, body from record order by " + order)) {
            while (rows.next()) {
                rows.getLong(1);
                rows.getString(3);
                rows.getLong(4);
                bytes += rows.getBytes(5).length;
            }
        }
        connection.commit();
        return bytes;
    }

    @Override
    public byte[] point(String key) throws SQLException {
        point.setInt(1, 1);
        point.setString(2, key);
        try (var row = point.executeQuery()) {
            row.next();
            return row.getBytes(5);
        }
    }

    @Override
    public long fileBytes() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select page_count * page_size from pragma_page_count, pragma_page_size")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
