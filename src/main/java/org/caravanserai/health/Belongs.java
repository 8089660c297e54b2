package org.caravanserai.health;

import java.util.Optional;
import java.util.Set;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Expressions;
import org.caravanserai.expression.Refused;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.Truth;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problems;

/**
 * Whether a product belongs to an assortment.
 *
 * @param where condition, null = all
 * @param only keys that are let in, null = not limited
 * @param never keys that are left out
 */
record Belongs(Compiled where, Set<String> only, Set<String> never) {
    /** Everything belongs. */
    static final Belongs ALL = new Belongs(null, null, Set.of());

    /** Compiles an assortment; empty when it is wrong, which the check of its file has said. */
    static Optional<Belongs> of(String assortment, Home home, RecordNames names, Environment environment) {
        if (assortment == null) {
            return Optional.of(ALL);
        }
        var named = home.assortments().of(assortment);
        if (named.isEmpty() || named.get().contractOf() != null) {
            return Optional.empty();
        }
        Compiled where = null;
        if (named.get().where() != null) {
            var compiled = Expressions.condition(named.get().where(), names, environment, new Problems());
            if (compiled.isEmpty()) {
                return Optional.empty();
            }
            where = compiled.get();
        }
        return Optional.of(new Belongs(
                where,
                keys(home, named.get().includeTable()),
                Optional.ofNullable(keys(home, named.get().excludeTable())).orElse(Set.of())));
    }

    /** True when it does; a condition that cannot be decided, or costs too much, does not select. */
    boolean test(String key, Object[] slots, Run run) {
        if (only != null && !only.contains(key) || never.contains(key)) {
            return false;
        }
        try {
            return where == null || where.truth(slots, run) == Truth.TRUE;
        } catch (Refused tooDear) {
            return false;
        }
    }

    private static Set<String> keys(Home home, String table) {
        return table == null
                ? null
                : home.tables().of(table).map(found -> Set.copyOf(found.keys())).orElse(Set.of());
    }
}
