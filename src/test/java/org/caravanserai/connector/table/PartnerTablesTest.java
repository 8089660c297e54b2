package org.caravanserai.connector.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.parser.Json;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are replaced whole or stay; what is not believed waits for a person. */
class PartnerTablesTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-22T08:00:00Z");
    private final List<String> calls = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private Function<Map<String, String>, Outcome> partner;
    private Home home;
    private PartnerTables tables;

    @BeforeEach
    void home() {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", "title: T\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        channel("one", "a");
        connector("""
                  codes:
                    operation: list
                    columns: { code: "{code}", label: ["{labels.fr}", "{label}"] }
                """, "");
    }

    private void connector(String declared, String query) {
        connector(declared, query, "");
    }

    private void connector(String declared, String query, String pages) {
        write("connectors/demo/connector.yaml", """
                title: Demo
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, key: {} } }
                operations:
                  list: { kind: read, method: GET, path: /codes, query: { %s }%s, answer: { at: items } }
                tables:
                %s
                streams: { products: { kamelet: demo-product-sink } }
                """.formatted(
                        query,
                        pages.isEmpty() ? "" : ", pages: " + pages,
                        declared.indent(2).replaceFirst("\\s+$", "")));
        home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream()
                        .filter(problem -> !problem.warning())
                        .map(Object::toString))
                .noneMatch(text -> text.contains("connector.yaml") && !text.contains("amelet"));
        open();
    }

    private void channel(String name, String key) {
        write("config/channels/" + name + ".yaml", """
                system: demo
                mode: auto
                connection: { baseUrl: "https://demo.example", key: %s }
                streams: { products: { map: demo/product-out } }
                """.formatted(key));
    }

    private void open() {
        tables = new PartnerTables(
                () -> home,
                (channel, operation, variables) -> {
                    calls.add(channel + " " + operation);
                    return partner.apply(variables);
                },
                folder.resolve("data/tables"),
                clock);
        tables.listen(changed::add);
    }

    @Test
    void rowsAreFetchedOnTimeAndKept() {
        partner = any -> rows(2);
        tables.look();
        tables.look();
        assertThat(calls).hasSize(1);
        assertThat(changed).containsExactly("one");
        assertThat(cells()).isEqualTo(Map.of("C1", "Label 1", "C2", "Label 2"));
        assertThat(folder.resolve("data/tables/demo/one/codes.csv")).hasContent("code;label\nC1;Label 1\nC2;Label 2\n");

        open();
        assertThat(cells()).as("after a restart").hasSize(2);
        tables.look();
        assertThat(calls).as("no sooner than it is due").hasSize(1);
        clock.pass(Duration.ofHours(24));
        assertThat(meter(TableMeter.AGE)).isEqualTo(86_400);
        assertThat(meter(TableMeter.OVERDUE)).isZero();
        clock.pass(Duration.ofHours(25));
        assertThat(meter(TableMeter.OVERDUE)).isEqualTo(1);
        tables.look();
        assertThat(calls).hasSize(2);
        assertThat(changed).as("nothing has changed").hasSize(1);
        assertThat(standing().fetchedAt()).isEqualTo(clock.instant());
    }

    @Test
    void theLastGoodRowsStayWhenAFetchFailsOrComesBackEmptyOrMuchShorter() {
        partner = any -> rows(30);
        tables.look();
        for (var bad : List.<Outcome>of(
                new Outcome.Failed(Fault.TRANSIENT, null, "the partner answered with status 503", null, List.of()),
                answered(List.of()),
                rows(20))) {
            clock.pass(Duration.ofDays(2));
            partner = any -> bad;
            tables.look();
            assertThat(cells()).hasSize(30);
            assertThat(standing().problem()).isNotNull();
        }
        assertThat(standing().problem()).isEqualTo("20 rows came and there were 30");
        assertThat(standing().offered()).isEqualTo(20);
        assertThat(changed).hasSize(1);

        assertThat(tables.accept("one")).isEqualTo(1);
        assertThat(cells()).hasSize(20);
        assertThat(changed).hasSize(2);
        assertThat(standing().problem()).isNull();
        assertThat(tables.accept("one")).as("once").isZero();
    }

    @Test
    void aFewRowsMayGo() {
        partner = any -> rows(30);
        tables.look();
        clock.pass(Duration.ofDays(1));
        partner = any -> rows(25);
        tables.look();
        assertThat(cells()).hasSize(25);
    }

    @Test
    void askedTooEarlyNothingIsWrong() {
        partner = any -> rows(3);
        tables.look();
        partner = any -> new Outcome.Failed(
                Fault.CEILING,
                clock.instant().plusSeconds(3_000),
                "the ceiling of list allows no call yet",
                null,
                List.of());
        assertThat(tables.fetch("one").get(0).problem()).isEqualTo("the ceiling of list allows no call yet");
        assertThat(standing().problem()).isNull();
        assertThat(standing().next()).isEqualTo(clock.instant().plusSeconds(3_000));
    }

    @Test
    void channelsOfOneConnectionShareWhatOneHasFetched() {
        channel("two", "a");
        channel("three", "b");
        connector("  codes: { operation: list, columns: { code: \"{code}\" } }\n", "");
        partner = any -> rows(4);
        tables.look();
        assertThat(calls).containsExactlyInAnyOrder("one list", "three list");
        assertThat(tables.standings("two").get(0).rows()).isEqualTo(4);
    }

    @Test
    void pagesAreReadToTheEndByNumber() {
        connector(
                "  codes: { operation: list, columns: { code: \"{code}\" } }\n",
                "offset: \"{offset}\", max: \"{limit}\"",
                "{ size: 10 }");
        partner = variables -> {
            assertThat(variables).containsEntry("limit", "10");
            int from = Integer.parseInt(variables.get("offset"));
            return page(from, Math.min(25, from + 10), null);
        };
        tables.look();
        assertThat(standing().rows()).isEqualTo(25);
        assertThat(calls).as("the last page is empty").hasSize(4);
    }

    @Test
    void pagesAreReadToTheEndByCursor() {
        connector(
                "  codes: { operation: list, columns: { code: \"{code}\" } }\n",
                "token: \"{cursor}\"",
                "{ by: cursor, size: 10, next: next }");
        partner = variables -> {
            int from = Integer.parseInt(variables.getOrDefault("cursor", "0"));
            return page(from, from + 5, from < 15 ? Integer.toString(from + 5) : null);
        };
        tables.look();
        assertThat(standing().rows()).isEqualTo(20);
    }

    @Test
    void aPartnerThatGivesOnePageForEverIsNotBelieved() {
        connector(
                "  codes: { operation: list, columns: { code: \"{code}\" } }\n",
                "p: \"{page}\"",
                "{ by: page, size: 10 }");
        partner = variables -> page(0, 10, null);
        tables.look();
        assertThat(standing().problem()).isEqualTo("page 2: it shows what a page before showed: the list goes round");
        connector(
                "  codes: { operation: list, columns: { code: \"{code}\" } }\n",
                "token: \"{cursor}\"",
                "{ by: cursor, size: 10, next: next }");
        clock.pass(Duration.ofDays(1));
        partner = variables -> page(0, 10, "7");
        tables.look();
        assertThat(standing().problem()).isEqualTo("page 2: it shows what a page before showed: the list goes round");
        assertThat(standing().rows()).isZero();
    }

    @Test
    void aPageThatIsMissingMakesTheOthersWorthless() {
        connector(
                "  codes: { operation: list, columns: { code: \"{code}\" } }\n",
                "p: \"{page}\"",
                "{ by: page, size: 10 }");
        partner = variables -> variables.get("page").equals("1")
                ? page(0, 10, null)
                : new Outcome.Failed(Fault.TRANSIENT, null, "cut", null, List.of());
        tables.look();
        assertThat(standing().rows()).isZero();
        assertThat(standing().problem()).isEqualTo("page 2: cut");
    }

    @Test
    void listsInsideRecordsBecomeRowsAndRowsWithoutKeyAreNone() {
        connector("""
                  values:
                    operation: list
                    each: values
                    columns: { key: "{record.code}/{code}", list: "{record.code}", label: "{label}" }
                """, "");
        partner = any -> answered(List.of(
                Map.of(
                        "code",
                        "sizes",
                        "values",
                        List.of(Map.of("code", "9", "label", "a;b \"c\"\nd"), Map.of("code", "10"))),
                Map.of("code", "empty", "values", List.of()),
                Map.of("code", "none")));
        tables.look();
        var rows = tables.of(home, home.channel("one").orElseThrow()).get("demo-values");
        assertThat(rows.keys()).containsExactly("sizes/9", "sizes/10");
        assertThat(rows.cell("sizes/9", "list")).isEqualTo("sizes");
        assertThat(rows.cell("sizes/9", "label")).isEqualTo("a;b \"c\"\nd");
        assertThat(rows.cell("sizes/10", "label")).isNull();
    }

    @Test
    void rowsFetchedForOtherColumnsAreFetchedAgain() {
        partner = any -> rows(3);
        tables.look();
        connector("  codes: { operation: list, columns: { code: \"{code}\", name: \"{label}\" } }\n", "");
        assertThat(tables.of(home, home.channel("one").orElseThrow())).isEmpty();
        tables.look();
        assertThat(calls).hasSize(2);
        assertThat(cells()).hasSize(3);
    }

    private double meter(TableMeter meter) {
        var registry = new SimpleMeterRegistry();
        TableMeter.register(registry, tables);
        return registry.get(meter.id()).gauge().value();
    }

    private PartnerTables.Standing standing() {
        return tables.standings("one").get(0);
    }

    private Map<String, String> cells() {
        var table = tables.of(home, home.channel("one").orElseThrow()).get("demo-codes");
        var cells = new LinkedHashMap<String, String>();
        if (table != null) {
            table.keys()
                    .forEach(key ->
                            cells.put(key, table.cell(key, table.columns().get(1))));
        }
        return cells;
    }

    private static Outcome rows(int count) {
        return page(1, count + 1, null);
    }

    private static Outcome page(int from, int to, String next) {
        var records = IntStream.range(from, to)
                .mapToObj(n -> Map.<String, Object>of("code", "C" + n, "label", "Label " + n))
                .toList();
        var document = new LinkedHashMap<String, Object>();
        document.put("items", records);
        document.put("next", next);
        return new Outcome.Answered(
                new Reply(200, Map.of("content-type", "application/json"), Json.write(document), 0), records);
    }

    private static Outcome answered(List<Map<String, Object>> records) {
        return new Outcome.Answered(new Reply(200, Map.of(), new byte[0], 0), records);
    }

    private void write(String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
