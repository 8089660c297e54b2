package org.caravanserai.delivery.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.connector.codec.Answers;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.parser.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How lists go on, and how they end. */
class ListingTest {
    @TempDir
    Path folder;

    private final List<Map<String, String>> asked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    private Connector connector(String query, String pages) {
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("routes/inbound/.gitkeep", "");
        write("connectors/demo/connector.yaml", """
                title: Demo
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
                operations:
                  list: { kind: read, method: GET, path: /things, absent: [404], query: %s }
                streams:
                  products: { kamelet: demo-product-sink, reads: { operation: list, key: sku, remoteId: id %s } }
                """.formatted(
                        query.contains("answer:") ? query : query + ", answer: { at: things }", pages));
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream()
                        .map(Object::toString)
                        .filter(text -> text.contains("HOM-0") && !text.contains("HOM-015")))
                .isEmpty();
        return home.connectors().get("demo");
    }

    private Listing.Ended read(Connector connector, Listing.Ask ask) {
        return new Listing(
                        connector.operations().get("list"),
                        connector.streams().get("products").reads(),
                        (variables, keep) -> {
                            asked.add(variables);
                            return ask.page(variables, keep);
                        },
                        until -> true,
                        1,
                        Clock.systemUTC())
                .read(Map.of("locale", "fr_FR"), page -> page.forEach(one -> seen.add(one.name())));
    }

    private static List<Map<String, Object>> things(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> Map.<String, Object>of("sku", "A-" + n, "id", (long) n))
                .toList();
    }

    private static Outcome answer(Map<String, String> headers, String next, List<Map<String, Object>> things) {
        var body = new LinkedHashMap<String, Object>();
        body.put("things", things);
        body.put("next", next);
        return new Outcome.Answered(new Reply(200, headers, Json.write(body), 0), things);
    }

    @Test
    void oneAnswerHoldsEverything() {
        var connector = connector("{ shop: \"1\" }", "");
        assertThat(read(connector, (variables, keep) -> answer(Map.of(), null, things(0, 3))))
                .isEqualTo(new Listing.Whole(3, 1));
        assertThat(asked).containsExactly(Map.of("locale", "fr_FR"));
    }

    @Test
    void pagesByNumberEndWithAnEmptyOneOrAStatusThatSaysSo() {
        var connector = connector("{ page: \"{page}\" }", ", pages: { by: page, size: 2 }");
        assertThat(read(connector, (variables, keep) -> {
                    int page = Integer.parseInt(variables.get("page"));
                    return answer(Map.of(), null, things(2 * page - 2, Math.max(2 * page - 2, Math.min(3, 2 * page))));
                }))
                .isEqualTo(new Listing.Whole(3, 3));
        assertThat(asked).extracting(one -> one.get("page")).containsExactly("1", "2", "3");
        assertThat(read(
                        connector,
                        (variables, keep) -> variables.get("page").equals("1")
                                ? answer(Map.of(), null, things(0, 2))
                                : new Outcome.Answered(new Reply(404, Map.of(), new byte[0], 0), List.of())))
                .isEqualTo(new Listing.Whole(2, 2));
        assertThat(read(
                        connector,
                        (variables, keep) -> new Outcome.Answered(new Reply(404, Map.of(), new byte[0], 0), List.of())))
                .isEqualTo(new Listing.Broken("the answer says nothing at all", 0, 0));
    }

    @Test
    void aHeaderMaySayHowManyThereAre() {
        var connector = connector("{ page: \"{page}\" }", ", pages: { by: page, size: 2, totalHeader: X-WP-Total }");
        Listing.Ask ask = (variables, keep) -> {
            int page = Integer.parseInt(variables.get("page"));
            return answer(Map.of("x-wp-total", "4"), null, things(2 * page - 2, 2 * page));
        };
        assertThat(read(connector, ask)).isEqualTo(new Listing.Whole(4, 2));
        assertThat(read(connector, (variables, keep) -> answer(Map.of("x-wp-total", "4"), null, List.of())))
                .isEqualTo(new Listing.Broken("the list ended after 0 of 4 records", 0, 0));
    }

    @Test
    void aCursorEndsWhenThereIsNoneAndMayNotComeTwice() {
        var connector = connector("{ after: \"{cursor}\" }", ", pages: { by: cursor, size: 2, next: next }");
        assertThat(read(
                        connector,
                        (variables, keep) -> variables.containsKey("cursor")
                                ? answer(Map.of(), null, things(2, 3))
                                : answer(Map.of(), "c1", things(0, 2))))
                .isEqualTo(new Listing.Whole(3, 2));
        int[] n = {0};
        assertThat(read(connector, (variables, keep) -> answer(Map.of(), "c1", things(n[0]++, n[0]))))
                .isEqualTo(new Listing.Broken(
                        "page 2: the next page is asked by a value that came before: the list goes round", 1, 0));
        assertThat(read(connector, (variables, keep) -> answer(Map.of(), "c1", List.of())))
                .isEqualTo(new Listing.Broken("the list ended after 0 of more records", 0, 0));
    }

    @Test
    void inXmlAListWithoutElementsIsThereAndEmpty() {
        var connector = connector("{ a: b }, answer: { format: xml, at: shop.things.thing }", "");
        var answer = connector.operations().get("list").answer();
        assertThat(records(answer, "<shop><things><thing><id>1</id></thing></things></shop>"))
                .hasSize(1);
        assertThat(records(answer, "<shop><things/></shop>")).isEmpty();
        assertThat(records(answer, "<shop><things api=\"x\"></things></shop>")).isEmpty();
        assertThat(records(answer, "<shop><other/></shop>")).isNull();
        assertThat(records(answer, "<shop><things>no</things></shop>")).isNull();
        assertThat(records(answer, "<shop/>")).isNull();
    }

    private static List<Map<String, Object>> records(Connector.Answer answer, String xml) {
        var read = Answers.document(answer, xml.getBytes(StandardCharsets.UTF_8), "text/xml");
        return Answers.records(answer, ((Answers.Document) read).document());
    }

    @Test
    void theLastRecordSaysWhereToGoOn() {
        var connector = connector("{ since: \"{cursor}\" }", ", pages: { by: last, size: 2, next: id }");
        assertThat(read(connector, (variables, keep) -> {
                    int from = Integer.parseInt(variables.getOrDefault("cursor", "-1")) + 1;
                    return answer(Map.of(), null, things(from, Math.min(5, from + 2)));
                }))
                .isEqualTo(new Listing.Whole(5, 4));
        assertThat(asked).extracting(one -> one.get("cursor")).containsExactly(null, "1", "3", "4");
        assertThat(seen).containsExactly("A-0", "A-1", "A-2", "A-3", "A-4");
    }

    private void write(String path, String text) {
        try {
            var file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
