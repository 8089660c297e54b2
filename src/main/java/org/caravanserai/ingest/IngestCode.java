package org.caravanserai.ingest;

import org.caravanserai.canonical.ErrorCode;

/** Every code a run is refused or held with: the source of the generated reference page. A code is never reused. */
public enum IngestCode implements ErrorCode {
    UNKNOWN_SOURCE(
            "ING-001", "No source of this name is configured.", "Mend the name, or add config/sources/<name>.yaml."),
    UNKNOWN_ENTITY(
            "ING-002",
            "The source does not deliver documents of this kind.",
            "Add the entity to the source's file, or mend the address."),
    TOO_LARGE(
            "ING-003",
            "The body is larger than the limit of one call.",
            "Send smaller parts, or a file to the source's inbox."),
    DIFFERING_DUPLICATES(
            "ING-004",
            "The same key stands twice in one file with differing content.",
            "Ask the sender which of the rows is right."),
    REPEATED_CALL(
            "ING-005",
            "The Idempotency-Key was used before with another body.",
            "Use a fresh key for other content; the same key repeats the same call."),
    EMPTY(
            "ING-006",
            "The delivery holds no row.",
            "Send again; release the run if that is right (after a full load everything goes), or declare brake: { empty: accept }."),
    MISSING_COLUMNS(
            "ING-007",
            "The file lacks columns that its map reads.",
            "Ask the sender for the column, or change the map; released, the missing values stay as they are."),
    DELETIONS(
            "ING-008",
            "More records vanish than the source's brake allows.",
            "Look at the samples; release the run if they shall go, else ask for the whole file."),
    PRICE_MOVE(
            "ING-009",
            "A price moves further than the source's brake allows.",
            "Look at the samples (often a price per 100 read as a price per 1); release the run if they are right."),
    KEY(
            "ING-010",
            "The record has no key, or the key is no text.",
            "Fill the key field; keys are texts, numbers in quotes."),
    BROKEN(
            "ING-011",
            "The run ended with an account that does not add up, or by a fault of the hub.",
            "What was committed stands; send the file again and report the fault."),
    INTERRUPTED(
            "ING-012",
            "The hub ended during the run.",
            "The file is read again; what was committed has no effect twice."),
    FORMAT(
            "ING-013",
            "Files of this format cannot be read.",
            "Use csv, tsv, json, jsonl or xlsx in the source's format."),
    CANCELLED("ING-014", "Somebody ended the run.", "What was committed stands; send the file again for the rest."),
    NO_WAY(
            "ING-015",
            "The map of the source has errors, so nothing of the delivery was read.",
            "Mend the map (command: check), then release the run; the brake is asked then."),
    NOTHING_TAKEN(
            "ING-016",
            "Every record of the call was refused, for several reasons.",
            "Mend the records as the refusals of the answer say, and send them again."),
    NO_CELLS(
            "ING-017",
            "A call brought CSV for a source that does not deliver CSV.",
            "Send JSON, or give the source a format and a map for CSV.");

    private final String code;
    private final String meaning;
    private final String repair;

    IngestCode(String code, String meaning, String repair) {
        this.code = code;
        this.meaning = meaning;
        this.repair = repair;
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
        return repair;
    }
}
