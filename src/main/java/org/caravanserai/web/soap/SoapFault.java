package org.caravanserai.web.soap;

/** Ends a call with a fault. The text is written for the caller and says nothing of the inside. */
final class SoapFault extends Exception {
    private static final long serialVersionUID = 1L;

    /** SOAP 1.1, section 4.4.1; {@code FailedAuthentication} and {@code InvalidSecurity} of WS-Security 1.1, section 12. */
    enum Code {
        CLIENT,
        SERVER,
        MUST_UNDERSTAND,
        VERSION_MISMATCH,
        FAILED_AUTHENTICATION,
        INVALID_SECURITY
    }

    private final Code code;
    private final String reason;

    /** @param reason our own code of what was wrong, null = none */
    SoapFault(Code code, String reason, String text) {
        super(text, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    Code code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
