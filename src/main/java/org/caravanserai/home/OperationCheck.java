package org.caravanserai.home;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** What the operations of a connector must agree with: its connection, the maps, each other, themselves. */
final class OperationCheck {
    private final Connector connector;
    private final YamlMap file;
    private final Set<String> maps;
    private final Problems problems;
    private final PlaceholderCheck placeholders;

    /** @param file the descriptor as read */
    OperationCheck(Connector connector, YamlMap file, Set<String> maps, Problems problems) {
        this.connector = connector;
        this.file = file;
        this.maps = maps;
        this.problems = problems;
        this.placeholders = new PlaceholderCheck(connector, problems);
    }

    void check() {
        new FirstCheck(connector, file, problems).check();
        HandingFile.check(connector, problems);
        MarketFile.check(connector, maps, problems);
        PagesFile.check(connector, file, problems);
        var authentication = child(file, "authentication");
        if (authentication instanceof YamlMap map) {
            authentication(map);
        }
        if (child(file, "errors") instanceof YamlMap errors) {
            map(errors);
        }
        var operations = child(file, "operations");
        if (!(operations instanceof YamlMap map) || map.isEmpty()) {
            return;
        }
        if (!connector.connection().containsKey(Connector.BASE_URL)
                || !connector.required().contains(Connector.BASE_URL)) {
            error(
                    map.at(),
                    "operations stand below an address: declare connection.properties.baseUrl { format: uri } and require it");
        }
        for (var entry : map.entries()) {
            var operation = connector.operations().get(entry.key());
            if (operation != null && entry.value() instanceof YamlMap node) {
                operation(operation, node);
            }
        }
    }

    private void authentication(YamlMap node) {
        var ways = List.of("basic", "bearer", "oauth2", "login");
        var named = node.keys().stream().filter(ways::contains).toList();
        boolean token = named.contains("oauth2") || named.contains("login");
        if (named.size() > 1) {
            error(
                    node.at(),
                    "authentication is one of basic, bearer, oauth2, login, not " + String.join(" and ", named));
        } else if (named.isEmpty() && (child(node, "header") == null || child(node, "value") == null)) {
            error(
                    node.at(),
                    "authentication needs header and value, or one of basic, bearer, oauth2, login"
                            + ", e.g. { header: api-key, value: \"{connection.apiKey}\" }");
        } else if (!named.isEmpty() && !token && (child(node, "header") != null || child(node, "value") != null)) {
            error(node.at(), named.get(0) + " goes without header and value");
        }
        placeholders.secrets(node, token);
        if (child(node, "login") instanceof YamlMap login) {
            login(login);
        }
        if (child(node, "oauth2") instanceof YamlMap oauth) {
            tokenPath(child(oauth, "token"));
        }
    }

    private void tokenPath(YamlNode node) {
        if (node instanceof YamlScalar scalar && !scalar.text().startsWith("/")) {
            var only = Template.of(scalar.text()).only();
            var property = only == null ? null : connector.connection().get(only.rest());
            if (property == null || !"uri".equals(property.format())) {
                error(node.at(), "'token' is a path (/oauth/token) or a connection key of format: uri");
            }
        }
    }

    private void login(YamlMap login) {
        if (child(login, "operation") instanceof YamlScalar name) {
            var operation = connector.operations().get(name.text());
            if (operation == null) {
                problems.error(
                        name.at(),
                        HomeCode.UNKNOWN_NAME.code(),
                        "there is no operation '" + Finding.cut(name.text()) + "' (declared in operations)"
                                + Nearest.hint(
                                        name.text(), connector.operations().keySet()));
            } else if (!operation.anonymous() || operation.kind() != Connector.Effect.READ) {
                error(name.at(), "the operation that signs in says kind: read and anonymous: true");
            }
        }
        if ((child(login, "at") == null) == (child(login, "fromHeader") == null)) {
            error(login.at(), "login says where the token is: either fromHeader or at");
        }
    }

