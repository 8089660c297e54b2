package org.caravanserai.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code user add|password|roles|key}: who may do what, and the keys of partners. */
@Command(name = "user", resourceBundle = Texts.BUNDLE)
final class User implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Commands.USAGE;
    }

    /** {@code user add NAME --role ROLE}. */
    @Command(name = "add", resourceBundle = Texts.BUNDLE)
    static final class Add implements Callable<Integer> {
        @Mixin
        private final ClientOptions options;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "NAME", descriptionKey = "user.name")
        private String name;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                split = ",",
                descriptionKey = "user.option.role")
        private List<String> roles;

        @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "user.option.file")
        private Path file;

        @Spec
        private CommandSpec spec;

        private final Texts texts;

        Add(Texts texts, ClientOptions options) {
            this.texts = texts;
            this.options = options;
        }

        @Override
        public Integer call() {
            var password = NewPassword.read(file, texts);
            try (var hub = options.hub()) {
                var user = hub.post("/api/v1/users", Map.of("name", name, "roles", roles, "password", password));
                spec.commandLine().getOut().println(texts.say("user.added", user.text("name"), given(user)));
                return Commands.DONE;
            }
        }
    }

    /** {@code user password NAME}. */
    @Command(name = "password", resourceBundle = Texts.BUNDLE)
    static final class Password implements Callable<Integer> {
        @Mixin
        private final ClientOptions options;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "NAME", descriptionKey = "user.name")
        private String name;

        @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "user.option.file")
        private Path file;

        @Spec
        private CommandSpec spec;

        private final Texts texts;

        Password(Texts texts, ClientOptions options) {
            this.texts = texts;
            this.options = options;
        }

        @Override
        public Integer call() {
            var password = NewPassword.read(file, texts);
            try (var hub = options.hub()) {
                var user = hub.post(
                        "/api/v1/users/" + HubClient.segment(name) + "/password", Map.of("password", password));
                spec.commandLine().getOut().println(texts.say("user.password", user.text("name")));
                return Commands.DONE;
            }
        }
    }

    /** {@code user roles NAME --role ROLE}. */
    @Command(name = "roles", resourceBundle = Texts.BUNDLE)
    static final class Roles implements Callable<Integer> {
        @Mixin
        private final ClientOptions options;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "NAME", descriptionKey = "user.name")
        private String name;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                split = ",",
                descriptionKey = "user.option.role")
        private List<String> roles;

        @Spec
        private CommandSpec spec;

        private final Texts texts;

        Roles(Texts texts, ClientOptions options) {
            this.texts = texts;
            this.options = options;
        }

        @Override
        public Integer call() {
            try (var hub = options.hub()) {
                var user = hub.post("/api/v1/users/" + HubClient.segment(name) + "/roles", Map.of("roles", roles));
                spec.commandLine().getOut().println(texts.say("user.roles", user.text("name"), given(user)));
                return Commands.DONE;
            }
        }
    }

    /** {@code user key CHANNEL}: a new key for a partner, printed this once. */
    @Command(name = "key", resourceBundle = Texts.BUNDLE)
    static final class Key implements Callable<Integer> {
        @Mixin
        private final ClientOptions options;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "CHANNEL", descriptionKey = "user.channel")
        private String channel;

        @Spec
        private CommandSpec spec;

        private final Texts texts;

        Key(Texts texts, ClientOptions options) {
            this.texts = texts;
            this.options = options;
        }

        @Override
        public Integer call() {
            try (var hub = options.hub()) {
                var renewed = hub.post("/api/v1/channels/" + HubClient.segment(channel) + "/key", Map.of());
                // The key alone on standard output, so that it can be piped where it belongs.
                spec.commandLine().getOut().println(renewed.text("key"));
                spec.commandLine().getErr().println(texts.say("user.key", renewed.text("channel")));
                if (!renewed.get("url").none()) {
                    spec.commandLine().getErr().println(texts.say("user.keyurl", renewed.text("url")));
                }
                return Commands.DONE;
            }
        }
    }

    private static String given(Answer user) {
        return user.list("roles").stream().map(Answer::line).collect(Collectors.joining(", "));
    }
}
