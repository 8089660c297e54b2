package org.caravanserai.sandbox.shopware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code _action/sync}: operations in order, all or nothing. What is wrong is named by pointer {@code /operation/index/field};
 * only a product number that is taken is told without one, as the database finds it.
 */
final class Sync {
    /** Records that go with what they belong to, by the field that says so. */
    private static final Map<String, String> OWNED = Map.of(
            "product_visibility", "productId",
            "product_media", "productId",
            "product_price", "productId",
            "product_configurator_setting", "productId");

    Answer sync(Request request, Desk desk, List<String> parts) {
        var language = request.header("sw-language-id").orElse(Entities.LANGUAGE);
        if (Entities.language(language, desk.state()) == null) {
            return Shopware.error(
                    412,
                    "FRAMEWORK__LANGUAGE_NOT_FOUND",
                    "Precondition Failed",
                    "The language \"" + language + "\" was not found.");
        }
        var operations = operations(Json.read(request.body()).orElse(null));
        if (operations == null) {
            return Shopware.error(
                    400, "FRAMEWORK__INVALID_SYNC_REQUEST", "Bad Request", "The body is a list or map of operations");
        }
        var write = new Write(desk, language);
        var deleted = new LinkedHashMap<String, Set<String>>();
        var missing = new LinkedHashMap<String, Set<String>>();
        for (var operation : operations.entrySet()) {
            var entity = operation.getValue().path("entity").asString("");
            var pointer = "/" + operation.getKey();
            var fields = Entities.fields(entity);
            if (fields == null && !LINKS.containsKey(entity)) {
                write.error(
                        "FRAMEWORK__INVALID_SYNC_OPERATION",
                        "There is no entity \"" + entity + "\"",
                        pointer + "/entity");
                continue;
            }
            if (!(operation.getValue().path("payload") instanceof ArrayNode payload)) {
                write.error("FRAMEWORK__INVALID_SYNC_OPERATION", "A payload is needed", pointer + "/payload");
                continue;
            }
            switch (operation.getValue().path("action").asString("")) {
                case "upsert" -> {
                    for (int i = 0; i < payload.size() && fields != null; i++) {
                        write.upsert(entity, payload.get(i), pointer + "/" + i, null);
                    }
                }
                case "delete" -> {
                    payload.forEach(one -> delete(entity, one, desk, deleted, missing));
                    var criteria = operation.getValue().path("criteria");
                    if (!criteria.isEmpty() && !all(entity, criteria, desk, deleted, missing)) {
                        write.error(
                                "FRAMEWORK__INVALID_FILTER_QUERY",
                                "Deletes are filtered here by one equals or equalsAny of a known field",
                                pointer + "/criteria");
                    }
                }
                default ->
                    write.error(
                            "FRAMEWORK__INVALID_SYNC_OPERATION", "An action is upsert or delete", pointer + "/action");
            }
        }
        if (!write.errors().isEmpty()) {
            desk.undo();
            write.errors()
                    .forEach(error -> desk.refused(
                            "sync",
                            error.path("source")
                                    .path("pointer")
                                    .asString(error.path("detail").asString()),
                            error.path("code").asString()));
            return Shopware.errors(write.errors());
        }
        var body = Json.object();
        lists(body.putObject("data"), write.written());
        lists(body.putObject("notFound"), missing);
        lists(body.putObject("deleted"), deleted);
        return Answer.json(200, body);
    }

    Answer delete(Request request, Desk desk, List<String> parts) {
        var entity = Entities.ofAddress(parts.get(0));
        var deleted = new LinkedHashMap<String, Set<String>>();
        if (entity != null) {
            delete(entity, Json.object().put("id", parts.get(1)), desk, deleted, new LinkedHashMap<>());
        }
        return deleted.isEmpty()
                ? Shopware.error(404, "FRAMEWORK__RESOURCE_NOT_FOUND", "Not Found", "The resource was not found.")
                : Answer.empty(204);
    }

    /** Tables that only link a product to something: field of the product, name of the other id. */
    private static final Map<String, List<String>> LINKS = Map.of(
            "product_category", List.of("categories", "categoryId"),
            "product_option", List.of("options", "optionId"),
            "product_property", List.of("properties", "optionId"),
            "product_tag", List.of("tags", "tagId"));

