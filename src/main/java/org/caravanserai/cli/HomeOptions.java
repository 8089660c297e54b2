package org.caravanserai.cli;

import java.nio.file.Path;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import picocli.CommandLine.Option;

/** Which home a command looks at. */
final class HomeOptions {
    @Option(names = "--home", paramLabel = "DIR", descriptionKey = "option.home")
    Path home = Path.of("");

    @Option(names = "--env", paramLabel = "NAME", descriptionKey = "option.env")
    String environment;

    /** Reads the home.
     * @throws Home.NoHome when the folder is none */
    Home read() {
        return Home.read(home, environment, Library.ofClassPath());
    }

    Path folder() {
        return home.toAbsolutePath().normalize();
    }
}
