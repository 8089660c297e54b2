package org.caravanserai.sandbox.woocommerce;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What may be sent of an item: field, type. */
final class Fields {
    static final Map<String, String> PRODUCT = of("""
            name:string slug:string type:string status:string featured:boolean catalog_visibility:string
            description:string short_description:string sku:string regular_price:string sale_price:string
            date_on_sale_from:string date_on_sale_from_gmt:string date_on_sale_to:string date_on_sale_to_gmt:string
            date_created:string date_created_gmt:string
            virtual:boolean downloadable:boolean downloads:array download_limit:integer download_expiry:integer
            external_url:string button_text:string tax_status:string tax_class:string manage_stock:boolean
            stock_quantity:integer stock_status:string backorders:string low_stock_amount:integer
            sold_individually:boolean weight:string dimensions:object shipping_class:string reviews_allowed:boolean
            upsell_ids:array cross_sell_ids:array parent_id:integer purchase_note:string categories:array tags:array
            images:array attributes:array default_attributes:array menu_order:integer
            meta_data:array""");

    static final Map<String, String> VARIATION = of("""
            description:string sku:string regular_price:string sale_price:string date_on_sale_from:string
            date_on_sale_from_gmt:string date_on_sale_to:string date_on_sale_to_gmt:string status:string
            virtual:boolean downloadable:boolean downloads:array download_limit:integer download_expiry:integer
            tax_status:string tax_class:string manage_stock:boolean stock_quantity:integer stock_status:string
            backorders:string low_stock_amount:integer weight:string dimensions:object shipping_class:string
            image:object attributes:array menu_order:integer meta_data:array""");

    static final Map<String, String> CATEGORY = of("""
            name:string slug:string parent:integer description:string display:string image:object menu_order:integer""");

    private static final Map<String, Set<String>> WORDS = Map.of(
            "type", Set.of("simple", "grouped", "external", "variable"),
            "status", Set.of("draft", "pending", "private", "publish", "future"),
            "catalog_visibility", Set.of("visible", "catalog", "search", "hidden"),
            "tax_status", Set.of("taxable", "shipping", "none"),
            "stock_status", Set.of("instock", "outofstock", "onbackorder"),
            "backorders", Set.of("no", "notify", "yes"));

    private Fields() {}

    private static Map<String, String> of(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (var field : text.trim().split("\\s+")) {
            fields.put(field.substring(0, field.indexOf(':')), field.substring(field.indexOf(':') + 1));
        }
        return fields;
    }

    /** What is wrong with a value, null when nothing is. */
    static String wrong(Map<String, String> fields, String name, JsonNode value) {
        var type = fields.get(name);
        if (type == null) {
            return name + " is no parameter of this resource.";
        }
        var right = switch (type) {
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber() || value.isNull();
            case "object" -> value.isObject();
            default -> value.isArray();
        };
        if (!right) {
            return name + " is not of type " + type + ".";
        }
        var words = WORDS.get(name);
        if (words != null && !words.contains(value.asString())) {
            return name + " is not one of "
                    + String.join(", ", words.stream().sorted().toList()) + ".";
        }
        if (name.endsWith("_price") && !value.asString().matches("|\\d{1,12}(\\.\\d{1,6})?")) {
            return name + " is not a price.";
        }
        if (name.equals("images")) {
            for (var image : value) {
                if (!image.hasNonNull("id") && !image.path("src").asString("").matches("https?://[^\\s]+")) {
                    return "images: an image has an id or a src with its address.";
                }
            }
        }
        return null;
    }
}