    private void operation(Connector.Operation operation, YamlMap node) {
        if (!operation.path().startsWith("/")) {
            error(at(node, "path"), "'path' begins with a slash; it stands below baseUrl");
        } else if (operation.path().contains("?") || operation.path().contains("#")) {
            error(at(node, "path"), "what follows ? stands in 'query'");
        } else if (operation.path().matches(".*/\\.\\.?(/.*)?")) {
            error(at(node, "path"), "a path has no '.' or '..' parts");
        }
        boolean one = operation.batch() == 1;
        placeholders.operation(operation);
        placeholders.condition(child(node, "needs"));
        placeholders.condition(child(node, "unless"));
        placeholders.text(child(node, "path"), one, PlaceholderCheck.Place.ADDRESS);
        texts(child(node, "query"), one, PlaceholderCheck.Place.ADDRESS);
        texts(child(node, "headers"), one, PlaceholderCheck.Place.TEXT);
        headers(child(node, "headers"));
        body(operation, child(node, "body"), one);
        if (child(node, "answer") instanceof YamlMap answer) {
            answer(operation, answer);
        }
        if (child(node, "errors") instanceof YamlMap errors) {
            map(errors);
        }
        if (operation.timeout() != null && operation.timeout().toMinutes() > 10) {
            error(at(node, "timeout"), "a call takes at most 10m: longer work is a job that is looked at");
        }
        if (child(node, "takes") instanceof YamlList list && list.items().isEmpty()) {
            error(list.at(), "'takes' names at least one of create, update, retire, withdraw, return");
        }
        if (operation.idempotent() && operation.kind() == Connector.Effect.READ) {
            error(at(node, "idempotent"), "a read is idempotent anyway; remove the line");
        }
        statuses(child(node, "absent"));
        only(operation, child(node, "only"));
        if (child(node, "where") instanceof YamlMap where) {
            where.entries().forEach(this::where);
        }
        jobs(operation, child(node, "jobs"));
        if (operation.each() != null && !one) {
            error(at(node, "each"), "'each' carries the elements of one item after the other; say batch: 1");
        }
        if (child(node, "sharing") instanceof YamlScalar name
                && (!connector.operations().containsKey(name.text()) || operation.ceiling() != null)) {
            error(
                    name.at(),
                    operation.ceiling() != null
                            ? "'sharing' stands in place of a ceiling of its own; remove one of the two"
                            : "there is no operation '" + Finding.cut(name.text()) + "' (declared in operations)"
                                    + Nearest.hint(
                                            name.text(), connector.operations().keySet()));
        }
    }

    /** An operation that says less may carry nothing but updates: the others must be said as a whole. */
    private void only(Connector.Operation operation, YamlNode node) {
        if (node == null) {
            return;
        }
        if (!operation.takes().equals(Set.of(Connector.Action.UPDATE))) {
            error(
                    node.at(),
                    "'only' goes with takes: [update]: what is not there yet, or is to go, is said as a whole");
        }
        if (operation.only().changed().isEmpty()) {
            error(node.at(), "'only' names the fields it carries, e.g. { changed: [quantity] }");
        }
    }

    private void where(YamlMap.Entry entry) {
        var property = connector.connection().get(entry.key());
        if (property == null) {
            problems.error(
                    entry.keyAt(),
                    HomeCode.UNKNOWN_NAME.code(),
                    "the connection has no key '" + Finding.cut(entry.key()) + "' (declared in connection.properties)"
                            + Nearest.hint(entry.key(), connector.connection().keySet()));
        } else if (property.secret()) {
            error(entry.keyAt(), "'" + Finding.cut(entry.key()) + "' is a secret and decides nothing");
        } else if (!property.words().isEmpty()
                && entry.value() instanceof YamlScalar word
                && !property.words().contains(word.text())) {
            error(
                    word.at(),
                    "'" + entry.key() + "' is one of " + String.join(", ", property.words()) + ", not '"
                            + Finding.cut(word.text()) + "'");
        }
    }

    private void jobs(Connector.Operation operation, YamlNode node) {
        if (node != null && operation.kind() != Connector.Effect.READ) {
            error(node.at(), "'jobs' goes with kind: read: a look changes nothing");
        }
        if (node instanceof YamlList list) {
            for (var item : list.items()) {
                var begins =
                        item instanceof YamlScalar name ? connector.operations().get(name.text()) : null;
                if (begins == null || begins.answer().job() == null) {
                    error(
                            item.at(),
                            "'jobs' lists operations whose answer names a job: "
                                    + String.join(
                                            ", ",
                                            connector.operations().values().stream()
                                                    .filter(other ->
                                                            other.answer().job() != null)
                                                    .map(Connector.Operation::name)
                                                    .toList()));
                }
            }
        }
    }

    private void statuses(YamlNode node) {
        if (node instanceof YamlList list) {
            for (var item : list.items()) {
                if (item instanceof YamlScalar scalar && !scalar.text().matches("4[0-9][0-9]")) {
                    error(item.at(), "'absent' lists statuses from 400 to 499, e.g. [404]");
                }
            }
        }
    }

    private void headers(YamlNode node) {
        var ours = Set.of("host", "content-length", "transfer-encoding", "connection", "content-type", "authorization");
        if (node instanceof YamlMap map) {
            for (var entry : map.entries()) {
                if (ours.contains(entry.key().toLowerCase(java.util.Locale.ROOT))
                        || !entry.key().matches("[A-Za-z0-9-]+")) {
                    error(
                            entry.keyAt(),
                            "'" + Finding.cut(entry.key()) + "' is no header to set here: "
                                    + (ours.contains(entry.key().toLowerCase(java.util.Locale.ROOT))
                                            ? "the client writes it itself"
                                            : "letters, digits and hyphens only"));
                }
            }
        }
    }

    private void texts(YamlNode node, boolean one, PlaceholderCheck.Place place) {
        if (node instanceof YamlMap map) {
            map.entries().forEach(entry -> placeholders.text(entry.value(), one, place));
        }
    }

