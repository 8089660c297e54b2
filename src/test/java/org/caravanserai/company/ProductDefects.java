package org.caravanserai.company;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spoils the PIM's export on purpose, one kind of defect after the other, and writes down each. */
final class ProductDefects {
    private static final String INCOMPLETE = "counter:incomplete-products";
    private static final String UNTRANSLATED = "counter:missing-translations";

    private final List<Article> articles;
    private final Defects defects;
    private final Map<String, Article> bySku = new HashMap<>();

    ProductDefects(List<Article> articles, Defects defects) {
        this.articles = articles;
        this.defects = defects;
        articles.forEach(article -> bySku.put(article.sku, article));
    }

    /** Spoils values that stand in the articles themselves. */
    void plant() {
        incomplete();
        translations();
        placeholders();
        workflow();
        values();
        texts();
    }

    private void incomplete() {
        article("GL-300").values.remove("norms");
        leaves("GL-300")
                .forEach(sku -> note("incomplete-product", sku, "norms", "model GL-300 has no norms", INCOMPLETE));
        article("ME-500").values.remove("graduation");
        note("incomplete-product", "ME-500", "graduation", "absent", INCOMPLETE);
        article("SH-500").values.remove("protectionClass");
        leaves("SH-500")
                .forEach(
                        sku -> note("incomplete-product", sku, "protectionClass", "model SH-500 has none", INCOMPLETE));
        article("TV-520").description = new Text("   ", "   ", "   ");
        for (var locale : Morvan.LOCALES) {
            note("incomplete-product", "TV-520", "description." + locale, "blank text only", INCOMPLETE);
        }
    }

    private void translations() {
        for (var sku : List.of("JK-400", "PI-200", "ME-320", "MA-640")) {
            var text = article(sku).description;
            article(sku).description = new Text(text.fr(), text.en(), null);
            untranslated(sku, "description.de_DE");
        }
        var english = article("TV-500").description;
        article("TV-500").description = new Text(english.fr(), null, english.de());
        untranslated("TV-500", "description.en_GB");
        var crimper = article("PI-420").name;
        article("PI-420").name = new Text(crimper.fr(), null, crimper.de());
        untranslated("PI-420", "name.en_GB");
        var stripper = article("PI-410").name;
        article("PI-410").name = new Text(stripper.fr(), stripper.en(), null);
        untranslated("PI-410", "name.de_DE");
    }

    private void untranslated(String sku, String attribute) {
        var leaves = leaves(sku);
        leaves.forEach(leaf -> note(
                "missing-translation",
                leaf,
                attribute,
                leaf.equals(sku) ? "absent" : "absent on model " + sku,
                UNTRANSLATED));
    }

    private void placeholders() {
        var joiner = article("MA-620").description;
        article("MA-620").description = new Text(joiner.fr(), "N/A", joiner.de());
        note("placeholder-text", "MA-620", "description.en_GB", "N/A", UNTRANSLATED);
        var bevel = article("ME-310").description;
        article("ME-310").description = new Text(bevel.fr(), bevel.en(), "à compléter");
        note("placeholder-text", "ME-310", "description.de_DE", "à compléter", UNTRANSLATED);
        var set = article("TV-510").description;
        article("TV-510").description = new Text("À COMPLÉTER", set.en(), set.de());
        note("placeholder-text", "TV-510", "description.fr_FR", "À COMPLÉTER", UNTRANSLATED);
    }

    private void workflow() {
        unfinished("MA-650", "in-review", 45);
        unfinished("ME-400-200", "draft", 90);
        unfinished("PI-430-IN40", "in-review", 60);
        unfinished("SH-300-36", "in-review", 40);
        var fresh = article("TR-300-OF-3XL");
        fresh.workflow = "draft";
        fresh.workflowSince = "{{today-3d}}";
        note("recent-draft", fresh.sku, "workflow", "draft for three days: not late yet, must not be counted", "none");
        for (var sku : List.of("GL-400-11", "JK-100-RO-3XL", "TV-100-80175")) {
            article(sku).workflow = "discontinued";
            article(sku).workflowSince = "2026-06-30";
            note("inactive-product", sku, "status", "discontinued", "counter:inactive-products");
        }
    }

    private void unfinished(String sku, String state, int days) {
        article(sku).workflow = state;
        article(sku).workflowSince = "{{today-" + days + "d}}";
        note("unfinished-product", sku, "workflow", state + " for " + days + " days", "counter:unfinished-products");
    }

