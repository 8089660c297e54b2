package org.caravanserai.home;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Xml;

/**
 * Looks at pictures before a browser gets them. What a drawing may hold is a closed list: shapes, colours and text, and references into itself. A
 * drawing is a program otherwise (SVG 2, 15), and a shop stands in the frame of a buyer.
 */
final class Logos {
    private static final int MOST = 100 << 10;
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XLINK = "http://www.w3.org/1999/xlink";
    private static final Set<String> SHAPES = Set.of(
            "svg",
            "g",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "text",
            "tspan",
            "title",
            "desc",
            "defs",
            "use",
            "symbol",
            "linearGradient",
            "radialGradient",
            "stop",
            "clipPath",
            "mask",
            "pattern",
            "style");
    /** An address that is none of the drawing's own parts, or a word that hides one. */
    private static final Pattern OUTSIDE = Pattern.compile(
            "url\\s*\\(\\s*[\"']?\\s*(?!#)|@import|javascript:|expression\\s*\\(|\\\\", Pattern.CASE_INSENSITIVE);

    private Logos() {}

    /** What was found. */
    sealed interface Checked {}

    record Taken(Brand.Logo logo) implements Checked {}

    record Refused(String why) implements Checked {}

    static Checked read(String path, byte[] bytes) {
        if (bytes.length > MOST) {
            return new Refused("a logo has at most " + (MOST >> 10) + " KiB, this one has " + (bytes.length >> 10)
                    + ": every page of the shop shows it");
        }
        return switch (path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "svg" -> drawing(bytes);
            case "png" -> picture("image/png", bytes, starts(bytes, 0, "\u0089PNG\r\n\u001a\n"));
            case "jpg", "jpeg" -> picture("image/jpeg", bytes, starts(bytes, 0, "\u00ff\u00d8\u00ff"));
            case "webp" -> picture("image/webp", bytes, starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP"));
            default -> new Refused("a logo is svg, png, jpg or webp");
        };
    }

    private static Checked picture(String type, byte[] bytes, boolean right) {
        return right
                ? new Taken(new Brand.Logo(type, bytes))
                : new Refused("the content is not " + type + ", as the name says; save it again as that");
    }

    private static boolean starts(byte[] bytes, int from, String with) {
        var sign = with.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= from + sign.length
                && java.util.Arrays.equals(bytes, from, from + sign.length, sign, 0, sign.length);
    }

    private static Checked drawing(byte[] bytes) {
        try {
            var xml = Xml.reader(new ByteArrayInputStream(bytes));
            try {
                boolean root = true;
                while (xml.hasNext()) {
                    int event = xml.next();
                    var why = event == XMLStreamConstants.START_ELEMENT
                            ? wrong(xml, root)
                            : event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA
                                    ? outside("a text", xml.getText())
                                    : event == XMLStreamConstants.PROCESSING_INSTRUCTION
                                            ? "a processing instruction"
                                            : null;
                    if (why != null) {
                        return new Refused("line " + xml.getLocation().getLineNumber() + ": a logo has no " + why
                                + "; export it as plain SVG, or save it as png");
                    }
                    root &= event != XMLStreamConstants.START_ELEMENT;
                }
                return new Taken(new Brand.Logo("image/svg+xml", bytes));
            } finally {
                xml.close();
            }
        } catch (XMLStreamException broken) {
            return new Refused("no SVG: " + Xml.refusal(broken).message());
        }
    }

    /** What this element must not be or have; null = nothing. */
    private static String wrong(XMLStreamReader xml, boolean root) {
        var name = xml.getLocalName();
        if (!SVG.equals(xml.getNamespaceURI()) || !SHAPES.contains(name) || root && !name.equals("svg")) {
            return "element " + Finding.cut(name);
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            var key = xml.getAttributeLocalName(i);
            var space = xml.getAttributeNamespace(i);
            var value = xml.getAttributeValue(i);
            boolean ours = space == null || space.isEmpty() || space.equals(XLINK);
            if (key.regionMatches(true, 0, "on", 0, 2) || key.equals("base")) {
                return "attribute " + Finding.cut(key);
            }
            if (key.equalsIgnoreCase("href") && (!ours || !value.strip().startsWith("#"))) {
                return "address of another file (" + Finding.cut(value) + ")";
            }
            var why = outside("attribute " + Finding.cut(key), value);
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    private static String outside(String where, String text) {
        return OUTSIDE.matcher(text).find() ? where.replaceFirst("^a ", "") + " with an address outside of it" : null;
    }
}
