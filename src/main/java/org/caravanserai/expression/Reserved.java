package org.caravanserai.expression;

import java.util.Locale;

/**
 * Words that stand for the circumstances of a run, not for an attribute. An attribute of the same name is reached as
 * {@code contact.locale}.
 */
public enum Reserved {
    CHANNEL,
    LOCALE,
    ZONE,
    ACCOUNT;

    /** The word in expressions. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reserved word, null when it is none. */
    static Reserved of(String word) {
        return switch (word) {
            case "channel" -> CHANNEL;
            case "locale" -> LOCALE;
            case "zone" -> ZONE;
            case "account" -> ACCOUNT;
            default -> null;
        };
    }
}
