package org.caravanserai.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A vendor's published description (OpenAPI 3.0, 3.1 or Swagger 2) as a judge of single calls: address, method, query,
 * media type, body, status. Says what is not allowed; empty = fine. Security declarations are not looked at.
 */
public final class Contract {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Operation(JsonNode shared, JsonNode body) {}

    private final ObjectNode document;
    private final SchemaRegistry registry;
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    private Contract(ObjectNode document) {
        this.document = document;
        registry = SchemaRegistry.withDefaultDialect(
                document.has("swagger") ? SpecificationVersion.DRAFT_4 : SpecificationVersion.DRAFT_2020_12);
    }

    /** Reads a description in JSON. */
    public static Contract of(Path file) {
        try {
            return new Contract((ObjectNode) JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * What is wrong with a request.
     *
     * @param path without query, relative to the server
     * @param type content type, null when there is no body
     */
    public List<String> request(String method, String path, Map<String, List<String>> query, String type, byte[] body) {
        var operation = operation(method, path);
        if (operation.isEmpty()) {
            return List.of("no such operation");
        }
        var wrong = new ArrayList<String>();
        var known = new TreeSet<String>();
        JsonNode swaggerBody = null;
        for (var parameters : List.of(
                operation.get().shared().path("parameters"),
                operation.get().body().path("parameters"))) {
            for (var each : parameters) {
                var parameter = resolved(each);
                var name = parameter.path("name").asString("");
                switch (parameter.path("in").asString("")) {
                    case "query" -> {
                        known.add(name);
                        query(parameter, name, query.get(name), wrong);
                    }
                    case "body" -> swaggerBody = parameter.path("schema");
                    default -> {}
                }
            }
        }
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> wrong.add("query parameter '" + name + "' is not declared"));
        if (swaggerBody != null) {
            wrong.addAll(json(swaggerBody, body));
        } else if (operation.get().body().has("requestBody")) {
            body(resolved(operation.get().body().path("requestBody")), type, body, wrong);
        } else if (body.length > 0) {
            wrong.add("no body is declared");
        }
        return wrong;
    }

    /** What is wrong with an answer. */
    public List<String> answer(String method, String path, int status, String type, byte[] body) {
        var operation = operation(method, path);
        if (operation.isEmpty()) {
            return List.of("no such operation");
        }
        var answers = operation.get().body().path("responses");
        var declared = resolved(answers.path(Integer.toString(status)));
        if (declared.isMissingNode()) {
            return List.of("status " + status + " is not declared, only " + String.join(" ", answers.propertyNames()));
        }
        var schema = declared.path("schema");
        if (declared.has("content")) {
            var media = media(declared.path("content"), type);
            if (media.isEmpty()) {
                return List.of("media type " + type + " is not declared, only "
                        + String.join(" ", declared.path("content").propertyNames()));
            }
            schema = type.startsWith("application/json") ? media.get().path("schema") : JSON.missingNode();
        }
        return schema.isMissingNode() || schema.isEmpty() ? List.of() : json(schema, body);
    }

    /** What is wrong with a value against a named schema, such as {@code Product}. */
    public List<String> value(String name, JsonNode value) {
        var root = document.has("components") ? "components/schemas" : "definitions";
        return problems(JSON.createObjectNode().put("$ref", "#/" + root + "/" + name), value);
    }

    /** Fields of a named schema with the name of the schema of what is in them, empty for plain values; none when there is no such schema. */
    public Map<String, String> properties(String name) {
        var root = document.has("components") ? "/components/schemas/" : "/definitions/";
        var found = new HashMap<String, String>();
        document.at(root + name).path("properties").properties().forEach(each -> {
            var value = each.getValue().path("type").asString("").equals("array")
                    ? each.getValue().path("items")
                    : each.getValue();
            found.put(each.getKey(), value.path("$ref").asString("").replaceFirst("^.*/", ""));
        });
        return found;
    }

    private void body(JsonNode declared, String type, byte[] body, List<String> wrong) {
        if (type == null) {
            if (declared.path("required").asBoolean(false)) {
                wrong.add("a body is required");
            }
            return;
        }
        var media = media(declared.path("content"), type);
        if (media.isEmpty()) {
            wrong.add("media type " + type + " is not declared");
        } else if (type.startsWith("multipart/")) {
            form(resolved(media.get().path("schema")), new String(body, StandardCharsets.ISO_8859_1), wrong);
        } else if (type.contains("json")) {
            wrong.addAll(json(media.get().path("schema"), body));
        }
    }

    private static void form(JsonNode schema, String body, List<String> wrong) {
        var names = new TreeSet<String>();
        var found = Pattern.compile("[; ]name=\"([^\"]*)\"").matcher(body);
        while (found.find()) {
            names.add(found.group(1));
        }
        for (var needed : schema.path("required")) {
            if (!names.contains(needed.asString())) {
                wrong.add("part '" + needed.asString() + "' is required");
            }
        }
        names.stream()
                .filter(name -> !schema.path("properties").has(name))
                .forEach(name -> wrong.add("part '" + name + "' is not declared"));
    }

    private void query(JsonNode parameter, String name, List<String> values, List<String> wrong) {
        if (values == null || values.isEmpty()) {
            if (parameter.path("required").asBoolean(false)) {
                wrong.add("query parameter '" + name + "' is required");
            }
            return;
        }
        var schema = parameter.has("schema") ? resolved(parameter.path("schema")) : parameter;
        for (var value : values) {
            var right = switch (schema.path("type").asString("")) {
                case "integer" -> value.matches("-?\\d+");
                case "number" -> value.matches("-?\\d+(\\.\\d+)?");
                case "boolean" -> value.matches("true|false");
                default -> true;
            };
            if (right && schema.has("enum")) {
                // Some descriptions say in words alone that a parameter is a list.
                boolean list = parameter.path("description").asString("").startsWith("A comma-separated list");
                right = Stream.of(list ? value.split(",", -1) : new String[] {value})
                        .allMatch(part -> schema.path("enum")
                                .valueStream()
                                .anyMatch(one -> one.asString().equals(part)));
            }
            if (right && schema.has("maximum") && value.matches("-?\\d+")) {
                right = Long.parseLong(value) <= schema.path("maximum").asLong();
            }
            if (!right) {
                wrong.add("query parameter '" + name + "' may not be '" + value + "'");
            }
        }
    }

    private List<String> json(JsonNode schema, byte[] body) {
        try {
            return problems(schema, JSON.readTree(body));
        } catch (JacksonException refused) {
            return List.of("no JSON: " + refused.getOriginalMessage());
        }
    }

    private List<String> problems(JsonNode schema, JsonNode value) {
        var compiled = schemas.computeIfAbsent(schema, any -> {
            var root = JSON.createObjectNode();
            for (var name : List.of("components", "definitions")) {
                if (document.has(name)) {
                    root.set(name, document.path(name));
                }
            }
            root.putArray("allOf").add(schema);
            return registry.getSchema(root);
        });
        return compiled.validate(value).stream()
                .map(Object::toString)
                // The validator knows real top-level domains only; addresses of tests end in .example (RFC 2606).
                .filter(text -> !text.contains("does not match the email pattern"))
                .toList();
    }

    private Optional<JsonNode> media(JsonNode content, String type) {
        if (type == null) {
            return Optional.empty();
        }
        var plain = type.replaceFirst(";.*", "").trim();
        return content.properties().stream()
                .filter(each -> each.getKey().replaceFirst(";.*", "").trim().equals(plain))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Optional<Operation> operation(String method, String path) {
        var asked = parts(path);
        Operation best = null;
        var variables = Integer.MAX_VALUE;
        for (var each : document.path("paths").properties()) {
            var pattern = parts(each.getKey());
            var fits = pattern.size() == asked.size() && each.getValue().has(method.toLowerCase(java.util.Locale.ROOT));
            var open = 0;
            for (int i = 0; fits && i < asked.size(); i++) {
                var variable = pattern.get(i).startsWith("{");
                open += variable ? 1 : 0;
                fits = variable || pattern.get(i).equals(asked.get(i));
            }
            if (fits && open < variables) {
                variables = open;
                best = new Operation(each.getValue(), each.getValue().path(method.toLowerCase(java.util.Locale.ROOT)));
            }
        }
        return Optional.ofNullable(best);
    }

    private JsonNode resolved(JsonNode node) {
        var at = node;
        while (at.has("$ref")) {
            at = document.at(at.path("$ref").asString().substring(1));
        }
        return at;
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }
}
