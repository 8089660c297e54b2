package org.caravanserai.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A target that takes nothing at the moment: it cannot be reached, lets nobody in, or asks to wait. Its orders wait and are tried again by themselves.
 *
 * @param since when it was tried in vain for the first time after it last answered
 * @param why one sentence for people, of the last attempt
 */
public record Unreached(String channel, String stream, Instant since, String why) {
    /** The whole of it, for a line of a list. */
    public String sentence() {
        return OrderCode.NOT_REACHED.code() + " " + stream + " are not handed over since "
                + since.truncatedTo(ChronoUnit.SECONDS) + ": " + why;
    }
}
