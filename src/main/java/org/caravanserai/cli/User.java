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
    static final class Add extends Question {
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

        private String password;

        Add(Texts texts, ClientOptions options) {
            super(texts, options);
        }

        @Override
        void prepare() {
            password = NewPassword.read(file, texts());
        }

        @Override
        int ask(HubClient hub) {
            var user = hub.post("/api/v1/users", Map.of("name", name, "roles", roles, "password", password));
            out(texts().say("user.added", user.text("name"), given(user)));
            return Commands.DONE;
        }
    }

    /** {@code user password NAME}. */
    @Command(name = "password", resourceBundle = Texts.BUNDLE)
    static final class Password extends Question {
        @Parameters(paramLabel = "NAME", descriptionKey = "user.name")
        private String name;

        @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "user.option.file")
        private Path file;

        private String password;

        Password(Texts texts, ClientOptions options) {
            super(texts, options);
        }

        @Override
        void prepare() {
            password = NewPassword.read(file, texts());
        }

        @Override
        int ask(HubClient hub) {
            var user = hub.post("/api/v1/users/" + HubClient.segment(name) + "/password", Map.of("password", password));
            out(texts().say("user.password", user.text("name")));
            return Commands.DONE;
        }
    }

    /** {@code user roles NAME --role ROLE}. */
    @Command(name = "roles", resourceBundle = Texts.BUNDLE)
    static final class Roles extends Question {
        @Parameters(paramLabel = "NAME", descriptionKey = "user.name")
        private String name;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                split = ",",
                descriptionKey = "user.option.role")
        private List<String> roles;

        Roles(Texts texts, ClientOptions options) {
            super(texts, options);
        }

        @Override
        int ask(HubClient hub) {
            var user = hub.post("/api/v1/users/" + HubClient.segment(name) + "/roles", Map.of("roles", roles));
            out(texts().say("user.roles", user.text("name"), given(user)));
            return Commands.DONE;
        }
    }

    /** {@code user key CHANNEL}: a new key for a partner, printed this once. */
    @Command(name = "key", resourceBundle = Texts.BUNDLE)
    static final class Key extends Question {
        @Parameters(paramLabel = "CHANNEL", descriptionKey = "user.channel")
        private String channel;

        Key(Texts texts, ClientOptions options) {
            super(texts, options);
        }

        @Override
        int ask(HubClient hub) {
            var renewed = hub.post("/api/v1/channels/" + HubClient.segment(channel) + "/key", Map.of());
            // The key alone on standard output, so that it can be piped where it belongs.
            out(renewed.text("key"));
            err(texts().say("user.key", renewed.text("channel")));
            if (!renewed.get("url").none()) {
                err(texts().say("user.keyurl", renewed.text("url")));
            }
            return Commands.DONE;
        }
    }

    private static String given(Answer user) {
        return user.list("roles").stream().map(Answer::line).collect(Collectors.joining(", "));
    }
}
