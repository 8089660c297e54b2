package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class TestTest {
    private static final String CASES = """
            # yaml-language-server: $schema=../../.schemas/test.json
            cases:
              - { title: a plain one, locale: en_GB, given: { sku: A-1, name: { en_GB: Glove } }, expect: { name: %s } }
            """;

    @TempDir
    private Path folder;

    private String home;

    @BeforeEach
    void init() throws IOException {
        home = folder.resolve("my-company").toString();
        Terminal.run("init", home);
        Files.createDirectories(Path.of(home, "mappings/own"));
        Files.writeString(
                Path.of(home, "mappings/own/product-out.map.yaml"),
                "# yaml-language-server: $schema=../../.schemas/map.json\nfields: { sku: sku, name: name }\n");
    }

    private void expect(String name) throws IOException {
        Files.writeString(Path.of(home, "mappings/own/product-out.test.yaml"), CASES.formatted(name));
    }

    @org.junit.jupiter.api.Test
    void casesThatHold() throws IOException {
        expect("Glove");
        var terminal = Terminal.run("test", "own/product-out", "--home", home);
        assertThat(terminal.out()).isEqualTo("1 case, none failed\n");
        assertThat(Terminal.run("test", "--home", home).out())
                .as("with those of the library")
                .endsWith(" none failed\n");
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
    }

    @org.junit.jupiter.api.Test
    void casesThatFail() throws IOException {
        expect("Shoe");
        var terminal = Terminal.run("test", "own/product-out", "--home", home);
        assertThat(terminal.out())
                .startsWith("Failed: mappings/own/product-out.test.yaml:3:5 own/product-out: a plain one\n  ")
                .contains("Shoe")
                .contains("Glove")
                .endsWith("1 case, 1 failed\n");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
        assertThat(Terminal.run("test", "--json", "--home", home).out())
                .contains("\"at\": \"mappings/own/product-out.test.yaml:3:5\"");
    }

    @org.junit.jupiter.api.Test
    void onlyThoseOfOneMap() throws IOException {
        expect("Shoe");
        var none = Terminal.run("test", "own/offer-out", "--home", home);
        assertThat(none.out()).isEqualTo("""
                Nothing is tested: no case and no recording is about own/offer-out. Write <map>.test.yaml beside the map, or look at the name.
                """);
        assertThat(none.code()).as("nothing tested is no success").isEqualTo(Commands.REFUSED);
        assertThat(Terminal.run("test", "own", "--home", home).out()).endsWith("1 case, 1 failed\n");
        assertThat(Terminal.run("test", "feed/product-out", "--home", home).out())
                .as("those of the library only when somebody names them")
                .isEqualTo("3 cases, none failed\n");
    }

    @org.junit.jupiter.api.Test
    void aBrokenHomeIsMendedFirst() throws IOException {
        expect("Glove");
        Files.writeString(Path.of(home, "config/hub.yaml"), "title: x\n");
        var terminal = Terminal.run("test", "--home", home);
        assertThat(terminal.out()).contains("HOM-002").endsWith("Mend these first; no case was run.\n");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
    }
}
