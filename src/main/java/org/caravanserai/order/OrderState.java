package org.caravanserai.order;

import java.util.Locale;
import java.util.Optional;
import org.caravanserai.canonical.order.Fulfilment;

/** Where an order stands; worked out, never set. {@code order/life-cycle.csv} says what may follow what. */
public enum OrderState {
    RECEIVED(1),
    /** Waits for a human before anything goes out. */
    HELD(2),
    /** Goes out to the ERP. */
    READY(3),
    /** Went out, and nobody knows whether it arrived. */
    UNKNOWN(4),
    /** The ERP does not want it; waits for a human. */
    PARKED(5),
    /** The ERP has it. */
    ACCEPTED(6),
    /** A part comes later, and nothing of the order has left. */
    BACKORDERED(7),
    PARTLY_SHIPPED(8),
    SHIPPED(9),
    /** Nothing of it comes: refused by us or by the ERP. */
    REJECTED(10),
    CANCELLED(11);

    private final int code;

    OrderState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The word of files, API and screens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Waits for a human. */
    public boolean waits() {
        return this == HELD || this == UNKNOWN || this == PARKED;
    }

    static OrderState of(int code) {
        for (var state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("no order state has the code " + code);
    }

    /** The state of this word, empty when there is none. */
    public static Optional<OrderState> of(String word) {
        for (var state : values()) {
            if (state.word().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** What our part of the work and the quantities of the lines make together. */
    static OrderState of(Handling handling, Fulfilment fulfilment) {
        return switch (handling) {
            case HELD -> HELD;
            case READY -> READY;
            case UNKNOWN -> UNKNOWN;
            case PARKED -> PARKED;
            case REJECTED -> REJECTED;
            case CANCELLED -> CANCELLED;
            case ACCEPTED -> of(fulfilment);
        };
    }

    private static OrderState of(Fulfilment fulfilment) {
        if (fulfilment.begun()) {
            return fulfilment.complete() ? SHIPPED : PARTLY_SHIPPED;
        }
        if (fulfilment.rejected()) {
            return REJECTED;
        }
        return fulfilment.waits() ? BACKORDERED : ACCEPTED;
    }
}
