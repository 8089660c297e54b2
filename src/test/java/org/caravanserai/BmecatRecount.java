package org.caravanserai;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.caravanserai.testing.TestXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in the buying group's catalogue, counted from {@code config/samples} and the value tables alone, beside what was published: both as
 * plain facts, so that a difference names product and fact.
 */
final class BmecatRecount {
    /** German name of an attribute and its value table; "-" = a figure, "?" = yes or no, "" = as it stands. */
    private static final Map<String, List<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("handle", List.of("Griff", "morvan-handles")),
            Map.entry("headWeight", List.of("Kopfgewicht", "-")),
            Map.entry("headWidth", List.of("Kopfbreite", "-")),
            Map.entry("overallLength", List.of("Gesamtlänge", "-")),
            Map.entry("wedgeNumber", List.of("Keilnummer", "")),
            Map.entry("norms", List.of("Normen", "")),
            Map.entry("tip", List.of("Profil", "morvan-tips")),
            Map.entry("bladeLength", List.of("Klingenlänge", "-")),
            Map.entry("insulated", List.of("Isoliert", "?")),
            Map.entry("pieces", List.of("Teile", "")),
            Map.entry("measuringRange", List.of("Messbereich", "-")),
            Map.entry("graduation", List.of("Teilung", "morvan-graduations")),
            Map.entry("accuracyClass", List.of("Genauigkeitsklasse", "morvan-accuracy-classes")),
            Map.entry("caseMaterial", List.of("Gehäusematerial", "morvan-case-materials")),
            Map.entry("bobWeight", List.of("Lotgewicht", "-")),
            Map.entry("leadHardness", List.of("Mine", "")),
            Map.entry("colour", List.of("Farbe", "morvan-colours")));

    private static final Set<String> SHOWN =
            Set.of("Packshot", "Ambiance", "Fiche technique", "Notice", "Déclaration UE");
    private static final Map<String, String> FAMILIES = Map.of(
            "hammers",
            "Hämmer",
            "screwdrivers",
            "Schraubendreher",
            "pliers",
            "Zangen",
            "measuring",
            "Messen und Anreißen");

    private final MorvanRecount recount;

    BmecatRecount(MorvanRecount recount) {
        this.recount = recount;
    }

    /** What the file must say of every product, by SKU. */
    Map<String, List<String>> expected() throws IOException {
        var all = new TreeMap<String, List<String>>();
        for (var sku : recount.groupeChantier()) {
            var facts = new ArrayList<String>();
            facts.add("group " + recount.inherited(sku, "categories").get(0).stringValue());
            facts.add("features of " + FAMILIES.get(recount.family(sku)));
            facts.addAll(features(sku));
            var unit = recount.item(sku).get("UNITE").equals("PAI") ? "PR" : "EA";
            var breaks = recount.breaks(sku);
            facts.add("order " + unit + " of 1 " + unit + ", price for "
                    + breaks.get(0).get("BASE_PRIX") + ", at least " + least(sku));
            for (var row : breaks) {
                var price = recount.net(row, 2).multiply(new BigDecimal("0.97")).setScale(2, RoundingMode.HALF_UP);
                facts.add("from " + row.get("QTE_MINI") + " for " + price);
            }
            for (var level : List.of("BX", "CT")) {
                var quantity = recount.item(sku).get("QTE_" + level);
                if (!quantity.isBlank()) {
                    facts.add("pack " + level + " of " + quantity);
                }
            }
            facts.addAll(media(sku));
            all.put(sku, facts);
        }
        return all;
    }

    /** Small parts go out by the box. */
    private String least(String sku) {
        var item = recount.item(sku);
        return item.get("GROUPE_REMISE").equals("PETI") ? item.get("QTE_BX") : "1";
    }

    /** That of the order, which stands before those of the boxes. */
    private static String minimum(Element product) {
        return TestXml.elements(product, "QUANTITY_MIN").get(0).getTextContent();
    }

    private TreeSet<String> features(String sku) throws IOException {
        var facts = new TreeSet<String>();
        for (var attribute : ATTRIBUTES.entrySet()) {
            var value = recount.attribute(sku, attribute.getKey());
            var name = attribute.getValue().get(0);
            if (value == null) {
                continue;
            }
            switch (attribute.getValue().get(1)) {
                case "-" ->
                    facts.add(name + " = " + value.get("value").asString() + " "
                            + value.get("unit").asString());
                case "?" -> {
                    if (value.isBoolean()) {
                        facts.add(name + " = " + (value.booleanValue() ? "Ja" : "Nein"));
                    }
                }
                case "" -> plain(value).forEach(one -> facts.add(name + " = " + one));
                default -> {
                    var label = german(attribute.getValue().get(1)).get(value.asString());
                    if (label != null) {
                        facts.add(name + " = " + label);
                    }
                }
            }
        }
        return facts;
    }

    private static List<String> plain(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asString)
                        .toList()
                : List.of(value.asString());
    }

    private static Map<String, String> german(String table) throws IOException {
        var labels = new HashMap<String, String>();
        for (var line : Files.readAllLines(Path.of("mappings/tables", table + ".csv"))) {
            var cells = line.split(";");
            labels.put(cells[0], cells[3]);
        }
        return labels;
    }

    private List<String> media(String sku) {
        var facts = new ArrayList<String>();
        var codes = recount.inherited(sku, "assets");
        if (codes != null) {
            for (var code : codes) {
                var row = recount.medium(code.stringValue());
                if (row != null
                        && SHOWN.contains(row.get("asset_type"))
                        && !row.get("rights_to").startsWith("{{today-")
                        && !row.get("rights_from").startsWith("{{today+")) {
                    facts.add("medium " + purpose(row.get("asset_type")) + " " + row.get("url"));
                }
            }
        }
        return facts;
    }

    private static String purpose(String type) {
        return switch (type) {
            case "Packshot", "Ambiance" -> "normal";
            case "Fiche technique" -> "data_sheet";
            default -> "others";
        };
    }

    /** The groups by code: German name and the group above, the root for those right below it. */
    Map<String, String> groups() throws IOException {
        var groups = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(Path.of("config/samples/pim/categories.jsonl"))) {
            var category = JsonMapper.shared().readTree(line);
            var code = category.get("code").stringValue();
            if (code.startsWith("outils/") && category.get("enabled").booleanValue()) {
                var parent = category.get("parent").stringValue();
                groups.put(
                        code,
                        category.at("/label/de_DE").stringValue() + " below "
                                + (parent.equals("outils") ? "1" : parent));
            }
        }
        return groups;
    }

    /** The same facts read from a published file. */
    static Map<String, List<String>> read(Document catalogue) {
        var groups = new HashMap<String, String>();
        for (var one : TestXml.elements(catalogue, "PRODUCT_TO_CATALOGGROUP_MAP")) {
            groups.put(TestXml.text(one, "PROD_ID"), TestXml.text(one, "CATALOG_GROUP_ID"));
        }
        var all = new TreeMap<String, List<String>>();
        for (var product : TestXml.elements(catalogue, "PRODUCT")) {
            var facts = new ArrayList<String>();
            var sku = TestXml.text(product, "SUPPLIER_PID");
            facts.add("group " + groups.get(sku));
            facts.add("features of " + TestXml.text(product, "REFERENCE_FEATURE_GROUP_NAME"));
            facts.addAll(features(product));
            facts.add("order " + TestXml.text(product, "ORDER_UNIT") + " of " + TestXml.text(product, "NO_CU_PER_OU")
                    + " " + TestXml.text(product, "CONTENT_UNIT") + ", price for "
                    + TestXml.text(product, "PRICE_QUANTITY") + ", at least " + minimum(product));
            for (var price : TestXml.elements(product, "PRODUCT_PRICE")) {
                facts.add("from " + TestXml.text(price, "LOWER_BOUND") + " for " + TestXml.text(price, "PRICE_AMOUNT"));
            }
            for (var pack : TestXml.elements(product, "PACKING_UNIT")) {
                facts.add("pack " + TestXml.text(pack, "PACKING_UNIT_CODE") + " of "
                        + TestXml.text(pack, "QUANTITY_MAX"));
            }
            for (var medium : TestXml.elements(product, "MIME")) {
                facts.add("medium " + TestXml.text(medium, "MIME_PURPOSE") + " " + TestXml.text(medium, "MIME_SOURCE"));
            }
            all.put(sku, facts);
        }
        return all;
    }

    private static TreeSet<String> features(Element product) {
        var facts = new TreeSet<String>();
        for (var feature : TestXml.elements(product, "FEATURE")) {
            var unit = TestXml.text(feature, "FUNIT");
            TestXml.elements(feature, "FVALUE")
                    .forEach(value -> facts.add(TestXml.text(feature, "FNAME") + " = " + value.getTextContent()
                            + (unit == null ? "" : " " + unit)));
        }
        return facts;
    }

    /** The groups of a published file, without the root. */
    static Map<String, String> readGroups(Document catalogue) {
        var groups = new LinkedHashMap<String, String>();
        for (var one : TestXml.elements(catalogue, "CATALOG_STRUCTURE")) {
            if (!one.getAttribute("type").equals("root")) {
                groups.put(
                        TestXml.text(one, "GROUP_ID"),
                        TestXml.text(one, "GROUP_NAME") + " below " + TestXml.text(one, "PARENT_ID"));
            }
        }
        return groups;
    }
}
