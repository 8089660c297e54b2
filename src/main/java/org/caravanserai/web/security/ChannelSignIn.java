package org.caravanserai.web.security;

import java.util.Locale;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.ChannelKeys;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** A partner signs in with the name of its channel and the key it fetches its files with. Guesses count together with those at the files. */
final class ChannelSignIn implements AuthenticationProvider {
    private final ChannelKeys keys;
    private final Attempts attempts;

    ChannelSignIn(ChannelKeys keys, Attempts attempts) {
        this.keys = keys;
        this.attempts = attempts;
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        var address = presented.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "unknown";
        var key = presented.getCredentials() == null
                ? ""
                : presented.getCredentials().toString().strip();
        // What people type or paste.
        return caller(presented.getName().strip().toLowerCase(Locale.ROOT), key, address);
    }

    /**
     * Who this is.
     *
     * @param channel null = whichever the key belongs to
     * @throws org.springframework.security.core.AuthenticationException when it is nobody
     */
    Caller caller(String channel, String key, String address) {
        // The first half names the key; the rest is secret and must not lie about in memory.
        var credential = channel == null ? "key " + key.substring(0, Math.min(10, key.length())) : "channel " + channel;
        var pause = attempts.pause(credential, address);
        if (pause.isPresent()) {
            throw new TooManyAttempts(pause.get());
        }
        var partner = keys.partner(key)
                .filter(found -> channel == null || found.channel().equals(channel));
        if (partner.isEmpty()) {
            attempts.failed(credential, address);
            throw new BadCredentialsException("wrong name or key");
        }
        attempts.succeeded(credential, address);
        return Caller.of(partner.get());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
