package org.caravanserai.punchout.cxml;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/**
 * Makes payloadIDs: {@code <milliseconds>.<random>@<host>}, unique for ever. A retry keeps the payloadID it was first sent
 * with.
 */
public final class PayloadIds {
    private final Clock clock;
    private final SecureRandom random;
    private final String host;

    /** @param host name of this installation, {@code hub.morvan.example} */
    public PayloadIds(Clock clock, SecureRandom random, String host) {
        this.clock = clock;
        this.random = random;
        this.host = host;
    }

    /** A new one. */
    public String next() {
        var bytes = new byte[8];
        random.nextBytes(bytes);
        return clock.millis() + "." + HexFormat.of().formatHex(bytes) + "@" + host;
    }

    /** What they end with. */
    public String host() {
        return host;
    }
}
