package org.caravanserai.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Format;
import org.caravanserai.home.Source;
import org.caravanserai.ingest.Run.State;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.master.Samples;
import org.caravanserai.parser.Position;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IngestTest {
    private static final Position HERE = Position.of("config/sources/test.yaml");
    private static final Source.Brake BRAKE =
            new Source.Brake(true, true, new BigDecimal("0.05"), new BigDecimal("0.2"));

    @TempDir
    private Path data;

    private DatabaseSettings settings;
    private Database database;
    private Master master;
    private Ingest ingest;
    private final Map<String, Source> sources = new HashMap<>();
    private final HandClock clock = new HandClock("2026-11-21T12:00:00Z");

    @BeforeEach
    void h2() {
        open(Dialect.H2);
    }

    private void open(Dialect dialect) {
        close();
        open(TestDatabases.settings(dialect));
    }

    private void open(DatabaseSettings where) {
        settings = where;
        database = Database.open(settings, clock);
        master = Master.open(
                database,
                new Rules(
                        Samples.model(Samples.TRUST),
                        Map.of(Kind.PRODUCTS, Set.of("gtin")),
                        Map.of(),
                        ZoneId.of("Europe/Paris")));
        sources.put("api", source("api", null, Source.Load.DELTA, true, null, null));
        sources.put("erp", source("erp", csv(StandardCharsets.UTF_8), Source.Load.FULL, true, "erp/product-in", BRAKE));
        sources.put(
                "latin", source("latin", csv(Charset.forName("windows-1252")), Source.Load.DELTA, true, "x", BRAKE));
        sources.put("prices", source("prices", csv(StandardCharsets.UTF_8), Source.Load.DELTA, true, "prices", BRAKE));
        sources.put("tariff", source("tariff", csv(StandardCharsets.UTF_8), Source.Load.FULL, true, "prices", null));
        sources.put("pim", source("pim", json(), Source.Load.DELTA, true, null, BRAKE));
        sources.put("crm", source("crm", sheet(), Source.Load.FULL, true, "x", BRAKE));
        sources.put("dam", source("dam", csv(StandardCharsets.UTF_8), Source.Load.DELTA, false, "x", BRAKE));
        ingest = new Ingest(master, database, () -> sources, IngestTest::inward, data);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private static Source source(
            String name, Format format, Source.Load load, boolean create, String map, Source.Brake brake) {
        var entities = new HashMap<Kind, Source.Entity>();
        for (var kind : List.of(Kind.PRODUCTS, Kind.OFFERS, Kind.CATEGORIES)) {
            entities.put(
                    kind,
                    new Source.Entity(kind, List.of(), map, format, load, List.of(kind.keyField()), create, HERE));
        }
        var freshness = new Source.Freshness(Duration.ofHours(26), Duration.ofHours(50));
        return new Source(
                name,
                name,
                null,
                "files",
                null,
                new Connection(Map.of(), HERE),
                format,
                entities,
                freshness,
                brake,
                null,
                HERE);
    }

    private static Format json() {
        return new Format(
                "jsonl", StandardCharsets.UTF_8, ';', '"', ',', true, false, "\n", null, null, List.of(), HERE);
    }

    private static Format sheet() {
        return new Format(
                "xlsx", StandardCharsets.UTF_8, ';', '"', ',', true, false, "\n", "Items", null, List.of(), HERE);
    }

    private static Format csv(Charset charset) {
        return new Format("csv", charset, ';', '"', ',', true, false, "\n", null, null, List.of(), HERE);
    }

    /** A stand-in for maps: columns are attributes; the column {@code price} makes elements of a section. */
    private static Inward inward(String source, Kind kind, Source.Entity entity) {
        if (entity == null || entity.map() == null) {
            return new Canonical(kind, source.equals("steward"), ZoneId.of("Europe/Paris"), IngestTest::check);
        }
        boolean prices = entity.map().equals("prices");
        return new Inward() {
            @Override
            public Set<String> columns() {
                return prices ? Set.of("sku", "list", "amount") : Set.of("sku", "status");
            }

            @Override
            public String collects() {
                return prices ? "prices" : null;
            }

            @Override
            public Reading read(Map<String, Object> fields) {
                var values = new HashMap<>(fields);
                var key = (String) values.remove("sku");
                values.replaceAll((name, value) -> "".equals(value) ? null : value);
                if (key == null || key.isBlank()) {
                    return new Reading.Refused("ING-010", "sku", key, "the column sku is empty");
                }
                if (prices) {
                    return new Reading.Made(
                            new Document(kind, key, Map.of("prices", List.of(values))), List.of(), null);
                }
                var checked = check(new Document(kind, key, values));
                return new Reading.Made(checked.document(), checked.findings(), null);
            }
        };
    }

    /** A stand-in for value checks: only known attributes. */
    private static Canonical.Checked check(Document document) {
        var known = new HashMap<String, Object>();
        var findings = new ArrayList<Finding>();
        var attributes = Samples.model(Samples.TRUST).of(document.kind());
        document.values().forEach((code, value) -> {
            if (attributes.attributes().containsKey(code)
                    || attributes.sections().containsKey(code)) {
                known.put(code, value);
            } else {
                findings.add(new Finding(
                        "VAL-001",
                        Finding.Severity.WARN,
                        code,
                        String.valueOf(value),
                        "no attribute is called so",
                        null));
            }
        });
        return new Canonical.Checked(new Document(document.kind(), document.key(), known), findings);
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void a_call_ends_in_an_account_that_adds_up(Dialect dialect) {
        open(dialect);
        var run = call("""
                [{"sku":"A","status":"active","nme":"x"},{"sku":"B"},{"status":"no key"},{"sku":7},{"sku":"C","parent":"nobody"},[]]""");
        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(run.account())
                .isEqualTo(new Account(6, 2, 0, 0, 4, 0, 0, 1, Map.of("ING-010", 2L, "MST-002", 1L, "ROW-005", 1L)));
        assertThat(run.account().addsUp()).isTrue();
        assertThat(ingest.run(run.id())).contains(run);
        assertThat(ingest.refusals(run, 0, 10))
                .extracting(
                        RefusedRow::line, RefusedRow::key, RefusedRow::attribute, RefusedRow::value, RefusedRow::rule)
                .containsExactlyInAnyOrder(
                        tuple(1L, null, "sku", null, "ING-010"),
                        tuple(1L, null, "sku", "7", "ING-010"),
                        tuple(1L, null, null, null, "ROW-005"),
                        tuple(1L, "C", "parent", "nobody", "MST-002"));
        assertThat(golden("A").values()).isEqualTo(Map.of("status", "active"));
        assertThat(call("""
                {"sku":"A","status":"active","nme":"x"}
                {"sku":"B","status":"new"}
                """).account()).isEqualTo(new Account(2, 0, 1, 1, 0, 0, 0, 1, Map.of()));
    }

    @Test
    void an_empty_object_is_a_record_and_an_empty_row_is_none() throws IOException {
        assertThat(call("[{},{\"sku\":\"\"},{\"sku\":\" \"}]").account())
                .isEqualTo(new Account(3, 0, 0, 0, 3, 0, 0, 0, Map.of("ING-010", 3L)));
        assertThat(file("erp", "sku;status\nA;active\n;\n ; \n").account())
                .isEqualTo(new Account(1, 1, 0, 0, 0, 0, 0, 0, Map.of()));
    }

    @Test
    void rows_that_cannot_be_read_are_named_when_they_hold_a_file() throws IOException {
        file("erp", lines(100));
        var held = file("erp", "sku;status\nP1;active;surplus\nP2;active\nP3\n");
        assertThat(held.code()).isEqualTo("ING-008");
        assertThat(held.reason())
                .contains("99 of 100 records are absent", "; 2 of 3 rows were not readable, the first line 2: ROW-002");
    }

    @Test
    void what_a_dead_process_left_in_temp_is_removed_at_start() throws IOException {
        var temp = Files.createDirectories(data.resolve("temp"));
        for (var name : List.of("rows-1.spool", "call-2.body", "kept.txt")) {
            Files.writeString(temp.resolve(name), "x");
        }
        Files.writeString(Files.createDirectories(temp.resolve("file-3")).resolve("sent.csv"), "x");
        Files.createDirectories(temp.resolve("file-4"));
        ingest.start();
        try (var left = Files.list(temp)) {
            assertThat(left).containsExactly(temp.resolve("kept.txt"));
        }
    }

    @ParameterizedTest
    @CsvSource({"a.csv, true", "'', false", "., false", ".., false", "a/b, false", "a\\b, false", "' ', true"})
    void names_of_files_that_are_sent(String name, boolean taken) {
        assertThat(Upload.names(name)).isEqualTo(taken);
        assertThat(Upload.names("é".repeat(100))).isTrue();
        assertThat(Upload.names("é".repeat(101))).as("202 bytes").isFalse();
        assertThat(Upload.names("a\u0000.csv")).isFalse();
    }

    @Test
    void duplicates_in_one_file() throws IOException {
        var run = file("erp", """
                sku;status
                A;active
                B;active
                A;active
                C;active
                C;old
                C;active
                """);
        assertThat(run.account()).isEqualTo(new Account(6, 2, 0, 1, 3, 0, 0, 0, Map.of("ING-004", 3L)));
        assertThat(ingest.refusals(run, 0, 10)).extracting(RefusedRow::line).containsExactly(5L, 6L, 7L);
        assertThat(ingest.refusals(run, 0, 1).get(0).message())
                .contains("more than once in the file with differing content");
        assertThat(master.goldens().byKey(Kind.PRODUCTS, "C")).isEmpty();
    }

    @Test
    void the_same_file_again_changes_nothing() throws IOException {
        var text = "sku;status\nA;active\nB;x\n";
        file("erp", text);
        long head = master.changes().head();
        var again = file("erp", text);
        assertThat(again.account()).isEqualTo(new Account(2, 0, 0, 2, 0, 0, 0, 0, Map.of()));
        assertThat(again.sha256())
                .hasSize(64)
                .isEqualTo(ingest.runs(again.id(), 1).get(0).sha256());
        assertThat(master.changes().head()).isEqualTo(head);
    }

    @Test
    void a_child_may_stand_before_its_parent_in_a_file() throws IOException {
        var run = file("erp", """
                sku;status;parent
                V;active;S
                V;active;S
                S;active;R
                R;active;
                X;active;gone
                Y;active;X
                """);
        assertThat(run.account()).isEqualTo(new Account(6, 3, 0, 1, 2, 0, 0, 0, Map.of("MST-002", 2L)));
        assertThat(master.goldens()
                        .chain(master.goldens().byKey(Kind.PRODUCTS, "V").orElseThrow()))
                .hasSize(3);
    }

    @Test
    void a_child_batches_before_its_parent_is_taken_in_a_later_round() throws IOException {
        var rows = new StringBuilder("sku;status;parent\nV;active;S\n");
        IntStream.range(0, 600).forEach(i -> rows.append("A").append(i).append(";active;\n"));
        rows.append("S;active;R\n");
        IntStream.range(0, 600).forEach(i -> rows.append("B").append(i).append(";active;\n"));
        rows.append("R;active;\n");
        var run = file("erp", rows.toString());
        assertThat(run.account()).isEqualTo(new Account(1203, 1203, 0, 0, 0, 0, 0, 0, Map.of()));
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void runs_are_numbered_one_by_one_whatever_they_bring(Dialect dialect) throws Exception {
        open(dialect);
        assertThat(file("erp", lines(700)).id()).isEqualTo(1);
        assertThat(call("[{\"sku\":\"X\"}]").id()).isEqualTo(2);
        assertThat(file("erp", "").id()).as("a refused file is a run, too").isEqualTo(3);
        var together = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> call("[{\"sku\":\"Y" + i + "\"}]").id())
                .sorted()
                .toList();
        assertThat(together).isEqualTo(LongStream.rangeClosed(4, 15).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void runs_go_on_behind_those_of_an_older_hub(Dialect dialect) throws Exception {
        open(dialect);
        var old = file("erp", lines(3));
        database.write(tx -> {
            tx.update("update ingest_run set id = 5013 where id = ?", Bind.of(old.id()));
            tx.update("delete from store_counter where name = 'run'", Bind.NONE);
            return tx.update("delete from \"flyway_schema_history\" where \"version\" = '1.11.2'", Bind.NONE);
        });
        database.close();
        open(settings);
        assertThat(file("erp", lines(3)).id()).isEqualTo(5014);
    }

    @Test
    void a_full_load_removes_what_is_absent_within_the_brake() throws IOException {
        file("erp", lines(100));
        assertThat(file("erp", lines(95)).account()).isEqualTo(new Account(95, 0, 0, 95, 0, 0, 5, 0, Map.of()));
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(95);
        var held = file("erp", lines(50));
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.code()).isEqualTo("ING-008");
        assertThat(held.reason())
                .contains("45 of 95 records are absent")
                .contains("5 %")
                .contains("P50");
        assertThat(held.account()).isEqualTo(Account.NOTHING);
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(95);
        assertThat(ingest.held(10)).containsExactly(held);
        var released =
                ingest.release(held.id(), "anna", "clearance", Progress.NONE).orElseThrow();
        assertThat(released.state()).isEqualTo(State.DONE);
        assertThat(released.account().removed()).isEqualTo(45);
        assertThat(released.releasedBy()).isEqualTo("anna");
        assertThat(released.releaseReason()).isEqualTo("clearance");
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(50);
        assertThat(ingest.release(held.id(), "anna", "again", Progress.NONE)).isEmpty();
        assertThat(ingest.held(10)).isEmpty();
        try (var left = Files.list(data.resolve("held"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void nothing_is_removed_when_a_key_could_not_be_read() throws IOException {
        file("erp", lines(100));
        var run = file("erp", lines(98).replace("P97;active\n", "P97;active;surplus\n"));
        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(run.account()).isEqualTo(new Account(98, 0, 0, 97, 1, 0, 0, 0, Map.of("ROW-002", 1L)));
        assertThat(run.reason()).contains("nothing was removed");
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(100);
    }

    @Test
    void a_refused_row_is_not_absent() throws IOException {
        file("erp", lines(100));
        var run = file("erp", lines(99) + "P99;active\nP99;old\n");
        assertThat(run.account()).isEqualTo(new Account(101, 0, 0, 99, 2, 0, 0, 0, Map.of("ING-004", 2L)));
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | REFUSED | FIL-001 | empty
            'sku;status\n'            | HELD    | ING-006 | no row in a full load
            'sku;stat\nA;x\n'         | HELD    | ING-007 | lacks 'status'
            'sku;status\nA;"x\n'      | REFUSED | FIL-002 | line 2
            'sku;sku\nA;x\n'          | REFUSED | FIL-006 | twice
            'sku;status\nA;caf\u00e9\n' | REFUSED | FIL-003 | encod
            """)
    void faults_of_a_file_commit_nothing(String text, State state, String code, String words) throws IOException {
        file("erp", lines(3));
        long head = master.changes().head();
        var raw = text.replace("\\n", "\n").replace("\\u00e9", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        var run = file("erp", Kind.PRODUCTS, raw);
        assertThat(run.state()).isEqualTo(state);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.reason()).contains(words);
        assertThat(run.account()).isEqualTo(Account.NOTHING);
        assertThat(master.changes().head()).isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # source, content, state, code, words
            erp  | 'sku;status\n'         | HELD    | ING-006 | no row in a full load; 3 records would vanish
            erp  | 'sku;status'           | HELD    | ING-006 | no row in a full load; 3 records would vanish
            erp  | 'sku;status\n\n;\n \t;\n' | HELD    | ING-006 | no row in a full load; 3 records would vanish
            erp  | ''                     | REFUSED | FIL-001 | empty
            erp  | '\n\n\n'               | REFUSED | FIL-001 | empty
            erp  | '\n\n  \n'             | REFUSED | FIL-006 | header
            dam  | 'sku;status\n'         | HELD    | ING-006 | the file holds no row
            dam  | ''                     | REFUSED | FIL-001 | empty
            pim  | '[]'                   | HELD    | ING-006 | the file holds no row
            pim  | '\n\n \n'              | REFUSED | FIL-001 | no record
            pim  | ''                     | REFUSED | FIL-001 | no record
            crm  | XLSX                   | HELD    | ING-006 | no row in a full load; 0 records would vanish
            crm  | XLSX-BLANK             | HELD    | ING-006 | no row in a full load; 0 records would vanish
            """)
    void a_file_without_a_row_takes_and_removes_nothing(
            String source, String content, State state, String code, String words) throws IOException {
        file("erp", lines(3));
        long head = master.changes().head();
        var bytes = switch (content) {
            case "XLSX" -> workbook(List.of("sku", "status"));
            case "XLSX-BLANK" -> workbook(List.of("sku", "status"), List.of("", " "), List.of("", ""));
            default -> content.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        };
        var run = file(source, Kind.PRODUCTS, bytes);
        assertThat(run.state()).as(run.reason()).isEqualTo(state);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.reason()).contains(words);
        assertThat(run.account()).isEqualTo(Account.NOTHING);
        assertThat(master.changes().head()).isEqualTo(head);
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(3);
    }

    @Test
    void an_empty_file_is_taken_when_released_or_when_the_source_accepts_it() throws IOException {
        file("dam", "sku;status\nA;active\n");
        var held = file("dam", "sku;status\n");
        var done =
                ingest.release(held.id(), "anna", "nothing new", Progress.NONE).orElseThrow();
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.account()).isEqualTo(Account.NOTHING);
        var accepts = new Source.Brake(false, true, null, null);
        sources.put("dam", source("dam", csv(StandardCharsets.UTF_8), Source.Load.DELTA, false, "x", accepts));
        assertThat(file("dam", "sku;status\n").state()).isEqualTo(State.DONE);
        assertThat(call("[]").state())
                .as("an empty call of a delta source says nothing")
                .isEqualTo(State.DONE);
    }

    private static byte[] workbook(List<?>... rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "test", "1.0")) {
            var sheet = book.newWorksheet("Items");
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < rows[row].size(); column++) {
                    sheet.value(row, column, (String) rows[row].get(column));
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void a_utf8_file_declared_otherwise_is_refused() throws IOException {
        var run = file("latin", Kind.PRODUCTS, "sku;status\nA;caf\u00e9\n".getBytes(StandardCharsets.UTF_8));
        assertThat(run.code()).isEqualTo("FIL-003");
        assertThat(run.reason()).contains("the file is UTF-8");
        var right = file("latin", Kind.PRODUCTS, "sku;status\nA;caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(right.state()).isEqualTo(State.DONE);
        assertThat(golden("A").values()).containsEntry("status", "caf\u00e9");
    }

    @Test
    void a_missing_column_is_held_and_leaves_values_alone_when_released() throws IOException {
        file("erp", "sku;status;size\nA;active;9\n");
        var held = file("erp", "sku;size\nA;10\n");
        assertThat(held.state()).isEqualTo(State.HELD);
        var done = ingest.release(held.id(), "anna", "known", Progress.NONE).orElseThrow();
        assertThat(done.account()).isEqualTo(new Account(1, 0, 1, 0, 0, 0, 0, 0, Map.of()));
        assertThat(golden("A").values()).isEqualTo(Map.of("status", "active", "size", "10"));
    }

    @Test
    void collected_rows_are_counted_as_rows() throws IOException {
        var run = file("prices", Kind.OFFERS, """
                sku;list;minQuantity;amount
                A;public;1;10.00
                A;public;10;9.00
                A;public;10;9.00
                B;public;1;5.00
                B;net;1;4.00
                B;net;1;3.00
                C;public;1;1.00
                """);
        assertThat(run.account()).isEqualTo(new Account(7, 3, 0, 1, 3, 0, 0, 0, Map.of("ING-004", 3L)));
        assertThat(offer("A").get("prices")).asInstanceOf(LIST).hasSize(2);
        assertThat(master.goldens().byKey(Kind.OFFERS, "B")).isEmpty();
        assertThat(ingest.refusals(run, 0, 10)).extracting(RefusedRow::line).containsExactly(5L, 6L, 7L);
        var delta = file("prices", Kind.OFFERS, "sku;list;minQuantity;amount\nA;public;10;8.50\nA;net;1;7.00\n");
        assertThat(delta.account()).isEqualTo(new Account(2, 0, 2, 0, 0, 0, 0, 0, Map.of()));
        assertThat(offer("A").get("prices")).asInstanceOf(LIST).hasSize(3);
    }

    @Test
    void rows_of_a_key_need_not_stand_together() throws IOException {
        var rows = new StringBuilder("sku;list;amount\n");
        for (var list : List.of("public", "net")) {
            for (int i = 0; i < 700; i++) {
                rows.append("P").append(i).append(';').append(list).append(";10.00\n");
            }
        }
        rows.append("single;net;1.00\n");
        var run = file("tariff", Kind.OFFERS, rows.toString());
        assertThat(run.account()).isEqualTo(new Account(1401, 1401, 0, 0, 0, 0, 0, 0, Map.of()));
        assertThat(offer("P0").get("prices")).asInstanceOf(LIST).hasSize(2);
        assertThat(master.changes().head()).as("one change per article").isEqualTo(701);
        assertThat(file("tariff", Kind.OFFERS, rows.toString()).account().unchanged())
                .isEqualTo(1401);
    }

    @Test
    void a_price_that_moves_far_holds_the_file() throws IOException {
        file("prices", Kind.OFFERS, "sku;list;basis;amount\nA;public;100;1250.00\nB;public;1;10.00\n");
        assertThat(file("prices", Kind.OFFERS, "sku;list;basis;amount\nA;public;1;12.50\nB;public;1;12.00\n")
                        .state())
                .as("the same price per piece, and 20 % exactly")
                .isEqualTo(State.DONE);
        var held = file(
                "prices", Kind.OFFERS, "sku;list;basis;amount\nA;public;1;1250.00\nB;public;1;12.00\nC;public;1;1\n");
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.code()).isEqualTo("ING-009");
        assertThat(held.reason()).contains("1 prices move by more than 20 %").contains("A public from 12.5 to 1250");
        assertThat(master.goldens().byKey(Kind.OFFERS, "C")).isEmpty();
    }

    @Test
    void waiting_records_are_counted_beside_the_sum() throws IOException {
        var run = file("dam", "sku;status\nA;x\nB;y\n");
        assertThat(run.account()).isEqualTo(new Account(2, 2, 0, 0, 0, 2, 0, 0, Map.of()));
        file("erp", "sku;status\nA;active\n");
        assertThat(file("dam", "sku;status\nA;x\nB;y\n").account())
                .isEqualTo(new Account(2, 0, 0, 2, 0, 1, 0, 0, Map.of()));
    }

    @Test
    void unknown_names_are_refused_with_the_nearest_one() throws IOException {
        var run = file("epr", "sku\nA\n");
        assertThat(run.state()).isEqualTo(State.REFUSED);
        assertThat(run.code()).isEqualTo("ING-001");
        assertThat(run.reason()).contains("'epr'").contains("did you mean 'erp'");
        assertThat(file("erp", Kind.MEDIA, "code\nA\n").reason())
                .contains("erp delivers no media, only categories, offers, products");
        assertThat(ingest.runs(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void a_repeated_call_has_one_effect() {
        var body = "[{\"sku\":\"A\",\"status\":\"x\"}]";
        var first = call(body, "k-1");
        assertThat(call(body, "k-1")).isEqualTo(first);
        var other = call("[{\"sku\":\"B\"}]", "k-1");
        assertThat(other.code()).isEqualTo("ING-005");
        assertThat(other.id()).isZero();
        assertThat(master.goldens().byKey(Kind.PRODUCTS, "B")).isEmpty();
        assertThat(call("[{\"sku\":\"B\"}]", "k-2").account().created()).isEqualTo(1);
    }

    @Test
    void a_body_beyond_the_limit_is_refused_before_it_was_read() {
        var read = new AtomicInteger();
        var endless = new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                read.addAndGet(length);
                Arrays.fill(buffer, offset, offset + length, (byte) ' ');
                return length;
            }
        };
        var run = ingest.documents("api", Kind.PRODUCTS, endless, new Ingest.Call(false, null, "tester", 1 << 20));
        assertThat(run.code()).isEqualTo("ING-003");
        assertThat(read.get()).isLessThan(2 << 20);
    }

    @Test
    void corrections_come_with_author_note_and_end() {
        call("[{\"sku\":\"A\",\"status\":\"active\"}]");
        var body =
                "[{\"sku\":\"A\",\"status\":\"held\",\"correction\":{\"note\":\"recall\",\"until\":\"2027-01-01\"}},{\"sku\":\"A2\",\"status\":\"x\",\"correction\":{\"until\":\"soon\"}}]";
        var run = ingest.documents("steward", Kind.PRODUCTS, stream(body), new Ingest.Call(false, null, "anna", 1000));
        assertThat(run.account()).isEqualTo(new Account(2, 1, 0, 0, 1, 0, 0, 0, Map.of("ING-010", 1L)));
        assertThat(golden("A").values()).containsEntry("status", "held");
        var note = master.corrections().of(Kind.PRODUCTS, "A").get("status");
        assertThat(note.author()).isEqualTo("anna");
        assertThat(note.text()).isEqualTo("recall");
        assertThat(note.until()).isEqualTo(Instant.parse("2026-12-31T23:00:00Z").toEpochMilli());
    }

    @Test
    void a_run_can_be_watched_and_ended() throws IOException {
        var seen = new ArrayList<Long>();
        var path = path(lines(2000).getBytes(StandardCharsets.UTF_8));
        var run = ingest.file("erp", Kind.PRODUCTS, path, new Progress() {
            @Override
            public void at(long done, long total, Account account) {
                assertThat(total).isEqualTo(2000);
                assertThat(account.addsUp()).isTrue();
                seen.add(done);
            }

            @Override
            public boolean cancelled() {
                return seen.contains(1000L);
            }
        });
        assertThat(run.state()).isEqualTo(State.CANCELLED);
        assertThat(run.account().addsUp()).isTrue();
        assertThat(run.account().created()).isEqualTo(1000);
        assertThat(ingest.file("erp", Kind.PRODUCTS, path, Progress.NONE).account())
                .isEqualTo(new Account(2000, 1000, 0, 1000, 0, 0, 0, 0, Map.of()));
    }

    @Test
    void freshness_counts_from_the_last_good_run() throws IOException {
        assertThat(freshness()).isEqualTo(Freshness.State.MISSING);
        file("erp", lines(3));
        assertThat(freshness()).isEqualTo(Freshness.State.FRESH);
        clock.pass(Duration.ofHours(27));
        assertThat(freshness()).isEqualTo(Freshness.State.LATE);
        file("erp", "sku;status\n");
        assertThat(freshness()).as("a held file is no delivery").isEqualTo(Freshness.State.LATE);
        clock.pass(Duration.ofHours(27));
        assertThat(freshness()).isEqualTo(Freshness.State.MISSING);
    }

    private Freshness.State freshness() {
        return ingest.freshness().stream()
                .filter(one -> one.source().equals("erp") && one.kind() == Kind.PRODUCTS)
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static String lines(int count) {
        var rows = new StringBuilder("sku;status\n");
        IntStream.range(0, count).forEach(i -> rows.append('P').append(i).append(";active\n"));
        return rows.toString();
    }

    private Run file(String source, String text) throws IOException {
        return file(source, Kind.PRODUCTS, text);
    }

    private Run file(String source, Kind kind, String text) throws IOException {
        return file(source, kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private Run file(String source, Kind kind, byte[] content) throws IOException {
        return ingest.file(source, kind, path(content), Progress.NONE);
    }

    private Path path(byte[] content) throws IOException {
        return Files.write(data.resolve("delivery.csv"), content);
    }

    private Run call(String body) {
        return call(body, null);
    }

    private Run call(String body, String key) {
        return ingest.documents("api", Kind.PRODUCTS, stream(body), new Ingest.Call(false, key, "tester", 1 << 20));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Document golden(String sku) {
        return master.goldens().byKey(Kind.PRODUCTS, sku).orElseThrow().document();
    }

    private Map<String, Object> offer(String sku) {
        return master.goldens().byKey(Kind.OFFERS, sku).orElseThrow().document().values();
    }
}
