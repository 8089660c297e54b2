package org.caravanserai.store;

import org.caravanserai.canonical.ErrorCode;

/** Every code this package fails with: the source of the generated reference page. A code is never reused. */
public enum StoreCode implements ErrorCode {
    BUSY("STORE-001", "No database thread became free in time; nothing was done.", "Try again after a few seconds."),
    CONFLICT(
            "STORE-002",
            "Somebody else changed the same rows at the same time; nothing was written.",
            "Try again; it is safe."),
    UNAVAILABLE(
            "STORE-003",
            "The database is down, restarting or held by another process. What is published stays served.",
            "Start the database; the hub connects again by itself. If the message says the outcome is unknown, look before repeating."),
    DISK_FULL(
            "STORE-004",
            "Too little free space: new work is refused, reading and confirmations go on.",
            "Make room; the hub goes on by itself. A compaction gives back what changed rows left behind."),
    FAILED(
            "STORE-005",
            "A statement failed for a reason that repeating does not mend.",
            "Report it with the log of that moment."),
    UNREADABLE(
            "STORE-006",
            "A document is too large to keep (16 MiB, 1 MiB compressed), or a stored one is damaged.",
            "Split the document; a damaged one is restored from a backup or delivered again by its source."),
    NO_FOLDER(
            "STORE-011",
            "The data folder cannot be created.",
            "Create it for the user of the hub, or name another with `--data`."),
    READ_ONLY(
            "STORE-012", "The data folder cannot be written.", "Give the user of the hub the right, or use `--data`."),
    HELD(
            "STORE-013",
            "Another hub holds the data folder; the message says which.",
            "Stop that hub, use it through its commands, or name another folder with `--data`."),
    OTHER_ENVIRONMENT(
            "STORE-014",
            "The data folder belongs to another environment.",
            "Start with the right `--env`, name another folder, or change it over with `adopt-data`."),
    PATH(
            "STORE-016",
            "The path of the data folder has a semicolon, which the database cannot open.",
            "Rename the folder.");

    private final String code;
    private final String meaning;
    private final String action;

    StoreCode(String code, String meaning, String action) {
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
