package org.caravanserai.sandbox.brevo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Contacts one by one, in batches and by list. */
final class Contacts {
    private static final String KIND = ContactRules.CONTACTS;
    private static final int BATCH = 100;
    private static final int OF_LIST = 150;

    Answer create(Request request, Desk desk, List<String> parts) {
        if (!(Json.read(request.body()).orElse(null) instanceof ObjectNode sent)) {
            return Brevo.refusal(400, "bad_request", "Input must be a valid JSON object");
        }
        var mail = sent.path("email").asString("").toLowerCase(Locale.ROOT);
        var phone = sent.path("attributes").path("SMS").asString("");
        if (mail.isEmpty() && phone.isEmpty()) {
            return Brevo.refusal(400, "missing_parameter", "email or attributes.SMS is missing");
        }
        if (!mail.isEmpty() && !ContactRules.mail(mail)) {
            return Brevo.invalid("email is not valid in parameters");
        }
        var known = ContactRules.find(mail.isEmpty() ? phone : mail, desk.state());
        if (known.isPresent() && !sent.path("updateEnabled").asBoolean(false)) {
            desk.refused(KIND, mail, "duplicate_parameter");
            return Brevo.refusal(400, "duplicate_parameter", "Contact already exist");
        }
        var wrong = ContactRules.wrong(sent, known.orElse(""), desk.state());
        if (wrong.isPresent() || desk.refuses(mail)) {
            desk.refused(KIND, mail, "invalid_parameter");
            return Brevo.invalid(wrong.orElse("The contact " + mail + " cannot be created"));
        }
        var id = known.orElseGet(() -> add(mail, desk));
        save(id, sent, desk);
        return known.isPresent()
                ? Answer.empty(204)
                : Answer.json(201, Json.object().put("id", Long.parseLong(id)));
    }

    Answer update(Request request, Desk desk, List<String> parts) {
        var known = ContactRules.find(parts.get(0), desk.state());
        if (known.isEmpty()) {
            return Brevo.notFound("Contact does not exist");
        }
        if (!(Json.read(request.body()).orElse(null) instanceof ObjectNode sent)) {
            return Brevo.refusal(400, "bad_request", "Input must be a valid JSON object");
        }
        var wrong = ContactRules.wrong(sent, known.get(), desk.state());
        if (wrong.isPresent() || desk.refuses(parts.get(0))) {
            desk.refused(KIND, parts.get(0), "invalid_parameter");
            return Brevo.invalid(wrong.orElse("The contact " + parts.get(0) + " cannot be updated"));
        }
        save(known.get(), sent, desk);
        return Answer.empty(204);
    }

    /** All or nothing: the first contact in fault refuses the batch. */
    Answer batch(Request request, Desk desk, List<String> parts) {
        var body = Json.read(request.body()).orElse(null);
        if (body == null || !(body.path("contacts") instanceof ArrayNode contacts) || contacts.isEmpty()) {
            return Brevo.refusal(400, "missing_parameter", "contacts is missing");
        }
        if (contacts.size() > BATCH) {
            return Brevo.refusal(400, "out_of_range", "At most " + BATCH + " contacts are updated in one call");
        }
        var ids = new ArrayList<String>();
        for (int i = 0; i < contacts.size(); i++) {
            var sent = contacts.get(i);
            var names = List.of("email", "id", "sms").stream()
                    .filter(sent::hasNonNull)
                    .toList();
            if (names.size() != 1) {
                return Brevo.invalid("contacts[" + i + "]: exactly one of email, id and sms is needed");
            }
            var named = sent.path(names.get(0)).asString();
            var known = ContactRules.find(named, desk.state());
            var wrong = known.isEmpty()
                    ? java.util.Optional.of("Contact " + named + " does not exist")
                    : ContactRules.wrong(sent, known.get(), desk.state());
            if (wrong.isPresent() || desk.refuses(named)) {
                desk.refused(KIND, named, "invalid_parameter");
                return Brevo.invalid("contacts[" + i + "]: " + wrong.orElse("cannot be updated"));
            }
            ids.add(known.get());
        }
        for (int i = 0; i < ids.size(); i++) {
            save(ids.get(i), contacts.get(i), desk);
        }
        return Answer.empty(204);
    }

    Answer one(Request request, Desk desk, List<String> parts) {
        var known = ContactRules.find(parts.get(0), desk.state());
        if (known.isEmpty()) {
            return Brevo.notFound("Contact does not exist");
        }
        var view = view(known.get(), desk);
        view.putObject("statistics");
        return Answer.json(200, view);
    }

    Answer delete(Request request, Desk desk, List<String> parts) {
        var known = ContactRules.find(parts.get(0), desk.state());
        if (known.isEmpty()) {
            return Brevo.notFound("Contact does not exist");
        }
        var mail =
                desk.state().get(KIND, known.get()).orElseThrow().path("email").asString("");
        desk.state().remove(KIND, known.get());
        desk.removed(KIND, mail, known.get());
        return Answer.empty(204);
    }

