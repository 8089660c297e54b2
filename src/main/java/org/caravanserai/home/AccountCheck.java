package org.caravanserai.home;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** What an account must agree with: its protocol, the other accounts, its tables. */
final class AccountCheck {
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");
    private static final Pattern VERSION = Pattern.compile("1\\.[12]\\.[0-9]{3}");

    private final Tables tables;
    private final Map<String, Connector> connectors;
    private final Set<String> maps;
    private final Problems problems;
    private final Map<String, String> names = new HashMap<>();

    AccountCheck(Tables tables, Map<String, Connector> connectors, Set<String> maps, Problems problems) {
        this.tables = tables;
        this.connectors = connectors;
        this.maps = maps;
        this.problems = problems;
    }

    void check(Collection<Account> accounts, Map<String, YamlNode> trees) {
        for (var account : accounts) {
            var tree = trees.get("config/accounts/" + account.name() + ".yaml");
            if (account.sides().isEmpty()) {
                wrong(account.position(), "an account has production, test or both");
            }
            side(account, "production", account.production(), tree);
            side(account, "test", account.test(), tree);
            logins(account);
            table(SourceCheck.child(tree, "units"), account.units());
            if (account.classification() != null) {
                table(
                        SourceCheck.child(tree, "classification"),
                        account.classification().table());
            }
            map(account, SourceCheck.child(SourceCheck.child(tree, "cart"), "map"));
            note(account, SourceCheck.child(SourceCheck.child(tree, "cart"), "note"));
            versions(SourceCheck.child(SourceCheck.child(tree, "cxml"), "versions"));
        }
    }

    private void side(Account account, String word, Account.Side side, YamlNode tree) {
        if (side == null) {
            return;
        }
        if (side.secret().isEmpty()) {
            wrong(side.position(), word + " needs 'secret', e.g. secret: secret:" + account.name());
        }
        if (side.returnHosts().isEmpty() && !side.allow().contains(Account.Allow.SAPEVENT)) {
            wrong(side.position(), word + " needs 'returnHosts': a cart goes nowhere else");
        }
        side.returnHosts().forEach(host -> host(side, host));
        AnswersShape.check(
                account, word, side, SourceCheck.child(SourceCheck.child(tree, word), "answers"), connectors, problems);
        if (account.protocol() == Account.Protocol.OCI) {
            if (side.login() == null) {
                wrong(side.position(), word + " needs 'login', the name the buyer signs in with");
            }
            if (side.identity().isEmpty()) {
                return;
            }
        }
        if (side.identity().isEmpty()) {
            wrong(side.position(), word + " needs 'identity', e.g. identity: { domain: DUNS, value: \"012345678\" }");
        }
        if (side.supplier().isEmpty()) {
            problems.warning(
                    side.position(),
                    HomeCode.ACCOUNT.code(),
                    word
                            + " has no 'supplier': documents to somebody else are taken too; name what the buyer calls us");
        }
        for (var identity : side.identity()) {
            taken(account, word, side, identity);
        }
    }

    /** From says which account it is: a name of two accounts would be a guess. */
    private void taken(Account account, String word, Account.Side side, Account.Identity identity) {
        var key = identity.domain().strip().toLowerCase(java.util.Locale.ROOT) + " "
                + identity.value().strip();
        var here = account.name() + ", " + word;
        var other = names.putIfAbsent(key, here);
        if (other != null && !other.equals(here)) {
            wrong(
                    side.position(),
                    "the identity " + Finding.cut(identity.toString()) + " is that of " + other
                            + " too; a name stands for one side of one account");
        }
    }

    private void host(Account.Side side, String host) {
        if (NUMBERS.matcher(host).matches()) {
            if (!side.allow().contains(Account.Allow.IP)) {
                wrong(side.position(), "'" + host + "' is an address; write the name, or allow: [ip]");
            }
        } else if (!HOST.matcher(host).matches()) {
            wrong(
                    side.position(),
                    "'" + Finding.cut(host) + "' is no host; write the whole name without scheme, port, path and *");
        }
    }

    private void logins(Account account) {
        if (account.protocol() == Account.Protocol.OCI
                && account.production() != null
                && account.test() != null
                && account.production().login() != null
                && account.production().login().equals(account.test().login())) {
            wrong(account.test().position(), "test and production have the same login; a login says which it is");
        }
    }

    private void table(YamlNode node, String name) {
        var table = name == null ? null : tables.of(name).orElse(null);
        if (table != null && table.columns().size() < 2) {
            wrong(node.at(), "the table '" + name + "' has one column; the second holds the buyer's code");
        }
    }

    private void map(Account account, YamlNode node) {
        var map = account.cart().map();
        if (!maps.contains(map)) {
            problems.error(
                    node == null ? account.position() : node.at(),
                    HomeCode.NO_MAP.code(),
                    "there is no mappings/" + map + ".map.yaml" + Nearest.hint(map, maps));
        } else if (!map.matches(".*/cart-out(\\..*)?")) {
            wrong(node.at(), "a map of carts is called cart-out, or cart-out.<partner>");
        }
    }

    /** What people write belongs into a field of the buyer's own, not into one that means something. */
    private void note(Account account, YamlNode node) {
        if (node != null
                && account.protocol() == Account.Protocol.OCI
                && !account.cart().note().matches("CUST_FIELD[1-5]")) {
            wrong(node.at(), "a note goes by OCI into CUST_FIELD1 to CUST_FIELD5; without this key it ends LONGTEXT");
        }
    }

    private void versions(YamlNode node) {
        if (node instanceof YamlMap map) {
            for (var entry : map.entries()) {
                if (entry.value() instanceof YamlScalar scalar
                        && !VERSION.matcher(scalar.text()).matches()) {
                    wrong(
                            scalar.at(),
                            "'" + Finding.cut(scalar.text()) + "' is no version of cXML; write it as in 1.2.014");
                }
            }
        }
    }

    private void wrong(Position at, String text) {
        problems.error(at, HomeCode.ACCOUNT.code(), text);
    }
}
