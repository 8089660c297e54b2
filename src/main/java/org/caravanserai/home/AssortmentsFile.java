package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.text;

import java.util.LinkedHashMap;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlNode;

/** {@code config/model/assortments.yaml}: what its keys are and how they become {@link Assortments}. */
final class AssortmentsFile {
    static final String PATH = "config/model/assortments.yaml";

    private static final Shape.Fields ASSORTMENT = fields(
            "an assortment",
            of("title", text(), "Name for people.").describes(),
            of("extends", nameOf(NameOf.ASSORTMENT), "Assortment whose keys hold here too unless written again.")
                    .like("grand-public"),
            of("where", Shape.of(ValueType.EXPRESSION), "Condition over a product.")
                    .like("\"status = 'active' and family in ['work-gloves', 'hand-tools']\""),
            of("includeTable", nameOf(NameOf.TABLE), "Value table whose keys are the only SKUs."),
            of("excludeTable", nameOf(NameOf.TABLE), "Value table whose keys are left out.")
                    .like("exclus-gms"),
            of("zone", nameOf(NameOf.ZONE), "Only what may be sold there.")
                    .later()
                    .like("rhone-alpes"),
            of("contractOf", text(), "Number of the company whose contract lists the SKUs.")
                    .like("C-10042"));

    static final Shape.ByName SHAPE = Shape.byName(ASSORTMENT);

    static final FileKind KIND = new FileKind(
            "assortments",
            PATH,
            "Named selections of products. Everything an assortment says must hold.",
            SHAPE,
            FileKind.Mode.EXTENDING);

    private AssortmentsFile() {}

    /** @param node with {@code extends} resolved */
    static Assortments read(YamlNode node) {
        var assortments = new LinkedHashMap<String, Assortments.Assortment>();
        Tree.trees(node, SHAPE).forEach((name, tree) -> {
            var title = tree.text("title");
            assortments.put(
                    name,
                    new Assortments.Assortment(
                            name,
                            title == null ? name : title,
                            tree.scalar("where"),
                            tree.text("includeTable"),
                            tree.text("excludeTable"),
                            tree.text("zone"),
                            tree.text("contractOf"),
                            tree.at()));
        });
        return new Assortments(assortments);
    }
}
