package org.caravanserai.sandbox.prestashop;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.node.ObjectNode;

/** Creating, replacing, patching and deleting one record at a time. */
final class Writes {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** What the shop writes into associations by itself. */
    private static final Set<String> OWN = Set.of("images", "combinations", "stock_availables");

    /** Wrong input, by the code and words of the shop. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final int code;

        Wrong(int status, int code, String message) {
            super(message, null, false, false);
            this.status = status;
            this.code = code;
        }
    }

    Answer write(Resources.Resource resource, Request request, Desk desk, List<String> parts) {
        try {
            return switch (request.method()) {
                case "POST" -> create(resource, request, desk);
                case "PUT" -> replace(resource, request, desk, parts, false);
                case "PATCH" -> replace(resource, request, desk, parts, true);
                default -> delete(resource, parts.get(0), desk);
            };
        } catch (Wrong wrong) {
            desk.undo();
            desk.refused(resource.name(), parts.isEmpty() ? "" : parts.get(0), wrong.getMessage());
            return Prestashop.error(wrong.status, wrong.code, wrong.getMessage());
        }
    }

    private static Answer create(Resources.Resource resource, Request request, Desk desk) {
        var sent = sent(resource, request);
        if (sent.child("id").filter(id -> !id.text().isEmpty()).isPresent()) {
            throw new Wrong(400, 90, "id is forbidden when adding a new resource");
        }
        var record = defaults(resource, desk);
        take(resource, sent, record, desk, false);
        unique(resource, record, desk);
        refuse(record, desk);
        var id = Long.toString(desk.state().next(resource.name(), 1));
        if (resource.fields().containsKey("date_add")) {
            record.put("date_add", date(desk));
        }
        save(resource, id, record, desk);
        switch (resource.name()) {
            case "products" -> stock(id, "0", desk);
            case "combinations" -> stock(record.path("id_product").asString(), id, desk);
            default -> {}
        }
        return Prestashop.xml(201, Reads.full(resource, id, desk));
    }

    /** PUT forgets what is not sent, PATCH keeps it. */
    private static Answer replace(
            Resources.Resource resource, Request request, Desk desk, List<String> parts, boolean patch) {
        var sent = sent(resource, request);
        var named = sent.child("id").map(Xml.Element::text).orElse("");
        if (named.isEmpty()) {
            throw new Wrong(400, 90, "id is required when modifying a resource");
        }
        if (!parts.isEmpty() && !parts.get(0).equals(named)) {
            throw new Wrong(400, 90, "id in the XML is not the id of the address");
        }
        var before = desk.state().get(resource.name(), named);
        if (before.isEmpty()) {
            throw new Wrong(404, 92, "Invalid ID");
        }
        var record = patch ? before.get() : defaults(resource, desk);
        if (!patch) {
            for (var kept : List.of("associations", "date_add")) {
                if (before.get().has(kept)) {
                    record.set(kept, before.get().path(kept));
                }
            }
        }
        take(resource, sent, record, desk, patch);
        refuse(record, desk);
        save(resource, named, record, desk);
        if (resource.name().equals("stock_availables")) {
            total(record.path("id_product").asString(), desk);
        }
        return Prestashop.xml(200, Reads.full(resource, named, desk));
    }

    private static Answer delete(Resources.Resource resource, String id, Desk desk) {
        var before = desk.state().get(resource.name(), id);
        if (before.isEmpty()) {
            throw new Wrong(404, 92, "Invalid ID");
        }
        desk.state().remove(resource.name(), id);
        desk.removed(resource.name(), before.get().path("reference").asString(id), id);
        var field = Map.of("products", "id_product", "combinations", "id_product_attribute")
                .get(resource.name());
        if (field != null) {
            for (var owned : List.of("combinations", "stock_availables", "specific_prices", "images")) {
                desk.state().find(owned, field, id).forEach(key -> desk.state().remove(owned, key));
            }
        }
        return Answer.empty(200);
    }

