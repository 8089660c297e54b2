package org.caravanserai.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A case of {@code src/test/homes/broken}: files laid over {@code src/test/homes/base}, and what is then reported.
 *
 * @param environment null = none
 * @param files content by path; null = removed
 * @param expected the problems, one a line
 */
record HomeCase(String name, String environment, Map<String, String> files, String expected) {
    static final Path BASE = Path.of("src/test/homes/base");
    private static final Path CASES = Path.of("src/test/homes/broken");
    private static final String MARK = ">>> ";

    static Stream<HomeCase> all() {
        try (var list = Files.list(CASES)) {
            return list.sorted().map(HomeCase::read).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static HomeCase read(Path file) {
        var sections = new LinkedHashMap<String, String>();
        var name = "";
        var text = new StringBuilder();
        for (var line : lines(file)) {
            if (line.startsWith(MARK)) {
                sections.put(name, text.toString());
                name = line.substring(MARK.length()).strip();
                text.setLength(0);
            } else {
                text.append(line).append('\n');
            }
        }
        sections.put(name, text.toString());
        var head = sections.remove("").strip();
        var expected = sections.remove("expected");
        var files = new LinkedHashMap<String, String>();
        sections.forEach(
                (path, content) -> files.put(path.replace(" removed", ""), path.endsWith(" removed") ? null : content));
        return new HomeCase(
                file.getFileName().toString().replace(".txt", ""),
                head.startsWith("env: ") ? head.substring("env: ".length()) : null,
                files,
                expected);
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes the home into a folder that is there. */
    Path write(Path folder) {
        try {
            copy(BASE, folder);
            for (var file : files.entrySet()) {
                var path = folder.resolve(file.getKey());
                if (file.getValue() == null) {
                    Files.delete(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
                }
            }
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (var walk = Files.walk(from)) {
            for (var file : walk.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
