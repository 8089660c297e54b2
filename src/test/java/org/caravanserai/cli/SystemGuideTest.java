package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.caravanserai.testing.GuideFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of docs/guides/add-a-system.md, in a home made by {@code init}: {@code check} and {@code test} say what the guide says they say. */
class SystemGuideTest {
    @TempDir
    private Path folder;

    @Test
    void theFilesShownAreRight() {
        var home = folder.resolve("bazar").toString();
        Terminal.run("init", home, "--title", "Bazar");
        GuideFiles.write(GuideFiles.of(Path.of("docs/guides/add-a-system.md")), Path.of(home));

        var check = Terminal.run("check", "--strict", "--home", home);
        assertThat(check.out())
                .startsWith("Bazar (test): 1 source, 2 channels, ")
                .endsWith("no errors, no warnings\n");
        assertThat(check.code()).isZero();
        var test = Terminal.run("test", "--home", home);
        assertThat(test.out()).endsWith(" none failed\n");
        assertThat(test.code()).isZero();
        assertThat(Terminal.run("test", "bazarette/article-create", "--home", home)
                        .out())
                .isEqualTo("3 cases, none failed\n");
    }
}
