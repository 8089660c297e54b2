package org.caravanserai.sandbox;

/**
 * With what a caller showed who it is.
 *
 * @param header name of the header it came in, null when this operation asks for none
 * @param value as sent, null when the header was missing
 * @param right whether it opens the door
 */
public record Credential(String header, String value, boolean right) {
    /** For operations open to everybody. */
    public static final Credential OPEN = new Credential(null, null, true);

    /** The first characters, for a journal. */
    String masked() {
        if (value == null) {
            return "";
        }
        var shown = Math.min(6, value.length() / 3);
        return value.substring(0, shown) + "*".repeat(Math.min(6, value.length() - shown));
    }
}
