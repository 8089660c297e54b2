package org.caravanserai.company;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.company.Article.Trade;

/** A product range as a product manager would describe it: texts, technical values, and what it comes in. */
final class Range {
    private record Step(String suffix, int cents, int grams, String axis, Object value, Map<String, Object> values) {}

    /** Facts shared by the ranges of a family. */
    record Trunk(String family, String unit, String discountGroup, int box, int carton, String customs, Text closing) {}

    private final Trunk trunk;
    private final Article root;
    private final List<String> colours = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private int basis = 1;
    private int eco;
    private int box;
    private int carton;
    private String group;
    private String unit;

    Range(Trunk trunk, String sku, String category) {
        this.trunk = trunk;
        this.root = new Article(sku, null, trunk.family());
        root.categories.add(category);
        box = trunk.box();
        carton = trunk.carton();
        group = trunk.discountGroup();
        unit = trunk.unit();
    }

    Range name(String fr, String en, String de) {
        root.name = new Text(fr, en, de);
        return this;
    }

    Range text(String fr, String en, String de) {
        root.description = new Text(fr, en, de).then(trunk.closing());
        return this;
    }

    Range also(String category) {
        root.categories.add(category);
        return this;
    }

    Range value(String attribute, Object value) {
        root.values.put(attribute, value);
        return this;
    }

    Range norms(String... norms) {
        return value("norms", List.of(norms));
    }

    /** Packed in other numbers than the family usually is. */
    Range packed(int perBox, int perCarton) {
        box = perBox;
        carton = perCarton;
        return this;
    }

    Range priceFor100() {
        basis = 100;
        return this;
    }

    Range eco(int cents) {
        eco = cents;
        return this;
    }

    Range group(String discountGroup) {
        group = discountGroup;
        return this;
    }

    /** Sold in another unit than the family usually is. */
    Range unit(String code) {
        unit = code;
        return this;
    }

    Range colours(String... codes) {
        colours.addAll(List.of(codes));
        return this;
    }

    /** Sizes: same price, two per cent heavier from one to the next; the two largest cost ten per cent more in workwear. */
    Range sizes(int cents, int grams, String... sizes) {
        boolean dearer =
                trunk.family().equals("work-trousers") || trunk.family().equals("jackets");
        for (int i = 0; i < sizes.length; i++) {
            int price = dearer && sizes.length > 5 && i >= sizes.length - 2 ? (cents * 11 + 5) / 10 : cents;
            steps.add(new Step(sizes[i], price, grams + grams * 2 * i / 100, "size", sizes[i], Map.of()));
        }
        return this;
    }

    /** A variant by a measure: the suffix ends the SKU. */
    Range of(String suffix, int cents, int grams, String axis, Object value) {
        return of(suffix, cents, grams, axis, value, Map.of());
    }

    Range of(String suffix, int cents, int grams, String axis, Object value, Map<String, Object> more) {
        steps.add(new Step(suffix, cents, grams, axis, value, more));
        return this;
    }

    /** An article that comes in one form only. */
    Range single(int cents, int grams) {
        steps.add(new Step("", cents, grams, null, null, Map.of()));
        return this;
    }

    /** Models first, then their children: a parent always stands above its variants. */
    List<Article> articles() {
        var all = new ArrayList<Article>();
        all.add(root);
        if (steps.get(0).axis() == null) {
            root.trade = trade(root.sku, steps.get(0), "");
            return all;
        }
        String axis = steps.get(0).axis();
        root.variants = colours.isEmpty() ? "by-" + kebab(axis) : "by-colour-" + kebab(axis);
        if (colours.isEmpty()) {
            steps.forEach(step -> all.add(variant(root.sku, step, step.suffix())));
        }
        for (String colour : colours) {
            var middle = new Article(root.sku + "-" + Codes.suffix(colour), root.sku, trunk.family());
            middle.values.put("colour", colour);
            all.add(middle);
            steps.forEach(step -> all.add(variant(middle.sku, step, Codes.suffix(colour) + " T" + step.suffix())));
        }
        return all;
    }

    private Article variant(String parent, Step step, String label) {
        var article = new Article(parent + "-" + step.suffix(), parent, trunk.family());
        article.values.put(step.axis(), step.value());
        article.values.putAll(step.values());
        article.trade = trade(article.sku, step, label);
        return article;
    }

    private Trade trade(String sku, Step step, String label) {
        return new Trade(
                (root.name.fr() + " " + label).trim().toUpperCase(Locale.FRENCH),
                step.cents(),
                basis,
                unit,
                step.grams(),
                group,
                box,
                carton,
                eco,
                trunk.customs());
    }

    private static String kebab(String code) {
        return code.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
