package org.caravanserai.connector.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.FeedFile;
import org.caravanserai.connector.FeedHeader;
import org.caravanserai.home.Format;
import org.caravanserai.parser.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BmecatFormatTest {
    private record Line(List<String> fields, List<Object> values) implements Cells {
        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Object value(int field) {
            return values.get(field);
        }
    }

    /** Names and values in turn. */
    private static Line line(Object... pairs) {
        var fields = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.add((String) pairs[i]);
            values.add(pairs[i + 1]);
        }
        return new Line(fields, values);
    }

    private static Format format(String version) {
        return new Format(
                "bmecat",
                StandardCharsets.UTF_8,
                ';',
                '"',
                '.',
                true,
                false,
                "\n",
                version,
                null,
                List.of(),
                Position.of("test"));
    }

    private static final FeedHeader HEADER = new FeedHeader(
            "atlas",
            "Atlas",
            "Ateliers Morvan",
            "de_DE",
            "EUR",
            null,
            Map.of("catalogId", "C-1", "catalogName", "Werkzeuge", "supplierId", "3412340000003"),
            1,
            Instant.parse("2026-11-22T01:00:00Z"),
            ZoneId.of("Europe/Paris"));

    /** Fills the parts of a file. */
    private interface Filling {
        void fill(FeedFile file) throws IOException;
    }

    private static String written(Filling filling) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var file = new BmecatFormat().open(out, format(null), HEADER)) {
            filling.fill(file);
        }
        return out.toString(StandardCharsets.UTF_8).replace("\n", "");
    }

    private static String product(Object... pairs) throws IOException {
        var row = line(pairs);
        var text = written(file -> file.part("products", row.fields()).row(row));
        return text.substring(text.indexOf("<PRODUCT>"), text.indexOf("</PRODUCT>"));
    }

    @Test
    void groupsStandBeforeTheProductsAndTheirMembersBehindThem() throws IOException {
        var text = written(file -> {
            var groups = file.part("groups", List.of("GROUP_ID", "GROUP_NAME", "PARENT_ID"));
            groups.row(line("GROUP_ID", "a", "GROUP_NAME", "Zangen & Co", "PARENT_ID", "elsewhere", "GROUP_ORDER", 2L));
            groups.row(line("GROUP_ID", "a/b", "GROUP_NAME", null, "PARENT_ID", "a"));
            var products = file.part("products", List.of("SUPPLIER_PID", "CATALOG_GROUP_ID"));
            products.row(line("SUPPLIER_PID", "P-1", "CATALOG_GROUP_ID", "a/b"));
            products.row(line("SUPPLIER_PID", "P-2", "CATALOG_GROUP_ID", "unknown"));
            products.row(line("SUPPLIER_PID", "É-3", "CATALOG_GROUP_ID", "a"));
        });
        assertThat(text)
                .contains("<CATALOG_GROUP_SYSTEM><GROUP_SYSTEM_ID>C-1</GROUP_SYSTEM_ID>"
                        + "<CATALOG_STRUCTURE type=\"root\"><GROUP_ID>1</GROUP_ID><GROUP_NAME>Werkzeuge</GROUP_NAME><PARENT_ID>0</PARENT_ID></CATALOG_STRUCTURE>"
                        + "<CATALOG_STRUCTURE type=\"node\"><GROUP_ID>a</GROUP_ID><GROUP_NAME>Zangen &amp; Co</GROUP_NAME><PARENT_ID>1</PARENT_ID>"
                        + "<GROUP_ORDER>2</GROUP_ORDER></CATALOG_STRUCTURE>"
                        + "<CATALOG_STRUCTURE type=\"leaf\"><GROUP_ID>a/b</GROUP_ID><GROUP_NAME>a/b</GROUP_NAME><PARENT_ID>a</PARENT_ID></CATALOG_STRUCTURE>"
                        + "</CATALOG_GROUP_SYSTEM><PRODUCT>")
                .endsWith("</PRODUCT>"
                        + "<PRODUCT_TO_CATALOGGROUP_MAP><PROD_ID>P-1</PROD_ID><CATALOG_GROUP_ID>a/b</CATALOG_GROUP_ID></PRODUCT_TO_CATALOGGROUP_MAP>"
                        + "<PRODUCT_TO_CATALOGGROUP_MAP><PROD_ID>É-3</PROD_ID><CATALOG_GROUP_ID>a</CATALOG_GROUP_ID></PRODUCT_TO_CATALOGGROUP_MAP>"
                        + "</T_NEW_CATALOG></BMECAT>");
    }

    @Test
    void withoutGroupsThereAreNoMembers() throws IOException {
        assertThat(product("SUPPLIER_PID", "P-1", "CATALOG_GROUP_ID", "a")).doesNotContain("GROUP");
    }

    @Test
    void everyQuantityBreakIsAPrice() throws IOException {
        var first = line("PRICE_AMOUNT", new BigDecimal("10.17"), "LOWER_BOUND", BigDecimal.ONE);
        var second = line("LOWER_BOUND", new BigDecimal("1E+2"), "PRICE_AMOUNT", new BigDecimal("9.90"));
        assertThat(product("SUPPLIER_PID", "P-1", "PRICE", List.of(first, second), "PRICE_AMOUNT", new BigDecimal("1")))
                .contains("<PRODUCT_PRICE_DETAILS>"
                        + "<PRODUCT_PRICE price_type=\"net_customer\"><PRICE_AMOUNT>10.17</PRICE_AMOUNT><PRICE_CURRENCY>EUR</PRICE_CURRENCY><LOWER_BOUND>1</LOWER_BOUND></PRODUCT_PRICE>"
                        + "<PRODUCT_PRICE price_type=\"net_customer\"><PRICE_AMOUNT>9.90</PRICE_AMOUNT><PRICE_CURRENCY>EUR</PRICE_CURRENCY><LOWER_BOUND>100</LOWER_BOUND></PRODUCT_PRICE>"
                        + "</PRODUCT_PRICE_DETAILS>");
    }

    @Test
    void featuresBoxesAndMediaStandInTheirOrder() throws IOException {
        var text = product(
                "MIME",
                List.of(line("MIME_PURPOSE", "safety-sheet", "MIME_SOURCE", "u"), line("MIME_PURPOSE", "photo")),
                "PACKING_UNIT",
                List.of(
                        line("PACKING_UNIT_CODE", "BX", "QUANTITY_MIN", new BigDecimal("6")),
                        line("PACKING_UNIT_CODE", "CT", "QUANTITY_MIN", null)),
                "FEATURE",
                List.of(
                        line("FUNIT", "MMT", "FVALUE", List.of("180", "200"), "FNAME", "Länge"),
                        line("FNAME", "Griff", "FVALUE", null)),
                "REFERENCE_FEATURE_GROUP_NAME",
                "Zangen",
                "ORDER_UNIT",
                "EA",
                "SUPPLIER_PID",
                "P-1");
        assertThat(text)
                .contains(
                        "<PRODUCT_FEATURES><REFERENCE_FEATURE_GROUP_NAME>Zangen</REFERENCE_FEATURE_GROUP_NAME>"
                                + "<FEATURE><FNAME>Länge</FNAME><FVALUE>180</FVALUE><FVALUE>200</FVALUE><FUNIT>MMT</FUNIT></FEATURE></PRODUCT_FEATURES>"
                                + "<PRODUCT_ORDER_DETAILS><ORDER_UNIT>EA</ORDER_UNIT><PACKING_UNITS><PACKING_UNIT><QUANTITY_MIN>6</QUANTITY_MIN>"
                                + "<QUANTITY_MAX>6</QUANTITY_MAX><PACKING_UNIT_CODE>BX</PACKING_UNIT_CODE></PACKING_UNIT></PACKING_UNITS></PRODUCT_ORDER_DETAILS>")
                .contains(
                        "<MIME_INFO><MIME><MIME_SOURCE>u</MIME_SOURCE><MIME_PURPOSE>safety_data_sheet</MIME_PURPOSE></MIME></MIME_INFO>");
    }

    @ParameterizedTest
    @CsvSource({"products, products", "products, groups", "groups, groups", "prices, "})
    void partsComeOnceAndInOrder(String first, String second) {
        assertThatThrownBy(() -> written(file -> {
                    file.part(first, List.of());
                    file.part(second, List.of());
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the parts 'groups' (categories, first) and 'products'");
    }

    @Test
    void anUnknownVersionIsRefused() {
        assertThatThrownBy(() -> new BmecatFormat().open(new ByteArrayOutputStream(), format("1.2"), HEADER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BMEcat is written as 2005, 2005.1 or 2005.2, not as 1.2");
    }
}
