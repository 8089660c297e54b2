package org.caravanserai.web.soap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.access.Attempts;
import org.caravanserai.access.SignIn;
import org.caravanserai.access.User;
import org.caravanserai.access.Users;
import org.caravanserai.home.reload.CurrentHome;
import org.springframework.stereotype.Component;

/**
 * Says who calls, by a UsernameToken: a password as text, over TLS or from this machine only, or a digest with nonce and moment, of users whose secret the
 * files of the home name. Whatever is wrong with name or password, the answer is the same.
 */
@Component
class TokenCheck {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int NONCES = 100_000;
    private static final int SHORTEST_NONCE = 8;
    private static final byte[] NOBODY = "nobody has this secret".getBytes(StandardCharsets.UTF_8);

    private final Users users;
    private final Attempts attempts;
    private final CurrentHome home;
    private final Clock clock;
    /** Nonces that were used, with the moment they may be forgotten; the oldest first. */
    private final Map<String, Instant> nonces = new LinkedHashMap<>();
    /** Nonces used before are not known here. */
    private final Instant started;

    TokenCheck(Users users, Attempts attempts, CurrentHome home, Clock clock) {
        this.users = users;
        this.attempts = attempts;
        this.home = home;
        this.clock = clock;
        this.started = clock.instant();
    }

    /**
     * The user who calls.
     *
     * @param address network address of the caller
     * @param secret whether nobody can listen: TLS, or a caller on this machine
     */
    User user(UsernameToken token, String address, boolean secret) throws SoapFault {
        if (token == null || token.user() == null || token.password() == null) {
            throw new SoapFault(
                    SoapFault.Code.FAILED_AUTHENTICATION, "WEB-401", "sign in with a UsernameToken (WS-Security)");
        }
        if (token.created() != null) {
            fresh(token.created(), token.digest());
        }
        return token.digest() ? byDigest(token, address) : byText(token, address, secret);
    }

    private static SoapFault wrong() {
        return new SoapFault(SoapFault.Code.FAILED_AUTHENTICATION, "WEB-401", "wrong name or password");
    }

    private User byText(UsernameToken token, String address, boolean secret) throws SoapFault {
        if (!secret) {
            throw new SoapFault(
                    SoapFault.Code.INVALID_SECURITY, null, "a password as text is taken over TLS only: call by https");
        }
        if (token.nonce() != null) {
            once(token);
        }
        var outcome = users.signIn(token.user(), token.password(), address);
        if (outcome instanceof SignIn.Welcome welcome) {
            return welcome.user();
        }
        throw wrong();
    }

    private User byDigest(UsernameToken token, String address) throws SoapFault {
        if (token.nonce() == null || token.created() == null) {
            throw new SoapFault(SoapFault.Code.INVALID_SECURITY, null, "a digest needs Nonce and Created");
        }
        var key = token.user().toLowerCase(java.util.Locale.ROOT);
        if (attempts.pause(key, address).isPresent()) {
            throw wrong();
        }
        var now = home.get();
        var known = now.company().digest().get(token.user());
        var shared = known == null
                ? NOBODY
                : now.secrets()
                        .resolve(known)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .orElse(NOBODY);
        var right =
                MessageDigest.isEqual(digest(token, shared), token.password().getBytes(StandardCharsets.US_ASCII));
        var user = users.find(key).filter(User::active);
        if (!right || shared == NOBODY || user.isEmpty()) {
            attempts.failed(key, address);
            throw wrong();
        }
        // After the proof: a stranger cannot fill the memory of nonces.
        once(token);
        attempts.succeeded(key, address);
        return user.get();
    }

    /** Base64 of SHA-1 over nonce, moment and password: the profile leaves no other choice. */
    private static byte[] digest(UsernameToken token, byte[] password) throws SoapFault {
        try {
            var sha = MessageDigest.getInstance("SHA-1");
            sha.update(Base64.getDecoder().decode(token.nonce()));
            sha.update(token.created().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(sha.digest(password));
        } catch (IllegalArgumentException none) {
            throw new SoapFault(SoapFault.Code.INVALID_SECURITY, null, "the nonce is no Base64");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }

    private void fresh(String created, boolean digest) throws SoapFault {
        Instant at;
        try {
            at = OffsetDateTime.parse(created).toInstant();
        } catch (DateTimeException none) {
            throw new SoapFault(
                    SoapFault.Code.INVALID_SECURITY, null, "Created is a moment with zone, as in 2027-01-31T12:00:00Z");
        }
        if (Duration.between(at, clock.instant()).abs().compareTo(FRESH) > 0) {
            throw new SoapFault(
                    SoapFault.Code.INVALID_SECURITY,
                    null,
                    "Created is more than " + FRESH.toMinutes() + " minutes away from the clock of this hub");
        }
        if (digest && at.isBefore(started)) {
            throw new SoapFault(
                    SoapFault.Code.INVALID_SECURITY, null, "this hub has been started since Created: sign again");
        }
    }

    private synchronized void once(UsernameToken token) throws SoapFault {
        if (token.nonce().length() < SHORTEST_NONCE) {
            throw new SoapFault(
                    SoapFault.Code.INVALID_SECURITY, null, "a nonce has at least " + SHORTEST_NONCE + " characters");
        }
        var now = clock.instant();
        for (var oldest = nonces.values().iterator();
                oldest.hasNext() && oldest.next().isBefore(now); ) {
            oldest.remove();
        }
        if (nonces.size() >= NONCES) {
            throw new SoapFault(SoapFault.Code.SERVER, null, "too many calls: come again in some minutes");
        }
        if (nonces.putIfAbsent(token.user() + '\n' + token.nonce(), now.plus(FRESH.multipliedBy(2))) != null) {
            throw new SoapFault(SoapFault.Code.INVALID_SECURITY, null, "this nonce was used before");
        }
    }
}
