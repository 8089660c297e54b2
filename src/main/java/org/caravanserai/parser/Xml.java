package org.caravanserai.parser;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import org.codehaus.stax2.XMLInputFactory2;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The one place where XML parsers, writers and validators are made. Whatever the parser, {@link XmlGuard} stands before
 * it: depth 64, tag 64 Ki characters, 256 attributes, text 4 Mi characters, no DOCTYPE. Nothing is ever fetched: no
 * external entity, no schema from the network, no XInclude. The encoding is that of the byte order mark or the XML
 * declaration, read strictly.
 */
public final class Xml {
    /** Deepest nesting of elements. */
    public static final int MAX_DEPTH = 64;
    /** Longest tag with its attributes, in characters. */
    public static final int MAX_TAG = 1 << 16;
    /** Most attributes of an element. */
    public static final int MAX_ATTRIBUTES = 256;
    /** Longest text without a tag inside, in characters; comments and CDATA too. */
    public static final int MAX_TEXT = 4 << 20;
    /** Longest DOCTYPE that is passed over, in characters. */
    public static final int MAX_DOCTYPE = 4096;

    /** What happens to a DOCTYPE. */
    public enum Doctype {
        REFUSED,
        /**
         * Passed over without fetching or declaring anything; for cXML, which demands one. One with declarations inside
         * is refused, but for parameter entities with a plain text, which are passed over too.
         */
        SKIPPED
    }

    private static final InputFactoryImpl READERS = readers();
    private static final OutputFactoryImpl WRITERS = new OutputFactoryImpl();

    private Xml() {}

    private static InputFactoryImpl readers() {
        var factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Otherwise faults inside a text come out of getText() as unchecked exceptions.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        return factory;
    }

    /** A pull parser that refuses a DOCTYPE. Closing it leaves the stream open. */
    public static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        return reader(in, Doctype.REFUSED);
    }

    /**
     * A pull parser.
     *
     * @throws XMLStreamException when the first bytes are refused; {@link #refusal} says why, here and while reading on
     */
    public static XMLStreamReader reader(InputStream in, Doctype doctype) throws XMLStreamException {
        try {
            return new CalmReader(READERS.createXMLStreamReader(guarded(in, doctype)));
        } catch (IOException e) {
            throw new XMLStreamException(e);
        }
    }

    /** Why reading failed, as a refusal of the file. */
    public static Refusal refusal(XMLStreamException e) {
        var inner = RefusedException.in(e);
        if (inner == null) {
            inner = RefusedException.in(e.getNestedException());
        }
        if (inner != null) {
            return inner;
        }
        if (e.getNestedException() instanceof IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        var at = e.getLocation();
        return syntax(at == null ? 0 : Math.max(at.getLineNumber(), 0), e.getMessage());
    }

    private static Refusal syntax(long line, String message) {
        var text = Escaped.cut(String.valueOf(message).lines().findFirst().orElse(""));
        boolean cut = text.contains("end-of-input")
                || text.contains("End-of-input")
                || text.contains("start and end within the same");
        return Refusal.file(
                cut ? ParserCode.FILE_TRUNCATED : ParserCode.FILE_SYNTAX,
                line,
                -1,
                cut ? "the XML ends in the middle; send the file again" : "not valid XML: " + text);
    }

    /**
     * A writer of UTF-8; give it texts through {@link #text} when they may hold control characters. Closing it leaves
     * the stream open.
     */
    public static XMLStreamWriter writer(OutputStream out) throws XMLStreamException {
        return WRITERS.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
    }

    /** The text without the characters that XML 1.0 (section 2.2) cannot hold; the same object when there are none. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed(text, i)) {
                var clean = new StringBuilder(text.length());
                text.codePoints().filter(Xml::allowed).forEach(clean::appendCodePoint);
                return clean.toString();
            }
        }
        return text;
    }

    private static boolean allowed(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return allowed((int) c);
    }

    private static boolean allowed(int c) {
        return c >= 0x20
                ? c <= 0xD7FF || c >= 0xE000 && c != 0xFFFE && c != 0xFFFF
                : c == '\t' || c == '\n' || c == '\r';
    }

    /** A hardened source for the JDK's validators and transformers. */
    public static SAXSource source(InputStream in, Doctype doctype) throws IOException {
        try {
            var factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", doctype == Doctype.REFUSED);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setXIncludeAware(false);
            var parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return new SAXSource(parser.getXMLReader(), new InputSource(guarded(in, doctype)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the JDK's own parser has these features", e);
        }
    }

    /**
     * A schema from a file on disk; what it includes or imports is looked up by its path below the same folder, never
     * elsewhere.
     *
     * @throws IllegalArgumentException when the schema is wrong or refers outside the folder
     */
    public static Schema schema(Path xsd) {
        return XmlSchemas.load(xsd);
    }

    /**
     * A schema of files of our own jar; they include and import nothing.
     *
     * @param names absolute names of resources, each with a namespace of its own
     * @throws IllegalArgumentException when a schema is wrong or missing
     */
    public static Schema schema(List<String> names) {
        return XmlSchemas.resources(names);
    }

    /**
     * Validates a stream.
     *
     * @param most how many faults are collected before it stops
     * @return the faults in order, empty when the document is valid
     */
    public static List<Refusal> validate(Schema schema, InputStream in, Doctype doctype, int most) throws IOException {
        return XmlSchemas.validate(schema, in, doctype, most);
    }

    static Refusal refusal(SAXException e) {
        var inner = RefusedException.in(e.getException() == null ? e : e.getException());
        if (inner != null) {
            return inner;
        }
        return syntax(e instanceof SAXParseException at ? Math.max(at.getLineNumber(), 0) : 0, e.getMessage());
    }

    /** A factory of transformers that fetch nothing. Style sheets are our own files, never data. */
    public static TransformerFactory transformers() {
        try {
            var factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
            return factory;
        } catch (javax.xml.transform.TransformerConfigurationException e) {
            throw new IllegalStateException("the JDK's own transformer has these features", e);
        }
    }

    private static XmlGuard guarded(InputStream in, Doctype doctype) throws IOException {
        return new XmlGuard(XmlEncoding.open(in), doctype);
    }
}
