package org.caravanserai.order;

/** What became of our part of the work: to bring the order to the ERP. */
enum Handling {
    HELD(1),
    READY(2),
    UNKNOWN(3),
    PARKED(4),
    ACCEPTED(5),
    REJECTED(6),
    CANCELLED(7);

    private final int code;

    Handling(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Handling of(int code) {
        for (var handling : values()) {
            if (handling.code == code) {
                return handling;
            }
        }
        throw new IllegalArgumentException("no handling has the code " + code);
    }
}
