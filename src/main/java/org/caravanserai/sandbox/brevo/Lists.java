package org.caravanserai.sandbox.brevo;

import java.util.List;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.State;

/** What an account sets up before contacts come: attributes, folders, lists; and the addresses it may not write to. */
final class Lists {
    static final String ATTRIBUTES = "attributes";
    static final String LISTS = "lists";
    private static final String FOLDERS = "folders";
    private static final String BLOCKED = "blocked";
    private static final Set<String> CATEGORIES = Set.of("normal", "transactional", "category", "calculated", "global");
    private static final Set<String> TYPES =
            Set.of("text", "date", "float", "boolean", "id", "category", "multiple-choice");

    void furnish(State state) {
        for (var name : List.of(
                "FIRSTNAME",
                "LASTNAME",
                "SMS",
                "JOB_TITLE",
                "COMPANY",
                "CUSTOMER_NUMBER",
                "COUNTRY",
                "LANGUAGE",
                "CONSENT_SOURCE")) {
            state.put(ATTRIBUTES, name, attribute("normal", "text"));
        }
        state.put(ATTRIBUTES, "CONSENT_DATE", attribute("normal", "date"));
        state.put(ATTRIBUTES, "TURNOVER", attribute("normal", "float"));
        state.put(FOLDERS, "1", Json.object().put("name", "Your first folder"));
        for (var name : List.of("Newsletter", "Customers", "Prospects")) {
            add(name, 1, state);
        }
    }

    /** Makes a list; its number. The first one of an account is 2. */
    static long add(String name, long folder, State state) {
        var id = state.next("lists", 2);
        state.put(LISTS, Long.toString(id), Json.object().put("name", name).put("folderId", folder));
        return id;
    }

    Answer attributes(Request request, Desk desk, List<String> parts) {
        var body = Json.object();
        var list = body.putArray("attributes");
        desk.state()
                .each(
                        ATTRIBUTES,
                        (name, about) -> list.addObject()
                                .put("name", name)
                                .put("category", about.path("category").asString())
                                .put("type", about.path("type").asString()));
        return Answer.json(200, body);
    }

    Answer createAttribute(Request request, Desk desk, List<String> parts) {
        var body = Json.read(request.body()).orElse(Json.object());
        var category = parts.get(0);
        var name = parts.get(1);
        var type = body.path("type").asString("text");
        if (!CATEGORIES.contains(category) || !TYPES.contains(type)) {
            return Brevo.invalid("attributeCategory or type is not valid");
        }
        if (!name.matches("[A-Z][A-Z0-9_]{0,49}")) {
            return Brevo.invalid("attributeName should be in capital letters, digits and underscores");
        }
        if (desk.state().has(ATTRIBUTES, name)) {
            return Brevo.refusal(400, "duplicate_parameter", "Attribute name must be unique");
        }
        desk.state().put(ATTRIBUTES, name, attribute(category, type));
        return Answer.empty(201);
    }

    Answer deleteAttribute(Request request, Desk desk, List<String> parts) {
        return desk.state().remove(ATTRIBUTES, parts.get(1))
                ? Answer.empty(204)
                : Brevo.notFound("Attribute does not exist");
    }

    Answer folders(Request request, Desk desk, List<String> parts) {
        var body = Json.object();
        var list = body.putArray("folders");
        desk.state()
                .each(
                        FOLDERS,
                        (id, folder) -> list.addObject()
                                .put("id", Long.parseLong(id))
                                .put("name", folder.path("name").asString())
                                .put("totalBlacklisted", 0)
                                .put("totalSubscribers", 0)
                                .put("uniqueSubscribers", 0));
        return Answer.json(200, body.put("count", list.size()));
    }

    Answer lists(Request request, Desk desk, List<String> parts) {
        var body = Json.object();
        var list = body.putArray("lists");
        desk.state().keys(LISTS).stream()
                .skip(request.number("offset", 0, 0, Integer.MAX_VALUE))
                .limit(request.number("limit", 10, 0, 50))
                .forEach(id -> {
                    var about = desk.state().get(LISTS, id).orElseThrow();
                    var counts = counts(id, desk.state());
                    list.addObject()
                            .put("id", Long.parseLong(id))
                            .put("name", about.path("name").asString())
                            .put("folderId", about.path("folderId").asLong())
                            .put("totalBlacklisted", counts[1])
                            .put("totalSubscribers", counts[0])
                            .put("uniqueSubscribers", counts[0]);
                });
        return Answer.json(200, body.put("count", desk.state().count(LISTS)));
    }

    Answer createList(Request request, Desk desk, List<String> parts) {
        var body = Json.read(request.body()).orElse(Json.object());
        var name = body.path("name").asString("");
        var folder = body.path("folderId").asString("");
        if (name.isEmpty() || folder.isEmpty()) {
            return Brevo.refusal(400, "missing_parameter", "name and folderId are needed");
        }
        if (!desk.state().has(FOLDERS, folder)) {
            return Brevo.invalid("Folder " + folder + " does not exist");
        }
        return Answer.json(201, Json.object().put("id", add(name, Long.parseLong(folder), desk.state())));
    }

    Answer blocked(Request request, Desk desk, List<String> parts) {
        var body = Json.object();
        var list = body.putArray("contacts");
        desk.state().keys(BLOCKED).stream()
                .skip(request.number("offset", 0, 0, Integer.MAX_VALUE))
                .limit(request.number("limit", 50, 0, 100))
                .forEach(mail -> {
                    var about = desk.state().get(BLOCKED, mail).orElseThrow();
                    list.addObject()
                            .put("email", mail)
                            .put("senderEmail", about.path("senderEmail").asString("news@example.com"))
                            .put(
                                    "blockedAt",
                                    about.path("blockedAt").asString(desk.now().toString()))
                            .putObject("reason")
                            .put("code", about.path("code").asString("unsubscribedViaEmail"))
                            .put("message", about.path("message").asString("Unsubscribed via the email"));
                });
        return Answer.json(200, body.put("count", desk.state().count(BLOCKED)));
    }

    Answer unblock(Request request, Desk desk, List<String> parts) {
        return desk.state().remove(BLOCKED, parts.get(0))
                ? Answer.empty(204)
                : Brevo.notFound("The address is not blocked");
    }

    private static int[] counts(String id, State state) {
        var counts = new int[2];
        state.each(ContactRules.CONTACTS, (key, contact) -> {
            for (var list : contact.path("listIds")) {
                if (list.asString().equals(id)) {
                    counts[contact.path("emailBlacklisted").asBoolean() ? 1 : 0]++;
                }
            }
        });
        return counts;
    }

    private static tools.jackson.databind.node.ObjectNode attribute(String category, String type) {
        return Json.object().put("category", category).put("type", type);
    }
}
