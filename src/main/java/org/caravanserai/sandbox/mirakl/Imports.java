package org.caravanserai.sandbox.mirakl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Csv;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Multipart;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.node.ObjectNode;

/** What all imports have in common: a file comes, waits its turn, and is reported on line by line. */
final class Imports {
    static final String IMPORTS = "imports";
    /** Imports whose end is to come, with their moment. */
    static final String PENDING = "_pending";

    static final String REPORTS = "reports";

    private Imports() {}

    /**
     * An uploaded file.
     *
     * @param fields other parts of the form
     */
    record Upload(byte[] file, Map<String, Multipart.Part> fields) {}

    /** The file of a form; nothing when there is none. */
    static Optional<Upload> upload(Request request) {
        return Multipart.read(request)
                .filter(parts -> parts.containsKey("file")
                        && parts.get("file").fileName() != null
                        && parts.get("file").content().length > 0)
                .map(parts -> new Upload(parts.get("file").content(), parts));
    }

    static Answer noFile() {
        return Mirakl.refusal(400, "multipart/form-data with a file named 'file' is required");
    }

    /** Files an import; what becomes of it is decided by the faults of this call. */
    static void open(String id, String type, ObjectNode about, Duration takes, Desk desk) {
        about.put("type", type).put("date_created", desk.now().toString()).put("shop_id", Mirakl.SHOP);
        var fate = desk.fate();
        if (fate == Desk.Fate.LOST) {
            return;
        }
        about.put("hangs", fate == Desk.Fate.HANGS);
        desk.state().put(IMPORTS, id, about);
        if (fate == Desk.Fate.NORMAL) {
            var due = Json.object()
                    .put("type", type)
                    .put("due", desk.now().plus(takes).toString());
            desk.state().put(PENDING, id, due);
        }
    }

    /** The import of a type. */
    static Optional<ObjectNode> find(String id, String type, Desk desk) {
        return desk.state()
                .get(IMPORTS, id)
                .filter(about -> about.path("type").asString().equals(type));
    }

    /** How long ago it was opened. */
    static Duration age(ObjectNode about, Desk desk) {
        return Duration.between(Instant.parse(about.path("date_created").asString()), desk.now());
    }

    /** Dates as the interface writes them. */
    static String date(ObjectNode about) {
        return Instant.parse(about.path("date_created").asString())
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
    }

    /** Keeps a report; none when it has no lines. */
    static boolean report(String id, String name, List<String> columns, List<List<String>> lines, Desk desk) {
        if (lines.isEmpty()) {
            return false;
        }
        var csv = new StringBuilder(Csv.written(columns)).append('\n');
        lines.forEach(line -> csv.append(Csv.written(line)).append('\n'));
        desk.state().put(REPORTS, id + "/" + name, Json.object().put("csv", csv.toString()));
        return true;
    }

    /** Cells of a row in the order of the columns, with more behind them. */
    static List<String> cells(List<String> columns, Map<String, String> row, String... more) {
        var cells = new ArrayList<String>();
        columns.forEach(column -> cells.add(row.getOrDefault(column, "")));
        cells.addAll(List.of(more));
        return cells;
    }

    static Answer created(String id, boolean asText, String path) {
        var body = Json.object();
        if (asText) {
            body.put("import_id", id);
        } else {
            body.put("import_id", Long.parseLong(id));
        }
        return Answer.json(201, body).with("Location", path + id);
    }
}
