package org.caravanserai.connector.topic;

/** A line cannot go on: the brokers do not do what is asked, or another hub does it too. It is tried again. */
public final class Unreachable extends RuntimeException {
    /** @param text for people; it names no secret and nothing of a message */
    public Unreachable(String text) {
        super(text, null, false, false);
    }
}
