package org.caravanserai.delivery;

import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.record.RecordReader;

/**
 * Who belongs to a channel: its assortment, and the pilot of a soft launch. Immutable.
 *
 * @param key slot of the natural key
 * @param where condition, null = all
 * @param only keys that are let in, null = not limited
 * @param never keys that are left out
 * @param pilot keys of the soft launch, null = open
 * @param name of the assortment for messages, null = none
 */
record Selection(int key, Compiled where, Set<String> only, Set<String> never, Set<String> pilot, String name) {
    /** Why the record does not belong, one sentence; null when it does. */
    String rejects(RecordReader reader, Object[] slots, Run run) {
        if (!reader.sellable(slots)) {
            return "a model is not sold itself, only its variants are";
        }
        var key = (String) slots[this.key];
        if (pilot != null && !pilot.contains(key)) {
            return "not in the pilot of the soft launch";
        }
        if (only != null && !only.contains(key)) {
            return "not in the table of assortment " + name;
        }
        if (never.contains(key)) {
            return "in the exclusion table of assortment " + name;
        }
        if (where == null) {
            return null;
        }
        return switch (where.truth(slots, run)) {
            case TRUE -> null;
            case FALSE -> "assortment " + name + ": does not hold: " + where.text();
            case MISSING -> "assortment " + name + ": " + where.why(slots, run);
        };
    }

    /** The same as a condition, for the function {@code inAssortment}; null = undecided. */
    Boolean holds(Object[] slots, Run run) {
        var sku = (String) slots[key];
        if (only != null && !only.contains(sku) || never.contains(sku)) {
            return false;
        }
        if (where == null) {
            return true;
        }
        return switch (where.truth(slots, run)) {
            case TRUE -> true;
            case FALSE -> false;
            case MISSING -> null;
        };
    }

    /** Everything that decides, as text, for fingerprints. */
    String text() {
        return (where == null ? "" : where.text()) + sorted(only) + sorted(never) + sorted(pilot);
    }

    private static String sorted(Set<String> keys) {
        return keys == null ? "-" : new TreeSet<>(keys).toString();
    }
}
