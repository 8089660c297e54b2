package org.caravanserai.access;

import java.time.Duration;

/** What became of an attempt to sign in. */
public sealed interface SignIn {
    /** The password is right and the user active. */
    record Welcome(User user) implements SignIn {}

    /** Wrong name or wrong password or no longer active: which of them is not said. */
    record Refused() implements SignIn {}

    /** Too many failures; the password was not even looked at. */
    record TooMany(Duration pause) implements SignIn {}
}
