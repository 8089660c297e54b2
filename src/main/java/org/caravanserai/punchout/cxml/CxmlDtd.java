package org.caravanserai.punchout.cxml;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The DTD a document declares. The address is a name and nothing more: it is never fetched.
 *
 * @param version {@code 1.2.014}
 * @param file {@code cXML.dtd} or {@code Fulfill.dtd}, by the payload
 */
public record CxmlDtd(String version, String file) {
    /** What a version looks like. */
    public static final Pattern VERSION = Pattern.compile("1\\.[12]\\.[0-9]{3}");

    /** A version known to have BuyerPartID and PriceBasisQuantity, which 1.2.014 has not. */
    private static final String RICH = "1.2.050";

    public CxmlDtd {
        Objects.requireNonNull(file);
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("no version of cXML: " + version);
        }
    }

    /** The DTD of a version for this document: confirmations and ship notices have one of their own. */
    public static CxmlDtd of(String version, Cxml document) {
        var request = document.request;
        boolean fulfil = request != null && (request.confirmation != null || request.shipNotice != null);
        return new CxmlDtd(version, fulfil ? "Fulfill.dtd" : "cXML.dtd");
    }

    /** The address in the DOCTYPE. */
    public String systemId() {
        return "http://xml.cxml.org/schemas/cXML/" + version + "/" + file;
    }

    /** Whether a line may carry BuyerPartID and PriceBasisQuantity, and a tracking number its page. */
    public static boolean rich(String version) {
        return version.compareTo(RICH) >= 0;
    }
}
