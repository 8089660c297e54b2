package org.caravanserai.cli;

import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code punchout-test ACCOUNT}: a whole conversation of a buyer with the running hub, step by step. */
@Command(name = "punchout-test", resourceBundle = Texts.BUNDLE)
final class PunchoutTest implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "ACCOUNT", descriptionKey = "punchouttest.account")
    private String account;

    @Option(names = "--base-url", paramLabel = "URL", descriptionKey = "punchouttest.option.base")
    private String base;

    @Option(
            names = "--operation",
            paramLabel = "OPERATION",
            defaultValue = "create",
            descriptionKey = "punchouttest.option.operation")
    private String operation;

    @Option(names = "--order", descriptionKey = "punchouttest.option.order")
    private boolean order;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "30", descriptionKey = "punchouttest.option.wait")
    private int wait;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    PunchoutTest(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var asked = new LinkedHashMap<String, Object>();
            asked.put("baseUrl", base);
            asked.put("operation", operation);
            asked.put("order", order);
            asked.put("seconds", wait);
            var done = hub.post("/api/v1/accounts/" + HubClient.segment(account) + "/punchout-test", asked);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else {
                for (var step : done.list("steps")) {
                    out.println(texts.say(
                            step.truth("ok") ? "punchouttest.good" : "punchouttest.bad",
                            step.text("title"),
                            step.text("text")));
                }
                out.println(texts.say(done.truth("ok") ? "punchouttest.passed" : "punchouttest.failed", account));
            }
            return done.truth("ok") ? Commands.DONE : Commands.REFUSED;
        }
    }
}
