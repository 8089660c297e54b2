package org.caravanserai.company;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The DAM's export: CSV in UTF-8, commas, quotes; and which article shows which asset. */
final class Dam {
    private static final String HEADER =
            "asset_id,file_name,url,asset_type,width,height,bytes,sha256,rights_from,rights_to,tags,alt_fr,alt_en,alt_de";

    private final Map<String, Map<String, String>> assets = new LinkedHashMap<>();
    private final Defects defects;

    Dam(Defects defects) {
        this.defects = defects;
    }

    /** Gives each article its pictures and papers, before anything is spoilt. */
    void attach(List<Article> articles) {
        for (var article : articles) {
            if (article.parent == null) {
                root(article);
            } else if (!article.sellable()) {
                picture(article, 1, "Packshot");
                picture(article, 2, "Packshot");
            } else if (tool(article)) {
                picture(article, 1, "Packshot");
            }
        }
    }

    private void root(Article article) {
        picture(article, 1, "Packshot");
        picture(article, 2, "Ambiance");
        paper(article, "FT", "Fiche technique");
        if (!tool(article)) {
            paper(article, "ME", "Notice");
        }
        if (article.family.equals("work-gloves") || article.family.equals("safety-shoes")) {
            paper(article, "DC", "Déclaration UE");
        }
    }

    static boolean tool(Article article) {
        return List.of("hammers", "screwdrivers", "pliers", "measuring").contains(article.family);
    }

    private void picture(Article article, int number, String type) {
        var code = "M-" + article.sku + "-" + number;
        int side = type.equals("Packshot") ? 1600 : 2000;
        asset(code, type, "jpg", side, type.equals("Packshot") ? 1600 : 1333, tags(article, type), article.name);
        article.media.add(code);
    }

    private void paper(Article article, String suffix, String type) {
        var code = "M-" + article.sku + "-" + suffix;
        asset(code, type, "pdf", 0, 0, tags(article, type), article.name);
        article.media.add(code);
    }

    private static String tags(Article article, String type) {
        return article.family + "|" + type.toLowerCase(Locale.FRENCH).replace(' ', '-');
    }

