package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain KEY --channel C}: why a document stands in a channel as it does, from selection to the price, in one list. */
@Command(name = "explain", resourceBundle = Texts.BUNDLE)
final class ExplainKey implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "KEY", descriptionKey = "explain.key")
    private String key;

    @Option(names = "--channel", paramLabel = "NAME", required = true, descriptionKey = "explain.option.channel")
    private String channel;

    @Option(names = "--locale", paramLabel = "LOCALE", descriptionKey = "explain.option.locale")
    private String locale;

    @Option(names = "--entity", paramLabel = "ENTITY", descriptionKey = "explain.option.entity")
    private String entity;

    @Option(names = "--sentence", descriptionKey = "explain.option.sentence")
    private boolean sentence;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    ExplainKey(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var asked = new LinkedHashMap<String, String>();
            asked.put("key", key);
            asked.put("channel", channel);
            if (entity != null) {
                asked.put("entity", entity);
            }
            if (locale != null) {
                asked.put("locale", locale);
            }
            var answers = hub.get("/api/v1/explain", asked);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(answers.value()));
            } else if (answers.list().isEmpty()) {
                out.println(texts.say(
                        "explain.nothing",
                        channel,
                        entity == null ? "products" : entity,
                        locale == null ? "-" : locale));
            } else if (sentence) {
                answers.list().forEach(answer -> out.println(answer.text("sentence")));
            } else {
                answers.list().forEach(answer -> print(out, answer));
            }
            return answers.list().isEmpty() ? Commands.REFUSED : Commands.DONE;
        }
    }

    private void print(PrintWriter out, Answer answer) {
        out.println(texts.say(
                        "explain.title", key, answer.text("channel"), answer.text("stream"), answer.text("locale", ""))
                .stripTrailing());
        selection(out, answer);
        for (var finding : answer.list("findings")) {
            var owner = finding.text("owner") == null ? "" : texts.say("explain.owner", finding.text("owner"));
            out.println("  "
                    + texts.say(
                            "explain.finding",
                            texts.say("severity." + finding.text("severity")),
                            finding.text("rule"),
                            finding.text("message"))
                    + owner);
        }
        if (!answer.list("missing").isEmpty()) {
            out.println("  "
                    + texts.say(
                            "explain.missing",
                            answer.list("missing").stream().map(Answer::line).collect(Collectors.joining(", "))));
        }
        for (var field : answer.list("fields")) {
            field(out, field);
        }
        price(out, answer.get("price"));
        sending(out, answer.get("sending"));
    }

    private void sending(PrintWriter out, Answer sending) {
        if (sending.none()) {
            return;
        }
        if (sending.text("remoteId") != null) {
            out.println("  " + texts.say("explain.remote", sending.text("remoteId")));
        }
        for (var complaint : sending.list("complaints")) {
            out.println("  "
                    + texts.say(
                            "explain.complaint",
                            complaint.text("lastAt"),
                            complaint.text("code"),
                            complaint.text("field", "-"),
                            complaint.text("text", ""),
                            complaint.text("fix", "-"),
                            complaint.text("owner", "-")));
        }
        for (var attempt : sending.list("attempts")) {
            out.println("  "
                    + texts.say(
                            "explain.attempt",
                            attempt.text("at"),
                            attempt.text("outcome"),
                            attempt.text("text", ""),
                            attempt.text("conversation", "-")));
        }
        if (sending.text("job") != null) {
            out.println("  " + texts.say("explain.job", sending.text("job")));
        } else if (sending.truth("waitsForApproval")) {
            out.println("  " + texts.say("explain.approval"));
        } else if (!sending.get("waitsFor").none()) {
            var first = sending.get("waitsFor");
            out.println(
                    "  " + texts.say("explain.after", first.text("key"), first.text("stream"), first.text("state")));
        } else if (sending.text("next") != null) {
            out.println("  " + texts.say("explain.next", sending.text("next")));
        }
    }

    private void selection(PrintWriter out, Answer answer) {
        out.println("  "
                + (answer.truth("selected")
                        ? texts.say("explain.selected")
                        : texts.say("explain.notSelected", answer.text("notSelected"))));
        if (answer.truth("held")) {
            out.println("  " + texts.say("explain.held"));
        }
        var state = answer.text("state");
        out.println("  "
                + (state == null
                        ? texts.say("explain.noState")
                        : texts.say("explain.state", texts.say("state." + state))));
    }

    private void field(PrintWriter out, Answer field) {
        var value = field.get("value");
        out.println("  " + field.text("field") + " = " + (value.none() ? texts.say("explain.empty") : value.line()));
        out.println("      " + texts.say("explain.rule", field.text("rule"), field.text("at")));
        for (var said : field.list("sources")) {
            out.println("      "
                    + texts.say(
                            said.truth("wins") ? "explain.wins" : "explain.loses",
                            said.text("attribute"),
                            said.text("source"),
                            HubClient.shown(said.get("value").line()),
                            said.text("run"),
                            said.text("rule")));
        }
    }

    private void price(PrintWriter out, Answer price) {
        if (price.none()) {
            return;
        }
        var amount = price.text("amount") == null
                ? texts.say("explain.empty")
                : price.text("amount") + " " + price.text("currency", "");
        out.println("  " + texts.say("explain.price", price.text("list"), amount));
        for (var step : price.list("steps")) {
            var reached = step.text("amount") == null ? "" : " = " + step.text("amount");
            out.println("      " + step.text("what") + (step.text("detail") == null ? "" : ": " + step.text("detail"))
                    + reached);
        }
    }
}
