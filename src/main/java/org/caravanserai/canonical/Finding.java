package org.caravanserai.canonical;

import java.util.Objects;

/**
 * Something wrong with one value or one document. A finding is a value, not an exception: the row goes on without the bad value, the board
 * counts it.
 *
 * @param rule stable code of the rule ({@code VAL-003}) or name of a gate rule ({@code main-image})
 * @param severity whether it stops the document at a gate
 * @param attribute attribute code with locale and scope ({@code name.fr_FR}), null when the whole document is meant
 * @param value the raw text, cut to 100 characters with control characters escaped, null when there is none
 * @param message what is wrong and how to mend it, one English sentence
 * @param owner team that mends it, null when not said
 */
public record Finding(String rule, Severity severity, String attribute, String value, String message, String owner) {

    /** How hard a finding weighs at a gate. */
    public enum Severity {
        BLOCK,
        WARN
    }

    public Finding {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(message);
        value = cut(value);
    }

    /** Cuts to 100 characters and escapes control characters, so that hostile input never reaches a log or a page as it came. */
    public static String cut(String raw) {
        if (raw == null) {
            return null;
        }
        var text = new StringBuilder(Math.min(raw.length(), 104));
        for (int i = 0; i < raw.length(); i++) {
            if (text.length() >= 100) {
                return text.append('…').toString();
            }
            char c = raw.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
