package org.caravanserai.home;

import java.util.List;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.Position;

/**
 * Topics of a Kafka cluster: {@code kafka} in {@code config/hub.yaml}. What is read and written there is one topic each.
 *
 * @param servers {@code host:port}, at least one; a reference may stand in place of each
 * @param user null = nobody signs in
 * @param password a secret reference, null without a user
 * @param mechanism how the user proves who it is
 * @param tls whether the line is encrypted
 * @param ca reference to the certificates (PEM) that are trusted, null = those every Java trusts
 * @param changes where changes of documents go, null = nowhere
 * @param orders where orders come from, null = from nowhere
 */
public record Kafka(
        List<String> servers,
        String user,
        String password,
        Mechanism mechanism,
        boolean tls,
        String ca,
        Changes changes,
        Orders orders,
        Position position) {

    /** How a user proves who it is (SASL). */
    public enum Mechanism {
        /** The password goes over the line; with TLS only. */
        PLAIN,
        SCRAM_SHA_256,
        SCRAM_SHA_512
    }

    /** Changes of the documents of these kinds go into a topic; at least one kind. */
    public record Changes(String topic, List<Kind> kinds) {}

    /** Orders come from a topic; they are orders of this channel. */
    public record Orders(String topic, String channel) {}

    /** Equal when they say the same, wherever it stands. */
    public boolean same(Kafka other) {
        return other != null
                && new Kafka(servers, user, password, mechanism, tls, ca, changes, orders, null)
                        .equals(new Kafka(
                                other.servers,
                                other.user,
                                other.password,
                                other.mechanism,
                                other.tls,
                                other.ca,
                                other.changes,
                                other.orders,
                                null));
    }
}
