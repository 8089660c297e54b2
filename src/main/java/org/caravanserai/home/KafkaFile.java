package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.secret;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** {@code kafka} in {@code config/hub.yaml}: its keys, how they become a {@link Kafka}, and what must fit together. */
final class KafkaFile {
    private static final String ORDERS = "orders";
    private static final String CHANGES = "changes";
    private static final String SERVERS = "servers";
    private static final String PASSWORD = "password";
    private static final String TOPIC = "topic";
    private static final Pattern SERVER = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
    private static final Pattern OWN_MACHINE = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1]):[0-9]+");
    /** What a broker takes as a name; a dot and an underscore at the same place would meet in its figures. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,248}");

    private static final Shape.Fields CHANGES_SHAPE = fields(
            "the topic of changes",
            of(TOPIC, text(), "Topic the changes go into. It exists already; the hub makes none.")
                    .needed()
                    .like("hub.changes"),
            of(
                            "kinds",
                            someOf(words(
                                    Arrays.stream(Kind.values()).map(Kind::word).toList())),
                            "Documents whose changes go out. Companies and contacts are personal data: whoever reads the topic has them.")
                    .needed()
                    .like("[products, offers]"));

    private static final Shape.Fields ORDERS_SHAPE = fields(
            "the topic of orders",
            of(TOPIC, text(), "Topic orders are read from: canonical JSON, one order a message.")
                    .needed()
                    .like("shop.orders"),
            of(
                            "channel",
                            nameOf(NameOf.CHANNEL),
                            "Channel the orders are of, as their source; it hears of them when it has a stream for it.")
                    .needed()
                    .like("shop"));

    static final Shape.Fields SHAPE = fields(
            "kafka",
            of(SERVERS, someOf(text()), "Servers to begin with, `host:port`.")
                    .needed()
                    .like("[\"kafka-1.example:9093\", \"kafka-2.example:9093\"]"),
            of("user", text(), "User; nobody signs in when absent.").like("hub"),
            of(PASSWORD, secret(), "Password, a reference.").like("secret:kafka"),
            of(
                            "mechanism",
                            words(Kafka.Mechanism.class),
                            "How the user proves who it is (SASL); `plain` hands the password over and needs TLS.")
                    .otherwise("scram-sha-512"),
            of("tls", bool(), "Whether the line is encrypted and the server proves who it is.")
                    .otherwise("true"),
            of("ca", secret(), "Certificates that are trusted (PEM), a reference; those every Java trusts when absent.")
                    .like("secret:kafka-ca"),
            of(CHANGES, CHANGES_SHAPE, "Changes of documents, for whoever reads along.")
                    .like("{ topic: hub.changes, kinds: [products, offers] }"),
            of(ORDERS, ORDERS_SHAPE, "Orders, from a shop or a bus.").like("{ topic: shop.orders, channel: shop }"));

    /** The key of {@code hub.yaml}. */
    static final Setting SETTING = of("kafka", SHAPE, "Topics of a Kafka cluster. Nothing of it is loaded when absent.")
            .like(
                    "{ servers: [\"kafka.example:9093\"], user: hub, password: secret:kafka, changes: { topic: hub.changes, kinds: [products] } }");

    private KafkaFile() {}

    /** Null when nothing is said of Kafka. */
    static Kafka read(Tree hub) {
        if (!hub.has("kafka")) {
            return null;
        }
        var tree = hub.tree("kafka");
        return new Kafka(
                tree.texts(SERVERS),
                tree.text("user"),
                tree.text(PASSWORD),
                tree.word("mechanism", Kafka.Mechanism.class),
                tree.flag("tls"),
                tree.text("ca"),
                tree.has(CHANGES) ? changes(tree.tree(CHANGES)) : null,
                tree.has(ORDERS)
                        ? new Kafka.Orders(
                                tree.tree(ORDERS).text(TOPIC, ""),
                                tree.tree(ORDERS).text("channel", ""))
                        : null,
                tree.at());
    }

    private static Kafka.Changes changes(Tree tree) {
        return new Kafka.Changes(
                tree.text(TOPIC, ""),
                tree.texts("kinds").stream()
                        .map(Kind::of)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
    }

    /**
     * @param hub the effective tree of {@code hub.yaml}
     * @param test null, or the file of the environment that promises to reach no production
     */
    static void check(Kafka kafka, YamlNode hub, String test, Problems problems) {
        if (kafka == null) {
            return;
        }
        var tree = SourceCheck.child(hub, "kafka");
        servers(kafka, SourceCheck.child(tree, SERVERS), test, problems);
        line(kafka, tree, problems);
        if (kafka.changes() == null && kafka.orders() == null) {
            wrong(problems, kafka.position(), "kafka needs 'changes', 'orders' or both: nothing is written or read");
        }
        if (kafka.changes() != null) {
            topic(kafka.changes().topic(), at(SourceCheck.child(tree, CHANGES), TOPIC), problems);
        }
        if (kafka.orders() != null) {
            var at = at(SourceCheck.child(tree, ORDERS), TOPIC);
            topic(kafka.orders().topic(), at, problems);
            if (kafka.changes() != null
                    && kafka.changes().topic().equals(kafka.orders().topic())) {
                wrong(problems, at, "orders are read from the topic the changes go into; take two topics");
            }
        }
    }

    private static boolean server(String text) {
        var parts = SERVER.matcher(text);
        return parts.matches() && Integer.parseInt(parts.group(2)) > 0 && Integer.parseInt(parts.group(2)) <= 65_535;
    }

    private static void servers(Kafka kafka, YamlNode servers, String test, Problems problems) {
        if (servers instanceof YamlList list) {
            for (var item : list.items()) {
                var server = item instanceof YamlScalar scalar ? scalar.text() : "";
                if (!Secrets.isReference(server) && !server(server)) {
                    wrong(
                            problems,
                            item.at(),
                            "'" + Finding.cut(server) + "' is no server; write host:port, as in kafka.example:9093");
                }
            }
        }
        var at = servers == null ? kafka.position() : servers.at();
        if (test != null && !at.file().equals(test)) {
            problems.error(
                    at,
                    HomeCode.PROMISE.code(),
                    "type: test promises no production connection, and 'servers' are those of production; patch kafka.servers in "
                            + test);
        }
    }

    private static void line(Kafka kafka, YamlNode tree, Problems problems) {
        if (kafka.user() != null && kafka.password() == null) {
            wrong(problems, at(tree, "user"), "a user needs 'password', e.g. password: secret:kafka");
        }
        if (kafka.user() == null && kafka.password() != null) {
            wrong(problems, at(tree, PASSWORD), "a password needs 'user'");
        }
        if (kafka.ca() != null && !kafka.tls()) {
            wrong(problems, at(tree, "ca"), "'ca' needs tls: true");
        }
        boolean outside = kafka.servers().stream()
                .anyMatch(server -> !OWN_MACHINE.matcher(server).matches());
        if (kafka.tls() || !outside) {
            return;
        }
        if (kafka.user() != null && kafka.mechanism() == Kafka.Mechanism.PLAIN) {
            wrong(problems, at(tree, "tls"), "mechanism: plain sends the password in clear; write tls: true");
        } else {
            problems.warning(
                    at(tree, "tls"),
                    HomeCode.KAFKA.code(),
                    "without TLS everybody on the way reads the messages, and may change them");
        }
    }

    private static void topic(String name, Position at, Problems problems) {
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            wrong(
                    problems,
                    at,
                    "'" + Finding.cut(name)
                            + "' is no name of a topic: letters, digits, dots, hyphens and underscores, at most 249");
        }
    }

    private static Position at(YamlNode tree, String key) {
        var node = SourceCheck.child(tree, key);
        return node == null ? tree.at() : node.at();
    }

    private static void wrong(Problems problems, Position at, String text) {
        problems.error(at, HomeCode.KAFKA.code(), text);
    }
}
