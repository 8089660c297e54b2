package org.caravanserai.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user api-key|revoke}: keys with which programs use the API. */
final class ApiKey {
    private ApiKey() {}

    /** {@code user api-key PROGRAM --role ROLE}: a new key for a program, printed this once. */
    @Command(name = "api-key", resourceBundle = Texts.BUNDLE)
    static final class Issue extends Question {
        @Parameters(paramLabel = "PROGRAM", descriptionKey = "user.program")
        private String program;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                split = ",",
                descriptionKey = "user.option.role")
        private List<String> roles;

        Issue(Texts texts, ClientOptions options) {
            super(texts, options);
        }

        @Override
        int ask(HubClient hub) {
            var issued = hub.post("/api/v1/keys", Map.of("holder", program, "roles", roles));
            // The key alone on standard output, so that it can be piped where it belongs.
            out(issued.text("key"));
            var given = issued.list("roles").stream().map(Answer::line).collect(Collectors.joining(", "));
            err(texts().say("user.apikey", issued.text("holder"), given));
            return Commands.DONE;
        }
    }

    /** {@code user revoke PROGRAM}: takes all keys of a program away. */
    @Command(name = "revoke", resourceBundle = Texts.BUNDLE)
    static final class Revoke extends Question {
        @Parameters(paramLabel = "PROGRAM", descriptionKey = "user.program")
        private String program;

        Revoke(Texts texts, ClientOptions options) {
            super(texts, options);
        }

        @Override
        int ask(HubClient hub) {
            var done = hub.post("/api/v1/keys/" + HubClient.segment(program) + "/revoke", Map.of());
            out(texts().say("user.revoked", done.text("holder"), done.number("revoked")));
            return done.number("revoked") > 0 ? Commands.DONE : Commands.REFUSED;
        }
    }
}
