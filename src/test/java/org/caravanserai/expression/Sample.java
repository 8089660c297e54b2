package org.caravanserai.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Dimension;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;

/** One glove with everything on it, as a host would offer it: slots are given out when a path is asked for. */
final class Sample implements Names {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    static final List<String> LOCALES = List.of("fr_FR", "en_GB", "de_DE");

    private final Map<List<String>, Type> types = new LinkedHashMap<>();
    private final Map<List<String>, Object> values = new LinkedHashMap<>();
    private final Map<List<String>, Fields> lists = new LinkedHashMap<>();
    private final List<List<String>> given = new ArrayList<>();

    /** Names of one list element: fixed fields. */
    record Fields(Map<String, Variable> all) implements Names {
        @Override
        public Optional<Variable> variable(List<String> path) {
            return path.size() == 1 ? Optional.ofNullable(all.get(path.get(0))) : Optional.empty();
        }

        @Override
        public Map<String, Type> under(List<String> prefix) {
            var types = new LinkedHashMap<String, Type>();
            if (prefix.isEmpty()) {
                all.forEach((name, variable) -> types.put(name, variable.type()));
            }
            return types;
        }
    }

    Sample() {
        var status = new Type.Option("statuses", Set.of("draft", "active", "retired"));
        var mass = new Type.Quantity(Dimension.MASS);
        put("sku", Type.TEXT, "GL-200-9");
        put("status", status, "active");
        put(
                "family",
                new Type.Option("families", Set.of("work-gloves", "hand-tools", "drills", "saws")),
                "work-gloves");
        put("brand", Type.TEXT, "Morvan");
        put("color", new Type.Option("colours", Set.of("red", "blue")), null);
        put("blank", Type.TEXT, " \u00a0 ");
        put("ean", Type.TEXT, "4006381333931");
        put("html", Type.HTML, "<p>Gant <b>souple</b></p>");
        put("width", Type.INTEGER, 1200L);
        put("stock", Type.INTEGER, 5L);
        put("zero", Type.INTEGER, 0L);
        put("big", Type.INTEGER, Long.MAX_VALUE);
        put("rating", Type.DECIMAL, new BigDecimal("4.50"));
        put("huge", Type.DECIMAL, new BigDecimal("9".repeat(40)));
        put("tax", Type.DECIMAL, null);
        put("price", Type.MONEY, new Money(new BigDecimal("24.90"), "EUR"));
        put("cost", Type.MONEY, new Money(new BigDecimal("12.00"), "EUR"));
        put("dollars", Type.MONEY, new Money(new BigDecimal("10.00"), "USD"));
        put("rrp", Type.MONEY, null);
        put("weight", mass, new Quantity(new BigDecimal("0.12"), "KGM"));
        put("load", mass, null);
        put("length", new Type.Quantity(Dimension.LENGTH), new Quantity(new BigDecimal("12"), "INH"));
        put("measure", new Type.Quantity(null), new Quantity(new BigDecimal("3"), "LTR"));
        put("temperature", new Type.Quantity(Dimension.TEMPERATURE), new Quantity(new BigDecimal("20"), "CEL"));
        put("pack", new Type.Quantity(Dimension.PACK), new Quantity(new BigDecimal("1"), "BX"));
        put("recycledShare", new Type.Quantity(Dimension.PROPORTION), new Quantity(new BigDecimal("30"), "P1"));
        put("sellable", Type.BOOLEAN, true);
        put("discontinued", Type.BOOLEAN, null);
        put("validFrom", Type.DATE, LocalDate.of(2026, 1, 1));
        put("rightsTo", Type.DATE, LocalDate.of(2026, 12, 31));
        put("endOfLife", Type.DATE, null);
        put("createdAt", Type.INSTANT, Instant.parse("2026-11-20T23:30:00Z"));
        put("energy_class", Type.TEXT, "A");
        localised("name", Type.TEXT, "Gant anti-coupure", "Cut-proof glove", null);
        types.put(List.of("text"), new Type.Scoped(Type.TEXT, List.of("print", "ecommerce")));
        put(List.of("text", "print"), Type.TEXT, "Gant souple");
        put(List.of("text", "ecommerce"), Type.TEXT, null);
        types.put(List.of("parent"), new Type.Struct("product"));
        values.put(List.of("parent"), "GL-200");
        put(List.of("parent", "sku"), Type.TEXT, "GL-200");
        put(List.of("packaging", "BX", "quantity"), Type.DECIMAL, new BigDecimal("12"));
        put(List.of("supplier", "country"), Type.TEXT, "FR");
        put("categories", new Type.ListOf(Type.TEXT), new Object[] {"epi/gants", "epi"});
        put("tags", new Type.ListOf(Type.TEXT), null);
        put("sizes", new Type.ListOf(new Type.Option("sizes", Set.of("8", "9", "10"))), new Object[] {"9", null, "10"});
        media();
        put("channelName", Type.TEXT, "adeo");
    }

