package org.caravanserai.ledger;

import java.util.Locale;

/**
 * Where an item stands in a lane. {@code selected = pending + unknown + confirmed + held + parked}, each item in exactly one;
 * {@link #LEAVING} and {@link #RETIRED} are outside.
 */
public enum State {
    /** What we want there was not confirmed yet. */
    PENDING(1, true),
    /** Sent, and nobody knows whether it arrived. */
    UNKNOWN(2, true),
    /** The current desired content is there. */
    CONFIRMED(3, true),
    /** A gate or a missing value keeps it back; an earlier version may still stand at the partner. */
    HELD(4, true),
    /** Refused by the partner, waiting for a human. */
    PARKED(5, true),
    /** No longer selected, retirement not yet confirmed. */
    LEAVING(6, false),
    /** No longer selected and gone at the partner. */
    RETIRED(7, false);

    private final int code;
    private final boolean selected;

    State(int code, boolean selected) {
        this.code = code;
        this.selected = selected;
    }

    /** The word of API and screens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the item counts as selected for the channel. */
    public boolean selected() {
        return selected;
    }

    int code() {
        return code;
    }

    static State of(int code) {
        for (var state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("no ledger state has the code " + code);
    }
}
