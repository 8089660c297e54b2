package org.caravanserai.company;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ateliers Morvan of Nevers, hand tools and workwear: everything its systems send, and the list of what is wrong in it. The same input
 * gives the same bytes; nothing here reads a clock or draws a random number.
 */
public final class Morvan {
    static final List<String> LOCALES = List.of("fr_FR", "en_GB", "de_DE");
    static final String ARTICLES = "ARTICLES_20261118.csv";
    static final String PRICES = "TARIFS_20261118.csv";
    static final String STOCK = "STOCK_20261118.csv";
    static final String PRODUCTS = "products.jsonl";
    static final String CATEGORIES = "categories.jsonl";
    static final String MEDIA = "assets.csv";
    static final String CUSTOMERS = "customers.xlsx";
    static final String CONSENTS = "consents-20261118.jsonl";

    /** Where the list of defects lies, from the project's root. */
    public static final String DEFECTS = "src/test/homes-expected/morvan-defects.csv";

    private static final Charset ERP_CHARSET = Charset.forName("windows-1252");

    private Morvan() {}

    /** Every generated file: path from the project's root, content. Order is stable. */
    public static Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        var defects = new Defects();
        var articles = articles();
        var dam = new Dam(defects);
        dam.attach(articles);

        var spoiler = new ProductDefects(articles, defects);
        spoiler.plant();
        dam.plant(articles);
        var lines = spoiler.lines(articles.stream().map(Pim::product).toList());
        files.put("config/samples/pim/" + PRODUCTS, utf8(lines.stream().map(Json::line)));
        files.put(
                "config/samples/pim/" + CATEGORIES,
                utf8(Categories.plant(defects).stream().map(Pim::category).map(Json::line)));

        var erp = new Erp(articles, defects);
        ready(files, ARTICLES, erp.articlesFile());
        ready(files, PRICES, erp.pricesFile());
        ready(files, STOCK, erp.stockFile());

        files.put("config/samples/dam/" + MEDIA, dam.file().getBytes(StandardCharsets.UTF_8));

        var companies = Directory.companies();
        var contacts = Directory.contacts(companies);
        new CustomerDefects(companies, contacts, defects).plant();
        files.put("config/samples/crm/" + CUSTOMERS, Workbooks.write(companies, contacts));
        files.put(
                "config/samples/newsletter/" + CONSENTS,
                utf8(new Newsletter(contacts, defects).lines().stream().map(Json::line)));
        files.put(DEFECTS, defects.csv().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** An ERP file, then the empty file that says it is complete. */
    private static void ready(Map<String, byte[]> files, String name, String content) {
        files.put("config/samples/erp/" + name, content.getBytes(ERP_CHARSET));
        files.put("config/samples/erp/" + name + ".ok", new byte[0]);
    }

    private static List<Article> articles() {
        var all = new ArrayList<Article>();
        Stream.of(
                        Protection.ranges(),
                        Workwear.ranges(),
                        Striking.ranges(),
                        Turning.ranges(),
                        Gripping.ranges(),
                        Measuring.ranges())
                .flatMap(List::stream)
                .forEach(range -> all.addAll(range.articles()));
        return all;
    }

    private static byte[] utf8(Stream<String> lines) {
        return String.join("", lines.toList()).getBytes(StandardCharsets.UTF_8);
    }
}
