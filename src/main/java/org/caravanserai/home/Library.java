package org.caravanserai.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the jar brings: {@code connectors/}, {@code mappings/} and {@code routes/}, under {@code library/} on the class path. A home's own files
 * of the same path replace these one by one.
 */
public final class Library {
    private static final String ROOT = "library/";

    private final Map<String, byte[]> files;
    private final Path folder;
    private final Map<String, Overlay.Read> read = new ConcurrentHashMap<>();

    private Library(Map<String, byte[]> files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /** A library without files. */
    public static Library empty() {
        return new Library(Map.of(), null);
    }

    /** The files below a folder that holds {@code connectors/}, {@code mappings/} and {@code routes/}. */
    public static Library of(Path folder) {
        return new Library(
                Folder.read(folder, Folder.LIBRARY), folder.toAbsolutePath().normalize());
    }

    /**
     * The library of this program: folders when it runs from compiled classes, entries when it runs from a jar (nested or not).
     * @throws UncheckedIOException when the class path cannot be read
     */
    public static Library ofClassPath() {
        return OfClassPath.LIBRARY;
    }

    /** Read once: like classes, it stays as it is while the program runs. */
    private static final class OfClassPath {
        private static final Library LIBRARY = ofResources();
    }

    private static Library ofResources() {
        var marker = Library.class.getClassLoader().getResource(ROOT + "connectors/hub/model.yaml");
        if (marker == null) {
            return empty();
        }
        return of(marker);
    }

    /** @param marker address of the core model in a library */
    static Library of(URL marker) {
        try {
            if (marker.getProtocol().equals("file")) {
                return of(Path.of(new URI(marker.toString()))
                        .getParent()
                        .getParent()
                        .getParent());
            }
            return marker.openConnection() instanceof JarURLConnection jar ? ofJar(jar) : empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("class path with an address that is none: " + marker, impossible);
        }
    }

    private static Library ofJar(JarURLConnection marker) throws IOException {
        var files = new TreeMap<String, byte[]>();
        var name = marker.getEntryName();
        var prefix = name.substring(0, name.length() - "connectors/hub/model.yaml".length());
        var jar = marker.getJarFile();
        for (var entries = jar.entries(); entries.hasMoreElements(); ) {
            var entry = entries.nextElement();
            if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                try (var in = jar.getInputStream(entry)) {
                    files.put(entry.getName().substring(prefix.length()), in.readAllBytes());
                }
            }
        }
        return new Library(files, null);
    }

    /** Content by path, in the order of the paths. */
    Map<String, byte[]> files() {
        return files;
    }

    /** A file as it was parsed the first time, for homes come and go, and the library stays. */
    Overlay.Read read(String path, Supplier<Overlay.Read> parse) {
        return read.computeIfAbsent(path, none -> parse.get());
    }

    /** True when the library was copied out of this home by its build: then the home's files are the library, newer or not. */
    boolean builtFrom(Path home) {
        return folder != null && folder.startsWith(home) && Files.isRegularFile(home.resolve("pom.xml"));
    }
}
