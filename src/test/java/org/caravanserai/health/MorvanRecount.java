package org.caravanserai.health;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the board must show for the shipped home, counted again from its sample files alone: what families require, who selects what and which values are
 * left out is written down here once more, apart from the hub's model, maps and expressions.
 */
final class MorvanRecount {
    private static final Set<String> BLANK = Set.of(
            "",
            "-",
            "--",
            "n/a",
            "na",
            "nc",
            "n.c.",
            "tbd",
            "à compléter",
            "a completer",
            "à définir",
            "non renseigné",
            "?",
            "xxx");
    private static final List<String> LANGUAGES = List.of("fr_FR", "en_GB", "de_DE");
    private static final Map<String, List<String>> OF_FAMILY = Map.of(
            "work-gloves", List.of("material", "norms", "size"),
            "work-trousers", List.of("material", "fabricWeight", "size"),
            "jackets", List.of("material", "fabricWeight", "size"),
            "safety-shoes", List.of("protectionClass", "toeCap", "norms", "size"),
            "hammers", List.of("handle"),
            "screwdrivers", List.of("tip", "handle"),
            "pliers", List.of("overallLength", "handle"),
            "measuring", List.of("graduation"));
    private static final Set<String> ANY = Set.of();
    private static final Set<String> KNOWN = OF_FAMILY.keySet();
    private static final Set<String> TOOLS = Set.of("hammers", "screwdrivers", "pliers", "measuring");
    private static final Set<String> CLOTHES = Set.of("work-trousers", "jackets", "safety-shoes");
    private static final Set<String> GLOVES = Set.of("work-gloves");
    private static final Set<String> NOT_FOR_ALL =
            Set.of("TV-520", "PI-300-180", "PI-300-200", "PI-310-160", "PI-310-180");

    private final LocalDate today;
    private final Map<String, Map<String, Object>> pim;
    private final Map<String, Map<String, Object>> erp = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> dam;
    private final Map<String, Map<String, Object>> categories;
    private final Map<String, Map<String, Object>> companies;
    private final Map<String, Map<String, Object>> contacts;

    /** Lines of each figure, {@code counter?scope} to {@code key|detail}. */
    final Map<String, Set<String>> lines = new TreeMap<>();

    /** Clusters of two and more by counter. */
    final Map<String, Collection<Set<String>>> clusters = new TreeMap<>();

    /**
     * A channel that sends products.
     *
     * @param families empty = whatever the family, also those nobody knows
     * @param excluding what is for electricians only is left out
     */
    private record Channel(
            String name, List<String> locales, Set<String> families, boolean excluding, List<String> requires) {}

    private static final List<Channel> CHANNELS = List.of(
            new Channel("boutique-presta", List.of("fr_FR", "en_GB"), GLOVES, false, List.of()),
            new Channel("boutique-shopware", List.of("fr_FR", "en_GB"), TOOLS, false, List.of()),
            new Channel("boutique-vendure", LANGUAGES, CLOTHES, false, List.of()),
            new Channel("comptoir-pro", List.of("fr_FR", "en_GB"), ANY, false, List.of()),
            new Channel("google-shopping", LANGUAGES, KNOWN, true, List.of("description", "media", "categories")),
            new Channel(
                    "groupe-chantier",
                    List.of("de_DE"),
                    TOOLS,
                    false,
                    List.of("description", "orderUnit", "customsCode")),
            new Channel("outil-sud", List.of("fr_FR"), ANY, false, List.of()),
            new Channel("place-pro", List.of("fr_FR"), KNOWN, true, List.of()));

    MorvanRecount(LocalDate today) throws IOException {
        this.today = today;
        var files = new SampleFiles(today);
        pim = files.lines("pim/products.jsonl", "identifier");
        pim.values().removeIf(row -> row.get("parent") != null && !pim.containsKey((String) row.get("parent")));
        files.table("erp/ARTICLES_20261118.csv", Charset.forName("windows-1252"), ';', "CODE_ARTICLE")
                .forEach((code, row) -> erp.put(code.replaceFirst("^0+", ""), row));
        dam = files.table("dam/assets.csv", StandardCharsets.UTF_8, ',', "asset_id");
        categories = files.lines("pim/categories.jsonl", "code");
        categories
                .values()
                .removeIf(row -> row.get("parent") != null && !categories.containsKey((String) row.get("parent")));
        companies = files.sheet("crm/customers.xlsx", "Companies", "AccountNumber");
        contacts = files.sheet("crm/customers.xlsx", "Contacts", "ContactId");
        products();
        media();
        categories();
        parties();
    }

