package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.secret;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.words;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlNode;

/** The key {@code answers}: how whoever ordered hears what becomes of it. */
final class AnswersShape {
    private static final Set<String> ALL =
            java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(Set.of("order-status", "shipments")));

    private static final String MAIL_SYSTEM = "mail";

    private static final Shape.Fields MAIL = fields(
            "answers by mail",
            of(
                            "connection",
                            new Shape.Anything(),
                            "Server, sender and recipients; the keys are those of the connector `mail`.")
                    .needed()
                    .like("{ host: smtp.morvan.example, from: orders@morvan.example, to: [buying@acme.example] }"),
            of("parties", someOf(words(Party.Role.class)), "Whose mail addresses in the order get it too.")
                    .like("[end-user]"),
            of(
                            "locale",
                            Shape.of(ValueType.LOCALE),
                            "Language (French, English, German) where the order names none in `Language`; that of the company when absent.")
                    .like("fr_FR"),
            of("brand", nameOf(NameOf.BRAND), "Whose face letters have; that of the account when absent.")
                    .like("outil-sud"));

    static final Shape.Fields ACCOUNT = fields(
            "the answers of an account",
            of(
                            "url",
                            Shape.of(ValueType.URI),
                            "Where confirmations and ship notices of this side are posted to, as the buyer names it.")
                    .like("https://acme.example/cxml"),
            of("mail", MAIL, "Confirmations and shipments by mail, in the place of documents."),
            of(
                            "secret",
                            secret(),
                            "Shared secret that proves us to the buyer; that of the side, its first, when absent.")
                    .like("secret:acme-out"),
            of(
                            "send",
                            someOf(words("order-status", "shipments")),
                            "What the buyer takes: confirmations (`order-status`), ship notices (`shipments`); both when absent.")
                    .like("[order-status]"));

    static final Shape.Fields CHANNEL = fields(
            "the answers of a channel",
            of("mail", MAIL, "Confirmations and shipments by mail, to whom the order names.")
                    .needed(),
            of("send", someOf(words("order-status", "shipments")), "What is told; both when absent.")
                    .like("[shipments]"));

    private AnswersShape() {}

    /**
     * @param otherwise secrets of the side, for one that names none
     * @param brand of the account, for letters that name none; null = none
     */
    static Answers read(Tree tree, java.util.List<String> otherwise, String brand) {
        var secret = tree.texts("secret");
        var send = new LinkedHashSet<>(tree.texts("send"));
        return new Answers(
                tree.text("url"),
                tree.has("mail") ? mail(tree.tree("mail"), brand) : null,
                secret.isEmpty() ? otherwise : secret,
                send.isEmpty() ? ALL : send,
                tree.at());
    }

    /** Those of a channel whose partner is told nothing itself. */
    static Answers read(Tree tree) {
        var send = new LinkedHashSet<>(tree.texts("send"));
        return new Answers(
                null, mail(tree.tree("mail"), null), java.util.List.of(), send.isEmpty() ? ALL : send, tree.at());
    }

    private static void connection(
            Answers answers, YamlNode node, Map<String, Connector> connectors, Problems problems) {
        var written = SourceCheck.child(SourceCheck.child(node, "mail"), "connection");
        SourceCheck.connection(connectors.get(MAIL_SYSTEM), written, answers.position(), problems);
    }

    /** Orders come by the API, as its source. */
    static void check(Source source, YamlNode node, Map<String, Connector> connectors, Problems problems) {
        if (source.answers() == null) {
            return;
        }
        connection(source.answers(), node, connectors, problems);
        if (!source.system().equals("api")) {
            problems.error(
                    source.answers().position(),
                    HomeCode.NO_SOURCE.code(),
                    "no orders come from '" + source.system()
                            + "': remove 'answers', or write it where they come from");
        }
    }

    /** One order has one lane of answers: a partner that is told by its streams gets no letters beside. */
    static void check(Channel channel, YamlNode node, Map<String, Connector> connectors, Problems problems) {
        if (channel.answers() == null) {
            return;
        }
        connection(channel.answers(), node, connectors, problems);
        for (var stream : ALL) {
            if (channel.streams().containsKey(stream)) {
                problems.error(
                        channel.answers().position(),
                        HomeCode.STREAMS.code(),
                        "the partner is told by its stream '" + stream + "'; remove that, or 'answers'");
            }
        }
    }

    private static Answers.Mail mail(Tree tree, String brand) {
        var parties = EnumSet.noneOf(Party.Role.class);
        for (var role : Party.Role.values()) {
            if (tree.texts("parties").contains(ValueType.word(role))) {
                parties.add(role);
            }
        }
        return new Answers.Mail(
                Connections.read(tree.node("connection"), null, tree.at()),
                parties,
                tree.text("locale"),
                tree.text("brand", brand));
    }

    /**
     * What must be right before something is sent.
     *
     * @param node of the answers, null = not written
     * @param connectors by system
     */
    static void check(
            Account account,
            String word,
            Account.Side side,
            YamlNode node,
            Map<String, Connector> connectors,
            Problems problems) {
        var answers = side.answers();
        if (answers == null) {
            return;
        }
        var at = answers.position();
        if ((answers.url() == null) == (answers.mail() == null)) {
            wrong(
                    problems,
                    at,
                    word + ".answers has either 'url', where the buyer takes documents, or 'mail', who gets a message");
            return;
        }
        if (answers.mail() != null) {
            var mail = SourceCheck.child(node, "mail");
            SourceCheck.connection(connectors.get(MAIL_SYSTEM), SourceCheck.child(mail, "connection"), at, problems);
            return;
        }
        if (account.protocol() == Account.Protocol.OCI && side.identity().isEmpty()) {
            wrong(
                    problems,
                    at,
                    word
                            + ".answers: OCI knows no confirmations; remove 'url', or name the buyer in 'identity' where it orders by cXML");
            return;
        }
        address(answers.url(), side, at, problems);
        if (side.supplier().isEmpty()) {
            wrong(
                    problems,
                    at,
                    word + ".answers needs '" + word + ".supplier': what the buyer calls us stands in From");
        }
    }

    private static void address(String url, Account.Side side, Position at, Problems problems) {
        if (url.startsWith("sandbox:")) {
            return;
        }
        try {
            var uri = new URI(url);
            if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
                wrong(
                        problems,
                        at,
                        "'" + Finding.cut(url) + "' is no address; write https://host/path without user and #");
            } else if (!"https".equals(uri.getScheme())
                    && !("http".equals(uri.getScheme()) && side.allow().contains(Account.Allow.HTTP))) {
                wrong(problems, at, "a secret goes to 'url', so it begins with https:; or allow: [http]");
            }
        } catch (URISyntaxException broken) {
            wrong(problems, at, "'" + Finding.cut(url) + "' is no address");
        }
    }

    private static void wrong(Problems problems, Position at, String text) {
        problems.error(at, HomeCode.ACCOUNT.code(), text);
    }
}
