package org.caravanserai.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.LocalToken;
import org.caravanserai.access.Role;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code Authorization: Bearer <key>} of programs that use the API, and of commands on this machine. */
final class BearerKeys extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    private final LocalToken local;
    private final Attempts attempts;
    private final AuthenticationEntryPoint refusal;

    BearerKeys(ApiKeys keys, LocalToken local, Attempts attempts, AuthenticationEntryPoint refusal) {
        this.keys = keys;
        this.local = local;
        this.attempts = attempts;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(caller(header.substring(SCHEME.length()).trim(), request.getRemoteAddr()));
            SecurityContextHolder.setContext(context);
        } catch (AuthenticationException wrong) {
            refusal.commence(request, response, wrong);
            return;
        }
        chain.doFilter(request, response);
    }

    private Caller caller(String presented, String address) {
        if (local.matches(presented)) {
            return new Caller(Caller.Kind.PROGRAM, "cli", Set.of(Role.ADMIN));
        }
        // The first half names the key, the rest is secret and must not lie about in memory as a map key.
        var id = "key " + presented.substring(0, Math.min(10, presented.length()));
        var pause = attempts.pause(id, address);
        if (pause.isPresent()) {
            throw new TooManyAttempts(pause.get());
        }
        var program = keys.verify(presented);
        if (program.isEmpty()) {
            attempts.failed(id, address);
            throw new BadCredentialsException("wrong key");
        }
        attempts.succeeded(id, address);
        return new Caller(
                Caller.Kind.PROGRAM, program.get().holder(), program.get().roles());
    }
}
