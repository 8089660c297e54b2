package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Money;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.Variable;
import org.caravanserai.home.Prices;
import org.caravanserai.mapping.price.Derivation;
import org.caravanserai.mapping.price.PriceBook;
import org.caravanserai.mapping.price.Pricer;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.YamlScalar;

/**
 * {@code price: public-2027} or {@code price: channel}, with {@code quantity} (default 1), {@code tax: net} or {@code gross} (default: as the
 * channel says, else as the list is). The price is for one unit; {@code per: 100} makes it for a hundred.
 */
final class PriceSource {
    /** How the input of a price is shown. */
    static final String INPUT = "price ";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Compilation in;

    PriceSource(Compilation in) {
        this.in = in;
    }

    /** What an entry asks for, found and allowed. */
    private record Asked(String name, Pricer pricer, Vat vat) {}

    Optional<Stage> price(Entry entry) {
        var asked = asked(entry);
        var quantity = quantity(entry);
        if (asked.isEmpty() || quantity.isEmpty()) {
            return Optional.empty();
        }
        Pricer prices = asked.get().pricer();
        var vat = asked.get().vat();
        var count = quantity.get();
        boolean quoted = asQuoted(entry);
        Eval eval = (slots, work) -> {
            var day = work.run().today();
            var price = vat.of(prices.at(slots, day, count), slots);
            return price == null || !quoted
                    ? price
                    : new Money(price.amount().multiply(prices.basis(slots, day, count)), price.currency());
        };
        var name = INPUT + asked.get().name();
        var input = new Stage.Input(
                name, (slots, work) -> told(prices.explain(slots, work.run().today(), count)));
        return Optional.of(new Stage(Type.MONEY, eval, name + count + vat + quoted, List.of(input)));
    }

    /** {@code per: basis}: for as many units as the list quotes it for, so that prices of small parts keep their digits. */
    static boolean asQuoted(Entry entry) {
        return entry.has("price")
                && entry.get("per")
                        .filter(node ->
                                node instanceof YamlScalar word && word.text().equals("basis"))
                        .isPresent();
    }

    /** {@code price: channel} with {@code fields}: one element for every quantity from which another price holds. */
    Optional<Lists.Elements> breaks(Entry entry, Scope scope) {
        return asked(entry).flatMap(asked -> {
            var prices = asked.pricer();
            Eval list = (slots, work) -> {
                var breaks = prices.breaks(slots, work.run().today());
                return breaks.isEmpty()
                        ? null
                        : breaks.stream()
                                .map(one -> new Object[] {
                                    one.minQuantity(), asked.vat().of(one.price(), slots), one.basis()
                                })
                                .toArray(Object[][]::new);
            };
            return new Lists(in).made(entry, scope, INPUT + asked.name(), list, new BreakNames());
        });
    }

    /** The names inside {@code fields} of a price: from which quantity, the amount for one unit, for how many units it is quoted. */
    private record BreakNames() implements Names {
        private static final List<String> FIELDS = List.of("minQuantity", "amount", "basis");

        @Override
        public Optional<Variable> variable(List<String> path) {
            int slot = path.size() == 1 ? FIELDS.indexOf(path.get(0)) : -1;
            return slot < 0 ? Optional.empty() : Optional.of(Variable.of(slot, type(path.get(0))));
        }

        @Override
        public Map<String, Type> under(List<String> prefix) {
            return prefix.isEmpty()
                    ? FIELDS.stream().collect(Collectors.toMap(Function.identity(), BreakNames::type))
                    : Map.of();
        }

        private static Type type(String field) {
            return field.equals("amount") ? Type.MONEY : Type.DECIMAL;
        }
    }

    private Optional<Asked> asked(Entry entry) {
        var written = in.yaml.scalar("price", entry.get("price").get(), "public-2027");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var book = new PriceBook(in.world.prices(), in.world.tables());
        var name = written.get().text().equals("channel")
                ? in.who.priceList()
                : written.get().text();
        if (name == null) {
            in.yaml.error(
                    written.get().at(),
                    MapCode.PRICE_LIST,
                    "the channel has no price list; add prices: { list: ... } to it");
            return Optional.empty();
        }
        var pricer = book.pricer(name, in.record);
        if (pricer.isEmpty()) {
            in.yaml.error(
                    written.get().at(),
                    MapCode.PRICE_LIST,
                    book.lists().contains(name)
                            ? "a " + in.word() + " has no prices"
                            : "there is no price list '" + name + "'" + Nearest.hint(name, book.lists()));
            return Optional.empty();
        }
        if (entry.has("discount")) {
            in.yaml.error(
                    entry.at("discount"),
                    MapCode.PRICE_LIST,
                    "a discount belongs to a price list; name a list of config/model/prices.yaml"
                            + " that has discounts: { grid, level }");
            return Optional.empty();
        }
        var currency = in.currency();
        var own = pricer.get().list().currency();
        if (currency != null && own != null && !currency.equals(own)) {
            in.yaml.error(
                    written.get().at(),
                    MapCode.CURRENCY,
                    "list " + name + " is in " + own + ", the map in " + currency
                            + "; amounts are never converted here, derive a list with a rate");
            return Optional.empty();
        }
        return vat(entry, pricer.get().list()).map(vat -> new Asked(name, pricer.get(), vat));
    }

