package org.caravanserai.punchout.shop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.lucene.search.Query;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.master.Change;
import org.caravanserai.master.Master;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of the shop: all sellable products and all categories, whoever may see them. Built from the golden documents when it is missing, torn or of
 * another form, then kept current from the change log. A thread of its own writes; as long as it builds, searches say so and find nothing wrong.
 */
public final class ShopSearch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShopSearch.class);
    /** Raised when entries are made of something else. */
    private static final String FORM = "1";

    private static final int PAGE = 500;
    /** The position alone is written after so many rows that changed nothing here. */
    private static final long POSITIONS = 50_000;

    /** What a search gives. */
    public sealed interface Found {
        /** Keys in their order: SKUs, or codes of categories. */
        record Keys(List<String> keys) implements Found {
            public Keys {
                keys = List.copyOf(keys);
            }
        }

        /** The index is being built: nobody knows yet. */
        record Building(long done, long of) implements Found {}
    }

    /**
     * What is looked for.
     *
     * @param text null or blank = everything
     * @param categories only in one of these, null = anywhere
     * @param keys only these, null = any
     */
    public record Wanted(String text, Collection<String> categories, Collection<String> keys) {}

    private final Path folder;
    private final Master master;
    private final Supplier<Home> homes;
    private final Duration every;
    private final Thread thread;
    private volatile Index index;
    private volatile long done;
    private volatile boolean broken;
    private Home read;
    private String form;
    private EntryReader reader;
    private long position;
    private boolean closed;

    private ShopSearch(Path folder, Master master, Supplier<Home> homes, Duration every) {
        this.folder = folder;
        this.master = master;
        this.homes = homes;
        this.every = every;
        this.thread = new Thread(this::loop, "shop-index");
        thread.setDaemon(true);
    }

    /**
     * Opens or builds the index, in the background.
     *
     * @param folder of the index, nothing else lies there
     * @param every how often the change log is looked at
     */
    public static ShopSearch start(Path folder, Master master, Supplier<Home> homes, Duration every) {
        var search = new ShopSearch(folder, master, homes, every);
        search.thread.start();
        return search;
    }

    /** One that never builds: for a hub that lives for one command. Whoever asks hears that it is being built. */
    public static ShopSearch resting(Path folder, Master master, Supplier<Home> homes) {
        return new ShopSearch(folder, master, homes, Duration.ofDays(1));
    }

    /** Products, the best first; without a text in the order of their keys. */
    public Found products(Wanted wanted, int from, int limit) {
        return find(Entry.Type.PRODUCT, wanted, from, limit);
    }

    /** Categories by what they are called. */
    public Found categories(String text, int limit) {
        return find(Entry.Type.CATEGORY, new Wanted(text, null, null), 0, limit);
    }

    private Found find(Entry.Type type, Wanted wanted, int from, int limit) {
        var now = index;
        if (now == null) {
            return new Found.Building(done, total());
        }
        try {
            return new Found.Keys(find(now, type, wanted, from, limit));
        } catch (IOException | org.apache.lucene.store.AlreadyClosedException failed) {
            if (index == now) {
                LOG.warn("the index of the shop cannot be read and is built anew: {}", failed.toString());
                broken = true;
                wake();
            }
            return new Found.Building(0, total());
        }
    }

    private static List<String> find(Index now, Entry.Type type, Wanted wanted, int from, int limit)
            throws IOException {
        if (wanted.text() == null || wanted.text().isBlank()) {
            return now.find(among(null, type, wanted), from, limit, true);
        }
        for (var query : Queries.of(wanted.text())) {
            var within = among(query, type, wanted);
            var keys = now.find(within, from, limit, false);
            // What the first page was found by, the next pages are found by.
            if (!keys.isEmpty() || from > 0 && !now.find(within, 0, 1, false).isEmpty()) {
                return keys;
            }
        }
        return List.of();
    }

    private static Query among(Query query, Entry.Type type, Wanted wanted) {
        return Queries.among(query, type, wanted.categories(), wanted.keys());
    }

    private long total() {
        return master.goldens().count(Kind.PRODUCTS) + master.goldens().count(Kind.CATEGORIES);
    }

    /** Whether it searches; false while it is being built. */
    public boolean ready() {
        return index != null;
    }

    /** Up to which row of the change log it is right; -1 = it is being built. */
    public synchronized long position() {
        return index == null ? -1 : position;
    }

    /** Looks at the change log now. */
    public synchronized void wake() {
        notifyAll();
    }

    /** Waits for the end of what it does at the moment. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        boolean complained = false;
        while (!ended()) {
            try {
                step();
                complained = false;
            } catch (IOException | RuntimeException failed) {
                if (!complained) {
                    LOG.warn("the index of the shop is not current, trying again: {}", failed.toString());
                    complained = true;
                }
                give();
            }
            pause();
        }
        give();
    }

    private void step() throws IOException {
        var home = homes.get();
        if (home.accounts().isEmpty()) {
            // Nobody comes: the index is opened, or built, when the first account is there.
            give();
            return;
        }
        if (home != read) {
            reader = new EntryReader(home.model(), home.company().locales());
            read = home;
        }
        if (broken || !form(home).equals(form)) {
            give();
            broken = false;
            form = form(home);
        }
        if (index == null) {
            open();
        }
        while (index != null && !ended() && follow()) {}
    }

    /** Lets go of the files: what is not committed is read from the change log again. */
    private void give() {
        var now = index;
        index = null;
        if (now != null) {
            try {
                now.close();
            } catch (IOException failed) {
                LOG.debug("the index of the shop did not close", failed);
            }
        }
    }

    private void open() throws IOException {
        try {
            var there = Index.open(folder, form);
            if (there.position() <= master.changes().head()) {
                at(there.position());
                index = there;
                return;
            }
            // A database from a backup: the index knows what has not happened.
            there.close();
        } catch (IOException | IllegalArgumentException none) {
            LOG.debug("no index of the shop to go on with", none);
        }
        build();
    }

    /** What entries are made of; another model is merged anew, which the change log says. */
    private static String form(Home home) {
        return FORM + " " + home.company().locales();
    }

    private synchronized void at(long now) {
        position = now;
    }

    private void build() throws IOException {
        long started = System.nanoTime();
        long head = master.changes().head();
        done = 0;
        var fresh = Index.create(folder, form);
        boolean whole = false;
        try {
            for (var kind : List.of(Kind.CATEGORIES, Kind.PRODUCTS)) {
                var pass = reader.pass(master.goldens());
                for (long after = 0; ; ) {
                    var page = master.goldens().page(kind, after, PAGE);
                    if (page.isEmpty()) {
                        break;
                    }
                    if (ended()) {
                        return;
                    }
                    for (var entry : pass.read(kind, page)) {
                        fresh.add(entry);
                    }
                    after = page.get(page.size() - 1).id();
                    done += page.size();
                }
            }
            fresh.commit(head);
            whole = true;
        } finally {
            if (!whole) {
                fresh.close();
            }
        }
        at(head);
        index = fresh;
        LOG.info("index of the shop built: {} documents in {} s", done, (System.nanoTime() - started) / 1_000_000_000);
    }

    /** Takes one page of the change log; false when there was none. */
    private boolean follow() throws IOException {
        long from = position;
        var changes = master.changes().since(from, PAGE);
        if (changes.isEmpty()) {
            return false;
        }
        if (changes.stream().anyMatch(change -> change.id() == 0 || change.op() == Change.Op.REMERGED)) {
            give();
            build();
            return true;
        }
        var current = index;
        boolean touched = new Update(current, reader.pass(master.goldens()), master).apply(changes);
        long last = changes.get(changes.size() - 1).seq();
        if (touched || last - current.position() > POSITIONS) {
            current.commit(last);
        }
        at(last);
        return true;
    }

    private synchronized boolean ended() {
        return closed;
    }

    private synchronized void pause() {
        if (!closed && !broken) {
            try {
                wait(every.toMillis());
            } catch (InterruptedException notOurs) {
                // Nobody has a reason to; ending here would stop the index.
            }
        }
    }
}
