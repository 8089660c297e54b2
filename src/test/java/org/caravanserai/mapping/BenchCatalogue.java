package org.caravanserai.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Trust;
import org.caravanserai.expression.record.Related;
import org.caravanserai.expression.record.SampleModel;

/**
 * An invented catalogue for measuring: products of about 3 KiB with forty attributes and three languages with gaps, their offers, pictures and
 * categories. The same for the same seed.
 */
final class BenchCatalogue implements Related {
    static final List<String> LOCALES = List.of("de_DE", "en_GB", "fr_FR");
    private static final String[] WORDS =
            ("acier robuste léger Handgriff Größe Präzision steel drill précision boîtier réglable Gehäuse waterproof torque "
                            + "batterie Sicherheit couple garantie adjustable Zubehör poignée Führung cordless compact")
                    .split(" ");
    private static final String[] MORE = {
        "voltage", "power", "speed", "noise", "rating", "thread", "diameter", "torque", "battery", "charger", "country",
                "customs", "hazard", "pallet",
        "minimum", "lead", "certificate", "series", "modelName", "year", "usage", "surface", "hardness", "coldest",
                "hottest", "norm", "cable", "plug"
    };

    final List<byte[]> products = new ArrayList<>();
    private final Map<String, byte[]> others = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(7);

    BenchCatalogue(int count) {
        for (int a = 0; a < 11; a++) {
            category("c" + a, null);
            for (int b = 0; b < 10; b++) {
                category("c" + a + "/s" + b, "c" + a);
                for (int c = 0; c < 12; c++) {
                    category("c" + a + "/s" + b + "/l" + c, "c" + a + "/s" + b);
                }
            }
        }
        for (int i = 0; i < count; i++) {
            product(i);
        }
    }

    @Override
    public byte[] document(Kind kind, String key) {
        return others.get(name(kind, key));
    }

    private static String name(Kind kind, String key) {
        return kind == Kind.PRODUCTS ? "none" : key;
    }

    private void category(String code, String parent) {
        var json = "{\"code\":\"" + code + "\"" + (parent == null ? "" : ",\"parent\":\"" + parent + "\"")
                + ",\"active\":true}";
        others.put(code, json.getBytes(StandardCharsets.UTF_8));
    }

