package org.caravanserai.home.reload;

import org.caravanserai.canonical.ErrorCode;

/** Why a changed home does not take the place of the running one. */
public enum ReloadCode implements ErrorCode {
    RESTART(
            "RELOAD-001",
            "A setting has changed that the hub reads once, at its start.",
            "Undo the change, or start the hub again."),
    BUSY(
            "RELOAD-002",
            "A route that is to be replaced has not come to the end of its work in time.",
            "Nothing; it is tried again. Pause the channel if it lasts."),
    BEGIN(
            "RELOAD-003",
            "The new version was ready and did not begin; the old one runs again.",
            "Read the reason; put the old file back or mend the new one."),
    CASE("RELOAD-004", "A test beside a map fails.", "Mend the map or the expectation; `test` shows it."),
    UNREADABLE("RELOAD-005", "The files of the home could not be read.", "Look at the folder and its permissions."),
    ROUTE("RELOAD-006", "A route could not be built in the shadow.", "See the message; `check` shows most of it.");

    private final String code;
    private final String meaning;
    private final String action;

    ReloadCode(String code, String meaning, String action) {
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
