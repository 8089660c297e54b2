package org.caravanserai.punchout.cxml;

import java.util.Arrays;
import java.util.Optional;

/**
 * The status codes of cXML (cXML User's Guide, Response) with the text that goes with each. 404, 405, 408 and 410 are no
 * codes of cXML. A code that is not here is treated as the first of its hundred.
 */
public enum CxmlStatus {
    OK(200, "OK"),
    ACCEPTED(201, "Accepted"),
    NO_CONTENT(204, "No Content"),
    BROADCAST(211, "OK"),
    FORWARDED_RELIABLY(280, "Forwarded"),
    FORWARDED(281, "Forwarded"),
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHORIZED(401, "Unauthorized"),
    PAYMENT_REQUIRED(402, "Payment Required"),
    FORBIDDEN(403, "Forbidden"),
    NOT_ACCEPTABLE(406, "Not Acceptable"),
    CONFLICT(409, "Conflict"),
    PRECONDITION_FAILED(412, "Precondition Failed"),
    EXPECTATION_FAILED(417, "Expectation Failed"),
    NOT_IMPLEMENTED(450, "Not Implemented"),
    SIGNATURE_REQUIRED(475, "Signature Required"),
    SIGNATURE_FAILED(476, "Signature Verification Failed"),
    SIGNATURE_UNACCEPTABLE(477, "Signature Unacceptable"),
    TOO_LARGE(499, "Document Size Error"),
    SERVER_ERROR(500, "Internal Server Error"),
    UNREACHABLE(550, "Unable to reach cXML server"),
    CANNOT_FORWARD(551, "Unable to forward request"),
    TRY_AGAIN(560, "Temporary server error");

    private final int code;
    private final String text;

    CxmlStatus(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Three digits. */
    public int code() {
        return code;
    }

    /** The text that goes with it. */
    public String text() {
        return text;
    }

    /** The status of this code. */
    public static Optional<CxmlStatus> of(int code) {
        return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
    }

    /** True when the document arrived and need not be sent again. */
    public boolean success() {
        return code < 300;
    }

    /** True when sending the same document later makes sense. */
    public boolean again() {
        return code >= 500;
    }
}
