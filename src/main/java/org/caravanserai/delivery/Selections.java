package org.caravanserai.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Expressions;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Assortments;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problems;

/** Compiles assortments. */
final class Selections {
    private Selections() {}

    /**
     * Compiles an assortment over a product's names.
     *
     * @param pilot keys of the soft launch, null = open
     * @return empty when there was an error, which {@code problems} then holds
     */
    static Optional<Selection> compile(
            Assortments.Assortment assortment,
            Home home,
            RecordNames names,
            Environment environment,
            Set<String> pilot,
            Problems problems) {
        Compiled where = null;
        if (assortment.where() != null) {
            var scalar = assortment.where();
            var compiled = Expressions.condition(scalar, names, environment, problems);
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
                    DeliveryCode.CONTRACT.code(),
                    "contractOf needs the contract lists of accounts, which this version does not"
                            + " read; name the SKUs in a table and write includeTable");
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

    static int key(RecordNames names) {
        return names.variable(List.of(names.shape().kind().keyField()))
                .orElseThrow()
                .slot();
    }

    private static Set<String> keys(Home home, String table) {
        return table == null
                ? null
                : home.tables().of(table).map(found -> Set.copyOf(found.keys())).orElse(Set.of());
    }
}
