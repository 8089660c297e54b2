package org.caravanserai.mapping;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.someOf;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.util.List;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.NameOf;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.ValueType;

/**
 * The keys of maps and of their tests, for the JSON Schemas and the reference page. {@link MapReader} checks more than a schema can say; a test
 * holds the lists of keys together.
 */
public final class MapShapes {
    private static final Shape CONDITION = Shape.of(ValueType.EXPRESSION);
    private static final Shape WORDS = either(text(), someOf(text()));
    private static final Shape ANY = new Shape.Anything();
    private static final Shape ENTRIES = new Shape.Later("fields", MapShapes::entries);

    static final Setting[] ENTRY_KEYS = {
        of("title", text(), "What the field is, for people."),
        of("description", text(), "What somebody should know about it."),
        of("from", WORDS, "Input path: an attribute, a column, `parent.sku`; of a list the first that is present.")
                .like("[mpn, sku]"),
        of("price", text(), "Outward: a price list, or `channel` for that of the channel.")
                .like("channel"),
        of("stock", WORDS, "Outward: warehouses, or `channel` for those of the channel.")
                .like("channel"),
        of(
                        "template",
                        text(),
                        "Text with `{name}` in it; `{ - name?}` falls away when the name is missing; `{axes}` tells a variant apart.")
                .like("\"{brand} {name}{ - colour?}\""),
        of("value", CONDITION, "Expression.").like("\"stockOf().orElse(0) > 0 ? 'in_stock' : 'out_of_stock'\""),
        of("const", ANY, "Constant.").like("new"),
        of(
                        "each",
                        text(),
                        "List: one element of the target for each of its elements, made of `fields`; `attributes` = those of the family"
                                + " that have a value, with `code`, `label`, `value`, `values`, `unit`, and `key` = the value as it is kept;"
                                + " `axes` = those of them that tell a variant apart.")
                .like("addresses"),
        of(
                "fields",
                ENTRIES,
                "Fields of one element, with `each`; with `price` one element per quantity break, made of `minQuantity`, `amount`, `basis`."),
        of(
                        "remote",
                        text(),
                        "Outward, pushed streams: the value is the natural key of a document of this stream, and the partner's id of it is sent;"
                                + " `self` without a source: the item's own id, none before it is created.")
                .like("categories"),
        of("when", CONDITION, "The entry is used where this holds.").like("isVariant"),
        of("else", ANY, "Value where `when` does not hold."),
        of("where", CONDITION, "Which elements of a list count.").like("\"role = 'photo' and rightsValid(today())\""),
        of("pick", words("first", "last", "others"), "One element of a list, or the `others`: all but the first.")
                .like("first"),
        of("take", text(), "Field of an element that is taken.").like("url"),
        of("locale", WORDS, "Languages in this order, in place of the channel's.")
                .like("[fr_FR, en_GB]"),
        of(
                        "fallback",
                        WORDS,
                        "Languages when the first is missing, `main` = the first of the channel, `mark` to mark a text in another language,"
                                + " `parent` for a table of categories.")
                .like("[en_GB]"),
        of("table", text(), "Value table the value is looked up in.").like("morvan-colours"),
        of("unmapped", words("hold", "reject", "pass", "default", "parent"), "A value the table does not have.")
                .like("pass"),
        of("default", ANY, "Value where there is none."),
        of("unit", text(), "Unit a quantity is given in, UN/ECE Rec 20/21.").like("KGM"),
        of("currency", text(), "Inward: currency of an amount.").like("EUR"),
        of(
                        "per",
                        text(),
                        "Amounts are multiplied by this number or the number of this name: a price for so many. `basis` = for as many as the"
                                + " price list quotes it for.")
                .like("pack_qty"),
        of("quantity", text(), "Outward: price from this quantity on.").like("120"),
        of("discount", text(), "Outward: grid or level taken off the price.").like("grid-a"),
        of("tax", words("net", "gross"), "Outward: price without or with VAT; as the channel when absent.")
                .like("gross"),
        of("html", WORDS, "`text` = without tags; else the tags that stay.").like("[b, ul, li, br]"),
        of("case", words("lower", "upper", "title"), "Letters.").like("upper"),
        of("round", text(), "Step or way of rounding.").like("0.01"),
        of("max", text(), "Longest value: `120 characters`, `2000 bytes`, `8 items`. Text is shortened with a finding.")
                .like("150 characters"),
        of("join", text(), "Outward, answers: elements of a list in one text.").like("\", \""),
        of(
                        "required",
                        words("true", "false", "when"),
                        "The item is held without a value; `when` = only where `when` holds.")
                .like("true"),
        of("split", text(), "Inward: a text of several values.").like("\",\""),
        of("strip", WORDS, "Inward: what is cut off the front or the end.").like("\"0\""),
        of("decimal", words(",", "."), "Inward: decimal sign where it differs from the source's.")
                .like("\",\""),
        of("date", text(), "Inward: pattern of a date.").like("dd/MM/yyyy")
    };

    private static final Shape.Fields ENTRY = fields("an entry", ENTRY_KEYS);

