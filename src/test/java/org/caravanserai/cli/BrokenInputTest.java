package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, reading and checking a home ends with problems and never with an exception. */
class BrokenInputTest {
    private static final List<Path> HOMES = List.of(Path.of("src/test/homes/library"), Path.of("src/test/homes/base"));
    private static final String[] SCALARS = {
        "",
        "null",
        "\"\"",
        "[]",
        "{}",
        "[x]",
        "{ x: y }",
        "true",
        "0",
        "-1",
        "99999999999999999999",
        "\"\\u0000\"",
        "secret:x",
        "env:",
        "*",
        "'",
        "é",
        "2027-13-40",
        "{locale}",
        "../x",
        "a/b",
        "[[]]",
        "[null]",
        "{ null: null }"
    };

    @TempDir
    private Path folder;

    @Test
    void changedFilesNeverThrow() throws IOException {
        var seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var library = Library.ofClassPath();
        for (int round = 0; round < Integer.getInteger("rounds", 40); round++) {
            var from = HOMES.get(round % HOMES.size());
            var home = folder.resolve("h" + round);
            var changed = copy(from, home, random);
            assertThatCode(() -> Check.problems(Home.read(home, null, library)))
                    .as("seed " + seed + ", " + changed + ":\n"
                            + Files.readString(home.resolve(changed), StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    /** Copies a home with one of its files changed, and names that file. */
    private static String copy(Path from, Path home, Random random) throws IOException {
        var files = files(from);
        var changed = files.get(random.nextInt(files.size()));
        for (var file : files) {
            var text = Files.readString(from.resolve(file), StandardCharsets.UTF_8);
            var target = home.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.equals(changed) ? change(text, random) : text, StandardCharsets.UTF_8);
        }
        Files.createDirectories(home.resolve("routes"));
        return changed;
    }

    private static List<String> files(Path home) throws IOException {
        try (var walk = Files.walk(home)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .filter(file -> file.matches(".*\\.(yaml|csv)"))
                    .sorted()
                    .toList();
        }
    }

    /** Puts something else behind a key, drops a line, or moves one. */
    private static String change(String text, Random random) {
        var lines = new ArrayList<>(text.lines().toList());
        for (int i = 0; i <= random.nextInt(3); i++) {
            int line = random.nextInt(lines.size());
            var was = lines.get(line);
            switch (random.nextInt(4)) {
                case 0 -> lines.set(line, was.replaceFirst("(:\\s+).*$", "$1" + quoted(random)));
                case 1 -> lines.set(line, inner(was, random));
                case 2 -> lines.remove(line);
                default -> lines.set(line, random.nextBoolean() ? "  " + was : was.strip());
            }
            if (lines.isEmpty()) {
                return "";
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** One of the values inside { }. */
    private static String inner(String line, Random random) {
        var parts = line.split("(?<=: )");
        if (parts.length < 2) {
            return line;
        }
        int part = 1 + random.nextInt(parts.length - 1);
        parts[part] = parts[part].replaceFirst("^[^,}\\]]*", quoted(random));
        return String.join("", parts);
    }

    private static String quoted(Random random) {
        return SCALARS[random.nextInt(SCALARS.length)].replace("\\", "\\\\").replace("$", "\\$");
    }
}
