package org.caravanserai.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Words that stand for the circumstances of a run, not for an attribute. An attribute of the same name is reached as {@code contact.locale}. */
public enum Reserved {
    CHANNEL,
    LOCALE,
    ZONE,
    ACCOUNT;

    /** The word in expressions. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Reserved> of(String word) {
        return Arrays.stream(values()).filter(reserved -> reserved.word().equals(word)).findFirst();
    }
}