    /** The way to a price in one line. */
    private static String told(Derivation derivation) {
        return derivation.steps().stream()
                .map(step -> step.detail()
                        + (step.amount() == null ? "" : " = " + step.amount().toPlainString()))
                .collect(Collectors.joining("; "));
    }

    private Optional<BigDecimal> quantity(Entry entry) {
        if (!entry.has("quantity")) {
            return Optional.of(BigDecimal.ONE);
        }
        return in.yaml.scalar("quantity", entry.get("quantity").get(), "1").flatMap(written -> {
            if (written.text().matches("[1-9][0-9]{0,8}")) {
                return Optional.of(new BigDecimal(written.text()));
            }
            in.yaml.error(written.at(), MapCode.NUMBER, "quantity is a whole number, not '" + written.text() + "'");
            return Optional.empty();
        });
    }

    /** How VAT is added or taken off. {@code factors} by tax class, null = amounts stay. */
    private record Vat(Map<String, BigDecimal> factors, int taxClass, boolean add) {
        Money of(Money money, Object[] slots) {
            if (factors == null || money == null) {
                return money;
            }
            var factor = slots[taxClass] == null ? null : factors.get(slots[taxClass].toString());
            if (factor == null) {
                return null;
            }
            return new Money(
                    add ? money.amount().multiply(factor) : money.amount().divide(factor, 12, RoundingMode.HALF_EVEN),
                    money.currency());
        }
    }

    private Optional<Vat> vat(Entry entry, Prices.PriceList list) {
        var has = list.vat() == Prices.Vat.INCLUDED;
        var wants = in.who.vat() == null ? has : in.who.vat() == Prices.Vat.INCLUDED;
        var at = entry.at("price");
        if (entry.has("tax")) {
            at = entry.at("tax");
            var word = in.yaml.word("tax", entry.get("tax").get(), List.of("net", "gross"));
            if (word.isEmpty()) {
                return Optional.empty();
            }
            wants = word.get().equals("gross");
        }
        if (has == wants) {
            return Optional.of(new Vat(null, -1, false));
        }
        var zone = in.world.company() == null || in.who.zone() == null
                ? null
                : in.world.company().zones().get(in.who.zone());
        var table = zone == null ? null : zone.vatTable();
        if (table == null) {
            in.yaml.error(
                    at,
                    MapCode.TABLE,
                    "list " + list.name() + (has ? " contains VAT" : " is without VAT")
                            + " and the channel's zone has no vatTable to change that; name one in config/hub.yaml");
            return Optional.empty();
        }
        var path = in.map.kind() == Kind.OFFERS ? "product.taxClass" : "taxClass";
        var taxClass = in.address(path, at, in.root, List.of());
        var rates = TableChange.column(in, YamlScalar.of(at, table + ".rate"), List.of());
        if (taxClass.isEmpty() || rates.isEmpty()) {
            return Optional.empty();
        }
        var factors = new HashMap<String, BigDecimal>();
        for (var rate : rates.get().entrySet()) {
            var digits = rate.getValue().replace("%", "").replace(',', '.').strip();
            if (!digits.matches("[0-9]{1,2}(\\.[0-9]{1,4})?")) {
                in.yaml.error(
                        at,
                        MapCode.NUMBER,
                        "table " + table + " has the rate '" + Finding.cut(rate.getValue()) + "' for " + rate.getKey()
                                + "; write a percentage such as 5.5");
                return Optional.empty();
            }
            factors.put(rate.getKey(), BigDecimal.ONE.add(new BigDecimal(digits).divide(HUNDRED)));
        }
        return Optional.of(
                new Vat(Map.copyOf(factors), taxClass.get().candidates().get(0).slot(), wants));
    }
}
