package org.caravanserai.master;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Family;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Section;
import org.caravanserai.canonical.Trust;

/** A small model and documents for tests. */
public final class Samples {
    private Samples() {}

    /** The trust ranking of most tests. */
    public static final Trust TRUST = new Trust(Map.of(
            "*", List.of("steward", "pim", "erp"),
            "weight", List.of("erp", "pim"),
            "name.de_DE", List.of("translator", "pim")));

    /** A model with every shape of value. */
    public static Model model(Trust trust) {
        var kinds = new HashMap<Kind, KindModel>();
        for (var kind : Kind.values()) {
            kinds.put(kind, kind(kind));
        }
        var families = Map.of(
                "gloves",
                new Family(
                        "gloves",
                        Set.of("name", "weight"),
                        Map.of(
                                "colour-size",
                                List.of(List.of("colour"), List.of("size")),
                                "size",
                                List.of(List.of("size"))),
                        Map.of("*", Set.of("name")),
                        Map.of()));
        return new Model(
                kinds, families, List.of("print"), List.of("fr_FR", "en_GB"), List.of("EA", "BX"), trust, Map.of());
    }

    private static KindModel kind(Kind kind) {
        var attributes = new HashMap<String, Attribute>();
        put(attributes, flags("name", AttributeType.TEXT, true, false));
        switch (kind) {
            case PRODUCTS -> {
                put(attributes, flags("description", AttributeType.HTML, true, true));
                put(attributes, flags("slogan", AttributeType.TEXT, false, true));
                put(attributes, Attribute.of("weight", AttributeType.QUANTITY));
                put(attributes, Attribute.of("gtin", AttributeType.TEXT));
                put(attributes, Attribute.of("family", AttributeType.TEXT));
                put(attributes, Attribute.of("variants", AttributeType.TEXT));
                put(attributes, Attribute.of("status", AttributeType.TEXT));
                put(attributes, Attribute.of("colour", AttributeType.TEXT));
                put(attributes, Attribute.of("size", AttributeType.TEXT));
                put(attributes, Attribute.of("launch", AttributeType.DATE));
                put(attributes, reference("parent", AttributeType.REFERENCE, Kind.PRODUCTS));
                put(attributes, reference("categories", AttributeType.REFERENCE, Kind.CATEGORIES));
                put(attributes, reference("media", AttributeType.MEDIA, Kind.MEDIA));
            }
            case MEDIA -> {
                put(attributes, Attribute.of("url", AttributeType.TEXT));
                put(attributes, Attribute.of("rightsFrom", AttributeType.DATE));
                put(attributes, Attribute.of("rightsTo", AttributeType.DATE));
            }
            case CATEGORIES -> put(attributes, reference("parent", AttributeType.REFERENCE, Kind.CATEGORIES));
            case COMPANIES -> {
                put(attributes, Attribute.of("siret", AttributeType.TEXT));
                put(attributes, Attribute.of("name", AttributeType.TEXT));
            }
            case CONTACTS -> {
                put(attributes, Attribute.of("name", AttributeType.TEXT));
                put(attributes, Attribute.of("email", AttributeType.TEXT));
                put(attributes, reference("company", AttributeType.REFERENCE, Kind.COMPANIES));
            }
            case OFFERS -> {}
        }
        return new KindModel(kind, attributes, sections(kind), Map.of());
    }

    private static Map<String, Section> sections(Kind kind) {
        return switch (kind) {
            case PRODUCTS ->
                Map.of(
                        "packaging",
                        new Section(
                                "packaging",
                                true,
                                List.of(),
                                Map.of("quantity", Attribute.of("quantity", AttributeType.DECIMAL))));
            case OFFERS ->
                Map.of(
                        "prices",
                        new Section(
                                "prices",
                                false,
                                List.of("list", "minQuantity", "validFrom"),
                                Map.of(
                                        "list", Attribute.of("list", AttributeType.TEXT),
                                        "amount", Attribute.of("amount", AttributeType.DECIMAL),
                                        "validFrom", Attribute.of("validFrom", AttributeType.DATE),
                                        "validTo", Attribute.of("validTo", AttributeType.DATE))),
                        "stock",
                        new Section("stock", false, List.of("warehouse"), Map.of()));
            case COMPANIES -> Map.of("addresses", new Section("addresses", false, List.of("role"), Map.of()));
            case MEDIA, CATEGORIES, CONTACTS -> Map.of();
        };
    }

    private static void put(Map<String, Attribute> attributes, Attribute attribute) {
        attributes.put(attribute.code(), attribute);
    }

    private static Attribute flags(String code, AttributeType type, boolean localizable, boolean scopable) {
        return new Attribute(code, type, localizable, scopable, null, null, 0, null, null, Map.of(), false);
    }

    private static Attribute reference(String code, AttributeType type, Kind target) {
        return new Attribute(code, type, false, false, null, null, 0, target, null, Map.of(), false);
    }

    /** A map in the order written; {@code null} values allowed. */
    public static Map<String, Object> map(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** A document from names and values. */
    public static Document document(Kind kind, String key, Object... namesAndValues) {
        return new Document(kind, key, map(namesAndValues));
    }

    /** A product from names and values. */
    public static Document product(String sku, Object... namesAndValues) {
        return document(Kind.PRODUCTS, sku, namesAndValues);
    }
}
