package org.caravanserai.canonical.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something that happened to an order at whoever carries it out. Later stages add invoices and returns. */
public sealed interface OrderEvent permits Confirmation, Shipment {
    /** What its sender calls the document. */
    String id();

    /** 1, or what the sender counts; a higher one replaces the document as a whole. */
    int version();

    /** When its sender made it; decides which of two documents about one line speaks last. */
    Instant issuedAt();

    /** What makes it senseless for this order; empty = nothing. */
    List<Flaw> flaws(Order order);

    /** The tree of canonical JSON. */
    Map<String, Object> fields();
}
