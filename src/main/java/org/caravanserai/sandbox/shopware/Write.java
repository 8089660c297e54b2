package org.caravanserai.sandbox.shopware;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One write request: checks every record, puts it into the state, gathers what is wrong. */
final class Write {
    private static final String BLANK = "c1051bb4-d103-4f74-8988-acbcafc7fdc3";
    private static final String WRONG_TYPE = "ba785a8c-82cb-4283-967c-3cf342181b40";
    private static final String TOO_LONG = "d94b19cc-114f-4f44-9cc4-4138e80a87b9";

    private final Desk desk;
    private final String language;
    private final ArrayNode errors = Json.array();
    private final Map<String, Set<String>> written = new LinkedHashMap<>();

    Write(Desk desk, String language) {
        this.desk = desk;
        this.language = Entities.language(language, desk.state());
    }

    ArrayNode errors() {
        return errors;
    }

    /** Ids by entity. */
    Map<String, Set<String>> written() {
        return written;
    }

    void error(String code, String detail, String pointer) {
        var error = errors.addObject()
                .put("status", "400")
                .put("code", code)
                .put("title", "Constraint violation error")
                .put("detail", detail);
        if (pointer != null) {
            error.putObject("source").put("pointer", pointer);
        }
    }

    /**
     * Creates or changes a record: fields that are not sent stay.
     *
     * @param owner what a record written inside another one belongs to, null at the top
     */
    void upsert(String entity, JsonNode sent, String pointer, ObjectNode owner) {
        var fields = Entities.fields(entity);
        if (!sent.isObject()) {
            error(WRONG_TYPE, "This value should be of type object.", pointer);
            return;
        }
        if (sent.has("id") && !Entities.id(sent.path("id"))) {
            error(
                    "FRAMEWORK__INVALID_UUID",
                    "Value is not a valid UUID: " + sent.path("id").asString(),
                    pointer + "/id");
            return;
        }
        var all = (ObjectNode) sent.deepCopy();
        if (owner != null) {
            owner.properties().forEach(field -> all.set(field.getKey(), field.getValue()));
        }
        var id = all.path("id").asString(generated(entity, all));
        var before = desk.state().get(entity, id);
        var record = before.orElseGet(Json::object);
        var faults = errors.size();
        // What is written inside comes first: other fields may name it by its id.
        for (boolean inside : new boolean[] {true, false}) {
            for (var field : all.properties()) {
                if (inside == field.getValue().isObject()) {
                    field(entity, fields, field.getKey(), field.getValue(), record, id, pointer + "/" + field.getKey());
                }
            }
        }
        if (before.isEmpty()) {
            required(entity, fields, record, pointer);
        }
        unique(entity, id, record);
        var key = record.path("productNumber").asString(id);
        if (desk.refuses(key)) {
            error("SANDBOX__REFUSED", "The shop refuses \"" + key + "\"", pointer);
        }
        if (errors.size() > faults) {
            return;
        }
        desk.state().put(entity, id, record);
        desk.accepted(entity, key, id, record);
        written.computeIfAbsent(entity, any -> new LinkedHashSet<>()).add(id);
        if (all.path("cover").isObject()) {
            // A cover written inside its product is a record of the product's own.
            upsert(
                    "product_media",
                    all.path("cover"),
                    pointer + "/cover",
                    Json.object().put("productId", id));
        }
        for (var field : fields.values()) {
            if (field.type().startsWith("=>") && all.path(field.name()) instanceof ArrayNode owned) {
                for (int i = 0; i < owned.size(); i++) {
                    upsert(
                            field.type().substring(2),
                            owned.get(i),
                            pointer + "/" + field.name() + "/" + i,
                            Json.object().put(entity.equals("product") ? "productId" : "optionId", id));
                }
            }
        }
    }

    private void field(
            String entity,
            Map<String, Entities.Field> fields,
            String name,
            JsonNode value,
            ObjectNode record,
            String id,
            String pointer) {
        if (name.equals("id") || name.equals("cover") && value.isObject()) {
            if (name.equals("cover")) {
                record.set("coverId", value.path("id"));
            }
            return;
        }
        if (name.equals("translations")) {
            translations(fields, value, record, pointer);
            return;
        }
        if (Entities.PROTECTED.contains(name)) {
            error("FRAMEWORK__WRITE_PROTECTED", "This field is write-protected.", pointer);
            return;
        }
        var field = fields.get(name);
        if (field == null && fields.containsKey(name + "Id") && value.isObject()) {
            var other = fields.get(name + "Id").type();
            upsert(other.substring(2), value, pointer, null);
            record.set(name + "Id", value.path("id"));
            return;
        }
        if (field != null && field.type().startsWith("<->")) {
            nested(field.type().substring(3), value, pointer);
        }
        if (field == null) {
            error("FRAMEWORK__UNKNOWN_FIELD", "The entity " + entity + " has no field \"" + name + "\"", pointer);
        } else if (value.isNull()) {
            if (field.required()) {
                error(BLANK, "This value should not be blank.", pointer);
            }
            if (field.translated()) {
                record.withObject("/translations").withObject("/" + language).remove(name);
            }
            record.remove(name);
        } else if (right(field, value, pointer) && !field.type().startsWith("=>")) {
            if (field.translated()) {
                record.withObject("/translations").withObject("/" + language).set(name, value);
            } else if (field.type().startsWith("<->")) {
                link(record, name, value);
            } else {
                record.set(name, value);
            }
        }
    }

