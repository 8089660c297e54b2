package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.caravanserai.home.reload.HomeWatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void init() {
        home = folder.resolve("my-company");
        assertThat(Terminal.run("init", home.toString()).code()).isEqualTo(Commands.DONE);
    }

    private void channel(String text) throws IOException {
        Files.writeString(home.resolve("config/channels/first-partner.yaml"), text, StandardCharsets.UTF_8);
    }

    @Test
    void aHomeOfInitIsFine() {
        var terminal = Terminal.run("check", "--strict", "--home", home.toString());
        assertThat(terminal.out())
                .startsWith("my-company (test): 1 source, 1 channel, ")
                .endsWith(
                        "Database: H2 file; acknowledged changes survive the death of the process, not the loss of power\n"
                                + "no errors, no warnings\n");
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
    }

    @Test
    void errorsAreRefused() throws IOException {
        channel(
                "# yaml-language-server: $schema=../../.schemas/channel.json\nsystem: feed\nmdoe: auto\nstreams: { products: { file: a.csv, format: { type: csv } } }\n");
        var terminal = Terminal.run("check", "--home", home.toString());
        assertThat(terminal.out())
                .startsWith(
                        "config/channels/first-partner.yaml:3:1 HOM-001 'mdoe' is no key of a channel; did you mean 'mode'?\n");
        assertThat(terminal.out()).endsWith("1 error, no warnings\n");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void mapsAndGatesAreCheckedToo() throws IOException {
        Files.createDirectories(home.resolve("mappings/own"));
        Files.writeString(
                home.resolve("mappings/own/product-out.map.yaml"),
                "# yaml-language-server: $schema=../../.schemas/map.json\nfields:\n  sku: skuu\n");
        var terminal = Terminal.run("check", "--home", home.toString());
        assertThat(terminal.out()).contains("mappings/own/product-out.map.yaml:3:8 MAP-010");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void testFilesAreCheckedToo() throws IOException {
        Files.createDirectories(home.resolve("mappings/own"));
        Files.writeString(
                home.resolve("mappings/own/product-out.map.yaml"),
                "# yaml-language-server: $schema=../../.schemas/map.json\nfields:\n  sku: sku\n");
        Files.writeString(
                home.resolve("mappings/own/product-out.test.yaml"),
                "# yaml-language-server: $schema=../../.schemas/test.json\ncases:\n"
                        + "  - { title: one, given: { sku: A }, expct: { sku: A } }\n");
        var terminal = Terminal.run("check", "--home", home.toString());
        assertThat(terminal.out())
                .contains(
                        "mappings/own/product-out.test.yaml:3:", "'expct' is no key of a case; did you mean 'expect'?");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void aStreamOfNoKnownNameIsAnErrorAndNoFault() throws IOException {
        channel("# yaml-language-server: $schema=../../.schemas/channel.json\nsystem: feed\n"
                + "streams: { product: { map: feed/product-out, file: a.csv, format: { type: csv } } }\n");
        var terminal = Terminal.run("check", "--home", home.toString());
        assertThat(terminal.out()).contains("first-partner.yaml:3:12 HOM-005 'product' is no key of 'streams'");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void aPriceListOfNoKnownNameIsSaidOnce() throws IOException {
        Files.createDirectories(home.resolve("mappings/own"));
        Files.writeString(
                home.resolve("mappings/own/product-out.map.yaml"),
                "# yaml-language-server: $schema=../../.schemas/map.json\nfields:\n  sku: sku\n");
        Files.writeString(
                home.resolve("mappings/own/product-out.gate.yaml"),
                "# yaml-language-server: $schema=../../.schemas/gate.json\nrules:\n"
                        + "  price: { require: \"priceOf() > 0 EUR\", fix: Add a price }\n");
        channel("# yaml-language-server: $schema=../../.schemas/channel.json\nsystem: feed\nprices: { list: pblic }\n"
                + "streams: { products: { map: own/product-out, file: a.csv, format: { type: csv } } }\n");
        var terminal = Terminal.run("check", "--home", home.toString());
        assertThat(terminal.out())
                .contains("HOM-013 there is no price list 'pblic'")
                .doesNotContain("EXP-034");
        assertThat(terminal.out()).endsWith("1 error, no warnings\n");
    }

    @Test
    void aCounterWhoseRuleIsNoTextIsAnErrorAndNoFault() throws IOException {
        Files.createDirectories(home.resolve("config/quality"));
        Files.writeString(
                home.resolve("config/quality/own.yaml"),
                "# yaml-language-server: $schema=../../.schemas/quality.json\n"
                        + "lost: { of: products, require: { a: b }, by: [channel, locale] }\n");
        var terminal = Terminal.run("check", "--home", home.toString());
        assertThat(terminal.out()).contains("config/quality/own.yaml:2");
        assertThat(terminal.code()).isEqualTo(Commands.REFUSED);
    }

    @Test
    void warningsAreRefusedOnlyWhenStrict() throws IOException {
        channel("system: feed\nstreams: { products: { file: a.csv, format: { type: csv } } }\n");
        var terminal = Terminal.run("check", "--home", home.toString());
        assertThat(terminal.out())
                .contains("config/channels/first-partner.yaml:1 HOM-015 warning: make this the first line");
        assertThat(terminal.out()).endsWith("no errors, 1 warning\n");
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
        assertThat(Terminal.run("check", "--strict", "--home", home.toString()).code())
                .isEqualTo(Commands.REFUSED);
    }

    @Test
    void speaksFrench() throws IOException {
        channel("system: feed\nstreams: { products: { file: a.csv, format: { type: csv } } }\n");
        var terminal = Terminal.run(Locale.FRENCH, "check", "--home", home.toString());
        assertThat(terminal.out()).contains("HOM-015 avertissement : ").endsWith("aucune erreur, 1 avertissement\n");
    }

    @Test
    void answersAsJson() throws IOException {
        channel("system: feed\nstreams: { products: { file: a.csv, format: { type: csv } } }\n");
        assertThat(Terminal.run("check", "--json", "--home", home.toString()).out())
                .isEqualTo("""
                {
                  "home": "%s",
                  "environment": null,
                  "durability": "process",
                  "problems": [
                    {
                      "file": "config/channels/first-partner.yaml",
                      "line": 1,
                      "column": 0,
                      "code": "HOM-015",
                      "severity": "warning",
                      "text": "make this the first line: # yaml-language-server: $schema=../../.schemas/channel.json"
                    }
                  ],
                  "replaced": []
                }
                """.formatted(home));
    }

    @Test
    void printsEachValueWithItsOrigin() throws IOException {
        Files.createDirectories(home.resolve("config/environments"));
        Files.writeString(
                home.resolve("config/environments/preprod.yaml"), "channels: { first-partner: { mode: off } }\n");
        var terminal = Terminal.run(
                "check",
                "--print",
                "config/channels/first-partner.yaml",
                "--env",
                "preprod",
                "--home",
                home.toString());
        assertThat(terminal.out().replaceAll(" +# ", " # "))
                .contains("title: First partner # config/channels/first-partner.yaml:2\n")
                .contains("mode: off # config/environments/preprod.yaml:1\n")
                .contains("brake:\n  empty: hold # default\n");
        assertThat(terminal.code()).isEqualTo(Commands.DONE);
    }

    @Test
    void printsNothingOfAFileThatIsNotThere() {
        var terminal = Terminal.run("check", "--print", "config/hubb.yaml", "--home", home.toString());
        assertThat(terminal.code()).isEqualTo(Commands.USAGE);
        assertThat(terminal.err()).contains("did you mean 'config/hub.yaml'?");
    }

    @Test
    void listsWhatTheHomeReplaces() throws IOException {
        Files.createDirectories(home.resolve("mappings/tables"));
        Files.writeString(home.resolve("mappings/tables/product-status.csv"), "status;en_GB\nactive;on\n");
        assertThat(Terminal.run("check", "--home", home.toString()).out())
                .contains("The home replaces the library's mappings/tables/product-status.csv\n");
    }

    @Test
    void noHomeIsWrongUsage() {
        var terminal = Terminal.run("check", "--home", folder.toString());
        assertThat(terminal.code()).isEqualTo(Commands.USAGE);
        assertThat(terminal.err())
                .isEqualTo(folder + " is no home: a home has the folders config/ and routes/; make one with: init "
                        + folder + "\n");
    }

    @Test
    void neverTouchesTheDataFolder() {
        Terminal.run("check", "--home", home.toString());
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void wrongUsageNamesTheNearestCommand() {
        var terminal = Terminal.run("chek");
        assertThat(terminal.code()).isEqualTo(Commands.USAGE);
        assertThat(terminal.err()).contains("check");
    }

    @Test
    void watchesForChanges() throws Exception {
        var changes = new LinkedBlockingQueue<String>();
        var watch = new HomeWatch(home, Duration.ofMillis(100));
        var watching = CompletableFuture.runAsync(() -> watch.changes(() -> changes.add("changed")));
        // Changed until it is noticed: the first look may come after the first change.
        for (int i = 0; i < 20 && changes.isEmpty(); i++) {
            channel("system: feed\n".repeat(i + 1));
            var seen = changes.poll(3, TimeUnit.SECONDS);
            if (seen != null) {
                changes.add(seen);
            }
        }
        watch.close();
        watching.get(20, TimeUnit.SECONDS);
        assertThat(changes).contains("changed");
    }

    @Test
    void theLanguageIsThatOfTheTerminal() {
        assertThat(Commands.language(Map.of("LANG", "fr_FR.UTF-8"), Locale.ENGLISH))
                .isEqualTo(Locale.FRANCE);
        assertThat(Commands.language(Map.of("LANG", "fr_FR.UTF-8", "LC_ALL", "de"), Locale.ENGLISH))
                .isEqualTo(Locale.GERMAN);
        assertThat(Commands.language(Map.of("LANG", "C.UTF-8"), Locale.ENGLISH)).isEqualTo(Locale.ENGLISH);
        assertThat(Commands.charset(Map.of("LANG", "C.UTF-8"), StandardCharsets.US_ASCII))
                .isEqualTo(StandardCharsets.UTF_8);
        assertThat(Commands.charset(Map.of("LANG", "C"), StandardCharsets.US_ASCII))
                .isEqualTo(StandardCharsets.US_ASCII);
    }
}