    private String text(int least, int most) {
        int length = least + random.nextInt(most - least);
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(text.isEmpty() ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private void localized(StringBuilder json, String name, int least, int most, boolean always) {
        json.append(",\"").append(name).append("\":{");
        boolean first = true;
        int[] missing = {always ? 0 : 4, 15, 30};
        for (int i = 0; i < 3; i++) {
            if (random.nextInt(100) >= missing[i]) {
                json.append(first ? "" : ",")
                        .append('"')
                        .append(LOCALES.get(i))
                        .append("\":\"")
                        .append(text(least, most))
                        .append('"');
                first = false;
            }
        }
        json.append('}');
    }

    private void quantity(StringBuilder json, String name, int most, String... units) {
        if (random.nextInt(20) > 0) {
            json.append(",\"")
                    .append(name)
                    .append("\":{\"value\":\"")
                    .append(1 + random.nextInt(most))
                    .append('.')
                    .append(random.nextInt(100))
                    .append("\",\"unit\":\"")
                    .append(units[random.nextInt(units.length)])
                    .append("\"}");
        }
    }

    private void product(int number) {
        var sku = String.format("SKU-%08d", number);
        var json = new StringBuilder(4096).append("{\"sku\":\"").append(sku).append('"');
        if (random.nextInt(100) >= 3) {
            json.append(",\"gtin\":\"")
                    .append(4000000000000L + random.nextLong(999999999L))
                    .append('"');
        }
        if (random.nextInt(4) == 0) {
            json.append(",\"parent\":\"GRP-").append(number / 8).append('"');
        }
        json.append(",\"brand\":\"brand_")
                .append(random.nextInt(45))
                .append("\",\"discountGroup\":\"G")
                .append(random.nextInt(40))
                .append("\",\"status\":\"active\",\"categories\":[");
        for (int i = 0, n = 1 + random.nextInt(3); i < n; i++) {
            json.append(i > 0 ? "," : "")
                    .append("\"c")
                    .append(random.nextInt(11))
                    .append("/s")
                    .append(random.nextInt(10))
                    .append("/l")
                    .append(random.nextInt(12))
                    .append('"');
        }
        json.append(']');
        localized(json, "name", 20, 60, true);
        localized(json, "description", 300, 700, false);
        localized(json, "shortDescription", 60, 150, false);
        json.append(",\"color\":\"col_")
                .append(random.nextInt(24))
                .append("\",\"size\":\"sz_")
                .append(random.nextInt(9))
                .append("\",\"material\":\"mat_")
                .append(random.nextInt(18))
                .append('"');
        quantity(json, "weight", 900, "GRM", "KGM", "LBR");
        quantity(json, "length", 500, "MMT", "CMT", "INH");
        quantity(json, "width", 400, "MMT", "CMT", "INH");
        quantity(json, "height", 300, "MMT", "CMT", "INH");
        if (random.nextInt(3) == 0) {
            json.append(",\"energyClass\":\"")
                    .append((char) ('A' + random.nextInt(7)))
                    .append('"');
        }
        for (var name : MORE) {
            json.append(",\"")
                    .append(name)
                    .append("\":")
                    .append(
                            switch (random.nextInt(4)) {
                                case 0 -> "" + random.nextInt(5000);
                                case 1 -> "" + random.nextBoolean();
                                case 2 -> "\"" + WORDS[random.nextInt(WORDS.length)] + "\"";
                                default ->
                                    "[\"option_" + random.nextInt(30) + "\",\"option_" + random.nextInt(30) + "\"]";
                            });
        }
        json.append(",\"media\":[");
        for (int i = 0, n = random.nextInt(6); i < n; i++) {
            var code = "M" + number + "_" + i;
            json.append(i > 0 ? "," : "").append('"').append(code).append('"');
            var role = i == 0 && random.nextInt(50) > 0 ? "main" : "extra";
            others.put(
                    code,
                    ("{\"code\":\"" + code + "\",\"height\":800,\"role\":\"" + role
                                    + "\",\"url\":\"https://cdn.example/p/" + code + ".jpg\",\"width\":800}")
                            .getBytes(StandardCharsets.UTF_8));
        }
        products.add(json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
        offer(sku);
    }

    private void offer(String sku) {
        var json = new StringBuilder("{\"sku\":\"").append(sku).append("\",\"prices\":[");
        if (random.nextInt(100) >= 2) {
            json.append("{\"amount\":\"")
                    .append(2 + random.nextInt(999))
                    .append('.')
                    .append(10 + random.nextInt(90))
                    .append("\",\"currency\":\"EUR\",\"list\":\"web\",\"minQuantity\":\"1\"},");
        }
        json.append("{\"amount\":\"9.99\",\"currency\":\"USD\",\"list\":\"us\",\"minQuantity\":\"1\"}],\"stock\":[");
        for (int i = 0, n = 1 + random.nextInt(3); i < n; i++) {
            json.append(i > 0 ? "," : "")
                    .append("{\"quantity\":\"")
                    .append(random.nextInt(3) == 0 ? 0 : random.nextInt(200))
                    .append("\",\"warehouse\":\"W")
                    .append(i)
                    .append("\"}");
        }
        others.put(sku, json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }

    static Model model() {
        var sample = SampleModel.model();
        var kinds = new LinkedHashMap<>(sample.kinds());
        var products = sample.of(Kind.PRODUCTS);
        var attributes = new LinkedHashMap<>(products.attributes());
        for (var code : List.of("description", "shortDescription")) {
            attributes.put(
                    code,
                    new Attribute(code, AttributeType.TEXT, true, false, null, null, 0, null, null, Map.of(), false));
        }
        kinds.put(Kind.PRODUCTS, new KindModel(Kind.PRODUCTS, attributes, products.sections(), Map.of()));
        return new Model(
                kinds, Map.of(), List.of(), LOCALES, List.of("EA"), new Trust(Map.of()), Map.of("none", Set.of()));
    }
}
