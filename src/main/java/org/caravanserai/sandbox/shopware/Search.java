package org.caravanserai.sandbox.shopware;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading back by criteria and by id, as plain JSON or as JSON:API. */
final class Search {
    private static final int MOST = 500;
    private static final Set<String> KNOWN = Set.of(
            "page", "limit", "filter", "ids", "sort", "total-count-mode", "includes", "associations", "fields", "term");

    /** What the shop counts itself: how many variants a product has. */
    private static final String CHILDREN = "childCount";

    private static final Map<String, String> LINKED =
            Map.of("categories", "categoryIds", "options", "optionIds", "properties", "propertyIds", "tags", "tagIds");

    Answer search(Request request, Desk desk, List<String> parts) {
        return found(request, desk, parts.get(0), false);
    }

    Answer ids(Request request, Desk desk, List<String> parts) {
        return found(request, desk, parts.get(0), true);
    }

    Answer one(Request request, Desk desk, List<String> parts) {
        var entity = Entities.ofAddress(parts.get(0));
        if (entity == null || !desk.state().has(entity, parts.get(1))) {
            return Shopware.error(404, "FRAMEWORK__RESOURCE_NOT_FOUND", "Not Found", "The resource was not found.");
        }
        var body = Json.object();
        body.set("data", data(request, entity, parts.get(1), desk));
        return typed(request, body);
    }

    private static Answer found(Request request, Desk desk, String word, boolean idsOnly) {
        var entity = Entities.ofAddress(word);
        if (entity == null) {
            return Shopware.error(404, "0", "Not Found", "There is no entity \"" + word + "\"");
        }
        var criteria = request.body().length == 0
                ? Json.object()
                : Json.read(request.body()).orElse(null);
        if (!(criteria instanceof ObjectNode asked)) {
            return Shopware.error(400, "FRAMEWORK__INVALID_CRITERIA", "Bad Request", "Criteria are a JSON object");
        }
        for (var name : asked.propertyNames()) {
            if (!KNOWN.contains(name)) {
                return Shopware.error(
                        400, "FRAMEWORK__INVALID_CRITERIA", "Bad Request", "No criterion \"" + name + "\"");
            }
        }
        var limit = asked.path("limit").asInt(MOST);
        if (limit < 1 || limit > MOST) {
            return Shopware.error(
                    400,
                    "FRAMEWORK__QUERY_LIMIT_EXCEEDED",
                    "Bad Request",
                    "The limit must be lower than or equal to " + MOST + ". Given: " + limit);
        }
        var keys = new ArrayList<String>();
        try {
            var found = new ArrayList<ObjectNode>();
            for (var key : desk.state().keys(entity)) {
                var record = read(desk, entity, key);
                if (fits(record, key, asked, entity)) {
                    found.add(record);
                }
            }
            for (var sorting : asked.path("sort")) {
                value(Json.object(), sorting.path("field").asString(""), entity);
            }
            found.sort(order(asked.path("sort"), entity));
            found.forEach(record -> keys.add(record.path("id").asString()));
        } catch (IllegalArgumentException unknown) {
            return Shopware.error(400, "FRAMEWORK__INVALID_FILTER_QUERY", "Bad Request", unknown.getMessage());
        }
        var body = Json.object();
        var data = body.putArray("data");
        keys.stream()
                .skip((long) limit * (Math.max(1, asked.path("page").asInt(1)) - 1))
                .limit(limit)
                .forEach(key -> {
                    if (idsOnly) {
                        data.add(key);
                    } else {
                        data.add(included(
                                data(request, entity, key, desk),
                                asked.path("includes").path(entity)));
                    }
                });
        var exact = asked.path("total-count-mode").asString("").matches("1|exact");
        body.put("total", exact ? keys.size() : data.size());
        return typed(request, body);
    }

    /** A record as criteria see it. */
    private static ObjectNode read(Desk desk, String entity, String key) {
        var record = desk.state().get(entity, key).orElseThrow().put("id", key);
        if (entity.equals("product")) {
            record.put(CHILDREN, desk.state().find(entity, "parentId", key).size());
        }
        return record;
    }

    /** As asked for, the first criterion first. */
    private static Comparator<ObjectNode> order(JsonNode sort, String entity) {
        Comparator<ObjectNode> order = (a, b) -> 0;
        for (var sorting : sort) {
            var field = sorting.path("field").asString("");
            Comparator<ObjectNode> next = Comparator.comparing(record -> value(record, field, entity), Search::compare);
            order = order.thenComparing(
                    sorting.path("order").asString("ASC").equalsIgnoreCase("DESC") ? next.reversed() : next);
        }
        return order;
    }

    private static int compare(JsonNode left, JsonNode right) {
        return left.isNumber() && right.isNumber()
                ? left.decimalValue().compareTo(right.decimalValue())
                : left.asString("").compareTo(right.asString(""));
    }