    private void line(String counter, String scope, String key, String detail) {
        lines.computeIfAbsent(counter + "?" + scope, none -> new TreeSet<>()).add(key + "|" + detail);
    }

    private void products() {
        for (var row : pim.values()) {
            var sku = (String) row.get("identifier");
            if (sellable(sku)) {
                completeness(sku);
                translations(sku);
                if ("discontinued".equals(row.get("state"))) {
                    line("inactive-products", "", sku, "status = retired");
                }
                var since = (String) row.get("stateSince");
                if (List.of("draft", "in-review").contains(row.get("state"))
                        && !LocalDate.parse(since).isAfter(today.minusDays(30))) {
                    line("unfinished-products", "", sku, "workflowSince = " + since);
                }
            }
        }
        var gtins = new TreeMap<String, Set<String>>();
        erp.forEach((sku, row) -> {
            for (var column : List.of("GTIN", "GTIN_BX", "GTIN_CT")) {
                var gtin = (String) row.get(column);
                if (gtin(gtin)) {
                    gtins.computeIfAbsent("0".repeat(14 - gtin.length()) + gtin, none -> new TreeSet<>())
                            .add(sku);
                }
            }
        });
        clusters.put("duplicate-products", joined(gtins.values()));
    }

    private void completeness(String sku) {
        var all = new TreeSet<String>();
        for (var channel : CHANNELS) {
            if (selects(channel, sku)) {
                for (var locale : channel.locales()) {
                    var missing = missing(sku, channel, locale);
                    if (!missing.isEmpty()) {
                        line(
                                "incomplete-products",
                                "channel:" + channel.name() + ",locale:" + locale,
                                sku,
                                String.join(", ", missing));
                        all.addAll(missing);
                    }
                }
            }
        }
        if (!all.isEmpty()) {
            line("incomplete-products", "", sku, String.join(", ", all));
        }
    }

    private boolean selects(Channel channel, String sku) {
        var family = (String) value(sku, "family");
        return "ready".equals(pim.get(sku).get("state"))
                && (channel.families().isEmpty() || channel.families().contains(family))
                && !(channel.excluding() && NOT_FOR_ALL.contains(sku));
    }

    private List<String> missing(String sku, Channel channel, String locale) {
        var family = (String) value(sku, "family");
        var required = new TreeSet<>(OF_FAMILY.getOrDefault(family, List.of()));
        required.addAll(List.of("name", "family", "gtin", "weight", "taxClass"));
        required.addAll(channel.requires());
        return required.stream()
                .filter(code -> !has(sku, code, locale))
                .map(code -> Set.of("name", "description").contains(code) ? code + "." + locale : code)
                .toList();
    }

    private void translations(String sku) {
        if (!OF_FAMILY.containsKey((String) value(sku, "family"))
                || "discontinued".equals(pim.get(sku).get("state"))) {
            return;
        }
        for (var locale : LANGUAGES) {
            var missing = new ArrayList<String>();
            for (var code : List.of("description", "name")) {
                if (!has(sku, code, locale)) {
                    missing.add(code + "." + locale);
                    line("missing-translations", "", sku, code + "." + locale);
                }
            }
            if (!missing.isEmpty()) {
                line("missing-translations-products", "locale:" + locale, sku, String.join(", ", missing));
                line("missing-translations-products", "", sku, String.join(", ", missing));
            }
        }
    }

    private boolean has(String sku, String code, String locale) {
        return switch (code) {
            case "family" -> OF_FAMILY.containsKey((String) value(sku, "family"));
            case "name", "description" -> filled(text(sku, code, locale));
            case "gtin" -> gtin(erp(sku, "GTIN"));
            case "weight" -> erp(sku, "POIDS_KG").matches("\\d+(,\\d+)?") || value(sku, "weight") != null;
            case "taxClass" -> Set.of("N", "R").contains(erp(sku, "CODE_TVA"));
            case "orderUnit" -> Set.of("PCE", "PAI", "BTE", "CAR").contains(erp(sku, "UNITE"));
            case "customsCode" -> filled(erp(sku, "NOMENCLATURE"));
            case "media" -> list(value(sku, "assets")).size() > 0;
            case "categories" -> list(value(sku, "categories")).size() > 0;
            default -> filled(value(sku, code));
        };
    }

    private String erp(String sku, String column) {
        return erp.containsKey(sku) ? (String) erp.get(sku).get(column) : "";
    }

