package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.byName;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlNode;

/** {@code config/quality/<name>.yaml}: what its keys are and how they become a {@link QualityFile}. */
final class QualityKind {
    private static final Shape.Fields LIMITS = fields(
            "limits",
            of("warn", Shape.of(ValueType.PERCENT), "Share from which it is yellow.")
                    .like("2%"),
            of("error", Shape.of(ValueType.PERCENT), "Share from which it is red.")
                    .like("5%"),
            of(
                            "holds",
                            someOf(nameOf(NameOf.CHANNEL)),
                            "Channels whose brake closes at `error`: nothing is published until it falls or somebody releases them.")
                    .like("[adeo]"));

    private static final Shape.Fields COUNTER = fields(
            "a counter",
            of("title", either(text(), by(NameOf.LOCALE, text())), "Name for people, by locale.")
                    .like("{ fr_FR: Produits incomplets, en_GB: Incomplete products }"),
            of("of", words(Words.KINDS), "Population.").needed().like("products"),
            of("where", Shape.of(ValueType.EXPRESSION), "Who belongs to the population; all when absent.")
                    .like("\"status = 'active'\""),
            of("require", Shape.of(ValueType.EXPRESSION), "What must hold; a record without it counts.")
                    .needed()
                    .like("\"missingRequired(channel, locale).size() = 0\""),
            of("by", someOf(words("channel", "locale", "family")), "Dimensions the figure is split by.")
                    .like("[channel, locale]"),
            of("limits", LIMITS, "When it is yellow or red, and whom it stops."),
            of("owner", nameOf(NameOf.TEAM), "Team that mends it.").like("catalogue"),
            of("fix", text(), "How to mend it, in words."),
            of(
                            "version",
                            Shape.of(ValueType.INTEGER),
                            "Rises whenever `of`, `where` or `require` changes, so that old curves stay honest.")
                    .otherwise("1"));

    static final Shape.ByName SHAPE = byName(COUNTER);

    static final FileKind KIND = new FileKind(
            "quality",
            "config/quality/<name>.yaml",
            "Health counters: the words of a gate plus population, limits and whom it stops.",
            SHAPE,
            FileKind.Mode.WHOLE);

    private QualityKind() {}

    static QualityFile read(String name, YamlNode node, String mainLocale) {
        var counters = new LinkedHashMap<String, QualityFile.Counter>();
        Tree.trees(node, SHAPE).forEach((counter, tree) -> {
            if (tree.scalar("require") == null) {
                return; // said already; without it there is nothing to count
            }
            var limits = tree.tree("limits");
            var title = tree.scalar("title");
            counters.put(
                    counter,
                    new QualityFile.Counter(
                            counter,
                            title == null ? tree.strings("title") : Map.of(mainLocale, title.text()),
                            tree.text("of"),
                            tree.scalar("where"),
                            tree.scalar("require"),
                            tree.texts("by"),
                            limits.decimal("warn"),
                            limits.decimal("error"),
                            limits.texts("holds"),
                            tree.text("owner"),
                            tree.text("fix"),
                            tree.number("version"),
                            tree.at()));
        });
        return new QualityFile(name, counters, node.at());
    }
}
