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

/** {@code verify CHANNEL}: compares what a partner holds with what should stand there, and sends what differs unless only a report is asked for. */
@Command(name = "verify", resourceBundle = Texts.BUNDLE)
final class Verify implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "CHANNEL", descriptionKey = "switch.channel")
    private String channel;

    @Option(names = "--report-only", descriptionKey = "verify.option.report")
    private boolean reportOnly;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Verify(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var begun = hub.post(
                    "/api/v1/channels/" + HubClient.segment(channel) + "/verify", Map.of("reportOnly", reportOnly));
            var survey = SurveyText.over(hub, begun);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(survey.value()));
            } else {
                new SurveyText(texts).print(out, survey);
            }
            boolean clean = survey.text("state").equals("done") && survey.number("differences") == 0;
            return clean ? Commands.DONE : Commands.REFUSED;
        }
    }
}
