package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.secret;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
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
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlNode;

/** The key {@code answers}: how whoever ordered hears what becomes of it. */
final class AnswersShape {
    private static final Set<String> ALL = Set.of("order-status", "shipments");

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
            of("brand", text(), "Who speaks; the title of the company when absent.")
                    .like("Ateliers Morvan"),
            of("colour", text(), "Colour of the head.").otherwise("#1f3a5f").like("\"#b3261e\""));

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

    private AnswersShape() {}

    /** @param otherwise secrets of the side, for one that names none */
    static Answers read(Tree tree, java.util.List<String> otherwise) {
        var secret = tree.texts("secret");
        var send = new LinkedHashSet<>(tree.texts("send"));
        return new Answers(
                tree.text("url"),
                tree.has("mail") ? mail(tree.tree("mail")) : null,
                secret.isEmpty() ? otherwise : secret,
                send.isEmpty() ? ALL : send,
                tree.at());
    }

    private static Answers.Mail mail(Tree tree) {
        var parties = EnumSet.noneOf(Party.Role.class);
        for (var role : Party.Role.values()) {
            if (tree.texts("parties").contains(ValueType.word(role))) {
                parties.add(role);
            }
        }
        // What is not said is what the way by mail does by itself.
        return new Answers.Mail(
                Connections.read(tree.node("connection"), null, tree.at()),
                parties,
                tree.text("locale"),
                tree.text("brand"),
                tree.text("colour"));
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
            if (!answers.mail().colour().matches("#[0-9A-Fa-f]{6}")) {
                wrong(problems, at, "'colour' is six hexadecimal digits, such as \"#1f3a5f\"");
            }
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
