package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations as they are read: the shortest one, and one that sets every key. */
class OperationsTest {
    @TempDir
    private Path folder;

    private Connector connector(String text) {
        var home = Home.read(
                new HomeCase("", null, Map.of("connectors/demo/connector.yaml", """
                        # yaml-language-server: $schema=../../.schemas/connector.json
                        title: Demo
                        connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, key: { secret: true } } }
                        """ + text), "").write(folder),
                null,
                Library.ofClassPath());
        assertThat(home.problems()).isEmpty();
        return home.connectors().get("demo");
    }

    @Test
    void defaults() {
        var connector = connector("operations: { put: { path: /things } }\n");
        var http = connector.http();
        assertThat(http.authentication()).isEqualTo(new Authentication.None());
        assertThat(http.ceiling()).isNull();
        assertThat(http.parallel()).isEqualTo(2);
        assertThat(http.throttling())
                .isEqualTo(new Connector.Throttling(List.of(429), null, Connector.Throttling.Unit.SECONDS));
        assertThat(http.personal()).isEmpty();
        var put = connector.operations().get("put");
        assertThat(put.kind()).isEqualTo(Connector.Effect.WRITE);
        assertThat(put.repeatable()).isFalse();
        assertThat(put.anonymous()).isFalse();
        assertThat(put.method()).isEqualTo("POST");
        assertThat(put.takes()).containsExactlyInAnyOrder(Connector.Action.CREATE, Connector.Action.UPDATE);
        assertThat(put.needs()).isEmpty();
        assertThat(put.unless()).isEmpty();
        assertThat(put.answer().facts()).isEmpty();
        assertThat(put.batch()).isZero();
        assertThat(put.ceiling()).isNull();
        assertThat(put.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(put.query()).isEmpty();
        assertThat(put.headers()).isEmpty();
        assertThat(put.body()).isNull();
        assertThat(put.absent()).isEmpty();
        var answer = put.answer();
        assertThat(answer.format()).isEqualTo("json");
        assertThat(answer.at()).isEmpty();
        assertThat(answer.map()).isNull();
        assertThat(answer.job()).isNull();
        assertThat(answer.known()).isNull();
        assertThat(answer.acceptAll()).isFalse();
        assertThat(answer.headers()).isEmpty();
        assertThat(answer.maxBytes()).isEqualTo(16 << 20);
        assertThat(put.errors())
                .isEqualTo(new Connector.Errors(null, null, null, null, List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void everyKey() {
        var connector = connector("""
                authentication: { oauth2: { token: /t, clientId: a, clientSecret: "{connection.key}", grant: g, scope: s, credentials: json, parameters: { p: q } }, header: X-T, value: "T {token}" }
                ceiling: 10/s
                parallel: 5
                throttling: { statuses: [403], header: x-reset, unit: epoch }
                personal: [email]
                errors: { at: errors, code: c, text: t, channel: [A], expired: [B], throttled: [C], unavailable: [D] }
                operations:
                  put:
                    description: Says what
                    kind: read
                    anonymous: true
                    method: PUT
                    path: "/things/{key}"
                    takes: [retire]
                    batch: 1
                    ceiling: 4/h
                    timeout: 2m
                    query: { a: b }
                    headers: { X-A: b }
                    body: { csv: { columns: { a: "{key}" }, format: { separator: "|" }, quoteAll: true } }
                    absent: [404, 410]
                    needs: [row.name, fact.thing]
                    unless: [remoteId]
                    answer: { format: csv, csv: { separator: ";" }, at: [a, b], facts: { thing: [c.id, d], other: e }, job: id, look: { after: 2m, every: 3m, deadline: 4h }, headers: [X-B], maxMiB: 2 }
                  other: { path: /o, idempotent: true, errors: { code: x } }
                """);
        var http = connector.http();
        assertThat(http.authentication())
                .isEqualTo(new Authentication.OAuth2(
                        "/t",
                        "a",
                        "{connection.key}",
                        "g",
                        "s",
                        Authentication.Credentials.JSON,
                        Map.of("p", "q"),
                        "X-T",
                        "T {token}"));
        assertThat(http.ceiling()).hasToString("10/s");
        assertThat(http.parallel()).isEqualTo(5);
        assertThat(http.throttling())
                .isEqualTo(new Connector.Throttling(List.of(403, 429), "x-reset", Connector.Throttling.Unit.EPOCH));
        assertThat(http.personal()).containsExactly("email");
        var put = connector.operations().get("put");
        assertThat(put.description()).isEqualTo("Says what");
        assertThat(put.repeatable()).isTrue();
        assertThat(put.anonymous()).isTrue();
        assertThat(put.method()).isEqualTo("PUT");
        assertThat(put.takes()).isEqualTo(Set.of(Connector.Action.RETIRE));
        assertThat(put.batch()).isEqualTo(1);
        assertThat(put.needs()).extracting(Template.Hole::name).containsExactly("row.name", "fact.thing");
        assertThat(put.unless()).extracting(Template.Hole::name).containsExactly("remoteId");
        assertThat(put.ceiling()).isEqualTo(new Rate(4, Duration.ofHours(1)));
        assertThat(put.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(put.query()).isEqualTo(Map.of("a", "b"));
        assertThat(put.headers()).isEqualTo(Map.of("X-A", "b"));
        var csv = (Payload.Csv) put.body();
        assertThat(csv.columns()).isEqualTo(Map.of("a", "{key}"));
        assertThat(csv.format().separator()).isEqualTo('|');
        assertThat(csv.quoteAll()).isTrue();
        assertThat(put.absent()).containsExactly(404, 410);
        var answer = put.answer();
        assertThat(answer.format()).isEqualTo("csv");
        assertThat(answer.csv().separator()).isEqualTo(';');
        assertThat(answer.at()).containsExactly("a", "b");
        assertThat(answer.job()).isEqualTo("id");
        assertThat(answer.facts()).isEqualTo(Map.of("thing", List.of("c.id", "d"), "other", List.of("e")));
        assertThat(answer.look())
                .isEqualTo(new Connector.Look(Duration.ofMinutes(2), Duration.ofMinutes(3), Duration.ofHours(4)));
        assertThat(answer.headers()).containsExactly("x-b");
        assertThat(answer.maxBytes()).isEqualTo(2 << 20);
        assertThat(put.errors())
                .isEqualTo(new Connector.Errors(
                        "errors", null, "c", "t", List.of("A"), List.of("B"), List.of("C"), List.of("D")));
        var other = connector.operations().get("other");
        assertThat(other.repeatable()).isTrue();
        assertThat(other.errors().code()).isEqualTo("x");
        assertThat(other.errors().at()).isNull();
    }

    @Test
    void reads() {
        var connector = connector("""
                formats: [csv]
                operations:
                  all: { kind: read, method: GET, path: /all }
                  some: { kind: read, method: GET, path: /some, query: { page: "{page}" }, pages: { by: page } }
                  chain: { kind: read, method: GET, path: /chain, query: { from: "{offset}" }, pages: { chained: true } }
                  list:
                    kind: read
                    method: GET
                    path: /things
                    query: { after: "{cursor}" }
                    pages: { by: last, size: 7, first: 3, total: t, totalHeader: X-Count, next: n }
                    answer: { headers: [X-Count] }
                streams:
                  products: { publishes: true }
                  offers: { publishes: true, reads: { operation: all, key: sku } }
                  media:
                    publishes: true
                    reads:
                      operation: list
                      key: code
                      remoteId: id
                      match: { gtin: ean, code: c }
                      compare: { "price.net": p }
                      fixed: [a]
                      settle: 5m
                """);
        assertThat(connector.streams().get("products").reads()).isNull();
        var offers = connector.streams().get("offers").reads();
        assertThat(offers.remoteId()).isNull();
        assertThat(offers.match()).isEmpty();
        assertThat(offers.compare()).isEmpty();
        assertThat(offers.fixed()).isEmpty();
        assertThat(offers.settle()).isEqualTo(Duration.ofMinutes(2));
        var media = connector.streams().get("media").reads();
        assertThat(offers.operations()).containsExactly("all");
        assertThat(media.operations()).containsExactly("list");
        assertThat(media.key()).isEqualTo("code");
        assertThat(media.remoteId()).isEqualTo("id");
        assertThat(List.copyOf(media.match().entrySet()))
                .isEqualTo(List.of(Map.entry("gtin", "ean"), Map.entry("code", "c")));
        assertThat(media.compare()).isEqualTo(Map.of("price.net", "p"));
        assertThat(media.fixed()).containsExactly("a");
        assertThat(media.settle()).isEqualTo(Duration.ofMinutes(5));
        var operations = connector.operations();
        assertThat(operations.get("all").pages()).isNull();
        assertThat(operations.get("list").pages())
                .isEqualTo(new Connector.Pages(Connector.Pages.By.LAST, 7, 3, "t", "x-count", "n", false));
        assertThat(operations.get("some").pages())
                .isEqualTo(new Connector.Pages(Connector.Pages.By.PAGE, 100, 1, null, null, null, false));
        assertThat(operations.get("chain").pages())
                .isEqualTo(new Connector.Pages(Connector.Pages.By.OFFSET, 100, 0, null, null, null, true));
    }

    @Test
    void placeholders() {
        var template = Template.of("filter[ref]=[{key}] {} {1} {row.a|number}x");
        assertThat(template.holes())
                .containsExactly(new Template.Hole("key", null, 13), new Template.Hole("row.a", "number", 27));
        assertThat(template.only()).isNull();
        assertThat(Template.of("{rows}").only().name()).isEqualTo("rows");
        assertThat(Template.of("").parts()).containsExactly(new Template.Literal(""));
    }
}
