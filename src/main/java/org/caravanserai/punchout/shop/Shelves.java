package org.caravanserai.punchout.shop;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Run;
import org.caravanserai.home.Account;
import org.caravanserai.home.Home;
import org.caravanserai.mapping.price.PriceBook;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.caravanserai.quality.Selection;

/** Gives every account its shelf: what it sees, at its prices. Any number of threads. */
public final class Shelves {
    /** How long the tree of categories may be behind. */
    private static final long TREE_MILLIS = 5_000;

    private final Supplier<Home> homes;
    private final Master master;
    private final ShopSearch search;
    private final Clock clock;
    private volatile Compiled compiled;
    private volatile Tree tree;

    /** @param homes the home as it is now; asked for each shelf */
    public Shelves(Supplier<Home> homes, Master master, ShopSearch search, Clock clock) {
        this.homes = homes;
        this.master = master;
        this.search = search;
        this.clock = clock;
    }

    private record Compiled(Home home, PriceBook book, Map<Goods.Of, Optional<Goods>> goods) {
        Optional<Goods> of(Goods.Of of) {
            return goods.computeIfAbsent(of, wanted -> Goods.compile(home, wanted));
        }
    }

    private record Tree(CategoryTree categories, long millis) {}

    /**
     * The shelf of an account, as it is at this moment.
     *
     * @param locale language of the visit
     * @return empty when the account is no longer in the files, has no company, its company is closed, or its assortment is wrong
     */
    public Optional<Shelf> of(String account, String locale) {
        var now = compiled();
        var known = now.home().accounts().get(account);
        return known == null ? Optional.empty() : of(now, known, locale);
    }

    private Optional<Shelf> of(Compiled now, Account account, String locale) {
        var company = account.company() == null ? Optional.<Document>empty() : company(account.company());
        if (company.isEmpty() || Boolean.FALSE.equals(company.get().values().get("active"))) {
            return Optional.empty();
        }
        var agreement = now.book().agreement(company.get()).orElse(null);
        var list = agreement == null ? null : agreement.list();
        var zone = now.home().company().timeZone();
        var run = new Run(LocalDate.ofInstant(clock.instant(), zone), zone);
        return now.of(new Goods.Of(account.name(), account.assortment(), list, locale))
                .map(goods -> new Shelf(
                        account,
                        now.home(),
                        locale,
                        goods,
                        agreement,
                        contract(goods),
                        goods.run(run),
                        master,
                        search,
                        categories()));
    }

    /** The only SKUs that may be shown, null = any. */
    private Set<String> contract(Goods goods) {
        if (goods.contractOf() == null) {
            return goods.only();
        }
        var listed = company(goods.contractOf()).map(Selection::contract).orElse(Set.of());
        return goods.only() == null
                ? listed
                : listed.stream().filter(goods.only()::contains).collect(java.util.stream.Collectors.toSet());
    }

    private Optional<Document> company(String number) {
        return master.goldens().byKey(Kind.COMPANIES, number).map(Golden::document);
    }

    private CategoryTree categories() {
        var known = tree;
        if (known == null || clock.millis() - known.millis() > TREE_MILLIS || clock.millis() < known.millis()) {
            known = new Tree(CategoryTree.read(master.goldens()), clock.millis());
            tree = known;
        }
        return known.categories();
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
}
