package org.caravanserai.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a folder by their path with slashes. Hidden files and what does not belong to a home are not read. */
final class Folder {
    static final List<String> LIBRARY = List.of("connectors", "mappings", "routes");
    static final List<String> HOME = List.of("config", "connectors", "mappings", "routes");

    /** Larger files are data that was put in the wrong place; they are listed, not read. */
    private static final long MAX_BYTES = 64L << 20;

    private Folder() {}

    static Map<String, byte[]> read(Path root, List<String> folders) {
        var files = new TreeMap<String, byte[]>();
        for (var name : folders) {
            var folder = root.resolve(name);
            if (Files.isDirectory(folder)) {
                read(root, folder, files);
            }
        }
        return files;
    }

    private static void read(Path root, Path folder, Map<String, byte[]> files) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (var file : (Iterable<Path>) walk::iterator) {
                var path = root.relativize(file).toString().replace('\\', '/');
                if (Files.isRegularFile(file) && wanted(path) && Files.size(file) <= MAX_BYTES) {
                    files.put(path, Files.readAllBytes(file));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Samples are data of partners, read when they are copied to an inbox and never here; .md files are notes for people. */
    private static boolean wanted(String path) {
        return !path.startsWith("config/samples/")
                && !path.contains("/.")
                && !path.endsWith("~")
                && !path.endsWith(".md");
    }
}
