package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.byWord;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlNode;

/** {@code config/sources/<name>.yaml}: what its keys are and how they become a {@link Source}. */
final class SourceFile {
    static final Shape.Fields ENTITY = fields(
            "an entity of a source",
            of(
                            "files",
                            either(Shape.of(ValueType.PATH), someOf(Shape.of(ValueType.PATH))),
                            "File name patterns, `*` and `?`.")
                    .like("\"ARTICLES_*.csv\""),
            of(
                            "map",
                            Shape.of(ValueType.MAP_NAME),
                            "Map that makes canonical documents of the rows; absent = they are canonical already.")
                    .like("morvan-erp/product-in"),
            of(
                    "format",
                    FormatShape.SHAPE,
                    "What these files look like, where they differ from the source's `format`."),
            of("sheet", text(), "Sheet of a workbook.").like("Clients"),
            of(
                            "load",
                            words(Source.Load.class),
                            "What a missing row means: `full` = deleted (under the brake), `delta` = untouched.")
                    .otherwise("delta")
                    .like("full"),
            of(
                            "match",
                            someOf(Shape.of(ValueType.CODE)),
                            "Attributes that bind a row to a record we have, in this order; the entity's own key when absent.")
                    .like("[sku, gtin]"),
            of(
                            "create",
                            bool(),
                            "A row without a match makes a new record; `false` = it waits and the account says so.")
                    .otherwise("true")
                    .like("false"));

    private static final Shape.Fields FRESHNESS = fields(
            "freshness",
            of("warnAfter", Shape.of(ValueType.SPAN), "Yellow when the last delivery is older.")
                    .like("26h"),
            of("errorAfter", Shape.of(ValueType.SPAN), "Red when the last delivery is older.")
                    .like("50h"));

    private static final Shape.Fields BRAKE = fields(
            "the brake of a source",
            of("empty", words("hold", "accept"), "A file without rows; one of 0 bytes is refused in any case.")
                    .otherwise("hold"),
            of("missingColumns", words("hold", "accept"), "A file that lost a column its map reads.")
                    .otherwise("hold"),
            of("deletions", Shape.of(ValueType.PERCENT), "Share of the records that may vanish in one full load.")
                    .otherwise("5%"),
            of("priceMove", Shape.of(ValueType.PERCENT), "Largest move of a price.")
                    .otherwise("20%"));

    static final Shape.Fields SHAPE = fields(
            "a source",
            of("title", text(), "Name for people; the file name when absent.").like("Sage X3, Nevers"),
            of("description", text(), "What somebody should know about it.").describes(),
            of("extends", nameOf(NameOf.SOURCE), "Source whose keys hold here too unless written again."),
            of("system", nameOf(NameOf.SYSTEM), "Connector it speaks through, a folder of connectors/.")
                    .needed()
                    .like("files"),
            of("owner", nameOf(NameOf.TEAM), "Team that answers for it.").like("it"),
            of("connection", new Shape.Anything(), "Address and credentials; the keys are those of the connector.")
                    .like("{ directory: inbox/erp }"),
            of("format", FormatShape.SHAPE, "What its files look like.")
                    .like("{ type: csv, encoding: windows-1252, decimal: \",\" }"),
            of("entities", byWord(Words.PLURAL, ENTITY), "What it delivers.").needed(),
            of("freshness", FRESHNESS, "How old the last delivery may be.").like("{ warnAfter: 26h, errorAfter: 50h }"),
            of("brake", BRAKE, "What holds a delivery until somebody releases it.")
                    .like("{ deletions: 5%, priceMove: 20% }"),
            of(
                    "answers",
                    AnswersShape.CHANNEL,
                    "Letters to whoever ordered by the API; a source of the system `api` only."));

    static final FileKind KIND = new FileKind(
            "source",
            "config/sources/<name>.yaml",
            "A system that feeds us: what its files look like, what a missing row means and how old they may be.",
            SHAPE,
            FileKind.Mode.EXTENDING);

    private SourceFile() {}

    static Source read(String name, YamlNode node, Map<String, Connector> connectors) {
        var tree = Tree.of(node, SHAPE);
        var title = tree.text("title");
        var freshness = tree.tree("freshness");
        var brake = tree.tree("brake");
        return new Source(
                name,
                title == null ? name : title,
                tree.text("description"),
                tree.text("system", ""),
                tree.text("owner"),
                Connections.read(tree.node("connection"), connectors.get(tree.text("system")), tree.at()),
                tree.has("format") ? FormatShape.read(tree.tree("format")) : null,
                entities(tree),
                tree.has("freshness")
                        ? new Source.Freshness(
                                freshness.value("warnAfter", Duration.class),
                                freshness.value("errorAfter", Duration.class))
                        : null,
                new Source.Brake(
                        brake.text("empty").equals("hold"),
                        brake.text("missingColumns").equals("hold"),
                        brake.decimal("deletions"),
                        brake.decimal("priceMove")),
                tree.has("answers") ? AnswersShape.read(tree.tree("answers")) : null,
                tree.at());
    }

    private static Map<Kind, Source.Entity> entities(Tree source) {
        var entities = new EnumMap<Kind, Source.Entity>(Kind.class);
        source.trees("entities")
                .forEach((word, tree) ->
                        Kind.of(word).ifPresent(kind -> entities.put(kind, entity(source, kind, tree))));
        return entities;
    }

    private static Source.Entity entity(Tree source, Kind kind, Tree tree) {
        var match = tree.texts("match");
        return new Source.Entity(
                kind,
                tree.texts("files"),
                tree.text("map"),
                format(source, tree),
                tree.word("load", Source.Load.class),
                match.isEmpty() ? List.of(kind.keyField()) : match,
                tree.flag("create"),
                tree.at());
    }

    private static Format format(Tree source, Tree entity) {
        var merged = Merge.over(source.node("format"), entity.node("format"));
        if (merged == null) {
            return null;
        }
        var format = FormatShape.read(Tree.of(merged, FormatShape.SHAPE));
        return entity.has("sheet") ? format.withSheet(entity.text("sheet")) : format;
    }
}
