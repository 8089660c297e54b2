package org.caravanserai.parser;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The names of the elements directly below the root, for counting a file that is well-formed to its end. */
final class XmlElements extends AbstractRecords<String> {
    private final InputStream in;
    private final Xml.Doctype doctype;
    private XMLStreamReader reader;
    private long number;

    XmlElements(InputStream in, Xml.Doctype doctype) {
        this.in = in;
        this.doctype = doctype;
    }

    @Override
    Outcome<String> read() {
        try {
            if (reader == null) {
                reader = Xml.reader(in, doctype);
            }
            return next(reader);
        } catch (XMLStreamException e) {
            return new Outcome.Refused<>(Xml.refusal(e));
        }
    }

    private Outcome<String> next(XMLStreamReader xml) throws XMLStreamException {
        int depth = number == 0 ? 0 : 2;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth == 2) {
                        number++;
                        return new Outcome.Taken<>(number, xml.getLocation().getLineNumber(), xml.getLocalName());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
