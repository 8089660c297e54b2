package org.caravanserai.quality;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Document;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Expressions;
import org.caravanserai.expression.Refused;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.home.Assortments;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problems;

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
public record Selection(int key, Compiled where, Set<String> only, Set<String> never, Set<String> pilot, String name) {
    /** Everybody, but for the pilot: null = open. */
    public static Selection open(RecordNames names, Set<String> pilot) {
        return new Selection(key(names), null, null, Set.of(), pilot, null);
    }

    /**
     * Compiles an assortment over a product's names.
     *
     * @param pilot keys of the soft launch, null = open
     * @return empty when there was an error, which {@code problems} then holds
     */
    public static Optional<Selection> of(
            Assortments.Assortment assortment,
            Home home,
            RecordNames names,
            Environment environment,
            Set<String> pilot,
            Problems problems) {
        Compiled where = null;
        if (assortment.where() != null) {
            var compiled = Expressions.condition(assortment.where(), names, environment, problems);
            if (compiled.isEmpty()) {
                return Optional.empty();
            }
            where = compiled.get();
            if (where.readsDate()) {
                names.readsDate();
            }
        }
        if (assortment.contractOf() != null) {
            problems.error(
                    assortment.position(),
                    QualityCode.CONTRACT.code(),
                    "assortment " + assortment.name() + " is the contract of " + assortment.contractOf()
                            + ", and only accounts have contracts; for a channel name the SKUs in a table and"
                            + " write includeTable");
            return Optional.empty();
        }
        return Optional.of(new Selection(
                key(names),
                where,
                keys(home, assortment.includeTable()),
                assortment.excludeTable() == null ? Set.of() : keys(home, assortment.excludeTable()),
                pilot,
                assortment.name()));
    }

    private static int key(RecordNames names) {
        return names.variable(List.of(names.shape().kind().keyField()))
                .orElseThrow()
                .slot();
    }

    private static Set<String> keys(Home home, String table) {
        return table == null
                ? null
                : home.tables().of(table).map(found -> Set.copyOf(found.keys())).orElse(Set.of());
    }

    /** SKUs a company has a contract for, as the master knows it; none is a contract for nothing. */
    public static Set<String> contract(Document company) {
        return company.values().get("contractSkus") instanceof Collection<?> skus
                ? skus.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Why the record does not belong, one sentence; null when it does. */
    public String rejects(RecordReader reader, Object[] slots, Run run) {
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
    public Boolean holds(Object[] slots, Run run) {
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

    /** The same for counting: a condition that cannot be decided, or costs too much, does not select. */
    public boolean takes(Object[] slots, Run run) {
        try {
            return Boolean.TRUE.equals(holds(slots, run));
        } catch (Refused tooDear) {
            return false;
        }
    }

    /** Everything that decides, as text, for fingerprints. */
    public String text() {
        return (where == null ? "" : where.text()) + sorted(only) + sorted(never) + sorted(pilot);
    }

    private static String sorted(Set<String> keys) {
        return keys == null ? "-" : new TreeSet<>(keys).toString();
    }
}
