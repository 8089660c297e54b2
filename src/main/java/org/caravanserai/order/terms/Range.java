package org.caravanserai.order.terms;

import java.util.ArrayList;
import java.util.List;
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
import org.caravanserai.mapping.Circumstances;
import org.caravanserai.mapping.MappingSet;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.mapping.price.Agreement;
import org.caravanserai.mapping.price.PriceBook;
import org.caravanserai.mapping.price.Tariff;
import org.caravanserai.order.Terms.Item;
import org.caravanserai.parser.Problems;
import org.caravanserai.quality.AssortmentFunction;
import org.caravanserai.quality.Selection;

/** What a buyer may order and by which list, compiled from the files of a home: products are read once for both. Immutable. */
final class Range {
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
    private final Tariff tariff;
    private final int status;
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
        tariff = Tariff.of(new PriceBook(home.prices(), home.tables()), of.list(), names);
        status = slot(names, "status");
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
        var units = tariff.units(product);
        var factor = Tariff.factor(units, quantity.unit());
        if (agreement.isEmpty() || factor == null) {
            return new Item.Sold(units, null);
        }
        var quote = tariff.quote(product, units, run.today(), quantity.value().multiply(factor), agreement.get());
        return new Item.Sold(
                units, quote == null ? null : new Price(quote.amount(), new Quantity(quote.basis(), quote.unit())));
    }

    private boolean belongs(Object[] product, Run run) {
        return selection == null
                ? product[status] == null || product[status].equals(ACTIVE)
                : selection.takes(product, run);
    }
}
