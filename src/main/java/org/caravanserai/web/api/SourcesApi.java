package org.caravanserai.web.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.home.Source;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ingest.Freshness;
import org.caravanserai.ingest.Ingest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/sources}: every source with the last run of each entity and how fresh it is. */
@RestController
class SourcesApi {
    private final CurrentHome home;
    private final Ingest ingest;

    SourcesApi(CurrentHome home, Ingest ingest) {
        this.home = home;
        this.ingest = ingest;
    }

    @GetMapping(value = "/api/v1/sources", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> all() {
        var fresh = ingest.freshness();
        return home.get().sources().values().stream()
                .map(source -> source(source, fresh))
                .toList();
    }

    private Map<String, Object> source(Source source, List<Freshness> all) {
        var json = new LinkedHashMap<String, Object>();
        json.put("source", source.name());
        json.put("title", source.title());
        json.put("system", source.system());
        json.put("owner", source.owner());
        var entities = new ArrayList<Map<String, Object>>();
        all.stream()
                .filter(fresh -> fresh.source().equals(source.name()))
                .forEach(fresh -> entities.add(entity(fresh)));
        json.put("entities", entities);
        return json;
    }

    private Map<String, Object> entity(Freshness fresh) {
        var last = ingest.runs(fresh.source(), fresh.kind(), Long.MAX_VALUE, 1).stream()
                .findFirst();
        var json = new LinkedHashMap<String, Object>();
        json.put("entity", fresh.kind().word());
        json.put("freshness", fresh.state().name().toLowerCase(Locale.ROOT));
        json.put(
                "lastGood",
                fresh.lastGood() == null
                        ? null
                        : Instant.ofEpochMilli(fresh.lastGood()).toString());
        json.put("lastRun", last.map(RunsApi::json).orElse(null));
        return json;
    }
}