    private void media() {
        var tag = new Fields(Map.of(
                "word",
                Variable.of(0, Type.TEXT),
                "deeper",
                Variable.list(
                        1,
                        new Type.Struct("deep"),
                        new Fields(Map.of("tags", Variable.list(0, new Type.Struct("tag"), new Fields(Map.of())))))));
        var fields = new LinkedHashMap<String, Variable>();
        fields.put("role", Variable.of(0, new Type.Option("roles", Set.of("photo", "drawing", "manual"))));
        fields.put("width", Variable.of(1, Type.INTEGER));
        fields.put("rightsFrom", Variable.of(2, Type.DATE));
        fields.put("rightsTo", Variable.of(3, Type.DATE));
        fields.put("tags", Variable.list(4, new Type.Struct("tag"), tag));
        lists.put(List.of("media"), new Fields(fields));
        put("media", new Type.ListOf(new Type.Struct("medium")), new Object[] {
            new Object[] {
                "photo",
                1200L,
                LocalDate.of(2025, 1, 1),
                LocalDate.of(2027, 6, 30),
                new Object[] {new Object[] {"front", null}}
            },
            new Object[] {"manual", null, null, null, null},
        });
        lists.put(List.of("offers"), new Fields(fields));
        put("offers", new Type.ListOf(new Type.Struct("offer")), null);
    }

    private void put(String name, Type type, Object value) {
        put(List.of(name), type, value);
    }

    private void put(List<String> path, Type type, Object value) {
        types.put(path, type);
        values.put(path, value);
    }

    private void localised(String name, Type type, Object... byLocale) {
        types.put(List.of(name), new Type.Localised(type, LOCALES));
        for (int i = 0; i < LOCALES.size(); i++) {
            put(List.of(name, LOCALES.get(i)), type, byLocale[i]);
        }
    }

    @Override
    public synchronized Optional<Variable> variable(List<String> path) {
        var type = types.get(path);
        if (type == null) {
            return Optional.empty();
        }
        int slot = given.indexOf(path);
        if (slot < 0) {
            slot = given.size();
            given.add(List.copyOf(path));
        }
        if (type instanceof Type.ListOf list && list.item() instanceof Type.Struct item) {
            return Optional.of(Variable.list(slot, item, lists.get(path)));
        }
        return Optional.of(Variable.of(slot, type));
    }

    @Override
    public Map<String, Type> under(List<String> prefix) {
        var names = new LinkedHashMap<String, Type>();
        types.forEach((path, type) -> {
            if (path.size() > prefix.size() && path.subList(0, prefix.size()).equals(prefix)) {
                names.putIfAbsent(
                        path.get(prefix.size()), path.size() == prefix.size() + 1 ? type : new Type.Struct("group"));
            }
        });
        return names;
    }

    /** The slots of this record, for everything asked so far. */
    synchronized Object[] slots() {
        return given.stream().map(values::get).toArray();
    }

    static Run run() {
        var run = new Run(TODAY, ZONE).set(Reserved.CHANNEL, "adeo").set(Reserved.LOCALE, "en_GB");
        run.begin();
        return run;
    }

    static Environment environment() {
        return new Environment(
                Map.of(
                        Reserved.CHANNEL, Type.TEXT,
                        Reserved.LOCALE, new Type.Option("locales", Set.copyOf(LOCALES)),
                        Reserved.ZONE, Type.TEXT),
                new Data());
    }

    /** What a hub knows beside the record. */
    record Data() implements Host {
        private static final Object[] NOTHING = {};

        private record Fixed(Object value) implements Call {
            @Override
            public Object apply(Object[] arguments, Object[] slots, Run run) {
                return value;
            }
        }

        private record Table(Map<String, String> rows) implements Call {
            @Override
            public Object apply(Object[] arguments, Object[] slots, Run run) {
                return rows.get((String) arguments[1]);
            }
        }

        @Override
        public Optional<Call> bind(String function, List<Object> constants) {
            return switch (function) {
                case "lookup" -> Optional.of(new Table(Map.of("red", "Rouge", "blue", "Bleu")));
                case "priceOf" -> Optional.of(new Fixed(new Money(new BigDecimal("24.90"), "EUR")));
                case "stockOf" -> constants.isEmpty() ? Optional.empty() : Optional.of(new Fixed(new BigDecimal("5")));
                case "inAssortment", "isVariant" -> Optional.of(new Fixed(true));
                case "missingRequired" -> Optional.of(new Fixed(NOTHING));
                default -> Optional.empty();
            };
        }

        @Override
        public Set<String> known(String function) {
            return function.equals("lookup") ? Set.of("colours", "categories") : Set.of();
        }
    }
}
