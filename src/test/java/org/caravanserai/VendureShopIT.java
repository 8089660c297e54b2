package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVRecord;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * A real shop. The Icecat catalogue goes into a Vendure on this machine while the hub is killed, then fifty prices change and twenty products are switched
 * off while it is killed again; what the shop says afterwards must be what the CSV files say. {@code -Dvendure.items=50} takes fifty products only.
 * Budget: long, 25 min.
 */
@Tag("long")
class VendureShopIT {
    private static final Duration SYNC = Duration.ofMinutes(15);
    private static final int PRICES = 50;
    private static final int OFF = 20;
    private static final List<String> LOCALES = List.of("en_US", "fr_FR", "de_DE");
    private static final String PAGE = """
            query ($skip: Int!) {
              products(options: { take: 50, skip: $skip, sort: { id: ASC } }) {
                totalItems
                items {
                  id enabled
                  translations { languageCode name slug description }
                  optionGroups { id }
                  variants { id sku enabled price stockLevels { stockOnHand } options { id } translations { languageCode name } }
                }
              }
            }
            """;

    private VendureShop shop;
    private HubProcess hub;

    /** What a variant should be, by the CSV files. */
    private record Wanted(
            String product, String name, Set<String> described, long price, long stock, boolean enabled) {}

    @AfterEach
    void end() {
        if (hub != null) {
            hub.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void theShopEqualsTheCatalogueWhateverHappensToTheHub() throws Exception {
        var catalogue = Needs.shared("catalogues/akeneo-icecat-demo");
        var rows = IcecatRows.read(catalogue, Integer.getInteger("vendure.items", 0));
        var work = TestDatabases.folder();
        shop = VendureShop.start(work);
        hub = new HubProcess(
                home(work.resolve("home")), work.resolve("data"), Map.of("HUB_SECRET_BOUTIQUE", shop.password()));
        hub.start();

        var prices = new TreeMap<String, BigDecimal>();
        rows.sellable().forEach(row -> prices.put(row.get("sku"), price(rows, row)));
        send("icecat-models/categories", "categories.csv", Files.readAllBytes(catalogue.resolve("categories.csv")));
        send(
                "icecat-models/products",
                "product_models.csv",
                Files.readAllBytes(catalogue.resolve("product_models.csv")));
        long begun = System.nanoTime();
        long asked = shop.asked();
        send("icecat/products", "products.csv", rows.file(Set.of()));
        send(prices, prices.keySet());

        int all = prices.size();
        ShippedHub.await(
                SYNC, "a good part of the products", () -> !done(all) && count("products", "confirmed") >= all * 2 / 5);
        int before = count("products", "confirmed");
        hub.kill();
        hub.start();
        ShippedHub.await(SYNC, "all products", () -> !parked() && count("products", "confirmed") == all);
        double content = (System.nanoTime() - begun) / 1e9;
        ShippedHub.await(SYNC, "all of it", () -> !parked() && done(all));
        var first = figures("all of it", begun, all, asked);
        equal(rows, prices, Set.of());

        var moved = every(prices.keySet(), PRICES, 0);
        var off = every(prices.keySet(), OFF, 1);
        moved.forEach(sku -> prices.computeIfPresent(
                sku, (same, old) -> old.multiply(new BigDecimal("1.1")).setScale(2, RoundingMode.HALF_UP)));
        begun = System.nanoTime();
        asked = shop.asked();
        send("icecat/products", "products.csv", rows.file(off));
        send(prices, moved);
        ShippedHub.await(SYNC, "a part of the changes", () -> disabled("products") > 0);
        int done = disabled("products");
        hub.kill();
        hub.start();
        ShippedHub.await(
                SYNC, "the changes", () -> !parked() && done(all) && disabled("productVariants") == off.size());
        var second = figures("changes", begun, moved.size() + off.size(), asked);
        equal(rows, prices, off);

        var told = first + "; killed at " + before + " products; content after " + Math.round(content) + " s\n" + second
                + "; killed at " + done + " products switched off\n";
        System.out.println(told);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/vendure-run.txt"), told);
    }

    private String figures(String what, long begun, int items, long asked) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return String.format(
                Locale.ROOT,
                "%s: %d items in %.0f s, %.1f items a second, %d calls, 1 kill",
                what,
                items,
                seconds,
                items / seconds,
                shop.asked() - asked);
    }

    /** The home for the catalogue with the shop as its only channel, its prices from a source of their own. */
    private Path home(Path home) throws IOException {
        var from = Path.of("src/test/homes/icecat");
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(from.resolve("config/channels")))
                    .toList()) {
                var to = home.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.writeString(
                home.resolve("config/hub.yaml"),
                Files.readString(home.resolve("config/hub.yaml")) + "outbound: { allowPrivate: [127.0.0.1] }\n");
        write(home, "config/sources/prices.yaml", "system: api\nentities: { offers: {} }\n");
        write(
                home,
                "config/model/prices.yaml",
                "priceLists: { public: { source: prices, currency: EUR, vat: excluded } }\n");
        write(home, "config/channels/boutique.yaml", """
                title: A real shop
                system: vendure
                mode: auto
                seller: demo
                locales: [en_US, fr_FR, de_DE]
                scope: ecommerce
                connection: { baseUrl: "%s", user: superadmin, password: secret:boutique }
                prices: { list: public, vat: excluded }
                streams:
                  products: { map: icecat-shop/product-out.vendure }
                  offers: { after: [products] }
                """.formatted(shop.address()));
        write(home, "mappings/icecat-shop/product-out.vendure.map.yaml", """
                # The catalogue names its products in English only and describes them in all three languages.
                extends: vendure/product-out
                fields:
                  "translations[languageCode={language}].name":
                    { value: "has(parent.parent.sku) ? parent.parent.name.en_US : has(parent.sku) ? parent.name.en_US : name.en_US" }
                  "translations[languageCode={language}].slug": { value: "parent.parent.sku.orElse(parent.sku.orElse(sku)).slug()" }
                  "translations[languageCode={language}].description":
                    value: >-
                      has(parent.parent.sku) ? parent.parent.description.orElse(parent.parent.description.en_US)
                      : has(parent.sku) ? parent.description.orElse(parent.description.en_US) : description.orElse(description.en_US)
                    default: <p></p>
                    html: [p, br, b, strong, i, em, ul, ol, li]
                  "variantTranslations[languageCode={language}].name": { template: "{name}{, axes?}", fallback: [en_US] }
                """);
        return home;
    }

