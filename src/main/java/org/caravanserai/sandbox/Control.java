package org.caravanserai.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The switches of a stand-in over HTTP, below {@code /sandbox/control/<system>/<name>}:
 *
 * <pre>
 * POST   faults   {"fault":"throttle","count":2,"probability":1,"seed":0,"operation":"OF24","retryAfter":"5"}
 * GET    faults
 * DELETE faults
 * POST   time     {"factor":60}
 * POST   watch    {"ceilings":"refuse"} or "silent"
 * POST   lose     {"percent":1,"seed":7,"kind":"offers"}
 * POST   restore  {"to":120}                                   a line of the journal
 * POST   records  {"kind":"contacts","key":"7","record":{}}    null removes
 * </pre>
 */
final class Control {
    private Control() {}

    static Answer error(int status, String text) {
        return Answer.json(status, Json.object().put("error", text));
    }

    static Answer answer(StandIn one, Request request, List<String> path) {
        var act = request.method() + " " + String.join("/", path);
        if (act.equals("GET faults")) {
            var list = Json.array();
            one.faults()
                    .forEach((fault, left) -> list.add(fault.json().put("left", left == 0 ? "all" : left.toString())));
            return Answer.json(200, list);
        }
        if (act.equals("DELETE faults")) {
            one.disarm();
            return Answer.empty(204);
        }
        return Json.read(request.body()).orElse(null) instanceof ObjectNode body
                ? turned(one, act, body)
                : error(400, "the body must be a JSON object");
    }

    /** Turns a switch that takes a body; {@code act} is method and word. */
    static Answer turned(StandIn one, String act, ObjectNode body) {
        try {
            return switch (act) {
                case "POST faults" -> Answer.json(201, Json.object().put("id", one.arm(Fault.read(body))));
                case "POST time" -> {
                    one.speed(positive(body, "factor", 1_000_000));
                    yield Answer.empty(204);
                }
                case "POST watch" -> {
                    one.watch(watch(body));
                    yield Answer.empty(204);
                }
                case "POST lose" -> {
                    var kind = body.hasNonNull("kind") ? body.path("kind").asString() : null;
                    var lost = one.lose(
                            kind,
                            positive(body, "percent", 100),
                            body.path("seed").asLong(0));
                    yield Answer.json(200, Json.object().put("lost", lost));
                }
                case "POST restore" -> {
                    var changed = one.restore((long) positive(body, "to", Long.MAX_VALUE));
                    yield Answer.json(200, Json.object().put("changed", changed));
                }
                case "POST records" -> {
                    edit(one, body);
                    yield Answer.empty(204);
                }
                default -> error(404, "no such switch: " + act);
            };
        } catch (IllegalArgumentException wrong) {
            return error(400, wrong.getMessage());
        }
    }

    private static void edit(StandIn one, JsonNode body) {
        var kind = body.path("kind").asString("");
        var key = body.path("key").asString("");
        if (kind.isEmpty() || key.isEmpty() || !body.has("record")) {
            throw new IllegalArgumentException("kind, key and record (null removes it) are needed");
        }
        one.edit(kind, key, body.path("record") instanceof ObjectNode record ? record : null);
    }

    private static StandIn.Watch watch(JsonNode body) {
        var word = body.path("ceilings").asString("");
        if (!Set.of("refuse", "silent").contains(word)) {
            throw new IllegalArgumentException("ceilings is refuse or silent");
        }
        return StandIn.Watch.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static double positive(JsonNode body, String name, double most) {
        var value = body.path(name).asDouble(0);
        if (!(value > 0 && value <= most)) {
            throw new IllegalArgumentException("'" + name + "' must be a number above 0"
                    + (most < Long.MAX_VALUE ? ", at most " + (long) most : ""));
        }
        return value;
    }
}
