package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTest {
    @TempDir
    private Path folder;

    private String home;

    @BeforeEach
    void init() {
        home = folder.resolve("my-company").toString();
        Terminal.run("init", home, "--title", "Company: one");
    }

    private String read(String path) throws IOException {
        return Files.readString(Path.of(home, path));
    }

    @Test
    void initNeverWritesOverAHome() {
        var again = Terminal.run("init", home);
        assertThat(again.code()).isEqualTo(Commands.REFUSED);
        assertThat(again.err()).contains("already holds config/ or routes/");
    }

    @Test
    void initQuotesATitleThatNeedsIt() throws IOException {
        assertThat(read("config/hub.yaml")).contains("title: \"Company: one\"");
    }

    @Test
    void initBringsSchemasAndPipelines() throws IOException {
        assertThat(Path.of(home, ".schemas/channel.json")).isRegularFile();
        assertThat(Path.of(home, ".schemas/map.json")).isRegularFile();
        assertThat(read(".gitignore")).isEqualTo("/data/\n");
        assertThat(read(".gitlab-ci.yml")).contains("check --strict").contains(" test");
        assertThat(read(".github/workflows/caravanserai.yml"))
                .contains("check --strict")
                .contains(" test");
    }

    @Test
    void schemasAloneAreWrittenAnew() throws IOException {
        Files.writeString(Path.of(home, ".schemas/channel.json"), "old");
        assertThat(Terminal.run("init", home, "--schemas").code()).isEqualTo(Commands.DONE);
        assertThat(read(".schemas/channel.json")).startsWith("{");
    }

    @Test
    void aChannelIsOneFileThatCheckPasses() throws IOException {
        var terminal = Terminal.run(
                "new",
                "channel",
                "outil-sud",
                "--home",
                home,
                "--title",
                "Outil Sud",
                "--stream",
                "products",
                "--format",
                "csv",
                "--locale",
                "en_GB");
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out()).isEqualTo("Wrote config/channels/outil-sud.yaml\n");
        assertThat(read("config/channels/outil-sud.yaml")).isEqualTo("""
                # yaml-language-server: $schema=../../.schemas/channel.json
                title: Outil Sud
                system: feed
                owner: catalogue
                mode: approve # off, shadow, approve, auto
                locales: [en_GB]
                streams:
                  products: { file: products.csv, format: { type: csv } }
                """);
        assertThat(Terminal.run("check", "--strict", "--home", home).code()).isEqualTo(Commands.DONE);
    }

    @Test
    void aSourceTakesItsKeysFromTheDescriptor() throws IOException {
        var terminal = Terminal.run(
                "new",
                "source",
                "pim",
                "--home",
                home,
                "--entity",
                "products",
                "--entity",
                "media",
                "--set",
                "readyFile=*.ok");
        assertThat(terminal.err()).isEmpty();
        assertThat(read("config/sources/pim.yaml"))
                .contains("  directory: inbox/pim #")
                .contains("  # archive: archive/erp #")
                .contains("  readyFile: \"*.ok\" #")
                .contains("format: { type: jsonl }")
                .contains("  products: { files: \"products*.jsonl\", load: delta }\n  media: ");
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
        assertThat(Terminal.run("check", "--strict", "--home", home).code()).isEqualTo(Commands.DONE);
    }

    @Test
    void saysWhatIsStillMissing() throws IOException {
        var terminal = Terminal.run("new", "source", "erp", "--home", home, "--format", "csv");
        assertThat(terminal.out()).contains("there is no map mappings/erp/product-in.map.yaml");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
        assertThat(read("config/sources/erp.yaml")).contains("map: erp/product-in");
    }

    @Test
    void digitsStayText() throws IOException {
        Terminal.run(
                "new",
                "channel",
                "atlas",
                "--home",
                home,
                "--system",
                "bmecat",
                "--set",
                "catalogId=A1",
                "--set",
                "supplierId=3412340000003");
        assertThat(read("config/channels/atlas.yaml")).contains("supplierId: \"3412340000003\"");
    }

    @Test
    void refusesWhatItCannotWrite() {
        assertThat(Terminal.run("new", "channel", "My_Partner", "--home", home).err())
                .startsWith("My_Partner is no name for a file");
        var system = Terminal.run("new", "channel", "x", "--home", home, "--system", "fead");
        assertThat(system.code()).isEqualTo(Commands.USAGE);
        assertThat(system.err()).contains("did you mean 'feed'?");
        assertThat(Terminal.run("new", "source", "x", "--home", home, "--set", "direktory=x")
                        .err())
                .isEqualTo("'direktory' is no key of the connection of files; did you mean 'directory'?\n");
        assertThat(Terminal.run("new", "channel", "first-partner", "--home", home)
                        .err())
                .isEqualTo("config/channels/first-partner.yaml is there already; nothing was written\n");
        assertThat(Terminal.run("new", "channel", "y", "--home", home, "--system", "bmecat")
                        .err())
                .isEqualTo("Say --set catalogId=: catalogId - Catalogue identification agreed with the buyer.\n");
        assertThat(Path.of(home, "config/channels/y.yaml")).doesNotExist();
        assertThat(Terminal.run("new").code()).isEqualTo(Commands.USAGE);
    }

    @Test
    void asksAtATerminal() {
        var out = new StringWriter();
        var ask = new Ask(
                new BufferedReader(new StringReader("\n\nanswer\n\n")), new PrintWriter(out), Texts.of(Locale.ENGLISH));
        assertThat(ask.value("given", "--x", "What", null)).isEqualTo("given");
        assertThat(ask.value(null, "--x", "What", null))
                .as("asks until there is an answer")
                .isEqualTo("answer");
        assertThat(ask.value(null, "--x", "What", "usual")).isEqualTo("usual");
        assertThat(out.toString()).isEqualTo("What: What: What: What [usual]: ");
        assertThatThrownBy(() -> ask.value(null, "--x", "What", null)).hasMessageContaining("nothing was written");
    }
}
