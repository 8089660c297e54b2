package org.caravanserai.sandbox.vendure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Products and variants with their options and assets. Deleting hides; nothing is ever gone. */
final class Catalogue {
    static final String LANGUAGE = "en";
    private static final String PRODUCTS = "products";
    private static final String VARIANTS = "variants";
    private static final String SLUGS = "_slugs";

    /** What the shop says to input that fits the schema and is wrong all the same. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final String key;

        Wrong(String code, String key, String message) {
            super(message, null, false, false);
            this.code = code;
            this.key = key;
        }

        String code() {
            return code;
        }

        String key() {
            return key;
        }
    }

    void furnish(State state) {
        state.put(
                "taxCategories",
                id(state, "taxCategories"),
                Json.object().put("name", "Standard").put("isDefault", true));
        state.put(
                "taxCategories",
                id(state, "taxCategories"),
                Json.object().put("name", "Reduced").put("isDefault", false));
        state.put("stockLocations", id(state, "stockLocations"), Json.object().put("name", "Default Stock Location"));
    }

    JsonNode answer(Query.Field field, String language, Desk desk) {
        var arguments = field.arguments();
        var view = new View(desk, language);
        return switch (field.name()) {
            case "me" -> Json.object().put("id", "1").put("identifier", "superadmin");
            case "logout" -> Json.object().put("success", true);
            case "activeChannel" ->
                Json.object()
                        .put("id", "1")
                        .put("code", "__default_channel__")
                        .put("token", "default")
                        .put("defaultLanguageCode", LANGUAGE)
                        .put("defaultCurrencyCode", "EUR")
                        .put("pricesIncludeTax", false);
            case "globalSettings" -> {
                var settings = Json.object().put("id", "1");
                settings.putArray("availableLanguages").add("en").add("fr").add("de");
                yield settings;
            }
            case "taxCategories", "stockLocations" ->
                Listing.of(desk.state().keys(field.name()), arguments, id -> view.plain(field.name(), id));
            case PRODUCTS ->
                Listing.of(Listing.ofGroup(Listing.present(PRODUCTS, desk), arguments, desk), arguments, view::product);
            case "productOptionGroups" -> Listing.of(Listing.coded("groups", arguments, desk), arguments, view::group);
            case "productOptions" -> Listing.of(Listing.coded("options", arguments, desk), arguments, view::option);
            case "productVariants" -> {
                var product = arguments.path("productId").asString("");
                // A shop is asked for one SKU again and again: by index.
                var sku = arguments.path("options").path("filter").path("sku").path("eq");
                var some = sku.isString()
                        ? desk.state().find(VARIANTS, "sku", sku.asString())
                        : desk.state().keys(VARIANTS);
                var keys = some.stream()
                        .filter(key -> Listing.present(VARIANTS, key, desk))
                        .filter(key -> product.isEmpty()
                                || desk.state()
                                        .get(VARIANTS, key)
                                        .orElseThrow()
                                        .path("productId")
                                        .asString()
                                        .equals(product))
                        .toList();
                yield Listing.of(keys, arguments, view::variant);
            }
            case "product" -> one(arguments, desk, view);
            case "productVariant" -> {
                var id = arguments.path("id").asString("");
                yield Listing.present(VARIANTS, id, desk)
                        ? view.variant(id)
                        : Json.array().addNull().get(0);
            }
            case "createProduct" -> view.product(createProduct(arguments.path("input"), desk));
            case "updateProduct" -> view.product(updateProduct(arguments.path("input"), desk));
            case "updateProducts" -> each(arguments.path("input"), one -> view.product(updateProduct(one, desk)));
            case "createProductOptionGroup" -> view.group(createGroup(arguments.path("input"), desk));
            case "createProductOption" ->
                view.option(createOption(
                        arguments.path("input").path("productOptionGroupId").asString(),
                        arguments.path("input"),
                        desk));
            case "updateProductOption" -> view.option(updateOption(arguments.path("input"), desk));
            case "addOptionGroupToProduct" -> view.product(addGroup(arguments, desk));
            case "createProductVariants" ->
                each(arguments.path("input"), one -> view.variant(new Variants(desk).create(one)));
            case "updateProductVariants" ->
                each(arguments.path("input"), one -> view.variant(new Variants(desk).update(one)));
            case "deleteProduct" -> delete(PRODUCTS, arguments.path("id").asString(), desk);
            case "deleteProducts" -> each(arguments.path("ids"), id -> delete(PRODUCTS, id.asString(), desk));
            case "deleteProductVariant" -> delete(VARIANTS, arguments.path("id").asString(), desk);
            case "deleteProductVariants" -> each(arguments.path("ids"), id -> delete(VARIANTS, id.asString(), desk));
            default -> each(arguments.path("input"), one -> asset(one, desk));
        };
    }

    private interface OnNode {
        ObjectNode apply(JsonNode node);
    }

    private static ArrayNode each(JsonNode list, OnNode answer) {
        var answers = Json.array();
        list.forEach(one -> answers.add(answer.apply(one)));
        return answers;
    }

    private static JsonNode one(ObjectNode arguments, Desk desk, View view) {
        for (var key : Listing.present(PRODUCTS, desk)) {
            var product = view.product(key);
            if (key.equals(arguments.path("id").asString(""))
                    || product.path("slug")
                            .asString()
                            .equals(arguments.path("slug").asString(""))) {
                return product;
            }
        }
        return Json.array().addNull().get(0);
    }

    private static String createProduct(JsonNode sent, Desk desk) {
        if (sent.path("translations").isEmpty()) {
            throw new Wrong("USER_INPUT_ERROR", "", "A product needs a translation");
        }
        var product =
                Json.object().put("enabled", true).put("createdAt", desk.now().toString());
        product.putArray("groups");
        return saveProduct(id(desk.state(), PRODUCTS), product, sent, desk);
    }

    private static String updateProduct(JsonNode sent, Desk desk) {
        var id = sent.path("id").asString();
        return saveProduct(id, found(PRODUCTS, "Product", id, desk), sent, desk);
    }

    private static String saveProduct(String id, ObjectNode product, JsonNode sent, Desk desk) {
        for (var name : List.of("enabled", "featuredAssetId", "assetIds", "customFields")) {
            if (sent.hasNonNull(name)) {
                product.set(name, sent.path(name));
            }
        }
        sent.path("assetIds").forEach(asset -> found("assets", "Asset", asset.asString(), desk));
        for (var text : sent.path("translations")) {
            var own = product.withObject("/translations")
                    .withObject("/" + text.path("languageCode").asString());
            for (var name : List.of("name", "slug", "description")) {
                if (text.hasNonNull(name)) {
                    own.set(name, text.path(name));
                }
            }
            if (!own.has("name")) {
                own.put("name", "");
            }
            own.put("slug", slug(own.path("slug").asString(own.path("name").asString()), id, desk));
            if (!own.has("description")) {
                // No rule asks for it, the database does: such errors have no code.
                throw new Wrong("", name(product, id), "NOT NULL constraint failed: product_translation.description");
            }
        }
        var name = name(product, id);
        if (desk.refuses(name)) {
            throw new Wrong("USER_INPUT_ERROR", name, "The shop refuses " + name);
        }
        desk.state().put(PRODUCTS, id, product.put("updatedAt", desk.now().toString()));
        var content = product.deepCopy();
        content.remove(List.of("createdAt", "updatedAt"));
        desk.accepted(PRODUCTS, name, id, content);
        return id;
    }

    private static String name(ObjectNode product, String id) {
        return product.path("translations").path(LANGUAGE).path("name").asString(id);
    }

    /** A slug that is taken gets a number; what is deleted takes none. */
    private static String slug(String wanted, String own, Desk desk) {
        var plain =
                wanted.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}0-9]+", "-").replaceAll("^-|-$", "");
        var slug = plain;
        for (int i = 2; taken(slug, own, desk); i++) {
            slug = plain + "-" + i;
        }
        desk.state().put(SLUGS, slug, Json.object().put("product", own));
        return slug;
    }

    private static boolean taken(String slug, String own, Desk desk) {
        return desk.state()
                .get(SLUGS, slug)
                .map(one -> one.path("product").asString())
                .filter(product -> !product.equals(own) && Listing.present(PRODUCTS, product, desk))
                .isPresent();
    }

    private static String createGroup(JsonNode sent, Desk desk) {
        var id = id(desk.state(), "groups");
        var group = Json.object().put("code", sent.path("code").asString());
        names(sent, group);
        desk.state().put("groups", id, group);
        sent.path("options").forEach(option -> createOption(id, option, desk));
        return id;
    }

    private static String createOption(String group, JsonNode sent, Desk desk) {
        found("groups", "ProductOptionGroup", group, desk);
        var id = id(desk.state(), "options");
        var option = Json.object().put("code", sent.path("code").asString()).put("groupId", group);
        names(sent, option);
        desk.state().put("options", id, option);
        return id;
    }

    private static String updateOption(JsonNode sent, Desk desk) {
        var id = sent.path("id").asString();
        var option = found("options", "ProductOption", id, desk);
        if (sent.hasNonNull("code")) {
            option.set("code", sent.path("code"));
        }
        names(sent, option);
        desk.state().put("options", id, option);
        return id;
    }

    private static String addGroup(ObjectNode arguments, Desk desk) {
        var id = arguments.path("productId").asString();
        var product = found(PRODUCTS, "Product", id, desk);
        var group = arguments.path("optionGroupId").asString();
        found("groups", "ProductOptionGroup", group, desk);
        product.withArray("/groups").add(group);
        desk.state().put(PRODUCTS, id, product);
        return id;
    }

    private static ObjectNode delete(String kind, String id, Desk desk) {
        var record = found(kind, kind.equals(PRODUCTS) ? "Product" : "ProductVariant", id, desk);
        desk.state().put(kind, id, record.put("deletedAt", desk.now().toString()));
        desk.removed(kind, record.path("sku").asString(id), id);
        if (kind.equals(PRODUCTS)) {
            for (var variant : desk.state().find(VARIANTS, "productId", id)) {
                if (Listing.present(VARIANTS, variant, desk)) {
                    delete(VARIANTS, variant, desk);
                }
            }
        }
        return Json.object().put("result", "DELETED").put("message", "");
    }

    private static ObjectNode asset(JsonNode sent, Desk desk) {
        var file = sent.path("file");
        var type = file.path("type").asString("");
        if (!Set.of("image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf")
                .contains(type)) {
            return Json.object()
                    .put("__typename", "MimeTypeError")
                    .put("errorCode", "MIME_TYPE_ERROR")
                    .put("message", "The MIME type '" + type + "' is not permitted.")
                    .put("fileName", file.path("name").asString(""))
                    .put("mimeType", type);
        }
        var id = id(desk.state(), "assets");
        var asset = Json.object()
                .put("name", file.path("name").asString())
                .put("mimeType", type)
                .put("type", type.startsWith("image/") ? "IMAGE" : "BINARY")
                .put("fileSize", file.path("size").asInt())
                .put("source", "/assets/source/" + id)
                .put("preview", "/assets/preview/" + id);
        desk.state().put("assets", id, asset);
        desk.accepted("assets", file.path("name").asString(), id, asset);
        return asset.put("id", id).put("__typename", "Asset");
    }

    /** A record that is there and not deleted. */
    static ObjectNode found(String kind, String type, String id, Desk desk) {
        return desk.state()
                .get(kind, id)
                .filter(record -> !record.has("deletedAt"))
                .orElseThrow(() ->
                        new Wrong("ENTITY_NOT_FOUND", id, "No " + type + " with the id \"" + id + "\" could be found"));
    }

    static void names(JsonNode sent, ObjectNode record) {
        for (var text : sent.path("translations")) {
            if (text.hasNonNull("name")) {
                record.withObject("/translations")
                        .withObject("/" + text.path("languageCode").asString())
                        .set("name", text.path("name"));
            }
        }
    }

    static String id(State state, String kind) {
        return Long.toString(state.next(kind, 1));
    }
}
