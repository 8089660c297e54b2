package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.health.Figure;
import org.caravanserai.health.Health;
import org.caravanserai.health.Item;
import org.caravanserai.health.Scope;
import org.caravanserai.web.HttpRefusal;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code GET /api/v1/quality/counters} and {@code .../{id}/items}: the figures of the health board and what each of them counts. */
@RestController
class HealthApi {
    private static final int MOST = 1_000;

    private final Health health;
    private final MessageSource messages;

    HealthApi(Health health, MessageSource messages) {
        this.health = health;
        this.messages = messages;
    }

    /** All figures; a counter with parts has a row without scope for the whole. */
    @GetMapping(value = "/api/v1/quality/counters", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> counters() {
        boolean pending = health.pending();
        return health.figures().stream().map(figure -> json(figure, pending)).toList();
    }

    /** What a figure counts, by key; as many rows over all pages as its value. Keys and codes only, no personal data. */
    @GetMapping(value = "/api/v1/quality/counters/{id}/items", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> items(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String scope,
            @RequestParam(defaultValue = "") String afterKey,
            @RequestParam(defaultValue = "-1") long afterId,
            @RequestParam(defaultValue = "") String afterDetail,
            @RequestParam(defaultValue = "100") int limit) {
        var figure = health.figure(id, new Scope(scope))
                .orElseThrow(() -> new HttpRefusal(
                        HttpStatus.NOT_FOUND,
                        "API-020",
                        "There is no figure of this counter and scope; GET /api/v1/quality/counters lists them."));
        int size = Math.max(1, Math.min(limit, MOST));
        var items = health.items(id, figure.scope(), new Item(afterId, afterKey, afterDetail), size);
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("scope", figure.scope().dimensions());
        json.put("value", figure.value());
        json.put("asOf", figure.asOf().toString());
        json.put("items", items.stream().map(HealthApi::json).toList());
        json.put("next", items.size() < size ? null : next(figure, items.get(items.size() - 1), size));
        return json;
    }

    private static Map<String, Object> json(Item item) {
        var json = new LinkedHashMap<String, Object>();
        json.put("recordId", item.recordId() == 0 ? null : item.recordId());
        json.put("key", item.key());
        json.put("detail", item.detail());
        return json;
    }

    private Map<String, Object> json(Figure figure, boolean pending) {
        var counter = figure.counter();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", counter.id());
        json.put("title", title(figure));
        json.put("scope", figure.scope().dimensions());
        json.put("value", figure.value());
        json.put("population", figure.population());
        json.put("denominator", figure.population());
        json.put("of", counter.population());
        json.put("share", figure.share());
        json.put("light", figure.light().name().toLowerCase(Locale.ROOT));
        json.put("warn", counter.warn());
        json.put("error", counter.error());
        json.put("owner", counter.owner());
        json.put("version", counter.version());
        json.put("asOf", figure.asOf().toString());
        json.put("pending", pending);
        json.put("items", address(figure).build().encode().toUriString());
        return json;
    }

    /** In both languages of the hub, under the locales of declared titles. */
    private Map<String, String> title(Figure figure) {
        var counter = figure.counter();
        if (!counter.own()) {
            return counter.title();
        }
        var title = new LinkedHashMap<String, String>();
        title.put("en", messages.getMessage("counter." + counter.id(), null, Locale.ENGLISH));
        title.put("fr", messages.getMessage("counter." + counter.id(), null, Locale.FRENCH));
        return title;
    }

    private static UriComponentsBuilder address(Figure figure) {
        var address = UriComponentsBuilder.fromPath("/api/v1/quality/counters/{id}/items");
        if (!figure.scope().equals(Scope.ALL)) {
            address.queryParam("scope", "{scope}");
        }
        return address.uriVariables(
                Map.of("id", figure.counter().id(), "scope", figure.scope().text()));
    }

    private static String next(Figure figure, Item last, int limit) {
        return address(figure)
                .queryParam("limit", limit)
                .queryParam("afterKey", "{key}")
                .queryParam("afterId", last.recordId())
                .queryParam("afterDetail", "{detail}")
                .uriVariables(Map.of("key", last.key(), "detail", last.detail()))
                .encode()
                .build()
                .toUriString();
    }
}
