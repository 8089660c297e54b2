package org.caravanserai.punchout.shop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Host;
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
import org.caravanserai.mapping.MapResult;
import org.caravanserai.mapping.Mapping;
import org.caravanserai.mapping.MappingSet;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.mapping.price.Agreement;
import org.caravanserai.mapping.price.PriceBook;
import org.caravanserai.mapping.price.Tariff;
import org.caravanserai.parser.HtmlText;
import org.caravanserai.parser.Problems;
import org.caravanserai.punchout.Price;
import org.caravanserai.quality.AssortmentFunction;
import org.caravanserai.quality.Blank;
import org.caravanserai.quality.Selection;

/** What is read of products for one account in one language, compiled from the files of a home. Immutable. */
final class Goods {
    private static final String ACTIVE = "active";
    /** What tells an article from its siblings. */
    private static final List<String> OPTIONS = List.of("colour", "size", "material");

    /** Answers no function but those maps know. */
    static final Host NOTHING = (function, constants) -> Optional.empty();

    /**
     * For whom.
     *
     * @param assortment null = everything that is sold
     * @param list null = no price is agreed
     */
    record Of(String account, String assortment, String list, String locale) {}

    private final Of of;
    private final String mainLocale;
    private final String contractOf;
    private final Selection selection;
    private final Tariff tariff;
    private final Mapping cart;
    private final RecordReader reader;
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final int[] names;
    private final int[] shorts;
    private final int[] texts;
    private final int media;
    private final Map<String, Integer> medium = new LinkedHashMap<>();
    private final int[] alts;
    private final int categories;
    private final int stock;
    private final int stockQuantity;
    private final int classes;
    private final int classSystem;
    private final int classCode;
    private final OptionWords words;

    private Goods(
            Of of,
            Home home,
            MappingSet.Builder builder,
            RecordNames names,
            Assortments.Assortment limits,
            Selection selection,
            Mapping cart) {
        this.of = of;
        this.selection = selection;
        this.cart = cart;
        mainLocale = home.company().mainLocale();
        words = new OptionWords(home, OPTIONS, of.locale());
        contractOf = limits == null ? null : limits.contractOf();
        tariff = Tariff.of(new PriceBook(home.prices(), home.tables()), of.list(), names);
        for (var attribute : List.of(
                "status",
                "brand",
                "manufacturer",
                "mpn",
                "gtin",
                "colour",
                "size",
                "material",
                "orderMinimum",
                "orderMultiple",
                "leadTimeDays",
                "availableFrom",
                "retiredOn",
                "parent")) {
            slots.put(attribute, slot(names, attribute));
        }
        var spoken = new ArrayList<String>();
        spoken.add(of.locale());
        home.company().locales().stream()
                .filter(locale -> !locale.equals(of.locale()))
                .forEach(spoken::add);
        var seen = spoken.stream()
                .map(locale -> names.seen(new Perspective(null, locale)))
                .toList();
        this.names = slots(seen, "name");
        shorts = slots(seen, "shortDescription");
        texts = slots(seen, "description");
        var list = names.variable(List.of("media")).orElseThrow();
        media = list.slot();
        for (var attribute : List.of("url", "role", "rightsFrom", "rightsTo")) {
            medium.put(attribute, slot(list.element(), attribute));
        }
        alts = seen.stream()
                .mapToInt(
                        one -> slot(one.variable(List.of("media")).orElseThrow().element(), "alt"))
                .toArray();
        categories = names.variable(List.of("categories")).orElseThrow().slot();
        var warehouses = names.variable(List.of("stock")).orElseThrow();
        stock = warehouses.slot();
        stockQuantity = slot(warehouses.element(), "quantity");
        var systems = names.variable(List.of("classifications")).orElseThrow();
        classes = systems.slot();
        classSystem = slot(systems.element(), "level");
        classCode = slot(systems.element(), "code");
        reader = builder.build().reader();
    }

