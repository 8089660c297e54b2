package org.caravanserai.quality;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * What counts as empty: nothing, white space, and the words people type when they have nothing to say. 0 and false are values.
 */
public final class Blank {
    private static final Set<String> PLACEHOLDERS = Set.of(
            "-",
            "--",
            "---",
            ".",
            "?",
            "n/a",
            "na",
            "n.a.",
            "nc",
            "n.c.",
            "tbd",
            "todo",
            "xxx",
            "null",
            "none",
            "à compléter",
            "a completer",
            "à définir",
            "a definir",
            "non renseigné",
            "to be completed",
            "wird ergänzt",
            "k.a.");

    private Blank() {}

    /** True when the value fills nothing. Values are those of slots: text, number, array of list elements, null. */
    public static boolean is(Object value) {
        if (value == null) {
            return true;
        }
        if (value instanceof String text) {
            return text.isBlank() || PLACEHOLDERS.contains(text.strip().toLowerCase(Locale.ROOT));
        }
        if (value instanceof Object[] many) {
            return many.length == 0;
        }
        return value instanceof Collection<?> many && many.isEmpty();
    }
}
