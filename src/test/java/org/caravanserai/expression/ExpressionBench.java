package org.caravanserai.expression;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Dimension;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/**
 * CPU time and allocation of the expression language: compiling 5,000 different expressions, and evaluating ten over
 * 1,000 different products beside the same question written by hand in Java. CPU time of the thread, warm-up counted in
 * CPU time, rounds interleaved.
 */
final class ExpressionBench {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PRODUCTS = 1_000;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private ExpressionBench() {}

    /** One product as a program by hand would hold it. */
    record Product(
            String sku,
            String status,
            String family,
            String brand,
            String name,
            String english,
            String color,
            BigDecimal price,
            BigDecimal cost,
            Quantity weight,
            Long stock,
            LocalDate validFrom,
            Medium[] media,
            String[] categories) {}

    record Medium(String role, Long width) {}

    @FunctionalInterface
    interface ByHand {
        Object ask(Product product);
    }

    /** A question in both forms. */
    record Question(String name, String expression, ByHand byHand) {}

    /** Nanoseconds of CPU and bytes for one evaluation, best and median of the rounds. */
    record Figure(double best, double median, double bytes) {}

    record Result(String name, Figure byHand, Figure expression) {}

    static final Set<String> FAMILIES = Set.of("drills", "saws", "gloves", "boots");
    private static final BigDecimal TEN = new BigDecimal("10.00");
    private static final BigDecimal FIVE_HUNDRED = new BigDecimal("500");
    private static final BigDecimal MARGIN = new BigDecimal("0.15");
    private static final BigDecimal THIRTY = new BigDecimal("30");
    private static final BigDecimal THOUSAND = new BigDecimal("1000");
    private static final Pattern PATTERN = Pattern.compile("^[A-Z]{2}-[0-9]{3,5}(-[A-Z])?$");
    private static final Pattern CLASSES = Pattern.compile("^[A-Z]{2}-[0-9]+$");

    static List<Question> questions() {
        return List.of(
                new Question(
                        "status = and family in [4]",
                        "status = 'active' and family in ['drills', 'saws', 'gloves', 'boots']",
                        p -> p.status != null
                                && p.family != null
                                && p.status.equals("active")
                                && FAMILIES.contains(p.family)),
                new Question(
                        "two locales present",
                        "has(name.fr_FR) and has(name.en_GB)",
                        p -> p.name != null && p.english != null),
                new Question(
                        "price >= 10.00 and < 500",
                        "price >= 10.00 and price < 500",
                        p -> p.price != null && p.price.compareTo(TEN) >= 0 && p.price.compareTo(FIVE_HUNDRED) < 0),
                new Question(
                        "brand + name + colour",
                        "brand + ' ' + name.fr_FR + ' ' + color",
                        p -> p.brand == null || p.name == null || p.color == null
                                ? null
                                : p.brand + " " + p.name + " " + p.color),
                new Question("any medium: role and width", "media.exists(m, m.role = 'main' and m.width >= 800)", p -> {
                    for (var medium : p.media) {
                        if ("main".equals(medium.role) && medium.width != null && medium.width >= 800) {
                            return true;
                        }
                    }
                    return false;
                }),
                new Question("any category starts with", "categories.exists(c, c.startsWith('epi/gants'))", p -> {
                    for (var category : p.categories) {
                        if (category.startsWith("epi/gants")) {
                            return true;
                        }
                    }
                    return false;
                }),
                new Question(
                        "price - cost > price * 0.15",
                        "price - cost > price * 0.15",
                        p -> p.price != null
                                && p.cost != null
                                && p.price.subtract(p.cost).compareTo(p.price.multiply(MARGIN)) > 0),
                new Question(
                        "weight <= 30 kg",
                        "weight <= 30 kg",
                        p -> p.weight != null
                                && p.weight
                                                .value()
                                                .compareTo(
                                                        p.weight.unit().equals("KGM")
                                                                ? THIRTY
                                                                : THIRTY.multiply(THOUSAND))
                                        <= 0),
                new Question(
                        "status, stock, date mixed",
                        "status = 'active' and stock > 0 and validFrom <= today()",
                        p -> "active".equals(p.status)
                                && p.stock != null
                                && p.stock > 0
                                && p.validFrom != null
                                && !p.validFrom.isAfter(TODAY)),
                new Question(
                        "pattern (RE2; JDK by hand)",
                        "sku.matches('^[A-Z]{2}-[0-9]{3,5}(-[A-Z])?$')",
                        p -> PATTERN.matcher(p.sku).find()),
                new Question(
                        "pattern of classes",
                        "sku.matches('^[A-Z]{2}-[0-9]+$')",
                        p -> CLASSES.matcher(p.sku).find()));
    }