    static final Setting[] MAP_KEYS = {
        of("title", text(), "What the map is for.").like("Google Shopping"),
        of("description", text(), "What somebody should know about it."),
        of("owner", Shape.nameOf(NameOf.TEAM), "Team that answers for it."),
        of("version", text(), "Raised when a partner has to know of a change.").like("2.1.0"),
        of(
                        "extends",
                        Shape.of(ValueType.MAP_NAME),
                        "Map whose entries hold here too; an entry replaces the one of the same name.")
                .like("google/product-out"),
        of("include", WORDS, "Maps whose entries are added."),
        of("remove", someOf(text()), "Fields of the extended map that are left out.")
                .like("[ean_legacy]"),
        of(
                        "target",
                        either(
                                text(),
                                fields(
                                        "what the partner asks for",
                                        of("attributes", text(), "Table with `hierarchy code required type list`.")
                                                .needed()
                                                .like("mirakl-attributes"),
                                        of("hierarchies", text(), "Table of categories with their `parent`.")
                                                .like("mirakl-hierarchies"),
                                        of("values", text(), "Table of allowed values with `list` and `code`.")
                                                .like("mirakl-values"),
                                        of("category", text(), "Field of the map that holds the category.")
                                                .otherwise("category"))),
                        "List of the target's fields: a CSV below mappings/ with `field;type;required;maxLength;values`; or tables of the"
                                + " partner in which that stands, by category: what is missing or not allowed is held.")
                .like("google/product-fields.csv"),
        of("locale", WORDS, "Outward: languages in this order, in place of the channel's."),
        of("currency", text(), "Outward: currency of all prices."),
        of("scope", text(), "Outward: scope in place of the channel's."),
        of("select", CONDITION, "Which records go out, which rows come in, or which records of an answer count.")
                .like("\"status = 'active'\""),
        of("collect", text(), "Inward: section the rows are elements of.").like("prices"),
        of("columns", ANY, "Inward: pattern of column names that carry attribute, locale and scope.")
                .like("\"{attribute}-{locale}-{scope}\""),
        of("each", text(), "Answers: path of a list in the record; each of its elements is an outcome.")
                .like("errors"),
        of(
                "fields",
                ENTRIES,
                "One entry per field: left where it goes, right where it comes from. Outward, `{language}`, `{locale}` or `{country}` on "
                        + "the left makes one field per language of the channel.")
    };

    static final Setting[] CASE_KEYS = {
        of("title", text(), "The sentence it proves.").like("a glove variant in French"),
        of("given", ANY, "A record, a row, or a key of `<map>.records.jsonl` beside the map.")
                .needed()
                .like("GL-200-9"),
        of("expect", ANY, "Fields and their values; fields not listed are not compared.")
                .like("{ pack_size: 12 }"),
        of("findings", Shape.list(text()), "All findings.").like("[main-image]"),
        of("error", text(), "Part of the reason why nothing goes out or in."),
        of("channel", Shape.nameOf(NameOf.CHANNEL), "Channel it is mapped for."),
        of("locale", text(), "Language it is mapped for."),
        of("today", Shape.of(ValueType.DATE), "The day of the case.").like("2027-01-01"),
        of("status", text(), "Answer maps: HTTP status.").like("400"),
        of("job", text(), "Answer maps: job that was looked at."),
        of("keys", someOf(text()), "Answer maps: keys that were sent, in order.")
                .like("[GL-1, GL-2]")
    };

    static final Setting[] TEST_KEYS = {
        of("title", text(), "What is tested."),
        of("description", text(), "What somebody should know about it."),
        of("channel", Shape.nameOf(NameOf.CHANNEL), "Channel of all cases."),
        of("locale", text(), "Language of all cases."),
        of("today", Shape.of(ValueType.DATE), "The day of all cases."),
        of("cases", someOf(fields("a case", CASE_KEYS)), "Cases.").needed()
    };

    private MapShapes() {}

    private static Shape entries() {
        return Shape.by(ValueType.TEXT, either(text(), someOf(text()), ENTRY));
    }

    /** Kinds of files this package reads. */
    public static List<FileKind> kinds() {
        return List.of(
                new FileKind(
                        "map",
                        "mappings/<system>/<record>-<in,out,ack>.map.yaml",
                        "What goes where: one entry per field. Inward maps have canonical attributes on the left. On the left of an outward map"
                                + " `{locale}` (fr_FR), `{tag}` (fr-FR), `{language}`, `{country}` and `{locale:TABLE}` make one field per locale of"
                                + " the channel, each reading its own locale; the table says what the partner calls a locale, in the column named like"
                                + " the channel where there is one. Whatever the order written, the"
                                + " order of work is source, locale, where/pick/take, table, unit, arithmetic, template, html, round, max, required."
                                + " An answer map (`-ack`) makes outcomes of a partner's answer; on its left stand `key`, `position` (of the item in"
                                + " what was sent, from 0), `outcome` (accepted, submitted, rejected, deferred, unknown, known), `remoteId`, `code`,"
                                + " `field`, `text`, `job`, `lookAt`, `state`. `from` and templates read the record, or with `each` its element;"
                                + " expressions also know `status` (of HTTP), `job`, `locale`, `keys` (sent) and `index`; `record.x` and `element.x`"
                                + " tell apart what has one name, and `_` stands for what no name can hold, such as a hyphen. A record without key"
                                + " speaks of every item without a report.",
                        fields("a map", MAP_KEYS),
                        FileKind.Mode.WHOLE),
                new FileKind(
                        "test",
                        "mappings/<system>/<record>-<in,out,ack>.test.yaml",
                        "Tests of a map, and of the gate of the same name: given a record, expect these fields, these findings, this error; of an answer map"
                                + " given records, expect these outcomes in order.",
                        fields("a test file", TEST_KEYS),
                        FileKind.Mode.WHOLE));
    }
}
