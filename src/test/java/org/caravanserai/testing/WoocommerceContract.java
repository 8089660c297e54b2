package org.caravanserai.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to WooCommerce's REST interface v3 against its published description. That leaves batches out: what is to be created or changed is held against the call
 * for one such item, and every field must be one of the item's; ids are whole numbers, and all lists together have a hundred entries at most.
 */
public final class WoocommerceContract {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 100;

    private final Contract contract;

    public WoocommerceContract(Contract contract) {
        this.contract = contract;
    }

    /** What is wrong with a call of a stand-in's journal; empty = fine. */
    public List<String> request(JsonNode call) {
        var path = call.path("path").asString().replaceFirst("^.*?/wp-json/wc/v3(?=/)", "");
        var body = call.path("body").asString("");
        if (!path.endsWith("/batch")) {
            return contract.request(
                    call.path("method").asString(),
                    path,
                    query(call),
                    call.path("type").asString(null),
                    body.getBytes(StandardCharsets.UTF_8));
        }
        var wrong = new ArrayList<String>();
        if (!call.path("method").asString().equals("POST")) {
            wrong.add("a batch is posted");
        }
        batch(path.substring(0, path.length() - "/batch".length()), JSON.readTree(body), wrong);
        return wrong;
    }

    private static Map<String, List<String>> query(JsonNode call) {
        var query = new LinkedHashMap<String, List<String>>();
        call.path("query")
                .properties()
                .forEach(each -> query.put(
                        each.getKey(),
                        each.getValue().valueStream().map(JsonNode::asString).toList()));
        return query;
    }

    private void batch(String path, JsonNode lists, List<String> wrong) {
        int items = 0;
        for (var list : lists.properties()) {
            items += list.getValue().size();
            for (var item : list.getValue()) {
                switch (list.getKey()) {
                    case "create" -> item("POST", path, item, wrong);
                    case "update" -> {
                        id(item.path("id"), wrong);
                        item("PUT", path + "/1", item, wrong);
                    }
                    case "delete" -> id(item, wrong);
                    default -> wrong.add("a batch has no list " + list.getKey());
                }
            }
        }
        if (items == 0 || items > MOST) {
            wrong.add("a batch has 1 to " + MOST + " items, not " + items);
        }
    }

    private static void id(JsonNode id, List<String> wrong) {
        if (!id.isIntegralNumber()) {
            wrong.add("an id is a whole number, not " + id);
        }
    }

    private void item(String method, String path, JsonNode item, List<String> wrong) {
        wrong.addAll(contract.request(method, path, Map.of(), "application/json", JSON.writeValueAsBytes(item)));
        var known = contract.properties(kind(path)).keySet();
        item.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> wrong.add("there is no field " + name));
    }

    private static String kind(String path) {
        return path.contains("/variations")
                ? "product_variation"
                : path.contains("/categories") ? "product_cat" : "product";
    }
}
