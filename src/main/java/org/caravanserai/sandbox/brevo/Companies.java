package org.caravanserai.sandbox.brevo;

import java.util.List;
import java.util.Optional;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Companies. Nothing about them is unique: the same name twice is two companies. */
final class Companies {
    private static final String KIND = "companies";
    private static final String ATTRIBUTES = "companyAttributes";

    void furnish(State state) {
        for (var name : List.of(
                "name", "domain", "phone_number", "industry", "number_of_employees", "customer_number", "vat_id")) {
            state.put(ATTRIBUTES, name, Json.object().put("label", name).put("attributeTypeName", "text"));
        }
    }

    Answer create(Request request, Desk desk, List<String> parts) {
        if (!(Json.read(request.body()).orElse(null) instanceof ObjectNode sent)) {
            return Brevo.refusal(400, "bad_request", "Input must be a valid JSON object");
        }
        var name = sent.path("name").asString("");
        if (name.isEmpty()) {
            return Brevo.refusal(400, "missing_parameter", "name is missing");
        }
        var wrong = wrong(sent, desk.state());
        if (wrong.isPresent() || desk.refuses(name)) {
            desk.refused(KIND, name, "invalid_parameter");
            return Brevo.invalid(wrong.orElse("The company " + name + " cannot be created"));
        }
        var id = String.format(java.util.Locale.ROOT, "%024x", desk.state().next(KIND, 0x61a5ce58L));
        var company = Json.object();
        company.putObject("attributes");
        company.putArray("linkedContactsIds");
        company.putArray("linkedDealsIds");
        save(id, sent, company, desk);
        return Answer.json(200, Json.object().put("id", id));
    }

    Answer update(Request request, Desk desk, List<String> parts) {
        var company = desk.state().get(KIND, parts.get(0));
        if (company.isEmpty()) {
            return Brevo.notFound("Company does not exist");
        }
        if (!(Json.read(request.body()).orElse(null) instanceof ObjectNode sent)) {
            return Brevo.refusal(400, "bad_request", "Input must be a valid JSON object");
        }
        var wrong = wrong(sent, desk.state());
        if (wrong.isPresent() || desk.refuses(parts.get(0))) {
            desk.refused(KIND, parts.get(0), "invalid_parameter");
            return Brevo.invalid(wrong.orElse("The company cannot be updated"));
        }
        save(parts.get(0), sent, company.get(), desk);
        return Answer.json(200, view(parts.get(0), desk));
    }

    Answer link(Request request, Desk desk, List<String> parts) {
        var company = desk.state().get(KIND, parts.get(0));
        if (company.isEmpty()) {
            return Brevo.notFound("Company does not exist");
        }
        var sent = Json.read(request.body()).orElse(Json.object());
        var linked = Json.array();
        var unlink = Json.text(sent.path("unlinkContactIds"));
        for (var id : company.get().path("linkedContactsIds")) {
            if (!unlink.matches(".*\\b" + id.asString() + "\\b.*")) {
                linked.add(id);
            }
        }
        for (var id : sent.path("linkContactIds")) {
            if (!desk.state().has(ContactRules.CONTACTS, id.asString())) {
                return Brevo.invalid("Contact " + id.asString() + " does not exist");
            }
            linked.add(id);
        }
        company.get().set("linkedContactsIds", linked);
        desk.state().put(KIND, parts.get(0), company.get());
        return Answer.empty(204);
    }

    Answer one(Request request, Desk desk, List<String> parts) {
        return desk.state().has(KIND, parts.get(0))
                ? Answer.json(200, view(parts.get(0), desk))
                : Brevo.notFound("Company does not exist");
    }

    Answer delete(Request request, Desk desk, List<String> parts) {
        if (!desk.state().remove(KIND, parts.get(0))) {
            return Brevo.notFound("Company does not exist");
        }
        desk.removed(KIND, parts.get(0), parts.get(0));
        return Answer.empty(204);
    }

    Answer list(Request request, Desk desk, List<String> parts) {
        var filters = request.parameter("filters").flatMap(Json::read).orElse(Json.object());
        var limit = request.number("limit", 50, 1, 1000);
        var body = Json.object();
        var items = body.putArray("items");
        desk.state().keys(KIND).stream()
                .filter(id -> fits(desk.state().get(KIND, id).orElseThrow(), filters))
                .skip((long) limit * (request.number("page", 1, 1, Integer.MAX_VALUE) - 1))
                .limit(limit)
                .forEach(id -> items.add(view(id, desk)));
        return Answer.json(200, body);
    }

    Answer attributes(Request request, Desk desk, List<String> parts) {
        var list = Json.array();
        desk.state().each(ATTRIBUTES, (name, about) -> list.add(about.deepCopy().put("internalName", name)));
        return Answer.json(200, list);
    }

    private static Optional<String> wrong(JsonNode sent, State state) {
        for (var field : sent.path("attributes").properties()) {
            if (!state.has(ATTRIBUTES, field.getKey())) {
                return Optional.of("Attribute " + field.getKey() + " does not exist");
            }
        }
        for (var id : sent.path("linkedContactsIds")) {
            if (!state.has(ContactRules.CONTACTS, id.asString())) {
                return Optional.of("Contact " + id.asString() + " does not exist");
            }
        }
        return Optional.empty();
    }

    private static void save(String id, ObjectNode sent, ObjectNode company, Desk desk) {
        sent.path("attributes")
                .properties()
                .forEach(field -> company.withObject("/attributes").set(field.getKey(), field.getValue()));
        if (sent.hasNonNull("name")) {
            company.withObject("/attributes").put("name", sent.path("name").asString());
        }
        if (sent.has("linkedContactsIds")) {
            company.set("linkedContactsIds", sent.path("linkedContactsIds"));
        }
        desk.state().put(KIND, id, company);
        desk.accepted(KIND, company.path("attributes").path("name").asString(id), id, company);
    }

    private static boolean fits(ObjectNode company, JsonNode filters) {
        for (var field : filters.properties()) {
            var name = field.getKey().replaceFirst("^attributes\\.", "");
            if (!company.path("attributes")
                    .path(name)
                    .asString("")
                    .equals(field.getValue().asString())) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode view(String id, Desk desk) {
        return desk.state().get(KIND, id).orElseThrow().put("id", id);
    }
}
