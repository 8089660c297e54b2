package org.caravanserai.sandbox.vendure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.sandbox.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of the admin schema that is answered here: what may be asked for, what may be sent. */
final class Schema {
    /** field or field:Type, by type. */
    static final Map<String, Map<String, String>> TYPES = new LinkedHashMap<>();

    /** field:Type, ! = required, [] = list, by input type. */
    static final Map<String, Map<String, String>> INPUTS = new LinkedHashMap<>();

    /** Arguments of the fields at the top. */
    static final Map<String, Map<String, String>> ROOTS = new LinkedHashMap<>();

    private static final Map<String, String> RESULTS = new LinkedHashMap<>();

    static {
        type(
                "Product",
                "id createdAt updatedAt languageCode name slug description enabled featuredAsset:Asset assets:Asset"
                        + " variants:ProductVariant variantList:ProductVariantList optionGroups:ProductOptionGroup"
                        + " translations:ProductTranslation"
                        + " customFields");
        type(
                "ProductVariant",
                "id createdAt updatedAt productId product:Product sku name enabled price priceWithTax currencyCode"
                        + " stockOnHand stockLevel stockLevels:StockLevel trackInventory taxCategory:TaxCategory"
                        + " options:ProductOption featuredAsset:Asset assets:Asset"
                        + " translations:ProductVariantTranslation languageCode customFields");
        type("ProductTranslation", "id languageCode name slug description");
        type("ProductVariantTranslation", "id languageCode name");
        type("ProductOptionGroup", "id code name options:ProductOption languageCode");
        type("ProductOption", "id code name groupId languageCode");
        type("StockLevel", "id stockLocationId stockOnHand stockAllocated");
        type("TaxCategory", "id name isDefault");
        type("StockLocation", "id name");
        type("Asset", "id name type mimeType fileSize source preview");
        type("CurrentUser", "id identifier");
        type("Channel", "id code token defaultLanguageCode defaultCurrencyCode pricesIncludeTax");
        type("GlobalSettings", "id availableLanguages");
        type("DeletionResponse", "result message");
        type("InvalidCredentialsError", "errorCode message authenticationError");
        type("NativeAuthStrategyError", "errorCode message");
        type("MimeTypeError", "errorCode message fileName mimeType");
        type("Success", "success");
        for (var list : List.of(
                "Product",
                "ProductVariant",
                "ProductOptionGroup",
                "ProductOption",
                "TaxCategory",
                "StockLocation",
                "Asset")) {
            type(list + "List", "totalItems items:" + list);
        }
        input(
                "CreateProductInput",
                "enabled:Boolean featuredAssetId:ID assetIds:[ID] translations:[ProductTranslationInput]!"
                        + " customFields:JSON");
        input(
                "UpdateProductInput",
                "id:ID! enabled:Boolean featuredAssetId:ID assetIds:[ID] translations:[ProductTranslationInput]"
                        + " customFields:JSON");
        input("ProductTranslationInput", "id:ID languageCode:Language! name:String slug:String description:String");
        input("ProductVariantTranslationInput", "id:ID languageCode:Language! name:String");
        input(
                "CreateProductVariantInput",
                "productId:ID! enabled:Boolean translations:[ProductVariantTranslationInput]! sku:String! price:Int"
                        + " taxCategoryId:ID optionIds:[ID] featuredAssetId:ID assetIds:[ID] stockOnHand:Int"
                        + " stockLevels:[StockLevelInput] trackInventory:Flag customFields:JSON");
        input(
                "UpdateProductVariantInput",
                "id:ID! enabled:Boolean translations:[ProductVariantTranslationInput] sku:String price:Int"
                        + " taxCategoryId:ID optionIds:[ID] featuredAssetId:ID assetIds:[ID] stockOnHand:Int"
                        + " stockLevels:[StockLevelInput] trackInventory:Flag customFields:JSON");
        input("StockLevelInput", "stockLocationId:ID! stockOnHand:Int!");
        input(
                "CreateProductOptionGroupInput",
                "code:String! translations:[ProductOptionGroupTranslationInput]! options:[CreateGroupOptionInput]");
        input("CreateGroupOptionInput", "code:String! translations:[ProductOptionGroupTranslationInput]!");
        input(
                "CreateProductOptionInput",
                "productOptionGroupId:ID! code:String! translations:[ProductOptionGroupTranslationInput]!");
        input(
                "UpdateProductOptionInput",
                "id:ID! code:String translations:[ProductOptionGroupTranslationInput] customFields:JSON");
        input("ProductOptionGroupTranslationInput", "id:ID languageCode:Language! name:String");
        input("CreateAssetInput", "file:Upload! tags:[String]");
        input("ListOptions", "skip:Int take:Int filter:JSON sort:JSON filterOperator:String");
        root("login:NativeAuthenticationResult", "username:String! password:String! rememberMe:Boolean");
        root("logout:Success", "");
        root("me:CurrentUser", "");
        root("activeChannel:Channel", "");
        root("globalSettings:GlobalSettings", "");
        root("taxCategories:TaxCategoryList", "options:ListOptions");
        root("stockLocations:StockLocationList", "options:ListOptions");
        root("products:ProductList", "options:ListOptions");
        root("product:Product", "id:ID slug:String");
        root("productVariants:ProductVariantList", "options:ListOptions productId:ID");
        root("productVariant:ProductVariant", "id:ID!");
        root("productOptionGroups:ProductOptionGroupList", "options:ListOptions");
        root("productOptions:ProductOptionList", "options:ListOptions groupId:ID");
        root("createProduct:Product", "input:CreateProductInput!");
        root("updateProduct:Product", "input:UpdateProductInput!");
        root("updateProducts:Product", "input:[UpdateProductInput]!");
        root("deleteProduct:DeletionResponse", "id:ID!");
        root("deleteProducts:DeletionResponse", "ids:[ID]!");
        root("createProductOptionGroup:ProductOptionGroup", "input:CreateProductOptionGroupInput!");
        root("createProductOption:ProductOption", "input:CreateProductOptionInput!");
        root("updateProductOption:ProductOption", "input:UpdateProductOptionInput!");
        root("addOptionGroupToProduct:Product", "productId:ID! optionGroupId:ID!");
        root("createProductVariants:ProductVariant", "input:[CreateProductVariantInput]!");
        root("updateProductVariants:ProductVariant", "input:[UpdateProductVariantInput]!");
        root("deleteProductVariant:DeletionResponse", "id:ID!");
        root("deleteProductVariants:DeletionResponse", "ids:[ID]!");
        root("createAssets:CreateAssetResult", "input:[CreateAssetInput]!");
    }

