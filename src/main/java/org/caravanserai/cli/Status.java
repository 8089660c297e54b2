package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code status}: sources, channels, held runs, orders that wait, and what needs somebody. Documents that a gate holds are everyday work of their owners and do
 * not change the exit code; what stops or fails does, and an order that waits for a person has stopped.
 */
@Command(name = "status", resourceBundle = Texts.BUNDLE)
final class Status implements Callable<Integer> {
    private static final List<String> STATES = List.of("selected", "pending", "unknown", "confirmed", "held", "parked");
    /** Figures of streams that carry orders. */
    private static final List<String> CARRIED = List.of("went", "waits", "unknown", "refused");
    /** Queues of orders as the API and the console name them. */
    private static final List<String> QUEUES = List.of("unknown", "held", "parked", "troubles", "accounts");

    private static final Set<String> FAILED = Set.of("refused", "broken");

    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Status(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            var sources = hub.get("/api/v1/sources", Map.of());
            var channels = hub.get("/api/v1/channels", Map.of());
            var held = hub.get("/api/v1/runs", Map.of("state", "held"));
            var files = hub.get("/api/v1/reload", Map.of());
            var topics = hub.get("/api/v1/topics", Map.of());
            var orders = hub.get("/api/v1/orders/waiting", Map.of());
            var needs = needs(sources, channels, held);
            for (var topic : topics.list()) {
                if (!topic.get("fault").none()) {
                    needs.add(texts.say(
                            "status.topic", topic.text("topic"), time(topic.text("since", "")), topic.text("fault")));
                }
            }
            needs.addAll(waiting(orders));
            if (!files.get("refused").none()) {
                needs.add(0, refused(files));
            }
            var out = spec.commandLine().getOut();
            if (json) {
                var report = new LinkedHashMap<String, Object>();
                report.put("sources", sources.value());
                report.put("channels", channels.value());
                report.put("heldRuns", held.value());
                report.put("files", files.value());
                report.put("topics", topics.value());
                report.put("orders", orders.value());
                report.put("needsSomebody", needs);
                out.print(PrettyJson.write(report));
            } else {
                print(out, sources, channels, orders, needs);
            }
            return needs.isEmpty() ? Commands.DONE : Commands.REFUSED;
        }
    }

    private String refused(Answer files) {
        var problems = files.get("refused").list("problems");
        return texts.say(
                "status.refusedFiles",
                files.text("version"),
                time(files.text("since")),
                problems.size(),
                problems.get(0).value().toString());
    }

    /** A sentence for each queue that is not empty, with where to look. */
    private List<String> waiting(Answer orders) {
        var lines = new ArrayList<String>();
        for (var queue : QUEUES) {
            if (orders.number(queue) > 0) {
                lines.add(texts.say("status.orders." + queue, counted(orders, queue)));
            }
        }
        if (orders.number("changes") > 0) {
            lines.add(texts.say("status.orders.changes", counted(orders, "changes")));
        }
        return lines;
    }

    private static String counted(Answer orders, String queue) {
        long many = orders.number(queue);
        return many >= orders.number("most") ? many + "+" : String.valueOf(many);
    }

    private void print(PrintWriter out, Answer sources, Answer channels, Answer orders, List<String> needs) {
        out.println(texts.say("status.sources"));
        var table = new Table();
        for (var source : sources.list()) {
            for (var entity : source.list("entities")) {
                var run = entity.get("lastRun");
                table.row(
                        source.text("source"),
                        entity.text("entity"),
                        run.none() ? texts.say("status.never") : texts.say("state." + run.text("state")),
                        run.none() ? "" : time(run.text("endedAt", run.text("startedAt"))),
                        run.none()
                                ? ""
                                : texts.say(
                                        "status.rows",
                                        run.get("account").number("received"),
                                        run.get("account").number("refused")),
                        texts.say("fresh." + entity.text("freshness")));
            }
        }
        table.print(out);
        out.println(texts.say("status.channels"));
        var counts = new Table();
        for (var channel : channels.list()) {
            for (var stream : channel.list("streams")) {
                var cells =
                        new ArrayList<>(List.of(channel.text("channel"), channel.text("mode"), stream.text("stream")));
                if (stream.text("carries") == null) {
                    STATES.forEach(state -> cells.add(texts.say("state." + state) + " " + stream.number(state)));
                } else {
                    CARRIED.stream()
                            .filter(figure -> !stream.get(figure).none())
                            .forEach(figure -> cells.add(texts.say("status.carried." + figure, stream.number(figure))));
                    var compared = stream.get("compared");
                    if (!compared.none()) {
                        cells.add(texts.say(
                                "status.compared",
                                time(compared.text("at")),
                                compared.number("orders"),
                                compared.number("taken"),
                                compared.number("neverCame")));
                    }
                }
                counts.row(cells.toArray(String[]::new));
            }
        }
        counts.print(out);
        out.println(texts.say("status.orders"));
        var waits = new Table();
        waits.row(Stream.concat(QUEUES.stream(), Stream.of("changes"))
                .map(queue -> texts.say("status.queue." + queue) + " " + counted(orders, queue))
                .toArray(String[]::new));
        waits.print(out);
        out.println(texts.say(needs.isEmpty() ? "status.nothing" : "status.needs"));
        needs.forEach(line -> out.println("  " + line));
    }

    private List<String> needs(Answer sources, Answer channels, Answer held) {
        var needs = new ArrayList<String>();
        for (var run : held.list()) {
            needs.add(texts.say(
                    "status.heldRun", run.text("run"), run.text("source"), run.text("entity"), run.text("reason", "")));
        }
        for (var source : sources.list()) {
            for (var entity : source.list("entities")) {
                var run = entity.get("lastRun");
                if (FAILED.contains(run.text("state", ""))) {
                    needs.add(texts.say(
                            "status.failedRun",
                            run.text("run"),
                            source.text("source"),
                            entity.text("entity"),
                            run.text("reason", "")));
                } else if (entity.text("freshness", "").equals("missing")) {
                    needs.add(texts.say(
                            "status.missing",
                            source.text("source"),
                            entity.text("entity"),
                            time(entity.text("lastGood", ""))));
                }
            }
        }
        for (var channel : channels.list()) {
            channel.list("problems")
                    .forEach(problem -> needs.add(texts.say(
                            "status.broken",
                            channel.text("channel"),
                            problem.value().toString())));
            if (!channel.get("fault").none()) {
                needs.add(texts.say("status.broken", channel.text("channel"), channel.text("fault")));
            }
            for (var table : channel.list("tables")) {
                if (!table.get("problem").none()) {
                    needs.add(texts.say(
                            "status.table",
                            channel.text("channel"),
                            table.text("table"),
                            time(table.text("fetchedAt", "")),
                            table.text("problem")));
                }
            }
            for (var target : channel.list("targets")) {
                if (!target.get("failingSince").none()) {
                    needs.add(texts.say(
                            "status.target",
                            channel.text("channel"),
                            target.text("stream"),
                            target.text("to") + " " + target.text("address"),
                            target.text("failingSince"),
                            target.text("reason")));
                }
            }
            var stand = channel.get("switch");
            if (stand.text("pausedAt") != null) {
                needs.add(texts.say(
                        "status.paused",
                        channel.text("channel"),
                        stand.text("pausedBy"),
                        time(stand.text("pausedAt")),
                        stand.text("pausedWhy")));
            }
            if (stand.text("stoppedAt") != null) {
                needs.add(texts.say(
                        "status.stopped",
                        channel.text("channel"),
                        time(stand.text("stoppedAt")),
                        stand.text("stoppedWhy")));
            }
            for (var hold : channel.list("holds")) {
                needs.add(texts.say(
                        "status.heldChannel", channel.text("channel"), hold.text("stream"), hold.text("reason")));
            }
            for (var stream : channel.list("streams")) {
                if (stream.number("parked") > 0) {
                    needs.add(texts.say(
                            "status.parked", channel.text("channel"), stream.text("stream"), stream.number("parked")));
                }
            }
        }
        return needs;
    }

    /** To the second; null or empty = never. */
    private String time(String instant) {
        return instant == null || instant.isEmpty()
                ? texts.say("status.never")
                : instant.replaceFirst("\\.[0-9]+Z$", "Z");
    }
}