    private void values() {
        article("ME-210").values.put("caseMaterial", "unobtainium");
        note("unknown-option", "ME-210", "caseMaterial", "unobtainium", "finding");
        article("GL-600").values.put("coating", "chocolate");
        note("unknown-option", "GL-600", "coating", "chocolate", "finding");
        article("PI-120").values.put("posteComptable", "607100");
        note("unknown-attribute", "PI-120", "posteComptable", "607100", "finding");
        article("SH-100").values.put("ancienneReference", "LOIRE-S1P-2019");
        note("unknown-attribute", "SH-100", "ancienneReference", "LOIRE-S1P-2019", "finding");
        article("JK-400").values.put("recycledShare", "65,5");
        note("number-locale", "JK-400", "recycledShare", "65,5", "finding");
        article("TV-300").values.put("insulated", "peut-être");
        note("wrong-type", "TV-300", "insulated", "peut-être", "finding");
    }

    private void texts() {
        var bit = article("TV-800").description;
        article("TV-800").description = new Text(
                "<p>" + bit.fr() + "</p><script>alert('bit')</script><b onclick=\"steal()\">Qualité atelier</b>",
                bit.en(),
                bit.de());
        leaves("TV-800")
                .forEach(sku -> note(
                        "html-in-text", sku, "description.fr_FR", "tags, a script and an event handler", "guarded"));
        var reel = article("ME-500").name;
        article("ME-500").name = new Text(
                reel.fr()
                        + " avec boîtier aluminium étanche, ligne tressée haute résistance, crochet de fixation pliant, manivelle"
                        + " repliable et trappe de remplissage large pour poudre bleue ou rouge",
                reel.en(),
                reel.de());
        note(
                "over-long-title",
                "ME-500",
                "name.fr_FR",
                article("ME-500").name.fr().length() + " characters",
                "finding");
        note("incomplete-product", "ME-500", "name.fr_FR", "left out: too long", INCOMPLETE);
        var upholsterer = article("MA-630").name;
        article("MA-630").name = new Text(upholsterer.fr(), "=cmd|'/C calc'!A1 " + upholsterer.en(), upholsterer.de());
        note("formula-text", "MA-630", "name.en_GB", "=cmd|'/C calc'!A1 ...", "guarded");
        var roll = article("PI-500").name;
        article("PI-500").name = new Text("+" + roll.fr(), roll.en(), roll.de());
        note("formula-text", "PI-500", "name.fr_FR", "begins with +", "guarded");
        var shuttering = article("MA-610").name;
        article("MA-610").name = new Text("  " + shuttering.fr() + " ", shuttering.en(), shuttering.de());
        note("outer-spaces", "MA-610", "name.fr_FR", "two spaces before, one behind", "trimmed");
    }

    /** Lines that are wrong as lines: they are written beside the good ones. */
    List<Map<String, Object>> lines(List<Map<String, Object>> good) {
        var lines = new ArrayList<>(good);
        lines.add(gadget());
        note("unknown-family", "GD-001", "family", "gadgets", "finding");
        note("incomplete-product", "GD-001", "family", "left out: unknown", INCOMPLETE);
        var orphan = new Article("TR-999-42", "TR-999", "work-trousers");
        orphan.values.put("size", "42");
        lines.add(Pim.product(orphan));
        note("missing-parent", "TR-999-42", "parent", "parent 'TR-999' does not exist", "refused");

        lines.add(Pim.product(article("ME-310")));
        note("exact-duplicate", "ME-310", "", "the same line twice", "unchanged");

        for (var german : List.of("Blindnietzange", "Nietzange mit Federöffnung")) {
            var riveter = new Article("PI-510", null, "pliers");
            riveter.name = new Text("Pince à riveter", "Riveting pliers", german);
            riveter.values.put("overallLength", Codes.mm("260"));
            lines.add(Pim.product(riveter));
            note("differing-duplicate", "PI-510", "name.de_DE", german, "refused");
        }

        var nameless = new LinkedHashMap<String, Object>();
        nameless.put("identifier", "  ");
        nameless.put("family", "pliers");
        lines.add(nameless);
        note("missing-key", "", "sku", "blank identifier", "refused");
        return lines;
    }

    private static Map<String, Object> gadget() {
        var gadget = new Article("GD-001", null, "gadgets");
        gadget.name = new Text("Porte-clés marteau", "Hammer key ring", "Schlüsselanhänger Hammer");
        return Pim.product(gadget);
    }

    private void note(String kind, String key, String attribute, String what, String expected) {
        defects.add(kind, "pim", Morvan.PRODUCTS, key, attribute, what, expected);
    }

    private Article article(String sku) {
        var article = bySku.get(sku);
        if (article == null) {
            throw new IllegalArgumentException("no article " + sku);
        }
        return article;
    }

    /** The sellable articles that inherit from this one, or itself. */
    private List<String> leaves(String sku) {
        return articles.stream()
                .filter(Article::sellable)
                .filter(article -> descends(article, sku))
                .map(a -> a.sku)
                .toList();
    }

    private boolean descends(Article article, String sku) {
        return article.sku.equals(sku) || article.parent != null && descends(bySku.get(article.parent), sku);
    }
}
