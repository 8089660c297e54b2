package org.caravanserai.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/**
 * What some tests need and not every machine has. Absent means the test is skipped, with a reason that is counted at
 * the end of the run; {@code -D<name>=required} turns such a skip into a failure.
 */
public final class Needs {
    private Needs() {}

    /**
     * A file or folder of the reference material beside the project ({@code -Dshared.dir}, default {@code ../shared}).
     *
     * @param relative path in that folder, such as {@code standards/bmecat}
     */
    public static Path shared(String relative) {
        var root = Path.of(System.getProperty("shared.dir", "../shared"));
        var path = root.resolve(relative);
        if (Files.exists(path)) {
            return path;
        }
        throw missing("shared", "reference files in ../shared (or -Dshared.dir)", path.toString());
    }

    /** The executable of a Chromium or Chrome; driven by Playwright with {@code setExecutablePath}. */
    public static Path browser() {
        var folders = System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator);
        return Arrays.stream(folders)
                .flatMap(folder -> Arrays.stream(new String[] {"chromium", "chromium-browser", "google-chrome"})
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing("browser", "Chromium on the PATH", "none found"));
    }

    /** Node and npm with a registry that answers: name, what and detail are for the message. Throws what skips or fails the test. */
    public static RuntimeException node(String detail) {
        return missing("node", "Node.js with npm and its registry", detail);
    }

    private static RuntimeException missing(String name, String what, String detail) {
        if (System.getProperty(name, "").equals("required")) {
            throw new AssertionError("-D" + name + "=required, but there are no " + what + ": " + detail);
        }
        return new TestAbortedException("needs " + what);
    }
}
