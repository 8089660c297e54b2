package org.caravanserai.canonical;

/**
 * A code somebody reads in a message, a problem document or the log. Each package lists its own in an enum; {@code docs/reference} lists all of
 * them. A code is never given another meaning.
 */
public interface ErrorCode {
    /** {@code <AREA>-<nnn>}. */
    String code();

    /** What it means, one sentence. */
    String meaning();

    /** What to do, one sentence. */
    String action();

    /** The area in front of the number. */
    default String area() {
        return code().substring(0, code().lastIndexOf('-'));
    }
}
