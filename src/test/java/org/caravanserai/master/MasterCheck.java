package org.caravanserai.master;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;

/**
 * Looks at everything the tables say and reports what contradicts itself; for tests that end the process in the middle.
 */
public final class MasterCheck {
    private MasterCheck() {}

    /** Everything wrong; empty = the master is whole. */
    public static List<String> faults(Database database, Master master) {
        var faults = new ArrayList<String>();
        log(database, master, faults);
        var counts = new HashMap<Kind, Long>();
        var references = new HashSet<String>();
        long after = 0;
        for (var page = master.goldens().page(after, 500);
                !page.isEmpty();
                page = master.goldens().page(after, 500)) {
            after = page.get(page.size() - 1).id();
            for (var golden : page) {
                counts.merge(golden.kind(), 1L, Long::sum);
                for (var reference : master.rules().facts(golden.kind()).references(golden.document())) {
                    references.add(reference.kind().code() + " " + reference.key() + " " + golden.id());
                }
            }
            var ids = page.stream().map(Golden::id).toList();
            var writes = database.read(tx -> {
                var work = new Workset(tx, master.tables());
                work.loadNodes(ids);
                work.nodes().forEach(node -> node.touched = true);
                return new Settlement(
                                master.rules(),
                                master.tables(),
                                work,
                                master.clock().millis(),
                                0)
                        .settle();
            });
            writes.changedNodes.forEach(
                    row -> faults.add("golden " + row.id() + " is not what its source records make"));
            writes.goneNodes.forEach(id -> faults.add("golden " + id + " has no record that keeps it"));
        }
        for (var kind : Kind.values()) {
            if (master.goldens().count(kind) != counts.getOrDefault(kind, 0L)) {
                faults.add("counted " + master.goldens().count(kind) + " " + kind.word() + ", there are "
                        + counts.getOrDefault(kind, 0L));
            }
        }
        references(database, references, faults);
        sources(database, master, faults);
        return faults;
    }

    private static void log(Database database, Master master, List<String> faults) {
        long rows = 0;
        long highest = 0;
        for (var page = master.changes().since(0, 777);
                !page.isEmpty();
                page = master.changes().since(highest, 777)) {
            for (var change : page) {
                if (change.seq() <= highest) {
                    faults.add("the log goes from " + highest + " to " + change.seq());
                }
                highest = change.seq();
                rows++;
            }
        }
        long head = database.read(tx -> tx.counter(Tables.LOG));
        if (rows != highest || rows != head) {
            faults.add("the log has " + rows + " rows, the highest is " + highest + ", the counter says " + head);
        }
    }

    private static void references(Database database, Set<String> expected, List<String> faults) {
        var found = new HashSet<String>();
        for (var table : List.of("master_reference", "master_reference_slot")) {
            database.read(tx -> tx.query(
                    "select kind, natural_key, from_id from " + table,
                    Bind.NONE,
                    row -> found.add(row.getInt(1) + " " + row.getString(2) + " " + row.getLong(3))));
        }
        if (!found.equals(expected)) {
            faults.add("references: " + found.size() + " rows, " + expected.size() + " expected");
        }
    }

    private static void sources(Database database, Master master, List<String> faults) {
        Map<Integer, Long> bySpace = new HashMap<>();
        database.read(tx -> tx.query(
                "select space, count(*) from master_source group by space",
                Bind.NONE,
                row -> bySpace.put(row.getInt(1), row.getLong(2))));
        bySpace.forEach((space, count) -> {
            var name = database.read(tx -> master.tables().name(tx, space));
            long counted = master.sources().count(Tables.source(name), Tables.kind(name));
            if (counted != count) {
                faults.add("counted " + counted + " records of " + name + ", there are " + count);
            }
        });
    }
}
