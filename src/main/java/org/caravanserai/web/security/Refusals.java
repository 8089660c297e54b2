package org.caravanserai.web.security;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.caravanserai.punchout.cxml.CxmlStatus;
import org.caravanserai.punchout.door.CxmlDoor;
import org.caravanserai.web.HttpProblem;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Says no before anybody has read the body: to buyers' systems in cXML, to everybody else as a problem document. */
final class Refusals {
    private static final String SLOW = Refusals.class.getName() + ".slow";

    private final JsonMapper json;
    private final Supplier<CxmlDoor> door;

    /** @param door asked when it has something to say, since filters are there before it */
    Refusals(JsonMapper json, Supplier<CxmlDoor> door) {
        this.json = json;
        this.door = door;
    }

    /** Whether a request was refused because its body came too slowly; what is left of it is waited for no longer. */
    static boolean slow(ServletRequest request) {
        return request.getAttribute(SLOW) != null;
    }

    void write(HttpStatus status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (status == HttpStatus.REQUEST_TIMEOUT) {
            request.setAttribute(SLOW, true);
        }
        if (!request.getRequestURI().equals(CxmlDoor.PATH)) {
            HttpProblem.of(status).write(request, response, json);
            return;
        }
        var answer = switch (status) {
            case CONTENT_TOO_LARGE ->
                door.get()
                        .unread(CxmlStatus.TOO_LARGE, "the document is longer than " + CxmlReader.MAX_BYTES + " bytes");
            case REQUEST_TIMEOUT ->
                door.get().unread(CxmlStatus.TRY_AGAIN, "the document came too slowly; please send it again");
            case UNSUPPORTED_MEDIA_TYPE ->
                door.get().unread(CxmlStatus.NOT_ACCEPTABLE, "the document is compressed; send it as it is");
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE ->
                door.get()
                        .unread(
                                CxmlStatus.TRY_AGAIN,
                                "too many requests at a time; please send the same document again later");
            default -> door.get().unread(CxmlStatus.BAD_REQUEST, "the request is no HTTP that can be read");
        };
        response.setStatus(answer.status());
        response.setContentType(answer.contentType());
        response.setContentLength(answer.body().length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(answer.body());
    }
}
