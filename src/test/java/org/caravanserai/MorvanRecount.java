package org.caravanserai;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the channels of the sample company must show, counted again from {@code config/samples} alone: no line of the hub is used here, so that
 * both cannot share a mistake. Knows the sample's maps, gates and lists by heart.
 */
final class MorvanRecount {
    private static final Path SAMPLES = Path.of("config/samples");
    private static final Set<String> EMPTY = Set.of("n/a", "à compléter");
    private static final Set<String> ELECTRICIANS_ONLY =
            Set.of("TV-520", "PI-300-180", "PI-300-200", "PI-310-160", "PI-310-180");
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "work-gloves", List.of("material", "norms", "size"),
            "work-trousers", List.of("material", "fabricWeight", "size"),
            "jackets", List.of("material", "fabricWeight", "size"),
            "safety-shoes", List.of("protectionClass", "toeCap", "norms", "size"),
            "hammers", List.of("handle"),
            "screwdrivers", List.of("tip", "handle"),
            "pliers", List.of("overallLength", "handle"),
            "measuring", List.of("graduation"));

    private final String list;
    private final Map<String, JsonNode> products = new LinkedHashMap<>();
    private final Map<String, CSVRecord> items = new HashMap<>();
    private final Map<String, List<CSVRecord>> prices = new HashMap<>();
    private final Map<String, CSVRecord> media = new HashMap<>();

    /** @param today decides which public list holds */
    MorvanRecount(LocalDate today) throws IOException {
        list = today.isBefore(LocalDate.of(2027, 1, 1)) ? "PUB26" : "PUB27";
        products();
        items();
        for (var row : csv("erp/TARIFS_20261118.csv", ';')) {
            prices.computeIfAbsent(sku(row), none -> new ArrayList<>()).add(row);
        }
        csv("dam/assets.csv", ',').forEach(row -> media.put(row.get("asset_id"), row));
    }

    private void products() throws IOException {
        var lines = new TreeMap<String, String>();
        var refused = new HashSet<>(Set.of("", "TR-999-42"));
        for (var line : Files.readAllLines(SAMPLES.resolve("pim/products.jsonl"))) {
            var product = JsonMapper.shared().readTree(line);
            var sku = product.get("identifier").stringValue().strip();
            if (!line.equals(lines.putIfAbsent(sku, line) == null ? line : lines.get(sku))) {
                refused.add(sku);
            }
            products.put(sku, product);
        }
        products.keySet().removeAll(refused);
    }

    private void items() throws IOException {
        var refused = new HashSet<>(Set.of(""));
        for (var row : csv("erp/ARTICLES_20261118.csv", ';')) {
            if (!row.isConsistent()) {
                continue;
            }
            var before = items.put(sku(row), row);
            if (before != null && !before.toList().equals(row.toList())) {
                refused.add(sku(row));
            }
        }
        items.keySet().removeAll(refused);
    }

    static List<CSVRecord> csv(String file, char separator) throws IOException {
        var charset = file.startsWith("erp") ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = format.parse(new StringReader(Files.readString(SAMPLES.resolve(file), charset)))) {
            return parser.getRecords();
        }
    }

    private static String sku(CSVRecord row) {
        return row.get("CODE_ARTICLE").replaceFirst("^0+", "");
    }

    /** The ERP's row of an item. */
    CSVRecord item(String sku) {
        return items.get(sku);
    }

    /** The DAM's row of a medium, null when there is none. */
    CSVRecord medium(String code) {
        return media.get(code);
    }

    /** SKUs of the distributor's CSV. */
    Set<String> outilSud() {
        return active(sku -> missing(sku, "fr_FR", "outil-sud").isEmpty() && priced(sku) && photo(sku, 800, 0));
    }

    /** SKUs of Google's files in one language. */
    Set<String> google(String locale) {
        return active(sku -> !ELECTRICIANS_ONLY.contains(sku)
                && missing(sku, locale, "google-shopping").isEmpty()
                && priced(sku)
                && photo(sku, 250, 250));
    }

    /** SKUs of the buying group's catalogue. */
    Set<String> groupeChantier() {
        return active(
                sku -> Set.of("hammers", "screwdrivers", "pliers", "measuring").contains(family(sku))
                        && !blank(text(sku, "name", "de_DE"))
                        && priced(sku)
                        && unit(sku));
    }

    /** SKUs of the reseller's first sheet. */
    Set<String> comptoir() {
        return active(sku -> missing(sku, "fr_FR", "comptoir-pro").isEmpty() && priced(sku));
    }

    /** What the distributor pays for as many pieces as the list says: the public price less the cascade of level A, rounded to the cent once. */
    BigDecimal netPrice(String sku) throws IOException {
        return net(breaks(sku).get(0), 1);
    }

    /** What the shop asks: the public price for as many as the list says, with twenty per cent VAT. */
    BigDecimal shopPrice(String sku) {
        var price = new BigDecimal(breaks(sku).get(0).get("PRIX").replace(',', '.'));
        return price.multiply(new BigDecimal("1.20")).setScale(2, RoundingMode.HALF_UP);
    }

    /** The rows of the list that holds, the smallest quantity first. */
    List<CSVRecord> breaks(String sku) {
        return prices.get(sku).stream()
                .filter(row -> row.get("LISTE").equals(list) && !row.get("PRIX").contains("."))
                .sorted(Comparator.comparingInt(row -> Integer.parseInt(row.get("QTE_MINI"))))
                .toList();
    }

    /** A price of a row at a level of the grid: 1 = A, 2 = B. */
    BigDecimal net(CSVRecord row, int level) throws IOException {
        var price = new BigDecimal(row.get("PRIX").replace(',', '.'));
        var grid = Files.readAllLines(Path.of("mappings/tables/morvan-remises.csv")).stream()
                .map(line -> line.split(";"))
                .filter(cells -> cells[0].equals(items.get(sku(row)).get("GROUPE_REMISE")))
                .findFirst()
                .orElseThrow();
        for (var step : grid[level].split("\\+")) {
            price = price.multiply(new BigDecimal(100 - Integer.parseInt(step)).movePointLeft(2));
        }
        return price.setScale(2, RoundingMode.HALF_UP);
    }

    private Set<String> active(Predicate<String> shown) {
        var parents = products.values().stream()
                .map(product -> product.get("parent"))
                .filter(Objects::nonNull)
                .map(JsonNode::stringValue)
                .collect(Collectors.toSet());
        return products.keySet().stream()
                .filter(sku -> !parents.contains(sku)
                        && products.get(sku).get("state").stringValue().equals("ready"))
                .filter(shown)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private List<String> missing(String sku, String locale, String channel) {
        if (!REQUIRED.containsKey(family(sku))) {
            return List.of("family");
        }
        var missing = new ArrayList<String>();
        REQUIRED.get(family(sku)).stream()
                .filter(code -> attribute(sku, code) == null)
                .forEach(missing::add);
        var name = text(sku, "name", locale);
        var item = items.get(sku);
        add(missing, "name", !blank(name) && name.strip().length() <= 120);
        add(missing, "gtin", item != null && gtin(item.get("GTIN").strip()));
        add(missing, "weight", item != null && !item.get("POIDS_KG").contains(".") || attribute(sku, "weight") != null);
        add(missing, "taxClass", item != null);
        boolean google = channel.equals("google-shopping");
        add(missing, "description", !google || !blank(text(sku, "description", locale)));
        add(missing, "media", !google || inherited(sku, "assets") != null);
        return missing;
    }

    private static void add(List<String> missing, String code, boolean there) {
        if (!there) {
            missing.add(code);
        }
    }

    private boolean unit(String sku) {
        return items.containsKey(sku)
                && Set.of("PCE", "PAI").contains(items.get(sku).get("UNITE"));
    }

    private boolean priced(String sku) {
        return prices.getOrDefault(sku, List.of()).stream()
                .anyMatch(row -> row.get("LISTE").equals(list)
                        && row.get("QTE_MINI").equals("1")
                        && !row.get("PRIX").contains("."));
    }

    private boolean photo(String sku, int width, int height) {
        var codes = inherited(sku, "assets");
        return codes != null
                && StreamSupport.stream(codes.spliterator(), false)
                        .map(code -> media.get(code.stringValue()))
                        .filter(Objects::nonNull)
                        .anyMatch(row -> Set.of("Packshot", "Ambiance").contains(row.get("asset_type"))
                                && !row.get("rights_to").startsWith("{{today-")
                                && !row.get("rights_from").startsWith("{{today+")
                                && Integer.parseInt(row.get("width")) >= width
                                && Integer.parseInt(row.get("height")) >= height);
    }

    /** Addresses of the pictures of a product whose rights hold, in their order. */
    List<String> photos(String sku) {
        var codes = inherited(sku, "assets");
        return codes == null
                ? List.of()
                : StreamSupport.stream(codes.spliterator(), false)
                        .map(code -> media.get(code.stringValue()))
                        .filter(row -> row != null
                                && Set.of("Packshot", "Ambiance").contains(row.get("asset_type"))
                                && !row.get("rights_to").startsWith("{{today-")
                                && !row.get("rights_from").startsWith("{{today+"))
                        .map(row -> row.get("url"))
                        .toList();
    }

    String family(String sku) {
        return products.get(sku).get("family").stringValue();
    }

    List<String> chain(String sku) {
        var chain = new ArrayList<String>();
        for (var at = sku;
                at != null;
                at = products.get(at).get("parent") == null
                        ? null
                        : products.get(at).get("parent").stringValue()) {
            chain.add(at);
        }
        return chain;
    }

    JsonNode inherited(String sku, String field) {
        return chain(sku).stream()
                .map(each -> products.get(each).get(field))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    JsonNode attribute(String sku, String code) {
        return chain(sku).stream()
                .map(each -> products.get(each).at("/attributes/" + code))
                .filter(node -> !node.isMissingNode())
                .findFirst()
                .orElse(null);
    }

    String text(String sku, String field, String locale) {
        return chain(sku).stream()
                .map(each -> products.get(each).at("/" + field + "/" + locale))
                .filter(node -> !node.isMissingNode() && !node.stringValue().isBlank())
                .map(JsonNode::stringValue)
                .findFirst()
                .orElse(null);
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank() || EMPTY.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean gtin(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return digits.length() >= 12 && sum % 10 == 0;
    }
}
