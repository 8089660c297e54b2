package org.caravanserai.company;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The PIM's export: JSON Lines, its own field names, models above their variants. */
final class Pim {
    private Pim() {}

    static Map<String, Object> product(Article article) {
        var line = new LinkedHashMap<String, Object>();
        line.put("identifier", article.sku);
        if (article.parent != null) {
            line.put("parent", article.parent);
        }
        line.put("family", article.family);
        if (article.variants != null) {
            line.put("familyVariant", article.variants);
        }
        line.put("state", article.workflow);
        line.put("stateSince", article.workflowSince);
        if (!article.categories.isEmpty()) {
            line.put("categories", List.copyOf(article.categories));
        }
        text(line, "name", article.name);
        text(line, "description", article.description);
        var values = new TreeMap<>(article.values);
        if (article.sellable() && Dam.tool(article)) {
            values.put("weight", Codes.quantity(catalogueWeight(article.trade.grams()), "KGM"));
        }
        if (!values.isEmpty()) {
            line.put("attributes", values);
        }
        if (!article.media.isEmpty()) {
            line.put("assets", List.copyOf(article.media));
        }
        return line;
    }

    /** The weight printed in the catalogue, rounded up to ten grams; the ERP's scale outranks it. */
    private static String catalogueWeight(int grams) {
        return new BigDecimal((grams + 9) / 10).movePointLeft(2).toString();
    }

    private static void text(Map<String, Object> line, String field, Text text) {
        if (text != null) {
            line.put(field, text.byLocale());
        }
    }

    static Map<String, Object> category(Category category) {
        var line = new LinkedHashMap<String, Object>();
        line.put("code", category.code());
        if (category.parent() != null) {
            line.put("parent", category.parent());
        }
        line.put("label", category.label().byLocale());
        line.put("enabled", category.enabled());
        return line;
    }

    /** A node of the category tree; the code is the path. */
    record Category(String code, String parent, Text label, boolean enabled) {
        static Category of(String code, String fr, String en, String de) {
            int slash = code.lastIndexOf('/');
            return new Category(code, slash < 0 ? null : code.substring(0, slash), new Text(fr, en, de), true);
        }

        Category disabled() {
            return new Category(code, parent, label, false);
        }
    }
}
