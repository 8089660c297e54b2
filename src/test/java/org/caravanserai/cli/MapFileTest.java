package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapFileTest {
    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void init() throws IOException {
        home = folder.resolve("my-company");
        Terminal.run("init", home.toString());
        write("config/sources/erp.yaml", """
                # yaml-language-server: $schema=../../.schemas/source.json
                system: files
                connection: { directory: inbox/erp }
                format: { type: csv, decimal: "," }
                entities:
                  products: { files: "ITEMS_*.csv", map: erp/product-in }
                """);
        write("mappings/erp/product-in.map.yaml", """
                # yaml-language-server: $schema=../../.schemas/map.json
                fields:
                  sku: ITEM
                  gtin: EAN
                  weight: { from: KG, unit: KGM }
                """);
    }

    private String write(String path, String text) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return file.toString();
    }

    private Terminal map(String... more) {
        var arguments = new java.util.ArrayList<>(java.util.List.of("map", "--home", home.toString()));
        arguments.addAll(java.util.List.of(more));
        return Terminal.run(arguments.toArray(String[]::new));
    }

    @Test
    void showsTheDocuments() throws IOException {
        var file = write("ITEMS_1.csv", "ITEM;EAN;KG\nA-1;9520410000014;1,5\n");
        var terminal = map(file);
        assertThat(terminal.out())
                .isEqualTo(
                        "{\"sku\":\"A-1\",\"gtin\":\"9520410000014\",\"weight\":{\"unit\":\"KGM\",\"value\":\"1.5\"}}\n");
        assertThat(terminal.err()).isEqualTo("erp products: 1 document, no rows refused, no findings\n");
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
    }

    @Test
    void saysWhatIsWrongWithValuesAndRows() throws IOException {
        var file = write("ITEMS_1.csv", "ITEM;EAN;KG\nA-1;9520410000015;1,5\n;9520410000014;1\nA-3;1\n");
        var terminal = map(file, "--limit", "0");
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err())
                .contains("line 2: MAP-154 gtin '9520410000015' is no valid gtin")
                .contains("line 3: refused: ")
                .contains("line 4: refused: ROW-002 ")
                .endsWith("erp products: 1 document, 2 rows refused, 1 finding\n");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void aFileAsAWholeIsRefused() throws IOException {
        var terminal = map(write("ITEMS_1.csv", ""));
        assertThat(terminal.err()).contains("ITEMS_1.csv is refused as a file: FIL-");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void asksForTheSourceOfAFileItDoesNotKnow() throws IOException {
        var file = write("other.csv", "ITEM;EAN;KG\nA-1;;\n");
        var terminal = map(file);
        assertThat(terminal.code()).isEqualTo(Commands.USAGE);
        assertThat(terminal.err())
                .contains("other.csv fits no entity of the sources; choose with --source and --entity: ")
                .contains("erp products");
        assertThat(map(file, "--source", "erp").code()).isEqualTo(Commands.DONE);
        assertThat(map(file, "--source", "erp", "--entity", "offers").code()).isEqualTo(Commands.USAGE);
    }

    @Test
    void canonicalDocumentsNeedNoMap() throws IOException {
        var file = write("p.jsonl", "{\"sku\":\"A-1\",\"nonsense\":1}\n");
        var terminal = map(file, "--source", "api", "--entity", "products");
        assertThat(terminal.out()).isEqualTo("{\"sku\":\"A-1\"}\n");
        assertThat(terminal.err()).contains("nonsense");
    }

    @Test
    void thereIsNoSuchFile() {
        assertThat(map("nothing.csv").err()).isEqualTo("There is no file nothing.csv\n");
    }
}
