package org.caravanserai.sandbox.brevo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Csv;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Imports of many contacts: a process that ends later and says nothing about single contacts. Attributes that do not
 * exist and addresses that are none are left out without a word, an opt-out that is there stays.
 */
final class ContactImports {
    private static final String PROCESSES = "processes";
    private static final String PENDING = "_pending";
    private static final int MOST = 10 << 20;
    private static final Duration TAKES = Duration.ofSeconds(60);
    private static final Duration WAITS = Duration.ofSeconds(10);

    private final Contacts contacts;

    ContactImports(Contacts contacts) {
        this.contacts = contacts;
    }

    Answer take(Request request, Desk desk, List<String> parts) {
        if (!(Json.read(request.body()).orElse(null) instanceof ObjectNode sent)) {
            return Brevo.refusal(400, "bad_request", "Input must be a valid JSON object");
        }
        if (sent.hasNonNull("fileUrl")) {
            return Brevo.invalid("fileUrl cannot be fetched");
        }
        if (request.body().length > MOST) {
            return Brevo.refusal(400, "out_of_range", "fileBody and jsonBody have at most 10 MB");
        }
        var rows = rows(sent);
        if (rows == null) {
            return Brevo.refusal(400, "missing_parameter", "fileUrl, fileBody or jsonBody is missing or not valid");
        }
        var lists = lists(sent, desk);
        if (lists == null) {
            return Brevo.refusal(400, "missing_parameter", "listIds or newList is missing or does not exist");
        }
        var refused = Json.array();
        for (var row : rows) {
            if (desk.refuses(row.path("email").asString(""))) {
                refused.add(row.path("email").asString(""));
            }
        }
        var id = Long.toString(desk.state().next("processes", 78));
        var fate = desk.fate();
        var process = Json.object()
                .put("name", "contacts import")
                .put("begun", desk.now().toString())
                .put("updates", sent.path("updateExistingContacts").asBoolean(true))
                .put("empties", sent.path("emptyContactsAttributes").asBoolean(false))
                .put("blacklists", sent.path("emailBlacklist").asBoolean(false));
        process.set("lists", lists);
        process.set("rows", rows);
        process.set("refused", refused);
        if (fate != Desk.Fate.LOST) {
            desk.state().put(PROCESSES, id, process);
        }
        if (fate == Desk.Fate.NORMAL) {
            desk.state()
                    .put(
                            PENDING,
                            id,
                            Json.object().put("due", desk.now().plus(TAKES).toString()));
        }
        return Answer.json(202, Json.object().put("processId", Long.parseLong(id)));
    }

    Answer process(Request request, Desk desk, List<String> parts) {
        return desk.state()
                .get(PROCESSES, parts.get(0))
                .map(process -> Answer.json(200, view(parts.get(0), process, desk)))
                .orElseGet(() -> Brevo.notFound("Process ID does not exist"));
    }

    Answer processes(Request request, Desk desk, List<String> parts) {
        var body = Json.object();
        var list = body.putArray("processes");
        desk.state().each(PROCESSES, (id, process) -> list.add(view(id, process, desk)));
        return Answer.json(200, body.put("count", list.size()));
    }

    void pass(Desk desk) {
        for (var id : desk.state().keys(PENDING)) {
            var due = Instant.parse(
                    desk.state().get(PENDING, id).orElseThrow().path("due").asString());
            if (!due.isAfter(desk.now())) {
                desk.state().remove(PENDING, id);
                finish(id, desk);
            }
        }
    }

    private void finish(String id, Desk desk) {
        var process = desk.state().get(PROCESSES, id).orElseThrow();
        var refused = Json.text(process.path("refused"));
        var counts = new int[3];
        for (var each : process.path("rows")) {
            var row = (ObjectNode) each;
            var mail = row.path("email").asString("").trim().toLowerCase(Locale.ROOT);
            var known = ContactRules.find(mail, desk.state());
            var wanted = ContactRules.mail(mail)
                    && !refused.contains('"' + row.path("email").asString("") + '"')
                    && (known.isEmpty() || process.path("updates").asBoolean());
            if (!wanted) {
                desk.refused(ContactRules.CONTACTS, mail, "left out of the import");
                counts[2]++;
                continue;
            }
            counts[known.isPresent() ? 1 : 0]++;
            contacts.save(known.orElseGet(() -> contacts.add(mail, desk)), sent(row, process, desk), desk);
        }
        process.remove(List.of("rows", "refused"));
        process.put("done", true)
                .put("created", counts[0])
                .put("updated", counts[1])
                .put("leftOut", counts[2]);
        desk.state().put(PROCESSES, id, process);
    }

    /** A row as if it had been sent alone: unknown attributes dropped, empty ones only where the import says so. */
    private static ObjectNode sent(ObjectNode row, ObjectNode process, Desk desk) {
        var sent = Json.object();
        var attributes = sent.putObject("attributes");
        row.path("attributes").properties().forEach(field -> {
            var empty = field.getValue().asString("").isEmpty();
            if (desk.state().has(Lists.ATTRIBUTES, field.getKey())
                    && (!empty || process.path("empties").asBoolean())) {
                attributes.set(field.getKey(), field.getValue());
            }
        });
        sent.set("listIds", process.path("lists"));
        if (process.path("blacklists").asBoolean()) {
            sent.put("emailBlacklisted", true);
        }
        return sent;
    }

    private static ArrayNode rows(ObjectNode sent) {
        if (sent.path("jsonBody") instanceof ArrayNode rows) {
            for (var row : rows) {
                if (!row.isObject()) {
                    return null;
                }
            }
            return rows;
        }
        var file = sent.path("fileBody").asString("");
        var table = Csv.read(file.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (file.isEmpty() || table.isEmpty() || !table.get().columns().contains("EMAIL")) {
            return null;
        }
        var rows = Json.array();
        for (var line : table.get().rows()) {
            var row = rows.addObject().put("email", line.getOrDefault("EMAIL", ""));
            var attributes = row.putObject("attributes");
            line.forEach((column, value) -> {
                if (!column.equals("EMAIL")) {
                    attributes.put(column, value);
                }
            });
        }
        return rows;
    }

    private static ArrayNode lists(ObjectNode sent, Desk desk) {
        var name = sent.path("newList").path("listName").asString("");
        if (!name.isEmpty()) {
            return Json.array()
                    .add(Lists.add(name, sent.path("newList").path("folderId").asLong(1), desk.state()));
        }
        if (!(sent.path("listIds") instanceof ArrayNode lists) || lists.isEmpty()) {
            return null;
        }
        for (var list : lists) {
            if (!desk.state().has(Lists.LISTS, list.asString())) {
                return null;
            }
        }
        return lists;
    }

    private static ObjectNode view(String id, ObjectNode process, Desk desk) {
        var age = Duration.between(Instant.parse(process.path("begun").asString()), desk.now());
        var status = process.path("done").asBoolean(false)
                ? "completed"
                : age.compareTo(WAITS) < 0 ? "queued" : "in_process";
        return Json.object()
                .put("id", Long.parseLong(id))
                .put("name", process.path("name").asString())
                .put("status", status);
    }
}
