package org.caravanserai.mapping.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Document;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Prices;
import org.caravanserai.home.Tables;

/**
 * The price lists of an installation. Amounts are data of the offer; how a list derives from another is
 * {@code config/model/prices.yaml}.
 *
 * <p>A list that {@code replaces} another follows it: asked for either of the two, the one valid on the day answers.
 */
public final class PriceBook {
    private final Prices prices;
    private final Tables tables;
    /** Hash maps, because they answer null for null. */
    private final Map<String, Prices.PriceList> lists;

    private final Map<String, String> successors = new HashMap<>();

    public PriceBook(Prices prices, Tables tables) {
        this.prices = prices;
        this.tables = tables;
        this.lists = new HashMap<>(prices.lists());
        prices.lists().values().stream()
                .filter(list -> list.replaces() != null)
                .forEach(list -> successors.put(list.replaces(), list.name()));
    }

    /** Names of all lists. */
    public Set<String> lists() {
        return prices.lists().keySet();
    }

    /** The list of this name. */
    public Optional<Prices.PriceList> list(String name) {
        return Optional.ofNullable(lists.get(name));
    }

    /**
     * Prepares to price records.
     *
     * @param list a list of this book
     * @param names give out the slots that will be read
     * @return empty when there is no such list, or records of this kind have no prices
     */
    public Optional<Pricer> pricer(String list, RecordNames names) {
        return pricer(list, names, false);
    }

    /** The same for somebody who orders: its {@link Pricer#quote} knows what unit a price is for. */
    public Optional<Pricer> measured(String list, RecordNames names) {
        return pricer(list, names, true);
    }

    /**
     * What a company pays, from what the master says of it: the list it names; else the one list that is made for its level, of lists that follow
     * each other the last.
     *
     * @param list null = none is named
     * @param level null = it has none
     * @param discount per cent taken off, null = nothing
     * @return empty when no list can be told, or the discount is none
     */
    public Optional<Agreement> agreement(String list, String level, BigDecimal discount) {
        var off = discount == null ? BigDecimal.ZERO : discount;
        var name = list != null ? list : level == null ? null : ofLevel(level);
        return lists.containsKey(name) && off.signum() >= 0 && off.compareTo(Pricer.HUNDRED) <= 0
                ? Optional.of(new Agreement(name, off))
                : Optional.empty();
    }

    /** The same of a company as the master knows it. Decimals of canonical JSON are texts; one that is none agrees no price. */
    public Optional<Agreement> agreement(Document company) {
        return agreement(text(company, "priceList"), text(company, "level"), decimal(company, "discount"));
    }

    private static String text(Document company, String attribute) {
        return company.values().get(attribute) instanceof String text && !text.isBlank() ? text : null;
    }

    private static BigDecimal decimal(Document company, String attribute) {
        var text = text(company, attribute);
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException none) {
            return BigDecimal.ONE.negate();
        }
    }

    private String ofLevel(String level) {
        var made = lists.values().stream()
                .filter(list -> list.grid() != null && level.equals(list.level()))
                .map(Prices.PriceList::name)
                .collect(Collectors.toSet());
        made.removeIf(name -> made.contains(successors.get(name)));
        return made.size() == 1 ? made.iterator().next() : null;
    }

    private Optional<Pricer> pricer(String list, RecordNames names, boolean measured) {
        if (!lists.containsKey(list)) {
            return Optional.empty();
        }
        return PriceSlots.of(names, measured).map(slots -> {
            reads(list, names, slots, new LinkedHashSet<>());
            names.readsDate();
            return new Pricer(this, list, slots);
        });
    }

    private void reads(String name, RecordNames names, PriceSlots slots, Set<String> seen) {
        var list = lists.get(name);
        if (list == null || !seen.add(name)) {
            return;
        }
        names.readsPriceList(name);
        var grid = grid(list);
        if (grid != null) {
            names.readsTable(grid.table());
            slots.reads(names, grid.row());
        }
        reads(list.base(), names, slots, seen);
        reads(list.replaces(), names, slots, seen);
        reads(successors.get(name), names, slots, seen);
    }

    Prices.Grid grid(Prices.PriceList list) {
        return list.grid() == null ? null : prices.grids().get(list.grid());
    }

    String cell(Prices.Grid grid, String row, String column) {
        return tables.of(grid.table()).map(table -> table.cell(row, column)).orElse(null);
    }

    /** The cells of one column of a grid by row. */
    Map<String, String> cells(Prices.Grid grid, String column) {
        var cells = new HashMap<String, String>();
        tables.of(grid.table())
                .ifPresent(table -> table.keys().forEach(row -> cells.put(row, table.cell(row, column))));
        return cells;
    }

    /** The list of this line of lists that holds on a day, null = none does. */
    Prices.PriceList holding(String name, LocalDate day) {
        var seen = new LinkedHashSet<String>();
        var list = lists.get(name);
        while (list != null && seen.add(list.name())) {
            if (list.validFrom() != null && day.isBefore(list.validFrom())) {
                list = list.replaces() == null ? null : lists.get(list.replaces());
            } else if (ended(list, day)) {
                list = lists.get(successors.get(list.name()));
            } else {
                return list;
            }
        }
        return null;
    }

    private boolean ended(Prices.PriceList list, LocalDate day) {
        if (list.validTo() != null && !day.isBefore(list.validTo())) {
            return true;
        }
        var next = lists.get(successors.get(list.name()));
        return next != null && next.validFrom() != null && !day.isBefore(next.validFrom());
    }
}
