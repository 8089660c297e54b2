package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.Explain;
import org.caravanserai.mapping.Explained;
import org.caravanserai.mapping.price.Derivation;
import org.caravanserai.master.Master;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/explain?key=&channel=&locale=}: why a document stands in a channel as it does. */
@RestController
class ExplainApi {
    private final Master master;
    private final Explain explain;

    ExplainApi(Master master, Explain explain) {
        this.master = master;
        this.explain = explain;
    }

    @GetMapping(value = "/api/v1/explain", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> explain(
            @RequestParam String key,
            @RequestParam String channel,
            @RequestParam(required = false) String locale,
            @RequestParam(defaultValue = "products") String entity,
            Authentication who) {
        Kind kind = IngestApi.kind(entity);
        if (!DocumentsApi.clear(kind, who)) {
            throw new HttpRefusal(HttpStatus.FORBIDDEN, "API-403", "Explaining " + kind.word() + " shows personal data: it needs the role customers.");
        }
        var golden = master.goldens()
                .byKey(kind, key)
                .orElseThrow(() -> new HttpRefusal(HttpStatus.NOT_FOUND, "API-010", "The master has no document of this key."));
        return explain.explain(golden, channel).stream()
                .filter(answer -> locale == null || locale.equals(answer.locale()) || answer.locale() == null)
                .map(ExplainApi::json)
                .toList();
    }

    private static Map<String, Object> json(Explain.Answer answer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", answer.channel());
        json.put("stream", answer.stream());
        json.put("locale", answer.locale());
        json.put("selected", answer.notSelected() == null);
        json.put("notSelected", answer.notSelected());
        json.put("held", answer.held());
        json.put("findings", answer.findings().stream().map(ExplainApi::json).toList());
        json.put("missing", answer.missing());
        json.put("fields", answer.fields().stream().map(ExplainApi::json).toList());
        json.put("price", answer.price() == null ? null : price(answer.price()));
        json.put("state", answer.item() == null ? null : answer.item().state().word());
        return json;
    }

    private static Map<String, Object> price(Derivation derivation) {
        var json = new LinkedHashMap<String, Object>();
        json.put("list", derivation.list());
        json.put("amount", derivation.price() == null ? null : derivation.price().amount().toPlainString());
        json.put("currency", derivation.price() == null ? null : derivation.price().currency());
        json.put("minQuantity", derivation.minQuantity() == null ? null : derivation.minQuantity().toPlainString());
        json.put("steps", derivation.steps().stream()
                .map(step -> {
                    var one = new LinkedHashMap<String, Object>();
                    one.put("what", step.what());
                    one.put("detail", step.detail());
                    one.put("amount", step.amount() == null ? null : step.amount().toPlainString());
                    return one;
                })
                .toList());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        var json = new LinkedHashMap<String, Object>();
        json.put("rule", finding.rule());
        json.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.put("attribute", finding.attribute());
        json.put("value", finding.value());
        json.put("message", finding.message());
        json.put("owner", finding.owner());
        return json;
    }

    private static Map<String, Object> json(Explained field) {
        var json = new LinkedHashMap<String, Object>();
        json.put("field", field.field());
        json.put("value", plain(field.value()));
        json.put("rule", field.rule());
        json.put("at", field.at().toString());
        var inputs = new LinkedHashMap<String, Object>();
        field.inputs().forEach(input -> inputs.put(input.path(), input.value()));
        json.put("inputs", inputs);
        return json;
    }

    /** A mapped value as JSON: decimals as text, nested rows as objects. */
    private static Object plain(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ExplainApi::plain).toList();
        }
        if (value instanceof Cells row) {
            var json = new LinkedHashMap<String, Object>();
            for (int i = 0; i < row.size(); i++) {
                json.put(row.fields().get(i), plain(row.value(i)));
            }
            return json;
        }
        return value == null || value instanceof Boolean || value instanceof Long ? value : value.toString();
    }
}