    /** What is said of a linked record beside its id is written with it. */
    private void nested(String entity, JsonNode value, String pointer) {
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).size() > 1) {
                upsert(entity, value.get(i), pointer + "/" + i, null);
            }
        }
    }

    /** Links are added; to take one away its table is deleted from. */
    private static void link(ObjectNode record, String name, JsonNode value) {
        var links = record.withArray("/" + name);
        for (var one : value) {
            var there = false;
            for (var each : links) {
                there |= each.path("id").equals(one.path("id"));
            }
            if (!there) {
                links.addObject().set("id", one.path("id"));
            }
        }
    }

    private void translations(Map<String, Entities.Field> fields, JsonNode value, ObjectNode record, String pointer) {
        for (var one : value.properties()) {
            var id = Entities.language(one.getKey(), desk.state());
            if (id == null) {
                error("FRAMEWORK__LANGUAGE_NOT_FOUND", "No language " + one.getKey(), pointer + "/" + one.getKey());
                continue;
            }
            for (var text : one.getValue().properties()) {
                var field = fields.get(text.getKey());
                var at = pointer + "/" + one.getKey() + "/" + text.getKey();
                if (field == null || !field.translated()) {
                    error("FRAMEWORK__UNKNOWN_FIELD", "\"" + text.getKey() + "\" is not translated", at);
                } else if (right(field, text.getValue(), at)) {
                    record.withObject("/translations").withObject("/" + id).set(text.getKey(), text.getValue());
                }
            }
        }
    }

    private void required(String entity, Map<String, Entities.Field> fields, ObjectNode record, String pointer) {
        // A variant has what its parent has.
        var inherits = entity.equals("product") && record.has("parentId");
        for (var field : fields.values()) {
            var there = field.translated()
                    ? record.path("translations").path(Entities.LANGUAGE).has(field.name())
                    : record.has(field.name());
            var inherited = inherits && Set.of("taxId", "price", "name").contains(field.name());
            if (field.required() && !there && !inherited) {
                error(BLANK, "This value should not be blank.", pointer + "/" + field.name());
            }
        }
    }

    private void unique(String entity, String id, ObjectNode record) {
        var number = record.path("productNumber").asString("");
        if (entity.equals("product")
                && desk.state().find("product", "productNumber", number).stream()
                        .anyMatch(other -> !other.equals(id))) {
            error("CONTENT__DUPLICATE_PRODUCT_NUMBER", "Product with number \"" + number + "\" already exists.", null);
        }
    }

    private boolean right(Entities.Field field, JsonNode value, String pointer) {
        var type = field.type();
        if (type.startsWith("->")) {
            if (!Entities.id(value)) {
                error("FRAMEWORK__INVALID_UUID", "Value is not a valid UUID: " + value.asString(""), pointer);
                return false;
            }
            return exists(type.substring(2), value.asString(), pointer);
        }
        if (type.startsWith("<->") || type.startsWith("=>")) {
            return list(type, value, pointer);
        }
        var right = switch (type) {
            case "int" -> value.isIntegralNumber();
            case "float" -> value.isNumber();
            case "bool" -> value.isBoolean();
            case "object" -> value.isObject();
            case "price" -> price(value, pointer);
            default -> value.isString();
        };
        if (!right) {
            error(WRONG_TYPE, "This value should be of type " + type + ".", pointer);
            return false;
        }
        if (type.equals("text") && field.required() && value.asString().isBlank()) {
            error(BLANK, "This value should not be blank.", pointer);
            return false;
        }
        if (type.equals("text") && value.asString().length() > field.longest()) {
            error(
                    TOO_LONG,
                    "This value is too long. It should have " + field.longest() + " characters or less.",
                    pointer);
            return false;
        }
        if (field.name().equals("visibility") && !Set.of(10, 20, 30).contains(value.asInt())) {
            error("8e179f1b-97aa-4560-a02f-2a8b42e49df7", "The value is 10, 20 or 30.", pointer);
            return false;
        }
        return true;
    }

    private boolean list(String type, JsonNode value, String pointer) {
        if (!value.isArray()) {
            error(WRONG_TYPE, "This value should be of type array.", pointer);
            return false;
        }
        var right = true;
        for (int i = 0; i < value.size() && type.startsWith("<->"); i++) {
            right &= Entities.id(value.get(i).path("id"))
                    && exists(type.substring(3), value.get(i).path("id").asString(), pointer + "/" + i + "/id");
        }
        return right;
    }

    private boolean exists(String entity, String id, String pointer) {
        if (desk.state().has(entity, id)) {
            return true;
        }
        error("FRAMEWORK__INVALID_REFERENCE", "There is no " + entity + " with the id " + id, pointer);
        return false;
    }

    private boolean price(JsonNode value, String pointer) {
        var base = false;
        for (var one : value) {
            base |= one.path("currencyId").asString("").equals(Entities.CURRENCY);
            if (!one.path("net").isNumber()
                    || !one.path("gross").isNumber()
                    || !one.path("linked").isBoolean()
                    || !desk.state().has("currency", one.path("currencyId").asString(""))) {
                error(WRONG_TYPE, "A price has currencyId, net, gross and linked.", pointer);
            }
        }
        if (!base) {
            error("FRAMEWORK__PRICE_MISSING_DEFAULT", "No price for default currency defined", pointer);
        }
        return value.isArray();
    }

    /** Where a record inside another has no id of its own, what it says of its owner tells it apart. */
    private String generated(String entity, ObjectNode all) {
        return Json.hash(Json.object()
                        .put("entity", entity)
                        .put("number", desk.state().next("ids", 1)))
                + Json.hash(all);
    }
}
