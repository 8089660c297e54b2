package org.caravanserai.sandbox.prestashop;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * XML of the web service. A reader of its own on purpose, so that a fault of the hub's writer is not read away by the
 * hub's reader: no DOCTYPE, no entities of its own, at most 32 deep.
 */
final class Xml {
    private static final int DEEPEST = 32;
    private static final XMLInputFactory READERS = readers();

    /**
     * An element.
     *
     * @param language value of its {@code id} attribute, empty when it has none
     * @param text all text directly in it, trimmed
     */
    record Element(String name, String language, String text, List<Element> children) {
        Optional<Element> child(String wanted) {
            return children.stream().filter(one -> one.name().equals(wanted)).findFirst();
        }
    }

    private static final class Open {
        final String name;
        final String id;
        final StringBuilder text = new StringBuilder();
        final List<Element> children = new ArrayList<>();

        Open(String name, String id) {
            this.name = name;
            this.id = id;
        }
    }

    private Xml() {}

    private static XMLInputFactory readers() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    /** The root element, nothing when it is no XML that is taken here. */
    static Optional<Element> read(byte[] body) {
        var open = new ArrayDeque<Open>();
        try {
            var in = READERS.createXMLStreamReader(new ByteArrayInputStream(body));
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        var id = in.getAttributeValue(null, "id");
                        open.push(new Open(in.getLocalName(), id == null ? "" : id));
                        if (open.size() > DEEPEST) {
                            return Optional.empty();
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (!open.isEmpty()) {
                            open.peek().text.append(in.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        var done = open.pop();
                        var element = new Element(
                                done.name, done.id, done.text.toString().trim(), List.copyOf(done.children));
                        if (open.isEmpty()) {
                            return Optional.of(element);
                        }
                        open.peek().children.add(element);
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                        return Optional.empty();
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** A whole document around some elements. */
    static String document(String inner) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<prestashop xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n" + inner + "</prestashop>\n";
    }

    /** Text as CDATA, the way the web service writes it. */
    static String text(String value) {
        return value.isEmpty() ? "" : "<![CDATA[" + value.replace("]]>", "]]]]><![CDATA[>") + "]]>";
    }
}
