package org.caravanserai.order.terms;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.expression.Run;
import org.caravanserai.home.Home;
import org.caravanserai.mapping.price.Agreement;
import org.caravanserai.mapping.price.PriceBook;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Joined;
import org.caravanserai.master.Master;
import org.caravanserai.order.Incoming;
import org.caravanserai.order.Terms;
import org.caravanserai.parser.Problems;
import org.caravanserai.quality.Selection;

/**
 * Terms as the master and the files of the home know them, of the day of the question in the hub's zone.
 *
 * <p>Who buys: of {@link Incoming#PUNCHOUT} the company of the account, whatever the order says; of anything else the company the order names. What is
 * sold: the assortment of the account, or of the channel that is the source; without one everything that is no draft and not retired. At which price: of
 * a channel that names a list, by that list; else by the company's {@code priceList}, or the list of its {@code level}, less its {@code discount}. Lists
 * with VAT agree no net price.
 */
public final class MasterTerms implements Terms {
    private final Supplier<Home> homes;
    private final Master master;
    private final Clock clock;
    private volatile Compiled compiled;

    /** @param homes the home as it is now; asked at each order, so that a reload counts from the next one on */
    public MasterTerms(Supplier<Home> homes, Master master, Clock clock) {
        this.homes = homes;
        this.master = master;
        this.clock = clock;
    }

    /** What was made of a home so far. A range is empty when its assortment is wrong, which {@code check} has said. */
    private record Compiled(Home home, PriceBook book, Map<Range.Of, Optional<Range>> ranges) {
        Optional<Range> range(Range.Of of) {
            return ranges.computeIfAbsent(of, wanted -> Range.compile(home, wanted, new Problems()));
        }
    }

    /**
     * Who orders, by the files.
     *
     * @param company number as in the master
     * @param named what the order says, when that is another company; null = it is the same
     * @param account null = none of the accounts
     * @param assortment null = everything that is sold
     * @param list of the channel, null = that of the company
     */
    private record Buyer(String company, String named, String account, String assortment, String list) {}

    @Override
    public Optional<Customer> customer(String source, String account, Order order) {
        var now = compiled();
        return buyer(now.home(), source, account, order)
                .flatMap(buyer -> company(buyer.company())
                        .map(company -> new Customer(
                                company.key(),
                                barred(buyer, company),
                                isTrue(company, "creditHold", true)
                                        ? "company " + company.key() + " is on credit hold"
                                        : null,
                                items(now, buyer, company, order.lines()))));
    }

    private static Optional<Buyer> buyer(Home home, String source, String account, Order order) {
        if (source.equals(Incoming.PUNCHOUT)) {
            var found = home.accounts().get(account);
            return found == null || found.company() == null
                    ? Optional.empty()
                    : Optional.of(new Buyer(
                            found.company(),
                            found.company().equals(order.customer()) ? null : order.customer(),
                            found.name(),
                            found.assortment(),
                            null));
        }
        var channel = home.channels().get(source);
        return Optional.of(
                channel == null
                        ? new Buyer(order.customer(), null, null, null, null)
                        : new Buyer(
                                order.customer(),
                                null,
                                null,
                                channel.assortment(),
                                channel.prices() == null
                                        ? null
                                        : channel.prices().list()));
    }

    private static String barred(Buyer buyer, Document company) {
        if (buyer.named() != null) {
            return "account " + buyer.account() + " orders for " + company.key() + ", not for '"
                    + Finding.cut(buyer.named()) + "'";
        }
        return isTrue(company, "active", false) ? "customer " + company.key() + " is closed" : null;
    }

    private List<Item> items(Compiled now, Buyer buyer, Document company, List<OrderLine> lines) {
        var agreement = buyer.list() != null
                ? Optional.of(new Agreement(buyer.list(), BigDecimal.ZERO))
                : now.book().agreement(company);
        var list = agreement.map(Agreement::list).orElse(null);
        var range = now.range(new Range.Of(buyer.account(), buyer.assortment(), list));
        if (range.isEmpty()) {
            return lines.stream().<Item>map(line -> new Item.Outside()).toList();
        }
        var contract =
                range.get().contractOf() == null ? null : contract(range.get().contractOf());
        var zone = now.home().company().timeZone();
        var run = range.get().run(new Run(LocalDate.ofInstant(clock.instant(), zone), zone));
        var products = products(range.get(), lines);
        return lines.stream()
                .map(line -> {
                    var product = products.get(line.sku());
                    return contract == null || product == null || contract.contains(line.sku())
                            ? range.get().item(product, line.quantity(), agreement, run)
                            : new Item.Outside();
                })
                .toList();
    }

    private Map<String, Object[]> products(Range range, List<OrderLine> lines) {
        var found = master.goldens()
                .byKeys(Kind.PRODUCTS, lines.stream().map(OrderLine::sku).collect(Collectors.toSet()));
        var goldens = List.copyOf(found.values());
        var slots = range.read(goldens.stream().map(Golden::json).toList(), new Joined(master.goldens()));
        var products = new HashMap<String, Object[]>();
        for (int i = 0; i < goldens.size(); i++) {
            products.put(goldens.get(i).key(), slots.get(i));
        }
        return products;
    }

    private Set<String> contract(String company) {
        return company(company).map(Selection::contract).orElse(Set.of());
    }

    private Optional<Document> company(String number) {
        return master.goldens().byKey(Kind.COMPANIES, number).map(Golden::document);
    }

    private Compiled compiled() {
        var home = homes.get();
        var known = compiled;
        if (known == null || known.home() != home) {
            known = new Compiled(home, new PriceBook(home.prices(), home.tables()), new ConcurrentHashMap<>());
            compiled = known;
        }
        return known;
    }

    private static boolean isTrue(Document company, String attribute, boolean wanted) {
        return Boolean.valueOf(wanted).equals(company.values().get(attribute));
    }
}
