package org.caravanserai.web.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.validation.Schema;
import org.caravanserai.parser.ParserCode;
import org.caravanserai.parser.Refusal;
import org.caravanserai.parser.Xml;

/**
 * A message as it came: the token of its WS-Security header, and the one element of its body as the tree canonical JSON has. Read with the hardened
 * parser (no DOCTYPE, depth, lengths), and the tree is made only of what the schema has accepted.
 *
 * @param token null = no WS-Security header
 * @param operation local name of the element in the body
 */
record Envelope(UsernameToken token, String operation, Map<String, Object> body) {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String NAMESPACE = "urn:caravanserai:hub:1";
    static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    private static final Schema SCHEMA = Xml.schema(List.of("/soap/envelope.xsd", "/soap/hub.xsd"));
    private static final int FAULTS = 10;

    /** Elements that are lists of canonical JSON, wherever they stand but in {@code totals}. */
    private static final Set<String> LISTS =
            Set.of("lines", "parts", "parcels", "products", "offers", "prices", "stock", "companies", "addresses");

    private static final Set<String> FLAGS = Set.of("withdrawn", "active", "creditHold");
    private static final Set<String> NUMBERS = Set.of("version");

    /** Reads who calls, before anything is done about what they say. */
    static UsernameToken token(byte[] bytes) throws SoapFault {
        try {
            var xml = Xml.reader(new ByteArrayInputStream(bytes));
            begin(xml);
            UsernameToken token = null;
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (!SOAP.equals(xml.getNamespaceURI())
                            || !xml.getLocalName().equals("Header")) {
                        break;
                    }
                    token = header(xml);
                }
            }
            return token;
        } catch (XMLStreamException broken) {
            throw unreadable(Xml.refusal(broken));
        }
    }

    private static void begin(XMLStreamReader xml) throws XMLStreamException, SoapFault {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            // What stands before the root says nothing.
        }
        if (!xml.getLocalName().equals("Envelope")) {
            throw new SoapFault(
                    SoapFault.Code.CLIENT, ParserCode.FILE_SYNTAX.code(), "the message is no SOAP envelope");
        }
        if (!SOAP.equals(xml.getNamespaceURI())) {
            throw new SoapFault(SoapFault.Code.VERSION_MISMATCH, null, "this service speaks SOAP 1.1");
        }
    }

    private static UsernameToken header(XMLStreamReader xml) throws XMLStreamException, SoapFault {
        UsernameToken token = null;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            boolean security =
                    WSSE.equals(xml.getNamespaceURI()) && xml.getLocalName().equals("Security");
            if (security && token != null) {
                throw new SoapFault(SoapFault.Code.INVALID_SECURITY, null, "one header of WS-Security is enough");
            }
            var must = xml.getAttributeValue(SOAP, "mustUnderstand");
            if (!security && must != null && !must.equals("0")) {
                throw new SoapFault(
                        SoapFault.Code.MUST_UNDERSTAND,
                        null,
                        "a header that must be understood is not understood here");
            }
            if (security) {
                token = UsernameToken.read(xml);
            } else {
                UsernameToken.skip(xml);
            }
        }
        return token;
    }

    private static SoapFault unreadable(Refusal refusal) {
        return new SoapFault(SoapFault.Code.CLIENT, refusal.code().code(), refusal.message());
    }

    /** Reads the whole of a message whose caller is known by now. */
    static Envelope read(byte[] bytes, UsernameToken token) throws SoapFault {
        try {
            var faults = Xml.validate(SCHEMA, new ByteArrayInputStream(bytes), Xml.Doctype.REFUSED, FAULTS);
            if (!faults.isEmpty()) {
                throw new SoapFault(
                        SoapFault.Code.CLIENT,
                        faults.get(0).code().code(),
                        "line " + faults.get(0).line() + ": " + faults.get(0).message()
                                + (faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : ""));
            }
            var xml = Xml.reader(new ByteArrayInputStream(bytes));
            while (!(xml.next() == XMLStreamConstants.START_ELEMENT
                    && SOAP.equals(xml.getNamespaceURI())
                    && xml.getLocalName().equals("Body"))) {
                // The header was read before.
            }
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                // Blanks.
            }
            var operation = xml.getLocalName();
            var tree = element(xml, operation);
            return new Envelope(token, operation, tree instanceof Map<?, ?> map ? typed(map) : Map.of());
        } catch (XMLStreamException broken) {
            throw unreadable(Xml.refusal(broken));
        } catch (IOException impossible) {
            throw new SoapFault(SoapFault.Code.CLIENT, null, "the message cannot be read");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static Object element(XMLStreamReader xml, String within) throws XMLStreamException {
        var map = new LinkedHashMap<String, Object>();
        var text = new StringBuilder();
        boolean children = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children = true;
                var name = xml.getLocalName();
                var locale = xml.getAttributeValue(null, "locale");
                put(map, within, name, locale, element(xml, name));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            }
        }
        return children || Set.of("arrived").contains(within) ? map : value(within, text.toString());
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> map, String within, String name, String locale, Object value) {
        if (locale != null) {
            ((Map<String, Object>) map.computeIfAbsent(name, none -> new LinkedHashMap<String, Object>()))
                    .put(locale, value);
        } else if (LISTS.contains(name) && !within.equals("totals")) {
            ((List<Object>) map.computeIfAbsent(name, none -> new ArrayList<>())).add(value);
        } else {
            map.put(name, value);
        }
    }

    private static Object value(String name, String text) {
        var plain = text.strip();
        if (FLAGS.contains(name)) {
            return plain.equals("true") || plain.equals("1");
        }
        // What no document counts by stays a text, and is refused where it is read.
        return NUMBERS.contains(name) && plain.matches("[+]?[0-9]{1,18}") ? (Object) Long.valueOf(plain) : plain;
    }
}
