package org.caravanserai.punchout.shop;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Cart;

/**
 * Which fields of a line a map of carts may fill, by protocol, and what they become. What is a key, a quantity or a sum is none of them: a map that is
 * wrong can make a line look odd, and orders nothing else.
 */
final class CartWords {
    /** Before the name of an extrinsic of cXML. */
    private static final String EXTRINSIC = "Extrinsic.";

    private static final Set<String> CXML =
            Set.of("ShortName", "Description", "BuyerPartID", "ManufacturerPartID", "ManufacturerName", "LeadTime");
    private static final Set<String> OCI = Set.of(
            "DESCRIPTION",
            "LONGTEXT",
            "MATNR",
            "MATGROUP",
            "MANUFACTMAT",
            "MANUFACTCODE",
            "LEADTIME",
            "SERVICE",
            "CONTRACT",
            "CONTRACT_ITEM",
            "ATTACHMENT",
            "ATTACHMENT_TITLE",
            "ATTACHMENT_PURPOSE",
            "EXT_CATEGORY",
            "CUST_FIELD1",
            "CUST_FIELD2",
            "CUST_FIELD3",
            "CUST_FIELD4",
            "CUST_FIELD5");

    private CartWords() {}

    static boolean known(Account.Protocol protocol, String field) {
        return switch (protocol) {
            case CXML -> CXML.contains(field) || field.startsWith(EXTRINSIC) && field.length() > EXTRINSIC.length();
            case OCI -> OCI.contains(field);
        };
    }

    /** For people who wrote another one. */
    static List<String> all(Account.Protocol protocol) {
        return switch (protocol) {
            case CXML ->
                java.util.stream.Stream.concat(CXML.stream().sorted(), java.util.stream.Stream.of(EXTRINSIC + "NAME"))
                        .toList();
            case OCI -> OCI.stream().sorted().toList();
        };
    }

    /**
     * The line with what the map says; what it says nothing about stays.
     *
     * @param said values by field, without those that are missing
     */
    static Cart.Line applied(Account.Protocol protocol, Cart.Line line, Map<String, Object> said) {
        var words = new LinkedHashMap<String, String>();
        said.forEach((field, value) -> words.put(protocol == Account.Protocol.OCI ? field : oci(field), text(value)));
        words.values().removeIf(String::isBlank);
        var more = line.more();
        var fields = new LinkedHashMap<>(more.fields());
        words.forEach((field, value) -> {
            if (field.startsWith(EXTRINSIC)) {
                fields.put(field.substring(EXTRINSIC.length()), value);
            } else if (!PLACES.contains(field)) {
                fields.put(field, value);
            }
        });
        return new Cart.Line(
                line.sku(),
                line.auxiliary(),
                line.quantity(),
                line.unit(),
                line.price(),
                line.language(),
                words.getOrDefault("DESCRIPTION", line.name()),
                words.getOrDefault("LONGTEXT", line.text()),
                line.codes(),
                new Cart.More(
                        words.getOrDefault("MATNR", more.buyerPart()),
                        words.getOrDefault("MATGROUP", more.buyerGroup()),
                        words.getOrDefault("ManufacturerName", more.manufacturer()),
                        words.getOrDefault("MANUFACTMAT", more.manufacturerPart()),
                        days(words.get("LEADTIME"), more.leadTime()),
                        more.service() || Set.of("true", "X").contains(words.getOrDefault("SERVICE", "")),
                        words.getOrDefault("ATTACHMENT", more.image()),
                        words.getOrDefault("CONTRACT", more.contract()),
                        words.getOrDefault("CONTRACT_ITEM", more.contractItem()),
                        fields,
                        more.note()));
    }

    /** What has a place of its own in a cart. */
    private static final Set<String> PLACES = Set.of(
            "DESCRIPTION",
            "LONGTEXT",
            "MATNR",
            "MATGROUP",
            "ManufacturerName",
            "MANUFACTMAT",
            "LEADTIME",
            "SERVICE",
            "ATTACHMENT",
            "CONTRACT",
            "CONTRACT_ITEM");

    /** The same thing has two names. */
    private static String oci(String field) {
        return switch (field) {
            case "ShortName" -> "DESCRIPTION";
            case "Description" -> "LONGTEXT";
            case "BuyerPartID" -> "MATNR";
            case "ManufacturerPartID" -> "MANUFACTMAT";
            case "LeadTime" -> "LEADTIME";
            default -> field;
        };
    }

    private static Integer days(String said, Integer otherwise) {
        return said != null && said.matches("[0-9]{1,5}") ? Integer.valueOf(said) : otherwise;
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof Collection<?> list
                ? list.stream().map(CartWords::text).collect(Collectors.joining(", "))
                : value.toString();
    }
}