    private static void write(Path home, String path, String text) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void send(String place, String name, byte[] file) {
        var answer = hub.post("/api/v1/ingest/" + place + "?file=" + name, "application/octet-stream", file);
        assertThat(answer.path("state").asString()).as(answer.toString()).isEqualTo("done");
    }

    private void send(Map<String, BigDecimal> prices, Set<String> skus) {
        var body = skus.stream()
                .map(sku -> "{\"sku\":\"" + sku + "\",\"prices\":[{\"list\":\"public\",\"amount\":\""
                        + prices.get(sku).toPlainString()
                        + "\",\"currency\":\"EUR\"}],\"stock\":[{\"warehouse\":\"one\",\"quantity\":\"" + stock(sku)
                        + "\"}]}")
                .toList();
        var answer = hub.post(
                "/api/v1/ingest/prices/offers",
                "application/x-ndjson",
                String.join("\n", body).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.path("state").asString()).as(answer.toString()).isEqualTo("done");
    }

    private int count(String stream, String state) {
        for (var channel : hub.get("/api/v1/channels")) {
            for (var one : channel.path("streams")) {
                if (one.path("stream").asString().equals(stream)) {
                    return one.path(state).asInt();
                }
            }
        }
        return -1;
    }

    /** Fails when the shop refused anything. */
    private boolean parked() {
        int parked = count("products", "parked") + count("offers", "parked");
        assertThat(parked)
                .as(parked == 0 ? "" : hub.get("/api/v1/parked").toString())
                .isZero();
        return false;
    }

