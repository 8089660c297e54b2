package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Xml;

/**
 * Reads cXML from bytes, never from a decoded text. A DOCTYPE is passed over: nothing is fetched, nothing declared,
 * nothing expanded. Elements in another order and unknown elements are taken, as buyers send them; what is not XML, or
 * has no envelope, is refused with the status a sender understands.
 */
public final class CxmlReader {
    /** Longest document, in bytes. */
    public static final int MAX_BYTES = 4 << 20;

    /** What reading gave. */
    public sealed interface Reading {}

    /**
     * A document.
     *
     * @param payload name of the element in Request, Message or Response, also of one that the model does not know; empty
     *     when there is none
     * @param exact false when the root element is {@code cxml}, as one sender writes it
     */
    public record Read(Cxml document, String payload, boolean exact) implements Reading {}

    /**
     * No document.
     *
     * @param text why, for the sender; foreign text in it is cut and escaped
     */
    public record Refused(CxmlStatus status, String text) implements Reading {}

    private CxmlReader() {}

    /** Reads one document. */
    public static Reading read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return new Refused(CxmlStatus.TOO_LARGE, "the document is longer than " + MAX_BYTES + " bytes");
        }
        var packed = packed(bytes);
        if (packed != null) {
            return new Refused(CxmlStatus.NOT_ACCEPTABLE, packed);
        }
        try {
            var xml = new Watch(Xml.reader(new ByteArrayInputStream(bytes), Xml.Doctype.SKIPPED));
            while (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                xml.next();
            }
            var name = xml.getName().getNamespaceURI().isEmpty() ? xml.getLocalName() : xml.getName() + "";
            if (!name.equalsIgnoreCase("cXML")) {
                return new Refused(
                        CxmlStatus.NOT_ACCEPTABLE, "the root element is '" + Finding.cut(name) + "', not 'cXML'");
            }
            var document = Bindings.CONTEXT
                    .createUnmarshaller()
                    .unmarshal(xml, Cxml.class)
                    .getValue();
            while (xml.hasNext()) {
                xml.next();
            }
            return envelope(new Read(document, xml.payload() == null ? "" : xml.payload(), name.equals("cXML")));
        } catch (XMLStreamException broken) {
            return new Refused(CxmlStatus.NOT_ACCEPTABLE, Xml.refusal(broken).toString());
        } catch (JAXBException broken) {
            return new Refused(CxmlStatus.NOT_ACCEPTABLE, why(broken));
        }
    }

    /** What the bytes are instead of a document, null = nothing we know by its first bytes. */
    private static String packed(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        return switch (first) {
            case 0x1F8B, 0x504B -> "the document is compressed (gzip, zip); send it as it is";
            case 0x2D2D ->
                "the request has several parts (multipart): attachments are not taken here; send the cXML document alone";
            default -> null;
        };
    }

    private static String why(JAXBException broken) {
        for (Throwable cause = broken.getLinkedException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof XMLStreamException inner) {
                return Xml.refusal(inner).toString();
            }
        }
        return "the document cannot be read";
    }

    private static Reading envelope(Read read) {
        var document = read.document();
        var frames = (document.request == null ? 0 : 1)
                + (document.message == null ? 0 : 1)
                + (document.response == null ? 0 : 1);
        if (frames != 1) {
            return new Refused(
                    CxmlStatus.NOT_ACCEPTABLE, "a document holds exactly one of Request, Message and Response");
        }
        if (document.payloadID == null || document.payloadID.isBlank()) {
            return new Refused(CxmlStatus.NOT_ACCEPTABLE, "cXML has no payloadID");
        }
        if (document.response == null && document.header == null) {
            return new Refused(CxmlStatus.NOT_ACCEPTABLE, "cXML has no Header");
        }
        if (document.response != null && document.response.status == null) {
            return new Refused(CxmlStatus.NOT_ACCEPTABLE, "Response has no Status");
        }
        return read;
    }

    /**
     * The element of content ANY that {@link AnyText#xml()} gave.
     *
     * @throws IllegalArgumentException when the text is no such content
     */
    public static AnyText anyOf(String content) {
        var bytes = ("<x>" + content + "</x>").getBytes(StandardCharsets.UTF_8);
        try {
            var xml = Xml.reader(new ByteArrayInputStream(bytes));
            while (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                xml.next();
            }
            return Bindings.CONTEXT
                    .createUnmarshaller()
                    .unmarshal(xml, AnyText.class)
                    .getValue();
        } catch (XMLStreamException | JAXBException broken) {
            throw new IllegalArgumentException("no content of an element", broken);
        }
    }
}
