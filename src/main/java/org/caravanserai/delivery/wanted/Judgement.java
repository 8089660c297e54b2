package org.caravanserai.delivery.wanted;

import java.util.List;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;

/** What a lane makes of one record. */
public sealed interface Judgement {
    /**
     * It goes out like this.
     *
     * @param hash content hash of the row, never 0
     * @param findings warnings and cuts
     */
    record Out(Cells row, long hash, List<Finding> findings) implements Judgement {}

    /** It is for this channel and must not go out; at least one finding blocks. */
    record Held(List<Finding> findings) implements Judgement {}

    /**
     * It is not for this channel.
     *
     * @param reason one sentence
     */
    record NotSelected(String reason) implements Judgement {}
}
