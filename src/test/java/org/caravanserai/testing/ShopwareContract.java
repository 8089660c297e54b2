package org.caravanserai.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to Shopware's Admin API against its published description. What a sync request carries is free there ({@code object}): its payload is held against
 * the entity's own schema, and every field of it must be one of the entity's. An upsert of what was upserted before may leave required fields out.
 */
public final class ShopwareContract {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Tables that link two entities: they have no schema of their own. */
    private static final Set<String> LINKS = Set.of("product_category", "product_option", "product_property");

    private final Contract contract;
    private final Set<String> seen = new HashSet<>();

    public ShopwareContract(Contract contract) {
        this.contract = contract;
    }

    /** What is wrong with a call of a stand-in's journal; empty = fine. */
    public List<String> request(JsonNode call) {
        var body = call.path("body").asString("");
        var type = call.path("type").asString(null);
        var path = call.path("path").asString().replaceFirst("^.*?/api/", "/");
        if (path.startsWith("/oauth/")) {
            return body.contains("grant_type=client_credentials") ? List.of() : List.of("no grant");
        }
        var query = new LinkedHashMap<String, List<String>>();
        call.path("query")
                .properties()
                .forEach(each -> query.put(
                        each.getKey(),
                        each.getValue().valueStream().map(JsonNode::asString).toList()));
        var wrong = new ArrayList<String>();
        var method = call.path("method").asString();
        boolean partial = method.equals("PATCH");
        contract.request(method, path, query, type, body.getBytes(java.nio.charset.StandardCharsets.UTF_8)).stream()
                .filter(text -> !(partial && text.contains("required property")))
                .forEach(wrong::add);
        if (path.equals("/_action/sync") && wrong.isEmpty()) {
            for (var operation : JSON.readTree(body)) {
                operation(operation, wrong);
            }
        }
        if (partial) {
            fields("Product", JSON.readTree(body), "", wrong);
        }
        return wrong;
    }

    private void operation(JsonNode operation, List<String> wrong) {
        var entity = operation.path("entity").asString();
        var name = schema(entity);
        if (LINKS.contains(entity)) {
            return;
        }
        if (contract.properties(name).isEmpty()) {
            wrong.add("there is no entity '" + entity + "'");
            return;
        }
        if (operation.path("action").asString().equals("delete")) {
            return;
        }
        for (var one : operation.path("payload")) {
            boolean known = !seen.add(entity + one.path("id").asString());
            // What is written inside another needs no reference to it, and a variant has what its model has.
            boolean variant = one.has("parentId");
            contract.value(name, one).stream()
                    .filter(text -> !text.contains("required property")
                            || !known && !variant && !nested(text) && !inherited(text))
                    .forEach(wrong::add);
            fields(name, one, "", wrong);
        }
    }

    private static boolean nested(String text) {
        return text.startsWith("/");
    }

    private static boolean inherited(String text) {
        return text.contains("'name'");
    }

    private void fields(String schema, JsonNode value, String at, List<String> wrong) {
        Map<String, String> properties = contract.properties(schema);
        for (var field : value.properties()) {
            var name = field.getKey();
            if (name.equals("translations")) {
                translations(properties, field.getValue(), at, wrong);
            } else if (!properties.containsKey(name)) {
                wrong.add("no field " + at + "/" + name + " in " + schema);
            } else if (!properties.get(name).isEmpty()) {
                var inner = field.getValue();
                var each = inner.isArray() ? inner.valueStream().collect(Collectors.toList()) : List.of(inner);
                each.forEach(one -> fields(properties.get(name), one, at + "/" + name, wrong));
            }
        }
    }

    private static void translations(
            Map<String, String> properties, JsonNode translations, String at, List<String> wrong) {
        for (var language : translations.properties()) {
            if (!language.getKey().matches("[a-z]{2}-[A-Z]{2}|[0-9a-f]{32}")) {
                wrong.add("no language " + language.getKey());
            }
            language.getValue().propertyNames().stream()
                    .filter(name -> !properties.containsKey(name))
                    .forEach(name -> wrong.add("no field " + at + "/translations/" + name));
        }
    }

    /** {@code product_media} is the schema {@code ProductMedia}. */
    private static String schema(String entity) {
        var name = new StringBuilder();
        for (var word : entity.split("_")) {
            name.append(word.substring(0, 1).toUpperCase(java.util.Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }
}
