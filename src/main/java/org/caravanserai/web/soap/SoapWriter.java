package org.caravanserai.web.soap;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.caravanserai.parser.Xml;

/** Writes answers and faults. */
final class SoapWriter {
    private SoapWriter() {}

    /** An element of the contract, with a text or with elements in the order of the schema. */
    static final class Element {
        private final String name;
        private final String text;
        private final List<Element> children = new ArrayList<>();

        Element(String name) {
            this(name, null);
        }

        private Element(String name, String text) {
            this.name = name;
            this.text = text;
        }

        /** Adds a text; null adds nothing. */
        void add(String child, String value) {
            if (value != null) {
                children.add(new Element(child, value));
            }
        }

        Element child(String child) {
            var added = new Element(child);
            children.add(added);
            return added;
        }
    }

    private interface Inside {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    static byte[] answer(Element element) {
        return envelope(xml -> {
            xml.writeStartElement(element.name);
            xml.writeDefaultNamespace(Envelope.NAMESPACE);
            children(xml, element);
            xml.writeEndElement();
        });
    }

    private static void children(XMLStreamWriter xml, Element element) throws XMLStreamException {
        if (element.text != null) {
            xml.writeCharacters(Xml.text(element.text));
        }
        for (var child : element.children) {
            xml.writeStartElement(child.name);
            children(xml, child);
            xml.writeEndElement();
        }
    }

    static byte[] fault(SoapFault fault) {
        return envelope(xml -> {
            xml.writeStartElement("soap", "Fault", Envelope.SOAP);
            xml.writeStartElement("faultcode");
            xml.writeCharacters(code(fault.code()));
            xml.writeEndElement();
            xml.writeStartElement("faultstring");
            xml.writeCharacters(Xml.text(fault.getMessage()));
            xml.writeEndElement();
            if (fault.reason() != null) {
                xml.writeStartElement("detail");
                xml.writeStartElement("code");
                xml.writeDefaultNamespace(Envelope.NAMESPACE);
                xml.writeCharacters(fault.reason());
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    private static String code(SoapFault.Code code) {
        return switch (code) {
            case CLIENT -> "soap:Client";
            case SERVER -> "soap:Server";
            case MUST_UNDERSTAND -> "soap:MustUnderstand";
            case VERSION_MISMATCH -> "soap:VersionMismatch";
            case FAILED_AUTHENTICATION -> "wsse:FailedAuthentication";
            case INVALID_SECURITY -> "wsse:InvalidSecurity";
        };
    }

    private static byte[] envelope(Inside inside) {
        var out = new ByteArrayOutputStream(1024);
        try {
            var xml = Xml.writer(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("soap", "Envelope", Envelope.SOAP);
            xml.writeNamespace("soap", Envelope.SOAP);
            xml.writeNamespace("wsse", Envelope.WSSE);
            xml.writeStartElement("soap", "Body", Envelope.SOAP);
            inside.write(xml);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException("an answer could not be written", broken);
        }
        return out.toByteArray();
    }
}
