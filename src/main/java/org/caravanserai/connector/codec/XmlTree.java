package org.caravanserai.connector.codec;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.caravanserai.parser.Xml;

/**
 * XML as maps: an element without attributes and children is its text, another a map of {@code @attributes}, children and {@code #text}; a repeated
 * child is a list. Local names only. The document is a map of its root element.
 */
final class XmlTree {
    private XmlTree() {}

    static Object read(byte[] body) throws XMLStreamException {
        var xml = Xml.reader(new ByteArrayInputStream(body));
        try {
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                // What stands before the root says nothing.
            }
            var document = new LinkedHashMap<String, Object>();
            document.put(xml.getLocalName(), element(xml));
            while (xml.hasNext()) {
                xml.next();
            }
            return document;
        } finally {
            xml.close();
        }
    }

    private static Object element(XMLStreamReader xml) throws XMLStreamException {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            map.put("@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        var text = new StringBuilder();
        boolean children = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children = true;
                var name = xml.getLocalName();
                add(map, name, element(xml));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            }
        }
        var plain = text.toString().strip();
        if (map.isEmpty() && !children) {
            return plain;
        }
        if (!plain.isEmpty()) {
            map.put("#text", plain);
        }
        return map;
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> map, String name, Object value) {
        var before = map.get(name);
        if (before == null) {
            map.put(name, value);
        } else if (before instanceof List<?>) {
            ((List<Object>) before).add(value);
        } else {
            var list = new ArrayList<Object>();
            list.add(before);
            list.add(value);
            map.put(name, list);
        }
    }
}