    private static int slot(Names names, String name) {
        return names.variable(List.of(name))
                .orElseThrow(() -> new IllegalStateException("records have no " + name))
                .slot();
    }

    private static int[] slots(List<RecordNames> seen, String name) {
        return seen.stream().mapToInt(one -> slot(one, name)).toArray();
    }

    /** Empty when the assortment does not exist or is wrong: then nothing is shown, and {@code check} has said why. */
    static Optional<Goods> compile(Home home, Of of) {
        var problems = new Problems();
        var builder = MappingSet.of(Surroundings.of(home), Kind.PRODUCTS);
        var names = builder.shape().names(new Perspective(null, home.company().mainLocale()));
        var others = new AssortmentFunction(home, names, problems);
        var account = home.accounts().get(of.account());
        var cart = account == null
                ? null
                : builder.add(account.cart().map(), buyer(home, of.account(), of.list(), of.locale()), others, problems)
                        .orElse(null);
        if (of.assortment() == null) {
            return Optional.of(new Goods(of, home, builder, names, null, null, cart));
        }
        var who = Circumstances.buyer(of.account(), home.company().locales(), of.list());
        var around = builder.environment(who, names, others);
        return home.assortments()
                .of(of.assortment())
                .flatMap(found -> Selection.of(found.withoutContract(), home, names, around, null, problems)
                        .map(selection -> new Goods(of, home, builder, names, found, selection, cart)));
    }

    /** For whom maps speak: the language of the visit first. */
    static Circumstances buyer(Home home, String account, String list, String locale) {
        var locales = Stream.concat(Stream.of(locale), home.company().locales().stream())
                .distinct()
                .toList();
        return Circumstances.buyer(account, locales, list);
    }

    /** What the account's map of carts says of it; call {@link #shows} before. Null = nothing. */
    MapResult said(Object[] product, Run run) {
        return cart == null ? null : cart.apply(product, run);
    }

    String contractOf() {
        return contractOf;
    }

    /** The only SKUs the assortment knows, null = it does not list them. */
    Set<String> only() {
        return selection == null ? null : selection.only();
    }

    Run run(Run run) {
        return run.set(Reserved.ACCOUNT, of.account()).set(Reserved.LOCALE, mainLocale);
    }

    List<Object[]> read(List<byte[]> products, Related.Paged related) {
        return reader.read(products, related);
    }

    /** Whether the account sees it today: the condition deliveries use, and the dates a shop keeps. */
    boolean shows(Object[] product, Run run) {
        run.begin();
        var today = run.today();
        return reader.sellable(product)
                && (value(product, "availableFrom", LocalDate.class) == null
                        || !today.isBefore(value(product, "availableFrom", LocalDate.class)))
                && (value(product, "retiredOn", LocalDate.class) == null
                        || today.isBefore(value(product, "retiredOn", LocalDate.class)))
                && (selection == null
                        ? value(product, "status", Object.class) == null
                                || ACTIVE.equals(value(product, "status", Object.class))
                        : selection.takes(product, run));
    }

    /** What is shown of it. */
    Article article(Object[] product, Agreement agreement, LocalDate day) {
        var units = tariff.units(product);
        var unit = tariff.orderUnit(product, units);
        var text = first(product, texts);
        return new Article(
                reader.key(product),
                value(product, "parent", String.class),
                first(product, names) == null ? reader.key(product) : first(product, names),
                plain(first(product, shorts)),
                plain(text),
                value(product, "brand", String.class),
                value(product, "manufacturer", String.class),
                value(product, "mpn", String.class),
                value(product, "gtin", String.class),
                options(product),
                unit,
                units,
                value(product, "orderMinimum", BigDecimal.class),
                value(product, "orderMultiple", BigDecimal.class),
                days(product),
                stock(product),
                agreement == null ? List.of() : steps(product, units, unit, agreement, day),
                codes(product),
                classes(product),
                pictures(product, day));
    }

