package org.caravanserai.connector.codec;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.caravanserai.parser.Xml;

/** Writes a shaped tree as XML. {@code @name} is an attribute, {@code #text} the text beside attributes, a list a repeated element. */
final class XmlBody {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?");

    private XmlBody() {}

    static byte[] write(Object tree) {
        if (!(tree instanceof Map<?, ?> root) || root.size() != 1) {
            throw CannotEncode.channel("an XML body is a map of its one root element");
        }
        var out = new ByteArrayOutputStream(1024);
        try {
            var xml = Xml.writer(out);
            xml.writeStartDocument("UTF-8", "1.0");
            for (var entry : root.entrySet()) {
                if (entry.getValue() instanceof List<?>) {
                    throw CannotEncode.channel("an XML body has one root element, not a list of them");
                }
                element(xml, (String) entry.getKey(), entry.getValue());
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException broken) {
            throw CannotEncode.item("a value of the row cannot be written as XML");
        }
        return out.toByteArray();
    }

    private static void element(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        if (value instanceof List<?> list) {
            for (var one : list) {
                element(xml, name, one);
            }
            return;
        }
        start(xml, checked(name));
        if (value instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                if (((String) entry.getKey()).startsWith("@") && entry.getValue() != null) {
                    attribute(xml, ((String) entry.getKey()).substring(1), text(entry.getValue()));
                }
            }
            for (var entry : map.entrySet()) {
                content(xml, (String) entry.getKey(), entry.getValue());
            }
        } else if (value != null) {
            xml.writeCharacters(Xml.text(text(value)));
        }
        xml.writeEndElement();
    }

    private static void content(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        if (name.equals("#text")) {
            if (value != null) {
                xml.writeCharacters(Xml.text(text(value)));
            }
        } else if (!name.startsWith("@")) {
            element(xml, name, value);
        }
    }

    private static void start(XMLStreamWriter xml, String name) throws XMLStreamException {
        int colon = name.indexOf(':');
        if (colon < 0) {
            xml.writeStartElement(name);
        } else {
            xml.writeStartElement(name.substring(0, colon), name.substring(colon + 1), "");
        }
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        checked(name);
        int colon = name.indexOf(':');
        if (name.equals("xmlns")) {
            xml.writeDefaultNamespace(value);
        } else if (name.startsWith("xmlns:")) {
            xml.writeNamespace(name.substring(6), value);
        } else if (colon < 0) {
            xml.writeAttribute(name, Xml.text(value));
        } else {
            xml.writeAttribute(name.substring(0, colon), "", name.substring(colon + 1), Xml.text(value));
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw CannotEncode.channel(Values.shown(name) + " is no name of an XML element or attribute");
        }
        return name;
    }

    private static String text(Object value) {
        return value instanceof Shaper.Digits digits ? digits.text() : Values.plain(value);
    }
}
