package org.caravanserai.company;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.company.Article.Trade;

/** The ERP's night extract: semicolons, decimal comma, item numbers padded to 18 places, prices per 1 or per 100. */
final class Erp {
    private static final String ARTICLE_HEADER =
            "CODE_ARTICLE;DESIGNATION;GTIN;UNITE;GROUPE_REMISE;CODE_TVA;POIDS_KG;QTE_BX;GTIN_BX;POIDS_BX_KG;"
                    + "QTE_CT;GTIN_CT;POIDS_CT_KG;ECO_PART;NOMENCLATURE;PAYS_ORIGINE;STATUT;DATE_CREATION;DATE_MODIF";
    private static final String PRICE_HEADER =
            "CODE_ARTICLE;LISTE;QTE_MINI;PRIX;BASE_PRIX;DEVISE;UNITE;DATE_DEBUT;DATE_FIN";
    private static final String STOCK_HEADER = "CODE_ARTICLE;DEPOT;QTE_DISPO;QTE_RESERVEE;DATE_STOCK";
    private static final String END = "\r\n";

    private final List<Article> articles;
    private final Map<String, String> gtins = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final Defects defects;

    Erp(List<Article> articles, Defects defects) {
        this.articles = articles.stream().filter(Article::sellable).toList();
        this.defects = defects;
        int number = 0;
        for (var article : this.articles) {
            gtins.put(article.sku, Digits.gtin(String.format("9520410%05d", ++number)));
        }
    }

    /** Item number as the ERP pads it. */
    static String code(String sku) {
        return "0".repeat(18 - sku.length()) + sku;
    }

    String articlesFile() {
        for (int i = 0; i < articles.size(); i++) {
            rows.put(articles.get(i).sku, row(articles.get(i), i));
        }
        spoilArticles();
        var text = new StringBuilder(ARTICLE_HEADER).append(END);
        rows.values().forEach(row -> text.append(line(row)).append(END));
        spoilLines(text);
        return text.toString();
    }

    private Map<String, String> row(Article article, int index) {
        var trade = article.trade;
        var gtin = gtins.get(article.sku);
        var row = new LinkedHashMap<String, String>();
        row.put("CODE_ARTICLE", code(article.sku));
        row.put(
                "DESIGNATION",
                trade.label().length() > 40 ? trade.label().substring(0, 40).trim() : trade.label());
        row.put("GTIN", gtin);
        row.put("UNITE", trade.unit());
        row.put("GROUPE_REMISE", trade.discountGroup());
        row.put("CODE_TVA", "N");
        row.put("POIDS_KG", kilos(trade.grams()));
        boolean box = trade.box() > 1;
        row.put("QTE_BX", box ? String.valueOf(trade.box()) : "");
        row.put("GTIN_BX", box ? Digits.gtin(String.format("9520410%05d", 50000 + index)) : "");
        row.put("POIDS_BX_KG", box ? kilos(trade.box() * trade.grams() + 60) : "");
        row.put("QTE_CT", String.valueOf(trade.carton()));
        row.put("GTIN_CT", Digits.gtin("1" + gtin.substring(0, 12)));
        row.put("POIDS_CT_KG", kilos(trade.carton() * trade.grams() + 450));
        row.put("ECO_PART", trade.eco() == 0 ? "" : String.format("0,%02d", trade.eco()));
        row.put("NOMENCLATURE", trade.customs());
        row.put("PAYS_ORIGINE", article.family.equals("work-gloves") ? "PT" : "FR");
        row.put("STATUT", article.workflow.equals("discontinued") ? "S" : "A");
        row.put("DATE_CREATION", String.format("%02d/%02d/%d", 1 + index % 28, 1 + index % 12, 2015 + index % 11));
        row.put("DATE_MODIF", String.format("%02d/10/2026", 1 + index * 7 % 31));
        return row;
    }

    private static String line(Map<String, String> row) {
        return Csv.line(';', row.values().toArray());
    }

    private static String kilos(int grams) {
        return String.format("%d,%03d", grams / 1000, grams % 1000);
    }

