package org.caravanserai.delivery.survey;

import java.util.List;
import org.caravanserai.ledger.Item;

/**
 * One thing that was found, as it is kept.
 *
 * @param lane number of the lane
 * @param recordId id of the golden document, 0 = nothing of ours
 * @param believed the item as it was, null = the lane has none
 * @param stands hash of what stands there, see {@link org.caravanserai.ledger.Shown}
 * @param why a word, null = nothing to say
 */
public record Entry(
        String what,
        String stream,
        int lane,
        long recordId,
        String key,
        String remoteId,
        Item believed,
        long stands,
        String why,
        List<Survey.Field> fields,
        List<String> others) {
    public Entry {
        fields = List.copyOf(fields);
        others = List.copyOf(others);
    }

    Entry with(List<Survey.Field> other) {
        return new Entry(what, stream, lane, recordId, key, remoteId, believed, stands, why, other, others);
    }
}