    private <T> T value(Object[] product, String attribute, Class<T> type) {
        var value = product[slots.get(attribute)];
        return type.isInstance(value) ? type.cast(value) : null;
    }

    private static String plain(String html) {
        return html == null ? null : HtmlText.text(html).strip();
    }

    /** The first that says something: "N/A" is nothing a buyer should read. */
    private static String first(Object[] product, int[] of) {
        for (var slot : of) {
            if (product[slot] instanceof String text && !Blank.is(text.indexOf('<') < 0 ? text : plain(text))) {
                return text;
            }
        }
        return null;
    }

    private List<String> options(Object[] product) {
        var options = new ArrayList<String>();
        for (var attribute : OPTIONS) {
            var value = value(product, attribute, Object.class);
            if (value != null) {
                options.add(words.say(attribute, value.toString()));
            }
        }
        return options;
    }

    private Integer days(Object[] product) {
        var days = value(product, "leadTimeDays", Number.class);
        return days == null ? null : days.intValue();
    }

    private BigDecimal stock(Object[] product) {
        BigDecimal sum = null;
        for (var one : elements(product[stock])) {
            if (one[stockQuantity] instanceof BigDecimal quantity) {
                sum = sum == null ? quantity : sum.add(quantity);
            }
        }
        return sum;
    }

    /** Each price in the unit it is ordered in, exact: an amount for so many pieces is one for as many units. */
    private List<Article.Step> steps(
            Object[] product, Map<String, BigDecimal> units, String unit, Agreement agreement, LocalDate day) {
        var steps = new ArrayList<Article.Step>();
        var factor = Tariff.factor(units, unit);
        if (factor == null) {
            return steps;
        }
        for (var pieces : tariff.steps(product, units, day)) {
            var quote = tariff.quote(product, units, day, pieces, agreement);
            var per = quote == null ? null : Tariff.factor(units, quote.unit());
            if (per != null) {
                var amount = quote.amount().amount();
                var price = factor.compareTo(per) == 0
                        ? new Price(amount, quote.basis())
                        : new Price(amount.multiply(factor), quote.basis().multiply(per));
                // Half a box does not reach the break of a box.
                var from =
                        pieces.divide(factor, 6, java.math.RoundingMode.CEILING).stripTrailingZeros();
                steps.add(new Article.Step(
                        from.scale() < 0 ? from.setScale(0) : from,
                        price,
                        quote.amount().currency()));
            }
        }
        return steps;
    }

    private List<String> codes(Object[] product) {
        return elements(product[categories]).stream()
                .map(one -> (String) one[0])
                .toList();
    }

    private Map<String, String> classes(Object[] product) {
        var found = new LinkedHashMap<String, String>();
        for (var one : elements(product[classes])) {
            if (one[classSystem] instanceof String system && one[classCode] instanceof String code) {
                found.put(system, code);
            }
        }
        return found;
    }

    private List<Article.Picture> pictures(Object[] product, LocalDate day) {
        var pictures = new ArrayList<Article.Picture>();
        for (var one : elements(product[media])) {
            var from = one[medium.get("rightsFrom")];
            var to = one[medium.get("rightsTo")];
            boolean allowed = !(from instanceof LocalDate first && day.isBefore(first))
                    && !(to instanceof LocalDate last && !day.isBefore(last));
            if (allowed && one[medium.get("url")] instanceof String url && url.startsWith("https://")) {
                pictures.add(new Article.Picture(url, first(one, alts), "photo".equals(one[medium.get("role")])));
            }
        }
        return pictures;
    }

    private static List<Object[]> elements(Object list) {
        var elements = new ArrayList<Object[]>();
        if (list instanceof Object[] all) {
            for (var one : all) {
                if (one instanceof Object[] element) {
                    elements.add(element);
                }
            }
        } else if (list instanceof Collection<?> all) {
            all.forEach(one -> elements.add((Object[]) one));
        }
        return elements;
    }
}
