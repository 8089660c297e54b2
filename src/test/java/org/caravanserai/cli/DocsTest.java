package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caravanserai.canonical.ErrorCode;
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
    void everyCodeInATextIsListed() throws IOException {
        var listed = ErrorCodes.all().stream().map(ErrorCode::code).collect(Collectors.toSet());
        // A whole text that is a code, or a text that begins with one.
        var code = Pattern.compile("\"([A-Z]{2,12}-[0-9]{3})[\" :]");
        var found = new TreeSet<String>();
        for (var root : List.of("src/main/java", "src/main/resources")) {
            try (var walk = Files.walk(Path.of(root))) {
                for (var file : walk.filter(Files::isRegularFile).toList()) {
                    if (file.toString().matches(".*\\.(java|html|properties|yaml|yml)")) {
                        code.matcher(Files.readString(file))
                                .results()
                                .map(one -> one.group(1))
                                .filter(one -> !one.equals("SHA-256") && !listed.contains(one))
                                .forEach(one -> found.add(one + " of " + file));
                    }
                }
            }
        }
        assertThat(found)
                .as("put the code into an enum with its meaning; the enum belongs into ErrorCodes")
                .isEmpty();
    }

    @Test
    void everyEnumOfCodesIsListedAndNoCodeTwice() {
        var enums = ErrorCodes.all().stream()
                .map(Object::getClass)
                .map(Class::getName)
                .collect(Collectors.toSet());
        var declared = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.caravanserai")
                        .stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        assertThat(enums).isEqualTo(declared);
        assertThat(ErrorCodes.all()).extracting(ErrorCode::code).doesNotHaveDuplicates();
    }

    @Test
    void everyAreaSaysWhatIsServedAndWhatIsSafe() {
        assertThat(ErrorCodes.all())
                .extracting(ErrorCode::area)
                .allSatisfy(area -> assertThat(ErrorCodes.served(area)).as(area).isNotBlank());
        for (var status : List.of(400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 503)) {
            assertThat(ErrorCodes.all()).extracting(ErrorCode::code).contains("WEB-" + status);
        }
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
