package org.caravanserai.sandbox.woocommerce;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Products, their variations or categories: one by one and in batches. */
final class Items {
    private static final int MOST = 100;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    /** An item or what is wrong with it. */
    private record Result(ObjectNode item, ObjectNode fault) {}

    private final String kind;
    private final String word;
    private final Map<String, String> fields;

    Items(String kind, String word, Map<String, String> fields) {
        this.kind = kind;
        this.word = word;
        this.fields = fields;
    }

    String kind() {
        return kind;
    }

    Answer batch(Request request, Desk desk, List<String> parts) {
        if (!(Json.read(request.body()).orElse(null) instanceof ObjectNode body)) {
            return Woocommerce.error(400, "rest_invalid_json", "Invalid JSON body passed.");
        }
        var items = body.path("create").size()
                + body.path("update").size()
                + body.path("delete").size();
        if (items > MOST) {
            return Woocommerce.error(
                    413,
                    "woocommerce_rest_request_entity_too_large",
                    "Unable to accept more than " + MOST + " items for this request.");
        }
        var answer = Json.object();
        for (var each : body.path("create")) {
            var result = created(each, desk, parts);
            answer.withArray("/create").add(told(result, "0"));
        }
        for (var each : body.path("update")) {
            var id = each.path("id").asString("");
            answer.withArray("/update").add(told(updated(id, each, desk, parts), id));
        }
        for (var each : body.path("delete")) {
            answer.withArray("/delete").add(told(deleted(each.asString(), true, desk, parts), each.asString()));
        }
        return Answer.json(200, answer);
    }

    Answer create(Request request, Desk desk, List<String> parts) {
        return alone(201, created(Json.read(request.body()).orElse(Json.array()), desk, parts));
    }

    Answer update(Request request, Desk desk, List<String> parts) {
        return alone(200, updated(last(parts), Json.read(request.body()).orElse(Json.array()), desk, parts));
    }

    Answer delete(Request request, Desk desk, List<String> parts) {
        var force = request.parameter("force").orElse("false").matches("true|1");
        return alone(200, deleted(last(parts), force, desk, parts));
    }

    Answer one(Request request, Desk desk, List<String> parts) {
        return mine(last(parts), desk, parts)
                ? Answer.json(200, view(last(parts), desk))
                : Answer.json(404, unknown(404));
    }

    Answer list(Request request, Desk desk, List<String> parts) {
        var sku = request.parameter("sku");
        var status = request.parameter("status").orElse("any");
        var size = request.parameter("per_page").orElse("10");
        if (!size.matches("\\d{1,3}") || Integer.parseInt(size) < 1 || Integer.parseInt(size) > MOST) {
            return Woocommerce.error(400, "rest_invalid_param", "Invalid parameter(s): per_page");
        }
        var keys = sku.isPresent()
                ? desk.state().find(kind, "sku", sku.get())
                : desk.state().keys(kind);
        var found = keys.stream()
                .filter(key -> kind.equals("variations") ? mine(key, desk, withKey(parts, key)) : true)
                .filter(key -> kind.equals("categories") ? addressed(key, request, desk) : true)
                .filter(key -> {
                    var its = desk.state()
                            .get(kind, key)
                            .orElseThrow()
                            .path("status")
                            .asString("publish");
                    return status.equals("any") ? !its.equals("trash") : its.equals(status);
                })
                .toList();
        var per = Integer.parseInt(size);
        var page = Json.array();
        found.stream()
                .skip((long) per * (request.number("page", 1, 1, Integer.MAX_VALUE) - 1))
                .limit(per)
                .forEach(key -> page.add(view(key, desk)));
        return Answer.json(200, page)
                .with("X-WP-Total", Integer.toString(found.size()))
                .with("X-WP-TotalPages", Integer.toString((found.size() + per - 1) / per));
    }

    private boolean addressed(String key, Request request, Desk desk) {
        var slug = request.parameter("slug");
        return slug.isEmpty()
                || desk.state()
                        .get(kind, key)
                        .filter(record -> record.path("slug").asString("").equals(slug.get()))
                        .isPresent();
    }

    private Result created(JsonNode sent, Desk desk, List<String> parts) {
        if (kind.equals("variations") && !desk.state().has("products", parts.get(0))) {
            return new Result(null, Woocommerce.fault(404, "woocommerce_rest_product_invalid_id", "Invalid ID."));
        }
        var record = Json.object();
        if (kind.equals("variations")) {
            record.put("product", parts.get(0));
        }
        var fault = fault(sent, "", desk);
        if (fault == null
                && kind.equals("categories")
                && sent.path("name").asString("").isEmpty()) {
            fault = Woocommerce.fault(400, "rest_missing_callback_param", "Missing parameter(s): name");
        }
        if (fault != null) {
            return refused(sent, fault, desk);
        }
        var id = Long.toString(desk.state().next("ids", 15));
        return saved(id, sent, record.put("date_created", date(desk)), desk);
    }

    /** Only what is sent changes; lists are replaced as a whole. */
    private Result updated(String id, JsonNode sent, Desk desk, List<String> parts) {
        if (!mine(id, desk, parts)) {
            return refused(sent, unknown(400), desk);
        }
        var fault = fault(sent, id, desk);
        return fault != null
                ? refused(sent, fault, desk)
                : saved(id, sent, desk.state().get(kind, id).orElseThrow(), desk);
    }

