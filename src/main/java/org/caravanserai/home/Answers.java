package org.caravanserai.home;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.parser.Position;

/**
 * How whoever ordered hears what becomes of it: by documents to an address, or by mail.
 *
 * @param url where documents of procurement systems go, null = nowhere
 * @param mail who gets it by mail, null = nobody; an account has one of the two
 * @param secret references to what proves us there; the first is sent
 * @param send what is told: plural words of streams, {@code order-status} and {@code shipments}
 */
public record Answers(String url, Mail mail, List<String> secret, Set<String> send, Position position) {
    /**
     * Answers by mail.
     *
     * @param connection server, sender and recipients, as that of a target {@code mail}
     * @param parties whose mail addresses in the order get it too
     * @param locale language where the order says none, null = that of the company
     * @param brand whose face they have, null = that of the installation
     */
    public record Mail(Connection connection, Set<Party.Role> parties, String locale, String brand) {
        public Mail {
            parties = Set.copyOf(parties);
        }
    }

    /** Key of the connection with the address of documents. */
    private static final String SECRET = "secret";

    public Answers {
        secret = List.copyOf(secret);
        send = Set.copyOf(send);
    }

    /** Address and secrets as the outbound client takes them; what follows a question mark is left out. */
    public Connection connection() {
        return new Connection(
                Map.of(Connector.BASE_URL, List.of(url.replaceFirst("[?#].*", "")), SECRET, secret), position);
    }
}
