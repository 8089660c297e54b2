package org.caravanserai.punchout.cxml;

import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.EarlierCart;
import org.caravanserai.punchout.ReturnAddress;

/** Who a document says it is from, and how a sender is told that it may not. */
public final class Senders {
    private Senders() {}

    /** The names in a header. The hub between the parties is a name of From only when it is the only one. */
    public static Accounts.Claim claim(Cxml.Header header) {
        var sender = header.sender == null ? List.<Cxml.Credential>of() : header.sender.credentials;
        var secret = sender.stream()
                .map(credential -> credential.sharedSecret)
                .filter(java.util.Objects::nonNull)
                .map(AnyText::text)
                .findFirst()
                .orElse(null);
        return new Accounts.Claim(
                parties(header.from),
                parties(header.to),
                sender.stream().flatMap(Senders::identity).toList(),
                secret);
    }

    private static List<Account.Identity> parties(List<Cxml.Party> parties) {
        var all = parties.stream().flatMap(party -> party.credentials.stream()).toList();
        var own = all.stream().filter(credential -> !credential.marketplace()).toList();
        return (own.isEmpty() ? all : own).stream().flatMap(Senders::identity).toList();
    }

    private static Stream<Account.Identity> identity(Cxml.Credential credential) {
        return credential.identity == null
                ? Stream.empty()
                : Stream.of(new Account.Identity(
                        credential.domain == null ? "" : credential.domain,
                        credential.identity.text().strip()));
    }

    /** What a sender is told; nothing tells an unknown name from a wrong secret. */
    public static Incoming.Refused refused(Accounts.Reason reason) {
        return switch (reason) {
            case UNKNOWN ->
                new Incoming.Refused(CxmlStatus.UNAUTHORIZED, "the Sender is not known here, or its secret is another");
            case NOT_FOR_FROM -> new Incoming.Refused(CxmlStatus.FORBIDDEN, "the Sender may not send for this From");
            case NOT_TO_US -> new Incoming.Refused(CxmlStatus.FORBIDDEN, "To is not a name of ours for this buyer");
        };
    }

    /** What a sender of a set-up with a wrong return address is told. */
    public static Incoming.Refused refused(ReturnAddress.Refused refused) {
        return new Incoming.Refused(
                refused.malformed() ? CxmlStatus.BAD_REQUEST : CxmlStatus.FORBIDDEN,
                "BrowserFormPost: " + refused.why());
    }

    /** What a sender of a cart that we no longer know is told. */
    public static Incoming.Refused refused(EarlierCart.Unknown unknown) {
        var parts = unknown.parts().stream()
                .limit(5)
                .map(part -> Finding.cut(part.auxiliary() == null ? part.sku() : part.sku() + " " + part.auxiliary()))
                .toList();
        return new Incoming.Refused(
                CxmlStatus.PRECONDITION_FAILED, "these lines are of no cart we know: " + String.join(", ", parts));
    }
}
