package org.caravanserai.sandbox.erp;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A SOAP 1.1 envelope as it came. A reader of its own on purpose, and the schema looks at the very bytes: what the hub writes wrongly is refused here. No
 * DOCTYPE, nothing is fetched.
 */
final class Envelope {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String NAMESPACE = "urn:caravanserai:hub:1";
    private static final Schema SCHEMA = schema();

    /** It is none, or not one of this contract; the text says why. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String text) {
            super(text, null, false, false);
        }
    }

    private Envelope() {}

    private static Schema schema() {
        try {
            var factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // The bounds of lists are ours and known: what is limited by default is the number of such rules.
            factory.setProperty("jdk.xml.maxOccurLimit", "10000");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            try (var in = Envelope.class.getResourceAsStream("/soap/hub.xsd")) {
                return factory.newSchema(new javax.xml.transform.stream.StreamSource(in));
            }
        } catch (Exception broken) {
            throw new IllegalStateException("the contract cannot be read", broken);
        }
    }

    /** The one element of the body, valid by the schema. */
    static Element body(byte[] bytes) throws Wrong {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            var root = builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement();
            if (!SOAP.equals(root.getNamespaceURI()) || !root.getLocalName().equals("Envelope")) {
                throw new Wrong("The message is no SOAP 1.1 envelope");
            }
            var bodies = children(root, SOAP, "Body");
            var inside = bodies.size() == 1 ? elements(bodies.get(0)) : List.<Element>of();
            if (inside.size() != 1) {
                throw new Wrong("The body holds one element");
            }
            SCHEMA.newValidator().validate(new DOMSource(inside.get(0)));
            return inside.get(0);
        } catch (Wrong wrong) {
            throw wrong;
        } catch (Exception unreadable) {
            throw new Wrong("The message is not of the contract: " + unreadable.getMessage());
        }
    }

    static List<Element> elements(Element parent) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    static List<Element> children(Element parent, String namespace, String name) {
        return elements(parent).stream()
                .filter(one -> namespace.equals(one.getNamespaceURI())
                        && one.getLocalName().equals(name))
                .toList();
    }

    /** Text below a path of first children, empty when there is none. */
    static String text(Element from, String... path) {
        var at = from;
        for (var name : path) {
            var next = children(at, NAMESPACE, name);
            if (next.isEmpty()) {
                return "";
            }
            at = next.get(0);
        }
        return at.getTextContent().strip();
    }

    /** An envelope around the inside of a body. */
    static String around(String inside) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<S:Envelope xmlns:S=\"" + SOAP + "\"><S:Body>" + inside
                + "</S:Body></S:Envelope>";
    }

    static String fault(String code, String text) {
        return around("<S:Fault><faultcode>S:" + code + "</faultcode><faultstring>" + escaped(text)
                + "</faultstring></S:Fault>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
