package org.caravanserai.health;

/** Error codes of counters declared in config/quality/. */
enum HealthCode {
    /** A name the hub's own counters use. */
    TAKEN("HEALTH-001"),
    /** A dimension the population cannot be split by. */
    DIMENSION("HEALTH-002");

    private final String code;

    HealthCode(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