    private void asset(String code, String type, String ending, int width, int height, String tags, Text alt) {
        var name = code.substring(2).toLowerCase(Locale.ROOT) + "." + ending;
        var sum = sha256(code);
        var row = new LinkedHashMap<String, String>();
        row.put("asset_id", code);
        row.put("file_name", name);
        row.put("url", "https://media.morvan.example/" + (ending.equals("pdf") ? "docs/" : "photos/") + name);
        row.put("asset_type", type);
        row.put("width", width == 0 ? "" : String.valueOf(width));
        row.put("height", height == 0 ? "" : String.valueOf(height));
        row.put("bytes", String.valueOf(120_000 + Integer.parseInt(sum.substring(0, 5), 16)));
        row.put("sha256", sum);
        row.put("rights_from", "2024-01-01");
        row.put("rights_to", "2034-01-01");
        row.put("tags", tags);
        row.put("alt_fr", alt == null ? "" : alt.fr());
        row.put("alt_en", alt == null ? "" : alt.en());
        row.put("alt_de", alt == null ? "" : alt.de());
        assets.put(code, row);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Spoils rights, sizes, tags and links; the lists of the articles change with it. */
    void plant(List<Article> articles) {
        rights();
        unused();
        for (var code : List.of("M-PI-210-180-1", "M-ME-300-200-1", "M-TV-200-PH0-1")) {
            assets.get(code).put("width", "480");
            assets.get(code).put("height", "480");
            note("small-picture", code, "width", "480 pixels", "held");
        }
        for (var pair : List.of(List.of("M-MA-300-800-1", "M-MA-300-1000-1"), List.of("M-GL-100-1", "M-GL-500-1"))) {
            var sum = assets.get(pair.get(0)).get("sha256");
            assets.get(pair.get(1)).put("sha256", sum);
            pair.forEach(code -> note("duplicate-media", code, "sha256", sum, "counter:duplicate-media"));
        }
        for (var code : List.of("M-ME-200-40-1", "M-ME-200-60-1", "M-PI-100-FT", "M-TR-100-2")) {
            assets.get(code).put("tags", "");
            note("untagged-media", code, "tags", "no tag", "counter:media-tag-quality");
        }
        tag("M-GL-100-1", "Work-Gloves|packshot");
        tag("M-GL-200-1", "work gloves|packshot");
        tag("M-JK-200-1", "jacket|packshot");
        for (var article : articles) {
            if (article.sku.startsWith("ME-510")) {
                article.media.clear();
                if (article.sellable()) {
                    defects.add("no-picture", "pim", Morvan.PRODUCTS, article.sku, "media", "no asset at all", "held");
                }
            } else if (article.sku.equals("PI-310")) {
                article.media.add("M-PI-310-9");
                defects.add(
                        "unknown-media",
                        "pim",
                        Morvan.PRODUCTS,
                        "PI-310",
                        "media",
                        "M-PI-310-9 is not in the DAM; it may still come",
                        "none");
            }
        }
        for (var code : List.of(
                "M-ME-510-1", "M-ME-510-2", "M-ME-510-FT", "M-ME-510-200-1", "M-ME-510-300-1", "M-ME-510-400-1")) {
            note("unused-media", code, "", "the articles no longer name it", "counter:unused-media");
        }
    }

    private void rights() {
        for (var code :
                List.of("M-GL-400-1", "M-JK-300-1", "M-MA-620-1", "M-PI-100-160-1", "M-TV-500-1", "M-SH-400-2")) {
            until(code, "{{today-10d}}");
            note("expired-media", code, "rightsTo", "ten days ago, still shown by a product", "counter:expired-media");
        }
        soon(5, 7, "M-TR-200-MA-1", "M-TR-200-MA-2");
        soon(20, 30, "M-JK-200-2", "M-ME-400-150-1");
        soon(60, 90, "M-SH-100-2", "M-GL-600-NO-1");
        for (var code : List.of("M-ME-310-2", "M-GL-700-1", "M-PI-300-180-1", "M-TV-300-T10-1", "M-MA-640-2")) {
            until(code, "");
            note("unknown-expiry", code, "rightsTo", "absent", "counter:media-unknown-expiry");
        }
        assets.get("M-JK-100-RO-2").put("rights_from", "{{today+30d}}");
        note("rights-not-started", "M-JK-100-RO-2", "rightsFrom", "in thirty days", "none");
        until("M-ME-100-3-1", "bientôt");
        note("bad-date", "M-ME-100-3-1", "rightsTo", "bientôt", "finding");
    }

    private void soon(int days, int horizon, String... codes) {
        for (var code : codes) {
            until(code, "{{today+" + days + "d}}");
            note("expiring-media", code, "rightsTo", "within " + horizon + " days", "counter:expiring-media");
        }
    }

    private void unused() {
        for (int i = 1; i <= 18; i++) {
            var code = "M-SALON-2024-" + i;
            asset(code, "Ambiance", "jpg", 2400, 1600, "salon|ambiance", null);
            note("unused-media", code, "", "no product names it", "counter:unused-media");
        }
        for (int i = 1; i <= 3; i++) {
            var code = "M-LOGO-" + i;
            asset(code, "Logo", "png", 1200, 400, "logo", null);
            note("unused-media", code, "", "no product names it", "counter:unused-media");
        }
        until("M-SALON-2024-9", "{{today-200d}}");
        note("expired-media", "M-SALON-2024-9", "rightsTo", "long ago, shown nowhere", "counter:expired-media-total");
    }

    private void until(String code, String date) {
        assets.get(code).put("rights_to", date);
    }

    private void tag(String code, String tags) {
        assets.get(code).put("tags", tags);
        note("near-duplicate-tag", code, "tags", tags, "counter:media-tag-quality");
    }

    private void note(String kind, String key, String attribute, String what, String expected) {
        defects.add(kind, "dam", Morvan.MEDIA, key, attribute, what, expected);
    }

    String file() {
        var lines = new ArrayList<String>();
        lines.add(HEADER);
        assets.values().forEach(row -> lines.add(Csv.line(',', row.values().toArray())));
        lines.add(Csv.line(',', assets.get("M-LOGO-1").values().toArray()));
        note("exact-duplicate", "M-LOGO-1", "", "the same row twice", "unchanged");
        return String.join("\n", lines) + "\n";
    }
}
