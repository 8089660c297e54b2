package org.caravanserai.health;

import org.caravanserai.canonical.ErrorCode;

/** Error codes of counters declared in config/quality/, and of counting: the source of the generated reference page. */
public enum HealthCode implements ErrorCode {
    TAKEN("HEALTH-001", "A declared counter has the name of one the hub has by itself.", "Choose another name."),
    DIMENSION(
            "HEALTH-002",
            "A counter is split by something its population does not have.",
            "Split it by what the message lists."),
    COUNTING(
            "HEALTH-010",
            "The figures could not be counted; the board keeps its last ones.",
            "Nothing: it is tried again; look at the log when it stays.");

    private final String code;
    private final String meaning;
    private final String action;

    HealthCode(String code, String meaning, String action) {
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
