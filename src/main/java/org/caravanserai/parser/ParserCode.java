package org.caravanserai.parser;

import org.caravanserai.canonical.ErrorCode;

/**
 * Every code this package reports, with its meaning and what to do: the source of the generated reference page. A code
 * is never reused and never changes its meaning. {@code YML}: one of our own files; {@code FIL}: a whole file of data
 * is refused, nothing of it was taken; {@code ROW}: one record is refused, its neighbours are taken.
 */
public enum ParserCode implements ErrorCode {
    YAML_SYNTAX(
            "YML-001", "The file is not valid YAML 1.2.", "Mend the line; the version loaded before keeps running."),
    YAML_DUPLICATE("YML-002", "A key stands twice in one map.", "Remove one of the two."),
    YAML_TAG(
            "YML-003",
            "A value begins with '!', which YAML reads as a tag.",
            "Write 'not' for a negation, or quote the value."),
    YAML_ALIAS(
            "YML-004",
            "Anchors (&) and aliases (*) are not used in our files.",
            "Repeat the value, use 'extends', or quote the text."),
    YAML_LIMIT("YML-005", "The file is larger than 1 MiB or nested deeper than 64.", "Split the file."),
    YAML_ENCODING("YML-006", "The file is not UTF-8 or holds control characters.", "Save it as UTF-8."),
    YAML_CUT(
            "YML-007",
            "YAML ends a value at ' #', or at a comma inside { } and [ ]; the value looks cut.",
            "Put the whole value in quotes."),
    YAML_KEY("YML-008", "A key is a list or a map.", "Use plain text as key."),
    YAML_DOCUMENTS(
            "YML-009",
            "The file holds several documents where one is expected.",
            "Remove the '---' lines or split the file."),

    FILE_EMPTY("FIL-001", "The file has no bytes, or nothing but white space.", "Ask the sender for the file again."),
    FILE_TRUNCATED(
            "FIL-002",
            "The file ends in the middle of a record, a quote or a character.",
            "The transfer was cut: send the file again, under a temporary name that is renamed at the end."),
    FILE_ENCODING(
            "FIL-003",
            "The bytes do not fit the declared encoding.",
            "Declare the true encoding in the source's format, or save the file in the declared one."),
    FILE_SYNTAX(
            "FIL-004",
            "The file is not what it is said to be, and no later record can be found with certainty.",
            "Mend the place named in the message and send the file again."),
    FILE_LIMIT(
            "FIL-005",
            "A line, field, string, number, depth or count exceeds the limit of its format.",
            "Look at the place named: usually a missing quote or line break; split the file if it is right."),
    FILE_HEADER(
            "FIL-006",
            "The header names a column twice, lacks an expected one, or is missing.",
            "Mend the header, or the columns the mapping reads."),
    FILE_DOCTYPE(
            "FIL-007",
            "The XML holds a DOCTYPE or an entity, which are never fetched nor expanded.",
            "Send the file without DOCTYPE."),
    FILE_BOMB(
            "FIL-008",
            "The archive unpacks to more than its limits allow.",
            "The file is hostile or damaged; ask the sender for a smaller workbook."),
    FILE_ARCHIVE(
            "FIL-009",
            "The archive is damaged, encrypted, or its directory contradicts its content.",
            "Save the workbook again as plain .xlsx without password."),
    FILE_SHEET("FIL-010", "The workbook has no sheet of this name.", "Mend the sheet's name in the source's format."),

    ROW_SYNTAX("ROW-001", "The record is not valid JSON.", "Mend the record and send it again."),
    ROW_COLUMNS("ROW-002", "The record has another number of columns than the header.", "Look for a missing quote."),
    ROW_DUPLICATE("ROW-003", "A field stands twice in one object.", "Send each field once."),
    ROW_LIMIT("ROW-004", "The record is longer or nested deeper than allowed.", "Split the record."),
    ROW_SHAPE("ROW-005", "The record is not an object with fields.", "Send one JSON object per record."),
    ROW_CHARACTER("ROW-006", "A text holds a NUL or half of a character.", "Mend the text in the source."),
    ROW_NUMBER("ROW-007", "A number has more than 100 digits.", "Send the number with at most 100 digits."),
    ROW_ENCODE(
            "ROW-008",
            "A text to be written holds a character that the encoding of the file lacks.",
            "Choose UTF-8, or unencodable: nearest."),
    ROW_CELL("ROW-009", "A row does not fit into a sheet.", "Shorten the text or split the feed.");

    private final String code;
    private final String meaning;
    private final String action;

    ParserCode(String code, String meaning, String action) {
        this.code = code;
        this.meaning = meaning;
        this.action = action;
    }

    /** True when the whole file is refused. */
    public boolean wholeFile() {
        return code.startsWith("FIL");
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
