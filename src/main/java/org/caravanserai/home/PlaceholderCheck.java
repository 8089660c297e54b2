package org.caravanserai.home;

import java.util.ArrayList;
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

/** Placeholders in the texts of a connector: which there are, and where each may stand. */
final class PlaceholderCheck {
    /** About one item. */
    private static final Set<String> ITEM = Set.of("key", "remoteId", "row", "element");
    /** About all items. */
    private static final Set<String> ITEMS = Set.of("keys", "remoteIds", "rows");
    /** About the call. */
    private static final Set<String> CALL = Set.of(
            "channel",
            "locale",
            "language",
            "country",
            "job",
            "page",
            "offset",
            "limit",
            "cursor",
            "since",
            "until",
            "now");

    private static final String CONNECTION = "connection.";
    /** What an answer before said about the item. */
    private static final String FACT = "fact";

    /** Where a text stands. */
    enum Place {
        /** Path and query: ends up in logs of others. */
        ADDRESS,
        TEXT,
        /** A value of a JSON or XML body. */
        VALUE,
        PROOF
    }

    private final Connector connector;
    private final Problems problems;
    private boolean token;
    private boolean alone;

    PlaceholderCheck(Connector connector, Problems problems) {
        this.connector = connector;
        this.problems = problems;
    }

    /** The operation whose texts are looked at next. */
    void operation(Connector.Operation operation) {
        alone = operation.batch() == 1;
    }

    /** Names of {@code needs} and {@code unless}: they speak of one item whatever goes along in a call. */
    void condition(YamlNode node) {
        if (node instanceof YamlList list) {
            list.items().forEach(this::condition);
        } else if (node instanceof YamlScalar scalar) {
            var hole = new Template.Hole(scalar.text(), null, 0);
            boolean field = hole.root().equals("row") && !hole.rest().isEmpty();
            if (!field && !isFact(hole) && !hole.name().equals("remoteId")) {
                error(
                        scalar.at(),
                        "'" + Finding.cut(scalar.text())
                                + "' is not known of an item; write row.<field>, fact.<name> or remoteId");
            }
        }
    }

    private boolean isFact(Template.Hole hole) {
        return hole.root().equals(FACT) && facts().contains(hole.rest());
    }

    private List<String> facts() {
        return connector.operations().values().stream()
                .flatMap(operation -> operation.answer().facts().keySet().stream())
                .distinct()
                .toList();
    }

    /** The texts of an authentication, at any depth: only the connection, and the token where there is one. */
    void secrets(YamlMap node, boolean withToken) {
        token = withToken;
        walk(node);
    }

    private void walk(YamlMap node) {
        for (var entry : node.entries()) {
            if (entry.value() instanceof YamlMap map) {
                walk(map);
            } else {
                text(entry.value(), false, Place.PROOF);
            }
        }
    }

    /** A body of JSON or XML. {@code one}: the operation carries one item. */
    void tree(YamlNode node, boolean one) {
        if (node instanceof YamlMap map) {
            var each = only(map, "each");
            var merge = only(map, "merge");
            if (each != null) {
                tree(each, true);
            } else if (merge != null && !(merge instanceof YamlList)) {
                problems.error(
                        merge.at(),
                        HomeCode.OPERATION.code(),
                        "merge takes a list of maps, e.g. [\"{row}\", { id: \"{remoteId}\" }]");
            } else {
                map.entries().forEach(entry -> tree(entry.value(), one));
            }
        } else if (node instanceof YamlList list) {
            list.items().forEach(item -> tree(item, one));
        } else if (node != null) {
            text(node, one, Place.VALUE);
        }
    }

    private static YamlNode only(YamlMap map, String key) {
        return map.entries().size() == 1 ? map.get(key).orElse(null) : null;
    }

    /** One text; anything but a single value is passed over. */
    void text(YamlNode node, boolean one, Place place) {
        if (!(node instanceof YamlScalar scalar)) {
            return;
        }
        var template = Template.of(scalar.text());
        for (var hole : template.holes()) {
            hole(hole, template, scalar.position(hole.at()), one, place);
        }
    }

    private void hole(Template.Hole hole, Template template, Position at, boolean one, Place place) {
        if (hole.filter() != null
                && !hole.filter().equals(Template.HEX_ID)
                && (!hole.filter().equals(Template.NUMBER) || template.only() == null || place != Place.VALUE)) {
            error(
                    at,
                    hole.filter().equals(Template.NUMBER)
                            ? "'|number' fills a whole value of a JSON body and nothing else"
                            : "'|" + Finding.cut(hole.filter()) + "' is not known; there are |number and |hexId");
            return;
        }
        if (hole.name().startsWith(CONNECTION)) {
            connection(hole, at, place);
        } else if (place == Place.PROOF) {
            if (!token || !hole.name().equals("token")) {
                error(
                        at,
                        "authentication knows {connection.<key>}" + (token ? " and {token}" : "") + ", not "
                                + shown(hole));
            }
        } else {
            item(hole, template, at, one, place);
        }
    }

    private void item(Template.Hole hole, Template template, Position at, boolean one, Place place) {
        boolean field =
                Set.of("row", "element").contains(hole.root()) && !hole.rest().isEmpty();
        if (hole.root().equals(FACT)) {
            fact(hole, at);
        } else if (!field
                && !ITEM.contains(hole.name())
                && !ITEMS.contains(hole.name())
                && !CALL.contains(hole.name())) {
            error(at, "there is no placeholder " + shown(hole) + Nearest.hint(hole.name(), names()));
        } else if ((ITEM.contains(hole.name()) || field) && !one) {
            error(
                    at,
                    shown(hole)
                            + " speaks of one item; say batch: 1, or put it inside { each: ... } of a json or xml body");
        } else if (Set.of("row", "rows").contains(hole.name()) && (place != Place.VALUE || template.only() == null)) {
            error(at, shown(hole) + " fills a whole value of a json or xml body; a field of it is {row.<field>}");
        }
    }

    private void fact(Template.Hole hole, Position at) {
        if (!isFact(hole)) {
            error(
                    at,
                    "no answer says " + shown(hole) + "; declare it in answer.facts of an operation before"
                            + Nearest.hint(hole.rest(), facts()));
        } else if (!alone) {
            error(at, shown(hole) + " speaks of one item; say batch: 1");
        }
    }

    private void connection(Template.Hole hole, Position at, Place place) {
        var name = hole.name().substring(CONNECTION.length());
        var property = connector.connection().get(name);
        if (property == null) {
            problems.error(
                    at,
                    HomeCode.UNKNOWN_NAME.code(),
                    "the connection has no key '" + Finding.cut(name) + "' (declared in connection.properties)"
                            + Nearest.hint(name, connector.connection().keySet()));
        } else if (property.secret() && place == Place.ADDRESS) {
            error(at, "a secret in an address ends up in logs of others; send " + shown(hole) + " as a header");
        }
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        names.addAll(ITEM);
        names.addAll(ITEMS);
        names.addAll(CALL);
        connector.connection().keySet().forEach(key -> names.add(CONNECTION + key));
        return names;
    }

    private static String shown(Template.Hole hole) {
        return "{" + Finding.cut(hole.name()) + "}";
    }

    private void error(Position at, String text) {
        problems.error(at, HomeCode.OPERATION.code(), text);
    }
}
