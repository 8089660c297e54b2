package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.Host;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.Test;

/** Whatever stands in a map file: problems, never an exception; and what compiles can be applied. */
class MapFuzzTest {
    private static final List<String> KEYS = List.of(
            "from",
            "price",
            "stock",
            "template",
            "value",
            "const",
            "each",
            "fields",
            "when",
            "where",
            "pick",
            "take",
            "locale",
            "fallback",
            "table",
            "unmapped",
            "default",
            "unit",
            "per",
            "quantity",
            "discount",
            "tax",
            "html",
            "case",
            "round",
            "max",
            "join",
            "required",
            "else",
            "split",
            "strip",
            "date",
            "currency",
            "decimal",
            "collect",
            "columns",
            "remote",
            "select",
            "extends",
            "include",
            "remove",
            "target",
            "scope",
            "fields");
    private static final List<String> VALUES = List.of(
            "sku",
            "name",
            "name.fr_FR",
            "media",
            "[media, prices]",
            "prices",
            "weight",
            "cost",
            "packaging",
            "packaging.BX",
            "packaging.BX.gtin",
            "parent.name",
            "parent.parent.sku",
            "categories",
            "features",
            "warranty",
            "true",
            "false",
            "when",
            "null",
            "~",
            "''",
            "\"\"",
            "[]",
            "{}",
            "{a: b}",
            "[[a]]",
            "100",
            "-1",
            "0",
            "0.05",
            "half-up",
            "120 characters",
            "8 items",
            "KGM",
            "GRM",
            "EUR",
            "first",
            "last",
            "url",
            "role = 'photo'",
            "\"{name} {x\"",
            "\"{name}{ - color?}\"",
            "\"{value}\"",
            "colors",
            "colors.label",
            "public-2026",
            "chf",
            "level-a",
            "channel",
            "total",
            "fr_FR",
            "[fr_FR, en_GB]",
            "mark",
            "parent",
            "text",
            "[b, i]",
            "upper",
            "gross",
            "hold",
            "pass",
            "reject",
            "media.exists(m, m.width > 1)",
            "stockOf() > 0",
            "isVariant",
            "lookup('colors', color)",
            "size(name)",
            "today()",
            "dd/MM/yyyy",
            "\",\"",
            "t/product-out",
            "t/product-ack",
            "products",
            "self",
            "accepted",
            "status",
            "x.a",
            "int(sku) + index",
            "keys.size()",
            "{from: x}",
            "{attribute}-{locale}",
            "\"{attribute}-{locale}\"",
            "{u: url}",
            "{n: {each: media, fields: {u: url}}}",
            "\u00e9\u0000x".replace("\u0000", ""),
            "a.b.c.d",
            "..",
            ".");
    private static final List<String> LEFT = List.of(
            "f",
            "sku",
            "name.fr_FR",
            "name",
            "description",
            "description.print.fr_FR",
            "packaging.BX.gtin",
            "packaging",
            "prices",
            "prices.amount",
            "stock",
            "addresses.billing.city",
            "weight",
            "cost",
            "media",
            "x.y",
            "'.'",
            "launched",
            "features");
    private static final String RECORD =
            "{\"sku\":\"A\",\"parent\":\"P\",\"name\":{\"fr_FR\":\"n\"},\"warranty\":1,\"color\":\"red\",\"media\":[\"M\"],"
                    + "\"weight\":{\"value\":\"1\",\"unit\":\"KGM\"},\"features\":[\"a\"],\"categories\":[\"c\"],\"packaging\":{\"BX\":{\"gtin\":\"1\"}}}";
    private static final Map<String, Object> ROW = Map.of(
            "sku",
            "A",
            "name",
            "n",
            "weight",
            "1,5",
            "x",
            List.of(Map.of("a", "b")),
            "media",
            "a,b",
            "warranty",
            3L,
            "prices",
            List.of("x"),
            "cost",
            true);

    /** Pairs that often make sense, so that a good part compiles and runs. */
    private static final List<String> SOURCES = List.of(
            "from: sku",
            "from: name",
            "from: weight",
            "from: warranty",
            "from: media",
            "from: features",
            "from: categories",
            "from: [gtin, sku]",
            "from: cost",
            "from: color",
            "each: media, from: url",
            "each: media, fields: {u: url, w: width}",
            "const: x",
            "template: '{sku}{ - color?}'",
            "value: \"name.cut(3)\"",
            "value: \"lookup('colors', color)\"",
            "stock: total",
            "price: public-2026",
            "price: level-a",
            "from: packaging.BX.gtin");