    private void body(Connector.Operation operation, YamlNode node, boolean one) {
        if (!(node instanceof YamlMap map)) {
            return;
        }
        var named = map.keys().stream().filter(PayloadFile.CODECS::contains).toList();
        if (named.size() != 1) {
            error(map.at(), "a body is one of " + String.join(", ", PayloadFile.CODECS) + but(named));
        }
        if (operation.method().equals("GET")) {
            error(map.at(), "GET has no body");
        }
        for (var entry : map.entries()) {
            switch (entry.key()) {
                case "json" -> placeholders.tree(entry.value(), one);
                case "xml" -> xml(entry.value(), one);
                case "csv" -> texts(child(entry.value(), "columns"), true, PlaceholderCheck.Place.TEXT);
                case "form" -> texts(entry.value(), one, PlaceholderCheck.Place.TEXT);
                case "multipart" -> multipart(entry.value(), one);
                case "graphql" -> placeholders.tree(child(entry.value(), "variables"), one);
                default -> {
                    // Other keys are settings, or unknown and reported.
                }
            }
        }
    }

    private static String but(Collection<String> named) {
        return named.isEmpty() ? "" : ", not " + String.join(" and ", named);
    }

    private void xml(YamlNode node, boolean one) {
        if (node instanceof YamlMap map && map.entries().size() == 1) {
            placeholders.tree(node, one);
        } else {
            error(node.at(), "an XML body is a map of its one root element");
        }
    }

    private void multipart(YamlNode node, boolean one) {
        if (!(node instanceof YamlMap map)) {
            return;
        }
        for (var part : map.entries()) {
            placeholders.text(part.value(), one, PlaceholderCheck.Place.TEXT);
            if (part.value() instanceof YamlMap file) {
                var named = file.keys().stream()
                        .filter(PayloadFile.FILE_CODECS::contains)
                        .toList();
                if (named.size() != 1) {
                    error(
                            file.at(),
                            "a file part is one of " + String.join(", ", PayloadFile.FILE_CODECS) + but(named));
                }
                placeholders.text(child(file, "fileName"), one, PlaceholderCheck.Place.TEXT);
                placeholders.text(child(file, "fetch"), one, PlaceholderCheck.Place.TEXT);
                placeholders.tree(child(file, "json"), one);
                if (child(file, "xml") != null) {
                    xml(child(file, "xml"), one);
                }
                texts(child(child(file, "csv"), "columns"), true, PlaceholderCheck.Place.TEXT);
            }
        }
    }

    private void answer(Connector.Operation operation, YamlMap node) {
        map(node);
        var answer = operation.answer();
        if (answer.acceptAll() && answer.why() == null) {
            error(at(node, "accept"), "accept: all needs 'why': an answer by itself proves nothing");
        }
        var readers = new ArrayList<String>();
        for (var key : List.of("accept", "map", "job", "known")) {
            if (child(node, key) != null) {
                readers.add(key);
            }
        }
        readers.remove(readers.contains("map") ? "known" : "");
        if (readers.size() > 1 && !readers.equals(List.of("map", "job"))) {
            error(node.at(), "an answer is read in one way, not by " + String.join(" and ", readers));
        }
        if (child(node, "look") != null && answer.job() == null) {
            error(at(node, "look"), "'look' goes with 'job'");
        }
        if (child(node, "csv") != null && !"csv".equals(answer.format())) {
            error(at(node, "csv"), "'csv' goes with format: csv");
        }
        if ((answer.job() != null || answer.known() != null || answer.map() != null)
                && "none".equals(answer.format())) {
            error(at(node, "format"), "format: none leaves nothing to read " + String.join(", ", readers) + " from");
        }
        if (child(node, "facts") != null && operation.batch() != 1) {
            error(at(node, "facts"), "facts are about one item; say batch: 1");
        }
        if (answer.as() != null && !answer.acceptAll()) {
            error(
                    at(node, "as"),
                    "'as' goes with accept: all; elsewhere the answer says what the partner calls an item");
        }
        placeholders.text(child(node, "as"), true, PlaceholderCheck.Place.TEXT);
        if (answer.keep() != null && operation.batch() != 1) {
            error(at(node, "keep"), "'keep' remembers an answer about one item; say batch: 1");
        }
        if (operation.kind() == Connector.Effect.READ && answer.acceptAll()) {
            error(at(node, "accept"), "a read delivers nothing, so its answer accepts nothing");
        }
    }

    private void map(YamlMap node) {
        if (!(child(node, "map") instanceof YamlScalar name)) {
            return;
        }
        if (!name.text().matches(".*-ack(\\..*)?")) {
            error(
                    name.at(),
                    "'" + Finding.cut(name.text()) + "' is no map of answers; those are named <object>-ack.map.yaml");
        } else if (!maps.contains(name.text())) {
            problems.error(
                    name.at(),
                    HomeCode.NO_MAP.code(),
                    "there is no map mappings/" + Finding.cut(name.text()) + ".map.yaml; create it"
                            + Nearest.hint(name.text(), maps));
        }
    }

    private void error(Position at, String text) {
        problems.error(at, HomeCode.OPERATION.code(), text);
    }

    private static Position at(YamlMap node, String key) {
        return node.get(key).map(YamlNode::at).orElse(node.at());
    }

    private static YamlNode child(YamlNode node, String key) {
        return SourceCheck.child(node, key);
    }
}
