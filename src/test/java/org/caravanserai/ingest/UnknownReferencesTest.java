package org.caravanserai.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Source;
import org.caravanserai.ingest.Run.State;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.master.Samples;
import org.caravanserai.parser.Position;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of rows that name what the master does not have. */
class UnknownReferencesTest {
    private static final Position HERE = Position.of("config/sources/test.yaml");
    private static final long PATIENCE_SECONDS = 30;
    /** More than one transaction takes. */
    private static final int PEOPLE = 1_700;

    @TempDir
    private Path data;

    private Database database;
    private Master master;
    private Ingest ingest;

    @BeforeEach
    void h2() {
        open(Dialect.H2);
    }

    private void open(Dialect dialect) {
        close();
        database = Database.open(TestDatabases.settings(dialect), Clock.systemUTC());
        master = Master.open(
                database, new Rules(Samples.model(Samples.TRUST), Map.of(), Map.of(), ZoneId.of("Europe/Paris")));
        var sources = new HashMap<String, Source>();
        sources.put("crm", source("crm"));
        sources.put("erp", source("erp"));
        sources.put("form", source("form", false));
        ingest = new Ingest(
                master,
                database,
                () -> sources,
                (source, kind, entity) -> new Canonical(
                        kind, false, ZoneId.of("Europe/Paris"), document -> new Canonical.Checked(document, List.of())),
                data);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private static Source source(String name) {
        return source(name, true);
    }

    private static Source source(String name, boolean creates) {
        var entities = new EnumMap<Kind, Source.Entity>(Kind.class);
        for (var kind : Kind.values()) {
            entities.put(
                    kind,
                    new Source.Entity(
                            kind, List.of(), null, null, Source.Load.DELTA, List.of(kind.keyField()), creates, HERE));
        }
        return new Source(
                name,
                name,
                null,
                "files",
                null,
                new Connection(Map.of(), HERE),
                null,
                entities,
                null,
                null,
                null,
                HERE);
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void aContactOfAnUnknownCompanyIsRefusedAndItsNeighboursAreTaken(Dialect dialect) throws IOException {
        open(dialect);
        take("erp", Kind.COMPANIES, "{\"number\":\"C-10042\"}\n{\"number\":\"C-10043\"}\n");
        var run = take("crm", Kind.CONTACTS, """
                {"id":"P-1","company":"C-10042","name":"Ada"}
                {"id":"P-2","company":"C-10O42","name":"Bob"}
                {"id":"P-3","company":"ZZZ","name":"Cyd"}
                {"id":"P-4","name":"Dan"}
                {"id":"P-5","company":null,"name":"Eve"}
                """);
        assertThat(run.account()).isEqualTo(new Account(5, 3, 0, 0, 2, 0, 0, 0, Map.of("MST-007", 2L)));
        assertThat(ingest.refusals(run, 0, 10))
                .containsExactly(
                        new RefusedRow(
                                "delivery.jsonl",
                                2,
                                "P-2",
                                "company",
                                "C-10O42",
                                "MST-007",
                                "unknown reference: company 'C-10O42' of 'P-2' is not among the companies of the master;"
                                        + " deliver it first, or mend the key; did you mean 'C-10042'?"),
                        new RefusedRow(
                                "delivery.jsonl",
                                3,
                                "P-3",
                                "company",
                                "ZZZ",
                                "MST-007",
                                "unknown reference: company 'ZZZ' of 'P-3' is not among the companies of the master;"
                                        + " deliver it first, or mend the key"));
        assertThat(master.goldens().byKey(Kind.CONTACTS, "P-2")).isEmpty();
    }

    @Test
    void aRefusedChangeLeavesWhatWeHaveAsItWas() throws IOException {
        take("erp", Kind.COMPANIES, "{\"number\":\"C-1\"}\n");
        take("crm", Kind.CONTACTS, "{\"id\":\"P-1\",\"company\":\"C-1\",\"name\":\"Ada\"}\n");
        var run = take("crm", Kind.CONTACTS, "{\"id\":\"P-1\",\"company\":\"C-2\",\"name\":\"Ada L.\"}\n");
        assertThat(run.account().refusedBy()).isEqualTo(Map.of("MST-007", 1L));
        assertThat(master.goldens()
                        .byKey(Kind.CONTACTS, "P-1")
                        .orElseThrow()
                        .document()
                        .values())
                .containsEntry("company", "C-1")
                .doesNotContainValue("Ada L.");
        take("erp", Kind.COMPANIES, "{\"number\":\"C-2\"}\n");
        assertThat(take("crm", Kind.CONTACTS, "{\"id\":\"P-1\",\"company\":\"C-2\",\"name\":\"Ada L.\"}\n")
                        .account()
                        .updated())
                .as("the next delivery is taken")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            products   | {"sku":"A","categories":["no-such"]} | categories
            products   | {"sku":"A","media":["M-9"]}          | media
            """)
    void whatOtherSourcesBringLaterIsKeptAndCounted(String entity, String row, String target) throws IOException {
        var kind = Kind.of(entity).orElseThrow();
        assertThat(take("erp", kind, row + "\n").account().created()).isEqualTo(1);
        assertThat(master.references().dangling(Kind.of(target).orElseThrow(), "", 10))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            products   | {"sku":"GL-200"}        | {"sku":"GL-200-9","parent":"GL-20O"}       | did you mean 'GL-200'?
            categories | {"code":"epi/gants"}    | {"code":"epi/gants/x","parent":"epi/gans"} | did you mean 'epi/gants'?
            products   | {"sku":"GL-200"}        | {"sku":"X","parent":"completely other"}    | is not in the master; deliver
            """)
    void anUnknownParentIsRefusedWithTheNearestKey(String entity, String known, String row, String words)
            throws IOException {
        var kind = Kind.of(entity).orElseThrow();
        take("erp", kind, known + "\n");
        var run = take("erp", kind, row + "\n");
        assertThat(run.account().refusedBy()).isEqualTo(Map.of("MST-002", 1L));
        assertThat(ingest.refusals(run, 0, 1).get(0).message()).contains(words);
    }

    /** As on a first start: companies of the ERP and contacts of the CRM are taken at the same time. */
    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void contactsWaitForCompaniesThatAreJustBeingTaken(Dialect dialect) throws Exception {
        open(dialect);
        var companies = IntStream.range(0, 1200)
                .mapToObj(i -> "{\"number\":\"C-%04d\"}".formatted(i))
                .collect(Collectors.joining("\n", "", "\n"));
        var contacts = "{\"id\":\"P-1\",\"company\":\"C-1199\"}\n{\"id\":\"P-2\",\"company\":\"C-0000\"}\n"
                + "{\"id\":\"P-3\",\"company\":\"C-9999\"}\n";
        var begun = new CountDownLatch(1);
        var tried = new CountDownLatch(1);
        var first = CompletableFuture.supplyAsync(() -> take("erp", Kind.COMPANIES, companies, (done, total) -> {
            begun.countDown();
            if (done < total) {
                await(tried);
            }
        }));
        await(begun);
        var second = take("crm", Kind.CONTACTS, contacts, (done, total) -> tried.countDown());
        assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS).account().created())
                .isEqualTo(1200);
        assertThat(second.state()).isEqualTo(State.DONE);
        assertThat(second.account()).isEqualTo(new Account(3, 2, 0, 0, 1, 0, 0, 0, Map.of("MST-007", 1L)));
        assertThat(ingest.refusals(second, 0, 10)).extracting(RefusedRow::key).containsExactly("P-3");
    }

