package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.annotation.XmlAnyElement;
import jakarta.xml.bind.annotation.XmlMixed;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An element of content ANY or mixed content: texts (String) and elements (DOM) in their order. Read it as text, keep it
 * as it came.
 */
public class AnyText {
    @XmlMixed
    @XmlAnyElement
    public List<Object> content = new ArrayList<>();

    /** An element that holds a text; null for null. */
    public static AnyText of(String text) {
        if (text == null) {
            return null;
        }
        var element = new AnyText();
        element.content.add(text);
        return element;
    }

    /** All text inside, that of inner elements too; not trimmed. */
    public String text() {
        var text = new StringBuilder();
        for (var part : content) {
            if (part instanceof String string) {
                text.append(string);
            } else if (part instanceof Node node) {
                text.append(node.getTextContent());
            } else if (part instanceof JAXBElement<?> element) {
                text.append(element.getValue());
            }
        }
        return text.toString();
    }

    /** The text directly inside, without that of inner elements; not trimmed. */
    public String ownText() {
        var text = new StringBuilder();
        content.stream().filter(String.class::isInstance).forEach(text::append);
        return text.toString();
    }

    /** Texts of the inner elements of this name, not trimmed. */
    public List<String> inner(String name) {
        var texts = new ArrayList<String>();
        for (var part : content) {
            if (part instanceof Element element && element.getTagName().equals(name)) {
                texts.add(element.getTextContent());
            } else if (part instanceof JAXBElement<?> element
                    && element.getName().getLocalPart().equals(name)) {
                texts.add(String.valueOf(element.getValue()));
            }
        }
        return texts;
    }

    /** The content as XML, to be kept outside of a document: {@link CxmlReader#anyOf} makes the same element of it. */
    public String xml() {
        var xml = new StringBuilder();
        for (var part : content) {
            if (part instanceof String text) {
                escape(xml, text);
            } else if (part instanceof Node node) {
                write(xml, node);
            } else if (part instanceof JAXBElement<?> element) {
                var name = element.getName().getLocalPart();
                escape(xml.append('<').append(name).append('>'), String.valueOf(element.getValue()));
                xml.append("</").append(name).append('>');
            }
        }
        return xml.toString();
    }

    private static void write(StringBuilder xml, Node node) {
        if (node instanceof Element element) {
            xml.append('<').append(element.getTagName());
            var attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                var attribute = (Attr) attributes.item(i);
                escape(xml.append(' ').append(attribute.getName()).append("=\""), attribute.getValue());
                xml.append('"');
            }
            xml.append('>');
            for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                write(xml, child);
            }
            xml.append("</").append(element.getTagName()).append('>');
        } else if (node.getNodeValue() != null) {
            escape(xml, node.getNodeValue());
        }
    }

    private static void escape(StringBuilder xml, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\r' -> xml.append("&#13;");
                default -> xml.append(c);
            }
        }
    }
}
