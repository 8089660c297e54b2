package org.caravanserai.sandbox.buyer;

import java.util.List;
import java.util.Set;

/**
 * What a buyer's administrator has entered about a supplier.
 *
 * @param account name of the account at the supplier
 * @param test whether this is the buyer's test system
 * @param from names of the buyer, synonyms; empty = it sends no cXML
 * @param sender who opens the connection: the buyer itself or its network; null = nobody does
 * @param to what the buyer calls the supplier; null = it has no name for it
 * @param login name of the sign-in by OCI, null = none
 * @param secret of this relationship; goes out in documents and is never shown
 * @param answerSecret with which the supplier proves itself here
 * @param userField name of the parameter with the login
 * @param passwordField name of the parameter with the secret
 * @param hosts where its users' browsers can bring a cart
 * @param plain whether one of these is reached without TLS
 */
record Counterpart(
        String account,
        Profile profile,
        boolean test,
        List<Name> from,
        Name sender,
        Name to,
        String login,
        String secret,
        String answerSecret,
        String userField,
        String passwordField,
        Set<String> hosts,
        boolean plain) {

    /** A name in a naming domain. */
    record Name(String domain, String value) {
        boolean same(String otherDomain, String otherValue) {
            return domain.strip().equalsIgnoreCase(otherDomain.strip())
                    && value.strip().equals(otherValue.strip());
        }
    }

    /** Whether it can send orders and be sent answers. */
    boolean orders() {
        return !from.isEmpty() && sender != null;
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "Counterpart[account=" + account + ", profile=" + profile + ", test=" + test + "]";
    }
}
