package org.caravanserai.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Reserved;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.expression.record.Related;
import org.caravanserai.home.Assortments;
import org.caravanserai.home.Home;
import org.caravanserai.home.Prices;
import org.caravanserai.mapping.Circumstances;
import org.caravanserai.mapping.MappingSet;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.mapping.price.Agreement;
import org.caravanserai.mapping.price.PriceBook;
import org.caravanserai.mapping.price.Pricer;
import org.caravanserai.order.Terms.Item;
import org.caravanserai.parser.Problems;
import org.caravanserai.quality.AssortmentFunction;
import org.caravanserai.quality.Selection;

/** What a buyer may order and by which list, compiled from the files of a home: products are read once for both. Immutable. */
final class Range {
    /** What a piece is called where nothing else is said. */
    private static final String PIECE = "EA";

    private static final String ACTIVE = "active";

    /**
     * For whom.
     *
     * @param account null = none of the accounts
     * @param assortment null = everything that is sold
     * @param list null = no price is agreed
     */
    record Of(String account, String assortment, String list) {}

    private final Of of;
    private final String locale;
    private final String contractOf;
    private final Selection selection;
    private final Pricer pricer;
    private final int status;
    private final int orderUnit;
    private final int packaging;
    private final int level;
    private final int pieces;
    private final RecordReader reader;

    private Range(
            Of of,
            Home home,
            MappingSet.Builder builder,
            RecordNames names,
            Assortments.Assortment limits,
            Selection in) {
        this.of = of;
        locale = home.company().mainLocale();
        contractOf = limits == null ? null : limits.contractOf();
        selection = in;
        pricer = of.list() == null
                ? null
                : new PriceBook(home.prices(), home.tables())
                        .measured(of.list(), names)
                        .filter(prices -> prices.list().vat() != Prices.Vat.INCLUDED)
                        .orElse(null);
        status = slot(names, "status");
        orderUnit = slot(names, "orderUnit");
        var levels = names.variable(List.of("packaging")).orElseThrow();
        packaging = levels.slot();
        level = slot(levels.element(), "level");
        pieces = slot(levels.element(), "quantity");
        reader = builder.build().reader();
    }

    private static int slot(Names names, String name) {
        return names.variable(List.of(name)).orElseThrow().slot();
    }

    /**
     * Compiles.
     *
     * @return empty when the assortment does not exist or is wrong, which {@code problems} then holds
     */
    static Optional<Range> compile(Home home, Of of, Problems problems) {
        var builder = MappingSet.of(Surroundings.of(home), Kind.PRODUCTS);
        var names = builder.shape().names(new Perspective(null, home.company().mainLocale()));
        if (of.assortment() == null) {
            return Optional.of(new Range(of, home, builder, names, null, null));
        }
        var who = Circumstances.buyer(of.account(), home.company().locales(), of.list());
        Environment around = builder.environment(who, names, new AssortmentFunction(home, names, problems));
        return home.assortments()
                .of(of.assortment())
                .flatMap(found -> Selection.of(found.withoutContract(), home, names, around, null, problems)
                        .map(selection -> new Range(of, home, builder, names, found, selection)));
    }

    /** Number of the company whose contract lists what may be ordered, null = there is none to keep to. */
    String contractOf() {
        return contractOf;
    }

    /** The circumstances expressions of the assortment may ask for. */
    Run run(Run run) {
        return run.set(Reserved.ACCOUNT, of.account()).set(Reserved.LOCALE, locale);
    }

    List<Object[]> read(List<byte[]> products, Related.Paged related) {
        return new ArrayList<>(reader.read(products, related));
    }

    /**
     * What holds for so much of a product.
     *
     * @param product as {@link #read}, null = there is none
     */
    Item item(Object[] product, Quantity quantity, Optional<Agreement> agreement, Run run) {
        if (product == null || !reader.sellable(product)) {
            return new Item.Unknown();
        }
        run.begin();
        if (!belongs(product, run)) {
            return new Item.Outside();
        }
        var units = units(product);
        var factor = Checks.factor(units, quantity.unit());
        if (pricer == null || agreement.isEmpty() || factor == null) {
            return new Item.Sold(units, null);
        }
        var piece = piece(product, units);
        var quote = pricer.quote(
                product,
                run.today(),
                quantity.value().multiply(factor),
                unit -> Checks.factor(units, unit == null ? piece : unit));
        if (quote == null) {
            return new Item.Sold(units, null);
        }
        var agreed = agreement.get().of(quote);
        var per = new Quantity(agreed.basis(), agreed.unit() == null ? piece : agreed.unit());
        return new Item.Sold(units, new Price(agreed.amount(), per));
    }

    private boolean belongs(Object[] product, Run run) {
        return selection == null
                ? product[status] == null || product[status].equals(ACTIVE)
                : selection.takes(product, run);
    }

    /** Packaging by what it is called, in pieces; the order unit is the piece itself unless it is one of the packages. */
    private Map<String, BigDecimal> units(Object[] product) {
        var units = new LinkedHashMap<String, BigDecimal>();
        if (product[packaging] != null) {
            for (var one : (Object[]) product[packaging]) {
                var fields = (Object[]) one;
                if (fields[pieces] instanceof BigDecimal number && number.signum() > 0) {
                    units.put((String) fields[level], number);
                }
            }
        }
        units.putIfAbsent(piece(product, units), BigDecimal.ONE);
        return units;
    }

    private String piece(Object[] product, Map<String, BigDecimal> units) {
        var unit = (String) product[orderUnit];
        return unit == null || BigDecimal.ONE.compareTo(units.getOrDefault(unit, BigDecimal.ONE)) != 0 ? PIECE : unit;
    }
}