    private void spoilArticles() {
        for (var pair : List.of(List.of("PI-100-160", "PI-100-180"), List.of("GL-200-7", "GL-200-8"))) {
            rows.get(pair.get(1)).put("GTIN", gtins.get(pair.get(0)));
            pair.forEach(
                    sku -> note("duplicate-gtin", sku, "gtin", gtins.get(pair.get(0)), "counter:duplicate-products"));
        }
        for (var sku : List.of("TV-200-PH1", "ME-200-60", "JK-100-NO-M")) {
            badCheckDigit(sku, "GTIN", "gtin");
        }
        badCheckDigit("MA-100-25", "GTIN_BX", "packaging.BX.gtin");
        for (var sku : List.of("TV-510", "ME-800-2H")) {
            rows.get(sku).put("GTIN", "");
            note("incomplete-product", sku, "gtin", "absent", "counter:incomplete-products");
        }
        rows.get("ME-100-5").put("POIDS_KG", "0.210");
        note("number-locale", "ME-100-5", "weight", "0.210; the PIM's weight steps in", "finding");
        rows.get("ME-810-BL").put("UNITE", "FLA");
        note("unknown-option", "ME-810-BL", "orderUnit", "FLA", "finding");
        note(
                "incomplete-product",
                "ME-810-BL",
                "orderUnit",
                "left out; only groupe-chantier requires it",
                "counter:incomplete-products");
        rows.get("ME-410-1").put("DATE_CREATION", "31/02/2025");
        note("bad-date", "ME-410-1", "erpCreated", "31/02/2025", "finding");
        rows.get("PI-110-140").put("GTIN", " " + gtins.get("PI-110-140") + "  ");
        note("outer-spaces", "PI-110-140", "gtin", "one space before, two behind", "trimmed");
        rows.get("MA-620").put("DESIGNATION", "=SOMME(A1:A9)");
        note("formula-text", "MA-620", "erpLabel", "=SOMME(A1:A9)", "guarded");
    }

    private void badCheckDigit(String sku, String column, String attribute) {
        var right = rows.get(sku).get(column);
        int last = right.charAt(right.length() - 1) - '0';
        var wrong = right.substring(0, right.length() - 1) + (last + 1) % 10;
        rows.get(sku).put(column, wrong);
        note("bad-gtin", sku, attribute, wrong, "finding");
        if (attribute.equals("gtin")) {
            note("incomplete-product", sku, attribute, "left out: wrong check digit", "counter:incomplete-products");
        }
    }

    private void spoilLines(StringBuilder text) {
        text.append(line(rows.get("MA-200-450"))).append(END);
        note("exact-duplicate", "MA-200-450", "", "the same row twice", "unchanged");
        for (var weight : List.of("1,250", "1,520")) {
            text.append(code("MA-660"))
                    .append(";MARTEAU DE TAILLEUR;;PCE;OUTI;N;")
                    .append(weight)
                    .append(";;;;;;;;82052000;FR;A;04/05/2024;04/05/2026")
                    .append(END);
            note("differing-duplicate", "MA-660", "weight", weight, "refused");
        }
        text.append(code("PI-999")).append(";PINCE PERDUE;;PCE;OUTI").append(END);
        note("column-count", "", "", "PI-999 has 5 columns instead of 19", "refused");
        text.append(";ARTICLE SANS CODE;;PCE;OUTI;N;0,100;;;;;;;;82032000;FR;A;01/02/2026;01/02/2026")
                .append(END);
        note("missing-key", "", "sku", "empty CODE_ARTICLE", "refused");
        text.append(code("MA-690"))
                .append(";MARTEAU ANCIEN MODELE;")
                .append(Digits.gtin("952041049999"))
                .append(";PCE;OUTI;N;0,640;;;;;;;;82052000;FR;A;12/03/2009;12/03/2019")
                .append(END);
        note("erp-only", "MA-690", "", "an item the PIM does not know", "not-selected");
    }

    private void note(String kind, String key, String attribute, String what, String expected) {
        defects.add(kind, "erp", Morvan.ARTICLES, key, attribute, what, expected);
    }

