package org.caravanserai.connector.depot;

import org.caravanserai.connector.Fault;

/** The partner, the line or the connection's settings do not let a parcel be put there. */
final class NotStored extends Exception {
    final Fault fault;
    final String code;

    private NotStored(Fault fault, String code, String text) {
        super(text, null, false, false);
        this.fault = fault;
        this.code = code;
    }

    /** It may pass by itself. */
    static NotStored later(String code, String text) {
        return new NotStored(Fault.TRANSIENT, code, text);
    }

    /** Somebody has to change something. */
    static NotStored mend(String code, String text) {
        return new NotStored(Fault.CHANNEL, code, text);
    }
}
