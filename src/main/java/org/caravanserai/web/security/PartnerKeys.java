package org.caravanserai.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A partner's programs prove themselves with the channel's key: header {@code X-Channel-Key}, bearer token, or password of HTTP Basic beside the channel's name.
 * Not in the address, which logs keep.
 */
final class PartnerKeys extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final ChannelSignIn signIn;
    private final AuthenticationEntryPoint refusal;

    PartnerKeys(ChannelSignIn signIn, AuthenticationEntryPoint refusal) {
        this.signIn = signIn;
        this.refusal = refusal;
    }

    /** @param channel null = not said */
    private record Presented(String channel, String key) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var presented = presented(request);
        if (presented != null) {
            try {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(signIn.caller(presented.channel(), presented.key(), request.getRemoteAddr()));
                SecurityContextHolder.setContext(context);
            } catch (AuthenticationException wrong) {
                refusal.commence(request, response, wrong);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static Presented presented(HttpServletRequest request) {
        var header = request.getHeader("X-Channel-Key");
        if (header != null) {
            return new Presented(null, header.strip());
        }
        var authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return null;
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Presented(null, authorization.substring(BEARER.length()).strip());
        }
        return authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? basic(authorization.substring(BASIC.length()).strip())
                : null;
    }

    private static Presented basic(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new Presented(null, "")
                    : new Presented(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException malformed) {
            return new Presented(null, "");
        }
    }
}
