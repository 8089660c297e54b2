package org.caravanserai.canonical.order;

import java.util.Objects;
import org.caravanserai.canonical.Finding;

/**
 * Something wrong at one place of a document that came from outside.
 *
 * @param path where: {@code lines[2].quantity}, counted from 1; empty = the document as a whole
 * @param text what is wrong and how to mend it, one English sentence; foreign text in it is cut and escaped
 */
public record Flaw(String path, String text) {
    public Flaw {
        Objects.requireNonNull(path);
        Objects.requireNonNull(text);
    }

    /** Foreign text as it may stand in a message. */
    static String shown(Object foreign) {
        return "'" + Finding.cut(String.valueOf(foreign)) + "'";
    }

    @Override
    public String toString() {
        return path.isEmpty() ? text : path + ": " + text;
    }
}
