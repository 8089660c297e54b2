package org.caravanserai.delivery.hold;

import org.caravanserai.canonical.ErrorCode;

/** Error codes of published files: the source of the generated reference page. */
public enum DeliveryCode implements ErrorCode {
    FORMAT("FEED-001", "Nothing is published in this format.", "Use one of the formats the message lists."),
    FAILED(
            "DELIVERY-001",
            "A publication could not be written. The last version stays served.",
            "See the log; it is tried again at the next look."),
    EMPTY(
            "DELIVERY-002",
            "Nothing is left to publish. The last version stays served.",
            "Look why nothing is selected; if it is right, release the channel, or write brake: { empty: accept }."),
    RETIREMENTS(
            "DELIVERY-003",
            "More rows would leave a feed at once than its brake allows. The last version stays served.",
            "Look at the documents that are leaving; if it is right, release the channel."),
    PRICE_MOVE(
            "DELIVERY-004",
            "Prices move further than the brake of the channel allows. The last version stays served.",
            "Check the prices named; if they are right, release the channel."),
    COUNTER(
            "DELIVERY-005",
            "A counter that holds this channel (limits.holds) is at its error limit. The last version stays served.",
            "Mend what it counts, then the channel goes on by itself; or release the channel."),
    LOST(
            "DELIVERY-006",
            "A comparison with the partner found more differences than the brake of the channel allows. Nothing was sent because of it; all else goes on.",
            "Look at what the partner holds. If its list was wrong, compare again; if it is right, release the channel: it is compared once more and repaired."),
    OUTCOMES(
            "DELIVERY-010",
            "Outcomes of a batch could not be written. Nothing is confirmed by guess.",
            "See the log for the cause (database, disk); the items are looked at again when their lease ends."),
    STOPPED(
            "DELIVERY-011",
            "A channel is stopped: the partner refuses all calls (sign-in, address, certificate). Nothing is parked.",
            "Mend the connection and resume the channel; it is also probed with one item every ten minutes."),
    EVALUATION(
            "DELIVERY-012",
            "A pushed stream could not be compared with the master. What the partner has stays.",
            "See the log; it is tried again at the next tick."),
    FIRST_READ(
            "DELIVERY-015",
            "What a partner is asked before a stream sends (opt-outs) could not be learned. Nothing of the stream is sent; what is there stays.",
            "The channel's page says why; it is asked again by itself, first after seconds, later every few minutes."),
    TARGET(
            "DELIVERY-020",
            "A published file could not be put at a target (SFTP, FTPS, S3, mail). It is still served; other targets are not touched.",
            "The channel's page says why: mend address, key or folder as it says; what may pass by itself is tried again."),
    READ(
            "DELIVERY-030",
            "What a partner holds could not be read as a whole. Nothing was concluded from it, nothing was changed.",
            "The text says where it broke off; see the recorded conversation, then compare again."),
    RECORDING(
            "DELIVERY-040",
            "A recording beside a connector cannot be played.",
            "Mend the file: it is named after an operation of the connector and holds cases of items, request and answer."),
    EXCHANGE(
            "ROUTE-020",
            "An exchange with a batch ended with an error. Items without a report are tried again, or unknown after a call.",
            "See the log; outcomes that were reported stand."),
    NO_BATCH(
            "ROUTE-021",
            "hub:call or hub:ack stands in a route that carries no batch.",
            "Begin the route with hub:deliver or hub:jobs."),
    OUTCOME_FORM(
            "ROUTE-022",
            "hub:ack was given something else than outcomes. The unreported items of the batch are unknown.",
            "Give it a map, or a list of maps, of key, outcome, remoteId, code, field, text."),
    FOREIGN_ITEM(
            "ROUTE-023",
            "An outcome was reported about an item that was not sent. The unreported items of the batch are unknown.",
            "Look at the recorded conversation: the answer is of another call, or the answer map reads the wrong field."),
    OTHER_KEY("FEED-403", "A file was asked for with the key of another channel.", "Use the key of this channel."),
    NO_FILE(
            "FEED-404",
            "The channel has not published a file of this name.",
            "Look at the manifest; a channel in approve publishes nothing yet.");

    private final String code;
    private final String meaning;
    private final String action;

    DeliveryCode(String code, String meaning, String action) {
        this.code = code;
        this.meaning = meaning;
        this.action = action;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String action() {
        return action;
    }
}
