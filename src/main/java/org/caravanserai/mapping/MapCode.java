package org.caravanserai.mapping;

import org.caravanserai.canonical.ErrorCode;

/** What can be wrong with a map file (001 to 099), with an outgoing value (100 to 149), with an incoming value or row (150 to 199). */
public enum MapCode implements ErrorCode {
    NAME(
            "MAP-001",
            "The file name does not say what the map is for.",
            "Name it <object>-in.map.yaml, <object>-out.map.yaml or <object>-ack.map.yaml."),
    KEY("MAP-002", "A key is not known here.", "Use the key that is named, or look into the reference of map keys."),
    SHAPE(
            "MAP-003",
            "A key holds another kind of value than it takes.",
            "Write it as the message shows; quote expressions."),
    EXTENDS(
            "MAP-004",
            "A map extends or includes one that does not exist, or itself.",
            "Name an existing map of the same object and direction."),
    REMOVE("MAP-005", "A field to be removed does not exist in the extended map.", "Correct the name or leave it out."),
    TARGET_FILE(
            "MAP-006",
            "The list of target fields is missing or cannot be read.",
            "It is a CSV below mappings/ with field;type;required;maxLength;values."),
    TARGET_FIELD(
            "MAP-007",
            "The target has no such field.",
            "Correct the name; the target's fields are in the file named by target."),
    TARGET_REQUIRED("MAP-008", "The target requires a field that the map does not fill.", "Add an entry for it."),
    SOURCE(
            "MAP-009",
            "An entry has no source or several.",
            "Give exactly one of from, price, stock, template, value, const, each."),
    PATH("MAP-010", "A name is no attribute of this record.", "Correct it; declare new attributes in config/model/."),
    LOCALE("MAP-011", "A locale is missing or unknown.", "Use a locale of config/hub.yaml."),
    LIST(
            "MAP-012",
            "A list stands where one value is expected, or the other way round.",
            "Use pick, take, join or each."),
    TYPE("MAP-013", "A key does not go with this type of value.", "Use the key that the message names."),
    OPTION("MAP-014", "A constant is never a value of this field or attribute.", "Use one of the values listed."),
    TABLE("MAP-015", "A value table or column does not exist.", "Put it into mappings/tables/ or correct the name."),
    UNIT("MAP-016", "A unit is unknown or measures something else.", "Use a UN/ECE code of the same dimension."),
    CURRENCY(
            "MAP-017",
            "The currency is missing or another than the price list's.",
            "Set currency, or choose a list in that currency."),
    PRICE_LIST("MAP-018", "A price list, grid or level does not exist.", "Declare it in config/model/prices.yaml."),
    NUMBER("MAP-019", "A number is expected.", "Write digits, with a point for decimals."),
    TEMPLATE("MAP-020", "A template cannot be read.", "Write {name}, or { - name?} for a part that may be missing."),
    WORD("MAP-023", "A key takes only certain words.", "Use one of the words listed."),
    COLUMN(
            "MAP-024",
            "A column pattern cannot be read.",
            "Write {attribute}, {locale}, {scope}, {unit} or {currency} in braces."),
    COLLECT(
            "MAP-025",
            "collect does not name a section that is a list.",
            "Name the section the rows are elements of, such as prices."),
    REMOTE(
            "MAP-026",
            "A partner's id is asked for where there is none: of a published file, or of a stream the channel does not send.",
            "Leave remote out, or add the stream to the channel."),

