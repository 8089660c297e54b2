package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Tables;
import org.caravanserai.mapping.price.PriceBook;
import org.caravanserai.mapping.price.Pricer;

/** The functions of expressions that maps can answer themselves: isVariant, lookup, priceOf, stockOf. Others are asked of another host. */
final class MapHost implements Host {
    private final Surroundings world;
    private final Circumstances who;
    private final RecordNames names;
    private final PriceBook book;
    private final Host others;

    MapHost(Surroundings world, Circumstances who, RecordNames names, Host others) {
        this.world = world;
        this.who = who;
        this.names = names;
        this.book = new PriceBook(world.prices(), world.tables());
        this.others = others;
    }

    @Override
    public Optional<Call> bind(String function, List<Object> constants) {
        return switch (function) {
            case "isVariant" -> names.variable(List.of("parent")).map(parent -> new IsVariant(parent.slot()));
            case "lookup" -> lookup(constants);
            case "priceOf" -> priceOf(constants);
            case "stockOf" -> stockOf(constants);
            default -> others.bind(function, constants);
        };
    }

    @Override
    public Set<String> known(String function) {
        return switch (function) {
            case "lookup" -> world.tables().byName().keySet();
            case "priceOf" -> book.lists();
            default -> others.known(function);
        };
    }

    private Optional<Call> lookup(List<Object> constants) {
        if (constants.isEmpty() || !(constants.get(0) instanceof String name)) {
            return Optional.empty();
        }
        names.readsTable(name);
        return world.tables().of(name).map(table -> new Lookup(name, values(table)));
    }

    private static Map<String, String> values(Tables.Table table) {
        var values = new HashMap<String, String>();
        var columns = table.columns();
        for (var key : table.keys()) {
            var cell = columns.size() < 2 ? key : table.cell(key, columns.get(1));
            if (cell != null && !cell.isBlank()) {
                values.put(key, cell);
            }
        }
        return Map.copyOf(values);
    }

    private Optional<Call> priceOf(List<Object> constants) {
        var named = constants.isEmpty() ? who.priceList() : constants.get(0);
        return named instanceof String list
                ? book.pricer(list, names).map(pricer -> new PriceOf(list, pricer))
                : Optional.empty();
    }

    private Optional<Call> stockOf(List<Object> constants) {
        var list = names.variable(List.of("stock"));
        if (list.isEmpty()) {
            return Optional.empty();
        }
        var element = list.get().element();
        return Optional.of(new StockOf(
                list.get().slot(),
                element.variable(List.of("warehouse")).orElseThrow().slot(),
                element.variable(List.of("quantity")).orElseThrow().slot(),
                Set.copyOf(who.warehouses())));
    }

    private record IsVariant(int parent) implements Call {
        @Override
        public Object apply(Object[] arguments, Object[] slots, Run run) {
            return slots[parent] != null;
        }
    }

    /** Equal by name: within one set of mappings a name means one table. */
    private record Lookup(String table, Map<String, String> values) implements Call {
        @Override
        public Object apply(Object[] arguments, Object[] slots, Run run) {
            return values.get((String) arguments[1]);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Lookup lookup && lookup.table.equals(table);
        }

        @Override
        public int hashCode() {
            return table.hashCode();
        }
    }

    private record PriceOf(String list, Pricer pricer) implements Call {
        @Override
        public Object apply(Object[] arguments, Object[] slots, Run run) {
            return pricer.at(slots, run.today(), arguments.length > 1 ? (BigDecimal) arguments[1] : BigDecimal.ONE);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PriceOf price && price.list.equals(list);
        }

        @Override
        public int hashCode() {
            return list.hashCode();
        }
    }

    private record StockOf(int stock, int warehouse, int quantity, Set<String> places) implements Call {
        @Override
        public Object apply(Object[] arguments, Object[] slots, Run run) {
            if (slots[stock] == null) {
                return null;
            }
            var sum = BigDecimal.ZERO;
            for (var one : (Object[]) slots[stock]) {
                var place = (Object[]) one;
                boolean counts = arguments.length > 0
                        ? arguments[0].equals(place[warehouse])
                        : places.isEmpty() || places.contains(place[warehouse]);
                if (counts && place[quantity] != null) {
                    sum = sum.add((BigDecimal) place[quantity]);
                }
            }
            return sum;
        }
    }
}
