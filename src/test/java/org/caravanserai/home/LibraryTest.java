package org.caravanserai.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar brings lies under the home's own files, file by file. */
class LibraryTest {
    @TempDir
    private Path folder;

    private static Home home(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        return Home.read(new HomeCase("", null, files, "").write(folder), null, Library.ofClassPath());
    }

    @Test
    void bringsConnectorsRoutesAndTheCoreModel() throws IOException {
        var home = home(folder, Map.of());
        assertThat(home.connectors()).containsKeys("files", "feed", "google", "bmecat", "api");
        assertThat(home.routes()).extracting(RouteFile::id).contains("files-document-in", "feed-document-out");
        assertThat(home.routes())
                .allSatisfy(route -> assertThat(route.file().origin()).isEqualTo(HomeFile.Origin.LIBRARY));
        assertThat(home.replaced()).isEmpty();
    }

    @Test
    void holdsNothingOfTheSampleCompany() {
        assertThat(Library.ofClassPath().files().keySet()).isNotEmpty().noneMatch(path -> path.contains("morvan"));
    }

    @Test
    void refersToNothingThatIsNotInIt() throws IOException {
        var home = home(folder, Map.of());
        assertThat(home.problems()).isEmpty();
        assertThat(Library.ofClassPath().files())
                .allSatisfy((path, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                        .as(path)
                        .doesNotContain("morvan-"));
    }

    @Test
    void aFileOfTheHomeReplacesOneOfTheLibraryAndIsListed() throws IOException {
        var table = "status;en_GB\nactive;sold\nretired;gone\n";
        var home = home(folder, Map.of("mappings/tables/product-status.csv", table));
        assertThat(home.replaced()).containsExactly("mappings/tables/product-status.csv");
        assertThat(home.tables().of("product-status").orElseThrow().keys()).containsExactly("active", "retired");
        assertThat(home.model().options().get("product-status")).containsExactlyInAnyOrder("active", "retired");
    }

    @Test
    void theSameContentReplacesNothing() throws IOException {
        var shipped = new String(
                Library.ofClassPath().files().get("mappings/tables/product-status.csv"), StandardCharsets.UTF_8);
        assertThat(home(folder, Map.of("mappings/tables/product-status.csv", shipped))
                        .replaced())
                .isEmpty();
    }

    @Test
    void theProjectItselfReplacesNothingOfItsOwnBuild() throws IOException {
        var built = folder.resolve("target/classes/library");
        Files.createDirectories(built.resolve("mappings/tables"));
        Files.writeString(built.resolve("mappings/tables/product-status.csv"), "status;old\nactive;old\n");
        Files.createDirectories(built.resolve("mappings/gone"));
        Files.writeString(built.resolve("mappings/gone/product-out.map.yaml"), "fields: {}\n");
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        new HomeCase("", null, Map.of("mappings/tables/product-status.csv", "status;new\nactive;new\n"), "")
                .write(folder);
        var home = Home.read(folder, null, Library.of(built));
        assertThat(home.replaced()).isEmpty();
        assertThat(home.maps()).doesNotContainKey("gone/product-out");
        assertThat(home.tables().of("product-status").orElseThrow().columns()).containsExactly("status", "new");
    }

    @Test
    void isReadFromAJar() throws IOException {
        var jar = folder.resolve("hub.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var name :
                    new String[] {"library/connectors/hub/model.yaml", "library/mappings/tables/x.csv", "other/y.txt"
                    }) {
                out.putNextEntry(new JarEntry(name));
                out.write("key;value\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        var marker = new java.net.URL("jar:" + jar.toUri() + "!/library/connectors/hub/model.yaml");
        assertThat(Library.of(marker).files().keySet())
                .containsExactly("connectors/hub/model.yaml", "mappings/tables/x.csv");
    }

    @Test
    void aFolderThatIsNoHomeIsRefused() {
        assertThatThrownBy(() -> Home.read(folder, null, Library.empty()))
                .isInstanceOf(Home.NoHome.class)
                .hasMessage(folder + " is no home: a home has the folders config/ and routes/; make one with: init "
                        + folder);
    }
}
