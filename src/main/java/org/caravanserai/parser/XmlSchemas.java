package org.caravanserai.parser;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Schemas from disk and validation against them. */
final class XmlSchemas {
    private XmlSchemas() {}

    static Schema load(Path xsd) {
        try {
            var factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            factory.setResourceResolver(new Folder(xsd.toRealPath().getParent()));
            try (var in = Files.newInputStream(xsd)) {
                return factory.newSchema(
                        new StreamSource(in, xsd.toRealPath().toUri().toString()));
            }
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("schema " + xsd.getFileName() + ": " + Escaped.cut(e.getMessage()), e);
        }
    }

    static Schema resources(List<String> names) {
        var sources = new ArrayList<Source>();
        var open = new ArrayList<InputStream>();
        try {
            for (var name : names) {
                var in = XmlSchemas.class.getResourceAsStream(name);
                if (in == null) {
                    throw new IllegalArgumentException("there is no schema " + name);
                }
                open.add(in);
                sources.add(new StreamSource(in));
            }
            var factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // Our own files bound their lists at a few thousand; the usual limit is for schemas of strangers.
            factory.setProperty("jdk.xml.maxOccurLimit", "10000");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newSchema(sources.toArray(Source[]::new));
        } catch (SAXException e) {
            throw new IllegalArgumentException("schemas " + names + ": " + Escaped.cut(e.getMessage()), e);
        } finally {
            for (var in : open) {
                try {
                    in.close();
                } catch (IOException resource) {
                    throw new IllegalStateException("a resource could not be closed", resource);
                }
            }
        }
    }

    static List<Refusal> validate(Schema schema, InputStream in, Xml.Doctype doctype, int most) throws IOException {
        List<Refusal> faults = new ArrayList<>();
        var validator = schema.newValidator();
        validator.setErrorHandler(new Collect(faults, most));
        try {
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            validator.validate(Xml.source(in, doctype));
        } catch (Enough e) {
            return faults;
        } catch (SAXException e) {
            faults.add(Xml.refusal(e));
        } catch (RefusedException e) {
            faults.add(e.refusal());
        }
        return faults;
    }

    /** Ends a validation that has found enough. */
    private static final class Enough extends SAXException {}

    private record Collect(List<Refusal> faults, int most) implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // Warnings say nothing about validity.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            faults.add(Refusal.file(
                    ParserCode.FILE_SYNTAX, Math.max(e.getLineNumber(), 0), -1, Escaped.cut(e.getMessage())));
            if (faults.size() >= most) {
                throw new Enough();
            }
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }

    /** Serves included schemas from one folder. */
    private record Folder(Path root) implements LSResourceResolver {
        @Override
        public LSInput resolveResource(String type, String namespace, String publicId, String systemId, String base) {
            if (systemId == null) {
                return null;
            }
            var file = base == null ? root.resolve(systemId) : resolve(base, systemId);
            try {
                var real = file.toRealPath();
                if (real.startsWith(root)) {
                    return new SchemaInput(publicId, real.toUri().toString(), Files.newInputStream(real));
                }
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "the schema refers to " + Escaped.cut(systemId) + ", which is not there", e);
            }
            throw new IllegalArgumentException(
                    "the schema refers to " + Escaped.cut(systemId) + ", outside its folder");
        }

        private static Path resolve(String base, String systemId) {
            var address = URI.create(base).resolve(systemId.replace(" ", "%20"));
            if (!"file".equals(address.getScheme())) {
                throw new IllegalArgumentException(
                        "the schema refers to " + Escaped.cut(systemId) + ", outside its folder");
            }
            return Path.of(address);
        }
    }
}
