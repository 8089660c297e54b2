package org.caravanserai.home;

import java.time.Duration;
import java.util.Map;

/** How calls of a system prove who we are. All texts are {@link Template}s over the connection. */
public sealed interface Authentication {
    /** Nothing is sent. */
    record None() implements Authentication {}

    /** A header with a value that does not change. */
    record Header(String name, String value) implements Authentication {}

    /** HTTP Basic (RFC 7617, UTF-8). */
    record Basic(String user, String password) implements Authentication {}

    /** {@code Authorization: Bearer}. */
    record Bearer(String token) implements Authentication {}

    /**
     * A token from a token endpoint (RFC 6749), kept until shortly before it ends.
     *
     * @param token path below the base address, or a connection key that holds a whole address
     * @param grant {@code client_credentials} unless said otherwise
     * @param credentials whether id and secret go as form fields, as JSON or as Basic
     * @param parameters further form fields
     * @param header header of the calls, {@code value} its text with {@code {token}}
     */
    record OAuth2(
            String token,
            String clientId,
            String clientSecret,
            String grant,
            String scope,
            Credentials credentials,
            Map<String, String> parameters,
            String header,
            String value)
            implements Authentication {}

    /**
     * A token from an operation of the system itself.
     *
     * @param operation its name; it is sent without authentication
     * @param fromHeader header of its answer that holds the token, null = {@code at}
     * @param at path in its answer, null = {@code fromHeader}
     * @param lifetime how long a token is used
     * @param header header of the calls, {@code value} its text with {@code {token}}
     */
    record Login(String operation, String fromHeader, String at, Duration lifetime, String header, String value)
            implements Authentication {}

    /** How an OAuth client names itself. */
    enum Credentials {
        FORM,
        JSON,
        BASIC
    }
}
