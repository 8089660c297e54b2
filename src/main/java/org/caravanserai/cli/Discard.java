package org.caravanserai.cli;

import java.util.concurrent.Callable;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code discard ITEM|CHANNEL --reason TEXT}: gives up what a partner refused, until it changes. */
@Command(name = "discard", resourceBundle = Texts.BUNDLE)
final class Discard implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Mixin
    private ParkedAct which;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "switch.option.reason")
    private String reason;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Discard(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var done = which.call(hub, "discard", reason);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else {
                out.println(texts.say("discard.done", done.number("items")));
            }
            return Commands.DONE;
        }
    }
}
