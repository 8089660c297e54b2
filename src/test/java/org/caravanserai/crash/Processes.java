package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.caravanserai.testing.ChildJvm;

/** A Java process of a test: spoken to by lines, killed by its handle. */
final class Processes implements AutoCloseable {
    /** Longest wait for anything a process is to say. */
    static final Duration LONG = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private Processes(Process process, Path log) {
        this.process = process;
        this.log = log;
        var reader = new Thread(this::read, "said");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one.
     *
     * @param before folders of classes that take the place of others
     * @param options of the virtual machine
     */
    static Processes start(Path log, List<Path> before, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        var path = new ArrayList<String>();
        before.forEach(folder -> path.add(folder.toString()));
        path.add(System.getProperty("java.class.path"));
        var command = ChildJvm.command(300, options, String.join(java.io.File.pathSeparator, path), main, arguments);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Processes(process, log);
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                said.add(line);
            }
        } catch (IOException killed) {
            // It says nothing more.
        }
    }

    /** Tells it something. @return false when it is dead */
    boolean tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return true;
        } catch (IOException killed) {
            return false;
        }
    }

    /** The next line that begins with a word; empty when it died before. Other lines are passed over. */
    Optional<String> hear(String word) {
        long end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            try {
                var line = said.poll(20, TimeUnit.MILLISECONDS);
                if (line != null && line.startsWith(word)) {
                    return Optional.of(line);
                }
                if (line == null && !process.isAlive() && said.isEmpty()) {
                    // What it said last may still be on its way to us.
                    line = said.poll(200, TimeUnit.MILLISECONDS);
                    if (line == null) {
                        return Optional.empty();
                    }
                    if (line.startsWith(word)) {
                        return Optional.of(line);
                    }
                }
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        throw new AssertionError("waited " + LONG + " for '" + word + "': " + tail());
    }

    /** The same for something it must say. */
    String expect(String word) {
        return hear(word)
                .orElseThrow(() -> new AssertionError(
                        "it died (" + process.exitValue() + ") before it said '" + word + "': " + tail()));
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Kill -9, by its handle: the process object would close the stream with what was still said. */
    void kill() {
        process.toHandle().destroyForcibly();
        ended();
    }

    /** Waits until it has ended. */
    int ended() {
        try {
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The end of what it complained about. */
    String tail() {
        try {
            var text = Files.exists(log) ? Files.readString(log) : "";
            return text.substring(Math.max(0, text.length() - 4_000));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
