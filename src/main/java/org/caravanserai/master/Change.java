package org.caravanserai.master;

import java.util.Arrays;
import org.caravanserai.canonical.Kind;

/**
 * One row of the change log.
 *
 * @param seq gapless, in the order of the commits
 * @param id of the golden document; 0 = everything
 * @param kind null when {@code id} is 0
 */
public record Change(long seq, long id, Kind kind, Op op) {
    /** What happened. A reader takes the present state of the document; the log does not hold the old one. */
    public enum Op {
        /** The document is new. */
        CREATED('C'),
        /** Its values or its key changed. */
        CHANGED('U'),
        /** It is a tombstone now. */
        DELETED('D'),
        /** A tombstone came back to life under its old id. */
        RESTORED('R'),
        /** A date in it has passed; the values are as they were. */
        DUE('T'),
        /** Trust or model changed: everything may be different. */
        REMERGED('M');

        private final char letter;

        Op(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }

        static Op of(char letter) {
            return Arrays.stream(values())
                    .filter(op -> op.letter == letter)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no change is called " + letter));
        }
    }
}
