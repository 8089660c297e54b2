package org.caravanserai.delivery.push;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.RemoteRef;
import org.caravanserai.delivery.wanted.Plans;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Goldens;

/** Puts the partner's ids into rows that name documents by ours. One batch, one thread. */
final class RemoteIds {
    private final Plans plans;
    private final Goldens goldens;
    private final Ledger ledger;
    private final StreamPlan plan;
    private final String locale;
    private final Map<RemoteRef, String> known = new HashMap<>();

    /** A row with ids in it. */
    private record Filled(List<String> fields, Object[] values) implements Cells {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Object value(int field) {
            return values[field];
        }
    }

    RemoteIds(Plans plans, Goldens goldens, Ledger ledger, StreamPlan plan, String locale) {
        this.plans = plans;
        this.goldens = goldens;
        this.ledger = ledger;
        this.plan = plan;
        this.locale = locale;
    }

    /** Reads the ids these rows need. */
    void expect(Iterable<Cells> rows) {
        var wanted = new HashMap<String, Set<String>>();
        rows.forEach(row -> collect(row, wanted));
        wanted.forEach(this::read);
    }

    private static void collect(Object value, Map<String, Set<String>> wanted) {
        if (value instanceof RemoteRef ref && !ref.self()) {
            wanted.computeIfAbsent(ref.stream(), none -> new HashSet<>()).add(ref.key());
        } else if (value instanceof List<?> list) {
            list.forEach(one -> collect(one, wanted));
        } else if (value instanceof Cells cells) {
            for (int i = 0; i < cells.size(); i++) {
                collect(cells.value(i), wanted);
            }
        }
    }

    private void read(String stream, Set<String> keys) {
        var other = plans.sent(plan.channel().name(), stream);
        if (other.isEmpty()) {
            return;
        }
        var lane = other.get().lanes().stream()
                .filter(one -> one.locale() == null || one.locale().equals(locale))
                .findFirst();
        if (lane.isEmpty()) {
            return;
        }
        Kind kind = other.get().kind();
        var documents = goldens.byKeys(kind, keys);
        var ids = ledger.duties()
                .remoteIds(
                        lane.get().lane(),
                        documents.values().stream().map(golden -> golden.id()).toList());
        documents.forEach((key, golden) -> {
            var id = ids.get(golden.id());
            if (id != null) {
                known.put(new RemoteRef(stream, key), id);
            }
        });
    }

    /**
     * The row with ids in it; the row itself when it names none.
     *
     * @param own what the partner calls the item, null = not known
     * @return empty when an id is not known yet
     */
    Optional<Cells> fill(Cells row, String own) {
        return fill(row, own, MISSING);
    }

    /** The row with those ids in it that are known, and nothing in place of the others. */
    Cells known(Cells row, String own) {
        return fill(row, own, null).orElse(row);
    }

    private Optional<Cells> fill(Cells row, String own, Object missing) {
        var values = new Object[row.size()];
        boolean changed = false;
        for (int i = 0; i < values.length; i++) {
            var value = row.value(i);
            values[i] = filled(value, own, missing);
            changed |= values[i] != value;
            if (values[i] == MISSING) {
                return Optional.empty();
            }
        }
        return Optional.of(changed ? new Filled(row.fields(), values) : row);
    }

    private static final Object MISSING = new Object();

    private Object filled(Object value, String own, Object missing) {
        if (value instanceof RemoteRef ref) {
            return ref.self() ? own : known.getOrDefault(ref, null) == null ? missing : known.get(ref);
        }
        if (value instanceof List<?> list) {
            var all = new ArrayList<Object>();
            boolean changed = false;
            for (var one : list) {
                var next = filled(one, own, missing);
                if (next == MISSING) {
                    return MISSING;
                }
                changed |= next != one;
                all.add(next);
            }
            return changed ? all : list;
        }
        if (value instanceof Cells cells) {
            var next = fill(cells, own, missing);
            return next.isEmpty() ? MISSING : next.get();
        }
        return value;
    }
}
