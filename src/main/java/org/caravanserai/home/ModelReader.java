package org.caravanserai.home;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Family;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Section;
import org.caravanserai.canonical.Trust;
import org.caravanserai.canonical.Unit;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Makes the {@link Model} of the core model and what the home adds to it. */
final class ModelReader {
    /** Value table of the attribute {@code family}: the families of the home, no file. */
    static final String FAMILIES = "families";

    private final Tables tables;
    private final Problems problems;
    private final Map<Kind, Map<String, Attribute>> attributes = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Section>> sections = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Set<String>>> required = new EnumMap<>(Kind.class);

    ModelReader(Tables tables, Problems problems) {
        this.tables = tables;
        this.problems = problems;
        for (var kind : Kind.values()) {
            attributes.put(kind, new LinkedHashMap<>());
            sections.put(kind, new LinkedHashMap<>());
            required.put(kind, new LinkedHashMap<>());
        }
    }

    /** Reads the core model; null = it is not there. */
    ModelReader core(YamlNode node) {
        if (node != null) {
            var tree = Tree.of(node, ModelFiles.CORE_SHAPE);
            for (var kind : Kind.values()) {
                var core = tree.tree(kind.word());
                core.trees("attributes")
                        .forEach((code, one) -> attributes.get(kind).put(code, attribute(code, one)));
                core.trees("sections").forEach((code, one) -> sections.get(kind).put(code, section(code, one)));
                core.lists("required")
                        .forEach((purpose, codes) -> required.get(kind).put(purpose, ordered(codes)));
            }
        }
        return this;
    }

    /** Adds the attributes a home declares for a kind, with what it requires. */
    ModelReader extend(Kind kind, YamlNode node) {
        var tree = Tree.of(node, kind == Kind.PRODUCTS ? ModelFiles.PRODUCTS_SHAPE : ModelFiles.KIND_SHAPE);
        tree.trees("attributes").forEach((code, one) -> {
            var core = attributes.get(kind).get(code);
            if (code.equals(kind.keyField()) || sections.get(kind).containsKey(code)) {
                problems.error(
                        one.at(),
                        HomeCode.REDEFINED.code(),
                        "'" + code + "' is the key or a section of " + kind.word() + "; choose another code");
            } else if (core == null) {
                attributes.get(kind).put(code, attribute(code, one));
            } else if (narrows(core, one, code)) {
                attributes.get(kind).put(code, narrowed(core, one));
            }
        });
        tree.lists("required").forEach((purpose, codes) -> required.get(kind).put(purpose, ordered(codes)));
        if (kind != Kind.PRODUCTS) {
            checkRequired(kind, tree.node("required"));
        }
        return this;
    }

    private void checkRequired(Kind kind, YamlNode node) {
        var known = new LinkedHashSet<>(attributes.get(kind).keySet());
        known.addAll(sections.get(kind).keySet());
        known.add(kind.keyField());
        if (node instanceof YamlMap map) {
            for (var entry : map.entries()) {
                if (entry.value() instanceof YamlList list) {
                    list.items().forEach(item -> {
                        var code = item instanceof YamlScalar scalar ? scalar.text() : "";
                        if (!known.contains(code)) {
                            problems.error(
                                    item.at(),
                                    HomeCode.UNKNOWN_NAME.code(),
                                    "'" + code + "' is no attribute or section of " + kind.word()
                                            + Nearest.hint(code, known));
                        }
                    });
                }
            }
        }
    }

    /** A core attribute may get an owner, labels, a table, a unit and a shorter maxLength; type and flags stay. */
    private boolean narrows(Attribute core, Tree one, String code) {
        var type = one.word("type", AttributeType.class);
        boolean sameFlags = (!one.has("localizable") || one.flag("localizable") == core.localizable())
                && (!one.has("scopable") || one.flag("scopable") == core.scopable())
                && !one.has("target");
        if (sameFlags && (type == null || type == core.type())) {
            return true;
        }
        var flags = (core.localizable() ? ", localizable" : "") + (core.scopable() ? ", scopable" : "");
        problems.error(
                one.at(),
                HomeCode.REDEFINED.code(),
                "'" + code + "' is an attribute of the core model ("
                        + core.type().word() + flags + "); keep its type and flags, or choose another code");
        return false;
    }

    private static Attribute narrowed(Attribute core, Tree one) {
        var label = new LinkedHashMap<>(core.label());
        label.putAll(one.strings("label"));
        return new Attribute(
                core.code(),
                core.type(),
                core.localizable(),
                core.scopable(),
                one.has("unit") ? one.text("unit") : core.unit(),
                one.has("table") ? one.text("table") : core.table(),
                one.has("maxLength") ? one.number("maxLength") : core.maxLength(),
                core.target(),
                one.has("owner") ? one.text("owner") : core.owner(),
                label,
                core.personal() || one.flag("personal"));
    }