    private boolean done(int all) {
        for (var channel : hub.get("/api/v1/channels")) {
            for (var one : channel.path("streams")) {
                if (one.path("confirmed").asInt() != all
                        || one.path("pending").asInt() + one.path("unknown").asInt() > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Variants or products of the shop that are switched off. */
    private int disabled(String kind) {
        return shop.ask(
                        "{ all: " + kind
                                + "(options: { take: 1, filter: { enabled: { eq: false } } }) { totalItems } }",
                        Map.of())
                .path("all")
                .path("totalItems")
                .asInt();
    }

    /** Every so many-th SKU, beginning with one of the first. */
    private static Set<String> every(Set<String> skus, int many, int first) {
        int step = Math.max(2, skus.size() / many);
        var chosen = new LinkedHashSet<String>();
        int at = 0;
        for (var sku : new TreeSet<>(skus)) {
            if (at++ % step == first && chosen.size() < many) {
                chosen.add(sku);
            }
        }
        return chosen;
    }

    private void equal(IcecatRows rows, Map<String, BigDecimal> prices, Set<String> off) {
        var wanted = new TreeMap<String, Wanted>();
        rows.sellable().forEach(row -> {
            var sku = row.get("sku");
            wanted.put(
                    sku,
                    new Wanted(
                            slug(rows.root(row)),
                            rows.ofRoot(row, "name").strip(),
                            described(rows, row),
                            prices.get(sku).movePointRight(2).longValueExact(),
                            stock(sku),
                            !off.contains(sku)));
        });
        var found = new TreeMap<String, Wanted>();
        var products = new HashSet<String>();
        for (var product : products()) {
            var english = translation(product, "en");
            var slug = english.path("slug").asString();
            assertThat(products.add(slug)).as("twice: " + slug).isTrue();
            assertThat(product.path("variants"))
                    .as("a product without variants: " + slug)
                    .isNotEmpty();
            var described = new TreeSet<String>();
            for (var locale : LOCALES) {
                var text = translation(product, locale.substring(0, 2));
                assertThat(text.path("name")).as(slug).isEqualTo(english.path("name"));
                assertThat(text.path("slug").asString()).isEqualTo(slug);
                if (!text.path("description").asString("").equals("<p></p>")) {
                    described.add(locale);
                }
            }
            for (var variant : product.path("variants")) {
                var sku = variant.path("sku").asString();
                assertThat(found.put(
                                sku,
                                new Wanted(
                                        slug,
                                        english.path("name").asString(),
                                        described,
                                        variant.path("price").asLong(),
                                        variant.path("stockLevels")
                                                .path(0)
                                                .path("stockOnHand")
                                                .asLong(),
                                        variant.path("enabled").asBoolean())))
                        .as("twice: " + sku)
                        .isNull();
                assertThat(variant.path("options"))
                        .hasSameSizeAs(
                                product.path("optionGroups").valueStream().toList());
            }
        }
        assertThat(found.keySet()).isEqualTo(wanted.keySet());
        wanted.forEach((sku, one) -> assertThat(found.get(sku)).as(sku).isEqualTo(one));
        assertThat(products)
                .isEqualTo(new HashSet<>(
                        wanted.values().stream().map(Wanted::product).toList()));
        assertThat(found.values().stream().filter(one -> !one.enabled())).hasSize(off.size());
    }

    private List<JsonNode> products() {
        var all = new LinkedHashMap<String, JsonNode>();
        int total;
        do {
            var page = shop.ask(PAGE, Map.of("skip", all.size())).path("products");
            total = page.path("totalItems").asInt();
            assertThat(page.path("items").size() > 0 || all.size() == total).isTrue();
            page.path("items").forEach(item -> all.put(item.path("id").asString(), item));
        } while (all.size() < total);
        return List.copyOf(all.values());
    }

    private static JsonNode translation(JsonNode record, String language) {
        return record.path("translations")
                .valueStream()
                .filter(one -> one.path("languageCode").asString().equals(language))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + language + ": " + record));
    }

    /** Languages with a description: its own, else the English one. */
    private static Set<String> described(IcecatRows rows, CSVRecord row) {
        var described = new TreeSet<String>();
        for (var locale : LOCALES) {
            if (!rows.ofRoot(row, "description-" + locale + "-ecommerce").isBlank()
                    || !rows.ofRoot(row, "description-en_US-ecommerce").isBlank()) {
                described.add(locale);
            }
        }
        return described;
    }

    /** That of the catalogue, else an invented one: most products have none. */
    private static BigDecimal price(IcecatRows rows, CSVRecord row) {
        var euros = rows.inherited(row, "price-EUR");
        return euros.isBlank()
                ? BigDecimal.valueOf(1000 + Math.floorMod(row.get("sku").hashCode(), 90_000), 2)
                : new BigDecimal(euros).setScale(2, RoundingMode.HALF_UP);
    }

    private static long stock(String sku) {
        return Math.floorMod(sku.hashCode(), 40);
    }

    private static String slug(String code) {
        return Normalizer.normalize(code, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
