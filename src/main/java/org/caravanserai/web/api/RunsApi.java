package org.caravanserai.web.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.access.Audit;
import org.caravanserai.canonical.Kind;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Progress;
import org.caravanserai.ingest.RefusedRow;
import org.caravanserai.ingest.Run;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs of sources: their accounts, refused rows, and the release of held ones. */
@RestController
@RequestMapping(value = "/api/v1/runs", produces = MediaType.APPLICATION_JSON_VALUE)
class RunsApi {
    private static final int MOST = 500;

    private final Ingest ingest;
    private final Audit audit;

    RunsApi(Ingest ingest, Audit audit) {
        this.ingest = ingest;
        this.audit = audit;
    }

    /** The latest runs, newest first; {@code before} continues behind the last one seen. With {@code state=held} those that wait for a release, oldest first. */
    @GetMapping
    List<Map<String, Object>> latest(
            @RequestParam(required = false) String source,
            @RequestParam(required = false) String entity,
            @RequestParam(required = false) String state,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        int most = Math.max(1, Math.min(limit, MOST));
        if (state != null) {
            if (!state.equals("held")) {
                throw new HttpRefusal(
                        HttpStatus.BAD_REQUEST,
                        "API-006",
                        "Runs are found by the state held only; leave it out for all.");
            }
            return ingest.held(most).stream().map(RunsApi::json).toList();
        }
        if (source != null && entity != null) {
            return ingest.runs(source, IngestApi.kind(entity), before, most).stream()
                    .map(RunsApi::json)
                    .toList();
        }
        return ingest.runs(before, most).stream()
                .filter(run -> source == null || run.source().equals(source))
                .map(RunsApi::json)
                .toList();
    }

    /** One run. */
    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable long id) {
        return json(run(id));
    }

    /** Refused rows of a run in order; {@code after} is how many were seen. */
    @GetMapping("/{id}/refusals")
    List<Map<String, Object>> refusals(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int after,
            @RequestParam(defaultValue = "100") int limit) {
        return ingest.refusals(run(id), Math.max(0, after), Math.max(1, Math.min(limit, MOST))).stream()
                .map(RunsApi::json)
                .toList();
    }

    /**
     * Why a held run is taken after all.
     *
     * @param reason in words, kept in the audit trail
     */
    record Release(String reason) {}

    /** Takes a held delivery after all. */
    @PostMapping("/{id}/release")
    Map<String, Object> release(
            @PathVariable long id, @RequestBody(required = false) Release release, Authentication who) {
        if (release == null || release.reason() == null || release.reason().isBlank()) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST, "API-003", "Say why, as in {\"reason\":\"checked with the ERP team\"}.");
        }
        var before = run(id);
        var done = ingest.release(id, who.getName(), release.reason(), Progress.NONE)
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.CONFLICT,
                        "API-004",
                        "Run " + id + " is " + word(before.state()) + ", not held; there is nothing to release."));
        audit.record(
                who.getName(), "release run " + id, word(before.state()), word(done.state()), "api", release.reason());
        return RunAnswer.of(done, ingest);
    }

    private Run run(long id) {
        return ingest.run(id)
                .orElseThrow(() -> new HttpRefusal(HttpStatus.NOT_FOUND, "API-005", "There is no run " + id + "."));
    }

    static Map<String, Object> json(Run run) {
        var json = new LinkedHashMap<String, Object>();
        json.put("run", run.id());
        json.put("source", run.source());
        json.put("entity", run.kind().word());
        json.put("file", run.file());
        json.put("state", word(run.state()));
        json.put("startedAt", Instant.ofEpochMilli(run.startedAt()).toString());
        json.put(
                "endedAt",
                run.endedAt() == null
                        ? null
                        : Instant.ofEpochMilli(run.endedAt()).toString());
        json.put("bytes", run.bytes());
        json.put("sha256", run.sha256());
        var account = run.account();
        var counts = new LinkedHashMap<String, Object>();
        counts.put("received", account.received());
        counts.put("created", account.created());
        counts.put("updated", account.updated());
        counts.put("unchanged", account.unchanged());
        counts.put("refused", account.refused());
        counts.put("refusedBy", account.refusedBy());
        counts.put("waiting", account.waiting());
        counts.put("removed", account.removed());
        counts.put("findings", account.findings());
        json.put("account", counts);
        json.put("code", run.code());
        json.put("reason", run.reason());
        json.put("releasedBy", run.releasedBy());
        json.put("releaseReason", run.releaseReason());
        return json;
    }

    static Map<String, Object> json(RefusedRow row) {
        var json = new LinkedHashMap<String, Object>();
        json.put("file", row.file());
        json.put("line", row.line());
        json.put("key", row.key());
        json.put("attribute", row.attribute());
        json.put("value", row.value());
        json.put("rule", row.rule());
        json.put("message", row.message());
        return json;
    }

    private static String word(Run.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Kinds whose refused rows may quote personal data. */
    static boolean personal(Kind kind) {
        return kind == Kind.COMPANIES || kind == Kind.CONTACTS;
    }
}
