package org.caravanserai.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Section;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.Source;
import org.caravanserai.mapping.Dialect;
import org.caravanserai.mapping.InwardMap;
import org.caravanserai.mapping.InwardResult;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.parser.Problems;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped home takes its own samples: what was planted is found, and nothing else. */
class MorvanIngestTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @TempDir
    private static Path data;

    private static Database database;
    private static Master master;
    private static Ingest ingest;
    private static final Map<String, Run> RUNS = new LinkedHashMap<>();

    /** One line of src/test/homes-expected/morvan-defects.csv. */
    private record Defect(
            String kind, String source, String file, String key, String attribute, String what, String expected) {}

    private static final List<Defect> DEFECTS = defects();

    @BeforeAll
    static void takeEverything() throws IOException {
        var home = Home.read(Path.of("."), null, Library.empty());
        assertThat(home.problems()).isEmpty();
        Samples.copy(home, data, TODAY);
        database = TestDatabases.h2();
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        ingest = new Ingest(master, database, home::sources, (source, kind, entity) -> inward(home, entity), data);
        for (var source : List.of("pim", "dam", "erp", "erp-prices", "erp-stock", "newsletter", "crm")) {
            for (var entity : home.sources().get(source).entities().values().stream()
                    .sorted(java.util.Comparator.comparing(each ->
                            each.kind() == Kind.CATEGORIES ? 0 : each.kind().code()))
                    .toList()) {
                take(home.sources().get(source), entity);
            }
        }
    }

    private static void take(Source source, Source.Entity entity) throws IOException {
        var inbox = data.resolve(source.connection().value("directory"));
        try (var files = Files.newDirectoryStream(inbox, entity.files().get(0))) {
            for (var file : files) {
                var run = ingest.file(source.name(), entity.kind(), file, Progress.NONE);
                RUNS.put(
                        file.getFileName()
                                + (entity.format().sheet() == null
                                        ? ""
                                        : "#" + entity.format().sheet()),
                        run);
            }
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void every_file_ends_in_an_account_that_adds_up() {
        assertThat(RUNS).hasSize(9).allSatisfy((file, run) -> {
            assertThat(run.state()).as(file + ": " + run.reason()).isEqualTo(Run.State.DONE);
            assertThat(run.account().addsUp()).as(file).isTrue();
            assertThat(run.account().unchanged()).as(file).isEqualTo(count(file, "unchanged"));
        });
    }

    @Test
    void exactly_the_planted_rows_are_refused() {
        RUNS.forEach((file, run) -> assertThat(ingest.refusals(run, 0, 100))
                .as(file)
                .extracting(row -> row.key() == null ? "" : row.key())
                .containsExactlyInAnyOrderElementsOf(
                        of(file, "refused").map(MorvanIngestTest::shown).toList()));
    }

    /** The form's consents came first, and were taken up when the CRM brought the people. */
    @Test
    void consents_wait_for_people_and_only_the_planted_one_goes_on_waiting() {
        var consents = RUNS.get("consents-20261118.jsonl");
        assertThat(consents.account().waiting()).isEqualTo(consents.account().created());
        assertThat(master.sources().waiting("newsletter", Kind.CONTACTS))
                .isEqualTo(count("consents-20261118.jsonl", "waits"))
                .isPositive();
        assertThat(master.goldens().byKey(Kind.CONTACTS, "P-600")).isEmpty();
        for (var key : List.of("P-1", "P-60", "P-304")) {
            assertThat(master.goldens()
                            .byKey(Kind.CONTACTS, key)
                            .orElseThrow()
                            .document()
                            .values()
                            .get("consents"))
                    .as(key)
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(1);
        }
    }

    /** The key a refusal shows: none where the row was given up before its key was known. */
    private static String shown(Defect defect) {
        return Set.of("missing-key", "column-count", "unknown-option").contains(defect.kind()) ? "" : defect.key();
    }

    @Test
    void exactly_the_planted_values_are_left_out() {
        RUNS.forEach((file, run) -> assertThat(findings(run))
                .as(file)
                .isEqualTo(of(file, "finding")
                        .map(each -> each.key() + " " + each.attribute())
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    private static Set<String> findings(Run run) {
        var found = new TreeSet<String>();
        var page = master.sources().page(run.source(), run.kind(), "", 1000);
        page.forEach(record ->
                record.findings().forEach(finding -> found.add(record.document().key() + " " + finding.attribute())));
        return found;
    }

    private static java.util.stream.Stream<Defect> of(String file, String expected) {
        return DEFECTS.stream()
                .filter(each -> each.file().equals(file) && each.expected().equals(expected));
    }

    private static long count(String file, String expected) {
        return of(file, expected).count();
    }

    private static Inward inward(Home home, Source.Entity entity) {
        var problems = new Problems();
        var map = InwardMap.compile(
                        Surroundings.of(home),
                        entity.map(),
                        Dialect.of(entity.format(), home.company().timeZone()),
                        problems)
                .orElseThrow(() -> new AssertionError(problems.sorted()));
        return new Inward() {
            private final Map<Set<String>, InwardMap.Rows> rows = new HashMap<>();

            @Override
            public Set<String> columns() {
                return entity.format().type().equals("jsonl") ? Set.of() : map.columns();
            }

            @Override
            public String collects() {
                return map.collects().map(Section::code).orElse(null);
            }

            @Override
            public Reading read(Map<String, Object> fields) {
                var run = new org.caravanserai.expression.Run(
                        TODAY, home.company().timeZone());
                var result = entity.format().type().equals("jsonl")
                        ? map.apply(fields, run)
                        : rows.computeIfAbsent(new HashSet<>(fields.keySet()), map::rows)
                                .apply(fields::get, run);
                if (result instanceof InwardResult.Accepted accepted) {
                    return new Reading.Made(accepted.document(), accepted.findings(), null);
                }
                if (result instanceof InwardResult.Skipped skipped) {
                    return new Reading.Skipped(skipped.reason());
                }
                Finding cause = ((InwardResult.Refused) result).cause();
                return new Reading.Refused(cause.rule(), cause.attribute(), cause.value(), cause.message());
            }
        };
    }

    private static List<Defect> defects() {
        try {
            return Files.readString(Path.of("src/test/homes-expected/morvan-defects.csv"), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                            .map(cell -> cell.startsWith("\"")
                                    ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
                                    : cell)
                            .toList())
                    .map(cells -> new Defect(
                            cells.get(0),
                            cells.get(1),
                            cells.get(2),
                            cells.get(3),
                            cells.get(4),
                            cells.get(5),
                            cells.get(6)))
                    .toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
