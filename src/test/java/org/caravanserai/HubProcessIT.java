package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.caravanserai.store.DataFolder;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hub as a process: what a person at a terminal sees. Budget: 40 s, four starts of the program. */
class HubProcessIT {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(90);

    @Test
    void startsShowsThePasswordAndHoldsItsFolderAndItsPorts() throws Exception {
        var home = RunningHub.emptyHome();
        var place = TestDatabases.folder();
        // Spring would read this file from the working directory and fail on the port.
        Files.createDirectories(place.resolve("config"));
        Files.writeString(place.resolve("config/application.yml"), "server.port: 1\n");
        var data = place.resolve("data");
        var first = start(
                place,
                "run",
                "--home",
                home.toString(),
                "--data",
                data.toString(),
                "--server.port=0",
                "--management.server.port=0");
        try {
            var address = waitForAddress(first, data);
            assertThat(first.output()).containsPattern("Sign in as admin with the password [a-z2-9]{20} ");

            var second = start(
                    place,
                    "--home",
                    home.toString(),
                    "--data",
                    data.toString(),
                    "--server.port=0",
                    "--management.server.port=0");
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.output().strip())
                    .startsWith("STORE-013 the data folder " + data + " is held by")
                    .hasLineCount(1);

            var third = start(
                    place,
                    "--home",
                    home.toString(),
                    "--data",
                    place.resolve("other").toString(),
                    "--server.port=" + address,
                    "--management.server.port=0");
            assertThat(third.exitCode()).isEqualTo(1);
            assertThat(third.output())
                    .contains(
                            "HUB-004 port " + address + " is in use, perhaps by another hub. Stop it, or choose ports")
                    .doesNotContain("\tat ");
        } finally {
            first.process().destroy();
        }
        assertThat(first.exitCode()).as("ended by a signal").isEqualTo(143);
        assertThat(data.resolve(DataFolder.LOCK_FILE)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate | 2 | Unmatched argument at index 0:",
                "--frobnicate | 2 | HUB-001 unknown option --frobnicate"
            })
    void aWrongCommandLineSaysSo(String argument, int exitCode, String text) throws Exception {
        var process = start(TestDatabases.folder(), argument);
        assertThat(process.exitCode()).isEqualTo(exitCode);
        assertThat(process.output()).startsWith(text);
    }

    @Test
    void javaObjectsAreReadByNobody() throws IOException {
        RunningHub.shared();
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(new TreeMap<>());
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(in::readObject))
                    .isInstanceOf(InvalidClassException.class)
                    .hasMessageContaining("REJECTED");
        }
    }

    private record Started(Process process, Path log) {
        String output() throws IOException {
            return Files.readString(log);
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ended").isTrue();
            return process.exitValue();
        }
    }

    private static Started start(Path workingDirectory, String... arguments) throws IOException {
        var log = Files.createTempFile(workingDirectory, "hub", ".log");
        var builder = new ProcessBuilder(ChildJvm.command(500, Hub.class, arguments))
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("HUB_ADMIN_PASSWORD");
        return new Started(builder.start(), log);
    }

    private static int waitForAddress(Started hub, Path data) throws Exception {
        var end = System.nanoTime() + DEADLINE;
        while (System.nanoTime() < end && hub.process().isAlive()) {
            var file = data.resolve(DataFolder.LOCK_FILE);
            var found = ADDRESS.matcher(Files.exists(file) ? Files.readString(file) : "");
            if (found.find() && hub.output().contains("Sign in as admin")) {
                return Integer.parseInt(found.group(1));
            }
            hub.process().waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("no address in time; the hub said: " + hub.output());
    }
}
