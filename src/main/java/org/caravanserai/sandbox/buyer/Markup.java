package org.caravanserai.sandbox.buyer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** XML as a buyer's system reads it: a reader of its own. A DOCTYPE may stand there, nothing of it is fetched, entities are refused. */
final class Markup {
    /** It is none; the text says why. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String text) {
            super(text, null, false, false);
        }
    }

    private Markup() {}

    static Element root(byte[] bytes) throws Wrong {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setXIncludeAware(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            var document = builder.parse(new ByteArrayInputStream(bytes));
            if (document.getDoctype() != null && document.getDoctype().getInternalSubset() != null) {
                throw new Wrong("the DOCTYPE declares something of its own");
            }
            return document.getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException unreadable) {
            throw new Wrong(String.valueOf(unreadable.getMessage()));
        }
    }

    /**
     * What the DTD it declares has against a document; empty when it is valid, or that DTD is not there.
     *
     * @param folder holds {@code <version>/<file>.dtd}; need not exist
     */
    static Optional<String> complaint(byte[] bytes, Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        var first = new ArrayList<String>();
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setValidating(true);
            // Whatever is declared goes through the resolver below, which opens files of one folder only.
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "all");
            var builder = factory.newDocumentBuilder();
            builder.setEntityResolver((publicId, address) -> source(address, folder));
            builder.setErrorHandler(new First(first));
            builder.parse(new ByteArrayInputStream(bytes));
        } catch (NoSuchFile absent) {
            return Optional.empty();
        } catch (ParserConfigurationException | SAXException | IOException unreadable) {
            first.add(String.valueOf(unreadable.getMessage()));
        }
        return first.stream().findFirst();
    }

    private static InputSource source(String address, Path folder) throws IOException {
        var file = declared(address, folder);
        var source = new InputSource(new ByteArrayInputStream(Files.readAllBytes(file)));
        source.setSystemId(address);
        return source;
    }

    /** A file of the folder by the last two parts of the address, and nothing else. */
    private static Path declared(String address, Path folder) throws IOException {
        var parts = address.split("/");
        if (parts.length < 2
                || !parts[parts.length - 2].matches("1\\.[0-9]\\.[0-9]{3}")
                || !parts[parts.length - 1].matches("[A-Za-z]+\\.dtd")) {
            throw new IOException("the DOCTYPE names no DTD of cXML");
        }
        var file = folder.resolve(parts[parts.length - 2]).resolve(parts[parts.length - 1]);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFile();
        }
        return file;
    }

    /** The DTD is not at hand. */
    private static final class NoSuchFile extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private record First(List<String> texts) implements ErrorHandler {
        @Override
        public void warning(SAXParseException said) {}

        @Override
        public void error(SAXParseException said) {
            texts.add("line " + said.getLineNumber() + ": " + said.getMessage());
        }

        @Override
        public void fatalError(SAXParseException said) {
            error(said);
        }
    }

    static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    /** The first child element whatever its name. */
    static Optional<Element> inside(Element parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    static Optional<Element> at(Element from, String... path) {
        var here = from;
        for (var name : path) {
            var next = children(here, name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            here = next.get(0);
        }
        return Optional.of(here);
    }

    /** Text below a path of first children, without blanks around it; empty when there is none. */
    static String text(Element from, String... path) {
        return at(from, path).map(found -> found.getTextContent().strip()).orElse("");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
