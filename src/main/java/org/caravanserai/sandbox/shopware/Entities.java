package org.caravanserai.sandbox.shopware;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.JsonNode;

/** The entities of the shop with their fields, and what a new shop has. */
final class Entities {
    /** Base currency, the same in every shop. */
    static final String CURRENCY = "b7d2554b0ce847cd82f3ac9bd1c0dfca";
    /** System language, the same in every shop; here French. */
    static final String LANGUAGE = "2fbb5fe2e29a4d70aa5854ce7ce3e20b";

    /**
     * A field.
     *
     * @param type {@code text int float bool date price object list}, {@code -> entity} one record, {@code => entity}
     *     records of its own, {@code <-> entity} records it is linked to
     */
    record Field(String name, String type, int longest, boolean required, boolean translated) {}

    /** Fields a caller may not write. */
    static final Set<String> PROTECTED = Set.of(
            "autoIncrement",
            "available",
            "availableStock",
            "childCount",
            "createdAt",
            "updatedAt",
            "sales",
            "ratingAverage",
            "categoryTree",
            "displayGroup",
            "breadcrumb",
            "level",
            "path",
            "uploadedAt",
            "fileSize");

    /** name:type, ! = required, ~ = translated, digits = longest text. */
    private static final Map<String, Map<String, Field>> ALL = new LinkedHashMap<>();

    static {
        entity(
                "product",
                "taxId:->tax! price:price! productNumber:text64! stock:int! name:text255!~ parentId:->product"
                        + " manufacturerId:->product_manufacturer unitId:->unit coverId:->product_media ean:text255"
                        + " manufacturerNumber:text255 active:bool isCloseout:bool shippingFree:bool weight:float"
                        + " width:float height:float length:float minPurchase:int maxPurchase:int purchaseSteps:int"
                        + " purchaseUnit:float referenceUnit:float restockTime:int releaseDate:date"
                        + " markAsTopseller:bool description:text~ metaTitle:text255~ metaDescription:text255~"
                        + " keywords:text~ packUnit:text255~ packUnitPlural:text255~ customFields:object~"
                        + " purchasePrices:price type:text32 visibilities:=>product_visibility"
                        + " media:=>product_media prices:=>product_price configuratorSettings:=>product_configurator_setting"
                        + " categories:<->category options:<->property_group_option"
                        + " properties:<->property_group_option tags:<->tag");
        entity("product_visibility", "productId:->product! salesChannelId:->sales_channel! visibility:int!");
        entity("product_media", "productId:->product! mediaId:->media! position:int customFields:object");
        entity(
                "product_price",
                "productId:->product! ruleId:->rule! price:price! quantityStart:int! quantityEnd:int customFields:object");
        entity(
                "product_configurator_setting",
                "productId:->product! optionId:->property_group_option! position:int mediaId:->media");
        entity("product_manufacturer", "name:text255!~ link:text255 description:text~ mediaId:->media");
        entity(
                "category",
                "name:text255!~ parentId:->category active:bool visible:bool type:text32 description:text~"
                        + " metaTitle:text255~ metaDescription:text255~ keywords:text~ mediaId:->media");
        entity("media", "title:text255~ alt:text255~ mediaFolderId:text private:bool customFields:object~");
        entity("property_group", "name:text255!~ displayType:text32 sortingType:text32 filterable:bool");
        entity(
                "property_group_option",
                "groupId:->property_group! name:text255!~ position:int colorHexCode:text20 mediaId:->media"
                        + " productConfiguratorSettings:=>product_configurator_setting");
        entity("tag", "name:text255!");
        entity("unit", "name:text255!~ shortCode:text255!~");
        entity("tax", "name:text255! taxRate:float! position:int");
        entity("rule", "name:text255! priority:int! description:text");
        entity("sales_channel", "name:text255!~ typeId:text active:bool");
        entity("currency", "name:text255!~ isoCode:text3! factor:float!");
        entity("language", "name:text255! localeCode:text255!");
        entity("customer_group", "name:text255!~ displayGross:bool");
    }

    private Entities() {}

    private static void entity(String name, String fields) {
        var all = new LinkedHashMap<String, Field>();
        for (var text : fields.split(" ")) {
            var at = text.indexOf(':');
            var type = text.substring(at + 1).replaceAll("[!~]", "");
            var longest = type.matches("text\\d+") ? Integer.parseInt(type.substring(4)) : Integer.MAX_VALUE;
            var field = new Field(
                    text.substring(0, at),
                    type.startsWith("text") ? "text" : type,
                    longest,
                    text.contains("!"),
                    text.contains("~"));
            all.put(field.name(), field);
        }
        ALL.put(name, all);
    }

    /** Fields by name, null when there is no such entity. */
    static Map<String, Field> fields(String entity) {
        return ALL.get(entity);
    }

    static void furnish(State state) {
        state.put("currency", CURRENCY, Json.object().put("isoCode", "EUR").put("factor", 1));
        language(state, LANGUAGE, "fr-FR");
        language(state, "0000000000000000000000000000e001", "en-GB");
        language(state, "0000000000000000000000000000d001", "de-DE");
        tax(state, "20000000000000000000000000000000", "TVA 20 %", "20");
        tax(state, "10000000000000000000000000000000", "TVA 10 %", "10");
        tax(state, "55000000000000000000000000000000", "TVA 5,5 %", "5.5");
        tax(state, "00000000000000000000000000000000", "Exonéré", "0");
        state.put(
                "sales_channel",
                "a0000000000000000000000000000001",
                Json.object().put("active", true));
        state.put(
                "rule",
                "b0000000000000000000000000000001",
                Json.object().put("name", "Distributors").put("priority", 1));
        state.put(
                "customer_group",
                "b0000000000000000000000000000002",
                Json.object().put("displayGross", false));
        named(state, "category", "c0000000000000000000000000000001", "Catalogue");
        named(state, "sales_channel", "a0000000000000000000000000000001", "Storefront");
    }

    /** The id behind a language named by id or by locale, null when there is none. */
    static String language(String named, State state) {
        if (state.has("language", named)) {
            return named;
        }
        var found = state.find("language", "localeCode", named);
        return found.isEmpty() ? null : found.get(0);
    }

    static boolean id(JsonNode value) {
        return value.isString() && value.asString().matches("[0-9a-f]{32}");
    }

    /** Names of all entities. */
    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** {@code product-media} is how an address writes {@code product_media}. */
    static String ofAddress(String word) {
        var name = word.replace('-', '_');
        return Arrays.asList(ALL.keySet().toArray()).contains(name) ? name : null;
    }

    private static void language(State state, String id, String locale) {
        state.put("language", id, Json.object().put("name", locale).put("localeCode", locale));
    }

    private static void tax(State state, String id, String name, String rate) {
        state.put("tax", id, Json.object().put("name", name).put("taxRate", new java.math.BigDecimal(rate)));
    }

    private static void named(State state, String entity, String id, String name) {
        var record = state.get(entity, id).orElseGet(Json::object);
        record.withObject("/translations").withObject("/" + LANGUAGE).put("name", name);
        state.put(entity, id, record);
    }
}