    private Attribute attribute(String code, Tree tree) {
        var type = tree.word("type", AttributeType.class);
        var unit = tree.text("unit");
        var target = tree.text("target");
        var table = tree.text("table");
        if (type == null && !tree.has("type")) {
            problems.error(
                    tree.at(), HomeCode.MISSING_KEY.code(), "an attribute needs the key 'type', e.g. type: text");
        }
        if (unit != null && unit.length() <= 3 && Unit.of(unit).isEmpty()) {
            problems.error(
                    tree.at("unit"),
                    HomeCode.MODEL.code(),
                    "'" + unit + "' is no unit we know; write a UN/ECE Rec 20 code, e.g. KGM");
        }
        if (unit != null
                && type != null
                && !Set.of(AttributeType.QUANTITY, AttributeType.DECIMAL, AttributeType.INTEGER)
                        .contains(type)) {
            problems.error(tree.at("unit"), HomeCode.MODEL.code(), "a unit needs type: quantity, decimal or integer");
        }
        if (type == AttributeType.REFERENCE && target == null) {
            problems.error(
                    tree.at(), HomeCode.MODEL.code(), "a reference says what it points to, e.g. target: categories");
        }
        if (table != null && type != AttributeType.OPTION && type != AttributeType.OPTIONS) {
            problems.error(tree.at("table"), HomeCode.MODEL.code(), "a table needs type: option or options");
        }
        return new Attribute(
                code,
                type == null ? AttributeType.TEXT : type,
                tree.flag("localizable"),
                tree.flag("scopable"),
                unit,
                table,
                tree.number("maxLength"),
                target == null ? null : Kind.of(target).orElse(null),
                tree.text("owner"),
                tree.strings("label"),
                tree.flag("personal"));
    }

    private Section section(String code, Tree tree) {
        var fields = new LinkedHashMap<String, Attribute>();
        tree.trees("fields").forEach((name, field) -> fields.put(name, attribute(name, field)));
        return new Section(code, tree.flag("byKey"), tree.texts("identity"), fields);
    }

    /** The finished model. */
    Model read(YamlNode products, List<String> locales) {
        var tree = Tree.of(products, ModelFiles.PRODUCTS_SHAPE);
        var everywhere = required.get(Kind.PRODUCTS);
        var families = new LinkedHashMap<String, Family>();
        tree.trees("families").forEach((code, one) -> families.put(code, family(code, one, everywhere)));
        var kinds = new EnumMap<Kind, KindModel>(Kind.class);
        for (var kind : Kind.values()) {
            kinds.put(kind, new KindModel(kind, attributes.get(kind), sections.get(kind), required.get(kind)));
        }
        return new Model(
                kinds,
                families,
                tree.texts("scopes"),
                locales,
                tree.texts("packaging"),
                trust(tree.lists("trust")),
                options(families.keySet()));
    }

    /** Where nothing is said of the rest, what people corrected wins: a correction without an effect would be a surprise. */
    private static Trust trust(Map<String, List<String>> written) {
        var ranks = new LinkedHashMap<>(written);
        ranks.putIfAbsent("*", List.of(Source.STEWARD));
        return new Trust(ranks);
    }

    private Family family(String code, Tree tree, Map<String, Set<String>> everywhere) {
        var own = new LinkedHashMap<String, Set<String>>(everywhere);
        tree.lists("required").forEach((where, codes) -> own.merge(where, ordered(codes), ModelReader::both));
        var variants = new LinkedHashMap<String, List<List<String>>>();
        tree.trees("variants").forEach((name, variant) -> variants.put(name, axes(variant)));
        return new Family(code, ordered(tree.texts("attributes")), variants, own, tree.strings("label"));
    }

    private List<List<String>> axes(Tree variant) {
        var axes = new ArrayList<List<String>>();
        if (variant.node("axes") instanceof YamlList levels) {
            for (var level : levels.items()) {
                axes.add(codes(level));
            }
        }
        if (axes.size() > 2) {
            problems.error(
                    variant.at("axes"),
                    HomeCode.MODEL.code(),
                    "products form a tree of at most three levels: two levels of axes at most");
        }
        return axes;
    }

    private static List<String> codes(YamlNode level) {
        return level instanceof YamlList list
                ? list.items().stream()
                        .filter(YamlScalar.class::isInstance)
                        .map(item -> ((YamlScalar) item).text())
                        .toList()
                : List.of();
    }

    private Map<String, Set<String>> options(Set<String> families) {
        var options = new LinkedHashMap<String, Set<String>>();
        var used = new LinkedHashSet<String>();
        attributes.values().forEach(byCode -> byCode.values().forEach(one -> used.add(one.table())));
        sections.values()
                .forEach(byCode -> byCode.values()
                        .forEach(section -> section.fields().values().forEach(field -> used.add(field.table()))));
        used.remove(null);
        for (var name : used) {
            tables.of(name).ifPresent(table -> options.put(name, table.keys()));
        }
        if (!families.isEmpty()) {
            options.put(FAMILIES, ordered(families));
        }
        return options;
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        var all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }

    private static Set<String> ordered(Collection<String> codes) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(codes));
    }
}
