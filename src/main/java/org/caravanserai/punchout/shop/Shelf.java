package org.caravanserai.punchout.shop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Run;
import org.caravanserai.home.Account;
import org.caravanserai.home.Home;
import org.caravanserai.mapping.MapResult;
import org.caravanserai.mapping.price.Agreement;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Joined;
import org.caravanserai.master.Master;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.CodeTable;
import org.caravanserai.punchout.shop.ShopSearch.Found;
import org.caravanserai.punchout.shop.ShopSearch.Wanted;

/**
 * What one account sees at one moment, at its prices. Every product passes its assortment here, one by one, before anything of it is told: nothing is
 * hidden later. One request, one thread.
 */
public final class Shelf {
    private static final int PAGE = 20;
    private static final int BATCH = 60;
    /** Products a page looks at before it says "go on": a narrow assortment in a wide catalogue. */
    private static final int MOST = 600;
    /** Below that no page is looked for. */
    private static final int DEEPEST = 20_000;

    private static final int CATEGORIES = 6;
    private static final int SIBLINGS = 200;

    /** A page of products. */
    public sealed interface Page {
        /**
         * What was found.
         *
         * @param next from where to go on, 0 = that was all
         */
        record Articles(List<Article> articles, int next) implements Page {
            public Articles {
                articles = List.copyOf(articles);
            }
        }

        /** The index is being built: nobody knows yet. */
        record Building(long done, long of) implements Page {}
    }

    private final Account account;
    private final Home home;
    private final String locale;
    private final Goods goods;
    private final Agreement agreement;
    private final Set<String> only;
    private final Run run;
    private final Master master;
    private final ShopSearch search;
    private final CategoryTree tree;

    Shelf(
            Account account,
            Home home,
            String locale,
            Goods goods,
            Agreement agreement,
            Set<String> only,
            Run run,
            Master master,
            ShopSearch search,
            CategoryTree tree) {
        this.account = account;
        this.home = home;
        this.locale = locale;
        this.goods = goods;
        this.agreement = agreement;
        this.only = only;
        this.run = run;
        this.master = master;
        this.search = search;
        this.tree = tree;
    }

    /** The account whose shelf it is. */
    public Account account() {
        return account;
    }

    /** Of a cart without lines: ISO 4217. */
    public String currency() {
        return home.company().currency() == null ? "EUR" : home.company().currency();
    }

    /** A product by its number; empty when there is none, or this account does not see it: the same to whoever asks. */
    public Optional<Article> article(String sku) {
        return Optional.ofNullable(articles(List.of(sku)).get(sku));
    }

    /** Products by their numbers, in the order of the question; what this account does not see is missing. */
    public Map<String, Article> articles(Collection<String> skus) {
        var wanted = skus.stream()
                .filter(sku -> only == null || only.contains(sku))
                .distinct()
                .toList();
        var found = master.goldens().byKeys(Kind.PRODUCTS, wanted);
        return shown(
                wanted.stream().map(found::get).filter(golden -> golden != null).toList());
    }

    private Map<String, Article> shown(List<Golden> goldens) {
        var slots = goods.read(goldens.stream().map(Golden::json).toList(), new Joined(master.goldens()));
        var shown = new LinkedHashMap<String, Article>();
        for (int i = 0; i < goldens.size(); i++) {
            var key = goldens.get(i).key();
            if ((only == null || only.contains(key)) && goods.shows(slots.get(i), run)) {
                shown.put(key, goods.article(slots.get(i), agreement, run.today()));
            }
        }
        return shown;
    }

    /** What the account's map of carts says of products, by number; those it does not see are missing. */
    Map<String, MapResult> said(Collection<String> skus) {
        var goldens = master
                .goldens()
                .byKeys(Kind.PRODUCTS, skus.stream().distinct().toList())
                .values()
                .stream()
                .toList();
        var slots = goods.read(goldens.stream().map(Golden::json).toList(), new Joined(master.goldens()));
        var all = new LinkedHashMap<String, MapResult>();
        for (int i = 0; i < goldens.size(); i++) {
            var said = goods.shows(slots.get(i), run) ? goods.said(slots.get(i), run) : null;
            if (said != null) {
                all.put(goldens.get(i).key(), said);
            }
        }
        return all;
    }

