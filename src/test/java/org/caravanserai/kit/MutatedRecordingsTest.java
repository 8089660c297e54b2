package org.caravanserai.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.delivery.answer.Rehearsals;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One mutation for each thing a recording holds fast, on the home of the guide: it must be said, in these words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedRecordingsTest {
    private static final String AT = "connectors/bazarette/recordings/";
    private static final Library LIBRARY = Library.ofClassPath();

    private Path home;

    @BeforeAll
    void write() {
        home = KitHomes.guide();
    }

    static Stream<Arguments> mutations() {
        return Stream.of(
                // what goes out
                Arguments.of(
                        AT + "article-create.yaml",
                        "path: /articles\n",
                        "path: /article\n",
                        "the call is POST /articles"),
                Arguments.of(
                        AT + "article-update.yaml",
                        "method: PATCH",
                        "method: PUT",
                        "recorded is PUT /articles; the call is PATCH"),
                Arguments.of(
                        AT + "article-create.yaml",
                        "X-Key: recorded-key",
                        "X-Key: other",
                        "the header X-Key should be other"),
                Arguments.of(
                        AT + "article-create.yaml",
                        "json: { articles: [{ ref: H-1, title: Hammer,",
                        "json: { articles: [{ ref: H-1, title: Saw,",
                        "articles[0].title is \"Hammer\", recorded is \"Saw\""),
                Arguments.of(
                        AT + "article-update.yaml",
                        "id: 7 }] } }\n",
                        "id: \"7\" }] } }\n",
                        "articles[0].id is 7, recorded is \"7\""),
                Arguments.of(
                        AT + "article-update.yaml",
                        "title: Hammer 2, id: 7",
                        "id: 7",
                        "articles[0].title was not recorded"),
                Arguments.of(
                        AT + "article-withdraw.yaml", "ids: [7, 8]", "ids: [7]", "ids has 2 elements, recorded are 1"),
                Arguments.of(AT + "price-file.yaml", "H-1;12.50;4", "H-1;12,50;4", "the body differs; it is:"),
                Arguments.of(AT + "article-find.yaml", "ref=H%201", "ref=H+1", "the call is GET /articles?ref=H%201"),
                Arguments.of(
                        AT + "price-state.yaml",
                        "path: /jobs/p-12 }\n    answer: { status: 200, json: { state: running",
                        "path: /jobs/p-13 }\n    answer: { status: 200, json: { state: running",
                        "the call is GET /jobs/p-12"),
                // what comes back
                Arguments.of(
                        AT + "article-create.yaml",
                        "{ ref: H-1, id: 7 }",
                        "{ ref: H-1 }",
                        "outcome should be accepted; it is {outcome=unknown"),
                Arguments.of(
                        AT + "article-create.yaml",
                        "{ ref: H-1, id: 7 }",
                        "{ ref: H-9, id: 7 }",
                        "the answer speaks of an item that was not sent"),
                Arguments.of(
                        AT + "article-create.yaml",
                        "status: 429",
                        "status: 500",
                        "should fail as a whole: throttled; it ended as transient"),
                Arguments.of(
                        AT + "article-create.yaml",
                        "headers: { Content-Type: text/html }, text: <html>Hello</html>",
                        "json: { results: [{ ref: H-1, id: 7 }] }",
                        "should fail as a whole: unknown; it ended as answered"),
                Arguments.of(
                        AT + "article-find.yaml",
                        "[{ id: 7, ref: H 1 }]",
                        "[]",
                        "outcome should be known; it is {outcome=open}"),
                Arguments.of(
                        AT + "article-withdraw.yaml",
                        "status: 204",
                        "status: 401",
                        "the call should succeed; it ended as channel"),
                Arguments.of(
                        AT + "price-file.yaml",
                        "json: { job: p-12 }",
                        "json: { number: p-12 }",
                        "outcome should be submitted; it is {outcome=unknown"),
                Arguments.of(
                        AT + "price-errors.yaml",
                        "code: ZERO, message",
                        "code: NULL, message",
                        "code should be ZERO; it is"),
                Arguments.of(
                        AT + "ping.yaml",
                        "status: 401",
                        "status: 200",
                        "should fail as a whole: channel; it ended as answered"),
                // the connector and its maps
                Arguments.of(
                        "connectors/bazarette/connector.yaml",
                        "method: PATCH",
                        "method: PUT",
                        "the call is PUT /articles"),
                Arguments.of(
                        "connectors/bazarette/connector.yaml",
                        "known: id",
                        "known: ref",
                        "remoteId should be 7; it is {outcome=known, remoteId=H 1}"),
                Arguments.of(
                        "connectors/bazarette/connector.yaml",
                        "takes: [retire]",
                        "takes: [update]",
                        "no request was made"),
                Arguments.of(
                        "connectors/bazarette/connector.yaml",
                        "{ ids: { each: \"{remoteId|number}\" } }",
                        "{ ids: { each: \"{remoteId}\" } }",
                        "ids[0] is \"7\", recorded is 7"),
                Arguments.of(
                        "connectors/bazarette/connector.yaml",
                        "batch: 50\n    body",
                        "batch: 1\n    body",
                        "a call follows that was not recorded: POST /articles"),
                Arguments.of(
                        "mappings/bazarette/product-ack.map.yaml",
                        "remoteId: id",
                        "remoteId: ref",
                        "remoteId should be 7; it is {outcome=accepted, remoteId=H-1}"),
                Arguments.of(
                        "mappings/tables/bazarette-states.csv",
                        "running;submitted",
                        "running;accepted",
                        "outcome should be submitted; it is {outcome=accepted"),
                // the file itself
                Arguments.of(
                        AT + "ping.yaml", "cases:", "case:", "'case' is no key of recordings; did you mean 'cases'?"),
                Arguments.of(
                        AT + "price-file.yaml",
                        "{ key: H-2, outcome: submitted, job: p-12 }",
                        "{ key: H-3, outcome: submitted }",
                        "there is no item 'H-3'"),
                Arguments.of(
                        AT + "price-state.yaml",
                        "\n    expect: [{ key: H-1, outcome: submitted }]",
                        "",
                        "say under expect what becomes of each item, or the fault of the whole call; missing: H-1"),
                Arguments.of(AT + "article-withdraw.yaml", "outcome: accepted }, {", "outcome: fine }, {", "fine"));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void is_said(String file, String from, String to, String said) throws IOException {
        var path = home.resolve(file);
        var right = Files.readString(path);
        assertThat(right).contains(from);
        try {
            Files.writeString(path, right.replace(from, to));
            assertThat(played()).anyMatch(line -> line.contains(said));
        } finally {
            Files.writeString(path, right);
        }
    }

    @Test
    void a_file_named_after_no_operation_is_said() throws IOException {
        var path = home.resolve(AT + "articel-create.yaml");
        try {
            Files.copy(home.resolve(AT + "article-create.yaml"), path);
            assertThat(played())
                    .anyMatch(line ->
                            line.contains("connector.yaml has no 'articel-create'; did you mean 'article-create'?"));
        } finally {
            Files.deleteIfExists(path);
        }
    }

    @Test
    void an_operation_without_recording_is_named() throws IOException {
        var path = home.resolve(AT + "price-errors.yaml");
        var right = Files.readString(path);
        try {
            Files.delete(path);
            var files = Home.read(home, null, LIBRARY);
            var connector = files.connectors().get("bazarette");
            assertThat(ConnectorKitTest.missing(connector, Rehearsals.of(files).cases()))
                    .containsExactly("price-errors: never exercised");
        } finally {
            Files.writeString(path, right);
        }
    }

    @Test
    void the_right_ones_pass() {
        assertThat(played()).isEmpty();
    }

    private List<String> played() {
        var rehearsals = Rehearsals.of(Home.read(home, null, LIBRARY));
        var said = new ArrayList<String>();
        rehearsals.problems().forEach(problem -> said.add(problem.toString()));
        rehearsals.cases().stream()
                .filter(one -> one.system().equals("bazarette"))
                .forEach(one -> said.addAll(one.play().differences()));
        return said;
    }
}
