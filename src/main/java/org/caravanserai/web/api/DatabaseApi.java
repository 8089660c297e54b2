package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.access.Audit;
import org.caravanserai.store.Caretaker;
import org.caravanserai.store.Compaction;
import org.caravanserai.store.Database;
import org.caravanserai.store.Sizes;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/database}: kind, promise and size; {@code POST .../compact} frees the room of changed rows, for admins and in the audit trail.
 */
@RestController
@RequestMapping(value = "/api/v1/database", produces = MediaType.APPLICATION_JSON_VALUE)
class DatabaseApi {
    private final Database database;
    private final Caretaker caretaker;
    private final Audit audit;

    DatabaseApi(Database database, Caretaker caretaker, Audit audit) {
        this.database = database;
        this.caretaker = caretaker;
        this.audit = audit;
    }

    @GetMapping
    Map<String, Object> state() {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", database.dialect().name().toLowerCase(java.util.Locale.ROOT));
        json.put("promise", database.promise().text());
        json.put("size", sizes(database.sizes()));
        json.put("freeBytes", database.guard().free().usable());
        var last = caretaker.last();
        json.put(
                "lastCompaction",
                last.map(done -> compaction(done.compaction())).orElse(null));
        json.put("lastCompactionAt", last.map(done -> done.at().toString()).orElse(null));
        return json;
    }

    @PostMapping("/compact")
    Map<String, Object> compact(Authentication who) {
        UsersApi.admin(who);
        var done = caretaker.compact();
        audit.record(
                who.getName(),
                "compact database",
                Long.toString(done.before().file()),
                Long.toString(done.after().file()),
                "api",
                "done");
        return compaction(done);
    }

    private static Map<String, Object> compaction(Compaction done) {
        var json = new LinkedHashMap<String, Object>();
        json.put("before", sizes(done.before()));
        json.put("after", sizes(done.after()));
        json.put("closedMillis", done.closed().toMillis());
        return json;
    }

    private static Map<String, Object> sizes(Sizes sizes) {
        var json = new LinkedHashMap<String, Object>();
        json.put("fileBytes", sizes.file());
        json.put("liveBytes", sizes.live());
        json.put("alarm", sizes.alarm());
        return json;
    }
}
