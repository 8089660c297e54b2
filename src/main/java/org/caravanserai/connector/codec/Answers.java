package org.caravanserai.connector.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Format;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvRecord;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Xml;

/** Reads answers. A partner may send anything: whatever is wrong comes out as a sentence, never as an exception. */
public final class Answers {
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([A-Za-z0-9_.:-]+)", Pattern.CASE_INSENSITIVE);

    private Answers() {}

    /** What reading an answer gave. */
    public sealed interface Read {}

    /**
     * It could be read.
     *
     * @param document maps, lists, texts, {@link Long}, {@link Boolean}; null for an empty body
     */
    public record Document(Object document) implements Read {}

    /** It is not what the operation expects; one sentence that says why. */
    public record Nonsense(String why) implements Read {}

    /**
     * The whole document.
     *
     * @param mediaType value of Content-Type, null = not said
     */
    public static Read document(Connector.Answer answer, byte[] body, String mediaType) {
        if (answer.format().equals("none") || body.length == 0) {
            return new Document(null);
        }
        if (answer.format().equals("text")) {
            var text = new LinkedHashMap<String, Object>();
            text.put("text", new String(body, charset(mediaType)));
            return new Document(text);
        }
        try {
            return switch (answer.format()) {
                case "xml" -> xml(body);
                case "csv" -> csv(body, answer.csv());
                default -> json(body, mediaType);
            };
        } catch (IOException | RuntimeException unreadable) {
            return new Nonsense("the answer cannot be read as " + answer.format());
        }
    }

    private static Read json(byte[] body, String mediaType) throws IOException {
        var read = Json.read(new ByteArrayInputStream(body));
        if (read instanceof Outcome.Taken<Object> taken) {
            return new Document(taken.value());
        }
        return new Nonsense(
                page(body, mediaType)
                        ? "the answer is a web page, not JSON"
                        : "the answer is not JSON: "
                                + ((Outcome.Refused<Object>) read).refusal().message());
    }

    private static Read xml(byte[] body) {
        try {
            var document = XmlTree.read(body);
            boolean page = document instanceof Map<?, ?> map && map.containsKey("html");
            return page ? new Nonsense("the answer is a web page, not the XML of a partner") : new Document(document);
        } catch (XMLStreamException broken) {
            return new Nonsense("the answer is not XML: " + Xml.refusal(broken).message());
        }
    }

    private static Read csv(byte[] body, Format format) throws IOException {
        var rows = new ArrayList<Object>();
        try (var records = Csv.records(new ByteArrayInputStream(body), CsvBody.dialect(format))) {
            while (records.hasNext()) {
                var record = records.next();
                if (record instanceof Outcome.Refused<?> refused) {
                    return new Nonsense("the answer is not the CSV that is expected: "
                            + refused.refusal().message());
                }
                rows.add(row(((Outcome.Taken<CsvRecord>) record).value()));
            }
        }
        return new Document(rows);
    }

    private static Map<String, Object> row(CsvRecord record) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < record.size(); i++) {
            row.put(i < record.columns().size() ? record.columns().get(i) : String.valueOf(i + 1), record.cell(i));
        }
        return row;
    }

    private static boolean page(byte[] body, String mediaType) {
        return mediaType != null && mediaType.toLowerCase(Locale.ROOT).startsWith("text/html")
                || new String(body, 0, Math.min(body.length, 20), StandardCharsets.ISO_8859_1)
                        .stripLeading()
                        .startsWith("<");
    }

    /** The character set of a media type, UTF-8 when it says none we know. */
    public static Charset charset(String mediaType) {
        var found = CHARSET.matcher(mediaType == null ? "" : mediaType);
        try {
            return found.find() ? Charset.forName(found.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /** The records of a document: the elements at the paths of the answer, else its elements, else itself; null when none of the paths is there. */
    public static List<Map<String, Object>> records(Connector.Answer answer, Object document) {
        if (answer.at().isEmpty()) {
            return document == null ? List.of() : Paths.records(document, "");
        }
        List<Map<String, Object>> all = null;
        for (var path : answer.at()) {
            var found = Paths.records(document, path);
            if (found == null && answer.format().equals("xml") && hollow(document, path)) {
                found = List.of();
            }
            if (found != null) {
                all = all == null ? new ArrayList<>() : all;
                all.addAll(found);
            }
        }
        return all;
    }

    /** In XML a list without elements is an element without content: it is there and says "none". */
    private static boolean hollow(Object document, String path) {
        int dot = path.lastIndexOf('.');
        var around = dot < 0 ? null : Paths.records(document, path.substring(0, dot));
        return around != null
                && around.size() == 1
                && around.get(0).entrySet().stream()
                        .allMatch(entry -> entry.getKey().startsWith("@")
                                || entry.getKey().equals("value") && "".equals(entry.getValue()));
    }
}
