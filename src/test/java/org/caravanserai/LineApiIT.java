package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Documents that come in through the API, on the sample company: what they change, and how wrong ones are refused. Shares its hub with LineIT. */
class LineApiIT {
    private static final String JSON = "application/json";
    private static final String OCTETS = "application/octet-stream";
    private static final Duration PUBLISHED = Duration.ofSeconds(60);

    @BeforeAll
    static void start() {
        ShippedHub.settled();
    }

    @Test
    void aPartialDocumentChangesOneValueAndTheFeedFollows() throws IOException {
        var before = article("GL-500-10");
        assertThat(before.get("eco_part")).isEmpty();
        long version = version();

        var answer = run(ShippedHub.ingest(
                "api/products",
                JSON,
                "[{\"sku\":\"GL-500-10\",\"ecoContribution\":{\"amount\":\"0.11\",\"currency\":\"EUR\"}}]"));
        assertThat(answer.get("state").asString()).isEqualTo("done");
        assertThat(answer.get("account").get("received").asLong()).isEqualTo(1);
        assertThat(answer.get("account").get("refused").asLong()).isZero();

        ShippedHub.await(PUBLISHED, "version " + (version + 1), () -> version() > version);
        ShippedHub.settled();
        assertThat(version()).as("one change, one publication").isEqualTo(version + 1);
        var after = article("GL-500-10");
        for (var column : before.toMap().keySet()) {
            assertThat(after.get(column)).as(column).isEqualTo(column.equals("eco_part") ? "0,11" : before.get(column));
        }
    }

    @Test
    void theSameDocumentAgainChangesAndPublishesNothing() throws IOException {
        var body = "[{\"sku\":\"GL-500-9\",\"ecoContribution\":{\"amount\":\"0.12\",\"currency\":\"EUR\"}}]";
        run(ShippedHub.ingest("api/products", JSON, body));
        ShippedHub.await(
                PUBLISHED,
                "the first change",
                () -> "0,12".equals(article("GL-500-9").get("eco_part")));
        ShippedHub.settled();
        long version = version();
        var again = run(ShippedHub.ingest("api/products", JSON, body));
        assertThat(again.get("account").get("unchanged").asLong()).isEqualTo(1);
        ShippedHub.settled();
        assertThat(version()).isEqualTo(version);
    }

    @Test
    void whatTheStewardCorrectsWinsOverThePim() {
        var body = "[{\"sku\":\"GL-500-8\",\"name\":{\"fr_FR\":\"Gant corrigé\"}}]";
        assertThat(run(ShippedHub.ingest("steward/products", JSON, body))
                        .get("account")
                        .get("refused")
                        .asLong())
                .isZero();
        var document = ShippedHub.json("/api/v1/products/GL-500-8");
        assertThat(document.get("effective").get("name").get("fr_FR").asString())
                .isEqualTo("Gant corrigé");
        for (var candidate : document.get("candidates")) {
            if (candidate.get("attribute").asString().equals("name.fr_FR")) {
                assertThat(candidate.get("wins").asBoolean())
                        .isEqualTo(candidate.get("source").asString().equals("steward"));
            }
        }
        ShippedHub.await(
                PUBLISHED,
                "the corrected name",
                () -> article("GL-500-8").get("designation").equals("Gant corrigé, Taille 8"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stewrd/products | application/json | [] | 404 | ING-001 | did you mean 'steward'?",
                "pmi/products | application/json | [] | 404 | ING-001 | no source is called 'pmi'; did you mean 'pim'?",
                "api/prodcts | application/json | [] | 404 | API-001 | did you mean 'products'?",
                "crm/products | application/json | [] | 404 | ING-002 | crm delivers no products, only companies, contacts",
                "api/products | application/json | [{\"sku\": | 400 | FIL-002 | the JSON ends in the middle",
                "api/products | application/x-ndjson | {\"sku\": | 400 | FIL-002 | ends in the middle",
                "api/products | application/x-ndjson | {sku} | 400 | ROW-001 | line 1: ",
                "api/products | application/json | [{\"sku\":4711}] | 422 | ING-010 | must hold the key as text; put it in quotes",
                "api/products | application/json | [{\"sku\":\"LINE-9\",\"parent\":\"GL-5OO\"}] | 422 | MST-002 | line 1: ",
                "api/products | application/json | [{\"sku\":4711},{\"sku\":\"LINE-9\",\"parent\":\"GL-5OO\"}] | 422 | ING-016 | None of 2 records was taken; the first: line 1",
                "api/products | application/octet-stream | x | 400 | WEB-400 | The parameter 'file' is missing: add ?file=",
                "api/products?file=a%2Fb.jsonl | application/octet-stream | x | 400 | API-009 | without folders",
                "api/products?file=a.jsonl | application/octet-stream | {sku} | 400 | ROW-001 | line 1: ",
                "api/products | text/csv | sku | 422 | ING-017 | api delivers no CSV; send products as JSON",
                "pim/products | text/csv | sku | 422 | ING-017 | pim delivers no CSV; send products as JSON",
                "api/products | text/plain | x | 415 | WEB-415 | does not take this Content-Type",
                "api/products | application/xml | <x/> | 415 | WEB-415 | does not take this Content-Type"
            })
    void aWrongCallSaysWhatIsWrong(String path, String type, String body, int status, String code, String text) {
        var answer = ShippedHub.ingest(path, type, body);
        var problem = problem(answer, status);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString()).contains(text);
        if (problem.has("account")) {
            assertThat(problem.get("account").get("created").asLong()).isZero();
            assertThat(problem.path("refusals").size())
                    .as("each refused record is named")
                    .isEqualTo(problem.get("account").get("refused").asInt());
        }
    }

