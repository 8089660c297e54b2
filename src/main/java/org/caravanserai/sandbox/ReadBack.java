package org.caravanserai.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What a stand-in knows and what happened to it, read-only: {@code _state}, {@code _state/<kind>},
 * {@code _state/<kind>/<key>}, {@code _calls?from=1&limit=100&operation=OF24&event=call}.
 */
final class ReadBack {
    private static final int MOST = 10_000;

    private ReadBack() {}

    static Answer answer(StandIn one, Request request, List<String> path) {
        if (path.get(0).equals("_calls") && path.size() == 1) {
            return calls(one, request);
        }
        if (!path.get(0).equals("_state") || path.size() > 3) {
            return Control.error(404, "there are _state and _calls");
        }
        var records = one.records();
        if (path.size() == 1) {
            var all = Json.object();
            records.forEach((kind, some) -> {
                if (!kind.startsWith("_")) {
                    some.forEach(all.putObject(kind)::set);
                }
            });
            return Answer.json(200, all);
        }
        var some = records.getOrDefault(path.get(1), Map.of());
        if (path.size() == 2) {
            var all = Json.object();
            some.forEach(all::set);
            return Answer.json(200, all);
        }
        var record = some.get(path.get(2));
        return record == null ? Control.error(404, "no such record") : Answer.json(200, record);
    }

    private static Answer calls(StandIn one, Request request) {
        var from = request.number("from", 1, 1, Integer.MAX_VALUE);
        var limit = request.number("limit", 100, 1, MOST);
        var operation = request.parameter("operation");
        var event = request.parameter("event");
        var list = Json.array();
        one.journal(line -> {
            if (line.path("n").asLong() >= from
                    && operation
                            .map(line.path("operation").asString("")::equals)
                            .orElse(true)
                    && event.map(line.path("event").asString("")::equals).orElse(true)) {
                list.add(line);
            }
            return list.size() < limit;
        });
        return Answer.json(200, list);
    }
}
