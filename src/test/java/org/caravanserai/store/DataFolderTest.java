package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path temporary;

    /** Holds a folder until its input ends; for tests with a second process. */
    public static final class Holding {
        public static void main(String[] args) throws IOException {
            try (var folder = DataFolder.open(Path.of(args[0]), "", CLOCK)) {
                folder.announce("http://127.0.0.1:18080");
                System.out.println("held");
                System.in.read();
            }
        }
    }

    static Process start(Class<?> main, String... args) throws IOException {
        return new ProcessBuilder(ChildJvm.command(128, main, args))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void theSecondHubIsToldWhoHoldsTheFolderAndADeadOneHoldsNothing() throws Exception {
        var path = temporary.resolve("data");
        var other = start(Holding.class, path.toString());
        try {
            var said = new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertThat(said).isEqualTo("held");
            assertThatThrownBy(() -> DataFolder.open(path, "", CLOCK))
                    .isInstanceOf(StoreException.Folder.class)
                    .hasMessageMatching(
                            "STORE-013 the data folder .*data is held by the hub with process " + other.pid()
                                    + " on .+ since 2026-03-01T10:00:00Z at http://127.0.0.1:18080\\. Stop that hub.*")
                    .hasMessageNotContaining(
                            DataFolder.holder(path).orElseThrow().token());
            assertThat(DataFolder.holder(path).orElseThrow().address()).isEqualTo("http://127.0.0.1:18080");
        } finally {
            other.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        assertThat(path.resolve(DataFolder.LOCK_FILE)).exists();
        assertThat(DataFolder.holder(path))
                .as("the file is left, the hub is not")
                .isEmpty();
        try (var mine = DataFolder.open(path, "", CLOCK)) {
            assertThat(mine.firstStart()).isFalse();
        }
    }

    @Test
    void oneProcessCannotTakeItTwiceEither() {
        var path = temporary.resolve("data");
        try (var first = DataFolder.open(path, "test", CLOCK)) {
            assertThat(first.firstStart()).isTrue();
            assertThat(first.environment()).isEqualTo("test");
            assertThatThrownBy(() -> DataFolder.open(path, "test", CLOCK)).hasMessageContaining("STORE-013");
            assertThat(DataFolder.holder(path).orElseThrow().pid())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(DataFolder.holder(path).orElseThrow().token())
                    .isEqualTo(first.token())
                    .hasSize(48);
        }
        assertThat(DataFolder.holder(path)).isEmpty();
        try (var again = DataFolder.open(path, "test", CLOCK)) {
            assertThat(again.firstStart()).isFalse();
        }
        assertThat(DataFolder.holder(temporary.resolve("never"))).isEmpty();
    }

    @Test
    void aFolderStaysInItsEnvironmentUnlessAdopted() {
        var path = temporary.resolve("data");
        DataFolder.open(path, "test", CLOCK).close();
        assertThatThrownBy(() -> DataFolder.open(path, "production", CLOCK))
                .hasMessageStartingWith("STORE-014 the data folder ")
                .hasMessageContaining("belongs to the environment 'test', not to the environment 'production'")
                .hasMessageContaining("adopt-data");
        assertThatThrownBy(() -> DataFolder.open(path, "", CLOCK))
                .hasMessageContaining("not to no environment (started without --env)");
        DataFolder.open(path, "production", true, CLOCK).close();
        try (var adopted = DataFolder.open(path, "production", CLOCK)) {
            assertThat(adopted.environment()).isEqualTo("production");
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidAtOnce() throws Exception {
        var file = Files.writeString(temporary.resolve("file"), "x");
        assertThatThrownBy(() -> DataFolder.open(file, "", CLOCK))
                .hasMessageStartingWith("STORE-011 the data folder ")
                .hasMessageContaining("is a file. Name another folder with --data");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("below"), "", CLOCK))
                .hasMessageStartingWith("STORE-011");
        var readOnly = Path.of("/proc/self");
        Assumptions.assumeTrue(Files.isDirectory(readOnly), "needs a folder that even root cannot write");
        assertThatThrownBy(() -> DataFolder.open(readOnly, "", CLOCK))
                .hasMessageStartingWith("STORE-012 the data folder ")
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("--data");
    }

    @Test
    void onlyTheOwnerReadsTheToken() throws Exception {
        var path = temporary.resolve("data");
        Assumptions.assumeTrue(
                path.getFileSystem().supportedFileAttributeViews().contains("posix"));
        try (var folder = DataFolder.open(path, "", CLOCK)) {
            folder.announce("http://127.0.0.1:1");
            var lock = path.resolve(DataFolder.LOCK_FILE);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }
}
