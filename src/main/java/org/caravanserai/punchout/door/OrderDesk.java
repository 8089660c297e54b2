package org.caravanserai.punchout.door;

import java.util.Optional;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.cxml.CxmlStatus;

/** Who takes the orders of buyers. Each is committed when the method returns; the same order again is no second one. */
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
     * Takes an order.
     *
     * @param payloadId of the document it came in
     * @param came the bytes of that document
     * @param masked the same without secrets and card numbers
     */
    Reply take(Accounts.Known who, Order order, String payloadId, byte[] came, byte[] masked);

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