    /** Only the fields that were asked for, when some were. */
    private static ObjectNode included(ObjectNode data, JsonNode fields) {
        if (!fields.isMissingNode()) {
            var wanted = fields.valueStream().map(JsonNode::asString).toList();
            var attributes = data.path("attributes") instanceof ObjectNode inner ? inner : data;
            attributes.retain(wanted);
        }
        return data;
    }

    private static boolean fits(ObjectNode record, String key, ObjectNode asked, String entity) {
        var ids = asked.path("ids");
        if (!ids.isEmpty()) {
            var named = false;
            for (var id : ids) {
                named |= id.asString().equals(key);
            }
            if (!named) {
                return false;
            }
        }
        for (var filter : asked.path("filter")) {
            if (!matches(record, filter, entity)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(ObjectNode record, JsonNode filter, String entity) {
        var type = filter.path("type").asString("");
        if (type.equals("multi") || type.equals("not")) {
            var any = filter.path("operator")
                    .asString("and")
                    .toLowerCase(Locale.ROOT)
                    .equals("or");
            var result = !any;
            for (var query : filter.path("queries")) {
                result = any ? result | matches(record, query, entity) : result & matches(record, query, entity);
            }
            return type.equals("not") != result;
        }
        var value = value(record, filter.path("field").asString(""), entity);
        return switch (type) {
            case "equals" ->
                filter.path("value").isNull()
                        ? value.isMissingNode() || value.isNull()
                        : value.asString("").equals(filter.path("value").asString());
            case "equalsAny" -> any(filter.path("value"), value.asString(""));
            case "contains" -> value.asString("").contains(filter.path("value").asString(""));
            case "range" -> range(value, filter.path("parameters"));
            default -> throw new IllegalArgumentException("Unknown filter type \"" + type + "\"");
        };
    }

    private static JsonNode value(ObjectNode record, String field, String entity) {
        var name = field.startsWith(entity + ".") ? field.substring(entity.length() + 1) : field;
        var known = Entities.fields(entity).get(name);
        if (known == null && !name.equals("id") && !(entity.equals("product") && name.equals(CHILDREN))) {
            throw new IllegalArgumentException("Field \"" + name + "\" in entity \"" + entity + "\" was not found.");
        }
        return known != null && known.translated()
                ? record.path("translations").path(Entities.LANGUAGE).path(name)
                : record.path(name);
    }

    private static boolean any(JsonNode wanted, String value) {
        if (wanted.isArray()) {
            for (var one : wanted) {
                if (one.asString().equals(value)) {
                    return true;
                }
            }
            return false;
        }
        return List.of(wanted.asString("").split("\\|")).contains(value);
    }

    private static boolean range(JsonNode value, JsonNode limits) {
        if (!value.isNumber()) {
            return false;
        }
        for (var limit : limits.properties()) {
            var compared = value.decimalValue()
                    .compareTo(new BigDecimal(limit.getValue().asString("0")));
            var right = switch (limit.getKey()) {
                case "gte" -> compared >= 0;
                case "gt" -> compared > 0;
                case "lte" -> compared <= 0;
                case "lt" -> compared < 0;
                default -> throw new IllegalArgumentException("Unknown range \"" + limit.getKey() + "\"");
            };
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(Request request) {
        return request.header("accept").orElse("").contains("application/json");
    }

    private static Answer typed(Request request, ObjectNode body) {
        return plain(request) ? Answer.json(200, body) : Answer.of(200, "application/vnd.api+json", Json.text(body));
    }

    private static ObjectNode data(Request request, String entity, String id, Desk desk) {
        var record = read(desk, entity, id);
        record.remove("id");
        var language = request.header("sw-language-id")
                .map(named -> Entities.language(named, desk.state()))
                .orElse(Entities.LANGUAGE);
        for (var field : Entities.fields(entity).values()) {
            if (field.translated()) {
                var text = record.path("translations").path(language).path(field.name());
                if (text.isMissingNode()) {
                    text = record.path("translations").path(Entities.LANGUAGE).path(field.name());
                }
                if (!text.isMissingNode()) {
                    record.set(field.name(), text);
                }
            }
            if (field.type().startsWith("<->")) {
                // Linked records are not sent along, their ids are.
                var ids = Json.array();
                record.path(field.name()).forEach(link -> ids.add(link.path("id")));
                record.remove(field.name());
                record.set(LINKED.get(field.name()), ids);
            }
            if (field.type().startsWith("=>")) {
                var owned = record.putArray(field.name());
                for (var key : desk.state().find(field.type().substring(2), "productId", id)) {
                    owned.add(desk.state()
                            .get(field.type().substring(2), key)
                            .orElseThrow()
                            .put("id", key));
                }
            }
        }
        record.remove("translations");
        if (plain(request)) {
            return record.put("id", id);
        }
        var data = Json.object().put("id", id).put("type", entity);
        data.set("attributes", record);
        return data;
    }
}
