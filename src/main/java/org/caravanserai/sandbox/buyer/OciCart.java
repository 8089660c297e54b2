package org.caravanserai.sandbox.buyer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Fields {@code NEW_ITEM-...[n]} a user's browser brought, taken over as SAP's inbound handler does (OCI 4.0), but saying what it would drop or cut in silence. */
final class OciCart {
    private static final Pattern FIELD = Pattern.compile("NEW_ITEM-([A-Z_0-9]+)\\[([0-9]{1,4})]");
    private static final Pattern LONGTEXT = Pattern.compile("NEW_ITEM-LONGTEXT_([0-9]{1,4}):132\\[]");

    /** Longest value of each field there is. */
    private static final Map<String, Integer> FIELDS = Map.ofEntries(
            Map.entry("DESCRIPTION", 40),
            Map.entry("MATNR", 40),
            Map.entry("QUANTITY", 15),
            Map.entry("UNIT", 3),
            Map.entry("PRICE", 15),
            Map.entry("PRICEUNIT", 5),
            Map.entry("CURRENCY", 5),
            Map.entry("LEADTIME", 5),
            Map.entry("VENDOR", 10),
            Map.entry("VENDORMAT", 40),
            Map.entry("MANUFACTCODE", 10),
            Map.entry("MANUFACTMAT", 40),
            Map.entry("MATGROUP", 10),
            Map.entry("SERVICE", 1),
            Map.entry("CONTRACT", 10),
            Map.entry("CONTRACT_ITEM", 5),
            Map.entry("EXT_QUOTE_ID", 35),
            Map.entry("EXT_QUOTE_ITEM", 10),
            Map.entry("EXT_PRODUCT_ID", 40),
            Map.entry("ATTACHMENT", 255),
            Map.entry("ATTACHMENT_TITLE", 255),
            Map.entry("ATTACHMENT_PURPOSE", 1),
            Map.entry("EXT_SCHEMA_TYPE", 10),
            Map.entry("EXT_CATEGORY_ID", 60),
            Map.entry("EXT_CATEGORY", 40),
            Map.entry("SLD_SYS_NAME", 60),
            Map.entry("CUST_FIELD1", 10),
            Map.entry("CUST_FIELD2", 10),
            Map.entry("CUST_FIELD3", 10),
            Map.entry("CUST_FIELD4", 20),
            Map.entry("CUST_FIELD5", 50),
            Map.entry("ITEM_TYPE", 1),
            Map.entry("PARENT_ID", 5));

    private final List<Remark> remarks = new ArrayList<>();
    private final TreeMap<Integer, Map<String, String>> items = new TreeMap<>();

    private OciCart() {}

    /**
     * Takes a cart over.
     *
     * @param form by field name
     * @param expected parameters of HOOK_URL, which come back each once
     */
    static Sheet of(Map<String, List<String>> form, Map<String, String> expected) {
        return new OciCart().take(form, expected);
    }

    private Sheet take(Map<String, List<String>> form, Map<String, String> expected) {
        expected.forEach((name, value) -> {
            if (!List.of(value).equals(form.get(name))) {
                remarks.add(Remark.of("hook", name));
            }
        });
        form.forEach(this::field);
        int next = 1;
        var lines = new ArrayList<Sheet.Line>();
        String currency = null;
        for (var item : items.entrySet()) {
            if (item.getKey() != next++) {
                remarks.add(Remark.of("oci.gap", item.getKey()));
            }
            var values = item.getValue();
            var line = line(item.getKey(), values);
            var mine = values.getOrDefault("CURRENCY", "");
            if (currency == null) {
                currency = mine;
            } else if (!currency.equals(mine)) {
                remarks.add(Remark.at(item.getKey(), "currency.other", mine, currency));
            }
            if (line != null) {
                Lines.check(Profile.SAP_OCI, line, mine, remarks);
                lines.add(line);
            }
        }
        return new Sheet(
                items.isEmpty(), currency == null ? "" : currency, null, List.copyOf(lines), List.copyOf(remarks));
    }

    private void field(String name, List<String> values) {
        if (!name.startsWith("NEW_ITEM-")) {
            return;
        }
        if (values.size() > 1) {
            remarks.add(Remark.of("oci.twice", name));
        }
        var text = LONGTEXT.matcher(name);
        var plain = FIELD.matcher(name);
        if (text.matches()) {
            put(Integer.parseInt(text.group(1)), "LONGTEXT", values.get(0));
        } else if (plain.matches() && FIELDS.containsKey(plain.group(1))) {
            int number = Integer.parseInt(plain.group(2));
            put(number, plain.group(1), values.get(0));
            int most = FIELDS.get(plain.group(1));
            if (values.get(0).length() > most) {
                remarks.add(Remark.at(
                        number, "oci.long", plain.group(1), most, values.get(0).length()));
            }
        } else {
            remarks.add(Remark.of("oci.unknown", name));
        }
    }

    private void put(int number, String name, String value) {
        items.computeIfAbsent(number, any -> new LinkedHashMap<>()).put(name, value);
    }

    private Sheet.Line line(int number, Map<String, String> values) {
        boolean material = !values.getOrDefault("MATNR", "").isEmpty();
        if (material == !values.getOrDefault("DESCRIPTION", "").isEmpty()) {
            remarks.add(Remark.at(number, "oci.either"));
        }
        needs(number, values, "EXT_CATEGORY_ID", "EXT_SCHEMA_TYPE");
        needs(number, values, "EXT_QUOTE_ITEM", "EXT_QUOTE_ID");
        needs(number, values, "CONTRACT_ITEM", "CONTRACT");
        format(number, values, "QUANTITY", "[0-9]{1,11}(\\.[0-9]{1,3})?");
        format(number, values, "PRICE", "[0-9]{1,11}(\\.[0-9]{1,3})?");
        format(number, values, "PRICEUNIT", "[1-9][0-9]{0,4}");
        format(number, values, "LEADTIME", "([0-9]{1,5})?");
        format(number, values, "SERVICE", "X?");
        var quantity = Lines.number(number, "QUANTITY", values.getOrDefault("QUANTITY", ""), remarks);
        var price = Lines.number(number, "PRICE", values.getOrDefault("PRICE", ""), remarks);
        var basis = Lines.number(number, "PRICEUNIT", values.getOrDefault("PRICEUNIT", ""), remarks);
        if (quantity == null || price == null || basis == null || basis.signum() == 0) {
            return null;
        }
        return new Sheet.Line(
                number,
                values.getOrDefault("VENDORMAT", ""),
                values.getOrDefault("EXT_PRODUCT_ID", ""),
                quantity,
                values.getOrDefault("UNIT", ""),
                price,
                basis.max(BigDecimal.ONE),
                values.getOrDefault("DESCRIPTION", values.getOrDefault("MATNR", "")),
                values.getOrDefault("EXT_SCHEMA_TYPE", values.containsKey("MATGROUP") ? "MATGROUP" : ""),
                values.getOrDefault("EXT_CATEGORY_ID", values.getOrDefault("MATGROUP", "")));
    }

    private void needs(int number, Map<String, String> values, String field, String other) {
        if (!values.getOrDefault(field, "").isEmpty()
                && values.getOrDefault(other, "").isEmpty()) {
            remarks.add(Remark.at(number, "oci.needs", field, other));
        }
    }

    private void format(int number, Map<String, String> values, String field, String form) {
        var value = values.getOrDefault(field, "");
        var optional = field.equals("LEADTIME") || field.equals("SERVICE");
        if (!(optional && value.isEmpty()) && !value.matches(form)) {
            remarks.add(Remark.at(number, "oci.format", field, value));
        }
    }
}
