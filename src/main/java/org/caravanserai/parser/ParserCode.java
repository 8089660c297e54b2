package org.caravanserai.parser;

/**
 * Every code this package reports, with its meaning and what to do: the source of the generated reference page. A code is never reused and
 * never changes its meaning. {@code YML}: one of our own files; {@code FIL}: a whole file of data is refused, nothing of it was taken;
 * {@code ROW}: one record is refused, its neighbours are taken.
 */
public enum ParserCode {
    YAML_SYNTAX("YML-001", "The file is not valid YAML 1.2.", "Mend the line; the version loaded before keeps running."),
    YAML_DUPLICATE("YML-002", "A key stands twice in one map.", "Remove one of the two."),
    YAML_TAG("YML-003", "A value begins with '!', which YAML reads as a tag.", "Write 'not' for a negation, or quote the value."),
    YAML_ALIAS("YML-004", "Anchors (&) and aliases (*) are not used in our files.", "Repeat the value, use 'extends', or quote the text."),
    YAML_LIMIT("YML-005", "The file is larger than 1 MiB or nested deeper than 64.", "Split the file."),
    YAML_ENCODING("YML-006", "The file is not UTF-8 or holds control characters.", "Save it as UTF-8."),
    YAML_CUT("YML-007", "YAML ends a value at ' #', or at a comma inside { } and [ ]; the value looks cut.", "Put the whole value in quotes."),
    YAML_KEY("YML-008", "A key is a list or a map.", "Use plain text as key."),
    YAML_DOCUMENTS("YML-009", "The file holds several documents where one is expected.", "Remove the '---' lines or split the file.");

    private final String code;
    private final String meaning;
    private final String action;

    ParserCode(String code, String meaning, String action) {
        this.code = code;
        this.meaning = meaning;
        this.action = action;
    }

    /** The stable code, {@code <AREA>-<nnn>}. */
    public String code() {
        return code;
    }

    /** What it means, one sentence. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, one sentence. */
    public String action() {
        return action;
    }
}
