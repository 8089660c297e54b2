package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated files are checked in and current. */
class DocsTest {
    @Test
    void generatedFilesAreCurrent() throws IOException {
        var pages = Docs.pages(Home.read(Path.of(""), null, Library.ofClassPath()));
        for (var page : pages.entrySet()) {
            var file = Path.of(page.getKey());
            assertThat(file)
                    .as("write the generated pages with the command: docs")
                    .isRegularFile();
            assertThat(Files.readString(file))
                    .as(page.getKey() + " is stale; write it with the command: docs")
                    .isEqualTo(page.getValue());
        }
    }

    /** Codes stand in enums that say what they mean; one that is only a string has no place in the reference. */
    @Test
    void everyCodeIsListed() throws IOException {
        var listed = Files.readString(Path.of("docs/reference/error-codes.md"));
        var code = Pattern.compile("\"([A-Z]{3,6}-[0-9]{3})[\" ]");
        var missing = new TreeSet<String>();
        try (var walk = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    walk.filter(path -> path.toString().endsWith(".java")).toList()) {
                var found = code.matcher(Files.readString(file));
                while (found.find()) {
                    if (!found.group(1).equals("SHA-256") && !listed.contains("| " + found.group(1) + " |")) {
                        missing.add(found.group(1) + " of " + file);
                    }
                }
            }
        }
        assertThat(missing)
                .as("put the code into an enum with its meaning and add it to ReferencePages")
                .isEmpty();
    }

    @Test
    void theSameProgramWritesTheSameBytes() {
        var home = Home.read(Path.of(""), null, Library.ofClassPath());
        assertThat(Docs.pages(home)).isEqualTo(Docs.pages(home));
    }

    @Test
    void staleFilesAreNamedAndThenWritten(@TempDir Path folder) throws IOException {
        Terminal.run("init", folder.resolve("h").toString());
        var home = folder.resolve("h").toString();
        var stale = Terminal.run("docs", "--check", "--home", home);
        assertThat(stale.code()).isEqualTo(Commands.REFUSED);
        assertThat(stale.out()).contains("Stale: docs/reference/settings.md");
        assertThat(Path.of(home, "docs")).doesNotExist();
        assertThat(Terminal.run("docs", "--home", home).code()).isEqualTo(Commands.DONE);
        assertThat(Terminal.run("docs", "--check", "--home", home).code()).isEqualTo(Commands.DONE);
        assertThat(Files.readString(Path.of(home, "docs/reference/settings.md")))
                .contains("| `mode` |");
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        var english = bundle("cli.properties");
        var french = bundle("cli_fr.properties");
        assertThat(french.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertThat(arguments(french.getProperty(key))).as(key).isEqualTo(arguments(english.getProperty(key)));
            if (!key.contains("option.") && !key.contains("usage.")) {
                assertThat(Texts.of(Locale.FRENCH).say(key, 1, 1, 1, 1, 1, 1))
                        .as(key)
                        .isNotBlank();
            }
        }
    }

    private static Properties bundle(String name) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/messages", name))) {
            properties.load(in);
        }
        return properties;
    }

    /** Which arguments a text uses. */
    private static String arguments(String text) {
        return String.join(
                " ",
                Arrays.stream(text.split("\\{"))
                        .skip(1)
                        .map(part -> part.substring(0, 1))
                        .filter(part -> part.matches("[0-9]"))
                        .sorted()
                        .distinct()
                        .toList());
    }
}
