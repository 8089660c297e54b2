package org.caravanserai.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.Users;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the session of a user who was deactivated or whose roles changed since the sign-in, and of a partner whose key was revoked. */
final class StillWelcome extends OncePerRequestFilter {
    private final Users users;
    private final ChannelKeys keys;

    StillWelcome(Users users, ChannelKeys keys) {
        this.users = users;
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller && !welcome(caller)) {
            var session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean welcome(Caller caller) {
        return switch (caller.kind()) {
            case PERSON ->
                users.find(caller.name())
                        .filter(user -> user.active() && user.roles().equals(caller.roles()))
                        .isPresent();
            case CHANNEL ->
                keys.of(caller.name()).stream().anyMatch(valid -> valid.id().equals(caller.key()));
            // Proves itself anew with every call.
            case PROGRAM -> true;
        };
    }
}
