package org.caravanserai.connector.xml;

import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.FeedHeader;

/** One {@code PRODUCT} of BMEcat 2005: columns in the order the specification asks for, whatever the order of the map. */
final class BmecatProduct {
    private static final List<String> DETAILS_BEFORE = List.of("DESCRIPTION_SHORT", "DESCRIPTION_LONG");
    private static final List<String> DETAILS_BEHIND = List.of(
            "SUPPLIER_ALT_PID",
            "BUYER_PID",
            "MANUFACTURER_PID",
            "MANUFACTURER_NAME",
            "MANUFACTURER_TYPE_DESCR",
            "DELIVERY_TIME",
            "KEYWORD",
            "REMARKS");
    private static final List<String> ORDER = List.of(
            "ORDER_UNIT",
            "CONTENT_UNIT",
            "NO_CU_PER_OU",
            "PRICE_QUANTITY",
            "QUANTITY_MIN",
            "QUANTITY_INTERVAL",
            "QUANTITY_MAX");
    private static final List<String> MIME =
            List.of("MIME_TYPE", "MIME_SOURCE", "MIME_DESCR", "MIME_ALT", "MIME_PURPOSE", "MIME_ORDER");
    private static final List<String> FEATURE = List.of("FNAME", "FVALUE", "FUNIT", "FORDER", "FDESCR");

    /** Our media roles in the words of MIME_PURPOSE. */
    private static final Map<String, String> PURPOSES = Map.of(
            "photo",
            "normal",
            "datasheet",
            "data_sheet",
            "safety-sheet",
            "safety_data_sheet",
            "logo",
            "logo",
            "thumbnail",
            "thumbnail",
            "detail",
            "detail");

    private static final List<String> KNOWN_PURPOSES =
            List.of("data_sheet", "detail", "icon", "logo", "normal", "safety_data_sheet", "thumbnail", "others");

    private final XMLStreamWriter xml;
    private final Elements put;
    private final FeedHeader header;

    BmecatProduct(XMLStreamWriter xml, Elements put, FeedHeader header) {
        this.xml = xml;
        this.put = put;
        this.header = header;
    }

    void write(Cells row) throws XMLStreamException {
        put.start("PRODUCT");
        put.element("SUPPLIER_PID", Elements.value(row, "SUPPLIER_PID"));
        put.start("PRODUCT_DETAILS");
        plain(row, DETAILS_BEFORE);
        put.element("INTERNATIONAL_PID", "type", "gtin", Elements.value(row, "INTERNATIONAL_PID"));
        plain(row, DETAILS_BEHIND);
        put.end();
        features(row);
        put.start("PRODUCT_ORDER_DETAILS");
        plain(row, ORDER);
        packing(row);
        put.end();
        prices(row);
        media(row);
        logistics(row);
        put.end();
        xml.writeCharacters("\n");
    }

    private void plain(Cells row, List<String> names) throws XMLStreamException {
        for (var name : names) {
            put.element(name, Elements.value(row, name));
        }
    }

    private void features(Cells row) throws XMLStreamException {
        var features = Elements.rows(row, "FEATURE");
        var system = Elements.value(row, "REFERENCE_FEATURE_SYSTEM_NAME");
        var group = Elements.value(row, "REFERENCE_FEATURE_GROUP_ID");
        var name = Elements.value(row, "REFERENCE_FEATURE_GROUP_NAME");
        if (features.isEmpty() && group == null && name == null) {
            return;
        }
        put.start("PRODUCT_FEATURES");
        put.element("REFERENCE_FEATURE_SYSTEM_NAME", system);
        put.element("REFERENCE_FEATURE_GROUP_ID", group);
        put.element("REFERENCE_FEATURE_GROUP_NAME", group == null ? name : null);
        for (var feature : features) {
            if (Elements.value(feature, "FVALUE") != null) {
                put.start("FEATURE");
                plain(feature, FEATURE);
                put.end();
            }
        }
        put.end();
    }

    /** Boxes and cartons as nested rows of {@code PACKING_UNIT}: so many pieces, neither more nor fewer. */
    private void packing(Cells row) throws XMLStreamException {
        var units = Elements.rows(row, "PACKING_UNIT").stream()
                .filter(one -> Elements.value(one, "QUANTITY_MIN") != null)
                .toList();
        if (units.isEmpty()) {
            return;
        }
        put.start("PACKING_UNITS");
        for (var one : units) {
            var least = Elements.value(one, "QUANTITY_MIN");
            var most = Elements.value(one, "QUANTITY_MAX");
            put.start("PACKING_UNIT");
            put.element("QUANTITY_MIN", least);
            put.element("QUANTITY_MAX", most == null ? least : most);
            put.element("PACKING_UNIT_CODE", Elements.value(one, "PACKING_UNIT_CODE"));
            put.end();
        }
        put.end();
    }

    /** Quantity breaks as nested rows of {@code PRICE}, or the single {@code PRICE_AMOUNT}. */
    private void prices(Cells row) throws XMLStreamException {
        put.start("PRODUCT_PRICE_DETAILS");
        var breaks = Elements.rows(row, "PRICE");
        if (breaks.isEmpty()) {
            price(row);
        }
        for (var one : breaks) {
            price(one);
        }
        put.end();
    }

    private void price(Cells row) throws XMLStreamException {
        var type = Elements.value(row, "PRICE_TYPE");
        xml.writeStartElement("PRODUCT_PRICE");
        xml.writeAttribute("price_type", type == null ? "net_customer" : type.toString());
        put.element("PRICE_AMOUNT", Elements.value(row, "PRICE_AMOUNT"));
        put.element("PRICE_CURRENCY", header.currency());
        put.element("TAX", Elements.value(row, "TAX"));
        put.element("PRICE_FACTOR", Elements.value(row, "PRICE_FACTOR"));
        put.element("LOWER_BOUND", Elements.value(row, "LOWER_BOUND"));
        put.end();
    }

    private void media(Cells row) throws XMLStreamException {
        var media = Elements.rows(row, "MIME").stream()
                .filter(one -> Elements.value(one, "MIME_SOURCE") != null)
                .toList();
        if (media.isEmpty()) {
            return;
        }
        put.start("MIME_INFO");
        for (var one : media) {
            put.start("MIME");
            for (var name : MIME) {
                var value = Elements.value(one, name);
                put.element(name, name.equals("MIME_PURPOSE") && value != null ? purpose(value.toString()) : value);
            }
            put.end();
        }
        put.end();
    }

    private static String purpose(String role) {
        return KNOWN_PURPOSES.contains(role) ? role : PURPOSES.getOrDefault(role, "others");
    }

    private void logistics(Cells row) throws XMLStreamException {
        var customs = Elements.value(row, "CUSTOMS_NUMBER");
        var country = Elements.value(row, "COUNTRY_OF_ORIGIN");
        if (customs == null && country == null) {
            return;
        }
        put.start("PRODUCT_LOGISTIC_DETAILS");
        if (customs != null) {
            put.start("CUSTOMS_TARIFF_NUMBER");
            put.element("CUSTOMS_NUMBER", customs);
            put.end();
        }
        put.element("COUNTRY_OF_ORIGIN", country);
        put.end();
    }
}
