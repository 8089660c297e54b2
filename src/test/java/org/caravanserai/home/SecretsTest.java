package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void theFolderComesBeforeTheVariable() throws IOException {
        Files.writeString(folder.resolve("adeo"), "from the folder\n");
        var secrets =
                Secrets.of(folder, Map.of("HUB_SECRETS", folder.toString(), "HUB_SECRET_ADEO", "from the variable"));
        assertThat(secrets.resolve("secret:adeo")).contains("from the folder");
    }

    @Test
    void systemdsFolderIsKnown() throws IOException {
        Files.writeString(folder.resolve("adeo"), "x");
        assertThat(Secrets.of(folder, Map.of("CREDENTIALS_DIRECTORY", folder.toString()))
                        .resolve("secret:adeo"))
                .contains("x");
    }

    @Test
    void theVariableIsTheNameInCapitals() {
        var secrets = Secrets.of(folder, Map.of("HUB_SECRET_ADEO_PREPROD", "x"));
        assertThat(secrets.resolve("secret:adeo-preprod")).contains("x");
    }

    @Test
    void otherReferences() throws IOException {
        Files.writeString(folder.resolve("key.txt"), "line one\nline two\n");
        var secrets = Secrets.of(folder, Map.of("HOOK", "https://hook.example"));
        assertThat(secrets.resolve("env:HOOK")).contains("https://hook.example");
        assertThat(secrets.resolve("file:key.txt")).contains("line one\nline two");
        assertThat(secrets.resolve("https://plain.example")).contains("https://plain.example");
    }

    @Test
    void whatIsNotThereIsEmptyAndSaysHowToProvideIt() {
        var secrets = Secrets.of(folder, Map.of());
        assertThat(secrets.resolve("secret:adeo")).isEmpty();
        assertThat(secrets.resolve("secret:../etc/passwd")).isEmpty();
        assertThat(secrets.resolve("env:NOTHING")).isEmpty();
        assertThat(secrets.resolve("file:nothing")).isEmpty();
        assertThat(Secrets.howTo("secret:adeo")).contains("the file 'adeo'").contains("HUB_SECRET_ADEO");
    }

    @Test
    void tellsReferencesFromLiterals() {
        assertThat(Secrets.isReference("secret:x")).isTrue();
        assertThat(Secrets.isReference("file:keys/x")).isTrue();
        assertThat(Secrets.isReference("file:///srv/x")).isFalse();
        assertThat(Secrets.isReference("https://x")).isFalse();
    }
}