    private static Xml.Element sent(Resources.Resource resource, Request request) {
        var root = Xml.read(request.body())
                .orElseThrow(() -> new Wrong(400, 127, "XML error : the body cannot be read as XML"));
        if (!root.name().equals("prestashop")
                || root.children().size() != 1
                || !root.children().get(0).name().equals(resource.item())) {
            throw new Wrong(400, 125, "The XML must be <prestashop><" + resource.item() + ">");
        }
        return root.children().get(0);
    }

    private static ObjectNode defaults(Resources.Resource resource, Desk desk) {
        var record = Json.object();
        for (var field : resource.fields().values()) {
            if (field.translated()) {
                desk.state()
                        .keys("languages")
                        .forEach(id -> record.withObject("/" + field.name()).put(id, ""));
            } else if (field.writable()) {
                record.put(field.name(), field.format().matches("is.*(Id|Int|Bool|Price|Float)") ? "0" : "");
            }
        }
        return record;
    }

    private static void take(
            Resources.Resource resource, Xml.Element sent, ObjectNode record, Desk desk, boolean patch) {
        var seen = new HashSet<String>();
        for (var element : sent.children()) {
            var name = element.name();
            var field = resource.fields().get(name);
            if (!seen.add(name)) {
                throw new Wrong(400, 94, "parameter \"" + name + "\" comes twice");
            }
            if (name.equals("associations")) {
                associations(resource, element, record, desk);
            } else if (field == null && !name.equals("id")) {
                throw new Wrong(400, 94, "parameter \"" + name + "\" does not exist in this resource");
            } else if (field != null && !field.writable()) {
                throw new Wrong(
                        400, 93, "parameter \"" + name + "\" not writable. Please remove this attribute of this XML");
            } else if (field != null) {
                value(resource, field, element, record, desk);
            }
        }
        for (var field : resource.fields().values()) {
            if (field.required() && !patch && !seen.contains(field.name())) {
                throw new Wrong(400, 41, "parameter \"" + field.name() + "\" required");
            }
        }
        if (resource.name().equals("specific_prices")
                && record.path("reduction_type").asString().equals("percentage")
                && Double.parseDouble(record.path("reduction").asString("0")) > 1) {
            throw new Wrong(400, 85, "Validation error: \"Property SpecificPrice->reduction is not valid\"");
        }
    }

    private static void value(
            Resources.Resource resource, Resources.Field field, Xml.Element element, ObjectNode record, Desk desk) {
        if (!field.translated()) {
            if (!element.children().isEmpty()) {
                throw new Wrong(400, 85, "parameter \"" + field.name() + "\" has one value, not one for each language");
            }
            check(resource, field, element.text(), desk);
            record.put(field.name(), element.text());
            return;
        }
        if (element.children().isEmpty() && !element.text().isEmpty()) {
            throw new Wrong(400, 85, "parameter \"" + field.name() + "\" needs <language id=\"...\"> elements");
        }
        for (var text : element.children()) {
            if (!text.name().equals("language") || !desk.state().has("languages", text.language())) {
                throw new Wrong(
                        400, 85, "parameter \"" + field.name() + "\": no language with the id " + text.language());
            }
            check(resource, field, text.text(), desk);
            record.withObject("/" + field.name()).put(text.language(), text.text());
        }
    }

    private static void check(Resources.Resource resource, Resources.Field field, String value, Desk desk) {
        var property = "\"Property " + resource.item() + "->" + field.name();
        if (value.isEmpty()) {
            if (field.required()) {
                throw new Wrong(400, 41, "parameter \"" + field.name() + "\" required");
            }
            return;
        }
        if (value.codePointCount(0, value.length()) > field.longest()) {
            throw new Wrong(
                    400, 85, "Validation error: " + property + " length must be at most " + field.longest() + "\"");
        }
        if (!Formats.right(field.format(), value)) {
            throw new Wrong(400, 85, "Validation error: " + property + " is not valid\"");
        }
        var other = Resources.REFERENCES.get(field.name());
        if (other != null && !value.equals("0") && !desk.state().has(other, value)) {
            throw new Wrong(
                    400, 85, "Validation error: " + property + " names no record of " + other + ": " + value + "\"");
        }
    }

