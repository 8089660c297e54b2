package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.quality.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapTestsTest {
    @TempDir
    Path folder;

    private Home home(String cases) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        write("config/model/products.yaml", "packaging: [EA, BX]\n");
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR, en_GB]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("mappings/t/product-out.map.yaml", """
                select: status = 'active'
                fields:
                  id: sku
                  title: { from: name, max: 10 characters, required: true }
                  photo: { from: media, where: "role = 'photo'", pick: first, take: url }
                  group: parent.sku
                  box: packaging.BX.quantity
                  above: { from: parent.sku, remote: products }
                """);
        write("mappings/t/product-out.records.jsonl", """
                {"products":{"sku":"GL-1","parent":"GL","status":"active","media":["M-1"]}}
                {"products":{"sku":"GL","name":{"fr_FR":"Gant"}}}
                {"media":{"code":"M-1","role":"photo","url":"https://m/1.jpg"}}
                """);
        write("mappings/t/product-out.test.yaml", cases);
        write("mappings/t/product-in.map.yaml", "fields:\n  sku: CODE\n  gtin: GTIN\n  name.fr_FR: LIB\n");
        write("mappings/t/product-in.test.yaml", """
                cases:
                  - { title: a row, given: { CODE: "1", LIB: Gant }, expect: { sku: "1", name: { fr_FR: Gant }, gtin: null }, findings: [] }
                  - { title: a bad GTIN, given: { CODE: "1", GTIN: "123" }, findings: [MAP-154] }
                  - { title: no key, given: { LIB: Gant }, error: the row has no sku }
                """);
        return Home.read(folder, null, Library.of(Path.of("").toAbsolutePath()));
    }

    private void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> run(String cases, String map) throws IOException {
        var tests = MapTests.of(home("cases:\n" + cases.indent(2)), gate(), Host.NONE);
        assertThat(tests.problems()).isEmpty();
        return tests.cases().stream()
                .filter(each -> each.map().equals(map))
                .flatMap(each -> each.run().stream())
                .toList();
    }

    private static MapTests.Gates gate() {
        return MapTests.Gates.NONE;
    }

    @Test
    void rightExpectationsPass() throws IOException {
        assertThat(run("""
                - { title: a saved record, given: GL-1, expect: { title: Gant, photo: "https://m/1.jpg", group: GL, box: null, above: "products:GL" } }
                - title: a record written here
                  given:
                    sku: X
                    status: active
                    name: { fr_FR: Un gant bien trop long }
                    parent: { sku: P, packaging: { BX: { quantity: 12 } } }
                    media: [{ role: sheet, url: a }, { role: photo, url: b }]
                  expect: { title: Un gant bi, photo: b, group: P, box: 12 }
                  findings: [MAP-101]
                - { title: no name, given: { sku: X, status: active }, findings: [MAP-103], error: title is required }
                - { title: a draft, given: { sku: X, status: draft }, error: "select: status = 'active' is false" }
                """, "t/product-out")).isEmpty();
    }

    @Test
    void aGateReadsTextsInTheLanguageOfTheCase() throws IOException {
        home("""
                cases:
                  - { title: a name in it, given: { sku: X, status: active, name: { en_GB: Glove } }, locale: en_GB, expect: { title: Glove }, findings: [] }
                  - { title: in another one, given: { sku: X, status: active, name: { en_GB: Glove } }, locale: fr_FR, findings: [MAP-103, named], error: title }
                """);
        write("mappings/t/product-out.gate.yaml", "rules: { named: { require: has(name), fix: Name it } }\n");
        var home = Home.read(folder, null, Library.of(Path.of("").toAbsolutePath()));
        MapTests.Gates gates = (file, names, environment, problems) ->
                Gate.compile(file, names, environment, problems).map(gate -> (MapTests.Judge) gate::check);
        assertThat(MapTests.of(home, gates, Host.NONE).cases().stream()
                        .filter(each -> each.map().equals("t/product-out"))
                        .flatMap(each -> each.run().stream()))
                .isEmpty();
    }

    @Test
    void inwardCasesPass() throws IOException {
        assertThat(run("- { given: GL-1, expect: { id: GL-1 } }", "t/product-in"))
                .isEmpty();
    }

    @Test
    void wrongExpectationsSayWhatCameOut() throws IOException {
        assertThat(run("""
                - { given: GL-1, expect: { title: Gants, box: 12, group: null } }
                - { given: GL-1, findings: [MAP-101] }
                - { given: GL-1, error: no }
                - { given: GL-9, expect: { id: GL-9 } }
                - { given: { sku: X, status: draft }, expect: { id: X } }
                """, "t/product-out"))
                .containsExactly(
                        "mappings/t/product-out.test.yaml:2:37 title: expected Gants, found Gant",
                        "mappings/t/product-out.test.yaml:2:49 box: expected 12, found no value",
                        "mappings/t/product-out.test.yaml:2:60 group: expected null, found GL",
                        "mappings/t/product-out.test.yaml:3:30 expected the findings [MAP-101], found []",
                        "mappings/t/product-out.test.yaml:4:27 expected the error 'no', found none",
                        "mappings/t/product-out.test.yaml:5:14 there is no record 'GL-9' in mappings/t/product-out.records.jsonl; save it with: map GL-9 --save-test",
                        "mappings/t/product-out.test.yaml:6:5 nothing came out: select: status = 'active' is false");
    }

    @Test
    void testFilesAreCheckedThemselves() throws IOException {
        var home = home(
                "cases:\n  - { titel: x, given: A, expect: { id: A } }\n  - { title: y, expect: { id: A } }\n  - { given: A }\n  - A\n");
        assertThat(MapTests.of(home, gate(), Host.NONE).problems().stream().map(Object::toString))
                .containsExactly(
                        "mappings/t/product-out.test.yaml:2:7 MAP-002 'titel' is no key of a case; did you mean 'title'?",
                        "mappings/t/product-out.test.yaml:3:5 MAP-003 the case has no given: a record, a row or a key",
                        "mappings/t/product-out.test.yaml:4:5 MAP-003 the case expects nothing; add expect, findings or error",
                        "mappings/t/product-out.test.yaml:5:5 MAP-003 a case is { title, given, expect }, found a value");
    }

    private List<String> answers(String cases) throws IOException {
        home("cases: []\n");
        write("mappings/t/order-ack.map.yaml", """
                select: has(message)
                fields:
                  position: place
                  outcome: { value: "status = 400 ? 'rejected' : 'deferred'" }
                  text: { template: "{message}" }
                  job: { value: job }
                """);
        write("mappings/t/return-ack.map.yaml", "fields: { outcome: { const: gone } }\n");
        write("mappings/t/order-ack.test.yaml", "cases:\n" + cases.indent(2));
        var home = Home.read(folder, null, Library.of(Path.of("").toAbsolutePath()));
        assertThat(home.problems()).filteredOn(problem -> !problem.warning()).isEmpty();
        assertThat(new Maps().check(home).stream().map(Object::toString).filter(each -> each.contains("-ack.")))
                .containsExactly(
                        "mappings/t/return-ack.map.yaml:1:29 MAP-023 'const' is never 'gone' (accepted, deferred, known, rejected, submitted,"
                                + " unknown)");
        var tests = MapTests.of(home, gate(), Host.NONE);
        var all = new java.util.ArrayList<String>();
        tests.problems().forEach(problem -> all.add(problem.toString()));
        tests.cases().stream().filter(each -> each.map().equals("t/order-ack")).forEach(each -> all.addAll(each.run()));
        return all;
    }

    @Test
    void casesOfAnswersPass() throws IOException {
        assertThat(answers("""
                - title: two records
                  given: [{ place: 1, message: no }, { place: 0 }, { place: 7, message: what }]
                  status: 400
                  job: "12"
                  keys: [O-1, O-2]
                  expect: [{ key: O-2, outcome: rejected, text: no, job: "12", code: null }, { key: "#7", outcome: unknown }]
                  findings: [MAP-182]
                - { title: one, given: { message: later }, status: 429, expect: { key: null, outcome: deferred }, findings: [] }
                - { title: none, given: { place: 1 }, expect: [] }
                """)).isEmpty();
    }

    @Test
    void casesOfAnswersSayWhatCameOut() throws IOException {
        assertThat(answers("""
                - { given: { message: later }, status: 429, expect: { outcome: rejected } }
                - { given: { message: later }, expect: [] }
                - { given: [later], expect: [] }
                - { given: { message: later }, error: no }
                - { given: { message: later }, expect: [accepted] }
                """))
                .containsExactly(
                        "mappings/t/order-ack.test.yaml:5:41 MAP-002 an answer map refuses nothing; write expect: [{ outcome: unknown }]",
                        "mappings/t/order-ack.test.yaml:2:66 [0].outcome: expected rejected, found deferred",
                        "mappings/t/order-ack.test.yaml:3:42 expected 0 outcomes, found [{key=null, outcome=unknown, remoteId=null, code=null,"
                                + " field=null, text=the answer says no outcome, job=null, lookAt=null}]",
                        "mappings/t/order-ack.test.yaml:4:15 given is a record of an answer, or a list of them: { field: value }",
                        "mappings/t/order-ack.test.yaml:6:43 an outcome is { key: GL-1, outcome: accepted }");
        assertThat(
                        MapTests.of(home("cases:\n  - { given: GL-1, expect: {}, keys: [A] }\n"), gate(), Host.NONE)
                                .problems()
                                .stream()
                                .map(Object::toString))
                .contains(
                        "mappings/t/product-out.test.yaml:2:38 MAP-002 'keys' stands beside an answer; it goes with tests of <object>-ack maps");
    }

    @Test
    void gatesAreJudgedWithTheMap() throws IOException {
        var home = home("cases:\n  - { given: GL-1, findings: [main-image] }\n");
        write("mappings/t/product-out.gate.yaml", "rules: { main-image: { require: has(media) } }\n");
        home = Home.read(folder, null, Library.of(Path.of("").toAbsolutePath()));
        MapTests.Gates gates = (file, names, environment, problems) -> java.util.Optional.of((slots, run) ->
                List.of(new Finding("main-image", Finding.Severity.BLOCK, null, null, "no photo", null)));
        var test = MapTests.of(home, gates, Host.NONE).cases().stream()
                .filter(each -> each.map().equals("t/product-out"))
                .findFirst()
                .orElseThrow();
        assertThat(test.run()).isEmpty();
    }
}