    /** PATCH of one record: fields that are not sent stay; what is not there is not made. */
    Answer patch(Request request, Desk desk, List<String> parts) {
        var entity = Entities.ofAddress(parts.get(0));
        if (entity == null || !desk.state().has(entity, parts.get(1))) {
            return Shopware.error(404, "FRAMEWORK__RESOURCE_NOT_FOUND", "Not Found", "The resource was not found.");
        }
        if (!(Json.read(request.body()).orElse(null) instanceof ObjectNode body)) {
            return Shopware.error(400, "FRAMEWORK__INVALID_BODY", "Bad Request", "The body is a JSON object");
        }
        var write = new Write(desk, request.header("sw-language-id").orElse(Entities.LANGUAGE));
        write.upsert(entity, body.put("id", parts.get(1)), "", null);
        if (!write.errors().isEmpty()) {
            desk.undo();
            desk.refused(
                    entity, parts.get(1), write.errors().get(0).path("code").asString());
            return Shopware.errors(write.errors());
        }
        return Answer.empty(204);
    }

    /** Deletes what one filter finds. @return false when it is none that is understood here */
    private static boolean all(
            String entity,
            JsonNode criteria,
            Desk desk,
            Map<String, Set<String>> deleted,
            Map<String, Set<String>> missing) {
        var filter = criteria.get(0);
        var field = filter.path("field").asString("");
        var values = new ArrayList<String>();
        switch (filter.path("type").asString("")) {
            case "equals" -> values.add(filter.path("value").asString(""));
            case "equalsAny" -> filter.path("value").forEach(one -> values.add(one.asString("")));
            default -> {
                return false;
            }
        }
        var link = LINKS.get(entity);
        if (criteria.size() != 1 || link == null && !Entities.fields(entity).containsKey(field)) {
            return false;
        }
        if (link != null) {
            values.forEach(product -> desk.state().get("product", product).ifPresent(record -> {
                record.set(link.get(0), Json.array());
                desk.state().put("product", product, record);
            }));
            return field.equals("productId");
        }
        for (var value : values) {
            for (var id : List.copyOf(desk.state().find(entity, field, value))) {
                delete(entity, Json.object().put("id", id), desk, deleted, missing);
            }
        }
        return true;
    }

    private static void delete(
            String entity,
            JsonNode one,
            Desk desk,
            Map<String, Set<String>> deleted,
            Map<String, Set<String>> missing) {
        var link = LINKS.get(entity);
        if (link != null) {
            unlink(
                    one.path("productId").asString(""),
                    link,
                    one.path(link.get(1)).asString(""),
                    desk);
            return;
        }
        var id = one.path("id").asString("");
        var known = desk.state().get(entity, id);
        var done = known.isPresent() && desk.state().remove(entity, id);
        (done ? deleted : missing)
                .computeIfAbsent(entity, any -> new LinkedHashSet<>())
                .add(id);
        if (!done) {
            return;
        }
        desk.removed(entity, known.get().path("productNumber").asString(id), id);
        if (entity.equals("product_media")) {
            var product = known.get().path("productId").asString("");
            desk.state()
                    .get("product", product)
                    .filter(record -> record.path("coverId").asString("").equals(id))
                    .ifPresent(record -> {
                        record.remove("coverId");
                        desk.state().put("product", product, record);
                    });
        }
        if (entity.equals("product")) {
            OWNED.forEach((owned, field) -> desk.state()
                    .find(owned, field, id)
                    .forEach(key -> desk.state().remove(owned, key)));
            for (var variant : desk.state().find("product", "parentId", id)) {
                delete("product", Json.object().put("id", variant), desk, deleted, missing);
            }
        }
    }

    private static void unlink(String product, List<String> link, String other, Desk desk) {
        desk.state().get("product", product).ifPresent(record -> {
            var kept = Json.array();
            for (var each : record.path(link.get(0))) {
                if (!each.path("id").asString().equals(other)) {
                    kept.add(each);
                }
            }
            record.set(link.get(0), kept);
            desk.state().put("product", product, record);
        });
    }

    private static Map<String, JsonNode> operations(JsonNode body) {
        var operations = new LinkedHashMap<String, JsonNode>();
        if (body instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                operations.put(Integer.toString(i), list.get(i));
            }
        } else if (body instanceof ObjectNode map) {
            map.properties().forEach(each -> operations.put(each.getKey(), each.getValue()));
        }
        var objects = operations.values().stream().allMatch(JsonNode::isObject);
        return operations.isEmpty() || !objects ? null : operations;
    }

    private static void lists(ObjectNode body, Map<String, Set<String>> ids) {
        ids.forEach((entity, some) -> new ArrayList<>(some).forEach(body.withArray("/" + entity)::add));
    }
}