    private static void associations(Resources.Resource resource, Xml.Element sent, ObjectNode record, Desk desk) {
        var known = Resources.ASSOCIATIONS.getOrDefault(resource.name(), Map.of());
        for (var list : sent.children()) {
            var form = known.get(list.name());
            if (form == null) {
                throw new Wrong(400, 94, "association \"" + list.name() + "\" does not exist in this resource");
            }
            if (OWN.contains(list.name())) {
                continue;
            }
            var entries = Json.array();
            for (var one : list.children()) {
                var id = one.child("id").map(Xml.Element::text).orElse("");
                if (!one.name().equals(form.get(0)) || !id.matches("\\d{1,10}")) {
                    throw new Wrong(
                            400, 85, "association \"" + list.name() + "\" has entries <" + form.get(0) + "><id>");
                }
                if (!form.get(1).isEmpty() && !desk.state().has(form.get(1), id)) {
                    throw new Wrong(400, 85, "association \"" + list.name() + "\" names no record: " + id);
                }
                var entry = entries.addObject();
                one.children().forEach(part -> entry.put(part.name(), part.text()));
            }
            record.withObject("/associations").set(list.name(), entries);
        }
    }

    /** The table has a unique index: a second price for the same case is a database error, told as one. */
    private static void unique(Resources.Resource resource, ObjectNode record, Desk desk) {
        if (!resource.name().equals("specific_prices")) {
            return;
        }
        for (var other : desk.state()
                .find("specific_prices", "id_product", record.path("id_product").asString())) {
            var same = true;
            var price = desk.state().get("specific_prices", other).orElseThrow();
            for (var name : List.of(
                    "id_product_attribute",
                    "id_shop",
                    "id_shop_group",
                    "id_currency",
                    "id_country",
                    "id_group",
                    "id_customer",
                    "from_quantity",
                    "from",
                    "to")) {
                same &= price.path(name).asString("").equals(record.path(name).asString(""));
            }
            if (same) {
                throw new Wrong(500, 46, "Unable to save resource");
            }
        }
    }

    private static void refuse(ObjectNode record, Desk desk) {
        var reference = record.path("reference").asString("");
        if (desk.refuses(reference)) {
            throw new Wrong(400, 85, "Validation error: \"the shop refuses " + reference + "\"");
        }
    }

    private static void save(Resources.Resource resource, String id, ObjectNode record, Desk desk) {
        var content = record.deepCopy();
        content.remove(List.of("date_add", "date_upd"));
        if (resource.fields().containsKey("date_upd")) {
            record.put("date_upd", date(desk));
        }
        desk.state().put(resource.name(), id, record);
        desk.accepted(resource.name(), record.path("reference").asString(id), id, content);
    }

    private static void stock(String product, String combination, Desk desk) {
        desk.state()
                .put(
                        "stock_availables",
                        Long.toString(desk.state().next("stock_availables", 1)),
                        Json.object()
                                .put("id_product", product)
                                .put("id_product_attribute", combination)
                                .put("id_shop", "1")
                                .put("id_shop_group", "0")
                                .put("quantity", "0")
                                .put("depends_on_stock", "0")
                                .put("out_of_stock", "2")
                                .put("location", ""));
    }

    /** The quantity of a product with combinations is the sum of theirs. */
    private static void total(String product, Desk desk) {
        var sum = 0L;
        String whole = null;
        var combinations = 0;
        for (var id : desk.state().find("stock_availables", "id_product", product)) {
            var row = desk.state().get("stock_availables", id).orElseThrow();
            if (row.path("id_product_attribute").asString().equals("0")) {
                whole = id;
            } else {
                combinations++;
                sum += Long.parseLong(row.path("quantity").asString("0"));
            }
        }
        if (whole != null && combinations > 0) {
            var row = desk.state().get("stock_availables", whole).orElseThrow();
            desk.state().put("stock_availables", whole, row.put("quantity", Long.toString(sum)));
        }
    }

    private static String date(Desk desk) {
        return DATE.format(desk.now().atOffset(ZoneOffset.UTC));
    }
}
