package org.caravanserai.home;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.Yaml;

/**
 * All files of a home over those of the library, file by file.
 *
 * @param files by path
 * @param replaced paths of the library's files the home replaces by other content
 */
record Overlay(Map<String, HomeFile> files, List<String> replaced) {

    static Overlay of(Path folder, Library library, Problems problems) {
        var own = Folder.read(folder, Folder.HOME);
        boolean same = library.builtFrom(folder);
        var found = new ArrayList<Found>();
        var replaced = new ArrayList<String>();
        library.files().forEach((path, bytes) -> {
            var mine = own.get(path);
            if (mine == null && !same) {
                found.add(new Found(path, HomeFile.Origin.LIBRARY, bytes));
            } else if (mine != null && !same && !Arrays.equals(mine, bytes)) {
                replaced.add(path);
            }
        });
        own.forEach((path, bytes) -> {
            boolean shipped = library.files().containsKey(path) && !replaced.contains(path);
            found.add(new Found(path, shipped ? HomeFile.Origin.LIBRARY : HomeFile.Origin.HOME, bytes));
        });
        var files = new TreeMap<String, HomeFile>();
        // Parsing is most of what reading a home costs, and no file needs another one for it.
        for (var read : found.parallelStream().map(one -> read(library, one)).toList()) {
            files.put(read.file().path(), read.file());
            problems.addAll(read.problems());
        }
        return new Overlay(files, List.copyOf(replaced));
    }

    private record Found(String path, HomeFile.Origin origin, byte[] bytes) {}

    /** A file with what is wrong in it. */
    record Read(HomeFile file, List<Problem> problems) {}

    private static Read read(Library library, Found found) {
        boolean shipped = found.origin() == HomeFile.Origin.LIBRARY
                && Arrays.equals(found.bytes(), library.files().get(found.path()));
        return shipped ? library.read(found.path(), () -> read(found)) : read(found);
    }

    private static Read read(Found found) {
        var problems = new Problems();
        var path = found.path();
        var tree = path.endsWith(".yaml")
                ? Yaml.read(path, found.bytes(), problems).orElse(null)
                : null;
        return new Read(new HomeFile(path, name(path), found.origin(), found.bytes(), tree), problems.sorted());
    }

    /** What others call a file: without folder and suffix; for maps, gates and tests with the folder below mappings/. */
    static String name(String path) {
        var bare = path.substring(path.lastIndexOf('/') + 1)
                .replaceFirst("\\.(map|gate|test|camel|kamelet)\\.yaml$|\\.[a-z]+$", "");
        if (!path.startsWith("mappings/") || path.startsWith("mappings/tables/")) {
            return bare;
        }
        var folder = path.substring("mappings/".length(), path.lastIndexOf('/') + 1);
        return folder + bare;
    }
}
