package org.caravanserai.punchout.session;

import java.time.Instant;
import java.util.Arrays;
import org.caravanserai.punchout.Setup;

/**
 * A visit of a buyer's user.
 *
 * @param account name in {@code config/accounts/}
 * @param test a test of the buyer: nothing of it reaches an ERP
 * @param brand whose face the shop shows
 * @param state as of the moment it was asked for
 * @param user as the buyer calls the user, null = a guest; a label within the account, no login
 * @param locale of the shop's pages
 * @param setup what the buyer wanted
 * @param expiresAt after this the cart can no longer be returned
 * @param endedAt null = not yet
 */
public record Session(
        long id,
        String account,
        boolean test,
        String brand,
        State state,
        String user,
        String locale,
        Setup setup,
        Instant createdAt,
        Instant expiresAt,
        Instant endedAt) {

    /** Where a visit stands. */
    public enum State {
        /** Set up; the browser has not come yet. */
        REQUESTED(1),
        SHOPPING(2),
        /** The cart went back. */
        RETURNED(3),
        /** The user gave up. */
        CANCELLED(4),
        /** Nobody came in time, or the user stayed away. */
        EXPIRED(5);

        final int code;

        State(int code) {
            this.code = code;
        }

        static State of(int code) {
            return Arrays.stream(values())
                    .filter(state -> state.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no state has the code " + code));
        }

        /** Nothing can be done any more but looking. */
        public boolean over() {
            return this == RETURNED || this == CANCELLED || this == EXPIRED;
        }
    }

    /** The user may look and not return anything. */
    public boolean lookingOnly() {
        return setup.operation() == Setup.Operation.INSPECT;
    }
}
