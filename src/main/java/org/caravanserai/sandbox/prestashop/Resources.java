package org.caravanserai.sandbox.prestashop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.node.ObjectNode;

/** The resources of the web service with their fields, and what a new shop has. */
final class Resources {
    /**
     * A field.
     *
     * @param format name of the check, empty = any text
     * @param longest most characters
     * @param writable false for what the shop works out itself
     * @param translated one text for each language
     */
    record Field(String name, String format, int longest, boolean required, boolean writable, boolean translated) {}

    /**
     * A resource.
     *
     * @param item element name of one of them
     * @param methods what may be done with it
     */
    record Resource(String name, String item, Set<String> methods, Map<String, Field> fields) {}

    /** Fields that name a record of another resource; 0 names none. */
    static final Map<String, String> REFERENCES = Map.ofEntries(
            Map.entry("id_manufacturer", "manufacturers"),
            Map.entry("id_category_default", "categories"),
            Map.entry("id_tax_rules_group", "tax_rule_groups"),
            Map.entry("id_product", "products"),
            Map.entry("id_product_attribute", "combinations"),
            Map.entry("id_group", "groups"),
            Map.entry("id_default_group", "groups"),
            Map.entry("id_currency", "currencies"),
            Map.entry("id_parent", "categories"),
            Map.entry("id_attribute_group", "product_options"),
            Map.entry("id_feature", "product_features"),
            Map.entry("id_lang", "languages"));

    /** Lists of other records inside one, with the element of an entry and the resource it is of. */
    static final Map<String, Map<String, List<String>>> ASSOCIATIONS = Map.of(
            "products",
            Map.of(
                    "categories", List.of("category", "categories"),
                    "product_features", List.of("product_feature", "product_features"),
                    "product_option_values", List.of("product_option_value", "product_option_values"),
                    "accessories", List.of("product", "products"),
                    "tags", List.of("tag", ""),
                    "images", List.of("image", ""),
                    "combinations", List.of("combination", "combinations"),
                    "stock_availables", List.of("stock_available", "stock_availables"),
                    "product_bundle", List.of("product", "products")),
            "combinations",
            Map.of(
                    "product_option_values", List.of("product_option_value", "product_option_values"),
                    "images", List.of("image", "")),
            "categories",
            Map.of("categories", List.of("category", "categories"), "products", List.of("product", "products")),
            "product_options",
            Map.of("product_option_values", List.of("product_option_value", "product_option_values")),
            "customers",
            Map.of("groups", List.of("group", "groups")));

    private static final Map<String, Resource> ALL = new LinkedHashMap<>();

