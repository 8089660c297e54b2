package org.caravanserai;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.access.AccessCode;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Nearest;

/**
 * The options of {@code run}.
 *
 * @param home the installation: a folder with {@code config/hub.yaml}; absolute
 * @param data database, inboxes, feeds; absolute, default {@code <home>/data}
 * @param environment the environment file laid over the home; empty = {@code hub.yaml} alone
 * @param spring {@code --a.b=c} options passed through to Spring
 */
record HubOptions(Path home, Path data, Optional<String> environment, List<String> spring) {
    private static final List<String> NAMES = List.of("--home", "--data", "--env");

    HubOptions {
        spring = List.copyOf(spring);
    }

    /** What became of a command line: options, or one line that says what is wrong with it. */
    sealed interface Read {
        record Understood(HubOptions options) implements Read {}

        record Refused(String code, String text) implements Read {}
    }

    /** Reads the arguments behind {@code run}. Looks at the folders, starts nothing. */
    static Read read(List<String> arguments, Path workingDirectory) {
        Path home = workingDirectory;
        Optional<Path> data = Optional.empty();
        Optional<String> environment = Optional.empty();
        var spring = new ArrayList<String>();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            var equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            if (!NAMES.contains(name)) {
                var wrong = notOurs(argument, name, equals > 0);
                if (wrong.isPresent()) {
                    return wrong.get();
                }
                spring.add(argument);
                continue;
            }
            String value;
            if (equals > 0) {
                value = argument.substring(equals + 1);
            } else if (i + 1 < arguments.size()) {
                value = arguments.get(++i);
            } else {
                value = "";
            }
            if (value.isBlank() || value.startsWith("--")) {
                return new Read.Refused(
                        AccessCode.OPTION.code(), name + " needs a value, as in " + name + " " + example(name));
            }
            switch (name) {
                case "--home" -> home = workingDirectory.resolve(value);
                case "--data" -> data = Optional.of(workingDirectory.resolve(value));
                default -> environment = Optional.of(value);
            }
        }
        var root = home.toAbsolutePath().normalize();
        if (!Home.isHome(root)) {
            return new Read.Refused(
                    AccessCode.NO_HOME.code(),
                    root + " is no home: it has no config/hub.yaml. Name one with --home DIR, or make one with:"
                            + " init DIR");
        }
        var folder = data.orElse(root.resolve("data")).toAbsolutePath().normalize();
        return new Read.Understood(new HubOptions(root, folder, environment, spring));
    }

    private static Optional<Read> notOurs(String argument, String name, boolean hasValue) {
        if (name.startsWith("--spring.config.") || name.equals("--spring.profiles.active")) {
            return Optional.of(new Read.Refused(
                    AccessCode.SPRING_SETTING.code(),
                    name + " is switched off: an installation is set in config/hub.yaml, per environment with --env"));
        }
        if (!name.startsWith("--") || !name.contains(".") || !hasValue) {
            return Optional.of(new Read.Refused(
                    AccessCode.OPTION.code(),
                    "unknown option " + cut(argument) + Nearest.hint(name, NAMES)
                            + " Options: --home DIR, --data DIR, --env NAME, and settings such as --server.port=8080"));
        }
        return Optional.empty();
    }

    private static String example(String name) {
        return name.equals("--env") ? "preprod" : "/srv/hub";
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
