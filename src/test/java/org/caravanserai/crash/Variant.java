package org.caravanserai.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * A class of the hub with one place written differently: with a {@link CrashPoint} in it, or with one mechanism broken. It is compiled from the present
 * source and stands first in the class path of the process that is killed, so that the product needs no hook for any of this. A source that no longer has
 * the place fails the test: then the variant is to be adapted.
 *
 * @param name for people
 * @param file below {@code src/main/java/org/caravanserai}
 * @param find stands there exactly once
 * @param replace takes its place
 */
record Variant(String name, String file, String find, String replace) {
    private static final Path SOURCES = Path.of("src/main/java/org/caravanserai");

    /** A variant that dies when it comes to this place. */
    static Variant before(String point, String file, String place) {
        return new Variant(point, file, place, hit(point) + place);
    }

    /** A variant that dies when this place, a whole statement, is done. */
    static Variant after(String point, String file, String place) {
        return new Variant(point, file, place, place + hit(point));
    }

    static String hit(String point) {
        return " org.caravanserai.crash.CrashPoint.hit(\"" + point + "\"); ";
    }

    /** Where its place is in the present source. @throws AssertionError when it is not there exactly once */
    int place() throws IOException {
        return place(Files.readString(SOURCES.resolve(file)));
    }

    private int place(String source) {
        int at = source.indexOf(find);
        if (at < 0 || source.indexOf(find, at + 1) >= 0) {
            throw new AssertionError(file + " must hold exactly once: " + find + "; adapt the variant '" + name + "'");
        }
        return at;
    }

    /** Compiles them together. @return the folder for the class path */
    static Path compile(Path folder, List<Variant> variants) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (var variant : variants) {
            var source = sources.get(variant.file());
            if (source == null) {
                source = Files.readString(SOURCES.resolve(variant.file()));
            }
            int at = variant.place(source);
            sources.put(
                    variant.file(),
                    source.substring(0, at)
                            + variant.replace()
                            + source.substring(at + variant.find().length()));
        }
        var classes = Files.createDirectories(folder.resolve("classes"));
        var arguments = new java.util.ArrayList<String>(List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-nowarn",
                "--release",
                "17",
                "-encoding",
                "UTF-8"));
        for (var source : sources.entrySet()) {
            var file = folder.resolve("sources").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        var complaints = new java.io.ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, complaints, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new AssertionError("a variant does not compile: " + complaints);
        }
        return classes;
    }
}
