package org.caravanserai.ledger;

/**
 * What a look at the partner has shown about one item.
 *
 * @param believed the item as it was when that was found out; the look counts only while it is still so. Null = the lane has no such item yet
 * @param recordId id of the golden document, or of something that stands at the partner only
 * @param confirmed hash of what stands there: 0 = nothing, {@link Item#UNCERTAIN} = another version, or one nobody knows
 * @param remoteId what the partner calls it, null = as before
 * @param body the row as it stands there, kept to be compared with; null = as before
 * @param go true: somebody has approved what follows from it
 * @param why a word for the history of the item, at most 20 characters
 * @param text one sentence for people
 */
public record Shown(
        Item believed,
        long recordId,
        long confirmed,
        String remoteId,
        byte[] body,
        boolean go,
        String why,
        String text) {

    /** What becomes of the item. */
    Item next() {
        if (believed == null) {
            return new Item(recordId, 0, confirmed, State.LEAVING);
        }
        var item = believed.confirmed(confirmed);
        return switch (believed.state()) {
            case PENDING, CONFIRMED, UNKNOWN ->
                item.with(confirmed == believed.desired() ? State.CONFIRMED : State.PENDING);
            case PARKED -> item.with(confirmed == believed.desired() ? State.CONFIRMED : State.PARKED);
            case HELD -> item;
            case LEAVING, RETIRED -> item.with(confirmed == 0 ? State.RETIRED : State.LEAVING);
        };
    }
}