    /** name:format#longest, ! required, - not writable, ~ in every language. */
    static {
        resource("products", "product", "GET POST PUT PATCH DELETE", """
                id_manufacturer:isUnsignedId id_supplier:isUnsignedId id_category_default:isUnsignedId new
                cache_default_attribute id_default_image id_default_combination id_tax_rules_group:isUnsignedId
                position_in_category manufacturer_name- quantity- type id_shop_default:isUnsignedId
                reference:isReference#64 supplier_reference:isReference#64 location:isString#255 width:isUnsignedFloat
                height:isUnsignedFloat depth:isUnsignedFloat weight:isUnsignedFloat quantity_discount:isBool
                ean13:isEan13#13 isbn:isIsbn#32 upc:isUpc#12 mpn:isMpn#40 cache_is_pack:isBool
                cache_has_attachments:isBool is_virtual:isBool state:isUnsignedId additional_delivery_times:isUnsignedId
                delivery_in_stock:isGenericName#255~ delivery_out_stock:isGenericName#255~ on_sale:isBool
                online_only:isBool ecotax:isPrice minimal_quantity:isUnsignedInt low_stock_threshold:isInt
                low_stock_alert:isBool price:isPrice! wholesale_price:isPrice unity:isString unit_price_ratio
                additional_shipping_cost:isPrice customizable:isUnsignedInt text_fields:isUnsignedInt
                uploadable_files:isUnsignedInt active:isBool redirect_type:isString id_type_redirected:isUnsignedId
                available_for_order:isBool available_date:isDateFormat show_condition:isBool condition:isGenericName
                show_price:isBool indexed:isBool visibility:isProductVisibility advanced_stock_management:isBool
                date_add:isDate date_upd:isDate pack_stock_type:isUnsignedInt meta_description:isGenericName#512~
                meta_keywords:isGenericName#255~ meta_title:isGenericName#255~ link_rewrite:isLinkRewrite#128~
                name:isCatalogName#128~ description:isCleanHtml~ description_short:isCleanHtml~
                available_now:isGenericName#255~ available_later:isGenericName#255~""");
        resource("combinations", "combination", "GET POST PUT PATCH DELETE", """
                id_product:isUnsignedId! location:isString#255 ean13:isEan13#13 isbn:isIsbn#32 upc:isUpc#12 mpn:isMpn#40
                quantity:isInt#10 reference#64 supplier_reference#64 wholesale_price:isNegativePrice#27
                price:isNegativePrice#20 ecotax:isPrice#20 weight:isFloat unit_price_impact:isNegativePrice#20
                minimal_quantity:isUnsignedId! low_stock_threshold:isInt low_stock_alert:isBool default_on:isBool
                available_date:isDateFormat""");
        resource("categories", "category", "GET POST PUT PATCH DELETE", """
                id_parent:isUnsignedInt level_depth:isUnsignedInt- nb_products_recursive- active:isBool!
                id_shop_default:isUnsignedId is_root_category:isBool position date_add:isDate date_upd:isDate
                name:isCatalogName#128!~ link_rewrite:isLinkRewrite#128!~ description:isCleanHtml~
                meta_title:isGenericName#255~ meta_description:isGenericName#512~ meta_keywords:isGenericName#255~""");
        resource("stock_availables", "stock_available", "GET PUT PATCH", """
                id_product:isUnsignedId! id_product_attribute:isUnsignedId! id_shop:isUnsignedId
                id_shop_group:isUnsignedId quantity:isInt#10! depends_on_stock:isBool! out_of_stock:isInt!
                location:isString#255""");
        resource("specific_prices", "specific_price", "GET POST PUT PATCH DELETE", """
                id_shop_group:isUnsignedId id_shop:isUnsignedId! id_cart:isUnsignedId! id_product:isUnsignedId!
                id_product_attribute:isUnsignedId id_currency:isUnsignedId! id_country:isUnsignedId!
                id_group:isUnsignedId! id_customer:isUnsignedId! id_specific_price_rule:isUnsignedId
                price:isNegativePrice! from_quantity:isUnsignedInt! reduction:isPrice! reduction_tax:isBool!
                reduction_type:isReductionType! from:isDateFormat! to:isDateFormat!""");
        resource("product_options", "product_option", "GET POST PUT PATCH DELETE", """
                is_color_group:isBool group_type! position:isInt name:isGenericName#128!~ public_name:isGenericName#64!~""");
        resource("product_option_values", "product_option_value", "GET POST PUT PATCH DELETE", """
                id_attribute_group:isUnsignedId! color:isColor position:isInt name:isGenericName#128!~""");
        resource("product_features", "product_feature", "GET POST PUT PATCH DELETE", """
                position:isInt name:isGenericName#128!~""");
        resource("product_feature_values", "product_feature_value", "GET POST PUT PATCH DELETE", """
                id_feature:isUnsignedId! custom:isBool value:isGenericName#255!~""");
        resource("manufacturers", "manufacturer", "GET POST PUT PATCH DELETE", """
                active link_rewrite- name:isCatalogName#64! date_add date_upd description:isCleanHtml~
                short_description:isCleanHtml~ meta_title:isGenericName#255~ meta_description:isGenericName#512~
                meta_keywords:isGenericName~""");
        resource("groups", "group", "GET", """
                reduction:isFloat price_display_method:isPriceDisplayMethod! show_prices:isBool date_add:isDate
                date_upd:isDate name:isGenericName#32!""");
        resource("languages", "language", "GET", """
                name:isGenericName#32! iso_code:isLanguageIsoCode#2! locale:isLocale#5 language_code:isLanguageCode#5
                active:isBool is_rtl:isBool date_format_lite:isPhpDateFormat#32! date_format_full:isPhpDateFormat#32!""");
        resource("tax_rule_groups", "tax_rule_group", "GET", """
                name:isGenericName#64! active:isBool deleted:isBool date_add:isDate date_upd:isDate""");
        resource("currencies", "currency", "GET", """
                names name:isGenericName#255! symbol#255 iso_code:isLanguageIsoCode#3!
                numeric_iso_code:isNumericIsoCode#3 precision:isInt conversion_rate:isUnsignedFloat! deleted:isBool
                active:isBool unofficial:isBool modified:isBool pattern#255""");
        resource("customers", "customer", "GET POST PUT PATCH DELETE", """
                id_default_group id_lang:isUnsignedId newsletter_date_add ip_registration_newsletter last_passwd_gen-
                secure_key:isMd5- deleted:isBool passwd:isPasswd#255! lastname:isCustomerName#255!
                firstname:isCustomerName#255! email:isEmail#255! id_gender:isUnsignedId birthday:isBirthDate
                newsletter:isBool optin:isBool website:isUrl company:isGenericName siret:isGenericName ape:isApe
                outstanding_allow_amount:isFloat show_public_prices:isBool id_risk:isUnsignedInt
                max_payment_days:isUnsignedInt active:isBool note#65000 is_guest:isBool id_shop:isUnsignedId
                id_shop_group:isUnsignedId date_add:isDate date_upd:isDate reset_password_token:isSha1#40
                reset_password_validity:isDateOrNull""");
    }

