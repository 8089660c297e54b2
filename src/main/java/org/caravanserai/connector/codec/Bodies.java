package org.caravanserai.connector.codec;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import org.caravanserai.home.Payload;

/** Writes the body of a call. */
public final class Bodies {
    private Bodies() {}

    /**
     * The body, written whole.
     *
     * @throws CannotEncode when a value or the descriptor does not allow it
     */
    public static Content write(Payload payload, Values values) {
        if (payload instanceof Payload.Json json) {
            var tree = new Shaper(values, false, json.empty()).shape(json.template());
            return new Content("application/json", new JsonBody(json.decimals()).write(tree));
        }
        if (payload instanceof Payload.Xml xml) {
            var tree = new Shaper(values, true, xml.empty()).shape(xml.template());
            return new Content("application/xml; charset=UTF-8", XmlBody.write(tree));
        }
        if (payload instanceof Payload.Csv csv) {
            return new Content("text/csv; charset=" + csv.format().encoding().name(), new CsvBody(csv, values).write());
        }
        if (payload instanceof Payload.Form form) {
            return form(form.fields(), values);
        }
        if (payload instanceof Payload.Document document) {
            var written = values.variables().get(Payload.Document.VARIABLE);
            if (written == null) {
                throw CannotEncode.channel("the operation sends a document, and the call has none");
            }
            return new Content(document.mediaType(), written.getBytes(StandardCharsets.UTF_8));
        }
        if (payload instanceof Payload.Fetched fetched) {
            var address = values.text(fetched.address(), null);
            if (address == null) {
                throw CannotEncode.item("there is no address to fetch the file from");
            }
            return values.files().apply(address);
        }
        if (payload instanceof Payload.GraphQl graphql) {
            return graphql(graphql, values);
        }
        return multipart((Payload.Multipart) payload, values);
    }

    private static Content graphql(Payload.GraphQl graphql, Values values) {
        var request = new LinkedHashMap<String, Object>();
        request.put("query", graphql.query());
        if (graphql.variables() != null) {
            request.put("variables", new Shaper(values, false, graphql.empty()).shape(graphql.variables()));
        }
        return new Content("application/json", new JsonBody(graphql.decimals()).write(request));
    }

    /** Form fields; one whose placeholder has no value is left out. */
    public static Content form(Map<String, String> fields, Values values) {
        var form = new StringJoiner("&");
        fields.forEach((name, template) -> {
            var text = values.text(template, null);
            if (text != null) {
                form.add(encoded(name) + "=" + encoded(text));
            }
        });
        return new Content("application/x-www-form-urlencoded", form.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Content multipart(Payload.Multipart multipart, Values values) {
        var random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        var boundary = "caravanserai-" + HexFormat.of().formatHex(random);
        var out = new ByteArrayOutputStream(4096);
        multipart.parts().forEach((name, part) -> {
            if (part instanceof Payload.TextPart text) {
                var value = values.text(text.text(), null);
                if (value != null) {
                    head(out, boundary, "form-data; name=" + quoted(name), "text/plain; charset=UTF-8");
                    out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
                    ascii(out, "\r\n");
                }
            } else if (part instanceof Payload.FilePart file) {
                var content = write(file.content(), values);
                var fileName = values.text(file.fileName(), null);
                head(
                        out,
                        boundary,
                        "form-data; name=" + quoted(name) + "; filename=" + quoted(fileName == null ? name : fileName),
                        content.mediaType());
                out.writeBytes(content.bytes());
                ascii(out, "\r\n");
            }
        });
        ascii(out, "--" + boundary + "--\r\n");
        return new Content("multipart/form-data; boundary=" + boundary, out.toByteArray());
    }

    private static void head(ByteArrayOutputStream out, String boundary, String disposition, String type) {
        out.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: " + disposition + "\r\nContent-Type: " + type + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** As browsers do it (HTML, multipart/form-data): quote and line ends percent-encoded. */
    private static String quoted(String name) {
        return "\"" + name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A") + "\"";
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