    CUT(
            "MAP-101",
            "A text or list was longer than the target takes and was cut.",
            "Shorten the text at its source, or give it a shorter variant."),
    UNMAPPED("MAP-102", "A value has no row in its table.", "Add the row to the table."),
    REQUIRED("MAP-103", "A required field has no value; the item is held.", "Complete the record at its source."),
    TOO_LONG(
            "MAP-104",
            "A code or number is longer than the target takes; the item is held.",
            "Correct it at its source: a cut code is another code."),
    NOT_ALLOWED("MAP-105", "A value is not among those the target takes.", "Translate it with a table."),
    NOT_INTEGER("MAP-106", "A number has a fraction where the target takes none.", "Say how to round."),
    OTHER_LOCALE("MAP-107", "A text is sent in a fallback language.", "Translate it."),
    REJECTED("MAP-108", "The map rejects this record.", "Nothing: the map says this record is not for this partner."),
    PARKED("MAP-109", "An expression could not be worked out for this record; the item is held.", "See the reason."),

    VALUE_TYPE("MAP-151", "A value is not of the attribute's type; it is left out.", "Correct it at its source."),
    VALUE_NUMBER(
            "MAP-152",
            "A number is written in another locale than the source declares; it is left out.",
            "Correct format.decimal of the source, or the value."),
    VALUE_OPTION(
            "MAP-153",
            "A value is not among the attribute's options; it is left out.",
            "Correct it or add the option to its table."),
    VALUE_CHECK_DIGIT(
            "MAP-154", "A number has a wrong check digit or length; it is left out.", "Correct it at its source."),
    VALUE_UNKNOWN(
            "MAP-155",
            "The model has no such attribute; the value is left out.",
            "Declare the attribute in config/model/ or stop sending it."),
    VALUE_TOO_LONG(
            "MAP-156",
            "A text is longer than the model allows; it is left out.",
            "Shorten it at its source or raise maxLength."),
    VALUE_UNIT(
            "MAP-157",
            "A unit is unknown or measures something else; the value is left out.",
            "Send a UN/ECE code of the attribute's dimension."),
    VALUE_LOCALE(
            "MAP-158",
            "A locale or scope is unknown; the value is left out.",
            "Use those of config/hub.yaml and config/model/."),
    VALUE_DATE(
            "MAP-159",
            "A date does not have the form the source declares; it is left out.",
            "Correct format.date of the source or entry, or the value."),
    ROW_KEY("MAP-171", "A row has no key; it is refused.", "Every row needs its key."),
    ROW_STRUCTURE(
            "MAP-172",
            "A row or document does not have the expected structure; it is refused.",
            "Send it in the form the reference shows."),
    ROW_REQUIRED("MAP-173", "A required value of a row is missing; it is refused.", "Complete the row."),
    ROW_DIFFERENT(
            "MAP-174",
            "Rows of one key say different things; all of them are refused.",
            "Send one row per key, or equal ones."),
    ACK_OUTCOME(
            "MAP-181",
            "A record of an answer does not say a known outcome; what it speaks of is unknown.",
            "Complete the map: outcome is accepted, submitted, rejected, deferred, unknown or known."),
    ACK_POSITION(
            "MAP-182",
            "An answer names an item by a position at which nothing was sent, or by something that is no text; it is unknown.",
            "Correct the entry key or position of the answer map; positions count from 0."),
    ACK_INCOMPLETE(
            "MAP-183",
            "An outcome lacks what it needs: a submitted one its job, a known one the partner's id; it counts as unknown.",
            "Add the entry job or remoteId to the answer map."),
    DEMAND_MISSING(
            "MAP-191",
            "The partner requires an attribute in the item's category and it has no value; the item is held.",
            "Complete the product, or add the field to the map."),
    DEMAND_VALUE(
            "MAP-192",
            "A value or category is not among those the partner lists; the item is held.",
            "Translate it with a table; the partner's tables are fetched, see the channel's page."),
    DEMAND_UNKNOWN(
            "MAP-193",
            "The map fills an attribute the partner does not have; its items are held, because a whole import would fail.",
            "Correct or remove the field.");

    private final String code;
    private final String meaning;
    private final String action;

    MapCode(String code, String meaning, String action) {
        this.code = code;
        this.meaning = meaning;
        this.action = action;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String action() {
        return action;
    }
}
