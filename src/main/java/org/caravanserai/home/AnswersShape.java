package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.secret;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.words;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** The key {@code answers}: how whoever ordered hears what becomes of it. */
final class AnswersShape {
    private static final Set<String> ALL = Set.of("order-status", "shipments");

    static final Shape.Fields ACCOUNT = fields(
            "the answers of an account",
            of(
                            "url",
                            Shape.of(ValueType.URI),
                            "Where confirmations and ship notices of this side are posted to, as the buyer names it.")
                    .like("https://acme.example/cxml"),
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
                tree.text("url"), secret.isEmpty() ? otherwise : secret, send.isEmpty() ? ALL : send, tree.at());
    }

    /** What must be right before something is sent. */
    static void check(Account account, String word, Account.Side side, Problems problems) {
        var answers = side.answers();
        if (answers == null) {
            return;
        }
        var at = answers.position();
        if (answers.url() == null) {
            wrong(problems, at, word + ".answers needs 'url', where the buyer takes documents");
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