    Answer list(Request request, Desk desk, List<String> parts) {
        var lists = request.query().getOrDefault("listIds", List.of());
        return page(request, desk, 1000, contact -> {
            if (lists.isEmpty()) {
                return true;
            }
            var inOne = false;
            for (var list : contact.path("listIds")) {
                inOne |= lists.contains(list.asString());
            }
            return inOne;
        });
    }

    Answer ofList(Request request, Desk desk, List<String> parts) {
        if (!desk.state().has(Lists.LISTS, parts.get(0))) {
            return Brevo.notFound("List does not exist");
        }
        return page(request, desk, 500, contact -> {
            var in = false;
            for (var list : contact.path("listIds")) {
                in |= list.asString().equals(parts.get(0));
            }
            return in;
        });
    }

    Answer addToList(Request request, Desk desk, List<String> parts) {
        return ofMany(request, desk, parts.get(0), (contact, list) -> ContactRules.join(list, contact));
    }

    Answer removeFromList(Request request, Desk desk, List<String> parts) {
        return ofMany(request, desk, parts.get(0), (contact, list) -> ContactRules.leave(list, contact));
    }

    /** Makes a contact that has nothing yet but its address. */
    String add(String mail, Desk desk) {
        var id = Long.toString(desk.state().next("contacts", 1));
        var contact = Json.object()
                .put("emailBlacklisted", false)
                .put("smsBlacklisted", false)
                .put("createdAt", date(desk));
        if (!mail.isEmpty()) {
            contact.put("email", mail);
        }
        contact.putObject("attributes");
        contact.putArray("listIds");
        desk.state().put(KIND, id, contact);
        return id;
    }

    /** Takes over what is sent. */
    void save(String id, JsonNode sent, Desk desk) {
        var contact = desk.state().get(KIND, id).orElseThrow();
        ContactRules.merge(sent, contact, desk.state());
        var content = contact.deepCopy();
        content.remove(List.of("createdAt", "modifiedAt"));
        desk.state().put(KIND, id, contact.put("modifiedAt", date(desk)));
        desk.accepted(KIND, contact.path("email").asString(contact.path("sms").asString("")), id, content);
    }

    private interface OnList {
        void apply(ObjectNode contact, JsonNode list);
    }

    private static Answer ofMany(Request request, Desk desk, String list, OnList change) {
        if (!desk.state().has(Lists.LISTS, list)) {
            return Brevo.notFound("List does not exist");
        }
        var body = Json.read(request.body()).orElse(Json.object());
        var named = body.path("emails").isEmpty() ? body.path("ids") : body.path("emails");
        if (named.isEmpty() || named.size() > OF_LIST) {
            return Brevo.invalid("emails or ids is needed, at most " + OF_LIST);
        }
        var answer = Json.object();
        var contacts = answer.putObject("contacts");
        var success = contacts.putArray("success");
        var failure = contacts.putArray("failure");
        for (var each : named) {
            var known = ContactRules.find(each.asString(), desk.state());
            if (known.isEmpty() || desk.refuses(each.asString())) {
                failure.add(each.asString());
            } else {
                var contact = desk.state().get(KIND, known.get()).orElseThrow();
                change.apply(contact, Json.array().add(Long.parseLong(list)));
                desk.state().put(KIND, known.get(), contact.put("modifiedAt", date(desk)));
                success.add(each.asString());
            }
        }
        return Answer.json(201, answer);
    }

    private static Answer page(Request request, Desk desk, int most, Predicate<ObjectNode> wanted) {
        var since = request.parameter("modifiedSince").map(Contacts::moment);
        if (since.isPresent() && since.get() == null) {
            return Brevo.invalid("modifiedSince is not a valid date");
        }
        var limit = request.parameter("limit").orElse("50");
        if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) > most) {
            return Brevo.refusal(400, "out_of_range", "limit is at most " + most);
        }
        var found = new ArrayList<String>();
        desk.state().each(KIND, (id, contact) -> {
            var modified = Instant.parse(contact.path("modifiedAt")
                    .asString(contact.path("createdAt").asString()));
            if (wanted.test(contact)
                    && since.map(moment -> !modified.isBefore(moment)).orElse(true)) {
                found.add(id);
            }
        });
        if (!request.parameter("sort").orElse("desc").equals("asc")) {
            Collections.reverse(found);
        }
        var body = Json.object();
        var contacts = body.putArray("contacts");
        found.stream()
                .skip(request.number("offset", 0, 0, Integer.MAX_VALUE))
                .limit(Integer.parseInt(limit))
                .forEach(id -> contacts.add(view(id, desk)));
        return Answer.json(200, body.put("count", found.size()));
    }

    private static ObjectNode view(String id, Desk desk) {
        var contact = desk.state().get(KIND, id).orElseThrow();
        contact.remove("sms");
        if (!contact.has("modifiedAt")) {
            contact.put("modifiedAt", contact.path("createdAt").asString());
        }
        return contact.put("id", Long.parseLong(id));
    }

    private static Instant moment(String text) {
        try {
            return java.time.OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (java.time.DateTimeException nonsense) {
            return null;
        }
    }

    private static String date(Desk desk) {
        return desk.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
