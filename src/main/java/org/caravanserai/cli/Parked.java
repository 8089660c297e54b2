package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parked [CHANNEL]}: what partners refused, by complaint, then item by item. */
@Command(name = "parked", resourceBundle = Texts.BUNDLE)
final class Parked implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "CHANNEL", arity = "0..1", descriptionKey = "parked.channel")
    private String channel;

    @Option(names = "--stream", paramLabel = "STREAM", descriptionKey = "parked.option.stream")
    private String stream;

    @Option(names = "--complaint", paramLabel = "FINGERPRINT", descriptionKey = "parked.option.complaint")
    private String complaint;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", descriptionKey = "parked.option.limit")
    private int limit;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Parked(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var asked = new LinkedHashMap<String, String>();
            asked.put("limit", Integer.toString(limit));
            put(asked, "channel", channel);
            put(asked, "stream", stream);
            put(asked, "fingerprint", complaint);
            var parked = hub.get("/api/v1/parked", asked);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(parked.value()));
            } else {
                print(out, parked);
            }
            return parked.list("items").isEmpty() ? Commands.DONE : Commands.REFUSED;
        }
    }

    private static void put(LinkedHashMap<String, String> asked, String name, String value) {
        if (value != null) {
            asked.put(name, value);
        }
    }

    private void print(PrintWriter out, Answer parked) {
        if (parked.list("items").isEmpty()) {
            out.println(texts.say("parked.nothing"));
            return;
        }
        for (var group : parked.list("complaints")) {
            out.println(texts.say(
                    "parked.complaint",
                    group.number("items"),
                    group.text("channel"),
                    group.text("stream"),
                    said(group),
                    group.text("fingerprint"),
                    group.text("key")));
            if (group.text("fix") != null) {
                out.println("    " + texts.say("parked.fix", group.text("fix"), group.text("owner", "-")));
            }
        }
        out.println(texts.say("parked.items"));
        var table = new Table();
        for (var item : parked.list("items")) {
            var why = item.list("complaints").isEmpty()
                    ? ""
                    : said(item.list("complaints").get(0));
            table.row(item.text("id"), item.text("channel"), item.text("stream"), item.text("key"), why);
        }
        table.print(out);
        if (parked.text("next") != null) {
            out.println("  " + texts.say("parked.more", Integer.toString(limit)));
        }
    }

    private static String said(Answer complaint) {
        return complaint.text("code")
                + (complaint.text("field") == null ? "" : " " + complaint.text("field"))
                + (complaint.text("text") == null ? "" : ": " + HubClient.shown(complaint.text("text")));
    }
}
