package org.caravanserai.parser;

/**
 * Something wrong in one of our own files.
 *
 * @param position where, down to the operand
 * @param code stable code, {@code <AREA>-<nnn>}, listed in docs/reference
 * @param text what is wrong, the nearest right name, how to mend it
 * @param warning true: the file still loads
 */
public record Problem(Position position, String code, String text, boolean warning) {
    /** An error. */
    public static Problem error(Position position, String code, String text) {
        return new Problem(position, code, text, false);
    }

    /** A warning. */
    public static Problem warning(Position position, String code, String text) {
        return new Problem(position, code, text, true);
    }

    /** {@code file:line:column CODE text}, the form of every message of {@code check}. */
    @Override
    public String toString() {
        return position + " " + code + " " + text;
    }
}
