package org.caravanserai.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.caravanserai.access.AccessCode;
import org.caravanserai.web.HttpProblem;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses writing calls to the API that a browser makes for another site. The API has no sessions and hence no CSRF
 * token, but a browser repeats a password it was once given for HTTP Basic, whoever wrote the page. Programs send neither
 * of these headers.
 */
final class OwnSiteOnly extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final JsonMapper json;

    OwnSiteOnly(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!READING.contains(request.getMethod()) && foreign(request)) {
            new HttpProblem(
                            HttpStatus.FORBIDDEN,
                            AccessCode.OTHER_SITE.code(),
                            "This call comes from a page of another site. Call the API from a program.")
                    .write(request, response, json);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean foreign(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        var host = request.getHeader("Host");
        return host == null || !(origin.equals("http://" + host) || origin.equals("https://" + host));
    }
}
