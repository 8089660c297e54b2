package org.caravanserai.connector.xml;

import java.io.IOException;
import java.io.OutputStream;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.FeedFile;
import org.caravanserai.connector.FeedFormat;
import org.caravanserai.connector.FeedHeader;
import org.caravanserai.connector.RowWriter;
import org.caravanserai.home.Format;
import org.caravanserai.parser.Xml;

/**
 * A BMEcat 2005 catalogue ({@code T_NEW_CATALOG}). Two parts: {@code groups} (columns {@code GROUP_ID GROUP_NAME PARENT_ID GROUP_DESCRIPTION
 * GROUP_ORDER}), which may be left out and comes first, and the products, whose columns are named after the elements of the specification. Version {@code 2005} unless the
 * format says {@code 2005.1} or {@code 2005.2}. The header comes from the channel's connection.
 */
public final class BmecatFormat implements FeedFormat {
    private static final String NAMESPACE = "http://www.bmecat.org/bmecat/";
    private static final Set<String> VERSIONS = Set.of("2005", "2005.1", "2005.2");

    @Override
    public String word() {
        return "bmecat";
    }

    @Override
    public String mediaType() {
        return "application/xml";
    }

    @Override
    public FeedFile open(OutputStream out, Format format, FeedHeader header) throws IOException {
        var version = format.version() == null ? "2005" : format.version();
        if (!VERSIONS.contains(version)) {
            throw new IllegalArgumentException(
                    "BMEcat is written as 2005, 2005.1 or 2005.2, not as " + Finding.cut(version));
        }
        try {
            var file = new File(out, Xml.writer(out), header);
            file.begin(version);
            return file;
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
    }

    private static final class File implements FeedFile {
        private static final String ROOT = "1";

        private final OutputStream out;
        private final XMLStreamWriter xml;
        private final Elements put;
        private final FeedHeader header;
        private final Map<String, Cells> groups = new LinkedHashMap<>();
        private final Memberships memberships = new Memberships();
        private final BmecatProduct product;
        private String part;

        File(OutputStream out, XMLStreamWriter xml, FeedHeader header) {
            this.out = out;
            this.xml = xml;
            this.put = new Elements(xml);
            this.header = header;
            this.product = new BmecatProduct(xml, put, header);
        }

        void begin(String version) throws XMLStreamException {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("BMECAT");
            xml.writeDefaultNamespace(NAMESPACE + version);
            xml.writeAttribute("version", version);
            put.start("HEADER");
            put.element("GENERATOR_INFO", "Caravanserai");
            put.start("CATALOG");
            put.element("LANGUAGE", "default", "true", language(header.locale()));
            put.element("CATALOG_ID", setting("catalogId", header.channel()));
            put.element("CATALOG_VERSION", setting("catalogVersion", "001.000"));
            put.element("CATALOG_NAME", setting("catalogName", header.title()));
            put.element(
                    "GENERATION_DATE",
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            header.at().truncatedTo(ChronoUnit.SECONDS).atZone(header.zone())));
            put.element("CURRENCY", header.currency());
            put.end();
            party("BUYER", "buyer");
            party("SUPPLIER", "supplier");
            put.end();
            put.start("T_NEW_CATALOG");
        }

        private void party(String element, String key) throws XMLStreamException {
            var id = header.connection().get(key + "Id");
            if (id == null) {
                return;
            }
            put.start(element);
            put.element(element + "_ID", "type", setting(key + "IdType", "gln"), id);
            put.element(element + "_NAME", setting(key + "Name", element.equals("SUPPLIER") ? header.company() : id));
            put.end();
        }

        private String setting(String key, String otherwise) {
            return header.connection().getOrDefault(key, otherwise);
        }

        /** ISO 639-2. */
        private static String language(String locale) {
            return Locale.forLanguageTag(locale.replace('_', '-')).getISO3Language();
        }

        @Override
        public RowWriter part(String name, List<String> columns) throws IOException {
            if ("groups".equals(name) && part == null) {
                part = name;
                return row -> {
                    groups.put(String.valueOf(Elements.value(row, "GROUP_ID")), row);
                    return Optional.empty();
                };
            }
            if ((name == null || name.equals("products")) && !"products".equals(part)) {
                part = "products";
                Elements.io(this::writeGroups);
                return row -> {
                    Elements.io(() -> {
                        product.write(row);
                        member(row);
                    });
                    return Optional.empty();
                };
            }
            throw new IllegalArgumentException(
                    "a BMEcat file has the parts 'groups' (categories, first) and 'products'; not '" + Finding.cut(name)
                            + "' here");
        }

        private void member(Cells row) {
            if (Elements.value(row, "CATALOG_GROUP_ID") instanceof String group && groups.containsKey(group)) {
                memberships.add(String.valueOf(Elements.value(row, "SUPPLIER_PID")), group);
            }
        }

        private void writeGroups() throws XMLStreamException {
            if (groups.isEmpty()) {
                return;
            }
            var parents = new LinkedHashSet<String>();
            groups.values().forEach(row -> parents.add(parent(row)));
            put.start("CATALOG_GROUP_SYSTEM");
            put.element("GROUP_SYSTEM_ID", setting("catalogId", header.channel()));
            group("root", ROOT, setting("catalogName", header.title()), "0", null);
            for (var entry : groups.entrySet()) {
                var name = Elements.value(entry.getValue(), "GROUP_NAME");
                group(
                        parents.contains(entry.getKey()) ? "node" : "leaf",
                        entry.getKey(),
                        name == null ? entry.getKey() : name,
                        parent(entry.getValue()),
                        entry.getValue());
            }
            put.end();
        }

        private String parent(Cells row) {
            return Elements.value(row, "PARENT_ID") instanceof String code && groups.containsKey(code) ? code : ROOT;
        }

        /** @param row null for the root */
        private void group(String type, String id, Object name, String parent, Cells row) throws XMLStreamException {
            xml.writeCharacters("\n");
            xml.writeStartElement("CATALOG_STRUCTURE");
            xml.writeAttribute("type", type);
            put.element("GROUP_ID", id);
            put.element("GROUP_NAME", name);
            put.element("GROUP_DESCRIPTION", row == null ? null : Elements.value(row, "GROUP_DESCRIPTION"));
            put.element("PARENT_ID", parent);
            put.element("GROUP_ORDER", row == null ? null : Elements.value(row, "GROUP_ORDER"));
            put.end();
        }

        @Override
        public void close() throws IOException {
            Elements.io(() -> {
                memberships.each((product, group) -> {
                    put.start("PRODUCT_TO_CATALOGGROUP_MAP");
                    put.element("PROD_ID", product);
                    put.element("CATALOG_GROUP_ID", group);
                    put.end();
                    xml.writeCharacters("\n");
                });
                xml.writeEndDocument();
                xml.close();
            });
            out.close();
        }
    }
}
