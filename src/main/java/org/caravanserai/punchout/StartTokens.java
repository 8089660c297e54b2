package org.caravanserai.punchout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Start tokens and keys of visits: 256 random bits that stand in addresses. Only their SHA-256 is kept; a hash of that
 * many random bits needs no salt.
 */
public final class StartTokens {
    private static final int BYTES = 32;
    private static final int LENGTH = 43;

    private final SecureRandom random;

    /** @param random of the operating system */
    public StartTokens(SecureRandom random) {
        this.random = random;
    }

    /** A new one: 43 characters that need no escaping in an address. It cannot be had again. */
    public String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text can be one at all; what is not need not be looked up. */
    public static boolean plausible(String token) {
        return token != null && token.length() == LENGTH;
    }

    /** What is kept of a token: SHA-256, 64 hexadecimal digits. */
    public static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
