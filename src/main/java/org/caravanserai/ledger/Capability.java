package org.caravanserai.ledger;

/** What a partner can do about something that must not arrive twice. */
public enum Capability {
    /** It recognises our key: what arrives again is refused there, or answered like the first time. */
    KEYED,
    /** It can be asked whether something with our key is there. */
    QUERYABLE,
    /** Neither: only a human can find out. */
    BLIND
}
