package org.caravanserai.quality;

/** Error codes of gate files. */
enum QualityCode {
    NO_RULES("GATE-001"),
    UNKNOWN_KEY("GATE-002"),
    NO_REQUIRE("GATE-003"),
    SEVERITY("GATE-004"),
    RULE_NAME("GATE-005");

    private final String code;

    QualityCode(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
