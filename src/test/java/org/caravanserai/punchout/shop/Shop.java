package org.caravanserai.punchout.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;

/** A small company with a shop: two accounts with prices of their own, gloves and a drill. */
public final class Shop implements AutoCloseable {
    private static final Duration SOON = Duration.ofMillis(20);

    final HandClock clock = new HandClock("2026-11-22T10:00:00Z");
    final Path folder;
    final Home home;
    final Database database;
    final Master master;
    ShopSearch search;
    Shelves shelves;

    Shop(Path folder) {
        this.folder = folder;
        home(folder);
        home = Home.read(folder, null, Library.ofClassPath());
        database = Database.open(TestDatabases.settings(Dialect.H2), clock);
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        fill(master);
    }

    /** The files of the company. */
    public static void home(Path folder) {
        write(folder, "routes/.gitkeep", "");
        write(
                folder,
                "config/hub.yaml",
                "title: Ateliers Test\nlocales: [fr_FR, en_GB, de_DE]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write(folder, "config/sources/erp.yaml", """
                system: api
                entities: { products: {}, offers: {}, companies: {}, categories: {} }
                """);
        write(folder, "config/model/prices.yaml", """
                priceLists:
                  pa: { source: erp }
                  pb: { source: erp }
                """);
        write(folder, "config/model/assortments.yaml", """
                gloves: { where: "status = 'active' and brand = 'Morvan'" }
                contract-b: { where: "status = 'active'", contractOf: C-2 }
                """);
        account(folder, "acme", "company: C-1\nassortment: gloves");
        account(folder, "bolt", "company: C-2\nassortment: contract-b\ncart: { map: bolt/cart-out, note: Delivery }");
        write(folder, "mappings/bolt/cart-out.map.yaml", """
                extends: cxml/cart-out
                fields:
                  ShortName: { template: "{name} [{sku}]" }
                  Extrinsic.Maker: brand
                  LeadTime: { const: "7" }
                """);
        write(folder, "config/brands/shop.yaml", """
                title: Ateliers Test
                style: { logo: brands/shop.svg, primary: "#7a2e8d" }
                locales: [fr_FR, en_GB, de_DE]
                contact: { help: { en_GB: Ask us }, mail: help@shop.example, phone: "+33 1 00 00 00 00" }
                legal: { terms: "https://shop.example/terms", imprint: "https://shop.example/imprint" }
                """);
        write(
                folder,
                "config/brands/shop.svg",
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 150 40'><rect x='2' y='8' width='24' height='24' rx='5' fill='#7a2e8d'/>"
                        + "<text x='36' y='27' font-family='sans-serif' font-size='17' fill='#333'>Ateliers Test</text></svg>");
        account(folder, "wide", "company: C-1");
        account(folder, "closed", "company: C-3");
        account(folder, "broken", "company: C-1\nassortment: nowhere");
    }

    /** What its master knows. */
    public static void fill(Master master) {
        take(master, Kind.COMPANIES, "C-1", "name", "ACME", "priceList", "pa");
        take(
                master,
                Kind.COMPANIES,
                "C-2",
                "name",
                "Bolt",
                "priceList",
                "pb",
                "contractSkus",
                List.of("GL-200-9", "DR-1"));
        take(master, Kind.COMPANIES, "C-3", "name", "Closed", "active", false);
        take(master, Kind.CATEGORIES, "epi", "name", Map.of("fr_FR", "Protection", "en_GB", "Safety"));
        take(
                master,
                Kind.CATEGORIES,
                "epi/gants",
                "parent",
                "epi",
                "name",
                Map.of("fr_FR", "Gants", "en_GB", "Gloves"));
        take(master, Kind.CATEGORIES, "outils", "name", Map.of("fr_FR", "Outillage", "en_GB", "Tools"));
        take(
                master,
                Kind.PRODUCTS,
                "GL-200",
                "family",
                "gloves",
                "variants",
                "size",
                "status",
                "active",
                "brand",
                "Morvan",
                "categories",
                List.of("epi/gants"),
                "classifications",
                Map.of("UNSPSC", Map.of("code", "46.18.15.04")),
                "name",
                Map.of(
                        "fr_FR",
                        "Gant anti-coupure",
                        "en_GB",
                        "Cut resistant glove",
                        "de_DE",
                        "Schnittschutzhandschuh"));
        for (var size : List.of("8", "9", "10")) {
            take(
                    master,
                    Kind.PRODUCTS,
                    "GL-200-" + size,
                    "parent",
                    "GL-200",
                    "size",
                    size,
                    "gtin",
                    "952041000007" + size.charAt(0),
                    "orderUnit",
                    "PR",
                    "packaging",
                    Map.of("BX", Map.of("quantity", "12", "gtin", "19520410000" + size)));
        }
        take(
                master,
                Kind.PRODUCTS,
                "DR-1",
                "status",
                "active",
                "brand",
                "Fichtel",
                "categories",
                List.of("outils"),
                "classifications",
                Map.of("UNSPSC", Map.of("code", "27112800")),
                "name",
                Map.of("fr_FR", "Perceuse à percussion <b>&", "en_GB", "Hammer drill"),
                "keywords",
                Map.of("fr_FR", List.of("visseuse")));
        offer(master, "GL-200-8", price("pa", "1", "1", "4.10", "PR"));
        offer(
                master,
                "GL-200-9",
                price("pa", "1", "1", "4.11", "PR"),
                price("pa", "5", "1", "42.00", "BX"),
                price("pb", "1", "1000", "7777.70", "PR"));
        offer(master, "DR-1", price("pa", "1", "1", "111.11", null), price("pb", "1", "1", "88.88", null));
    }

    /** Products of a series, for whoever sees everything. */
    public static void series(Master master, int many) {
        for (int i = 0; i < many; i++) {
            take(
                    master,
                    Kind.PRODUCTS,
                    "SE-" + i,
                    "status",
                    "active",
                    "brand",
                    "Series",
                    "categories",
                    List.of("outils"),
                    "name",
                    Map.of("en_GB", "Serial chisel of the long kind, number " + i),
                    "description",
                    Map.of("*", Map.of("fr_FR", "<p>Long ciseau</p>", "en_GB", "N/A")));
            offer(master, "SE-" + i, price("pa", "1", "1", "9.99", null));
        }
    }

    /** Starts the index and waits until it is current. */
    Shop open() {
        search = ShopSearch.start(folder.resolve("data/search"), master, () -> home, SOON);
        shelves = new Shelves(() -> home, master, search, clock);
        return current();
    }

    /** Waits until the index knows everything that has happened. */
    Shop current() {
        search.wake();
        until(() -> search.position() >= master.changes().head());
        return this;
    }

    /** Waits for something, not for ever. */
    public static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    Shelf shelf(String account) {
        return shelves.of(account, "en_GB").orElseThrow();
    }

    List<String> found(String account, String text) {
        return skus(shelf(account).page(text, null, 0));
    }

    static List<String> skus(Shelf.Page page) {
        assertThat(page).isInstanceOf(Shelf.Page.Articles.class);
        return ((Shelf.Page.Articles) page)
                .articles().stream().map(Article::sku).toList();
    }

    static Map<String, Object> price(String list, String from, String basis, String amount, String unit) {
        var price = values("list", list, "minQuantity", from, "basis", basis, "amount", amount, "currency", "EUR");
        if (unit != null) {
            price.put("unit", unit);
        }
        return price;
    }

    @SafeVarargs
    private static void offer(Master master, String sku, Map<String, Object>... prices) {
        take(
                master,
                Kind.OFFERS,
                sku,
                "prices",
                List.of(prices),
                "stock",
                List.of(Map.of("warehouse", "nevers", "quantity", "7"), Map.of("warehouse", "lyon", "quantity", "5")));
    }

    void take(Kind kind, String key, Object... fields) {
        take(master, kind, key, fields);
    }

    /** Tells the master something. */
    public static void take(Master master, Kind kind, String key, Object... fields) {
        var document = new Document(kind, key, values(fields));
        assertThat(master.intake()
                        .take(Delivery.byKey("erp", kind, 1), List.of(Incoming.of(document)))
                        .toString())
                .doesNotContain("Refused");
    }

    private static Map<String, Object> values(Object... fields) {
        var values = new HashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            values.put((String) fields[i], fields[i + 1]);
        }
        return values;
    }

    private static void account(Path folder, String name, String more) {
        write(
                folder,
                "config/accounts/" + name + ".yaml",
                more + "\nproduction: { identity: { domain: DUNS, value: " + name + " }, secret: secret:" + name
                        + ", returnHosts: [buyer.example] }\n");
    }

    static void write(Path folder, String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (search != null) {
            search.close();
        }
        database.close();
    }
}
