package org.caravanserai.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.access.AccessCode;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as programs read it: a problem document (RFC 9457) with the hub's code.
 *
 * @param status HTTP status
 * @param code stable code, {@code <AREA>-<nnn>}
 * @param detail what is wrong and what to do next; no secrets, nothing longer than 100 characters from the request
 * @param more further members of the document, such as the account of a refused delivery; never one of the others' names
 */
public record HttpProblem(HttpStatus status, String code, String detail, Map<String, ?> more) {
    static final String MEDIA_TYPE = "application/problem+json";

    /** Without further members. */
    public HttpProblem(HttpStatus status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /** What an HTTP status means when nobody said more. */
    public static HttpProblem of(HttpStatus status) {
        var detail = switch (status) {
            case BAD_REQUEST -> "The request is malformed: compare it with /v3/api-docs.";
            case UNAUTHORIZED ->
                "Sign in with HTTP Basic, or send a key: Authorization: Bearer <key>; a channel's key may also come as X-Channel-Key.";
            case FORBIDDEN -> "You are signed in, but your roles do not allow this.";
            case NOT_FOUND -> "There is nothing under this address.";
            case METHOD_NOT_ALLOWED -> "This address does not take this HTTP method; see the Allow header.";
            case NOT_ACCEPTABLE -> "This address cannot answer in the form asked for by the Accept header.";
            case CONTENT_TOO_LARGE -> "The body is larger than this address takes: send it in parts.";
            case UNSUPPORTED_MEDIA_TYPE -> "This address does not take this Content-Type or Content-Encoding.";
            case TOO_MANY_REQUESTS -> "Too many failed attempts: wait as long as Retry-After says.";
            case SERVICE_UNAVAILABLE -> "The hub cannot do this just now: try again later.";
            default ->
                status.is5xxServerError()
                        ? "Something went wrong in the hub. Nothing half-done was kept; the log says more."
                        : status.getReasonPhrase() + '.';
        };
        return new HttpProblem(status, "WEB-" + status.value(), detail);
    }

    /** Why somebody may not do what they asked for; null = nobody said. */
    public static HttpProblem denied(AccessDeniedException why) {
        return why instanceof CsrfException
                ? new HttpProblem(
                        HttpStatus.FORBIDDEN,
                        AccessCode.STALE_PAGE.code(),
                        "The page was open too long, or the browser keeps no cookies: load it again and repeat.")
                : of(HttpStatus.FORBIDDEN);
    }

    /** The fields of the document, in order. */
    public Map<String, Object> document(String path) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", "about:blank");
        fields.put("title", status.getReasonPhrase());
        fields.put("status", status.value());
        fields.put("code", code);
        fields.put("detail", detail);
        fields.put("instance", cut(path));
        more.forEach(fields::putIfAbsent);
        return fields;
    }

    /** Writes the document as the answer; does nothing when the answer has already begun. */
    public void write(HttpServletRequest request, HttpServletResponse response, JsonMapper json) throws IOException {
        write(request.getRequestURI(), response, json);
    }

    /** The same for a path asked for before: in an error dispatch the request itself says {@code /error}. */
    void write(String path, HttpServletResponse response, JsonMapper json) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status.value());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(document(path)));
    }

    /** At most 100 characters of what somebody sent, without control characters. */
    public static String cut(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 100 ? line : line.substring(0, 97) + "...";
    }
}