    /** A text of the article, else of its model; a name of more than 120 characters was left out. */
    private Object text(String sku, String code, String locale) {
        for (var row = pim.get(sku); row != null; row = pim.get(row.get("parent"))) {
            if (row.get(code) instanceof Map<?, ?> texts && texts.get(locale) instanceof String text) {
                if (!text.isBlank() && !(code.equals("name") && text.strip().length() > 120)) {
                    return text;
                }
            }
        }
        return null;
    }

    /** A field or attribute of the article, else of its model. */
    private Object value(String sku, String code) {
        for (var row = pim.get(sku); row != null; row = pim.get(row.get("parent"))) {
            var own = row.get(code);
            if (own == null && row.get("attributes") instanceof Map<?, ?> attributes) {
                own = attributes.get(code);
            }
            if (own != null) {
                return own;
            }
        }
        return null;
    }

    private boolean sellable(String sku) {
        int depth = 0;
        var row = pim.get(sku);
        for (; row.get("parent") != null; row = pim.get(row.get("parent"))) {
            depth++;
        }
        var scheme = (String) row.get("familyVariant");
        return depth == (scheme == null ? 0 : scheme.equals("by-colour-size") ? 2 : 1);
    }

    private void media() {
        var named = new TreeSet<String>();
        var live = new TreeSet<String>();
        for (var sku : pim.keySet()) {
            var assets = list(value(sku, "assets"));
            named.addAll(assets);
            if ("ready".equals(pim.get(sku).get("state"))) {
                live.addAll(assets);
            }
        }
        var contents = new TreeMap<String, Set<String>>();
        var writings = new TreeMap<String, Map<String, Integer>>();
        dam.values()
                .forEach(row -> tags(row)
                        .forEach(tag -> writings.computeIfAbsent(folded(tag), none -> new TreeMap<>())
                                .merge(tag, 1, Integer::sum)));
        dam.forEach((code, row) -> {
            contents.computeIfAbsent((String) row.get("sha256"), none -> new TreeSet<>())
                    .add(code);
            if (!named.contains(code)) {
                line("unused-media", "", code, "");
            }
            rights(code, (String) row.get("rights_to"), live.contains(code));
            if (tags(row).isEmpty()) {
                line("media-tag-quality", "", code, "tags = –");
            }
            tags(row).forEach(tag -> {
                var usual = writings.get(folded(tag)).entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
                if (!usual.equals(tag)) {
                    line("media-tag-quality", "", code, tag + " ≠ " + usual);
                }
            });
        });
        clusters.put("duplicate-media", joined(contents.values()));
    }

    private void rights(String code, String end, boolean live) {
        if (!end.matches("\\d{4}-\\d\\d-\\d\\d")) {
            line("media-unknown-expiry", "", code, "");
            return;
        }
        var detail = "rightsTo = " + end;
        long left = LocalDate.parse(end).toEpochDay() - today.toEpochDay();
        if (left <= 0) {
            line("expired-media-total", "", code, detail);
            if (live) {
                line("expired-media", "", code, detail);
            }
        } else if (left <= 90) {
            line("expiring-media", "", code, detail);
            List.of(7, 30, 90).stream()
                    .filter(days -> left <= days)
                    .forEach(days -> line("expiring-media", "within:" + days + "d", code, detail));
        }
    }

    private static List<String> tags(Map<String, Object> row) {
        return List.of(((String) row.get("tags")).split("\\|")).stream()
                .filter(tag -> !tag.isBlank())
                .toList();
    }

    private static String folded(String tag) {
        return plain(tag).replaceAll("[^a-z0-9]", "").replaceAll("s$", "");
    }

    private void categories() {
        var sold = new TreeSet<String>();
        for (var sku : pim.keySet()) {
            if (sellable(sku) && "ready".equals(pim.get(sku).get("state"))) {
                for (var code : list(value(sku, "categories"))) {
                    for (var row = categories.get(code); row != null; row = categories.get(row.get("parent"))) {
                        sold.add((String) row.get("code"));
                    }
                }
            }
        }
        categories.forEach((code, row) -> {
            if (Boolean.FALSE.equals(row.get("enabled"))) {
                line("inactive-categories", "", code, "active = false");
                return;
            }
            if (!sold.contains(code)) {
                line("inactive-categories", "", code, "products = 0");
            }
            for (var locale : LANGUAGES) {
                if (!(row.get("label") instanceof Map<?, ?> label) || !filled(label.get(locale))) {
                    line("missing-translations", "", code, "name." + locale);
                }
            }
        });
    }

