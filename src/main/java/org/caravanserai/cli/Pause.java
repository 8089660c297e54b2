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

/** {@code pause CHANNEL --reason TEXT}: nothing is sent or published until somebody resumes; what is on its way ends. */
@Command(name = "pause", resourceBundle = Texts.BUNDLE)
public final class Pause implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "CHANNEL", descriptionKey = "switch.channel")
    private String channel;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "switch.option.reason")
    private String reason;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Pause(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var done = hub.post("/api/v1/channels/" + HubClient.segment(channel) + "/pause", Map.of("reason", reason));
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else {
                out.println(texts.say("pause.done", channel));
            }
            return Commands.DONE;
        }
    }
}
