package org.caravanserai.connector.xml;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.FeedFile;
import org.caravanserai.connector.FeedFormat;
import org.caravanserai.connector.FeedHeader;
import org.caravanserai.connector.RowWriter;
import org.caravanserai.home.Format;
import org.caravanserai.parser.Xml;

/**
 * RSS 2.0 with the name space of Google's product data specification: one {@code item} per row. {@code title}, {@code link} and {@code description}
 * are RSS's own elements, every other column is {@code g:<column>}; a list repeats its element; nested rows become child elements
 * ({@code g:shipping} with {@code g:country}, {@code g:price}).
 */
public final class RssFormat implements FeedFormat {
    private static final String GOOGLE = "http://base.google.com/ns/1.0";
    private static final Set<String> PLAIN = Set.of("title", "link", "description");

    @Override
    public String word() {
        return "rss";
    }

    @Override
    public String mediaType() {
        return "application/rss+xml";
    }

    @Override
    public FeedFile open(OutputStream out, Format format, FeedHeader header) throws IOException {
        try {
            return new File(out, Xml.writer(out), header);
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
    }

    private static final class File implements FeedFile {
        private final OutputStream out;
        private final XMLStreamWriter xml;
        private boolean begun;

        File(OutputStream out, XMLStreamWriter xml, FeedHeader header) throws XMLStreamException {
            this.out = out;
            this.xml = xml;
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("rss");
            xml.writeAttribute("version", "2.0");
            xml.writeNamespace("g", GOOGLE);
            xml.writeStartElement("channel");
            element("title", header.title());
            element("link", header.linkBase() == null ? "" : header.linkBase());
            element("description", header.company());
        }

        @Override
        public RowWriter part(String name, List<String> columns) {
            if (begun) {
                throw new IllegalArgumentException(
                        "an RSS file has one part; give the second stream a file of its own");
            }
            begun = true;
            return row -> {
                try {
                    xml.writeStartElement("item");
                    values(row, PLAIN);
                    xml.writeEndElement();
                    xml.writeCharacters("\n");
                    return Optional.empty();
                } catch (XMLStreamException failed) {
                    throw new IOException(failed);
                }
            };
        }

        private void values(Cells row, Set<String> plain) throws XMLStreamException {
            var fields = row.fields();
            for (int i = 0; i < row.size(); i++) {
                var field = fields.get(i);
                value(field, row.value(i), plain.contains(field));
            }
        }

        private void value(String field, Object value, boolean plain) throws XMLStreamException {
            if (value == null) {
                return;
            }
            if (value instanceof List<?> list) {
                for (var one : list) {
                    value(field, one, plain);
                }
            } else if (value instanceof Cells nested) {
                xml.writeStartElement("g", field, GOOGLE);
                values(nested, Set.of());
                xml.writeEndElement();
            } else if (plain) {
                element(field, text(value));
            } else {
                xml.writeStartElement("g", field, GOOGLE);
                xml.writeCharacters(Xml.text(text(value)));
                xml.writeEndElement();
            }
        }

        private void element(String name, String text) throws XMLStreamException {
            xml.writeStartElement(name);
            xml.writeCharacters(Xml.text(text));
            xml.writeEndElement();
        }

        private static String text(Object value) {
            return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        }

        @Override
        public void close() throws IOException {
            try {
                xml.writeEndDocument();
                xml.close();
            } catch (XMLStreamException failed) {
                throw new IOException(failed);
            }
            out.close();
        }
    }
}