    private static final List<String> CHANGES = List.of(
            "table: colors",
            "default: '1'",
            "unit: KGM",
            "round: 0.1",
            "max: 3",
            "max: 2 items",
            "html: text",
            "case: upper",
            "join: ','",
            "pick: first",
            "take: url",
            "where: \"role = 'photo'\"",
            "when: has(color)",
            "required: true",
            "unmapped: pass",
            "unmapped: hold",
            "per: 100",
            "quantity: 10",
            "locale: en_GB",
            "fallback: mark",
            "split: ','",
            "strip: zeros",
            "currency: EUR",
            "date: dd/MM/yyyy",
            "remote: products",
            "remote: self",
            "else: y");

    /** An answer map of the sources, changes and keys of the others. */
    private static String answer(Random random) {
        var text = new StringBuilder(random.nextBoolean() ? "" : "each: " + one(VALUES, random) + "\n");
        text.append("fields:\n  outcome: ")
                .append(random.nextBoolean() ? "{const: accepted}" : "{" + one(SOURCES, random) + "}")
                .append('\n');
        for (var field : AckMap.FIELDS) {
            if (!field.equals("outcome") && random.nextInt(3) == 0) {
                text.append("  ").append(field).append(": {").append(one(SOURCES, random));
                text.append(random.nextInt(3) > 0 ? "" : ", " + one(CHANGES, random))
                        .append("}\n");
            }
        }
        return text.toString();
    }

    private static String yaml(Random random) {
        if (random.nextInt(3) > 0) {
            var text = new StringBuilder("fields:\n  sku: sku\n");
            text.append("  ")
                    .append(one(LEFT.subList(0, 13), random).replace("sku", "g"))
                    .append(": {")
                    .append(one(SOURCES, random));
            for (int i = random.nextInt(3); i > 0; i--) {
                text.append(", ").append(one(CHANGES, random));
            }
            return text.append("}\n").toString();
        }
        var text = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(one(KEYS, random))
                    .append(": ")
                    .append(one(VALUES, random))
                    .append('\n');
        }
        text.append("fields:\n");
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append("  ").append(one(LEFT, random)).append(": {");
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.append(one(KEYS, random))
                        .append(": ")
                        .append(one(VALUES, random))
                        .append(j > 0 ? ", " : "");
            }
            text.append("}\n");
        }
        return text.toString();
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    @Test
    void randomMapsGiveProblemsOrRows() {
        int compiled = 0;
        for (int seed = 0; seed < 3000; seed++) {
            var yaml = yaml(new Random(seed));
            var name = seed % 2 == 0 ? "t/product-out" : "t/product-in";
            try {
                compiled += seed % 2 == 0 ? outward(name, yaml) : inward(name, yaml);
            } catch (RuntimeException thrown) {
                throw new AssertionError("seed " + seed + "\n" + yaml, thrown);
            }
        }
        assertThat(compiled).isGreaterThan(50);
    }

    @Test
    void randomAnswerMapsGiveProblemsOrOutcomes() {
        int told = 0;
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var yaml = random.nextInt(4) == 0 ? yaml(random) : answer(random);
            try {
                told += answered(yaml);
            } catch (RuntimeException thrown) {
                throw new AssertionError("seed " + seed + "\n" + yaml, thrown);
            }
        }
        assertThat(told).isGreaterThan(200);
    }

    private static int answered(String yaml) {
        var problems = new Problems();
        var world = new MapFixture().map("t/product-ack", yaml).world();
        var map = AckMap.compile(world, "t/product-ack", problems);
        // What is no YAML has no tree; the home tells.
        boolean read = world.maps().get("t/product-ack").tree() != null;
        assertThat(map.isPresent()).as(yaml).isEqualTo(read && !problems.failed());
        return map.map(compiled -> compiled.apply(List.of(ROW), Map.of("status", 200), MapFixture.run())
                        .size())
                .orElse(0);
    }

    private static int outward(String name, String yaml) {
        var world = new MapFixture().map(name, yaml).world();
        var set = MappingSet.of(world, Kind.PRODUCTS);
        var mapping = set.add(name, Circumstances.none(List.of("fr_FR")), Host.NONE, new Problems());
        var built = set.build();
        if (mapping.isEmpty()) {
            return 0;
        }
        var run = MapFixture.run();
        run.begin();
        var slots = built.reader()
                .read(
                        RECORD.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        MapFixture.related(Map.of("media M", "{\"code\":\"M\",\"url\":\"u\"}")));
        var result = mapping.get().apply(slots, run);
        if (result instanceof MapResult.Mapped mapped) {
            mapped.row().hash();
        }
        mapping.get().explain(slots, run);
        return 1;
    }

    private static int inward(String name, String yaml) {
        var map = InwardMap.compile(
                new MapFixture().map(name, yaml).world(),
                name,
                new Dialect(',', java.time.ZoneId.of("UTC")),
                new Problems());
        map.ifPresent(compiled -> {
            compiled.apply(ROW, MapFixture.run());
            compiled.rows(ROW.keySet())
                    .apply(column -> ROW.get(column) instanceof String text ? text : null, MapFixture.run());
        });
        return map.isPresent() ? 1 : 0;
    }
}
