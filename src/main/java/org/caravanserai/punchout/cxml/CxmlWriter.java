package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.caravanserai.parser.Xml;

/** Writes cXML. The same document gives the same bytes: no white space, attributes and elements in the order of the model. */
public final class CxmlWriter {
    private CxmlWriter() {}

    /** The document in UTF-8 without byte order mark, with prolog and DOCTYPE. Its {@code version} is not changed. */
    public static byte[] write(Cxml document, CxmlDtd dtd) {
        return text(document, dtd, "UTF-8").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The document in ASCII, everything else as numeric references: for receivers that get it as a text in a form and
     * cannot know an encoding.
     */
    public static String ascii(Cxml document, CxmlDtd dtd) {
        var text = text(document, dtd, "US-ASCII");
        var ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 128) {
                ascii.append((char) c);
            } else {
                ascii.append("&#").append(c).append(';');
            }
        });
        return ascii.toString();
    }

    private static String text(Cxml document, CxmlDtd dtd, String encoding) {
        var out = new StringWriter(2048);
        try {
            var marshaller = Bindings.CONTEXT.createMarshaller();
            marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
            marshaller.marshal(document, out);
        } catch (JAXBException wrong) {
            throw new IllegalStateException("a document that cannot be written", wrong);
        }
        return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\n<!DOCTYPE cXML SYSTEM \"" + dtd.systemId()
                + "\">\n" + Xml.text(out.toString()) + "\n";
    }
}
