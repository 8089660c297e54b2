package org.caravanserai.punchout.session;

import java.util.Objects;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.EarlierCart;
import org.caravanserai.punchout.ReturnAddress;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.Visitor;

/**
 * A visit that is asked for.
 *
 * @param who authenticated
 * @param test the side or the document says test
 * @param way back
 * @param brand whose face the shop shows
 * @param locale of the shop's pages, {@code fr_FR}
 */
public record Opening(Accounts.Known who, boolean test, Setup setup, Way way, String brand, String locale) {
    public Opening {
        Objects.requireNonNull(who);
        Objects.requireNonNull(setup);
        Objects.requireNonNull(way);
        Objects.requireNonNull(brand);
        Objects.requireNonNull(locale);
    }

    /** What came of it. */
    public sealed interface Opened {}

    /**
     * The browser may come.
     *
     * @param token for the address of the first page, good once and for {@link Sessions#TOKEN_LIFE}
     */
    public record Ready(long id, String token) implements Opened {
        /** Never shows the token. */
        @Override
        public String toString() {
            return "Ready[id=" + id + "]";
        }
    }

    /** A cart may not go where the buyer wants it. */
    public record WrongAddress(ReturnAddress.Refused why) implements Opened {}

    /** The earlier cart is none of ours. */
    public record UnknownLines(EarlierCart.Unknown lines) implements Opened {}

    /** The account takes no guests, and the user has no name. */
    public record Nameless(Visitor.Refused why) implements Opened {}
}
