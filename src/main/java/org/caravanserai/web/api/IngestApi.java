package org.caravanserai.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.access.Audit;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Kind;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Run;
import org.caravanserai.ingest.Upload;
import org.caravanserai.parser.Nearest;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.BodyLimits;
import org.caravanserai.web.security.Caller;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/ingest/{source}/{entity}}: documents as a JSON array, NDJSON or CSV. A 200 answer means that everything accepted is committed;
 * its account says what became of each row. When nothing was taken the answer is a problem document with the same account.
 */
@RestController
class IngestApi {

    private final Ingest ingest;
    private final Upload upload;
    private final Audit audit;
    private final long limit;

    IngestApi(Ingest ingest, Upload upload, Audit audit, Environment environment) {
        this.ingest = ingest;
        this.upload = upload;
        this.audit = audit;
        this.limit = BodyLimits.ingest(environment);
    }

    @PostMapping(
            value = "/api/v1/ingest/{source}/{entity}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/x-ndjson", "application/jsonl", "text/csv"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> take(
            @PathVariable String source,
            @PathVariable String entity,
            @RequestHeader(value = "Idempotency-Key", required = false) String key,
            HttpServletRequest request,
            Authentication authentication)
            throws IOException {
        var kind = kind(entity);
        var caller = allowed(authentication, kind);
        if (key != null && (key.isBlank() || key.length() > 150)) {
            throw new HttpRefusal(HttpStatus.BAD_REQUEST, "API-002", "The Idempotency-Key has 1 to 150 characters.");
        }
        boolean csv =
                request.getContentType() != null && request.getContentType().startsWith("text/csv");
        var run = ingest.documents(
                source, kind, request.getInputStream(), new Ingest.Call(csv, key, caller.getName(), limit));
        audit(caller, run);
        return RunAnswer.of(run, ingest);
    }

    /** A whole file as the source delivers it, in the source's own format; {@code file} is its name. */
    @PostMapping(
            value = "/api/v1/ingest/{source}/{entity}",
            consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> file(
            @PathVariable String source,
            @PathVariable String entity,
            @RequestParam String file,
            HttpServletRequest request,
            Authentication authentication)
            throws IOException {
        var kind = kind(entity);
        var caller = allowed(authentication, kind);
        if (!Upload.names(file)) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST, "API-009", "A file name has 1 to 200 bytes in UTF-8, without folders.");
        }
        var run = upload.take(source, kind, file, request.getInputStream(), BodyLimits.FILE)
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "WEB-413",
                        "The file is larger than " + (BodyLimits.FILE >> 30) + " GiB: send it in parts."));
        audit(caller, run);
        return RunAnswer.of(run, ingest);
    }

    /** Who gave what to which source; of the content its hash. Calls that never became a run changed nothing. */
    private void audit(Caller caller, Run run) {
        if (run.id() != 0) {
            audit.record(
                    caller.getName(),
                    "ingest " + run.source() + "/" + run.kind().word() + " run " + run.id(),
                    null,
                    run.sha256(),
                    "api",
                    run.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /** How far the file is that is being taken; {@code {}} when there is none. */
    @GetMapping(value = "/api/v1/ingest/{source}/{entity}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> live(@PathVariable String source, @PathVariable String entity) {
        var json = new LinkedHashMap<String, Object>();
        upload.live(source, kind(entity)).ifPresent(live -> {
            json.put("file", live.file());
            json.put("done", live.done());
            json.put("total", live.total());
        });
        return json;
    }

    /** The kind of a plural word, or 404 with the nearest one. */
    static Kind kind(String entity) {
        return Kind.of(entity).orElseThrow(() -> {
            var words = java.util.Arrays.stream(Kind.values()).map(Kind::word).toList();
            return new HttpRefusal(
                    HttpStatus.NOT_FOUND,
                    "API-001",
                    "There are no such documents" + Nearest.hint(entity, words) + " There are "
                            + String.join(", ", words) + ".");
        });
    }

    private static Caller allowed(Authentication authentication, Kind kind) {
        var needed = kind == Kind.COMPANIES || kind == Kind.CONTACTS ? Role.CUSTOMERS : Role.CATALOGUE;
        if (authentication instanceof Caller caller && (caller.may(needed) || caller.may(Role.OPERATOR))) {
            return caller;
        }
        throw new HttpRefusal(
                HttpStatus.FORBIDDEN,
                "API-403",
                "Writing " + kind.word() + " needs the role " + needed.id() + " or operator.");
    }
}