    private Schema() {}

    /** Refuses what the schema does not have: fields at the top, their arguments, fields below. */
    static void check(Query query) {
        for (var field : query.roots()) {
            var type = type(field);
            var arguments = ROOTS.get(field.name());
            for (var name : field.arguments().propertyNames()) {
                if (!arguments.containsKey(name)) {
                    throw invalid("Unknown argument \"" + name + "\" on field \"" + field.name() + "\".");
                }
            }
            arguments.forEach((name, wanted) -> value(field.arguments().path(name), wanted, name));
            if (field.children().isEmpty() && !type.isEmpty()) {
                throw invalid(
                        "Field \"" + field.name() + "\" of type \"" + type + "\" must have a selection of subfields.");
            }
            children(field, type);
        }
    }

    /** Only what was asked for of a value. */
    static JsonNode projected(JsonNode value, Query.Field field) {
        if (value.isArray()) {
            var list = Json.array();
            value.forEach(one -> list.add(projected(one, field)));
            return list;
        }
        if (!(value instanceof ObjectNode object) || field.children().isEmpty()) {
            return value;
        }
        var made = Json.object();
        var type = object.path("__typename").asString("");
        for (var child : field.children()) {
            if (child.on() == null || child.on().equals(type)) {
                var part = Listing.narrowed(object.path(child.name()), child.arguments());
                made.set(
                        child.alias(),
                        part.isMissingNode() ? Json.array().addNull().get(0) : projected(part, child));
            }
        }
        return made;
    }

