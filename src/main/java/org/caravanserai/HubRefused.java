package org.caravanserai;

/** The hub does not start as it is told to; the text says why and what to do. */
final class HubRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HubRefused(String text) {
        super(text, null, false, false);
    }
}
