package org.caravanserai.parser;

import java.util.List;

/** The fixed XML of a workbook (ECMA-376 part 1, 12 and 18). */
final class SheetParts {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    static final String RELATIONS =
            HEAD + "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"rId1\" Type=\"" + OFFICE
                    + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

    /** Cell styles: 0 general, 1 bold header, 2 date, 3 date with time. */
    static final String STYLES = HEAD + "<styleSheet xmlns=\"" + MAIN + "\"><numFmts count=\"2\"><numFmt"
            + " numFmtId=\"164\""
            + " formatCode=\"yyyy\\-mm\\-dd\"/><numFmt"
            + " numFmtId=\"165\""
            + " formatCode=\"yyyy\\-mm\\-dd\\"
            + " hh:mm:ss\"/></numFmts><fonts"
            + " count=\"2\"><font><sz val=\"11\"/><name"
            + " val=\"Calibri\"/></font><font><b/><sz"
            + " val=\"11\"/><name"
            + " val=\"Calibri\"/></font></fonts><fills"
            + " count=\"2\"><fill><patternFill"
            + " patternType=\"none\"/></fill><fill><patternFill"
            + " patternType=\"gray125\"/></fill></fills><borders"
            + " count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs"
            + " count=\"1\"><xf numFmtId=\"0\" fontId=\"0\""
            + " fillId=\"0\""
            + " borderId=\"0\"/></cellStyleXfs><cellXfs"
            + " count=\"4\"><xf numFmtId=\"0\" fontId=\"0\""
            + " fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf"
            + " numFmtId=\"0\" fontId=\"1\" fillId=\"0\""
            + " borderId=\"0\" xfId=\"0\""
            + " applyFont=\"1\"/><xf numFmtId=\"164\""
            + " fontId=\"0\" fillId=\"0\" borderId=\"0\""
            + " xfId=\"0\" applyNumberFormat=\"1\"/><xf"
            + " numFmtId=\"165\" fontId=\"0\" fillId=\"0\""
            + " borderId=\"0\" xfId=\"0\""
            + " applyNumberFormat=\"1\"/></cellXfs>"
            + "</styleSheet>";

    private SheetParts() {}

    static String types(int sheets) {
        var xml = new StringBuilder(
                HEAD + "<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\" ContentType=\""
                        + "application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + TYPE + "sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"" + TYPE + "styles+xml\"/>");
        for (int i = 1; i <= sheets; i++) {
            xml.append("<Override PartName=\"/xl/worksheets/sheet")
                    .append(i)
                    .append(".xml\" ContentType=\"" + TYPE + "worksheet+xml\"/>");
        }
        return xml.append("</Types>").toString();
    }

    static String workbook(List<String> sheets) {
        var xml = new StringBuilder(HEAD + "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><sheets>");
        for (int i = 1; i <= sheets.size(); i++) {
            xml.append("<sheet name=\"");
            escape(xml, Xml.text(sheets.get(i - 1)));
            xml.append("\" sheetId=\"")
                    .append(i)
                    .append("\" r:id=\"rId")
                    .append(i)
                    .append("\"/>");
        }
        return xml.append("</sheets></workbook>").toString();
    }

    static String workbookRelations(int sheets) {
        var xml = new StringBuilder(HEAD + "<Relationships xmlns=\"" + PACKAGE + "relationships\">");
        for (int i = 1; i <= sheets; i++) {
            xml.append("<Relationship Id=\"rId")
                    .append(i)
                    .append("\" Type=\"" + OFFICE + "/worksheet\" Target=\"worksheets/sheet")
                    .append(i)
                    .append(".xml\"/>");
        }
        return xml.append("<Relationship Id=\"rId")
                .append(sheets + 1)
                .append("\" Type=\"" + OFFICE + "/styles\" Target=\"styles.xml\"/></Relationships>")
                .toString();
    }

    /** The start of a sheet: a header stays in view and gives the columns their width. */
    static String open(List<String> header) {
        var xml = new StringBuilder(HEAD + "<worksheet xmlns=\"" + MAIN + "\">");
        if (!header.isEmpty()) {
            xml.append("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\""
                    + " activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
            for (int i = 0; i < header.size(); i++) {
                int width = Math.min(50, Math.max(12, header.get(i).length() + 2));
                xml.append("<col min=\"")
                        .append(i + 1)
                        .append("\" max=\"")
                        .append(i + 1)
                        .append("\" width=\"")
                        .append(width)
                        .append("\" customWidth=\"1\"/>");
            }
            xml.append("</cols>");
        }
        return xml.append("<sheetData>").toString();
    }

    static void escape(StringBuilder xml, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\r' -> xml.append("&#13;");
                default -> xml.append(c);
            }
        }
    }

    /** The letters of a column, first is 0: A, Z, AA, XFD. */
    static String letters(int column) {
        var name = new StringBuilder();
        for (int i = column; i >= 0; i = i / 26 - 1) {
            name.append((char) ('A' + i % 26));
        }
        return name.reverse().toString();
    }
}
