package org.caravanserai.sandbox;

import java.util.ArrayList;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Spoils an answer that was right: JSON as a tree, XML by its elements, CSV by its lines. */
final class Distortion {
    private static final String PAGE = "<!DOCTYPE html><html><head><title>We will be back soon</title></head>"
            + "<body><h1>Maintenance</h1><p>Please try again later.</p></body></html>\n";

    private final Set<String> identifiers;
    private final String elsewhere;

    /**
     * A distortion.
     *
     * @param identifiers names of the fields, elements or columns by which items are told apart
     * @param elsewhere a key nobody asked about
     */
    Distortion(Set<String> identifiers, String elsewhere) {
        this.identifiers = identifiers;
        this.elsewhere = elsewhere;
    }

    static Answer page() {
        return Answer.of(200, "text/html; charset=utf-8", PAGE);
    }

    /** The answer with its items named wrongly. */
    Answer wrongIds(Answer answer) {
        return spoiled(answer, this::wrong, value -> value.matches("\\d+") ? "9" + value : value + "-x");
    }

    /** The answer speaking of items nobody asked about. */
    Answer otherItems(Answer answer) {
        return spoiled(answer, value -> value.isNumber() ? number(777_000_001) : text(elsewhere), value -> elsewhere);
    }

    /** The answer with every result twice. */
    Answer twice(Answer answer) {
        var json = Json.read(answer.body());
        if (json.isPresent()) {
            return answer.with(Json.text(doubled(json.get())));
        }
        var lines = new ArrayList<>(answer.text().lines().toList());
        if (lines.size() > 1 && !answer.text().startsWith("<")) {
            lines.addAll(lines.subList(1, lines.size()));
            return answer.with(String.join("\n", lines) + "\n");
        }
        return answer;
    }

    /** The answer as of somebody who has nothing. */
    Answer emptied(Answer answer) {
        var json = Json.read(answer.body());
        return json.isEmpty() ? answer : answer.with(Json.text(emptied(json.get())));
    }

    private static JsonNode emptied(JsonNode node) {
        if (node instanceof ArrayNode) {
            return Json.array();
        }
        if (node instanceof ObjectNode object) {
            var made = Json.object();
            object.properties().forEach(field -> {
                boolean count = field.getValue().isIntegralNumber()
                        && field.getKey().toLowerCase(java.util.Locale.ROOT).matches(".*(count|total).*");
                made.set(field.getKey(), count ? number(0) : emptied(field.getValue()));
            });
            return made;
        }
        return node;
    }

    /** The answer with another value in every field of this name. */
    static Answer changed(Answer answer, String field, String value) {
        boolean number = value.matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?");
        var spoiler = new Distortion(Set.of(field), value);
        return spoiler.spoiled(
                answer,
                old -> old.isNumber() && number
                        ? Json.object()
                                .put("v", new java.math.BigDecimal(value))
                                .get("v")
                        : text(value),
                old -> value);
    }

    private interface OnNode {
        JsonNode apply(JsonNode value);
    }

    private interface OnText {
        String apply(String value);
    }

    private Answer spoiled(Answer answer, OnNode node, OnText text) {
        var json = Json.read(answer.body());
        if (json.isPresent()) {
            return answer.with(Json.text(changed(json.get(), node)));
        }
        var whole = answer.text();
        if (whole.startsWith("<")) {
            var names = identifiers.stream().map(Pattern::quote).collect(Collectors.joining("|"));
            var elements = Pattern.compile("<(" + names + ")>(?:<!\\[CDATA\\[)?([^<\\]]*)(?:]]>)?</\\1>");
            return answer.with(elements.matcher(whole)
                    .replaceAll(found ->
                            "<" + found.group(1) + ">" + text.apply(found.group(2)) + "</" + found.group(1) + ">"));
        }
        var lines = new ArrayList<>(whole.lines().toList());
        if (lines.size() < 2) {
            return answer;
        }
        var columns = Csv.line(lines.get(0));
        for (int i = 1; i < lines.size(); i++) {
            var cells = new ArrayList<>(Csv.line(lines.get(i)));
            for (int c = 0; c < Math.min(cells.size(), columns.size()); c++) {
                if (identifiers.contains(columns.get(c))) {
                    cells.set(c, text.apply(cells.get(c)));
                }
            }
            lines.set(i, Csv.written(cells));
        }
        return answer.with(String.join("\n", lines) + "\n");
    }

    private JsonNode changed(JsonNode node, OnNode change) {
        if (node instanceof ArrayNode list) {
            var made = Json.array();
            list.forEach(element -> made.add(changed(element, change)));
            return made;
        }
        if (node instanceof ObjectNode object) {
            var made = Json.object();
            object.properties().forEach(field -> {
                var value = field.getValue();
                var names = identifiers.contains(field.getKey()) && value.isValueNode() && !value.isNull();
                made.set(field.getKey(), names ? change.apply(value) : changed(value, change));
            });
            return made;
        }
        return node;
    }

    private JsonNode wrong(JsonNode value) {
        return value.isIntegralNumber() ? number(value.asLong() + 900_000_000) : text(value.asString() + "-x");
    }

    private static JsonNode doubled(JsonNode node) {
        if (node instanceof ArrayNode list) {
            var made = Json.array();
            list.forEach(element -> made.add(doubled(element)));
            list.forEach(element -> made.add(doubled(element)));
            return made;
        }
        if (node instanceof ObjectNode object) {
            var made = Json.object();
            object.properties().forEach(field -> made.set(field.getKey(), doubled(field.getValue())));
            return made;
        }
        return node;
    }

    private static JsonNode number(long value) {
        return Json.object().put("v", value).get("v");
    }

    private static JsonNode text(String value) {
        return Json.object().put("v", value).get("v");
    }
}