    private Resources() {}

    /** A resource, null when there is none. */
    static Resource of(String name) {
        return ALL.get(name);
    }

    static List<Resource> all() {
        return List.copyOf(ALL.values());
    }

    static void furnish(State state) {
        language(state, "1", "Français", "fr");
        language(state, "2", "English", "en");
        language(state, "3", "Deutsch", "de");
        state.put(
                "currencies",
                "1",
                Json.object().put("name", "Euro").put("iso_code", "EUR").put("conversion_rate", "1"));
        for (var group : List.of("Visitor", "Guest", "Customer", "Distributor")) {
            named(state, "groups", group).put("price_display_method", "1");
        }
        for (var tax : List.of("FR Taux standard (20%)", "FR Taux réduit (10%)", "FR Taux réduit (5.5%)")) {
            named(state, "tax_rule_groups", tax).put("active", "1");
        }
        category(state, "0", "Root", "root");
        category(state, "1", "Accueil", "accueil");
        // As a shop would have gone on numbering.
        for (var resource : List.of("languages", "currencies")) {
            state.next(resource, state.count(resource));
        }
    }

    private static void language(State state, String id, String name, String code) {
        state.put(
                "languages",
                id,
                Json.object()
                        .put("name", name)
                        .put("iso_code", code)
                        .put("locale", code)
                        .put("active", "1"));
    }

    private static ObjectNode named(State state, String resource, String name) {
        var record = Json.object().put("name", name);
        state.put(resource, Long.toString(state.next(resource, 1)), record);
        return record;
    }

    private static void category(State state, String parent, String name, String link) {
        var record = Json.object().put("id_parent", parent).put("active", "1");
        for (var language : List.of("1", "2", "3")) {
            record.withObject("/name").put(language, name);
            record.withObject("/link_rewrite").put(language, link);
        }
        state.put("categories", Long.toString(state.next("categories", 1)), record);
    }

    private static void resource(String name, String item, String methods, String fields) {
        var all = new LinkedHashMap<String, Field>();
        for (var text : fields.trim().split("\\s+")) {
            var plain = text.replaceAll("[!~]|-$", "").replaceAll("-$", "");
            var format = plain.contains(":") ? plain.substring(plain.indexOf(':') + 1) : "";
            var longest =
                    plain.contains("#") ? Integer.parseInt(plain.substring(plain.indexOf('#') + 1)) : Integer.MAX_VALUE;
            var field = new Field(
                    plain.replaceAll("[:#].*", ""),
                    format.replaceAll("#.*", ""),
                    longest,
                    text.contains("!"),
                    !text.replace("~", "").endsWith("-"),
                    text.contains("~"));
            all.put(field.name(), field);
        }
        ALL.put(name, new Resource(name, item, Set.of(methods.split(" ")), all));
    }
}
