package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.delivery.plan.Plan;
import org.caravanserai.web.security.Caller;
import org.springframework.security.core.Authentication;

/** A plan as JSON; values of people are hidden from those who may not see them. */
final class PlanJson {
    static final String MASK = "•••";

    private PlanJson() {}

    /** @param from items that were left out before the first */
    static Map<String, Object> of(Plan plan, long from, Authentication who) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", plan.id() == 0 ? null : plan.id());
        json.put("channel", plan.channel());
        json.put("madeAt", plan.madeAt().toString());
        json.put("creates", plan.creates());
        json.put("updates", plan.updates());
        json.put("retirements", plan.retirements());
        json.put("held", plan.held());
        json.put("heldBack", plan.heldBack());
        json.put("items", plan.items().stream().map(line -> line(line, who)).toList());
        long shown = from + plan.items().size();
        long all = plan.creates() + plan.updates() + plan.retirements();
        json.put("next", plan.id() == 0 || shown >= all ? null : "/api/v1/plans/" + plan.id() + "?from=" + shown);
        return json;
    }

    private static Map<String, Object> line(Plan.Line line, Authentication who) {
        boolean clear = who instanceof Caller && DocumentsApi.clear(Parked.kind(line.stream()), who);
        var json = new LinkedHashMap<String, Object>();
        json.put("stream", line.stream());
        json.put("locale", line.locale());
        json.put("key", line.key());
        json.put("action", line.action().name().toLowerCase(Locale.ROOT));
        json.put(
                "changes",
                line.changes().stream()
                        .map(field -> {
                            var change = new LinkedHashMap<String, Object>();
                            change.put("field", field.field());
                            change.put("old", clear || field.before() == null ? field.before() : MASK);
                            change.put("new", clear || field.after() == null ? field.after() : MASK);
                            change.put("rule", field.rule());
                            return change;
                        })
                        .toList());
        json.put("reason", line.reason());
        return json;
    }
}
