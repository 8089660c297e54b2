package org.caravanserai.sandbox.vendure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists as the shop gives them: without what is deleted, filtered, a page at a time. */
final class Listing {
    private static final int MOST = 1000;

    private Listing() {}

    interface OnId {
        ObjectNode apply(String id);
    }

    /** Keys that are not deleted. */
    static List<String> present(String kind, Desk desk) {
        var keys = new ArrayList<String>();
        desk.state().each(kind, (key, record) -> {
            if (!record.has("deletedAt")) {
                keys.add(key);
            }
        });
        return keys;
    }

    static boolean present(String kind, String id, Desk desk) {
        return desk.state()
                .get(kind, id)
                .filter(record -> !record.has("deletedAt"))
                .isPresent();
    }

    static ObjectNode of(List<String> keys, ObjectNode arguments, OnId view) {
        var options = arguments.path("options");
        var take = options.path("take").asInt(100);
        if (take > MOST) {
            throw new Catalogue.Wrong(
                    "USER_INPUT_ERROR", "", "Cannot take more than " + MOST + " results from a list query");
        }
        var items = new ArrayList<ObjectNode>();
        for (var key : keys) {
            var item = view.apply(key);
            if (fits(item, options.path("filter"))) {
                items.add(item);
            }
        }
        var list = Json.object().put("totalItems", items.size());
        var page = list.putArray("items");
        items.stream().skip(options.path("skip").asInt(0)).limit(take).forEach(page::add);
        return list;
    }

    /** Products with the option group that is asked for; all when none is. */
    static List<String> ofGroup(List<String> keys, ObjectNode arguments, Desk desk) {
        var group =
                arguments.path("options").path("filter").path("optionGroupId").path("eq");
        return group.isMissingNode()
                ? keys
                : keys.stream()
                        .filter(key -> desk.state()
                                .get("products", key)
                                .orElseThrow()
                                .path("groups")
                                .valueStream()
                                .anyMatch(one -> one.asString().equals(group.asString())))
                        .toList();
    }

    /** Keys of groups or options; by index where a code is asked for. */
    static List<String> coded(String kind, ObjectNode arguments, Desk desk) {
        var code = arguments.path("options").path("filter").path("code").path("eq");
        return List.copyOf(
                code.isString()
                        ? desk.state().find(kind, "code", code.asString())
                        : desk.state().keys(kind));
    }

    /** A list inside a record, cut as its arguments say. */
    static JsonNode narrowed(JsonNode value, ObjectNode arguments) {
        if (arguments.isEmpty()
                || !(value instanceof ObjectNode list)
                || !list.path("items").isArray()) {
            return value;
        }
        var options = arguments.path("options");
        var items = list.path("items")
                .valueStream()
                .filter(item -> fits((ObjectNode) item, options.path("filter")))
                .toList();
        var narrow = Json.object().put("totalItems", items.size());
        var page = narrow.putArray("items");
        items.stream()
                .skip(options.path("skip").asInt(0))
                .limit(options.path("take").asInt(MOST))
                .forEach(page::add);
        return narrow;
    }

    private static boolean fits(ObjectNode item, JsonNode filter) {
        for (var field : filter.properties()) {
            if (field.getKey().equals("optionGroupId")) {
                continue;
            }
            if (!item.has(field.getKey())) {
                throw new Catalogue.Wrong("USER_INPUT_ERROR", "", "There is no filter " + field.getKey() + " here");
            }
            var value = item.path(field.getKey()).asString("");
            for (var test : field.getValue().properties()) {
                var right = switch (test.getKey()) {
                    case "eq" -> value.equals(test.getValue().asString());
                    case "notEq" -> !value.equals(test.getValue().asString());
                    case "in" -> Json.text(test.getValue()).contains(Json.text(item.path(field.getKey())));
                    case "contains" ->
                        value.toLowerCase(Locale.ROOT)
                                .contains(test.getValue().asString().toLowerCase(Locale.ROOT));
                    default ->
                        throw new Catalogue.Wrong(
                                "USER_INPUT_ERROR", "", "The filter " + test.getKey() + " is not known here");
                };
                if (!right) {
                    return false;
                }
            }
        }
        return true;
    }
}