    /** Both lists, all breaks; rows of an item stand together. */
    String pricesFile() {
        var text = new StringBuilder(PRICE_HEADER).append(END);
        for (var article : articles) {
            var trade = article.trade;
            if (article.sku.equals("ME-410-2")) {
                defects.add("no-price", "erp", Morvan.PRICES, article.sku, "prices", "no row at all", "held");
                continue;
            }
            price(text, article.sku, "PUB26", 1, trade.cents(), trade);
            if (article.sku.equals("TV-800-PH3")) {
                defects.add(
                        "no-price",
                        "erp",
                        Morvan.PRICES,
                        article.sku,
                        "prices",
                        "no row in list PUB27: no price from 2027-01-01",
                        "held");
            } else {
                price(text, article.sku, "PUB27", 1, nextYear(trade.cents()), trade);
            }
            if (trade.box() > 1 && !article.sku.equals("TV-800-PH3")) {
                price(text, article.sku, "PUB26", trade.carton(), fives(trade.cents() * 0.92), trade);
                price(text, article.sku, "PUB27", trade.carton(), fives(nextYear(trade.cents()) * 0.92), trade);
            }
        }
        orphans(text);
        return text.toString();
    }

    private void orphans(StringBuilder text) {
        for (var list : List.of("PUB26", "PUB27")) {
            text.append(code("XX-404-1"))
                    .append(';')
                    .append(list)
                    .append(";1;12,50;1;EUR;PCE;")
                    .append(dates(list))
                    .append(END);
        }
        defects.add(
                "orphan-price",
                "erp",
                Morvan.PRICES,
                "XX-404-1",
                "",
                "neither ARTICLES nor the PIM know it",
                "not-selected");
        text.append(code("MA-690"))
                .append(";PUB26;1;17,90;1;EUR;PCE;")
                .append(dates("PUB26"))
                .append(END);
        defects.add("orphan-price", "erp", Morvan.PRICES, "MA-690", "", "the PIM does not know it", "not-selected");
    }

    private void price(StringBuilder text, String sku, String list, int from, int cents, Trade trade) {
        var amount = String.format("%d,%02d", cents / 100, cents % 100);
        if (sku.equals("MA-100-30") && list.equals("PUB27") && from == 1) {
            amount = amount.replace(',', '.');
            defects.add("number-locale", "erp", Morvan.PRICES, sku, "prices.amount", amount, "finding");
        }
        text.append(Csv.line(';', code(sku), list, from, amount, trade.basis(), "EUR", trade.unit()))
                .append(';')
                .append(dates(list))
                .append(END);
    }

    private static int nextYear(int cents) {
        return fives(cents * 1.032);
    }

    private static int fives(double cents) {
        return (int) Math.round(cents / 5) * 5;
    }

    /** First day and first day after. */
    private static String dates(String list) {
        return list.equals("PUB26") ? "20260101;20270101" : "20270101;";
    }

    String stockFile() {
        var text = new StringBuilder(STOCK_HEADER).append(END);
        for (int i = 0; i < articles.size(); i++) {
            var article = articles.get(i);
            if (article.sku.equals("PI-440-750")) {
                defects.add("no-stock", "erp", Morvan.STOCK, article.sku, "stock", "no row at all", "none");
                continue;
            }
            int pack = Math.max(article.trade.box(), 4);
            int nevers = pack * (i * 37 % 23);
            stock(text, article.sku, "NEV", nevers, nevers / 9);
            if (i % 10 != 3) {
                int lyon = pack * (i * 53 % 11);
                stock(text, article.sku, "LYO", lyon, lyon / 12);
            }
            if (article.sku.equals("GL-100-8")) {
                stock(text, article.sku, "PAR", 30, 0);
                defects.add("unknown-option", "erp", Morvan.STOCK, article.sku, "stock.warehouse", "PAR", "refused");
            }
        }
        stock(text, "XX-405-1", "NEV", 12, 0);
        defects.add("unknown-stock", "erp", Morvan.STOCK, "XX-405-1", "", "no source knows this item", "not-selected");
        return text.toString();
    }

    private static void stock(StringBuilder text, String sku, String depot, int quantity, int reserved) {
        text.append(Csv.line(';', code(sku), depot, quantity, reserved, "20261118"))
                .append(END);
    }
}
