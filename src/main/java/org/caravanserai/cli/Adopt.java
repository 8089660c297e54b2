package org.caravanserai.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code adopt CHANNEL}: finds out what of ours a partner holds already and plans to link it; {@code apply} does it. */
@Command(name = "adopt", resourceBundle = Texts.BUNDLE)
final class Adopt implements Callable<Integer> {
    private static final int CHANGES = 3;

    /** What becomes of what is nothing of ours. */
    enum Orphans {
        report,
        retire
    }

    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "CHANNEL", descriptionKey = "switch.channel")
    private String channel;

    @Option(names = "--match", paramLabel = "RULES", split = ",", descriptionKey = "adopt.option.match")
    private List<String> match = List.of();

    @Option(
            names = "--orphans",
            paramLabel = "report|retire",
            defaultValue = "report",
            descriptionKey = "adopt.option.orphans")
    private Orphans orphans;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Adopt(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        var how = new LinkedHashMap<String, Object>();
        how.put("match", match);
        how.put("orphans", orphans.name());
        try (var hub = options.hub()) {
            var begun = hub.post("/api/v1/channels/" + HubClient.segment(channel) + "/adopt", how);
            var survey = SurveyText.over(hub, begun);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(survey.value()));
            } else {
                new SurveyText(texts).print(out, survey);
            }
            return switch (survey.text("state")) {
                case "ready" -> CHANGES;
                case "done" -> Commands.DONE;
                default -> Commands.REFUSED;
            };
        }
    }
}
