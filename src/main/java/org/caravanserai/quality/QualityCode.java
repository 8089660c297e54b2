package org.caravanserai.quality;

import org.caravanserai.canonical.ErrorCode;

/** Error codes of gate files and assortments: the source of the generated reference page. */
public enum QualityCode implements ErrorCode {
    CONTRACT(
            "FEED-002",
            "An assortment with contractOf is named by a channel or an expression; only accounts have contracts.",
            "Name the SKUs in a table and write includeTable."),
    NO_RULES("GATE-001", "A gate file has no rules.", "Begin it with rules: and one map per rule below it."),
    UNKNOWN_KEY("GATE-002", "A key is none of a gate or rule.", "Use the key the message names."),
    NO_REQUIRE("GATE-003", "A rule does not say what must hold.", "Give it require: with a condition."),
    SEVERITY("GATE-004", "A severity is neither block nor warn.", "Write one of them."),
    RULE_NAME("GATE-005", "The name of a rule is not in kebab-case.", "Write lower case letters, digits and hyphens.");

    private final String code;
    private final String meaning;
    private final String action;

    QualityCode(String code, String meaning, String action) {
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
