package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.bool;
import static org.caravanserai.home.setting.Shape.byName;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.nameOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.YamlNode;

/** {@code config/model/prices.yaml}: what its keys are and how they become {@link Prices}. */
final class PricesFile {
    static final String PATH = "config/model/prices.yaml";

    private static final Shape.Fields LIST = fields(
            "a price list",
            of("title", text(), "Name for people.").describes().like("Tarif public 2027"),
            of("source", nameOf(NameOf.SOURCE), "Source whose offers carry the amounts; a list has a source or a base.")
                    .like("erp"),
            of("base", nameOf(NameOf.PRICE_LIST), "List this one derives from.").like("public-2027"),
            of("currency", Shape.of(ValueType.CURRENCY), "Currency; that of the base, else the company's when absent.")
                    .like("EUR"),
            of("vat", words(Prices.Vat.class), "Whether amounts contain VAT; as the base, else `excluded` when absent.")
                    .like("excluded"),
            of("validFrom", Shape.of(ValueType.DATE), "First day.").like("2027-01-01"),
            of("validTo", Shape.of(ValueType.DATE), "First day on which it is no longer valid.")
                    .like("2028-01-01"),
            of("replaces", nameOf(NameOf.PRICE_LIST), "List that ends when this one begins.")
                    .like("public-2026"),
            of(
                            "discounts",
                            fields(
                                    "discounts",
                                    of("grid", nameOf(NameOf.GRID), "Discount grid.")
                                            .needed()
                                            .like("remises"),
                                    of("level", text(), "Column of the grid.")
                                            .needed()
                                            .like("A")),
                            "Discounts taken off the base.")
                    .like("{ grid: remises, level: A }"),
            of("factor", Shape.of(ValueType.DECIMAL), "Multiplies the base.").like("\"1.12\""),
            of("rate", Shape.of(ValueType.DECIMAL), "Exchange rate from the currency of the base.")
                    .like("\"0.97\""),
            of(
                            "round",
                            Shape.of(ValueType.DECIMAL),
                            "Step the result is rounded to, half up; the digits of the currency when absent.")
                    .like("0.05"));

    private static final Shape.Fields GRID = fields(
            "a grid",
            of("table", nameOf(NameOf.TABLE), "Value table with one column per level.")
                    .needed()
                    .like("remises"),
            of("row", nameOf(NameOf.ATTRIBUTE), "Attribute of the product that picks the row.")
                    .otherwise("discountGroup"),
            of("column", words("level"), "What picks the column.").otherwise("level"),
            of("cascade", bool(), "A cell `30+5` means 30 %, then 5 % of the rest.")
                    .otherwise("false")
                    .like("true"));

    static final Shape.Fields SHAPE = fields(
            "prices.yaml",
            of("priceLists", byName(LIST), "Price lists by name."),
            of("grids", byName(GRID), "Discount grids by name."));

    static final FileKind KIND = new FileKind(
            "prices",
            PATH,
            "How a price list derives from another. Amounts, discount groups and customer levels are data and come from a source.",
            SHAPE,
            FileKind.Mode.WHOLE);

    private PricesFile() {}

    static Prices read(YamlNode node, String companyCurrency) {
        var tree = Tree.of(node, SHAPE);
        var written = tree.trees("priceLists");
        var lists = new LinkedHashMap<String, Prices.PriceList>();
        written.forEach((name, list) -> lists.put(name, list(name, list, written, companyCurrency)));
        var grids = new LinkedHashMap<String, Prices.Grid>();
        tree.trees("grids")
                .forEach((name, grid) -> grids.put(
                        name,
                        new Prices.Grid(
                                name,
                                grid.text("table"),
                                grid.text("row"),
                                grid.text("column"),
                                grid.flag("cascade"),
                                grid.at())));
        return new Prices(lists, grids);
    }

    private static Prices.PriceList list(String name, Tree tree, Map<String, Tree> all, String companyCurrency) {
        var discounts = tree.tree("discounts");
        var title = tree.text("title");
        var currency = inherited(tree, "currency", all);
        var vat = inherited(tree, "vat", all);
        return new Prices.PriceList(
                name,
                title == null ? name : title,
                tree.text("source"),
                tree.text("base"),
                currency == null ? companyCurrency : currency.value("currency", String.class),
                vat == null ? Prices.Vat.EXCLUDED : vat.word("vat", Prices.Vat.class),
                tree.value("validFrom", LocalDate.class),
                tree.value("validTo", LocalDate.class),
                tree.text("replaces"),
                discounts.text("grid"),
                discounts.text("level"),
                tree.decimal("factor"),
                tree.decimal("rate"),
                tree.decimal("round"),
                tree.at());
    }

    /** The list that says a key: this one or the nearest base; null when none does. A circle of bases ends the search. */
    private static Tree inherited(Tree tree, String key, Map<String, Tree> all) {
        var at = tree;
        for (int steps = 0; at != null && steps <= all.size(); steps++) {
            if (at.has(key)) {
                return at;
            }
            at = at.text("base") == null ? null : all.get(at.text("base"));
        }
        return null;
    }
}
