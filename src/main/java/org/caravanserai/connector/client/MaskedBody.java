package org.caravanserai.connector.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.caravanserai.connector.codec.Answers;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;
import org.caravanserai.parser.CsvRecord;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Xml;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The body of an answer as it may be kept: personal fields masked by name, hidden values masked anywhere, cut. */
final class MaskedBody {
    /** Longest body that is kept, in characters. */
    static final int KEPT = 64 << 10;
    /** What is looked at; more would be cut anyway. */
    private static final int READ = 256 << 10;

    private static final int EDGE = 8 << 10;

    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+");

    private final Masks masks;

    MaskedBody(Masks masks) {
        this.masks = masks;
    }

    /**
     * @param format of the operation's answer
     * @param separator of a CSV answer
     */
    String of(byte[] body, String mediaType, String format, char separator) {
        if (body.length == 0) {
            return "";
        }
        var head = body.length > READ ? Arrays.copyOf(body, READ) : body;
        var text = switch (looks(head, format)) {
            case "json" -> json(head);
            case "xml" -> xml(head);
            case "csv" -> csv(head, separator);
            default -> masks.hasFields() ? raw(head) : new String(head, Answers.charset(mediaType));
        };
        return cut(whole(masks.text(text), body.length), body.length);
    }

    /** Where the body was cut before it was masked, its end may be the first half of something hidden. */
    private static String whole(String text, int length) {
        return length <= READ ? text : text.substring(0, Math.max(0, text.length() - EDGE));
    }

    /** A partner may answer in another format than it should. */
    private static String looks(byte[] body, String format) {
        var start = new String(body, 0, Math.min(body.length, 64), StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00EF\u00BB\u00BF", "")
                .stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return "json";
        }
        if (start.startsWith("<")) {
            return "xml";
        }
        return format.equals("csv") ? "csv" : "text";
    }

    private static String cut(String text, int whole) {
        return text.length() <= KEPT ? text : text.substring(0, KEPT) + "… (" + whole + " bytes in all)";
    }

    private String json(byte[] body) {
        var out = new ByteArrayOutputStream(body.length);
        var json = Json.generator(out);
        try (var parser = Json.parser(new ByteArrayInputStream(body))) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                copy(parser, token, json);
            }
            json.close();
            return out.toString(StandardCharsets.UTF_8);
        } catch (JacksonException broken) {
            return raw(body);
        }
    }

    /** What cannot be read is kept as it came, since somebody has to find out what it is. */
    private String raw(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        return masks.hasFields() ? MAIL.matcher(text).replaceAll(Masks.MASK) : text;
    }

    private void copy(JsonParser parser, JsonToken token, JsonGenerator json) {
        switch (token) {
            case START_OBJECT -> json.writeStartObject();
            case END_OBJECT -> json.writeEndObject();
            case START_ARRAY -> json.writeStartArray();
            case END_ARRAY -> json.writeEndArray();
            case PROPERTY_NAME -> {
                json.writeName(masks.piece(parser.currentName()));
                if (masks.personal(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                    json.writeString(Masks.MASK);
                }
            }
            case VALUE_STRING -> json.writeString(masks.piece(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString(), json);
            case VALUE_TRUE -> json.writeBoolean(true);
            case VALUE_FALSE -> json.writeBoolean(false);
            case VALUE_NULL -> json.writeNull();
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("token " + token);
        }
    }

    private void number(String digits, JsonGenerator json) {
        if (masks.piece(digits).equals(digits)) {
            json.writeNumber(digits);
        } else {
            json.writeString(Masks.MASK);
        }
    }

    private String xml(byte[] body) {
        var out = new StringBuilder(body.length);
        try {
            var xml = Xml.reader(new ByteArrayInputStream(body));
            int hidden = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (hidden > 0) {
                        hidden++;
                        continue;
                    }
                    out.append('<').append(xml.getLocalName());
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        var value = masks.personal(xml.getAttributeLocalName(i))
                                ? Masks.MASK
                                : masks.piece(xml.getAttributeValue(i));
                        out.append(' ')
                                .append(xml.getAttributeLocalName(i))
                                .append("=\"")
                                .append(escaped(value))
                                .append('"');
                    }
                    out.append('>');
                    hidden = masks.personal(xml.getLocalName()) ? 1 : 0;
                    out.append(hidden > 0 ? Masks.MASK : "");
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    hidden = Math.max(0, hidden - 1);
                    if (hidden == 0) {
                        out.append("</").append(xml.getLocalName()).append('>');
                    }
                } else if (hidden == 0
                        && (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)) {
                    out.append(escaped(masks.piece(xml.getText())));
                }
            }
            return out.toString();
        } catch (XMLStreamException | RuntimeException broken) {
            return raw(body);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private String csv(byte[] body, char separator) {
        var out = new StringBuilder(body.length);
        var dialect = CsvDialect.standard().separator(separator);
        try (var records = Csv.records(new ByteArrayInputStream(body), dialect)) {
            boolean header = true;
            while (records.hasNext() && records.next() instanceof Outcome.Taken<CsvRecord> taken) {
                var record = taken.value();
                if (header) {
                    out.append(String.join(String.valueOf(separator), record.columns()))
                            .append('\n');
                    header = false;
                }
                var line = new StringJoiner(String.valueOf(separator));
                for (int i = 0; i < record.size(); i++) {
                    line.add(masks.personal(record.columns().get(i)) ? Masks.MASK : record.cell(i));
                }
                out.append(line).append('\n');
            }
            return out.toString();
        } catch (java.io.IOException | RuntimeException broken) {
            return raw(body);
        }
    }
}
