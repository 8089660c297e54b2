package org.caravanserai.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Tables;

/** Of the functions that need data, a source row has only lookup. */
record InwardHost(Tables tables) implements Host {
    @Override
    public Optional<Call> bind(String function, List<Object> constants) {
        if (!function.equals("lookup") || constants.isEmpty() || !(constants.get(0) instanceof String name)) {
            return Optional.empty();
        }
        return tables.of(name).map(table -> {
            Map<String, String> values = new HashMap<>();
            table.keys().forEach(key -> {
                var cell = table.columns().size() < 2
                        ? key
                        : table.cell(key, table.columns().get(1));
                if (cell != null && !cell.isBlank()) {
                    values.put(key, cell);
                }
            });
            return (arguments, slots, run) -> values.get((String) arguments[1]);
        });
    }

    @Override
    public Set<String> known(String function) {
        return function.equals("lookup") ? tables.byName().keySet() : Set.of();
    }
}
