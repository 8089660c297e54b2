package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a channel makes of a document, and the test that is written of it. */
class MapKeyTest {
    private static final String ANSWER =
            "[{\"channel\":\"first-partner\",\"stream\":\"products\",\"locale\":null,\"selected\":true,\"held\":%s,\"findings\":%s,"
                    + "\"fields\":[{\"field\":\"name\",\"value\":\"Hammer\",\"rule\":\"name\",\"at\":\"m:1:1\",\"sources\":[]},"
                    + "{\"field\":\"gtin\",\"value\":null,\"rule\":\"gtin\",\"at\":\"m:2:1\",\"sources\":[]}]}]";
    private static final String RECORDS = "[{\"stream\":\"products\",\"map\":\"shop/product-out\",\"documents\":"
            + "[{\"products\":{\"sku\":\"A-1\",\"name\":{\"en_GB\":\"Hammer\"}}}]}]";
    private static final String ASKED = "key=A-1&channel=first-partner&entity=products";

    @TempDir
    private Path folder;

    private FakeHub hub;
    private Path home;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
        home = folder.resolve("h");
        Terminal.run("init", home.toString());
        write("mappings/shop/product-out.map.yaml", """
                # yaml-language-server: $schema=../../.schemas/map.json
                fields:
                  name: name
                  gtin: gtin
                """);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(home.resolve(path).getParent());
        Files.writeString(home.resolve(path), text);
    }

    private void answers(String held, String findings) {
        hub.answer("GET /api/v1/explain?" + ASKED, 200, ANSWER.formatted(held, findings));
        hub.answer("GET /api/v1/explain/records?" + ASKED, 200, RECORDS);
    }

    private Terminal map(String... more) {
        var all = new java.util.ArrayList<>(
                List.of("map", "A-1", "--channel", "first-partner", "--home", home.toString()));
        all.addAll(List.of(more));
        return hub.run(all.toArray(String[]::new));
    }

    @Test
    void showsTheRow() {
        answers("false", "[]");
        var shown = map();
        assertThat(shown.out()).isEqualTo("{\"name\":\"Hammer\"}\n");
        assertThat(shown.err()).isEqualTo("products -: goes out\n");
        assertThat(shown.code()).isEqualTo(Commands.DONE);
        assertThat(home.resolve("mappings/shop/product-out.test.yaml")).doesNotExist();
    }

    @Test
    void aHeldDocumentSaysWhyAndGivesNoTest() {
        answers("true", "[{\"rule\":\"complete\",\"severity\":\"block\",\"message\":\"gtin is missing\"}]");
        var held = map("--save-test");
        assertThat(held.err()).startsWith("products -: held\n  blocks: complete gtin is missing\n");
        assertThat(held.code()).isEqualTo(Commands.REFUSED);
        assertThat(home.resolve("mappings/shop/product-out.test.yaml")).doesNotExist();
    }

    @Test
    void aSavedTestPassesAndIsWrittenBehindTheOthers() throws IOException {
        answers("false", "[]");
        int before = cases();
        assertThat(map("--save-test").err())
                .endsWith(
                        "Wrote a case to mappings/shop/product-out.test.yaml and its records to mappings/shop/product-out.records.jsonl\n");
        assertThat(map("--save-test").code()).isEqualTo(Commands.DONE);
        var tests = Files.readString(home.resolve("mappings/shop/product-out.test.yaml"));
        assertThat(tests.split("given: A-1", -1)).hasSize(3);
        assertThat(Files.readString(home.resolve("mappings/shop/product-out.records.jsonl")))
                .isEqualTo("{\"products\":{\"sku\":\"A-1\",\"name\":{\"en_GB\":\"Hammer\"}}}\n");
        assertThat(cases()).isEqualTo(before + 2);
    }

    /** How many cases the home has; all of them pass. */
    private int cases() {
        var run = Terminal.run("test", "--home", home.toString());
        assertThat(run.out()).endsWith(", none failed\n");
        var count = run.out().substring(0, run.out().indexOf(' '));
        return count.equals("no") ? 0 : Integer.parseInt(count);
    }

    @Test
    void whatCannotBeSavedIsRefused() throws IOException {
        answers("false", "[]");
        assertThat(map("--save-test", "--entity", "contacts").err())
                .startsWith("Documents of people are not written beside a map;");
        write("mappings/shop/product-out.test.yaml", "cases: []\n");
        assertThat(map("--save-test").err())
                .endsWith(
                        "mappings/shop/product-out.test.yaml does not end with its cases as a block list; add the case by hand\n");
        var nowhere = hub.run("map", "A-1", "--channel", "first-partner", "--save-test", "--home", folder.toString());
        assertThat(nowhere.err()).endsWith(" is no home: the test is written into one. Name it with --home DIR\n");
        assertThat(nowhere.code()).isEqualTo(Commands.USAGE);
    }
}
