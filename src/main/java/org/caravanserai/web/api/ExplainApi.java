package org.caravanserai.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.Explain;
import org.caravanserai.delivery.wanted.Readiness;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.mapping.Explained;
import org.caravanserai.mapping.price.Derivation;
import org.caravanserai.master.Candidate;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.caravanserai.parser.CanonicalJson;
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
    private final CurrentHome home;
    private final Sentence sentence;
    private final Remedy remedy;

    ExplainApi(CurrentHome home, Master master, Explain explain, Sentence sentence, Remedy remedy) {
        this.remedy = remedy;
        this.sentence = sentence;
        this.home = home;
        this.master = master;
        this.explain = explain;
    }

    @GetMapping(value = "/api/v1/explain", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> explain(
            @RequestParam String key,
            @RequestParam String channel,
            @RequestParam(required = false) String locale,
            @RequestParam(required = false) String entity,
            Locale language,
            Authentication who) {
        var golden = golden(key, channel, entity == null ? Kind.PRODUCTS.word() : entity, who);
        var answers = new ArrayList<>(answers(golden, channel, locale, language));
        if (entity == null) {
            // Price and stock of a product are documents of their own, under the same key.
            master.goldens()
                    .byKey(Kind.OFFERS, key)
                    .ifPresent(offer -> answers.addAll(answers(offer, channel, locale, language)));
        }
        return answers;
    }

    private List<Map<String, Object>> answers(Golden golden, String channel, String locale, Locale language) {
        var said = said(golden);
        return explain.explain(golden, channel).stream()
                .filter(answer -> locale == null || locale.equals(answer.locale()) || answer.locale() == null)
                .map(answer -> {
                    var json = json(answer, said, language);
                    json.put("sentence", sentence.of(answer, golden.key(), language));
                    return json;
                })
                .toList();
    }

    /** What the maps of a channel read of a document, for tests beside them: {@code [{stream, map, documents: [{products: {...}}]}]}. */
    @GetMapping(value = "/api/v1/explain/records", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> records(
            @RequestParam String key,
            @RequestParam String channel,
            @RequestParam(defaultValue = "products") String entity,
            Authentication who) {
        return explain.readings(golden(key, channel, entity, who), channel).stream()
                .map(ExplainApi::json)
                .toList();
    }

    private Golden golden(String key, String channel, String entity, Authentication who) {
        Kind kind = IngestApi.kind(entity);
        ChannelKeysApi.known(home, channel);
        if (!DocumentsApi.clear(kind, who)) {
            throw new HttpRefusal(
                    HttpStatus.FORBIDDEN,
                    "API-403",
                    "Explaining " + kind.word() + " shows personal data: it needs the role customers.");
        }
        return master.goldens()
                .byKey(kind, key)
                .orElseThrow(() ->
                        new HttpRefusal(HttpStatus.NOT_FOUND, "API-010", "The master has no document of this key."));
    }

    /** Without companies and contacts a product may be joined with: they do not belong beside a map. */
    private static Map<String, Object> json(Explain.Reading reading) {
        var json = new LinkedHashMap<String, Object>();
        json.put("stream", reading.stream());
        json.put("map", reading.map());
        var documents = new ArrayList<Map<String, Object>>();
        reading.documents().forEach((kind, byKey) -> {
            if (!RunsApi.personal(kind)) {
                byKey.values()
                        .forEach(bytes -> documents.add(Map.of(kind.word(), fields(CanonicalJson.read(kind, bytes)))));
            }
        });
        json.put("documents", documents);
        return json;
    }

    private static Map<String, Object> fields(Document document) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(document.kind().keyField(), document.key());
        fields.putAll(document.values());
        return fields;
    }

    /** What the sources said about a document and what it inherits from, its own words first. */
    private List<List<Candidate>> said(Golden golden) {
        var said = new ArrayList<List<Candidate>>();
        master.goldens()
                .chain(golden)
                .forEach(one -> said.add(0, master.goldens().candidates(one.id())));
        return said;
    }

    private Map<String, Object> json(Explain.Answer answer, List<List<Candidate>> said, Locale language) {
        var json = new LinkedHashMap<String, Object>();
        json.put("channel", answer.channel());
        json.put("stream", answer.stream());
        json.put("locale", answer.locale());
        json.put("selected", answer.notSelected() == null);
        json.put("notSelected", answer.notSelected());
        json.put("held", answer.held());
        json.put("findings", answer.findings().stream().map(ExplainApi::json).toList());
        json.put("missing", answer.missing());
        json.put(
                "fields",
                answer.fields().stream().map(field -> json(field, said)).toList());
        json.put("price", answer.price() == null ? null : price(answer.price()));
        json.put("state", answer.item() == null ? null : answer.item().state().word());
        json.put("sending", answer.trail() == null ? null : json(answer.trail(), language));
        return json;
    }

    private static Map<String, Object> waitsFor(Readiness.Awaited after) {
        if (after == null) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("stream", after.stream());
        json.put("key", after.key());
        json.put("state", after.state().word());
        return json;
    }

    private Map<String, Object> json(Explain.Trail trail, Locale language) {
        var json = new LinkedHashMap<String, Object>();
        json.put("remoteId", trail.remoteId());
        var waiting = trail.waiting();
        json.put(
                "next",
                waiting == null || waiting.at() == null ? null : waiting.at().toString());
        json.put("failedAttempts", waiting == null ? 0 : waiting.attempts());
        json.put("onItsWay", waiting != null && waiting.onItsWay());
        json.put("waitsForApproval", waiting != null && waiting.at() == null && waiting.job() == null);
        json.put("waitsFor", waitsFor(trail.after()));
        json.put(
                "job",
                waiting == null || waiting.job() == null ? null : waiting.job().name());
        json.put(
                "attempts",
                trail.attempts().stream()
                        .map(attempt -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("at", attempt.at().toString());
                            one.put("outcome", attempt.outcome());
                            one.put("retirement", attempt.hash() == 0);
                            one.put("code", attempt.code());
                            one.put("text", attempt.text());
                            one.put("conversation", attempt.exchange() == 0 ? null : attempt.exchange());
                            return one;
                        })
                        .toList());
        json.put(
                "complaints",
                trail.complaints().stream()
                        .map(open -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("code", open.why().code());
                            one.put("field", open.why().field());
                            one.put("rule", open.why().rule());
                            one.put("owner", open.why().owner());
                            one.put("attribute", open.why().attributes());
                            one.put("fix", remedy.of(open.why(), language));
                            one.put("text", open.why().text());
                            one.put("firstAt", open.firstAt().toString());
                            one.put("lastAt", open.lastAt().toString());
                            one.put("times", open.times());
                            return one;
                        })
                        .toList());
        return json;
    }

    private static Map<String, Object> price(Derivation derivation) {
        var json = new LinkedHashMap<String, Object>();
        json.put("list", derivation.list());
        json.put(
                "amount",
                derivation.price() == null ? null : derivation.price().amount().toPlainString());
        json.put(
                "currency",
                derivation.price() == null ? null : derivation.price().currency());
        json.put(
                "minQuantity",
                derivation.minQuantity() == null
                        ? null
                        : derivation.minQuantity().toPlainString());
        json.put(
                "steps",
                derivation.steps().stream()
                        .map(step -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("what", step.what());
                            one.put("detail", step.detail());
                            one.put(
                                    "amount",
                                    step.amount() == null ? null : step.amount().toPlainString());
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

    private static Map<String, Object> json(Explained field, List<List<Candidate>> said) {
        var json = new LinkedHashMap<String, Object>();
        json.put("field", field.field());
        json.put("value", plain(field.value()));
        json.put("rule", field.rule());
        json.put("at", field.at().toString());
        var inputs = new LinkedHashMap<String, Object>();
        field.inputs().forEach(input -> inputs.put(input.path(), input.value()));
        json.put("inputs", inputs);
        json.put(
                "sources",
                field.inputs().stream()
                        .flatMap(input -> sources(input, said).stream())
                        .map(ExplainApi::json)
                        .distinct()
                        .toList());
        return json;
    }

    /**
     * Who said what about an input: the winner and those it beat. A path names an attribute or a part of it, an address may name one language of it;
     * when one language is known to have been read, by its value, the others are left out.
     */
    private static List<Candidate> sources(Explained.Input input, List<List<Candidate>> said) {
        for (var document : said) {
            var all = document.stream()
                    .filter(one -> about(one.address(), input.path()))
                    .toList();
            if (!all.isEmpty()) {
                var read = all.stream()
                        .filter(one -> one.wins() && String.valueOf(one.value()).equals(input.value()))
                        .map(Candidate::address)
                        .collect(Collectors.toSet());
                return read.isEmpty()
                        ? all
                        : all.stream()
                                .filter(one -> read.contains(one.address()))
                                .toList();
            }
        }
        return List.of();
    }

    private static boolean about(String address, String path) {
        return address.equals(path) || address.startsWith(path + ".") || path.startsWith(address + ".");
    }

    private static Map<String, Object> json(Candidate candidate) {
        var json = new LinkedHashMap<String, Object>();
        json.put("attribute", candidate.address());
        json.put("source", candidate.source());
        json.put("value", candidate.value());
        json.put("run", candidate.run());
        json.put("rule", candidate.rule());
        json.put("wins", candidate.wins());
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
