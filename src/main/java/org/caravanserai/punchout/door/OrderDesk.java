package org.caravanserai.punchout.door;

import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.cxml.CxmlStatus;

/** Who takes the orders of buyers, and what they say about them later. Each is committed when the method returns; the same order again is no second one. */
public interface OrderDesk {
    /** What came of an order. */
    sealed interface Reply {}

    /**
     * It is ours.
     *
     * @param detail for the buyer's people, null = nothing to add
     */
    record Taken(String detail) implements Reply {}

    /** It is not taken; the sentence is for the buyer's people. */
    record Refused(CxmlStatus status, String detail) implements Reply {}

    /**
     * A document about an order.
     *
     * @param payloadId as it came
     * @param came its bytes
     * @param masked the same without secrets and card numbers
     * @param unread what may be missing, was said and could not be read
     */
    record Paper(String payloadId, byte[] came, byte[] masked, List<Flaw> unread) {
        Paper without(List<Flaw> parts) {
            return new Paper(payloadId, came, masked, List.copyOf(parts));
        }
    }

    /** Takes an order. */
    Reply take(Accounts.Known who, Order order, Paper paper);

    /**
     * Takes another version of an order, whole.
     *
     * @param numbered false = the buyer gives no versions; that of the order means nothing
     * @param previous payloadID of the document that brought the version before, null = not said
     */
    Reply change(Accounts.Known who, Order order, boolean numbered, String previous, Paper paper);

    /**
     * Deletes an order.
     *
     * @param version the buyer means, 0 = not said
     * @param test it was ordered as a test
     * @param previous payloadID of the document that brought it, null = not said
     */
    Reply delete(Accounts.Known who, String number, int version, boolean test, String previous, Paper paper);

    /**
     * Keeps an order that could not be read, for people to look at; it is none.
     *
     * @param number as far as it was said, null = not at all
     * @param why one sentence; foreign text in it is cut and escaped
     */
    default void unreadable(Accounts.Known who, String number, Paper paper, String why) {}

    /**
     * The buyer says later what became of a document we sent.
     *
     * @param payloadId of that document
     * @param code Status; 400 and above: it was not taken after all
     * @param text one sentence for people, masked; foreign text in it is cut and escaped
     */
    default void said(Accounts.Known who, String payloadId, int code, String text) {}

    /** The unit an article is sold by, for lines that name none; empty when the article is not known. */
    Optional<String> unit(String sku);
}