    private Result deleted(String id, boolean force, Desk desk, List<String> parts) {
        if (!mine(id, desk, parts)) {
            return new Result(null, unknown(404));
        }
        var view = view(id, desk);
        if (force) {
            desk.state().remove(kind, id);
            if (kind.equals("products")) {
                desk.state()
                        .find("variations", "product", id)
                        .forEach(key -> desk.state().remove("variations", key));
            }
            desk.removed(kind, view.path("sku").asString(id), id);
        } else if (kind.equals("products")) {
            desk.state().put(kind, id, desk.state().get(kind, id).orElseThrow().put("status", "trash"));
            desk.removed(kind, view.path("sku").asString(id), id);
        } else {
            return new Result(
                    null, Woocommerce.fault(501, "woocommerce_rest_trash_not_supported", "Use force=true to delete."));
        }
        return new Result(view, null);
    }

    private ObjectNode fault(JsonNode sent, String id, Desk desk) {
        if (!sent.isObject()) {
            return Woocommerce.fault(400, "rest_invalid_json", "Invalid JSON body passed.");
        }
        var wrong = Json.object();
        for (var field : sent.properties()) {
            var text = field.getKey().equals("id") ? null : Fields.wrong(fields, field.getKey(), field.getValue());
            if (text != null) {
                wrong.put(field.getKey(), text);
            }
        }
        if (!wrong.isEmpty()) {
            var fault = Woocommerce.fault(
                    400, "rest_invalid_param", "Invalid parameter(s): " + String.join(", ", wrong.propertyNames()));
            fault.withObject("/data").set("params", wrong);
            return fault;
        }
        var sku = sent.path("sku").asString("");
        for (var other : List.of("products", "variations")) {
            for (var key : sku.isEmpty() ? List.<String>of() : desk.state().find(other, "sku", sku)) {
                if (!key.equals(id)) {
                    var fault = Woocommerce.fault(400, "product_invalid_sku", "Invalid or duplicated SKU.");
                    fault.withObject("/data")
                            .put("resource_id", Long.parseLong(key))
                            .put("unique_sku", sku + "-1");
                    return fault;
                }
            }
        }
        for (var category : sent.path("categories")) {
            if (!desk.state().has("categories", category.path("id").asString(""))) {
                return Woocommerce.fault(400, "woocommerce_rest_term_invalid", "Category does not exist.");
            }
        }
        return desk.refuses(sku) ? Woocommerce.fault(400, "sandbox_refused", "The shop refuses " + sku + ".") : null;
    }

    private Result saved(String id, JsonNode sent, ObjectNode record, Desk desk) {
        for (var field : sent.properties()) {
            if (!field.getKey().equals("id")) {
                record.set(field.getKey(), field.getValue());
            }
        }
        if (!record.path("manage_stock").asBoolean(false)) {
            // Without stock management the shop does not keep a quantity.
            record.remove("stock_quantity");
        }
        var content = record.deepCopy();
        content.remove(List.of("date_created", "date_modified"));
        desk.state().put(kind, id, record.put("date_modified", date(desk)));
        desk.accepted(kind, record.path("sku").asString(id), id, content);
        return new Result(view(id, desk), null);
    }

    private Result refused(JsonNode sent, ObjectNode fault, Desk desk) {
        desk.refused(
                kind,
                sent.path("sku").asString(sent.path("id").asString("")),
                fault.path("code").asString());
        return new Result(null, fault);
    }

    private boolean mine(String id, Desk desk, List<String> parts) {
        return desk.state()
                .get(kind, id)
                .filter(record -> !kind.equals("variations")
                        || record.path("product").asString().equals(parts.get(0)))
                .isPresent();
    }

    private ObjectNode unknown(int status) {
        return Woocommerce.fault(status, "woocommerce_rest_" + word + "_invalid_id", "Invalid ID.");
    }

    private ObjectNode view(String id, Desk desk) {
        var record = desk.state().get(kind, id).orElseThrow();
        record.remove("product");
        if (kind.equals("products")) {
            var price = record.path("sale_price").asString("");
            record.put("price", price.isEmpty() ? record.path("regular_price").asString("") : price);
        }
        return record.put("id", Long.parseLong(id));
    }

    private static Answer alone(int status, Result result) {
        return result.fault() == null
                ? Answer.json(status, result.item())
                : Answer.json(result.fault().path("data").path("status").asInt(), result.fault());
    }

    private static ObjectNode told(Result result, String id) {
        if (result.fault() == null) {
            return result.item();
        }
        var told = Json.object().put("id", id.matches("\\d{1,18}") ? Long.parseLong(id) : 0);
        told.set("error", result.fault());
        return told;
    }

    private static String last(List<String> parts) {
        return parts.get(parts.size() - 1);
    }

    private static List<String> withKey(List<String> parts, String key) {
        return List.of(parts.get(0), key);
    }

    private static String date(Desk desk) {
        return DATE.format(desk.now().atOffset(ZoneOffset.UTC));
    }
}
