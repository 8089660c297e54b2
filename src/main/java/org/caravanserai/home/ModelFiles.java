package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.ValueType;

/** The keys of the core model and of {@code config/model/<kind>.yaml}. */
final class ModelFiles {
    static final String CORE = "connectors/hub/model.yaml";
    static final String PRODUCTS = "config/model/products.yaml";

    static final Shape.Fields ATTRIBUTE = fields(
            "an attribute",
            of(
                            "type",
                            words(AttributeType.class),
                            "How a value looks; not written again for an attribute of the core model.")
                    .like("text"),
            of("localizable", bool(), "One value per locale.").otherwise("false"),
            of("scopable", bool(), "One value per scope.").otherwise("false"),
            of("unit", Shape.of(ValueType.UNIT), "Unit a quantity is kept in, or a number is in (`P1` = per cent).")
                    .like("KGM"),
            of("table", nameOf(NameOf.TABLE), "Value table with the codes of an option; free codes when absent.")
                    .like("sizes"),
            of("maxLength", Shape.of(ValueType.INTEGER), "Longest text in characters, 0 = not limited.")
                    .otherwise("0")
                    .like("120"),
            of("target", words(Words.KINDS), "What a reference points to.").like("categories"),
            of("owner", nameOf(NameOf.TEAM), "Team that answers for wrong values.")
                    .describes()
                    .like("catalogue"),
            of("personal", bool(), "Personal data, masked by default.").otherwise("false"),
            of("label", by(ValueType.LOCALE, text()), "Name for people by locale.")
                    .like("{ fr_FR: Part de matière recyclée }"));

    private static final Shape.Fields SECTION = fields(
            "a section",
            of("byKey", bool(), "True: an object whose field names are the element keys; false: a list.")
                    .otherwise("false"),
            of("identity", list(Shape.of(ValueType.CODE)), "Fields that tell two elements of a list apart."),
            of("fields", by(ValueType.CODE, ATTRIBUTE), "Fields of one element.")
                    .needed());

    private static final Shape.Fields CORE_KIND = fields(
            "a kind of the core model",
            of("attributes", by(ValueType.CODE, ATTRIBUTE), "Single values.").needed(),
            of("sections", by(ValueType.CODE, SECTION), "Structured parts: packaging, prices, stock, addresses."),
            of(
                    "required",
                    by(ValueType.TEXT, list(Shape.of(ValueType.CODE))),
                    "Required attributes by purpose; `\"*\"` = always."));

    static final Shape.Fields CORE_SHAPE = fields("the core model", kinds());

    static final Shape.Fields FAMILY = fields(
            "a family",
            of("attributes", list(nameOf(NameOf.ATTRIBUTE)), "Attributes its products carry.")
                    .like("[name, weight, size]"),
            of(
                    "variants",
                    by(
                            ValueType.TEXT,
                            fields(
                                    "a variant scheme",
                                    of(
                                                    "axes",
                                                    someOf(someOf(nameOf(NameOf.ATTRIBUTE))),
                                                    "One inner list of axis attributes per level.")
                                            .needed()
                                            .like("[[colour], [size]]"))),
                    "Variant schemes by the code the source gives them; all else is inherited unless the variant says otherwise."),
            of(
                            "required",
                            by(ValueType.TEXT, list(nameOf(NameOf.ATTRIBUTE))),
                            "Required attributes by channel, system or scope; `\"*\"` = everywhere.")
                    .like("{ \"*\": [name, gtin], google: [description] }"),
            of("label", by(ValueType.LOCALE, text()), "Name for people by locale.")
                    .describes());

    static final Shape.Fields PRODUCTS_SHAPE = fields(
            "products.yaml",
            of("scopes", list(text()), "Scopes a channel picks one of.").like("[ecommerce, print]"),
            of("attributes", by(ValueType.CODE, ATTRIBUTE), "Attributes this home adds to the core model."),
            of("families", by(ValueType.TEXT, FAMILY), "Families by the code the source gives them."),
            of(
                            "required",
                            by(ValueType.TEXT, list(nameOf(NameOf.ATTRIBUTE))),
                            "Required of every product, whatever its family, by channel, system or scope; `\"*\"` = everywhere.")
                    .like("{ \"*\": [name, family] }"),
            of("packaging", list(Shape.of(ValueType.UNIT)), "Packaging levels, smallest first.")
                    .otherwise("EA")
                    .like("[EA, BX, CT, PX]"),
            of(
                            "trust",
                            by(ValueType.TEXT, list(nameOf(NameOf.SOURCE))),
                            "Ranked sources per attribute, best first; `name.de_DE` for one locale, `\"*\"` for all else, where corrections by"
                                    + " people come first when it is absent.")
                    .like("{ \"*\": [steward, pim, erp], weight: [erp, pim] }"));

    static final Shape.Fields KIND_SHAPE = fields(
            "a model file",
            of("attributes", by(ValueType.CODE, ATTRIBUTE), "Attributes this home adds to the core model."),
            of(
                            "required",
                            by(ValueType.TEXT, list(Shape.of(ValueType.CODE))),
                            "Required attributes by purpose (`billing`, `delivery`, `marketing`); `\"*\"` = always.")
                    .like("{ billing: [name, vatId], delivery: [addresses] }"));

    static final List<FileKind> KINDS = List.of(
            new FileKind(
                    "model",
                    PRODUCTS,
                    "The words of the catalogue: attributes, families, scopes, packaging, and which source is believed for what.",
                    PRODUCTS_SHAPE,
                    FileKind.Mode.WHOLE),
            new FileKind(
                    "kind-model",
                    "config/model/{offers,media,categories,companies,contacts}.yaml",
                    "Attributes a home adds to documents other than products, and what is required of them.",
                    KIND_SHAPE,
                    FileKind.Mode.WHOLE),
            new FileKind(
                    "core-model",
                    CORE,
                    "The attributes every home has. Shipped; a home extends them and never redefines them.",
                    CORE_SHAPE,
                    FileKind.Mode.WHOLE));

    private ModelFiles() {}

    /** Path of a home's model of a kind. */
    static String path(Kind kind) {
        return "config/model/" + kind.word() + ".yaml";
    }

    private static Setting[] kinds() {
        var settings = new ArrayList<Setting>();
        for (var kind : Kind.values()) {
            settings.add(of(kind.word(), CORE_KIND, "Attributes and sections of " + kind.word() + ".")
                    .needed());
        }
        return settings.toArray(Setting[]::new);
    }
}
