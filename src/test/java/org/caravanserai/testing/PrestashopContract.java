package org.caravanserai.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.caravanserai.parser.Xml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to PrestaShop's web service against the vendor's tables of fields: name, format, required, writable, longest. */
public final class PrestashopContract {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PATH = Pattern.compile("^.*?/api/([a-z_]+)(?:/([0-9]+))?$");
    private static final Pattern IMAGES = Pattern.compile("^.*?/api/images/products/[0-9]+(/[0-9]+)?$");
    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("isUnsignedId", "\\d+"),
            Map.entry("isUnsignedInt", "\\d+"),
            Map.entry("isInt", "-?\\d+"),
            Map.entry("isBool", "[01]"),
            Map.entry("isPrice", "\\d+(\\.\\d{1,9})?"),
            Map.entry("isNegativePrice", "-?\\d+(\\.\\d{1,9})?"),
            Map.entry("isUnsignedFloat", "\\d+(\\.\\d+)?"),
            Map.entry("isFloat", "-?\\d+(\\.\\d+)?"),
            Map.entry("isReference", "[^<>;={}]*"),
            Map.entry("isCatalogName", "[^<>;=#{}]*"),
            Map.entry("isGenericName", "[^<>={}]*"),
            Map.entry("isLinkRewrite", "[_a-zA-Z0-9-]+"),
            Map.entry("isEan13", "\\d{0,13}"),
            Map.entry("isMpn", "[^<>;={}]*"),
            Map.entry("isProductVisibility", "both|catalog|search|none"),
            Map.entry("isCleanHtml", "(?s)(?!.*<\\s*(script|iframe|form|object|embed)).*"));

    private final JsonNode tables;

    /** @param tables the vendor's tables as JSON */
    public PrestashopContract(Path tables) {
        try {
            this.tables = JSON.readTree(Files.readAllBytes(tables));
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private record Element(String name, String language, StringBuilder text, List<Element> children) {}

    /** What is wrong with a call of a stand-in's journal; empty = fine. */
    public List<String> request(JsonNode call) {
        var path = call.path("path").asString();
        var method = call.path("method").asString();
        if (IMAGES.matcher(path).matches()) {
            return images(method, call);
        }
        var parts = PATH.matcher(path);
        if (!parts.matches() || !tables.has(parts.group(1))) {
            return List.of("there is no resource " + path);
        }
        var fields = new HashMap<String, JsonNode>();
        tables.path(parts.group(1))
                .values()
                .iterator()
                .next()
                .forEach(field -> fields.put(field.path("name").asString(), field));
        var wrong = new ArrayList<String>();
        query(call.path("query"), fields, wrong);
        switch (method) {
            case "GET", "DELETE" -> {
                if (call.has("body")) {
                    wrong.add(method + " has no body");
                }
            }
            case "POST", "PUT", "PATCH" -> body(call, method, parts.group(1), parts.group(2), fields, wrong);
            default -> wrong.add("there is no method " + method);
        }
        return wrong;
    }

    private static List<String> images(String method, JsonNode call) {
        if (!method.equals("POST")) {
            return List.of();
        }
        var type = call.path("type").asString("");
        var raw = call.has("base64")
                ? new String(
                        java.util.Base64.getDecoder().decode(call.path("base64").asString()),
                        StandardCharsets.ISO_8859_1)
                : call.path("body").asString("");
        return type.startsWith("multipart/form-data") && raw.contains("name=\"image\"; filename=\"")
                ? List.of()
                : List.of("a picture is the part image of a form");
    }

    private static void query(JsonNode query, Map<String, JsonNode> fields, List<String> wrong) {
        for (var each : query.properties()) {
            var filter = Pattern.compile("filter\\[([a-z0-9_]+)]").matcher(each.getKey());
            if (filter.matches()) {
                if (!fields.containsKey(filter.group(1))) {
                    wrong.add("no filter " + filter.group(1));
                }
                if (!each.getValue().get(0).asString().matches("\\[.+]")) {
                    wrong.add("a filter is a value in brackets");
                }
            } else {
                parameter(each.getKey(), each.getValue().get(0).asString(), fields, wrong);
            }
        }
    }

    private static void parameter(String name, String value, Map<String, JsonNode> fields, List<String> wrong) {
        switch (name) {
            case "display" -> {
                for (var field : value.replaceAll("[\\[\\]]", "").split(",")) {
                    if (!field.equals("full") && !field.equals("id") && !fields.containsKey(field)) {
                        wrong.add("no field " + field + " to display");
                    }
                }
            }
            case "sort" -> {
                var field = value.replaceAll("^\\[|_(ASC|DESC)]$", "");
                if (!field.equals("id") && !fields.containsKey(field)) {
                    wrong.add("no order " + value);
                }
            }
            case "limit" -> {
                if (!value.matches("\\d+(,\\d+)?")) {
                    wrong.add("no limit " + value);
                }
            }
            default -> wrong.add("no parameter " + name);
        }
    }

    private void body(
            JsonNode call,
            String method,
            String resource,
            String id,
            Map<String, JsonNode> fields,
            List<String> wrong) {
        if (method.equals("POST") == (id != null)) {
            wrong.add("POST goes to the resource, PUT and PATCH to a record");
        }
        var root = read(call.path("body").asString(""));
        if (root == null || !root.name().equals("prestashop") || root.children().size() != 1) {
            wrong.add("no <prestashop> with one record");
            return;
        }
        var record = root.children().get(0);
        if (!resource.equals(plural(record.name()))) {
            wrong.add("<" + record.name() + "> is no record of " + resource);
        }
        var seen = new ArrayList<String>();
        for (var element : record.children()) {
            seen.add(element.name());
            field(element, fields, wrong);
        }
        if (method.equals("POST") && seen.contains("id") || !method.equals("POST") && !seen.contains("id")) {
            wrong.add("id belongs to PUT and PATCH");
        }
        if (!method.equals("PATCH")) {
            fields.values().stream()
                    .filter(field -> field.path("required").asBoolean())
                    .filter(field -> !seen.contains(field.path("name").asString()))
                    .forEach(field -> wrong.add(field.path("name").asString() + " is required"));
        }
    }

    private static void field(Element element, Map<String, JsonNode> fields, List<String> wrong) {
        if (element.name().equals("id") || element.name().equals("associations")) {
            return;
        }
        var field = fields.get(element.name());
        if (field == null) {
            wrong.add("no field " + element.name());
            return;
        }
        if (!field.path("writable").asBoolean()) {
            wrong.add(element.name() + " is not writable");
        }
        var values = element.children().isEmpty()
                ? List.of(element.text().toString())
                : element.children().stream().map(one -> one.text().toString()).toList();
        for (var value : values) {
            var format = FORMATS.get(field.path("format").asString(""));
            if (format != null && !value.isEmpty() && !value.matches(format)) {
                wrong.add(element.name() + " is no " + field.path("format").asString() + ": " + value);
            }
            if (value.codePointCount(0, value.length()) > field.path("maxSize").asInt(Integer.MAX_VALUE)) {
                wrong.add(element.name() + " is too long");
            }
        }
        if (!element.children().isEmpty()
                && element.children().stream()
                        .anyMatch(one -> !one.name().equals("language")
                                || !one.language().matches("\\d+"))) {
            wrong.add(element.name() + " has one <language id> per language");
        }
    }

    private static String plural(String item) {
        return item.endsWith("y") ? item.substring(0, item.length() - 1) + "ies" : item + "s";
    }

    private static Element read(String text) {
        var open = new ArrayDeque<Element>();
        try {
            var xml = Xml.reader(new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        var id = xml.getAttributeValue(null, "id");
                        open.push(new Element(
                                xml.getLocalName(), id == null ? "" : id, new StringBuilder(), new ArrayList<>()));
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty()) {
                            open.peek().text().append(xml.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        var done = open.pop();
                        if (open.isEmpty()) {
                            return done;
                        }
                        open.peek().children().add(done);
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            return null;
        }
        return null;
    }
}
