package org.caravanserai.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The files a guide shows: blocks whose first line is a comment with a path. */
public final class GuideFiles {
    private static final Pattern FILE = Pattern.compile(
            "```(?:yaml|csv|json|python)\n# ((?:config|connectors|mappings|routes|contracts)/\\S+|\\S+\\.py)\n(.*?)```",
            Pattern.DOTALL);

    private GuideFiles() {}

    /** Text by path, in the order shown; a later block of the same path replaces the one before. */
    public static Map<String, String> of(Path guide) {
        try {
            var files = new LinkedHashMap<String, String>();
            var shown = FILE.matcher(Files.readString(guide));
            while (shown.find()) {
                files.put(shown.group(1), shown.group(2));
            }
            return files;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes them into a folder. */
    public static void write(Map<String, String> files, Path folder) {
        files.forEach((path, text) -> {
            try {
                var file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        });
    }
}
