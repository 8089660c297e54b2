package org.caravanserai.health;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;

/**
 * Counts everything again, kind by kind in pages by id, and writes what differs from the last time. What is kept over a pass are hashes of keys that
 * must be unique and of codes in use, nothing else. One thread.
 */
final class Recounting {
    /** First number of the parts of clusters, by kind. */
    static final int CLUSTERS = 100;
    /** First number of the parts of dangling references, by kind. */
    static final int DANGLING = 200;

    private static final int PAGE = 500;

    private final Home home;
    private final Master master;
    private final Ledger ledger;
    private final Clock clock;
    private final Book book;
    private final Counters counters;
    private final BooleanSupplier stopped;

    /** The hub ends; the next start counts from the beginning. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("the hub ends", null, false, false);
        }
    }

    /** @param stopped whether a recount ends at its next page */
    Recounting(
            Home home,
            Master master,
            Ledger ledger,
            Clock clock,
            Book book,
            Counters counters,
            BooleanSupplier stopped) {
        this.home = home;
        this.master = master;
        this.ledger = ledger;
        this.clock = clock;
        this.book = book;
        this.counters = counters;
        this.stopped = stopped;
    }

    /** Everything that is counted over the master. */
    void master() {
        var start = clock.instant();
        var today = start.atZone(home.company().timeZone()).toLocalDate();
        var sheet = new Sheet(book);
        var use = new Use();
        products(means(Kind.PRODUCTS, today), use, sheet);
        var marking = means(Kind.CATEGORIES, today);
        go(new CategoryCount(marking, use, List.of(), true), null);
        var categories = means(Kind.CATEGORIES, today);
        go(new CategoryCount(categories, use, counters.compiled(Kind.CATEGORIES, categories), false), sheet);
        var tags = new MediaCount.TagBook();
        go(new MediaCount(means(Kind.MEDIA, today), use, tags, List.of(), true), null);
        var media = means(Kind.MEDIA, today);
        go(new MediaCount(media, use, tags, counters.compiled(Kind.MEDIA, media), false), sheet);
        for (var kind : List.of(Kind.COMPANIES, Kind.CONTACTS)) {
            var means = means(kind, today);
            go(new PartyCount(means, kind, counters.compiled(kind, means)), sheet);
        }
        if (counters.declared().containsKey(Kind.OFFERS)) {
            var means = means(Kind.OFFERS, today);
            go(new DeclaredCount(means, Kind.OFFERS, counters.compiled(Kind.OFFERS, means)), sheet);
        }
        var sources = new SourceCount(home, master, sheet);
        sources.findings();
        sources.dangling();
        close(sheet, start, counter -> !counter.equals(HeldCount.HELD));
    }

    /** What is counted over the ledger. */
    void ledger(List<Lane> lanes) {
        var start = clock.instant();
        var sheet = new Sheet(book);
        new HeldCount(ledger, master.goldens(), book, sheet).run(lanes);
        close(sheet, start, HeldCount.HELD::equals);
    }

    private void products(Means means, Use use, Sheet sheet) {
        var declared = counters.compiled(Kind.PRODUCTS, means);
        go(new ProductCount(means, use, declared), sheet);
    }

    private Means means(Kind kind, java.time.LocalDate today) {
        return Means.of(home, kind, today);
    }

    private void close(Sheet sheet, Instant start, java.util.function.Predicate<String> mine) {
        var versions = new HashMap<String, Integer>();
        counters.all().forEach((id, counter) -> versions.put(id, counter.version()));
        for (var name : sheet.populations().keySet()) {
            book.number(name);
        }
        book.close(sheet.populations(), versions, mine, start.toEpochMilli());
    }

    /** One pass; without a sheet nothing is written, the pass only learns. */
    private void go(Count count, Sheet sheet) {
        var documents = new Documents(master.goldens(), count.joins());
        if (sheet != null) {
            count.begin(sheet);
        }
        long after = 0;
        while (true) {
            if (stopped.getAsBoolean()) {
                throw new Stopped();
            }
            var page = master.goldens().page(count.kind(), after, PAGE);
            var records = count.reader().read(page.stream().map(Golden::json).toList(), documents);
            for (int i = 0; i < records.size(); i++) {
                count.look(page.get(i), records.get(i), sheet);
            }
            boolean end = page.size() < PAGE;
            long upTo = end ? Long.MAX_VALUE : page.get(page.size() - 1).id();
            if (sheet != null) {
                sheet.settle(count.kind().code(), after, upTo);
            }
            if (end) {
                break;
            }
            after = upTo;
        }
        if (sheet != null && count.clusters() != null) {
            clusters(count, sheet);
        }
    }

    private void clusters(Count count, Sheet sheet) {
        var surplus = List.copyOf(count.clusters().surplus().entrySet());
        long after = 0;
        for (int from = 0; ; from += PAGE) {
            boolean end = from + PAGE >= surplus.size();
            var page = surplus.subList(Math.min(from, surplus.size()), Math.min(from + PAGE, surplus.size()));
            clusters(count, page, sheet);
            long upTo = end ? Long.MAX_VALUE : page.get(page.size() - 1).getKey();
            sheet.settle(CLUSTERS + count.kind().code(), after, upTo);
            if (end) {
                return;
            }
            after = upTo;
        }
    }

    private void clusters(Count count, List<Map.Entry<Long, Clusters.Surplus>> page, Sheet sheet) {
        var ids = new TreeSet<Long>();
        page.forEach(entry -> {
            ids.add(entry.getKey());
            ids.add(entry.getValue().kept());
        });
        var documents = master.goldens().byIds(new ArrayList<>(ids));
        for (var entry : page) {
            var one = documents.get(entry.getKey());
            var kept = documents.get(entry.getValue().kept());
            if (one != null && kept != null) {
                sheet.hit(
                        count.clusterCounter(),
                        Scope.ALL,
                        one.id(),
                        one.key(),
                        entry.getValue().why() + " = " + kept.key());
            }
        }
    }
}
