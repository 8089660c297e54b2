package org.caravanserai.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The secret in the data folder's lock file: who can present it may read the hub's database anyway, so commands on this
 * machine need no user.
 */
public final class LocalToken {
    private final byte[] token;

    /** The token of this run; new at every start. */
    public LocalToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** True when this is it. Takes the same time for every wrong one. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(token, presented.getBytes(StandardCharsets.UTF_8));
    }
}
