package org.caravanserai.sandbox.vendure;

import java.util.List;
import java.util.TreeSet;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creating and changing variants: one for each combination of options, of which a product without groups has just one. */
final class Variants {
    private static final String KIND = "variants";

    private final Desk desk;

    Variants(Desk desk) {
        this.desk = desk;
    }

    String create(JsonNode sent) {
        var product = sent.path("productId").asString();
        var groups = Catalogue.found("products", "Product", product, desk).path("groups");
        var chosen = options(sent.path("optionIds"));
        var wanted = new TreeSet<String>();
        groups.forEach(group -> wanted.add(group.asString()));
        var given = new TreeSet<String>();
        chosen.forEach(option -> given.add(Catalogue.found("options", "ProductOption", option, desk)
                .path("groupId")
                .asString()));
        if (!given.equals(wanted)) {
            throw new Catalogue.Wrong(
                    "USER_INPUT_ERROR",
                    sent.path("sku").asString(),
                    "ProductVariant optionIds must include one optionId from each of the groups: " + wanted);
        }
        for (var other : desk.state().find(KIND, "productId", product)) {
            var variant = desk.state().get(KIND, other).orElseThrow();
            if (!variant.has("deletedAt") && options(variant.path("optionIds")).equals(chosen)) {
                throw new Catalogue.Wrong(
                        "USER_INPUT_ERROR",
                        sent.path("sku").asString(),
                        "A ProductVariant with the selected options already exists: "
                                + variant.path("sku").asString());
            }
        }
        var variant = Json.object()
                .put("productId", product)
                .put("enabled", true)
                .put("price", 0)
                .put("stockOnHand", 0)
                .put("taxCategoryId", "1")
                .put("trackInventory", "INHERIT")
                .put("createdAt", desk.now().toString());
        variant.putArray("optionIds");
        return save(Catalogue.id(desk.state(), KIND), variant, sent);
    }

    String update(JsonNode sent) {
        var id = sent.path("id").asString();
        return save(id, Catalogue.found(KIND, "ProductVariant", id, desk), sent);
    }

    private String save(String id, ObjectNode variant, JsonNode sent) {
        var sku = sent.path("sku").asString(variant.path("sku").asString(""));
        for (var name : List.of(
                "enabled",
                "sku",
                "price",
                "taxCategoryId",
                "optionIds",
                "featuredAssetId",
                "assetIds",
                "trackInventory",
                "customFields")) {
            if (sent.hasNonNull(name)) {
                variant.set(name, sent.path(name));
            }
        }
        Catalogue.found(
                "taxCategories", "TaxCategory", variant.path("taxCategoryId").asString(), desk);
        sent.path("assetIds").forEach(asset -> Catalogue.found("assets", "Asset", asset.asString(), desk));
        var stock = sent.path("stockOnHand");
        for (var level : sent.path("stockLevels")) {
            Catalogue.found(
                    "stockLocations",
                    "StockLocation",
                    level.path("stockLocationId").asString(),
                    desk);
            stock = level.path("stockOnHand");
        }
        if (stock.isNumber()) {
            if (stock.asInt() < 0) {
                throw new Catalogue.Wrong("USER_INPUT_ERROR", sku, "stockOnHand cannot be a negative value");
            }
            variant.set("stockOnHand", stock);
        }
        if (variant.path("price").asInt() < 0) {
            throw new Catalogue.Wrong("USER_INPUT_ERROR", sku, "price cannot be a negative value");
        }
        if (desk.refuses(sku)) {
            throw new Catalogue.Wrong("USER_INPUT_ERROR", sku, "The shop refuses " + sku);
        }
        Catalogue.names(sent, variant);
        desk.state().put(KIND, id, variant.put("updatedAt", desk.now().toString()));
        var content = variant.deepCopy();
        content.remove(List.of("createdAt", "updatedAt"));
        desk.accepted(KIND, sku, id, content);
        return id;
    }

    private static TreeSet<String> options(JsonNode ids) {
        var options = new TreeSet<String>();
        ids.forEach(id -> options.add(id.asString()));
        return options;
    }
}