    /** Everything a problem document must have, and nothing it must not. */
    private static JsonNode problem(java.net.http.HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception", "org.caravanserai", "\tat ");
        var problem = ShippedHub.json(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(problem.get("type").asString()).isEqualTo("about:blank");
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(problem.get("instance").asString()).startsWith("/api/v1/");
        return problem;
    }

    @Test
    void aCallHeldByTheBrakeIsAConflictThatSaysHowToReleaseIt() {
        var problem = problem(ShippedHub.ingest("pim/products?file=PIM_empty.jsonl", OCTETS, "[]"), 409);
        assertThat(problem.get("code").asString()).isEqualTo("ING-006");
        assertThat(problem.get("state").asString()).isEqualTo("held");
        assertThat(problem.get("account").get("received").asLong()).isZero();
        assertThat(problem.get("detail").asString())
                .contains("POST /api/v1/runs/" + problem.get("run").asLong() + "/release takes it after all");
    }

    @Test
    void oneWrongRowLeavesTheOthersIn() {
        var run = run(
                ShippedHub.ingest(
                        "api/products",
                        "application/x-ndjson",
                        "{\"sku\":\"LINE-1\",\"status\":\"draft\"}\n{\"sku\":4711}\n{\"sku\":\"LINE-2\",\"status\":\"draft\"}\n"));
        assertThat(run.get("account").get("created").asLong()).isEqualTo(2);
        assertThat(run.get("account").get("refused").asLong()).isEqualTo(1);
        assertThat(run.get("refusals").get(0).get("line").asLong()).isEqualTo(2);
        assertThat(run.get("refusals").get(0).get("rule").asString()).isEqualTo("ING-010");
        assertThat(ShippedHub.json("/api/v1/products/LINE-2")
                        .get("golden")
                        .get("status")
                        .asString())
                .isEqualTo("draft");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        var body = "[" + " ".repeat(ShippedHub.INGEST_LIMIT) + "]";
        assertThat(ShippedHub.ingest("api/products", JSON, body).statusCode()).isEqualTo(413);
        var hub = ShippedHub.hub();
        var unannounced = HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body));
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/ingest/api/products"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", JSON)
                .POST(unannounced));
        assertThat(answer.statusCode()).as("of unknown length").isEqualTo(413);
    }

    @Test
    void aRepeatedCallIsAnsweredByItsFirstRun() {
        var body = "[{\"sku\":\"LINE-3\",\"status\":\"draft\"}]";
        var first = run(ShippedHub.ingest("api/products", JSON, body, "Idempotency-Key", "line-3"));
        assertThat(first.get("account").get("created").asLong()).isEqualTo(1);
        var again = run(ShippedHub.ingest("api/products", JSON, body, "Idempotency-Key", "line-3"));
        assertThat(again).isEqualTo(first);
        var other =
                ShippedHub.ingest("api/products", JSON, body.replace("LINE-3", "LINE-4"), "Idempotency-Key", "line-3");
        assertThat(problem(other, 422).get("code").asString()).isEqualTo("ING-005");
        var hub = ShippedHub.hub();
        var none = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/products/LINE-4"))
                .header("Authorization", RunningHub.admin()));
        assertThat(none.statusCode()).isEqualTo(404);
    }

    private static JsonNode run(java.net.http.HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ShippedHub.json(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static long version() {
        return ShippedHub.feed("outil-sud", "articles.csv")
                .headers()
                .firstValueAsLong("X-Feed-Version")
                .orElseThrow();
    }

    private static CSVRecord article(String key) {
        try {
            return LineIT.csv(ShippedHub.feed("outil-sud", "articles.csv").body()).stream()
                    .filter(row -> row.get("reference").equals(key))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
