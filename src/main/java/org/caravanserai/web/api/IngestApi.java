package org.caravanserai.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.access.Role;
import org.caravanserai.canonical.Kind;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.IngestCode;
import org.caravanserai.ingest.Run;
import org.caravanserai.parser.Nearest;
import org.caravanserai.web.HttpRefusal;
import org.caravanserai.web.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/ingest/{source}/{entity}}: documents as a JSON array, NDJSON or CSV. A 2xx answer means that everything accepted is committed;
 * its account says what became of each row.
 */
@RestController
class IngestApi {
    /** Largest body of one call; the filter in front cuts off at the same size. */
    static final long LIMIT = 256L << 20;

    private static final int SHOWN = 100;

    private final Ingest ingest;

    IngestApi(Ingest ingest) {
        this.ingest = ingest;
    }

    @PostMapping(
            value = "/api/v1/ingest/{source}/{entity}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/x-ndjson", "application/jsonl", "text/csv"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> take(
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
        boolean csv = request.getContentType() != null && request.getContentType().startsWith("text/csv");
        var run = ingest.documents(source, kind, request.getInputStream(), new Ingest.Call(csv, key, caller.getName(), LIMIT));
        return ResponseEntity.status(status(run)).body(answer(run));
    }

    /** The kind of a plural word, or 404 with the nearest one. */
    static Kind kind(String entity) {
        return Kind.of(entity).orElseThrow(() -> {
            var words = java.util.Arrays.stream(Kind.values()).map(Kind::word).toList();
            return new HttpRefusal(HttpStatus.NOT_FOUND, "API-001", "There are no such documents" + Nearest.hint(entity, words) + " There are "
                    + String.join(", ", words) + ".");
        });
    }

    private static Caller allowed(Authentication authentication, Kind kind) {
        var needed = kind == Kind.COMPANIES || kind == Kind.CONTACTS ? Role.CUSTOMERS : Role.CATALOGUE;
        if (authentication instanceof Caller caller && (caller.may(needed) || caller.may(Role.OPERATOR))) {
            return caller;
        }
        throw new HttpRefusal(
                HttpStatus.FORBIDDEN, "API-403", "Writing " + kind.word() + " needs the role " + needed.id() + " or operator.");
    }

    private static HttpStatus status(Run run) {
        return switch (run.state()) {
            case DONE -> HttpStatus.OK;
            case HELD, RUNNING -> HttpStatus.ACCEPTED;
            case CANCELLED, INTERRUPTED -> HttpStatus.CONFLICT;
            case BROKEN -> HttpStatus.INTERNAL_SERVER_ERROR;
            case REFUSED -> refused(run.code());
        };
    }

    private static HttpStatus refused(String code) {
        if (IngestCode.UNKNOWN_SOURCE.code().equals(code) || IngestCode.UNKNOWN_ENTITY.code().equals(code)) {
            return HttpStatus.NOT_FOUND;
        }
        return IngestCode.TOO_LARGE.code().equals(code) ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.UNPROCESSABLE_CONTENT;
    }

    private Map<String, Object> answer(Run run) {
        var json = new LinkedHashMap<String, Object>(RunsApi.json(run));
        if (run.account().refused() > 0) {
            json.put("refusals", ingest.refusals(run, 0, SHOWN).stream().map(RunsApi::json).toList());
        }
        return json;
    }
}
