package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files shown in the guide about answers are right, and their cases hold. */
class AnswerGuideTest {
    private static final Pattern FILE = Pattern.compile("```yaml\n# (mappings/\\S+)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theExamplesHold() throws IOException {
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("routes/inbound/.keep", "");
        var shown = FILE.matcher(Files.readString(Path.of("docs/guides/read-an-answer.md")));
        while (shown.find()) {
            write(shown.group(1), shown.group(2));
        }
        var home = Home.read(folder, null, Library.of(Path.of("").toAbsolutePath()));
        assertThat(home.problems()).filteredOn(problem -> !problem.warning()).isEmpty();
        assertThat(home.maps().keySet())
                .filteredOn(name -> name.startsWith("partner/"))
                .hasSize(4);
        assertThat(new Maps().check(home))
                .filteredOn(problem -> problem.position().file().startsWith("mappings/partner/"))
                .isEmpty();
        var tests = MapTests.of(home, MapTests.Gates.NONE, Host.NONE);
        assertThat(tests.problems()).isEmpty();
        var cases = tests.cases().stream()
                .filter(each -> each.map().startsWith("partner/"))
                .toList();
        assertThat(cases).hasSize(7);
        for (var each : cases) {
            assertThat(each.run()).as(each.map() + ": " + each.title()).isEmpty();
        }
    }

    private void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
