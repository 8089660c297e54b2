package org.caravanserai.expression.record;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Family;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Section;
import org.caravanserai.canonical.Trust;

/** The model of an invented glove maker, for tests of everything that reads records. */
public final class SampleModel {
    private SampleModel() {}

    public static Model model() {
        Map<Kind, KindModel> kinds = new LinkedHashMap<>();
        kinds.put(
                Kind.PRODUCTS,
                kind(
                        Kind.PRODUCTS,
                        List.of(packaging()),
                        reference("parent", Kind.PRODUCTS),
                        text("family"),
                        text("variants"),
                        option("status", "statuses"),
                        option("type", null),
                        local("name", AttributeType.TEXT, 120),
                        scoped("description"),
                        text("brand"),
                        text("gtin"),
                        option("color", "colors"),
                        text("size"),
                        text("material"),
                        option("energyClass", null),
                        new Attribute(
                                "keywords",
                                AttributeType.OPTIONS,
                                true,
                                false,
                                null,
                                null,
                                0,
                                null,
                                null,
                                Map.of(),
                                false),
                        options("features"),
                        quantity("weight", "KGM"),
                        quantity("length", "MMT"),
                        quantity("width", "MMT"),
                        quantity("height", "MMT"),
                        Attribute.of("warranty", AttributeType.INTEGER),
                        Attribute.of("score", AttributeType.DECIMAL),
                        Attribute.of("hazardous", AttributeType.BOOLEAN),
                        Attribute.of("launched", AttributeType.DATE),
                        Attribute.of("cost", AttributeType.MONEY),
                        Attribute.of("discountGroup", AttributeType.TEXT),
                        Attribute.of("taxClass", AttributeType.TEXT),
                        reference("supplier", Kind.COMPANIES),
                        new Attribute(
                                "categories",
                                AttributeType.OPTIONS,
                                false,
                                false,
                                null,
                                null,
                                0,
                                Kind.CATEGORIES,
                                null,
                                Map.of(),
                                false),
                        new Attribute(
                                "media",
                                AttributeType.MEDIA,
                                false,
                                false,
                                null,
                                null,
                                0,
                                Kind.MEDIA,
                                null,
                                Map.of(),
                                false)));
        kinds.put(Kind.OFFERS, kind(Kind.OFFERS, List.of(prices(), stock())));
        kinds.put(
                Kind.MEDIA,
                kind(
                        Kind.MEDIA,
                        List.of(),
                        text("url"),
                        text("role"),
                        Attribute.of("width", AttributeType.INTEGER),
                        Attribute.of("height", AttributeType.INTEGER),
                        Attribute.of("rightsFrom", AttributeType.DATE),
                        Attribute.of("rightsTo", AttributeType.DATE)));
        kinds.put(
                Kind.CATEGORIES,
                kind(
                        Kind.CATEGORIES,
                        List.of(),
                        reference("parent", Kind.CATEGORIES),
                        local("name", AttributeType.TEXT, 0),
                        Attribute.of("active", AttributeType.BOOLEAN)));
        kinds.put(
                Kind.COMPANIES,
                kind(
                        Kind.COMPANIES,
                        List.of(addresses()),
                        text("name"),
                        text("siren"),
                        text("siret"),
                        text("vatId"),
                        text("country")));
        kinds.put(
                Kind.CONTACTS,
                kind(
                        Kind.CONTACTS,
                        List.of(),
                        reference("company", Kind.COMPANIES),
                        text("name"),
                        text("email"),
                        text("locale")));
        return new Model(
                kinds,
                Map.of(
                        "work-gloves",
                        new Family(
                                "work-gloves",
                                new LinkedHashSet<>(List.of("material", "color", "weight", "features", "hazardous")),
                                Map.of("size-colour", List.of(List.of("color"), List.of("size"))),
                                Map.of("*", Set.of("name", "weight"), "google", Set.of("description")),
                                Map.of())),
                List.of("ecommerce", "print"),
                List.of("fr_FR", "en_GB", "de_DE"),
                List.of("EA", "BX", "CT", "PX"),
                new Trust(Map.of("*", List.of("pim", "erp"))),
                Map.of(
                        "statuses", Set.of("draft", "active", "retired"),
                        "colors", Set.of("red", "blue", "green")));
    }

    private static Section packaging() {
        return section(
                "packaging",
                true,
                List.of(),
                Attribute.of("quantity", AttributeType.DECIMAL),
                text("gtin"),
                quantity("weight", "KGM"));
    }

    private static Section prices() {
        return section(
                "prices",
                false,
                List.of("list", "minQuantity", "validFrom"),
                text("list"),
                Attribute.of("minQuantity", AttributeType.DECIMAL),
                Attribute.of("basis", AttributeType.DECIMAL),
                Attribute.of("amount", AttributeType.DECIMAL),
                text("currency"),
                text("unit"),
                Attribute.of("validFrom", AttributeType.DATE),
                Attribute.of("validTo", AttributeType.DATE));
    }

    private static Section stock() {
        return section(
                "stock",
                false,
                List.of("warehouse"),
                text("warehouse"),
                Attribute.of("quantity", AttributeType.DECIMAL),
                Attribute.of("at", AttributeType.INSTANT));
    }

    private static Section addresses() {
        return section(
                "addresses",
                false,
                List.of("role"),
                text("role"),
                text("street"),
                text("postcode"),
                text("city"),
                text("country"));
    }

    private static KindModel kind(Kind kind, List<Section> sections, Attribute... attributes) {
        Map<String, Attribute> byCode = new LinkedHashMap<>();
        Arrays.stream(attributes).forEach(attribute -> byCode.put(attribute.code(), attribute));
        Map<String, Section> bySection = new LinkedHashMap<>();
        sections.forEach(section -> bySection.put(section.code(), section));
        return new KindModel(kind, byCode, bySection, Map.of());
    }

    private static Section section(String code, boolean byKey, List<String> identity, Attribute... fields) {
        Map<String, Attribute> byName = new LinkedHashMap<>();
        Arrays.stream(fields).forEach(field -> byName.put(field.code(), field));
        return new Section(code, byKey, identity, byName);
    }

    private static Attribute text(String code) {
        return Attribute.of(code, AttributeType.TEXT);
    }

    private static Attribute local(String code, AttributeType type, int max) {
        return new Attribute(code, type, true, false, null, null, max, null, null, Map.of(), false);
    }

    private static Attribute scoped(String code) {
        return new Attribute(code, AttributeType.HTML, true, true, null, null, 0, null, null, Map.of(), false);
    }

    private static Attribute option(String code, String table) {
        return new Attribute(code, AttributeType.OPTION, false, false, null, table, 0, null, null, Map.of(), false);
    }

    private static Attribute options(String code) {
        return new Attribute(code, AttributeType.OPTIONS, false, false, null, null, 0, null, null, Map.of(), false);
    }

    private static Attribute quantity(String code, String unit) {
        return new Attribute(code, AttributeType.QUANTITY, false, false, unit, null, 0, null, null, Map.of(), false);
    }

    private static Attribute reference(String code, Kind target) {
        return new Attribute(code, AttributeType.REFERENCE, false, false, null, null, 0, target, null, Map.of(), false);
    }
}
