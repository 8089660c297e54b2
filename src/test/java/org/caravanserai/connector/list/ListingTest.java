package org.caravanserai.connector.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.caravanserai.connector.Fault;
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

    private Connector.Operation list(String query, String pages) {
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("routes/inbound/.gitkeep", "");
        write("connectors/demo/connector.yaml", """
                title: Demo
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
                operations:
                  list: { kind: read, method: GET, path: /things, absent: [404], query: %s %s }
                """.formatted(
                        query.contains("answer:") ? query : query + ", answer: { at: things }", pages));
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream()
                        .map(Object::toString)
                        .filter(text -> text.contains("HOM-0") && !text.contains("HOM-015")))
                .isEmpty();
        return home.connectors().get("demo").operations().get("list");
    }

    private Listing.Ended read(Connector.Operation list, Function<Map<String, String>, Outcome> partner) {
        return read(list, Listing.Patience.NONE, partner);
    }

    private Listing.Ended read(
            Connector.Operation list, Listing.Patience patience, Function<Map<String, String>, Outcome> partner) {
        asked.clear();
        seen.clear();
        return new Listing(
                        list,
                        record -> String.valueOf(record.get("sku")),
                        (variables, page) -> {
                            asked.add(variables);
                            return partner.apply(variables);
                        },
                        patience)
                .read(Map.of("locale", "fr_FR"), (records, reply) -> {
                    records.forEach(one -> seen.add(String.valueOf(one.get("sku"))));
                    return seen.contains("A-13") ? "thirteen brings no luck" : null;
                });
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
        var list = list("{ shop: \"1\" }", "");
        assertThat(read(list, variables -> answer(Map.of(), null, things(0, 3))))
                .isEqualTo(new Listing.Whole(3, 1));
        assertThat(asked).containsExactly(Map.of("locale", "fr_FR"));
    }

    @Test
    void pagesByNumberEndWithAnEmptyOneOrAStatusThatSaysSo() {
        var list = list("{ page: \"{page}\" }", ", pages: { by: page, size: 2 }");
        assertThat(read(list, variables -> {
                    int page = Integer.parseInt(variables.get("page"));
                    return answer(Map.of(), null, things(2 * page - 2, Math.max(2 * page - 2, Math.min(3, 2 * page))));
                }))
                .isEqualTo(new Listing.Whole(3, 3));
        assertThat(asked).extracting(one -> one.get("page")).containsExactly("1", "2", "3");
        assertThat(read(
                        list,
                        variables -> variables.get("page").equals("1")
                                ? answer(Map.of(), null, things(0, 2))
                                : new Outcome.Answered(new Reply(404, Map.of(), new byte[0], 0), List.of())))
                .isEqualTo(new Listing.Whole(2, 2));
        assertThat(read(list, variables -> new Outcome.Answered(new Reply(404, Map.of(), new byte[0], 0), List.of())))
                .isInstanceOfSatisfying(
                        Listing.Broken.class,
                        broken -> assertThat(broken.why()).isEqualTo("the answer says nothing at all"));
    }

    @Test
    void aHeaderMaySayHowManyThereAre() {
        var list = list("{ page: \"{page}\" }", ", pages: { by: page, size: 2, totalHeader: X-WP-Total }");
        Function<Map<String, String>, Outcome> partner = variables -> {
            int page = Integer.parseInt(variables.get("page"));
            return answer(Map.of("x-wp-total", "4"), null, things(2 * page - 2, 2 * page));
        };
        assertThat(read(list, partner)).isEqualTo(new Listing.Whole(4, 2));
        assertThat(read(list, variables -> answer(Map.of("x-wp-total", "4"), null, List.of())))
                .isEqualTo(new Listing.Broken("the list ended after 0 of 4 records", 0, 0));
    }

    @Test
    void aCursorEndsWhenThereIsNoneAndMayNotComeTwice() {
        var list = list("{ after: \"{cursor}\" }", ", pages: { by: cursor, size: 2, next: next }");
        assertThat(read(
                        list,
                        variables -> variables.containsKey("cursor")
                                ? answer(Map.of(), null, things(2, 3))
                                : answer(Map.of(), "c1", things(0, 2))))
                .isEqualTo(new Listing.Whole(3, 2));
        int[] n = {0};
        assertThat(read(list, variables -> answer(Map.of(), "c1", things(n[0]++, n[0]))))
                .isEqualTo(new Listing.Broken(
                        "page 2: the next page is asked by a value that came before: the list goes round", 1, 0));
        assertThat(read(list, variables -> answer(Map.of(), "c1", List.of())))
                .isEqualTo(new Listing.Broken("the list ended after 0 of more records", 0, 0));
    }

    @Test
    void inXmlAListWithoutElementsIsThereAndEmpty() {
        var list = list("{ a: b }, answer: { format: xml, at: shop.things.thing }", "");
        var answer = list.answer();
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
        var list = list("{ since: \"{cursor}\" }", ", pages: { by: last, size: 2, next: id }");
        assertThat(read(list, variables -> {
                    int from = Integer.parseInt(variables.getOrDefault("cursor", "-1")) + 1;
                    return answer(Map.of(), null, things(from, Math.min(5, from + 2)));
                }))
                .isEqualTo(new Listing.Whole(5, 4));
        assertThat(asked).extracting(one -> one.get("cursor")).containsExactly(null, "1", "3", "4");
        assertThat(seen).containsExactly("A-0", "A-1", "A-2", "A-3", "A-4");
    }

    /** What stands there is as many things as a list of changing length says. */
    private static Outcome part(Map<String, String> variables, List<Map<String, Object>> all, int cap) {
        int from = Math.min(all.size(), Integer.parseInt(variables.get("offset")));
        int size = Math.min(cap, Integer.parseInt(variables.get("limit")));
        return answer(Map.of(), null, all.subList(from, Math.min(all.size(), from + size)));
    }

    @Test
    void chainedPagesBeginWithWhatWasSeenLast() {
        var list = list("{ o: \"{offset}\", l: \"{limit}\" }", ", pages: { size: 3, chained: true }");
        assertThat(read(list, variables -> part(variables, things(0, 6), 99))).isEqualTo(new Listing.Whole(6, 4));
        assertThat(asked).extracting(one -> one.get("offset")).containsExactly("0", "2", "4", "5");
        assertThat(seen).containsExactly("A-0", "A-1", "A-2", "A-3", "A-4", "A-5");
        assertThat(read(list, variables -> part(variables, things(0, 6), 2)))
                .as("a partner that gives less than it was asked for")
                .isEqualTo(new Listing.Whole(6, 6));
        assertThat(read(list, variables -> part(variables, List.of(), 99))).isEqualTo(new Listing.Whole(0, 1));

        var shrinking = new ArrayList<>(things(0, 6));
        assertThat(read(list, variables -> {
                    var page = part(variables, List.copyOf(shrinking), 99);
                    shrinking.remove(0);
                    return page;
                }))
                .isEqualTo(new Listing.Moved(2));
        assertThat(read(list, variables -> answer(Map.of(), null, things(0, 3))))
                .as("a partner that does not heed the offset")
                .isEqualTo(new Listing.Moved(2));
        assertThat(read(
                        list,
                        variables -> variables.get("offset").equals("0")
                                ? answer(Map.of(), null, things(0, 3))
                                : answer(Map.of(), null, List.of())))
                .as("a list that is gone")
                .isEqualTo(new Listing.Moved(2));
    }

    @Test
    void aPageThatDoesNotComeIsAskedForAsLongAsSomebodyIsPatient() {
        var list = list("{ o: \"{offset}\" }", ", pages: { size: 3 }");
        var failed = new Outcome.Failed(Fault.TRANSIENT, null, "it is closed", null, List.of());
        int[] n = {0};
        assertThat(read(
                        list,
                        (why, page, tries) -> page == 1 && tries < 3,
                        variables -> ++n[0] == 2 || n[0] == 3 ? failed : part(variables, things(0, 4), 3)))
                .isEqualTo(new Listing.Whole(4, 3));
        assertThat(read(list, variables -> failed)).isEqualTo(new Listing.Broken("it is closed", 0, 0, failed));
        n[0] = 1;
        assertThat(read(list, variables -> n[0]++ == 2 ? failed : part(variables, things(0, 4), 3)))
                .isEqualTo(new Listing.Broken("page 2: it is closed", 1, 0, failed));
    }

    @Test
    void whoeverTakesTheRecordsMayCallItOff() {
        var list = list("{ o: \"{offset}\", l: \"{limit}\" }", ", pages: { size: 10 }");
        assertThat(read(list, variables -> part(variables, things(0, 30), 99)))
                .isEqualTo(new Listing.Broken("page 2: thirteen brings no luck", 1, 0));
        assertThat(asked).hasSize(2);
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