    /** A line with what the account's map says of its product; one the map holds back says what it said before. */
    public Cart.Line worded(Cart.Line line) {
        return said(List.of(line.sku())).get(line.sku()) instanceof MapResult.Mapped mapped
                ? CartWords.applied(account.protocol(), line, mapped.row().asMap())
                : line;
    }

    /** The other variants of its model that this account sees, with itself; empty when it has no model. */
    public List<Article> variants(Article article) {
        return article.parent() == null
                ? List.of()
                : List.copyOf(shown(master.goldens().children(Kind.PRODUCTS, article.parent(), 0, SIBLINGS))
                        .values());
    }

    /**
     * What words or a number find, or what lies in a category.
     *
     * @param text null = everything
     * @param category null = anywhere; one that does not exist holds nothing
     * @param from {@link Page.Articles#next} of the page before, 0 = the first
     */
    public Page page(String text, String category, int from) {
        var exact = text == null || from > 0 ? null : exact(text.strip(), category);
        if (exact != null) {
            return new Page.Articles(List.of(exact), 0);
        }
        var wanted = new Wanted(text, category == null ? null : tree.whole(category), only);
        var articles = new ArrayList<Article>();
        int at = Math.max(0, Math.min(from, DEEPEST));
        for (int looked = 0; looked < MOST && at < DEEPEST; looked += BATCH) {
            var found = search.products(wanted, at, BATCH);
            if (found instanceof Found.Building building) {
                return new Page.Building(building.done(), building.of());
            }
            var keys = ((Found.Keys) found).keys();
            var seen = articles(keys);
            for (var key : keys) {
                at++;
                var article = seen.get(key);
                if (article != null) {
                    articles.add(article);
                }
                if (articles.size() == PAGE) {
                    return new Page.Articles(articles, more(wanted, at) ? at : 0);
                }
            }
            if (keys.size() < BATCH) {
                return new Page.Articles(articles, 0);
            }
        }
        return new Page.Articles(articles, at < DEEPEST ? at : 0);
    }

    /** Letter for letter a number of ours means that product and no other, and is looked up where it is the key; null = it is none. */
    private Article exact(String number, String category) {
        var article = number.isEmpty() ? null : article(number).orElse(null);
        return article == null || category != null && Collections.disjoint(tree.whole(category), article.categories())
                ? null
                : article;
    }

    private boolean more(Wanted wanted, int at) {
        return search.products(wanted, at, 1) instanceof Found.Keys keys
                && !keys.keys().isEmpty();
    }

    /** Categories that are called like that and hold something for this account. */
    public List<Category> categoriesCalled(String text) {
        return search.categories(text, CATEGORIES) instanceof Found.Keys found
                ? found.keys().stream()
                        .map(this::category)
                        .flatMap(Optional::stream)
                        .filter(this::filled)
                        .toList()
                : List.of();
    }

    /** Categories directly below one in which this account sees something; null = the first level. */
    public List<Category> below(String category) {
        return tree.below(category == null ? "" : category, locale).stream()
                .filter(this::filled)
                .toList();
    }

    /** Whether the account sees something in it; where much must be looked through, it is shown. */
    private boolean filled(Category category) {
        return !(page(null, category.code(), 0) instanceof Page.Articles found)
                || !found.articles().isEmpty()
                || found.next() > 0;
    }

    /** The category of this code. */
    public Optional<Category> category(String code) {
        return tree.of(code, locale);
    }

    /** From the root to this category. */
    public List<Category> path(String code) {
        return tree.path(code, locale);
    }

    /** The buyer's word for a unit; empty = it has none, and such a line cannot be returned. */
    public Optional<String> unit(String ours) {
        return CodeTable.units(account, home.tables()).theirs(ours);
    }

    /** The classification the buyer wants; empty when nothing says it. */
    public List<Cart.Code> codes(Article article) {
        var classes = CodeTable.Classes.of(account, home.tables());
        boolean table =
                account.classification() != null && account.classification().table() != null;
        var ours = table
                ? article.categories()
                : Optional.ofNullable(article.classes().get(classes.system())).stream()
                        .toList();
        return ours.stream()
                .map(classes::code)
                .flatMap(Optional::stream)
                .limit(1)
                .toList();
    }
}
