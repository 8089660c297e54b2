package org.caravanserai.home;

import java.util.regex.Pattern;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Every {@code hub:call} names an operation of the system it belongs to. */
final class CallCheck {
    private static final Pattern CALL = Pattern.compile("hub:(?://)?call(?:\\?(.*))?");
    private static final Pattern OPERATION = Pattern.compile("(?:.*&)?operation=([^&]*).*");

    private final Connector connector;
    private final Problems problems;

    CallCheck(Connector connector, Problems problems) {
        this.connector = connector;
        this.problems = problems;
    }

    /** Looks through a route or a template at any depth. */
    void check(YamlNode node) {
        if (node instanceof YamlList list) {
            list.items().forEach(this::check);
        } else if (node instanceof YamlMap map) {
            map.entries().forEach(entry -> {
                if (entry.key().equals("to") && entry.value() instanceof YamlScalar uri) {
                    call(uri, null);
                } else if (entry.key().equals("uri") && entry.value() instanceof YamlScalar uri) {
                    call(uri, SourceCheck.child(SourceCheck.child(map, "parameters"), "operation"));
                }
                check(entry.value());
            });
        }
    }

    private void call(YamlScalar uri, YamlNode parameter) {
        var call = CALL.matcher(uri.text());
        if (!call.matches()) {
            return;
        }
        var inUri = OPERATION.matcher(call.group(1) == null ? "" : call.group(1));
        if (parameter instanceof YamlScalar scalar) {
            operation(scalar.at(), scalar.text());
        } else if (inUri.matches()) {
            operation(uri.at(), inUri.group(1));
        } else {
            problems.error(
                    uri.at(),
                    HomeCode.OPERATION.code(),
                    "hub:call needs the operation it carries out, e.g. parameters: { operation: "
                            + connector.operations().keySet().stream()
                                    .findFirst()
                                    .orElse("product-import") + " }");
        }
    }

    private void operation(Position at, String name) {
        if (!name.contains("{{") && !connector.operations().containsKey(name)) {
            problems.error(
                    at,
                    HomeCode.UNKNOWN_NAME.code(),
                    "there is no operation '" + Finding.cut(name) + "' (declared in connectors/" + connector.system()
                            + "/connector.yaml, operations)"
                            + Nearest.hint(name, connector.operations().keySet()));
        }
    }
}
