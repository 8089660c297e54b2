package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small home with one shop, running against the shop's stand-in: fed by the API, looked at from the shop's own side. */
final class ShopLine implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(Integer.getInteger("shop.patience", 180));

    private final Path folder;
    private final String account;
    private RunningHub hub;

    /** @param account system and name of the stand-in's account, {@code shopware/boutique} */
    ShopLine(Path folder, String account) {
        this.folder = folder;
        this.account = account;
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR, en_GB]
                currency: EUR
                timeZone: Europe/Paris
                sellers: { morvan: { country: FR } }
                zones: { france: { countries: [FR], vatTable: vat-fr } }
                """);
        write(
                "config/sources/api.yaml",
                "system: api\nentities: { products: {}, offers: {}, media: {}, categories: {} }\n");
        write("config/model/products.yaml", """
                families:
                  gloves: { attributes: [colour, size], variants: { by-size: { axes: [[size]] } } }
                  jackets: { attributes: [colour, size], variants: { by-colour-size: { axes: [[colour], [size]] } } }
                """);
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n");
    }

    void start() {
        hub = RunningHub.start(folder);
    }

    @Override
    public void close() {
        hub.close();
    }

    void write(String path, String text) {
        var file = folder.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String product(String sku, String more) {
        return "{\"sku\":\"" + sku + "\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Gant " + sku
                + "\",\"en_GB\":\"Glove " + sku
                + "\"},\"description\":{\"*\":{\"fr_FR\":\"<p>Un gant</p>\",\"en_GB\":\"<p>A glove</p>\"}},\"taxClass\":\"standard\",\"categories\":[\"epi/gants\"]"
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    static String variant(String sku, String parent, String more) {
        return "{\"sku\":\"" + sku + "\",\"status\":\"active\",\"parent\":\"" + parent + "\"," + more + "}";
    }

    static String offer(String sku, String amount, int stock) {
        return "{\"sku\":\"" + sku + "\",\"prices\":[{\"list\":\"public\",\"amount\":\"" + amount
                + "\",\"currency\":\"EUR\"}],\"stock\":[{\"warehouse\":\"nevers\",\"quantity\":\"" + stock + "\"}]}";
    }

    void ingest(String entity, String... documents) {
        var answer = hub.send(json("/api/v1/ingest/api/" + entity, "[" + String.join(",", documents) + "]"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    int count(String stream, String state) {
        for (var channel : get("/api/v1/channels")) {
            for (var one : channel.path("streams")) {
                if (one.path("stream").asString().equals(stream)) {
                    return one.path(state).asInt();
                }
            }
        }
        return -1;
    }

    /** What the shop holds of a kind, by its own key. */
    JsonNode state(String kind) {
        return get("/sandbox/" + account + "/_state/" + kind);
    }

    /** Records of the shop whose field has this value. */
    List<JsonNode> found(String kind, String field, String value) {
        return state(kind)
                .valueStream()
                .filter(record -> record.path(field).asString("").equals(value))
                .toList();
    }

    /** Every call so far, in order, from this number on. */
    List<JsonNode> calls(int from) {
        var all = new ArrayList<JsonNode>();
        for (int next = from; ; ) {
            var page = get("/sandbox/" + account + "/_calls?event=call&limit=500&from=" + next);
            page.forEach(all::add);
            if (page.size() < 500) {
                return all;
            }
            next = all.get(all.size() - 1).path("n").asInt() + 1;
        }
    }

    /** Number after the last line of the journal. */
    int next() {
        var calls = calls(1);
        return calls.isEmpty() ? 1 : calls.get(calls.size() - 1).path("n").asInt() + 1;
    }

    void control(String what, String body) {
        var answer = hub.send(json("/sandbox/control/" + account + "/" + what, body));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    String explain(String key) {
        return hub.send(request("/api/v1/explain?key=" + key + "&channel=boutique"))
                .body();
    }

    /** Compares what the shop holds with what should stand there. */
    JsonNode verify(boolean reportOnly) {
        return over("/api/v1/channels/boutique/verify", "{\"reportOnly\":" + reportOnly + "}");
    }

    /** Looks for what is ours, for a channel of the same shop that has sent nothing yet. */
    JsonNode adopt(String channel) {
        return over("/api/v1/channels/" + channel + "/adopt", "{}");
    }

    private JsonNode over(String path, String body) {
        var answer = hub.send(json(path, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var survey = JSON.readTree(answer.body());
        while (survey.path("state").asString().equals("running")) {
            survey = get("/api/v1/surveys/" + survey.path("id").asLong() + "?wait=20");
        }
        return survey;
    }

    /** Figures of a stream in a survey. */
    static JsonNode figures(JsonNode survey, String stream) {
        return survey.path("streams")
                .valueStream()
                .filter(one -> one.path("stream").asString().equals(stream))
                .findFirst()
                .orElseThrow(() -> new AssertionError(survey.toString()));
    }

    /** What a survey found of this sort: keys, or the shop's own names where there is none. */
    static List<String> found(JsonNode survey, String what) {
        return survey.path("items")
                .valueStream()
                .filter(item -> item.path("what").asString().equals(what))
                .map(item -> item.path("key").asString(item.path("remoteId").asString()))
                .toList();
    }

    JsonNode get(String path) {
        return JSON.readTree(hub.send(request(path)).body());
    }

    void await(String what, BooleanSupplier condition) {
        try {
            ShippedHub.await(LONG, what, condition);
        } catch (AssertionError late) {
            var calls = calls(1);
            var last = calls.subList(Math.max(0, calls.size() - 12), calls.size());
            throw new AssertionError(
                    late.getMessage() + "\n" + get("/api/v1/channels") + "\n"
                            + get("/api/v1/parked?channel=boutique") + "\n"
                            + last.stream().map(JsonNode::toString).reduce("", (a, b) -> a + "\n" + b),
                    late);
        }
    }

    /** Nothing above a ceiling, nothing of a secret in any log. */
    void nothingForbidden(String secret) {
        assertThat(get("/sandbox").toString()).contains("\"violations\":0");
        try (var files = Files.walk(hub.data())) {
            assertThat(files.filter(file -> file.toString().endsWith(".log")))
                    .noneMatch(file -> text(file).contains(secret));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin());
    }

    private HttpRequest.Builder json(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
