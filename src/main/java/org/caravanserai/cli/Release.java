package org.caravanserai.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code release RUN --reason TEXT}: takes a held delivery after all. */
@Command(name = "release", resourceBundle = Texts.BUNDLE)
final class Release implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "RUN", descriptionKey = "release.run")
    private long run;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "release.option.reason")
    private String reason;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Release(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        if (reason.isBlank()) {
            throw new Commands.Refused(Commands.USAGE, texts.say("release.noreason"));
        }
        try (var hub = options.hub()) {
            var done = hub.post("/api/v1/runs/" + run + "/release", Map.of("reason", reason));
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else {
                RunReport.print(out, done, texts);
            }
            return RunReport.code(done);
        }
    }
}
