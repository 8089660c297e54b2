package org.caravanserai.web.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many failures: nothing was looked at. */
final class TooManyAttempts extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final Duration pause;

    TooManyAttempts(Duration pause) {
        super("too many failed attempts");
        this.pause = pause;
    }

    /** Whole seconds to wait, at least one. */
    long seconds() {
        return Math.max(1, pause.plusMillis(999).toSeconds());
    }
}
