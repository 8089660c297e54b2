package org.caravanserai.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads published XML with a library the hub does not write it with: the JDK's own parser and validator. The only place of the tests that makes
 * XML factories; they refuse DOCTYPE and fetch nothing.
 */
public final class TestXml {
    private TestXml() {}

    /** A file as a tree, aware of name spaces. */
    public static Document document(Path file) throws IOException {
        return document(Files.readAllBytes(file));
    }

    /** The same from bytes. */
    public static Document document(byte[] bytes) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        } catch (ParserConfigurationException | SAXException wrong) {
            throw new IOException(wrong);
        }
    }

    /**
     * What the DTD a document declares says against it; empty when it is valid. The DTD is looked up by the end of its address, never fetched.
     *
     * @param catalog the file for an address
     */
    public static String dtdComplaint(byte[] bytes, UnaryOperator<String> catalog) throws IOException {
        try {
            var factory = SAXParserFactory.newDefaultNSInstance();
            factory.setValidating(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var found = new StringBuilder();
            factory.newSAXParser().parse(new ByteArrayInputStream(bytes), new DefaultHandler() {
                @Override
                public InputSource resolveEntity(String publicId, String systemId) throws IOException {
                    var source = new InputSource(Files.newInputStream(Path.of(catalog.apply(systemId))));
                    source.setSystemId(systemId);
                    return source;
                }

                @Override
                public void error(SAXParseException wrong) {
                    found.append(wrong.getMessage()).append('\n');
                }
            });
            return found.toString();
        } catch (ParserConfigurationException | SAXException wrong) {
            return wrong.getMessage();
        }
    }

    /** A document whose DOCTYPE is passed over, as a tree; nothing is fetched. */
    public static Document withoutDoctype(byte[] bytes) throws IOException {
        var text = new String(bytes, StandardCharsets.UTF_8);
        return document(text.replaceFirst("<!DOCTYPE[^>\\[]*>", "").strip().getBytes(StandardCharsets.UTF_8));
    }

    /** All elements of this local name below a node, in document order. */
    public static List<Element> elements(Document in, String name) {
        var nodes = in.getElementsByTagNameNS("*", name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /** The same below an element. */
    public static List<Element> elements(Element in, String name) {
        var nodes = in.getElementsByTagNameNS("*", name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /** The text of the first element of this name below another, null when there is none. */
    public static String text(Element in, String name) {
        var found = elements(in, name);
        return found.isEmpty() ? null : found.get(0).getTextContent();
    }

    /** What a schema says against a text; empty when it is valid. */
    public static String complaint(Path xsd, String xml) throws IOException {
        try {
            document(xml.getBytes(StandardCharsets.UTF_8));
            var factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            factory.newSchema(xsd.toFile()).newValidator().validate(new StreamSource(new StringReader(xml)));
            return "";
        } catch (SAXException wrong) {
            return wrong.getMessage();
        }
    }
}
