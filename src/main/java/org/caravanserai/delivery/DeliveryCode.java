package org.caravanserai.delivery;

/** Error codes of published files: the source of the generated reference page. */
public enum DeliveryCode {
    FORMAT("FEED-001", "Nothing is published in this format.", "Use one of the formats the message lists."),
    CONTRACT(
            "FEED-002",
            "contractOf needs lists this version does not read.",
            "Name the SKUs in a table and write includeTable."),
    OTHER_KEY("FEED-403", "A file was asked for with the key of another channel.", "Use the key of this channel."),
    NO_FILE(
            "FEED-404",
            "The channel has not published a file of this name.",
            "Look at the manifest; a channel in approve publishes nothing yet.");

    private final String code;
    private final String meaning;
    private final String action;

    DeliveryCode(String code, String meaning, String action) {
        this.code = code;
        this.meaning = meaning;
        this.action = action;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** What it means, one sentence. */
    public String meaning() {
        return meaning;
    }

    /** What to do, one sentence. */
    public String action() {
        return action;
    }
}
