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

/** {@code apply PLAN}: sends exactly what a plan says, or links what an adoption has found; nothing when something has changed since. */
@Command(name = "apply", resourceBundle = Texts.BUNDLE)
final class Apply implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "PLAN", descriptionKey = "apply.plan")
    private long plan;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Apply(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var done = hub.post("/api/v1/plans/" + plan + "/apply", Map.of());
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else {
                out.println(texts.say(
                        done.truth("adoption") ? "apply.adopted" : "apply.done",
                        Long.toString(plan),
                        done.text("channel"),
                        done.number("items")));
            }
            return Commands.DONE;
        }
    }
}
