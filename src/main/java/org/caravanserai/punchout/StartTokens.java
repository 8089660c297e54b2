package org.caravanserai.punchout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Start tokens: 256 random bits in the address of the first page, good once and for a short time. Only their SHA-256
 * is kept; a hash of that many random bits needs no salt. Whoever shows a wrong, used or late one gets the same answer.
 */
public final class StartTokens {
    private static final int BYTES = 32;

    /** Where tokens are kept. */
    public interface Book {
        /** Notes a new token of a session. */
        void put(String hash, String session, Instant expires);

        /**
         * Takes a token out: of any number of callers at the same time exactly one gets it, and nobody later.
         *
         * @return the session, empty when the token is unknown, was taken before or expired at or before {@code now}
         */
        Optional<String> take(String hash, Instant now);
    }

    private final Book book;
    private final SecureRandom random;
    private final Clock clock;
    private final Duration life;

    /** @param life how long a token is good, {@code 5m} to {@code 10m} */
    public StartTokens(Book book, SecureRandom random, Clock clock, Duration life) {
        this.book = book;
        this.random = random;
        this.clock = clock;
        this.life = life;
    }

    /** A token for a session, 43 characters that need no escaping in an address. It cannot be had again. */
    public String issue(String session) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        book.put(hash(token), session, clock.instant().plus(life));
        return token;
    }

    /** The session this token opens, once. */
    public Optional<String> redeem(String token) {
        return token == null || token.length() != 43 ? Optional.empty() : book.take(hash(token), clock.instant());
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
