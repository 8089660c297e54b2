package org.caravanserai.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.ChannelKeys;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keys of partners who fetch {@code /feeds/<channel>/<file>}. Partners' tools differ, so the key may come as
 * {@code X-Channel-Key}, as a bearer token, as the password of HTTP Basic with the channel's name, or as {@code ?key=}. A
 * wrong key and an unknown channel get the same answer.
 */
final class FeedKeys extends OncePerRequestFilter {
    private static final Pattern PATH = Pattern.compile("/feeds/([a-z0-9][a-z0-9-]*)(?:/.*)?");

    private final ChannelKeys keys;
    private final Attempts attempts;
    private final AuthenticationEntryPoint refusal;

    FeedKeys(ChannelKeys keys, Attempts attempts, AuthenticationEntryPoint refusal) {
        this.keys = keys;
        this.attempts = attempts;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = PATH.matcher(request.getRequestURI());
        var presented = path.matches() ? presented(request, path.group(1)) : Optional.<String>empty();
        if (presented.isPresent()) {
            try {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(caller(path.group(1), presented.get(), request.getRemoteAddr()));
                SecurityContextHolder.setContext(context);
            } catch (AuthenticationException wrong) {
                refusal.commence(request, response, wrong);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Caller caller(String channel, String presented, String address) {
        var credential = "channel " + channel;
        var pause = attempts.pause(credential, address);
        if (pause.isPresent()) {
            throw new TooManyAttempts(pause.get());
        }
        var partner = keys.partner(presented).filter(found -> found.channel().equals(channel));
        if (partner.isEmpty()) {
            attempts.failed(credential, address);
            throw new BadCredentialsException("wrong key");
        }
        attempts.succeeded(credential, address);
        return Caller.of(partner.get());
    }

    /** The key, wherever it is; HTTP Basic with another name than the channel's is somebody signing in as a user. */
    private static Optional<String> presented(HttpServletRequest request, String channel) {
        var header = request.getHeader("X-Channel-Key");
        if (header != null) {
            return Optional.of(header);
        }
        var authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(authorization.substring(7).trim());
        }
        if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return basic(authorization.substring(6).trim(), channel);
        }
        return Optional.ofNullable(request.getParameter("key"));
    }

    private static Optional<String> basic(String encoded, String channel) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.startsWith(channel + ":")
                    ? Optional.of(pair.substring(channel.length() + 1))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
