package org.caravanserai.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A big file needs no more heap than a small one: a process with a small heap takes it. The long form takes 1 GB. */
class IngestMemoryIT {
    private static final int HEAP = 128;

    @TempDir
    private Path folder;

    /** Takes a file of its own making: arguments file, documents. Reports the account and the heap it had. */
    public static final class Taking {
        public static void main(String[] args) throws IOException {
            var file = Path.of(args[0]);
            int documents = Integer.parseInt(args[1]);
            try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                for (int n = 0; n < documents; n++) {
                    out.write(IngestBench.json(n, 0).getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
            }
            long from = System.nanoTime();
            try (var hub = new IngestBench.Hub()) {
                double micros = hub.load("erp", file, documents, documents, 0);
                System.out.printf(
                        "took %d documents, %d MiB, heap %d MiB, %.0f us CPU a document, %d s%n",
                        documents,
                        Files.size(file) >> 20,
                        Runtime.getRuntime().maxMemory() >> 20,
                        micros,
                        (System.nanoTime() - from) / 1_000_000_000);
            }
        }
    }

    private void take(int documents, int minutes) throws Exception {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Taking.class.getName(),
                folder.resolve("big.jsonl").toString(),
                String.valueOf(documents));
        var output = folder.resolve("output.txt").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor(minutes, TimeUnit.MINUTES)).isTrue();
        assertThat(output).content().contains("took " + documents + " documents");
        assertThat(process.exitValue()).isZero();
        System.out.println(Files.readAllLines(output.toPath()).stream()
                .filter(line -> line.startsWith("took"))
                .findFirst()
                .orElseThrow());
    }

    /** 12 MB, beside 128 MiB of heap for everything else; the long form shows that the size does not matter. */
    @Test
    void a_small_heap_takes_a_file() throws Exception {
        take(5_000, 5);
    }

    @Test
    @Tag("long")
    void a_small_heap_takes_a_gigabyte() throws Exception {
        take(410_000, 60);
    }
}
