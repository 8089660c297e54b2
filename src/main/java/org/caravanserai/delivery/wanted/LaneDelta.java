package org.caravanserai.delivery.wanted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.RowWriter;
import org.caravanserai.delivery.feed.DeltaIndex;
import org.caravanserai.delivery.feed.Draft;
import org.caravanserai.home.Channel;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.mapping.Mapping;
import org.caravanserai.parser.Problems;

/**
 * The changes of one lane since a version: rows that came or differ, then the keys of those that are gone. The key is the first field of the map. Where it is not
 * known what has changed, every row counts as changed and the file takes the place of all before it.
 */
final class LaneDelta implements AutoCloseable {
    /** The last field of every row. */
    static final String FIELD = "change";

    private static final String UPDATE = "update";
    private static final String DELETE = "delete";

    private final DeltaIndex index;
    private final Long base;
    private final List<String> fields;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private final List<String> gone = new ArrayList<>();

    private record Part(Draft.Written file, RowWriter writer) {}

    /** A row with what happened to it. */
    private record Marked(List<String> fields, Cells row, String key, String change) implements Cells {
        @Override
        public int size() {
            return fields.size();
        }

        @Override
        public Object value(int field) {
            if (field == fields.size() - 1) {
                return change;
            }
            return row != null ? row.value(field) : field == 0 ? key : null;
        }
    }

    /** @param base version every receiver is known to have, null = none, or all was asked for */
    LaneDelta(DeltaIndex index, Long base, LanePlan lane) {
        this.index = index;
        this.base = base == null || base < index.reaches() ? null : base;
        this.fields = fields(lane);
    }

    /** Refuses a map that has a field of its own under the name that says what happened. */
    static void check(Channel.Stream stream, Mapping mapping, Problems problems) {
        boolean delta = stream.files().stream().anyMatch(Channel.FeedFile::delta);
        if (delta && mapping.fields().contains(FIELD)) {
            problems.error(
                    mapping.at(FIELD).orElse(stream.position()),
                    HomeCode.STREAMS.code(),
                    "a file of changes (load: delta) has a field '" + FIELD
                            + "' of its own; give this one another name");
        }
    }

    /** Names of the values of a row. */
    static List<String> fields(LanePlan lane) {
        var fields = new ArrayList<>(lane.fields());
        fields.add(FIELD);
        return List.copyOf(fields);
    }

    void add(Draft.Written file, RowWriter writer) {
        file.delta(base);
        parts.add(new Part(file, writer));
    }

    /** Writes a row when it is a change. */
    Optional<Finding> row(long recordId, long hash, Cells row) throws IOException {
        var value = row.size() == 0 ? null : row.value(0);
        var key = value == null ? "" : value.toString();
        var entry = index.row(recordId, hash, key, this::gone);
        if (base != null && entry.since() <= base) {
            return Optional.empty();
        }
        written.add(key);
        return write(new Marked(fields, row, key, UPDATE));
    }

    private void gone(DeltaIndex.Entry entry) {
        if (base != null && entry.since() > base) {
            gone.add(entry.key());
        }
    }

    private Optional<Finding> write(Cells row) throws IOException {
        Optional<Finding> refused = Optional.empty();
        for (var part : parts) {
            var one = part.writer().row(row);
            if (one.isEmpty()) {
                part.file().counted();
            } else {
                refused = one;
            }
        }
        return refused;
    }

    /** All rows have come: what is gone follows. A key that another row has by now is not gone. */
    void finish() throws IOException {
        index.rest(this::gone);
        for (var key : gone) {
            if (written.add(key)) {
                write(new Marked(fields, null, key, DELETE));
            }
        }
        index.close();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