    private void parties() {
        var keys = new TreeMap<String, Set<String>>();
        companies.forEach((number, row) -> {
            company(number, row);
            for (var column : List.of("Siren", "Siret")) {
                if (filled(row.get(column)) && luhn((String) row.get(column))) {
                    keys.computeIfAbsent(column + row.get(column), none -> new TreeSet<>())
                            .add(number);
                }
            }
            if (vat(row)) {
                keys.computeIfAbsent("vat" + row.get("VatNumber"), none -> new TreeSet<>())
                        .add(number);
            }
            for (var place : List.of("Billing", "Delivery")) {
                if (filled(row.get(place + "Postcode"))) {
                    var name = plain((String) row.get("AccountName"))
                            .replaceAll("[^a-z0-9]+", " ")
                            .replaceAll("\\b(sa|sas|sarl|eurl|ets|et fils|ag|gmbh|bv)\\b", "")
                            .replaceAll("\\s+", " ")
                            .strip();
                    keys.computeIfAbsent(name + row.get(place + "Postcode"), none -> new TreeSet<>())
                            .add(number);
                }
            }
        });
        clusters.put("duplicate-companies", joined(keys.values()));
        var mails = new TreeMap<String, Set<String>>();
        contacts.forEach((id, row) -> {
            var mail = row.get("Email");
            if (filled(mail)) {
                mails.computeIfAbsent(mail.toString().toLowerCase(Locale.ROOT), none -> new TreeSet<>())
                        .add(id);
            } else {
                line("incomplete-contacts", "purpose:marketing", id, "email");
                line("incomplete-contacts", "purpose:ordering", id, "email");
                line("incomplete-contacts", "", id, "marketing:email, ordering:email");
                if (!filled(row.get("Phone")) && !filled(row.get("Mobile"))) {
                    line("anonymous-contacts", "", id, "");
                }
            }
        });
        clusters.put("duplicate-contacts", joined(mails.values()));
    }

    private void company(String number, Map<String, Object> row) {
        var all = new ArrayList<String>();
        purpose("billing", number, all, address(row, "Billing") ? null : "addresses", vat(row) ? null : "vatId");
        purpose("delivery", number, all, address(row, "Delivery") ? null : "addresses");
        purpose("marketing", number, all, filled(row.get("Email")) ? null : "email");
        if (!all.isEmpty()) {
            line("incomplete-companies", "", number, String.join(", ", all));
        }
        if (!filled(row.get("Email"))
                && !filled(row.get("Phone"))
                && !filled(row.get("Siren"))
                && !filled(row.get("Siret"))
                && !vat(row)) {
            line("anonymous-companies", "", number, "");
        }
    }

    private void purpose(String purpose, String number, List<String> all, String... missing) {
        var codes = new ArrayList<String>();
        for (var code : missing) {
            if (code != null) {
                codes.add(code);
                all.add(purpose + ":" + code);
            }
        }
        if (!codes.isEmpty()) {
            line("incomplete-companies", "purpose:" + purpose, number, String.join(", ", codes));
        }
    }

    private static boolean address(Map<String, Object> row, String place) {
        return List.of("Street", "Postcode", "City").stream().anyMatch(part -> filled(row.get(place + part)));
    }

    /** A VAT number there is, of the right key where it is French. */
    private static boolean vat(Map<String, Object> row) {
        var vat = (String) row.get("VatNumber");
        if (!filled(vat) || !vat.startsWith("FR")) {
            return filled(vat);
        }
        long siren = Long.parseLong(vat.substring(4));
        return Integer.parseInt(vat.substring(2, 4)) == (12 + 3 * (siren % 97)) % 97;
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int twice = i % 2 == 0 ? digit : digit * 2;
            sum += twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }

    private static boolean gtin(String text) {
        if (!text.matches("\\d{8}|\\d{12,14}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += (text.charAt(text.length() - 1 - i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }

    /** Clusters of more than one key out of groups that may overlap. */
    private static Collection<Set<String>> joined(Collection<Set<String>> groups) {
        var of = new HashMap<String, Set<String>>();
        for (var group : groups) {
            var all = new TreeSet<>(group);
            group.forEach(key -> all.addAll(of.getOrDefault(key, Set.of())));
            all.forEach(key -> of.put(key, all));
        }
        var found = new ArrayList<Set<String>>();
        of.values().stream()
                .filter(cluster -> cluster.size() > 1 && !found.contains(cluster))
                .forEach(found::add);
        return found;
    }

    private static boolean filled(Object value) {
        if (value instanceof String text) {
            return !BLANK.contains(text.strip().toLowerCase(Locale.ROOT));
        }
        return value instanceof List<?> list ? !list.isEmpty() : value != null;
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Object value) {
        return value == null ? List.of() : (List<String>) value;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
