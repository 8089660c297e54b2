package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.Related;
import org.caravanserai.parser.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The task of the benchmark written by hand for one purpose: streaming, no tree, nothing generic. The practical limit. */
final class BenchReference {
    private final Map<String, String> brands;
    private final Map<String, String> colors;
    private final Map<String, String> sizes;
    private final Map<String, String> materials;
    private final Map<String, String> categories;
    private final Map<String, BigDecimal> discounts = new HashMap<>();
    private final Map<String, BigDecimal> factors = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final String[] locales;
    private final int titleLength;
    private final Related related;

    private String role;
    private String url;
    private BigDecimal list;
    private BigDecimal stock;

    BenchReference(BenchTables tables, List<String> locales, int titleLength, Related related) {
        brands = tables.of("brands");
        colors = tables.of("colors");
        sizes = tables.of("sizes");
        materials = tables.of("materials");
        categories = tables.of("categories");
        tables.of("discounts")
                .forEach((group, percent) ->
                        discounts.put(group, new BigDecimal(100 - Integer.parseInt(percent)).movePointLeft(2)));
        factors.put("GRM", BigDecimal.ONE);
        factors.put("KGM", new BigDecimal("1000"));
        factors.put("LBR", new BigDecimal("453.59237"));
        factors.put("MMT", BigDecimal.ONE);
        factors.put("CMT", BigDecimal.TEN);
        factors.put("INH", new BigDecimal("25.4"));
        this.locales = locales.toArray(String[]::new);
        this.titleLength = titleLength;
        this.related = related;
    }

    private String localized(JsonParser json) {
        String best = null;
        int rank = locales.length;
        json.nextToken();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            int at = 0;
            while (at < rank && !locales[at].equals(name)) {
                at++;
            }
            json.nextToken();
            if (at < rank) {
                rank = at;
                best = json.getString();
            }
        }
        return best;
    }

    private BigDecimal quantity(JsonParser json) {
        BigDecimal value = null;
        BigDecimal factor = null;
        json.nextToken();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            if (name.equals("value")) {
                value = new BigDecimal(json.getString());
            } else {
                factor = factors.get(json.getString());
            }
        }
        return value.multiply(factor).setScale(0, RoundingMode.HALF_UP);
    }

    private static String text(JsonParser json) {
        json.nextToken();
        return json.getString();
    }

    private static List<String> texts(JsonParser json) {
        var all = new ArrayList<String>(6);
        json.nextToken();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            all.add(json.getString());
        }
        return all;
    }

    private void offer(String sku) {
        list = null;
        stock = null;
        var bytes = related.document(Kind.OFFERS, sku);
        try (var json = Json.parser(bytes, 0, bytes.length)) {
            json.nextToken();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (name.equals("prices")) {
                    prices(json);
                } else if (name.equals("stock")) {
                    stock(json);
                }
            }
        }
    }

    private void prices(JsonParser json) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String amount = null;
            boolean web = false;
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (name.equals("amount")) {
                    amount = json.getString();
                } else if (name.equals("list")) {
                    web = json.getString().equals("web");
                }
            }
            if (web) {
                list = new BigDecimal(amount);
            }
        }
    }

    private void stock(JsonParser json) {
        stock = BigDecimal.ZERO;
        while (json.nextToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (name.equals("quantity")) {
                    stock = stock.add(new BigDecimal(json.getString()));
                }
            }
        }
    }

    private void medium(String code) {
        var bytes = related.document(Kind.MEDIA, code);
        role = null;
        url = null;
        try (var json = Json.parser(bytes, 0, bytes.length)) {
            json.nextToken();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (name.equals("role")) {
                    role = json.getString();
                } else if (name.equals("url")) {
                    url = json.getString();
                }
            }
        }
    }

    private String parent(String category) {
        return parents.computeIfAbsent(category, code -> {
            var bytes = related.document(Kind.CATEGORIES, code);
            String found = "";
            try (var json = Json.parser(bytes, 0, bytes.length)) {
                json.nextToken();
                for (String name = json.nextName(); name != null; name = json.nextName()) {
                    json.nextToken();
                    if (name.equals("parent")) {
                        found = json.getString();
                    }
                }
            }
            return found;
        });
    }

    private String category(String code) {
        for (var at = code; !at.isEmpty(); at = parent(at)) {
            var found = categories.get(at);
            if (found != null) {
                return found;
            }
        }
        return "Sonstiges";
    }

    private static String cut(String text, int length) {
        return text == null || text.length() <= length
                ? text
                : text.substring(0, length).stripTrailing();
    }

    Object[] map(byte[] product) {
        String sku = null;
        String gtin = null;
        String parent = null;
        String brand = null;
        String group = null;
        String name = null;
        String description = null;
        String shortDescription = null;
        String color = null;
        String size = null;
        String material = null;
        String energy = null;
        List<String> codes = List.of();
        List<String> media = List.of();
        BigDecimal weight = null;
        BigDecimal length = null;
        BigDecimal width = null;
        BigDecimal height = null;
        try (var json = Json.parser(product, 0, product.length)) {
            json.nextToken();
            for (String field = json.nextName(); field != null; field = json.nextName()) {
                switch (field) {
                    case "sku" -> sku = text(json);
                    case "gtin" -> gtin = text(json);
                    case "parent" -> parent = text(json);
                    case "brand" -> brand = text(json);
                    case "discountGroup" -> group = text(json);
                    case "name" -> name = localized(json);
                    case "description" -> description = localized(json);
                    case "shortDescription" -> shortDescription = localized(json);
                    case "color" -> color = text(json);
                    case "size" -> size = text(json);
                    case "material" -> material = text(json);
                    case "energyClass" -> energy = text(json);
                    case "categories" -> codes = texts(json);
                    case "media" -> media = texts(json);
                    case "weight" -> weight = quantity(json);
                    case "length" -> length = quantity(json);
                    case "width" -> width = quantity(json);
                    case "height" -> height = quantity(json);
                    default -> {
                        json.nextToken();
                        json.skipChildren();
                    }
                }
            }
        }
        offer(sku);
        String image = null;
        StringBuilder extra = null;
        int extras = 0;
        for (var code : media) {
            medium(code);
            if ("main".equals(role) && image == null) {
                image = url;
            } else if ("extra".equals(role) && extras++ < 3) {
                extra = extra == null ? new StringBuilder(128) : extra.append(',');
                extra.append(url);
            }
        }
        var brandName = brands.getOrDefault(brand, brand);
        var colorName = colors.getOrDefault(color, "Sonstige");
        var share = discounts.get(group);
        var price = list == null ? null : share == null ? list : list.multiply(share);
        return new Object[] {
            sku,
            gtin,
            cut(brandName + " " + name + " " + colorName, titleLength),
            cut(description, 500),
            cut(shortDescription, 120),
            brandName,
            colorName,
            sizes.get(size),
            materials.get(material),
            codes.isEmpty() ? null : category(codes.get(0)),
            price == null ? null : price.setScale(2, RoundingMode.HALF_UP),
            list == null ? null : list.setScale(2, RoundingMode.HALF_UP),
            "EUR",
            weight,
            length,
            width,
            height,
            stock,
            stock != null && stock.signum() > 0 ? "in stock" : "out of stock",
            image,
            extra == null ? null : extra.toString(),
            "https://shop.example.com/de/p/" + sku.toLowerCase(java.util.Locale.ROOT),
            "new",
            parent == null ? sku : parent,
            energy,
            gtin == null ? "gtin" : image == null ? "image" : "none"
        };
    }
}