    private static void children(Query.Field field, String type) {
        for (var child : field.children()) {
            var of = child.on() == null ? type : child.on();
            if (child.name().equals("__typename")) {
                continue;
            }
            var fields = TYPES.get(of);
            if (fields == null || !fields.containsKey(child.name())) {
                throw invalid("Cannot query field \"" + child.name() + "\" on type \"" + of + "\".");
            }
            var below = fields.get(child.name());
            if (child.children().isEmpty() != below.isEmpty()) {
                throw invalid("Field \"" + child.name() + "\" must " + (below.isEmpty() ? "not " : "")
                        + "have a selection of subfields.");
            }
            children(child, below);
        }
    }

    private static String type(Query.Field field) {
        var type = RESULTS.get(field.name());
        if (type == null) {
            throw invalid("Cannot query field \"" + field.name() + "\".");
        }
        return type;
    }

    private static void value(JsonNode value, String wanted, String at) {
        var required = wanted.endsWith("!");
        var type = required ? wanted.substring(0, wanted.length() - 1) : wanted;
        if (value.isMissingNode() || value.isNull()) {
            if (required) {
                throw input("Value at \"" + at + "\" of required type \"" + wanted + "\" was not provided.");
            }
            return;
        }
        if (type.startsWith("[")) {
            if (!value.isArray()) {
                throw input("Value at \"" + at + "\" must be a list.");
            }
            for (int i = 0; i < value.size(); i++) {
                value(value.get(i), type.substring(1, type.length() - 1) + "!", at + "[" + i + "]");
            }
            return;
        }
        var fields = INPUTS.get(type);
        if (fields != null) {
            if (!value.isObject()) {
                throw input("Expected type \"" + type + "\" to be an object at \"" + at + "\".");
            }
            for (var name : value.propertyNames()) {
                if (!fields.containsKey(name)) {
                    throw input("Field \"" + name + "\" is not defined by type \"" + type + "\" at \"" + at + "\".");
                }
            }
            fields.forEach((name, below) -> value(value.path(name), below, at + "." + name));
            return;
        }
        var right = switch (type) {
            case "ID" -> value.isString() || value.isIntegralNumber();
            case "String" -> value.isString();
            case "Boolean" -> value.isBoolean();
            case "Int" -> value.isIntegralNumber();
            case "Language" -> value.asString("").matches("[a-z]{2,3}(_[A-Z][A-Za-z]+)?");
            case "Flag" -> value.asString("").matches("TRUE|FALSE|INHERIT");
            default -> true;
        };
        if (!right) {
            throw input(type + " cannot represent value: " + Json.text(value) + " at \"" + at + "\"");
        }
    }

    private static Query.Refused invalid(String message) {
        return new Query.Refused("GRAPHQL_VALIDATION_FAILED", message);
    }

    private static Query.Refused input(String message) {
        return new Query.Refused("BAD_USER_INPUT", message);
    }

    private static void type(String name, String fields) {
        TYPES.put(name, parsed(fields));
    }

    private static void input(String name, String fields) {
        INPUTS.put(name, parsed(fields));
    }

    private static void root(String field, String arguments) {
        var at = field.indexOf(':');
        RESULTS.put(field.substring(0, at), field.substring(at + 1));
        ROOTS.put(field.substring(0, at), parsed(arguments));
    }

    private static Map<String, String> parsed(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (var field : text.split(" ")) {
            var at = field.indexOf(':');
            if (!field.isEmpty()) {
                fields.put(at < 0 ? field : field.substring(0, at), at < 0 ? "" : field.substring(at + 1));
            }
        }
        return fields;
    }
}
