package org.caravanserai.sandbox.vendure;

import java.util.List;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Records as the interface shows them, in one language. */
final class View {
    private final Desk desk;
    private final String language;

    View(Desk desk, String language) {
        this.desk = desk;
        this.language = language;
    }

    ObjectNode product(String id) {
        var product = product(id, false);
        variants(id, product);
        return product;
    }

    ObjectNode variant(String id) {
        return variant(id, true);
    }

    /** All of them, as a list and as what a page is cut from. */
    private void variants(String id, ObjectNode product) {
        var variants = product.putArray("variants");
        for (var key : desk.state().find("variants", "productId", id)) {
            if (!desk.state().get("variants", key).orElseThrow().has("deletedAt")) {
                variants.add(variant(key, false));
            }
        }
        product.putObject("variantList").put("totalItems", variants.size()).set("items", variants.deepCopy());
    }

    ObjectNode group(String id) {
        var group = named("groups", id).put("__typename", "ProductOptionGroup");
        var options = group.putArray("options");
        desk.state().find("options", "groupId", id).forEach(key -> options.add(option(key)));
        return group;
    }

    ObjectNode option(String id) {
        return named("options", id).put("__typename", "ProductOption");
    }

    /** A record without texts of its own. */
    ObjectNode plain(String kind, String id) {
        return desk.state().get(kind, id).orElseThrow().put("id", id);
    }

    private ObjectNode product(String id, boolean inside) {
        var record = desk.state().get("products", id).orElseThrow();
        var product = named("products", id).put("__typename", "Product");
        product.put("slug", text(record, "slug")).put("description", text(record, "description"));
        translations(record, product, List.of("name", "slug", "description"));
        assets(record, product);
        if (inside) {
            variants(id, product);
        } else {
            var groups = product.putArray("optionGroups");
            record.path("groups").forEach(group -> groups.add(group(group.asString())));
        }
        product.remove("groups");
        return product;
    }

    private ObjectNode variant(String id, boolean withProduct) {
        var record = desk.state().get("variants", id).orElseThrow();
        var variant = named("variants", id).put("__typename", "ProductVariant");
        var price = record.path("price").asLong();
        var tax = record.path("taxCategoryId").asString();
        variant.put("priceWithTax", Math.round(price * (tax.equals("1") ? 1.2 : 1.055)))
                .put("currencyCode", "EUR")
                .put("stockLevel", record.path("stockOnHand").asInt() > 0 ? "IN_STOCK" : "OUT_OF_STOCK");
        variant.putArray("stockLevels")
                .addObject()
                .put("id", id)
                .put("stockLocationId", "1")
                .put("stockOnHand", record.path("stockOnHand").asInt())
                .put("stockAllocated", 0);
        variant.set("taxCategory", plain("taxCategories", tax));
        var options = variant.putArray("options");
        record.path("optionIds").forEach(option -> options.add(option(option.asString())));
        translations(record, variant, List.of("name"));
        assets(record, variant);
        if (withProduct) {
            variant.set("product", product(record.path("productId").asString(), true));
        }
        return variant;
    }

    private ObjectNode named(String kind, String id) {
        var record = desk.state().get(kind, id).orElseThrow();
        return record.put("id", id).put("name", text(record, "name")).put("languageCode", language);
    }

    private void assets(ObjectNode record, ObjectNode view) {
        var assets = view.putArray("assets");
        record.path("assetIds").forEach(id -> assets.add(plain("assets", id.asString())));
        var featured = record.path("featuredAssetId").asString("");
        if (desk.state().has("assets", featured)) {
            view.set("featuredAsset", plain("assets", featured));
        }
    }

    private static void translations(ObjectNode record, ObjectNode view, List<String> names) {
        var list = Json.array();
        record.path("translations").properties().forEach(one -> {
            var text = list.addObject().put("id", one.getKey()).put("languageCode", one.getKey());
            names.forEach(name -> text.set(name, one.getValue().path(name)));
        });
        view.set("translations", list);
    }

    /** In the language asked for, else in that of the channel, else in any. */
    private String text(ObjectNode record, String name) {
        var texts = record.path("translations");
        var found = texts.path(language).path(name);
        if (found.isMissingNode()) {
            found = texts.path(Catalogue.LANGUAGE).path(name);
        }
        if (found.isMissingNode()) {
            for (JsonNode any : texts) {
                found = any.path(name);
            }
        }
        return found.asString("");
    }
}