    /** As on a first start: what the form says and the CRM's people are taken at the same time, and each may be ahead. */
    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void nothingIsLostOfASourceThatMayNotCreateWhoeverComesFirst(Dialect dialect) throws Exception {
        open(dialect);
        var form = people("{\"id\":\"P-%04d\",\"email\":\"ada@form.example\"}");
        var contacts = people("{\"id\":\"P-%04d\",\"name\":\"Ada\"}");
        var begun = new CountDownLatch(2);
        var first = CompletableFuture.supplyAsync(() -> take("form", Kind.CONTACTS, form, meeting(begun)));
        var second = CompletableFuture.supplyAsync(() -> take("crm", Kind.CONTACTS, contacts, meeting(begun)));
        assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS).account().created())
                .isEqualTo(PEOPLE);
        assertThat(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS).account().created())
                .isEqualTo(PEOPLE);

        assertThat(master.sources().waiting("form", Kind.CONTACTS)).isZero();
        assertThat(master.goldens().count(Kind.CONTACTS)).isEqualTo(PEOPLE);
        for (int i = 0; i < PEOPLE; i += 7) {
            var key = "P-%04d".formatted(i);
            assertThat(master.goldens()
                            .byKey(Kind.CONTACTS, key)
                            .orElseThrow()
                            .document()
                            .values())
                    .as(key)
                    .containsKeys("name", "email");
        }
    }

    private static String people(String line) {
        return IntStream.range(0, PEOPLE).mapToObj(line::formatted).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Goes on when the other one has begun, too. */
    private static Watch meeting(CountDownLatch begun) {
        var mine = new AtomicBoolean();
        return (done, total) -> {
            if (!mine.getAndSet(true)) {
                begun.countDown();
                await(begun);
            }
        };
    }

    private interface Watch {
        void at(long done, long total);
    }

    private Run take(String source, Kind kind, String lines) throws IOException {
        return take(source, kind, lines, (done, total) -> {});
    }

    private Run take(String source, Kind kind, String lines, Watch watch) {
        try {
            var folder = Files.createTempDirectory(data, "inbox");
            var file = Files.writeString(folder.resolve("delivery.jsonl"), lines, StandardCharsets.UTF_8);
            return ingest.file(source, kind, file, new Progress() {
                @Override
                public void at(long done, long total, Account account) {
                    watch.at(done, total);
                }

                @Override
                public boolean cancelled() {
                    return false;
                }
            });
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the other run came so far")
                    .isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
