package org.caravanserai.web.security;

import java.io.IOException;

/** The body turned out larger than its address takes, while it was being read. */
public final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLarge(long limit) {
        super("body larger than " + limit + " bytes");
    }
}
