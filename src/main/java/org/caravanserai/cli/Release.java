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

/** {@code release RUN|CHANNEL --reason TEXT}: takes a held delivery after all, or lets what the brake holds of a channel leave. */
@Command(name = "release", resourceBundle = Texts.BUNDLE)
final class Release implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "RUN|CHANNEL", descriptionKey = "release.run")
    private String held;

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
        if (!held.matches("[0-9]{1,18}|[a-z][a-z0-9-]*")) {
            throw new Commands.Refused(Commands.USAGE, texts.say("release.what", held));
        }
        try (var hub = options.hub()) {
            if (!Character.isDigit(held.charAt(0))) {
                return channel(hub);
            }
            var done = hub.post("/api/v1/runs/" + held + "/release", Map.of("reason", reason));
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else {
                RunReport.print(out, done, texts);
            }
            return RunReport.code(done);
        }
    }

    private int channel(HubClient hub) {
        var done = hub.post("/api/v1/channels/" + held + "/release", Map.of("reason", reason));
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(PrettyJson.write(done.value()));
            return Commands.DONE;
        }
        for (var hold : done.list("released")) {
            out.println(texts.say("release.channel", done.text("channel"), hold.text("stream"), hold.text("reason")));
        }
        if (done.number("tables") > 0) {
            out.println(texts.say("release.tables", done.text("channel"), done.number("tables")));
        }
        return Commands.DONE;
    }
}
