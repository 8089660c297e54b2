package org.caravanserai.web.soap;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A UsernameToken (WS-Security UsernameToken Profile 1.1, section 3). What is absent is null.
 *
 * @param digest true: the password is a digest
 * @param nonce Base64 as it came
 * @param created instant as it came
 */
record UsernameToken(String user, String password, boolean digest, String nonce, String created) {
    private static final String PROFILE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";
    private static final int LONGEST = 1000;

    /** Reads the header the reader stands on, to its end. */
    static UsernameToken read(XMLStreamReader xml) throws XMLStreamException, SoapFault {
        UsernameToken token = null;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            boolean known = Envelope.WSSE.equals(xml.getNamespaceURI())
                    && xml.getLocalName().equals("UsernameToken");
            if (known && token != null) {
                throw new SoapFault(SoapFault.Code.INVALID_SECURITY, null, "one UsernameToken is enough");
            }
            if (known) {
                token = inside(xml);
            } else {
                skip(xml);
            }
        }
        return token;
    }

    private static UsernameToken inside(XMLStreamReader xml) throws XMLStreamException, SoapFault {
        var values = new String[4];
        boolean digest = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            int place = switch (xml.getLocalName()) {
                case "Username" -> 0;
                case "Password" -> 1;
                case "Nonce" -> 2;
                case "Created" -> 3;
                default -> -1;
            };
            if (place < 0) {
                skip(xml);
                continue;
            }
            if (place == 1) {
                digest = digest(xml.getAttributeValue(null, "Type"));
            }
            if (values[place] != null) {
                throw new SoapFault(SoapFault.Code.INVALID_SECURITY, null, "a part of the UsernameToken stands twice");
            }
            values[place] = text(xml);
        }
        return new UsernameToken(values[0], values[1], digest, values[2], values[3]);
    }

    private static boolean digest(String type) throws SoapFault {
        if (type == null || type.equals(PROFILE + "PasswordText")) {
            return false;
        }
        if (type.equals(PROFILE + "PasswordDigest")) {
            return true;
        }
        throw new SoapFault(SoapFault.Code.INVALID_SECURITY, null, "a password is PasswordText or PasswordDigest");
    }

    private static String text(XMLStreamReader xml) throws XMLStreamException, SoapFault {
        var text = xml.getElementText().strip();
        if (text.length() > LONGEST) {
            throw new SoapFault(SoapFault.Code.INVALID_SECURITY, null, "a part of the UsernameToken is too long");
        }
        return text;
    }

    /** Passes over the element the reader stands on. */
    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /** Neither password nor nonce belong into a log. */
    @Override
    public String toString() {
        return "UsernameToken";
    }
}
