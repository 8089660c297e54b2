package org.caravanserai.connector.client;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.codec.Addresses;
import org.caravanserai.connector.codec.CannotEncode;
import org.caravanserai.connector.codec.Values;
import org.caravanserai.home.Authentication;

/** Proves who we are. A token is fetched by one thread while the others wait for it, used until shortly before its end, and dropped when it is refused. */
final class Signer {
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Authentication authentication;
    private final Keyring keys;
    private final Tokens tokens;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Token token;

    /** Where tokens come from. */
    interface Tokens {
        /**
         * Fetches one.
         *
         * @param place which secret of two
         * @throws Refused when there is none
         */
        Token fetch(int place, Duration limit) throws Refused;
    }

    /** @param until when it is no longer to be used */
    record Token(String text, Instant until, int place) {
        /** A token whose life is known: it is not used to its very end. */
        static Token of(String text, Duration life, int place, Instant now) {
            var margin = life.dividedBy(10).compareTo(MARGIN) < 0 ? life.dividedBy(10) : MARGIN;
            return new Token(text, now.plus(life).minus(margin), place);
        }

        @Override
        public String toString() {
            return "Token[until=" + until + "]";
        }
    }

    /** There is no token. */
    static final class Refused extends Exception {
        final Fault fault;
        final transient Instant retryAt;
        /** Whether another secret might do. */
        final boolean secret;

        Refused(Fault fault, Instant retryAt, boolean secret, String text) {
            super(text, null, false, false);
            this.fault = fault;
            this.retryAt = retryAt;
            this.secret = secret;
        }
    }

    /**
     * What proves a call.
     *
     * @param header null = nothing is sent
     * @param token the token in it, null = none
     */
    record Proof(String header, String value, Token token, int place) {
        @Override
        public String toString() {
            return "Proof[" + header + "]";
        }
    }

    Signer(Authentication authentication, Keyring keys, Tokens tokens, Clock clock) {
        this.authentication = authentication;
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
    }

    static Proof nothing(int place) {
        return new Proof(null, null, null, place);
    }

    /**
     * The proof of the next call.
     *
     * @throws CannotEncode when a secret is missing
     */
    Proof proof(Duration limit) throws Refused {
        int place = keys.place();
        if (authentication instanceof Authentication.Header header) {
            return fixed(header.name(), header.value(), place, null);
        }
        if (authentication instanceof Authentication.Basic) {
            var pair = pair(authentication, keys, place).getBytes(StandardCharsets.UTF_8);
            return new Proof("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair), null, place);
        }
        if (authentication instanceof Authentication.Bearer bearer) {
            return fixed("Authorization", "Bearer " + bearer.token(), place, null);
        }
        if (authentication instanceof Authentication.OAuth2 oauth) {
            return fixed(oauth.header(), oauth.value(), place, token(place, limit));
        }
        if (authentication instanceof Authentication.Login login) {
            return fixed(login.header(), login.value(), place, token(place, limit));
        }
        return nothing(place);
    }

    private Proof fixed(String name, String template, int place, Token used) {
        var variables = used == null ? Map.<String, String>of() : Map.of("token", used.text());
        var value = Addresses.header(name, template, new Values(variables, key -> keys.value(key, place), List.of()));
        if (value == null) {
            throw CannotEncode.channel("the connection lacks a value that " + name + " needs");
        }
        return new Proof(name, value, used, place);
    }

    /** Name and password as HTTP Basic joins them. */
    static String pair(Authentication authentication, Keyring keys, int place) {
        var basic = (Authentication.Basic) authentication;
        var values = new Values(Map.of(), key -> keys.value(key, place), List.of());
        var user = values.text(basic.user(), null);
        var password = values.text(basic.password(), null);
        if (user == null) {
            throw CannotEncode.channel("the connection lacks the user of HTTP Basic");
        }
        return user + ":" + (password == null ? "" : password);
    }

    private Token token(int place, Duration limit) throws Refused {
        var now = usable(place);
        if (now != null) {
            return now;
        }
        boolean mine = false;
        try {
            mine = fetching.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            throw new Refused(Fault.TRANSIENT, null, false, "signing in takes longer than the call may");
        }
        try {
            var fetched = usable(place);
            if (fetched == null) {
                fetched = tokens.fetch(place, limit);
                token = fetched;
            }
            return fetched;
        } finally {
            fetching.unlock();
        }
    }

    private Token usable(int place) {
        var now = token;
        return now != null && now.place() == place && clock.instant().isBefore(now.until()) ? now : null;
    }

    /** Forgets a token that was refused. */
    void drop(Token refused) {
        if (token == refused) {
            token = null;
        }
    }

    /** The token in use, null = none. */
    Token current() {
        return token;
    }

    /** Form fields of a request for a token. */
    static Map<String, String> form(Authentication.OAuth2 oauth, boolean withClient) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", oauth.grant());
        if (withClient) {
            form.put("client_id", oauth.clientId());
            form.put("client_secret", oauth.clientSecret());
        }
        if (oauth.scope() != null) {
            form.put("scope", oauth.scope());
        }
        form.putAll(oauth.parameters());
        return form;
    }
}
