package org.caravanserai.connector.xml;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.caravanserai.canonical.Cells;
import org.caravanserai.parser.Xml;

/** Writes elements of one name space; a value that is missing writes nothing. */
final class Elements {
    private final XMLStreamWriter xml;

    Elements(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Something that writes XML. */
    @FunctionalInterface
    interface Writing {
        void write() throws XMLStreamException;
    }

    /** Runs it, turning a fault of the writer into one of the stream below. */
    static void io(Writing writing) throws IOException {
        try {
            writing.write();
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
    }

    void start(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    void end() throws XMLStreamException {
        xml.writeEndElement();
    }

    /** One element per value: a list repeats it. */
    void element(String name, Object value) throws XMLStreamException {
        element(name, null, null, value);
    }

    /** The same with an attribute, null = none. */
    void element(String name, String attribute, String attributeValue, Object value) throws XMLStreamException {
        if (value instanceof List<?> list) {
            for (var one : list) {
                element(name, attribute, attributeValue, one);
            }
        } else if (value != null) {
            xml.writeStartElement(name);
            if (attribute != null) {
                xml.writeAttribute(attribute, attributeValue);
            }
            xml.writeCharacters(Xml.text(text(value)));
            xml.writeEndElement();
        }
    }

    /** The value of a field, null when the row has no such field. */
    static Object value(Cells row, String field) {
        int at = row.fields().indexOf(field);
        return at < 0 ? null : row.value(at);
    }

    /** The nested rows of a field, empty when there are none. */
    static List<Cells> rows(Cells row, String field) {
        return value(row, field) instanceof List<?> list
                ? list.stream()
                        .filter(Cells.class::isInstance)
                        .map(Cells.class::cast)
                        .toList()
                : List.of();
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
