package org.caravanserai.order;

/** An order as the writing side needs it. */
record Kept(OrderHead head, Handling handling, String digest) {
    long id() {
        return head.id();
    }

    /** The same with a receiver, where none was known. */
    Kept to(String target) {
        var known = head;
        return new Kept(
                new OrderHead(
                        known.id(),
                        known.key(),
                        known.source(),
                        known.account(),
                        known.number(),
                        known.version(),
                        known.test(),
                        known.customer(),
                        known.reply(),
                        target,
                        known.state(),
                        known.total(),
                        known.receivedAt(),
                        known.changedAt(),
                        known.acceptedAt(),
                        known.revision()),
                handling,
                digest);
    }
}
