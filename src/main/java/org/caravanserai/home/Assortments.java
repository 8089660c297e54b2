package org.caravanserai.home;

import java.util.Map;
import java.util.Optional;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlScalar;

/** {@code config/model/assortments.yaml}: named selections of products; {@code extends} is already resolved. */
public record Assortments(Map<String, Assortment> byName) {

    /**
     * A named selection. Everything said must hold.
     *
     * @param where condition over a product, null = all
     * @param includeTable value table whose keys are the only SKUs, null = not limited
     * @param excludeTable value table whose keys are left out, null = none
     * @param zone only what may be sold there, null = everywhere
     * @param contractOf number of the company whose contract lists the SKUs, null = no contract
     */
    public record Assortment(
            String name,
            String title,
            YamlScalar where,
            String includeTable,
            String excludeTable,
            String zone,
            String contractOf,
            Position position) {
        /** The same without the limits of a contract, for whoever looks at that by itself. */
        public Assortment withoutContract() {
            return new Assortment(name, title, where, includeTable, excludeTable, zone, null, position);
        }
    }

    /** The assortment of this name. */
    public Optional<Assortment> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
