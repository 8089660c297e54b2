package org.caravanserai.web.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.Masking;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/{products,companies,contacts...}/{key}} (or {@code ?key=} for keys with a slash): the golden document as its readers see it, who
 * won each value, and what the sources said.
 */
@RestController
class DocumentsApi {
    private final Master master;

    DocumentsApi(Master master) {
        this.master = master;
    }

    @GetMapping(
            value = "/api/v1/{entity:products|offers|media|categories|companies|contacts}/{key}",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> byPath(@PathVariable String entity, @PathVariable String key, Authentication who) {
        return document(entity, key, who);
    }

    /** One document by {@code ?key=}, or without it the next page of keys behind {@code after}. */
    @GetMapping(
            value = "/api/v1/{entity:products|offers|media|categories|companies|contacts}",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Object byParameter(
            @PathVariable String entity,
            @RequestParam(required = false) String key,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit,
            Authentication who) {
        if (key != null) {
            return document(entity, key, who);
        }
        var kind = IngestApi.kind(entity);
        var page = master.goldens().pageByKey(kind, after, Math.max(1, Math.min(limit, 500)));
        var json = new LinkedHashMap<String, Object>();
        json.put("total", master.goldens().count(kind));
        json.put("keys", page.stream().map(Golden::key).toList());
        json.put("next", page.isEmpty() ? null : page.get(page.size() - 1).key());
        return json;
    }

    private Map<String, Object> document(String entity, String key, Authentication who) {
        var kind = IngestApi.kind(entity);
        var golden = master.goldens().byKey(kind, key);
        if (golden.isEmpty()) {
            var gone = master.goldens().tombstone(kind, key);
            throw gone.isPresent()
                    ? new HttpRefusal(
                            HttpStatus.GONE,
                            "API-011",
                            "Deleted at " + Instant.ofEpochMilli(gone.get().at()) + " by run "
                                    + gone.get().run() + ".")
                    : new HttpRefusal(HttpStatus.NOT_FOUND, "API-010", "The master has no document of this key.");
        }
        var masking = Masking.of(master.rules().model().of(kind), clear(kind, who));
        var json = new LinkedHashMap<String, Object>();
        json.put("id", golden.get().id());
        json.put(kind.keyField(), golden.get().key());
        json.put("golden", masking.values(golden.get().document().values()));
        json.put(
                "effective",
                masking.values(master.goldens().effective(golden.get()).values()));
        json.put("candidates", candidates(golden.get(), masking));
        return json;
    }

    private List<Map<String, Object>> candidates(Golden golden, Masking masking) {
        return master.goldens().candidates(golden.id()).stream()
                .map(candidate -> {
                    var json = new LinkedHashMap<String, Object>();
                    json.put("attribute", candidate.address());
                    json.put("source", candidate.source());
                    json.put("value", masking.value(candidate.address(), candidate.value()));
                    json.put("run", candidate.run());
                    json.put("rule", candidate.rule());
                    json.put("rank", candidate.rank());
                    json.put("wins", candidate.wins());
                    return (Map<String, Object>) json;
                })
                .toList();
    }

    /** Whether this caller sees personal data of this kind. */
    static boolean clear(Kind kind, Authentication who) {
        return !RunsApi.personal(kind) || who instanceof Caller caller && caller.may(Role.CUSTOMERS);
    }
}
