package org.caravanserai.punchout.answer;

/** Something cannot be said to this buyer; the message says why, for people. */
final class Impossible extends Exception {
    private static final long serialVersionUID = 1L;

    Impossible(String why) {
        super(why, null, false, false);
    }
}
