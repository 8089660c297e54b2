package org.caravanserai.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of the stand-ins. They have a reader of their own on purpose: a fault of the hub's reader must not be invisible
 * because the other side has it too. No types in the data, repeated names refused, decimals exact, depth 64.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(16 << 20)
                            .maxNameLength(1024)
                            .maxNumberLength(64)
                            .maxDocumentLength(2L * Request.MOST_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** A new object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A new list. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The value a text holds, nothing when it is not JSON. */
    public static Optional<JsonNode> read(byte[] text) {
        try {
            var node = MAPPER.readTree(text);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException refused) {
            return Optional.empty();
        }
    }

    /** The value a text holds, nothing when it is not JSON. */
    public static Optional<JsonNode> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One line of JSON. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** Sixteen hexadecimal digits that are the same for the same content, whatever the order of its names. */
    public static String hash(JsonNode content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest.digest(text(sorted(content)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var names = new TreeMap<String, JsonNode>();
            node.properties().forEach(field -> names.put(field.getKey(), sorted(field.getValue())));
            var object = object();
            names.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            var list = array();
            node.forEach(element -> list.add(sorted(element)));
            return list;
        }
        return node;
    }
}
