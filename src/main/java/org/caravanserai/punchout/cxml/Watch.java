package org.caravanserai.punchout.cxml;

import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/** Sees what goes by while JAXB reads: the name of the payload, also of one the model does not know, and how many elements there are. */
final class Watch extends StreamReaderDelegate {
    /** Most elements of a document; an order of 5,000 lines with all addresses has fewer. */
    static final int MAX_ELEMENTS = 300_000;

    /** Most elements directly inside elements of content ANY: each of them costs JAXB a document of its own. */
    static final int MAX_ANY = 10_000;

    /** What {@link AnyText} reads. */
    private static final Set<String> ANY = Set.of(
            "Identity",
            "SharedSecret",
            "BuyerCookie",
            "SupplierPartAuxiliaryID",
            "Extrinsic",
            "Comments",
            "Description",
            "BlanketItemDetail",
            "TermsOfDelivery");

    private static final Set<String> FRAMES = Set.of("Request", "Message", "Response");

    private int depth;
    private int elements;
    private int anyDepth;
    private int inAny;
    private boolean framed;
    private String payload;

    Watch(XMLStreamReader reader) {
        super(reader);
    }

    @Override
    public int next() throws XMLStreamException {
        int event = super.next();
        if (event == START_ELEMENT) {
            started();
        } else if (event == END_ELEMENT) {
            anyDepth = depth == anyDepth ? 0 : anyDepth;
            depth--;
        }
        return event;
    }

    private void started() throws XMLStreamException {
        if (++elements > MAX_ELEMENTS) {
            throw new XMLStreamException("more than " + MAX_ELEMENTS + " elements");
        }
        depth++;
        if (anyDepth == 0) {
            anyDepth = ANY.contains(getLocalName()) ? depth : 0;
        } else if (depth == anyDepth + 1 && ++inAny > MAX_ANY) {
            throw new XMLStreamException("more than " + MAX_ANY + " elements inside texts");
        }
        if (depth == 2) {
            framed = FRAMES.contains(getLocalName());
        } else if (depth == 3 && framed && payload == null && !getLocalName().equals("Status")) {
            payload = getLocalName();
        }
    }

    /** Name of the element in Request, Message or Response; null = none. */
    String payload() {
        return payload;
    }
}
