package org.caravanserai.cli;

import java.util.concurrent.Callable;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay ITEM|CHANNEL}: tries what a partner refused again, the normal way. */
@Command(name = "replay", resourceBundle = Texts.BUNDLE)
final class Replay implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Mixin
    private ParkedAct which;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Replay(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var done = which.call(hub, "replay", null);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else {
                out.println(texts.say("replay.done", done.number("items")));
            }
            return Commands.DONE;
        }
    }
}
