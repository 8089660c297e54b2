package org.caravanserai.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.caravanserai.web.HttpProblem;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/** What a program gets that is not signed in, or not allowed: 401, 429 or 403 as a problem document. */
final class AskToSignIn implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final JsonMapper json;

    AskToSignIn(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyAttempts tooMany) {
            response.setHeader("Retry-After", Long.toString(tooMany.seconds()));
            HttpProblem.of(HttpStatus.TOO_MANY_REQUESTS).write(request, response, json);
            return;
        }
        // A page's own script must not make the browser ask for a password: browsers send Sec-Fetch-Mode.
        var mode = request.getHeader("Sec-Fetch-Mode");
        if (mode == null || mode.equals("navigate")) {
            response.addHeader("WWW-Authenticate", "Basic realm=\"caravanserai\", charset=\"UTF-8\"");
        }
        response.addHeader("WWW-Authenticate", "Bearer realm=\"caravanserai\"");
        HttpProblem.of(HttpStatus.UNAUTHORIZED).write(request, response, json);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        HttpProblem.denied(denied).write(request, response, json);
    }
}
