package org.caravanserai.mapping;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Host;
import org.caravanserai.home.HomeFile;
import org.caravanserai.home.Prices;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.Yaml;

/**
 * "Product to marketplace row", 26 fields: the engine against the same task written by hand, ten mappings in one pass against ten passes.
 * CPU time of the thread, all candidates interleaved in one run, medians of the rounds; the rows are compared before anything is measured.
 *
 * <p>By hand: {@code java ... org.caravanserai.mapping.MappingBench [products] [rounds]}.
 */
public final class MappingBench {
    private static final int PAGE = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final BenchCatalogue catalogue;
    private final BenchTables tables = new BenchTables();
    private long sink;

    /** @param ratio hand-written CPU / engine CPU; @param together CPU of one pass with ten mappings / of ten passes; @param kib allocated per product */
    record Figures(
            double ratio,
            double together,
            double kib,
            double engineMicros,
            double handMicros,
            double handKib,
            double tenMicros) {
        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT,
                    "engine / hand-written %.2f; hand %.1f us, %.1f KiB; engine %.1f us, %.1f KiB a product; ten mappings in one pass %.1f us, %.2f of ten passes",
                    ratio,
                    handMicros,
                    handKib,
                    engineMicros,
                    kib,
                    tenMicros,
                    together);
        }
    }

    MappingBench(int products) {
        catalogue = new BenchCatalogue(products);
    }

    public static void main(String[] args) {
        int products = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        var bench = new MappingBench(products);
        bench.compare();
        System.out.println(bench.measure(rounds, 4_000_000_000L));
    }

    private static String map(List<String> locales, int title) {
        var name = String.join(
                "",
                "name." + locales.get(0),
                ".orElse(name." + locales.get(1) + ")",
                ".orElse(name." + locales.get(2) + ")");
        return """
                locale: [%s]
                currency: EUR
                fields:
                  id: sku
                  gtin: gtin
                  title: { value: "lookup('brands', brand).orElse(brand) + ' ' + %s + ' ' + lookup('colors', color).orElse('Sonstige')", max: %d characters }
                  description: { from: description, max: 500 characters }
                  short_description: { from: shortDescription, max: 120 characters }
                  brand: { from: brand, table: brands, unmapped: pass }
                  color: { from: color, table: colors, default: Sonstige }
                  size: { from: size, table: sizes, unmapped: default, default: "" }
                  material: { from: material, table: materials, unmapped: default, default: "" }
                  category: { from: categories, pick: first, table: categories, unmapped: parent, default: Sonstiges }
                  price: { price: net }
                  list_price: { price: web, round: 0.01 }
                  currency: { const: EUR }
                  weight_g: { from: weight, unit: GRM, round: half-up }
                  length_mm: { from: length, unit: MMT, round: half-up }
                  width_mm: { from: width, unit: MMT, round: half-up }
                  height_mm: { from: height, unit: MMT, round: half-up }
                  quantity: { stock: total }
                  availability: { const: in stock, when: "stockOf() > 0", else: out of stock }
                  image: { from: media, where: "role = 'main'", pick: first, take: url }
                  additional_images: { each: media, where: "role = 'extra'", from: url, max: 3 items, join: "," }
                  link: { value: "'https://shop.example.com/de/p/' + sku.lower()" }
                  condition: { const: new }
                  item_group: [parent, sku]
                  energy_class: energyClass
                  errors: { value: "not has(gtin) ? 'gtin' : not media.exists(m, m.role = 'main') ? 'image' : 'none'" }
                """.formatted(String.join(", ", locales), name, title);
    }

    private Surroundings world(List<Variant> variants) {
        var maps = new LinkedHashMap<String, HomeFile>();
        for (int i = 0; i < variants.size(); i++) {
            var bytes = map(variants.get(i).locales, variants.get(i).title).getBytes(StandardCharsets.UTF_8);
            var problems = new Problems();
            var tree = Yaml.read("map", bytes, problems)
                    .orElseThrow(
                            () -> new IllegalStateException(problems.sorted().toString()));
            maps.put(
                    "b/product-out." + i,
                    new HomeFile("b/product-out." + i, "b/product-out." + i, HomeFile.Origin.HOME, bytes, tree));
        }
        var at = Position.of("bench");
        var web = new Prices.PriceList(
                "web",
                null,
                "erp",
                null,
                "EUR",
                Prices.Vat.EXCLUDED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                at);
        var net = new Prices.PriceList(
                "net",
                null,
                null,
                "web",
                "EUR",
                Prices.Vat.EXCLUDED,
                null,
                null,
                null,
                "d",
                "A",
                null,
                null,
                new BigDecimal("0.01"),
                at);
        var prices = new Prices(
                Map.of("web", web, "net", net),
                Map.of("d", new Prices.Grid("d", "discounts", "discountGroup", "level", false, at)));
        return new Surroundings(
                BenchCatalogue.model(), null, tables.asTables(), prices, maps, path -> Optional.empty());
    }

    private record Variant(List<String> locales, int title) {}

    private static List<Variant> variants() {
        var all = new ArrayList<Variant>();
        var orders = List.of(
                List.of("de_DE", "en_GB", "fr_FR"),
                List.of("en_GB", "fr_FR", "de_DE"),
                List.of("fr_FR", "de_DE", "en_GB"));
        for (int i = 0; i < 10; i++) {
            all.add(new Variant(orders.get(i % 3), i < 5 ? 80 : 120));
        }
        return all;
    }

    private MappingSet set(List<Variant> variants) {
        var world = world(variants);
        var set = MappingSet.of(world, Kind.PRODUCTS);
        var problems = new Problems();
        for (int i = 0; i < variants.size(); i++) {
            set.add("b/product-out." + i, Circumstances.none(BenchCatalogue.LOCALES), Host.NONE, problems);
        }
        if (problems.failed()) {
            throw new IllegalStateException(problems.sorted().toString());
        }
        return set.build();
    }

    /** Every row equal, or an exception that names the first that is not. */
    void compare() {
        for (var variant : variants().subList(0, 3)) {
            var reference = new BenchReference(tables, variant.locales, variant.title, catalogue);
            var set = set(List.of(variant));
            var pass = set.reader().pass(catalogue);
            var run = MapFixture.run();
            for (var product : catalogue.products.subList(0, Math.min(1000, catalogue.products.size()))) {
                run.begin();
                var expected = reference.map(product);
                var result =
                        set.mappings().get(0).apply(pass.read(List.of(product)).get(0), run);
                if (!(result instanceof MapResult.Mapped mapped)) {
                    throw new IllegalStateException("not mapped: " + result);
                }
                for (int i = 0; i < expected.length; i++) {
                    var found = "".equals(mapped.row().value(i))
                            ? null
                            : mapped.row().value(i);
                    if (!text(expected[i]).equals(text(found))) {
                        throw new IllegalStateException(mapped.row().fields().get(i) + " of " + expected[0] + ": "
                                + found + " instead of " + expected[i]);
                    }
                }
            }
        }
    }

    private static String text(Object value) {
        return value == null
                ? ""
                : value instanceof BigDecimal number
                        ? number.stripTrailingZeros().toPlainString()
                        : value.toString();
    }

    private void engine(MappingSet set) {
        var run = MapFixture.run();
        var pass = set.reader().pass(catalogue);
        for (int from = 0; from < catalogue.products.size(); from += PAGE) {
            for (var slots :
                    pass.read(catalogue.products.subList(from, Math.min(from + PAGE, catalogue.products.size())))) {
                run.begin();
                for (var mapping : set.mappings()) {
                    sink += ((MapResult.Mapped) mapping.apply(slots, run)).row().size();
                }
            }
        }
    }

    private void reference(BenchReference reference) {
        for (var product : catalogue.products) {
            sink += reference.map(product).length;
        }
    }

    Figures measure(int rounds, long warmUpNanos) {
        var variants = variants();
        var reference = new BenchReference(tables, variants.get(0).locales, variants.get(0).title, catalogue);
        var one = set(List.of(variants.get(0)));
        var ten = set(variants);
        var singles = variants.stream().map(variant -> set(List.of(variant))).toList();
        List<Runnable> candidates = List.of(
                () -> reference(reference), () -> engine(one), () -> engine(ten), () -> singles.forEach(this::engine));
        for (var candidate : candidates) {
            for (long end = THREADS.getCurrentThreadCpuTime() + warmUpNanos;
                    THREADS.getCurrentThreadCpuTime() < end; ) {
                candidate.run();
            }
        }
        var cpu = new long[candidates.size()][rounds];
        var allocated = new long[candidates.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < candidates.size(); i++) {
                long bytes = THREADS.getCurrentThreadAllocatedBytes();
                long start = THREADS.getCurrentThreadCpuTime();
                candidates.get(i).run();
                cpu[i][round] = THREADS.getCurrentThreadCpuTime() - start;
                allocated[i][round] = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            }
        }
        double count = catalogue.products.size();
        return new Figures(
                median(cpu[0]) / (double) median(cpu[1]),
                median(cpu[2]) / (double) median(cpu[3]),
                median(allocated[1]) / count / 1024,
                median(cpu[1]) / count / 1000,
                median(cpu[0]) / count / 1000,
                median(allocated[0]) / count / 1024,
                median(cpu[2]) / count / 1000);
    }

    private static long median(long[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