    public static void main(String[] arguments) {
        System.out.println(
                "java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, load "
                        + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        for (int round = 0; round < 6; round++) {
            var compiling = compiling(5_000);
            System.out.printf(
                    Locale.ROOT,
                    "compile 5,000 different, %s: %.0f ms CPU, %.1f KB allocated each, %.2f KiB kept each%n",
                    round == 0 ? "cold" : "warm " + round,
                    compiling[0],
                    compiling[1] / 1000,
                    compiling[2] / 1024);
        }
        System.out.printf("%-30s %22s %22s%n", "ns best (median) / bytes", "by hand", "expression");
        for (var result : evaluating(1_500, 400, 5)) {
            System.out.printf("%-30s %22s %22s%n", result.name, shown(result.byHand), shown(result.expression));
        }
    }

    private static String shown(Figure figure) {
        return String.format(Locale.ROOT, "%.0f (%.0f) / %.0f", figure.best, figure.median, figure.bytes);
    }

    /** Milliseconds of CPU for all, bytes allocated and kept for each. */
    static double[] compiling(int count) {
        var sources = new ArrayList<String>();
        var random = new Random(3);
        for (int i = 0; i < count; i++) {
            sources.add(different(i, random));
        }
        var kept = new ArrayList<Compiled>(count);
        var names = new Slots();
        var environment = Environment.plain();
        var at = new Position("bench.map.yaml", 1, 1);
        long before = used();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (var source : sources) {
            var problems = new Problems();
            kept.add(Expressions.condition(source, at, names, environment, problems)
                    .orElseThrow(() -> new IllegalStateException(source + ": " + problems.sorted())));
        }
        double spent = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
        double allocated = (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / count;
        double held = (double) (used() - before) / count;
        if (kept.size() != count) {
            throw new IllegalStateException();
        }
        return new double[] {spent, allocated, held};
    }

    private static String different(int i, Random random) {
        var family = "['drills', 'saws', 'f" + i + "']";
        return switch (i % 7) {
            case 0 -> "status = 'active' and family in " + family;
            case 1 -> "price >= " + i + ".00 and price < " + (i + random.nextInt(500)) + " and has(name.fr_FR)";
            case 2 -> "media.exists(m, m.role = 'main' and m.width >= " + i + ")";
            case 3 -> "categories.exists(c, c.startsWith('epi/" + i + "')) or brand = 'b" + i + "'";
            case 4 -> "price - cost > price * 0." + (i + 1) + " and stock > " + random.nextInt(10);
            case 5 -> "weight <= " + (i + 1) + " kg and validFrom <= today() + days(" + i % 100 + ")";
            default ->
                "sku.startsWith('A" + i + "') and not (status in ['draft', 'retired']) or name.fr_FR.size() >= " + i;
        };
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /**
     * All questions, each by hand and compiled, over the same products; answers are compared before any time is taken.
     */
    static List<Result> evaluating(long warmMillis, int passes, int rounds) {
        var names = new Slots();
        var products = products();
        var results = new ArrayList<Result>();
        for (var question : questions()) {
            var compiled = Expressions.compile(
                            question.expression, Position.of("bench"), names, Environment.plain(), new Problems())
                    .orElseThrow();
            var records = products.stream().map(names::record).toArray(Object[][]::new);
            var all = products.toArray(new Product[0]);
            agree(question, compiled, all, records);
            var hand = new double[rounds];
            var own = new double[rounds];
            var bytes = new double[2];
            warm(() -> byHand(question.byHand, all, 20), warmMillis);
            warm(() -> compiled(compiled, records, 20), warmMillis);
            for (int round = 0; round < rounds; round++) {
                hand[round] = measured(() -> byHand(question.byHand, all, passes), passes, bytes, 0);
                own[round] = measured(() -> compiled(compiled, records, passes), passes, bytes, 1);
            }
            results.add(new Result(question.name, figure(hand, bytes[0]), figure(own, bytes[1])));
        }
        return results;
    }

    private static void agree(Question question, Compiled compiled, Product[] products, Object[][] records) {
        var run = new Run(TODAY, Sample.ZONE);
        int yes = 0;
        for (int i = 0; i < products.length; i++) {
            run.begin();
            var value = compiled.value(records[i], run);
            var ours = value == null && compiled.type() == Type.BOOLEAN ? (Object) false : value;
            var theirs = question.byHand.ask(products[i]);
            if (!java.util.Objects.equals(ours, theirs)) {
                throw new IllegalStateException(
                        question.expression + ": " + ours + " but by hand " + theirs + ", " + products[i]);
            }
            yes += Boolean.TRUE.equals(ours) || ours instanceof String ? 1 : 0;
        }
        if (yes == 0 || yes == products.length) {
            throw new IllegalStateException(question.expression + " always answers alike");
        }
    }

    private static int byHand(ByHand byHand, Product[] products, int passes) {
        int yes = 0;
        for (int pass = 0; pass < passes; pass++) {
            for (var product : products) {
                yes += byHand.ask(product) != null ? 1 : 0;
            }
        }
        return yes;
    }

    private static int compiled(Compiled compiled, Object[][] records, int passes) {
        var run = new Run(TODAY, Sample.ZONE);
        boolean condition = compiled.type() == Type.BOOLEAN;
        int yes = 0;
        for (int pass = 0; pass < passes; pass++) {
            for (var slots : records) {
                run.begin();
                if (condition) {
                    yes += compiled.truth(slots, run) == Truth.TRUE ? 1 : 0;
                } else {
                    yes += compiled.value(slots, run) != null ? 1 : 0;
                }
            }
        }
        return yes;
    }

    private static volatile int sink;

    private static void warm(java.util.function.IntSupplier work, long millis) {
        long until = THREADS.getCurrentThreadCpuTime() + millis * 1_000_000;
        while (THREADS.getCurrentThreadCpuTime() < until) {
            sink += work.getAsInt();
        }
    }

    private static double measured(java.util.function.IntSupplier work, int passes, double[] bytes, int index) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        sink += work.getAsInt();
        long spent = THREADS.getCurrentThreadCpuTime() - cpu;
        bytes[index] = (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / passes / PRODUCTS;
        return (double) spent / passes / PRODUCTS;
    }

    private static Figure figure(double[] rounds, double bytes) {
        var sorted = rounds.clone();
        Arrays.sort(sorted);
        return new Figure(sorted[0], sorted[sorted.length / 2], bytes);
    }

    private static List<Product> products() {
        var random = new Random(5);
        var products = new ArrayList<Product>();
        for (int i = 0; i < PRODUCTS; i++) {
            var media = new Medium[random.nextInt(5)];
            for (int m = 0; m < media.length; m++) {
                media[m] = new Medium(
                        one(random, "main", "detail", "manual"),
                        random.nextInt(10) == 0 ? null : (Long) (long) (400 + random.nextInt(1_600)));
            }
            var categories = new String[1 + random.nextInt(4)];
            for (int c = 0; c < categories.length; c++) {
                categories[c] =
                        one(random, "outils/perceuses", "epi/casques", "epi/gants/cuir", "visserie", "outils/scies");
            }
            products.add(new Product(
                    "GL-" + (100 + random.nextInt(90_000)) + (random.nextInt(5) == 0 ? "x" : ""),
                    one(random, "active", "active", "active", "draft", "retired"),
                    one(random, "drills", "saws", "gloves", "ladders", "lamps", "boots"),
                    one(random, "Morvan", "Loire", null),
                    random.nextInt(10) < 7 ? "Gant anti-coupure " + i : null,
                    random.nextInt(10) < 7 ? "Cut-proof glove " + i : null,
                    one(random, "rouge", "bleu", "noir", null),
                    random.nextInt(10) == 0 ? null : BigDecimal.valueOf(100 + random.nextInt(90_000), 2),
                    random.nextInt(10) == 0 ? null : BigDecimal.valueOf(100 + random.nextInt(60_000), 2),
                    random.nextInt(10) == 0 ? null : weight(random),
                    random.nextInt(10) == 0 ? null : (Long) (long) random.nextInt(50),
                    random.nextInt(10) == 0 ? null : TODAY.plusDays(random.nextInt(700) - 500),
                    media,
                    categories));
        }
        return products;
    }

    private static Quantity weight(Random random) {
        return new Quantity(BigDecimal.valueOf(random.nextInt(60_000), 3), "KGM");
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Names with fixed slots over {@link Product}. */
    private static final class Slots implements Names {
        private static final Names MEDIUM =
                new Sample.Fields(Map.of("role", Variable.of(0, Type.TEXT), "width", Variable.of(1, Type.INTEGER)));
        private final Map<List<String>, Variable> variables = new LinkedHashMap<>();

        Slots() {
            add(Type.TEXT, "sku");
            add(Type.TEXT, "status");
            add(Type.TEXT, "family");
            add(Type.TEXT, "brand");
            add(Type.TEXT, "name", "fr_FR");
            add(Type.TEXT, "name", "en_GB");
            add(Type.TEXT, "color");
            add(Type.DECIMAL, "price");
            add(Type.DECIMAL, "cost");
            add(new Type.Quantity(Dimension.MASS), "weight");
            add(Type.INTEGER, "stock");
            add(Type.DATE, "validFrom");
            variables.put(List.of("media"), Variable.list(variables.size(), new Type.Struct("medium"), MEDIUM));
            add(new Type.ListOf(Type.TEXT), "categories");
        }

        private void add(Type type, String... path) {
            variables.put(List.of(path), Variable.of(variables.size(), type));
        }

        Object[] record(Product p) {
            var media = new Object[p.media.length];
            for (int i = 0; i < media.length; i++) {
                media[i] = new Object[] {p.media[i].role, p.media[i].width};
            }
            return new Object[] {
                p.sku,
                p.status,
                p.family,
                p.brand,
                p.name,
                p.english,
                p.color,
                p.price,
                p.cost,
                p.weight,
                p.stock,
                p.validFrom,
                media,
                p.categories
            };
        }

        @Override
        public Optional<Variable> variable(List<String> path) {
            return Optional.ofNullable(variables.get(path));
        }

        @Override
        public Map<String, Type> under(List<String> prefix) {
            var names = new LinkedHashMap<String, Type>();
            variables.forEach((path, variable) -> {
                if (path.size() > prefix.size()
                        && path.subList(0, prefix.size()).equals(prefix)) {
                    names.put(path.get(prefix.size()), variable.type());
                }
            });
            return names;
        }
    }
}
