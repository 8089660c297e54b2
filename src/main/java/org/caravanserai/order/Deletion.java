package org.caravanserai.order;

import java.util.Objects;

/**
 * A buyer's word that an order is to be deleted, whole.
 *
 * @param account whose order it is at the source, empty = the source has one account only
 * @param version the buyer means, 0 = not said
 * @param message the bytes it came in; what is answered later refers to its id
 */
public record Deletion(
        String source, String account, String number, int version, boolean test, Incoming.Message message) {
    public Deletion {
        Objects.requireNonNull(source);
        Objects.requireNonNull(account);
        Objects.requireNonNull(number);
        Objects.requireNonNull(message);
    }
}
