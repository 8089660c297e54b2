package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers in the shapes partners give them, and answers no partner should give. */
class AckMapTest {
    private static final String NAME = "t/product-ack";

    private static MapFixture world() {
        return new MapFixture()
                .table(
                        "import-states",
                        "state;outcome",
                        "WAITING;submitted",
                        "RUNNING;submitted",
                        "COMPLETE;accepted",
                        "FAILED;unknown")
                .table("wrong-states", "state;outcome", "OK;accepted", "NO;refused")
                .table("results", "type;outcome", "Asset;accepted");
    }

    private static AckMap compile(String yaml) {
        var problems = new Problems();
        return AckMap.compile(world().map(NAME, yaml).world(), NAME, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }

    private static List<String> problems(String yaml) {
        var problems = new Problems();
        var map = AckMap.compile(world().map(NAME, yaml).world(), NAME, problems);
        assertThat(map.isEmpty()).isEqualTo(problems.failed());
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> json(String text) {
        try {
            var outcome = Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            var value = ((Outcome.Taken<Object>) outcome).value();
            return value instanceof List<?> list
                    ? (List<Map<String, Object>>) list
                    : List.of((Map<String, Object>) value);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Lines of a CSV file: the first names the columns. */
    private static List<Map<String, Object>> csv(String... lines) {
        var records = new ArrayList<Map<String, Object>>();
        var columns = lines[0].split(";");
        for (int i = 1; i < lines.length; i++) {
            var cells = lines[i].split(";", -1);
            var record = new LinkedHashMap<String, Object>();
            for (int j = 0; j < columns.length; j++) {
                record.put(columns[j], cells[j]);
            }
            records.add(record);
        }
        return records;
    }

    private static List<String> told(String map, List<Map<String, Object>> records, Map<String, Object> beside) {
        return compile(map).apply(records, beside, MapFixture.run()).stream()
                .map(AckMapTest::told)
                .toList();
    }

    /** The outcome with all that is not null. */
    private static String told(AckRow row) {
        var text = new StringBuilder(row.key() == null ? "*" : row.key());
        text.append(' ').append(row.outcome().word());
        var parts = new LinkedHashMap<String, Object>();
        parts.put("id", row.remoteId());
        parts.put("code", row.code());
        parts.put("field", row.field());
        parts.put("job", row.job());
        parts.put("at", row.lookAt());
        parts.put("text", row.text());
        parts.forEach((name, value) -> {
            if (value != null) {
                text.append(' ').append(name).append('=').append(value);
            }
        });
        return text.toString();
    }

    @Test
    void anErrorReportOfProductsHoldsCodeAndTextInOneCell() {
        assertThat(told(
                        """
                        select: has(errors)
                        fields:
                          key: { from: shop_sku, required: true }
                          outcome: { const: rejected }
                          code: { value: "errors.before('|')" }
                          text: { value: "errors.after('|').orElse(errors)" }
                        """,
                        csv(
                                "shop_sku;title;errors",
                                "GL-1;Gant;1000|The attribute 'brand' is required",
                                "GL-2;Gant;",
                                "GL-3;Gant;line could not be read",
                                ";Gant;1001|no sku"),
                        Map.of("status", 200)))
                .containsExactly(
                        "GL-1 rejected code=1000 text=The attribute 'brand' is required",
                        "GL-3 rejected text=line could not be read",
                        "* unknown text=key is required and the answer has no usable one");
    }

    @Test
    void columnsWithHyphensAreReadInExpressionsWithUnderscores() {
        assertThat(told(
                        """
                        select: has(error_message)
                        fields:
                          key: offer-sku
                          outcome: { value: "error_message.contains('already') ? 'accepted' : 'rejected'" }
                          text: error-message
                        """,
                        csv(
                                "offer-sku;error-line;error-message",
                                "GL-1;2;Price must be positive",
                                "GL-2;3;The offer already exists",
                                "GL-3;4;"),
                        Map.of()))
                .containsExactly(
                        "GL-1 rejected text=Price must be positive", "GL-2 accepted text=The offer already exists");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "WAITING ~ * submitted job=2041 text=WAITING",
                "RUNNING ~ * submitted job=2041 text=RUNNING",
                "COMPLETE ~ * accepted job=2041 text=COMPLETE",
                "FAILED ~ * unknown job=2041 text=FAILED",
                "EXPLODED ~ * unknown text=the answer says no outcome"
            })
    void theStateOfAnImportSpeaksOfAllItems(String state, String expected) {
        var map = """
                fields:
                  outcome: { from: status, table: import-states }
                  state: status
                """;
        assertThat(told(
                        map,
                        json("{\"import_id\":2041,\"status\":\"" + state + "\",\"lines_in_error\":0}"),
                        Map.of("status", 200, "job", "2041")))
                .containsExactly(expected);
    }

    @Test
    void theFirstAnswerNamesTheJob() {
        var map = "fields:\n  outcome: { const: submitted }\n  job: import_id\n  lookAt: next\n";
        assertThat(told(map, json("{\"import_id\":7,\"next\":\"2026-11-21T10:00:00+01:00\"}"), Map.of()))
                .containsExactly("* submitted job=7 at=2026-11-21T09:00:00Z");
        assertThat(told(map, json("{\"import_id\":null}"), Map.of()))
                .containsExactly("* unknown text=the answer says submitted and names no job");
    }

    @Test
    void aLoneErrorSpeaksOfWhatWasSent() {
        var map = """
                fields:
                  outcome: { value: "status = 400 or status = 404 ? 'rejected' : status = 429 ? 'deferred' : 'unknown'" }
                  code: code
                  text: message
                """;
        var answer = json("{\"code\":\"invalid_parameter\",\"message\":\"Invalid email\\u0007 address\"}");
        assertThat(told(map, answer, Map.of("status", 400)))
                .containsExactly("* rejected code=invalid_parameter text=Invalid email  address");
        assertThat(told(map, answer, Map.of("status", 429)))
                .containsExactly("* deferred code=invalid_parameter text=Invalid email  address");
        // Without a status the condition is undecided, and so is the outcome.
        assertThat(told(map, answer, Map.of())).containsExactly("* unknown text=the answer says no outcome");
    }

    @Test
    void elementsOfXmlAreOneOrSeveral() {
        var map = """
                each: errors.error
                fields:
                  outcome: { when: has(code), const: rejected, else: accepted }
                  code: code
                  text: message
                """;
        var one = Map.<String, Object>of("errors", Map.of("error", Map.of("code", "85", "message", "not writable")));
        var two = Map.<String, Object>of(
                "errors",
                Map.of("error", List.of(Map.of("code", "85", "message", "a"), Map.of("code", "90", "message", "b"))));
        assertThat(told(map, List.of(one, two, Map.of("product", Map.of("id", "7"))), Map.of()))
                .containsExactly(
                        "* rejected code=85 text=not writable",
                        "* rejected code=85 text=a",
                        "* rejected code=90 text=b",
                        "* accepted");
    }

    private static final String POINTERS = """
            each: errors
            fields:
              position: { value: "source.pointer.part('/', 3)" }
              outcome: { value: "has(code) ? 'rejected' : status = 200 and has(record.data) ? 'accepted' : 'unknown'" }
              code: code
              field: { value: "source.pointer.part('/', 4)" }
              text: detail
            """;

    @Test
    void anItemIsNamedByItsPlaceInWhatWasSent() {
        var answer = json("""
                {"errors":[{"status":"400","code":"c1051bb4","detail":"This value should not be blank.","source":{"pointer":"/0/payload/1/name"}},
                 {"status":"400","code":"X","detail":"All of it","source":{"pointer":"/0"}},
                 {"status":"400","code":"X","detail":"Which?","source":{"pointer":"/0/payload/3"}},
                 {"status":"400","code":"X","detail":"Which?","source":{"pointer":"/0/payload/last"}}]}""");
        var beside = Map.<String, Object>of("status", 400, "keys", List.of("GL-1", "GL-2", "GL-3"));
        assertThat(told(POINTERS, answer, beside))
                .containsExactly(
                        "GL-2 rejected code=c1051bb4 field=name text=This value should not be blank.",
                        "* rejected code=X text=All of it",
                        "#3 unknown text=the answer speaks of position 3, 3 items were sent, counted from 0",
                        "#last unknown text=the answer speaks of position last, 3 items were sent, counted from 0");
        assertThat(told(POINTERS, json("{\"data\":{\"product\":[\"1\"]},\"notFound\":{}}"), Map.of("status", 200)))
                .containsExactly("* accepted");
        assertThat(told(POINTERS, json("{\"hello\":1}"), Map.of("status", 200))).containsExactly("* unknown");
    }

    @Test
    void aBatchAnswersInTheOrderItWasSent() {
        assertThat(told("""
                        each: create
                        fields:
                          key: sku
                          position: { value: index }
                          outcome: { when: has(error), const: rejected, else: accepted }
                          remoteId: { from: id, when: not has(error) }
                          code: error.code
                          text: error.message
                        """, json("""
                                {"create":[{"id":799,"sku":"GL-9","name":"Gant"},
                                 {"id":0,"error":{"code":"product_invalid_sku","message":"Invalid or duplicated SKU.","data":{"status":400}}}]}"""), Map.of("keys", List.of("GL-9", "GL-8"))))
                .containsExactly(
                        "GL-9 accepted id=799",
                        "GL-8 rejected code=product_invalid_sku text=Invalid or duplicated SKU.");
    }

    @Test
    void errorsOfAGraphQlPayloadAndItsUnions() {
        var map = """
                each: data.productSet.userErrors
                fields:
                  outcome: { value: "has(message) ? 'rejected' : has(record.data.productSet.product.id) ? 'accepted' : 'unknown'" }
                  remoteId: record.data.productSet.product.id
                  code: code
                  field: { from: field, join: . }
                  text: message
                """;
        assertThat(told(
                        map,
                        json(
                                "{\"data\":{\"productSet\":{\"product\":null,\"userErrors\":[{\"code\":\"BLANK\",\"field\":[\"input\",\"title\"],\"message\":\"Title can't be blank\"}]}}}"),
                        Map.of("status", 200)))
                .containsExactly("* rejected code=BLANK field=input.title text=Title can't be blank");
        assertThat(told(
                        map,
                        json("{\"data\":{\"productSet\":{\"product\":{\"id\":\"gid://p/1\"},\"userErrors\":[]}}}"),
                        Map.of("status", 200)))
                .containsExactly("* accepted id=gid://p/1");
        assertThat(told(map, json("{\"errors\":[{\"message\":\"Throttled\"}]}"), Map.of("status", 200)))
                .containsExactly("* unknown");
        var union = """
                each: data.createAssets
                fields:
                  position: { value: index }
                  outcome: { from: __typename, table: results, unmapped: default, default: rejected }
                  remoteId: id
                  code: errorCode
                  text: message
                """;
        assertThat(told(
                        union,
                        json(
                                "{\"data\":{\"createAssets\":[{\"__typename\":\"Asset\",\"id\":\"7\"},{\"__typename\":\"MimeTypeError\",\"errorCode\":\"MIME_TYPE_ERROR\",\"message\":\"no\"}]}}"),
                        Map.of("keys", List.of("M-1", "M-2"))))
                .containsExactly("M-1 accepted id=7", "M-2 rejected code=MIME_TYPE_ERROR text=no");
    }

    @Test
    void aSearchTellsWhatThePartnerHas() {
        var map = "fields:\n  key: reference\n  outcome: { const: known }\n  remoteId: id\n";
        assertThat(told(map, json("[{\"reference\":\"GL-1\",\"id\":12},{\"reference\":\"GL-2\"}]"), Map.of()))
                .containsExactly("GL-1 known id=12", "GL-2 unknown text=the answer says known and names no id");
    }

    @Test
    void plainElementsAreReadByTheirOwnWord() {
        var map = "each: failed\nfields:\n  key: element\n  outcome: { const: rejected }\n  text: record.reason\n";
        assertThat(told(map, json("{\"failed\":[\"GL-1\",\"GL-2\"],\"reason\":\"full\"}"), Map.of()))
                .containsExactly("GL-1 rejected text=full", "GL-2 rejected text=full");
    }

    @Test
    void whatStandsBesideIsToldFromTheRecordsOwn() {
        var map = """
                select: "index < 1 and keys.size() = 2 and keys.exists(k, k = sku)"
                fields:
                  key: sku
                  outcome: { value: "status = 200 and record.status = 'OK' ? 'accepted' : 'rejected'" }
                  text: { value: "job.orElse('none') + ' ' + locale" }
                """;
        assertThat(told(
                        map,
                        json("[{\"sku\":\"A\",\"status\":\"OK\",\"job\":\"x\"},{\"sku\":\"B\",\"status\":\"OK\"}]"),
                        Map.of("status", 200, "keys", List.of("A", "B"), "locale", "fr_FR", "job", " ")))
                .containsExactly("A accepted text=none fr_FR");
    }

    @Test
    void aListThatIsThereIsNotOverlooked() {
        var map = "fields:\n  outcome: { value: \"has(errors) ? 'rejected' : 'accepted'\" }\n  text: errors\n";
        assertThat(told(map, json("{\"errors\":[{\"message\":\"x\"}]}"), Map.of()))
                .containsExactly("* rejected");
        assertThat(told(map, json("{\"errors\":[\"a\",\"b\"]}"), Map.of())).containsExactly("* rejected text=a, b");
        assertThat(told(map, json("{\"errors\":[]}"), Map.of())).containsExactly("* accepted");
    }

    @Test
    void findingsSayWhatIsWrong() {
        var run = MapFixture.run();
        var rows = compile("fields:\n  key: sku\n  outcome: result\n  remoteId: id\n  lookAt: next\n  position: at\n")
                .apply(
                        json("[{\"sku\":\"A\",\"result\":\"acepted\"},{\"at\":9,\"result\":\"accepted\"},"
                                + "{\"sku\":\"B\",\"result\":\"accepted\",\"id\":\"" + "7".repeat(201) + "\"},"
                                + "{\"sku\":\"C\",\"result\":\"deferred\",\"next\":\"soon\"},"
                                + "{\"sku\":{\"x\":1},\"result\":\"accepted\"}]"),
                        Map.of("keys", List.of("A")),
                        run);
        assertThat(rows.stream().map(AckMapTest::told))
                .containsExactly(
                        "A unknown text='acepted' is no outcome (accepted, deferred, known, rejected, submitted, unknown)",
                        "#9 unknown text=the answer speaks of position 9, 1 items were sent, counted from 0",
                        "B unknown text=remoteId is longer than 200 characters or holds control characters",
                        "C deferred",
                        "* unknown text=key of the answer is no text");
        assertThat(run.findings().stream().map(Finding::rule))
                .containsExactly("MAP-181", "MAP-182", "MAP-183", "MAP-159", "MAP-151", "MAP-182");
    }

    @Test
    void longTextsAreCutAtCharacters() {
        var row = compile("fields:\n  outcome: { const: rejected }\n  code: c\n  text: t\n")
                .apply(
                        json("{\"c\":\"" + "x".repeat(300) + "\",\"t\":\"" + "\ud83d\ude00".repeat(3000) + "\"}"),
                        Map.of(),
                        MapFixture.run())
                .get(0);
        assertThat(row.code()).hasSize(100);
        assertThat(row.text()).isEqualTo("\ud83d\ude00".repeat(2000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "key: sku ~ mappings/t/product-ack.map.yaml MAP-009 no entry fills the outcome; add: outcome: { const: rejected }",
                "outcome: { const: refused } ~ 2:21 MAP-023 'const' is never 'refused' (accepted, deferred, known, rejected, submitted, unknown)",
                "`outcome: { value: \"has(s) ? 'acepted' : 'unknown'\" }` ~ 2:31 MAP-023 'acepted' is no outcome (accepted, deferred, known, rejected, submitted, unknown); did you mean 'accepted'?",
                "outcome: { value: s.orElse('done') } ~ 2:30 MAP-023 'done' is no outcome (accepted, deferred, known, rejected, submitted, unknown)",
                "outcome: { const: acepted } ~ 2:21 MAP-023 'const' is never 'acepted' (accepted, deferred, known, rejected, submitted, unknown); did you mean 'accepted'?",
                "outcome: { from: s, table: wrong-states } ~ 2:30 MAP-014 table wrong-states says 'refused', which is no outcome (accepted, deferred, known, rejected, submitted, unknown)",
                "outcome: { from: s, default: done } ~ 2:32 MAP-023 'default' is never 'done' (accepted, deferred, known, rejected, submitted, unknown)",
                "outcome: { const: rejected, pick: first } ~ 2:31 MAP-002 'pick' is no key of an entry",
                "outcome: { from: s, const: rejected } ~ 2:3 MAP-009 'outcome' has several sources (from, const); give one of const, from, template, value",
                "`outcome: { value: \"status = 'OK' ? 'accepted' : 'rejected'\" }` ~ 2:31 EXP-021 cannot compare integer with text",
                "`outcome: { value: \"int(keys) = 1 ? 'accepted' : 'rejected'\" }` ~ 2:26 EXP-",
                "kye: sku ~ 2:3 MAP-010 'kye' is no field of an outcome (code, field, job, key, lookAt, outcome, position, remoteId, state, text); did you mean 'key'?"
            })
    void wrongEntriesAreNamed(String entry, String message) {
        var rest = entry.startsWith("kye") ? "\n  outcome: { const: rejected }" : "";
        assertThat(problems("fields:\n  " + entry + rest + "\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains(message));
    }

    @Test
    void otherMapsAreNoAnswerMapsAndExtendNone() {
        var problems = new Problems();
        var world = world().map("t/product-in", "fields:\n  sku: A\n")
                .map("t/contact-ack", "extends: t/product-in\nfields:\n  outcome: { const: rejected }\n")
                .map("t/glove-ack", "fields:\n  outcome: { const: rejected }\n")
                .map("t/order-ack", "collect: x\nfields:\n  outcome: { const: rejected }\n")
                .world();
        for (var name : List.of("t/product-in", "t/contact-ack", "t/glove-ack", "t/order-ack")) {
            assertThat(AckMap.compile(world, name, problems)).isEmpty();
        }
        InwardMap.compile(world, "t/order-ack", Dialect.PLAIN, problems);
        assertThat(problems.sorted().stream().map(Problem::toString))
                .anySatisfy(
                        problem -> assertThat(problem)
                                .isEqualTo(
                                        "mappings/t/product-in.map.yaml MAP-001 this map is inward; maps of answers are named <object>-ack.map.yaml"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("MAP-004 't/product-in' maps products inward; a map extends one of its own"))
                .anySatisfy(problem -> assertThat(problem).contains("the name 'glove-ack' is not"))
                .anySatisfy(problem -> assertThat(problem).contains("MAP-002 'collect' is no key of an answer map"));
    }

    @Test
    void anAnswerMapExtendsAnother() {
        var problems = new Problems();
        var world = world().map(
                        "t/contact-ack", "each: errors\nfields:\n  outcome: { const: rejected }\n  code: code\n")
                .map(NAME, "extends: t/contact-ack\nremove: [code]\nfields:\n  text: message\n")
                .world();
        var map = AckMap.compile(world, NAME, problems).orElseThrow();
        assertThat(map.apply(json("{\"errors\":[{\"code\":\"1\",\"message\":\"m\"}]}"), Map.of(), MapFixture.run()))
                .containsExactly(new AckRow(null, AckRow.Word.REJECTED, null, null, null, "m", null, null));
        assertThat(map.revision())
                .isNotEqualTo(AckMap.compile(world, "t/contact-ack", problems)
                        .orElseThrow()
                        .revision())
                .hasSize(16);
    }

    @Test
    void noAnswerMakesItThrow() {
        var random = new Random(20261121);
        var maps = List.of(
                compile(POINTERS),
                compile(
                        "select: \"not (a = 'x')\"\nfields:\n  key: a\n  outcome: { from: [b, c.d], case: lower }\n  remoteId: c\n  lookAt: d\n"
                                + "  text: { template: \"{a} {b?}\" }\n  position: { value: \"int(b) - 1\" }\n  job: c.d.1\n"));
        int unknown = 0;
        for (int i = 0; i < 20_000; i++) {
            var records = new ArrayList<Map<String, Object>>();
            for (int n = random.nextInt(3); n >= 0; n--) {
                records.add(record(random, 0));
            }
            var beside = new LinkedHashMap<String, Object>();
            beside.put("status", random.nextBoolean() ? (Object) "x" : random.nextInt(600));
            beside.put("keys", random.nextBoolean() ? null : List.of("A", "B"));
            for (var map : maps) {
                unknown += (int) map.apply(records, beside, MapFixture.run()).stream()
                        .filter(row -> row.outcome() == AckRow.Word.UNKNOWN && row.text() != null)
                        .count();
            }
        }
        assertThat(unknown).isGreaterThan(10_000);
    }

    private static Map<String, Object> record(Random random, int depth) {
        if (random.nextInt(20) == 0) {
            return null;
        }
        var record = new LinkedHashMap<String, Object>();
        for (var name : List.of("a", "b", "c", "d", "errors", "source", "pointer", "code", "data")) {
            if (random.nextInt(3) > 0) {
                record.put(name, value(random, depth));
            }
        }
        return record;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 7 : 9)) {
            case 0 -> null;
            case 1 -> "accepted";
            case 2 -> "/0/payload/" + random.nextInt(4);
            case 3 -> random.nextLong();
            case 4 -> random.nextBoolean();
            case 5 -> "\u0000 \ud83d";
            case 6 -> Instant.EPOCH.plusSeconds(random.nextInt()).toString();
            case 7 -> record(random, depth + 1);
            default -> {
                var list = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
        };
    }
}
