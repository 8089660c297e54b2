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

/** {@code ping CHANNEL}: whether the partner can be reached, step by step. */
@Command(name = "ping", resourceBundle = Texts.BUNDLE)
final class Ping implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "CHANNEL", descriptionKey = "switch.channel")
    private String channel;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Ping(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var done = hub.post("/api/v1/channels/" + HubClient.segment(channel) + "/ping", Map.of());
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else {
                for (var step : done.list("steps")) {
                    out.println(texts.say(
                            step.truth("ok") ? "ping.good" : "ping.bad", step.text("what"), step.text("text")));
                }
            }
            return done.truth("ok") ? Commands.DONE : Commands.REFUSED;
        }
    }
}
