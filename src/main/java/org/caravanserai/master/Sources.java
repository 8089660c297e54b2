package org.caravanserai.master;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.StoredRow;

/** Reads what each source said, and what it is bound to. */
public final class Sources {
    private final Master master;

    Sources(Master master) {
        this.master = master;
    }

    /** One record of a source. */
    public Optional<SourceRecord> record(String source, Kind kind, String key) {
        return row(source, kind, key).map(row -> kept(source, kind, row).record());
    }

    /** Records of a source by key; unknown keys are missing. */
    public Map<String, SourceRecord> records(String source, Kind kind, Collection<String> keys) {
        var found = new HashMap<String, SourceRecord>();
        master.database()
                .<Map<String, StoredRow>>read(Purpose.BATCH, tx -> {
                    var space = master.tables().find(tx, source + "/" + kind.word());
                    return space.isEmpty() ? Map.of() : Tables.SOURCES.byKeys(tx, space.get(), keys);
                })
                .forEach((key, row) -> found.put(key, kept(source, kind, row).record()));
        return found;
    }

    /** The golden document a source's key is bound to; empty when the key is unknown or waits. */
    public Optional<Long> id(String source, Kind kind, String key) {
        return row(source, kind, key)
                .map(row -> kept(source, kind, row).golden())
                .filter(id -> id != 0);
    }

    private Optional<StoredRow> row(String source, Kind kind, String key) {
        return master.database().read(tx -> {
            var space = master.tables().find(tx, source + "/" + kind.word());
            return space.isEmpty() ? Optional.empty() : Tables.SOURCES.get(tx, space.get(), key);
        });
    }

    /** The records a golden document is made of, by source and key; those of a tombstone too. */
    public List<SourceRecord> of(long id) {
        return master.database().read(tx -> {
            var work = new Workset(tx, master.tables());
            var node = work.node(Goldens.redirected(tx, id));
            var records = new ArrayList<SourceRecord>();
            if (node != null) {
                work.loadWords(node.parts.stream().map(Bodies.Part::id).toList());
                work.words().forEach(word -> records.add(word.record));
            }
            records.sort(Comparator.comparing(SourceRecord::source)
                    .thenComparing(record -> record.document().key()));
            return records;
        });
    }

    /** The next records of a source in order of key; "" starts. */
    public List<SourceRecord> page(String source, Kind kind, String afterKey, int limit) {
        return master
                .database()
                .<List<StoredRow>>read(Purpose.BATCH, tx -> {
                    var space = master.tables().find(tx, source + "/" + kind.word());
                    return space.isEmpty() ? List.of() : Tables.SOURCES.scanByKey(tx, space.get(), afterKey, limit);
                })
                .stream()
                .map(row -> kept(source, kind, row).record())
                .toList();
    }

    /** The next keys of a source in order; "" starts. */
    public List<String> keys(String source, Kind kind, String afterKey, int limit) {
        return master.database().<List<String>>read(Purpose.BATCH, tx -> {
            var space = master.tables().find(tx, source + "/" + kind.word());
            return space.isEmpty() ? List.of() : Tables.SOURCES.keysByKey(tx, space.get(), afterKey, limit);
        });
    }

    /** How many records a source has; a maintained number. */
    public long count(String source, Kind kind) {
        return master.tables().count("source/" + source + "/" + kind.word());
    }

    /** How many records of a source wait for a golden document; a maintained number. */
    public long waiting(String source, Kind kind) {
        return master.tables().count("waiting/" + source + "/" + kind.word());
    }

    private static Bodies.Kept kept(String source, Kind kind, StoredRow row) {
        return Bodies.source(source, kind, row.body());
    }
}
