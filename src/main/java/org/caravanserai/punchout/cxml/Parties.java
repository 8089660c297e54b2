package org.caravanserai.punchout.cxml;

import org.caravanserai.home.Account;

/**
 * Between whom a document of ours travels.
 *
 * @param us as the buyer calls us; From of what we send
 * @param them the buyer; To of what we send
 * @param secret ours, for requests to the buyer's server; never for what passes a browser; null = none
 * @param test whether it says deploymentMode test
 */
public record Parties(Account.Identity us, Account.Identity them, String secret, boolean test) {
    /** What we call ourselves in Sender. */
    static final String AGENT = "Caravanserai";

    /** The way back: From and To of a request changed over. Hubs that repeat To: the first counts. */
    public static Parties back(Cxml.Header header, boolean test) {
        return new Parties(first(header.to), first(header.from), null, test);
    }

    private static Account.Identity first(java.util.List<Cxml.Party> sides) {
        var credentials =
                sides.stream().flatMap(party -> party.credentials.stream()).toList();
        return credentials.stream()
                .filter(one -> !one.marketplace())
                .findFirst()
                .or(() -> credentials.stream().findFirst())
                .map(one -> new Account.Identity(
                        one.domain == null ? "" : one.domain,
                        one.identity == null ? "" : one.identity.text().strip()))
                .orElse(new Account.Identity("", ""));
    }

    Cxml.Header header(boolean throughBrowser) {
        var header = new Cxml.Header();
        header.from.add(Cxml.Party.of(us.domain(), us.value()));
        header.to.add(Cxml.Party.of(them.domain(), them.value()));
        header.sender = new Cxml.Sender();
        var sender = Cxml.Credential.of(us.domain(), us.value());
        if (secret != null && !throughBrowser) {
            sender.sharedSecret = AnyText.of(secret);
        }
        header.sender.credentials.add(sender);
        header.sender.userAgent = AGENT;
        return header;
    }
}
