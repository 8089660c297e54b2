package org.caravanserai.punchout;

import org.caravanserai.home.Account;

/** The user behind a visit. A name is what the buyer says and opens no login: it is a label within the account. */
public sealed interface Visitor {
    /** The buyer says who it is. */
    record Named(String name) implements Visitor {}

    /** The buyer does not, and the account takes guests. */
    record Guest() implements Visitor {}

    /** The buyer does not, and the account takes no guests. */
    record Refused(String why) implements Visitor {}

    /** Who comes. */
    static Visitor of(Setup setup, Account.User user) {
        var name = setup.user(user.resolve());
        if (name.isPresent()) {
            return new Named(name.get());
        }
        return switch (user.unknown()) {
            case GUEST -> new Guest();
            case REFUSE -> new Refused("none of " + String.join(", ", user.resolve()) + " says who the user is");
        };
    }
}
