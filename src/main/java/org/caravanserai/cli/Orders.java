package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orders [KEY [DECISION]]}: orders that wait for a human, one order with its time line, or what somebody decides about it. */
@Command(name = "orders", resourceBundle = Texts.BUNDLE)
final class Orders implements Callable<Integer> {
    private static final String PATH = "/api/v1/orders";

    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(index = "0", paramLabel = "KEY", arity = "0..1", descriptionKey = "orders.key")
    private String key;

    @Parameters(index = "1", paramLabel = "DECISION", arity = "0..1", descriptionKey = "orders.decision")
    private String decision;

    @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "orders.option.reason")
    private String reason;

    @Option(names = "--number", paramLabel = "NUMBER", descriptionKey = "orders.option.number")
    private String number;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Orders(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        try (var hub = options.hub()) {
            if (key == null) {
                return waiting(hub);
            }
            return decision == null ? one(hub) : decide(hub);
        }
    }

    private int waiting(HubClient hub) {
        var found = new LinkedHashMap<String, Object>();
        var out = spec.commandLine().getOut();
        var table = new Table();
        boolean any = false;
        for (var state : new String[] {"held", "unknown", "parked"}) {
            var page = hub.get(PATH, Map.of("state", state));
            found.put(state, page.value());
            for (var order : page.list("orders")) {
                any = true;
                table.row(row(order));
            }
        }
        // An order that became none is in no state: it stands among these alone.
        var troubles = hub.get("/api/v1/order-troubles", Map.of());
        found.put(
                "troubles",
                troubles.list("troubles").stream().map(Answer::value).toList());
        any |= !troubles.list("troubles").isEmpty();
        if (json) {
            out.print(PrettyJson.write(found));
        } else if (any) {
            table.print(out);
            look(out, troubles);
        } else {
            out.println(texts.say("orders.nothing"));
        }
        return any ? Commands.REFUSED : Commands.DONE;
    }

    private void look(PrintWriter out, Answer troubles) {
        var table = new Table();
        for (var trouble : troubles.list("troubles")) {
            var text = trouble.text("text");
            table.row(
                    trouble.text("at"),
                    trouble.text("source"),
                    trouble.text("number"),
                    text.startsWith(trouble.text("code")) ? text : trouble.text("code") + " " + text);
        }
        if (!troubles.list("troubles").isEmpty()) {
            out.println(texts.say("orders.look"));
            table.print(out);
        }
    }

    private static String[] row(Answer order) {
        return new String[] {
            order.text("state"),
            order.text("key"),
            order.text("source"),
            order.text("number"),
            order.text("customer"),
            order.text("total"),
            order.text("target")
        };
    }

    private int one(HubClient hub) {
        var order = hub.get(PATH + "/" + HubClient.segment(key), Map.of());
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(PrettyJson.write(order.value()));
        } else {
            new Table().row(row(order)).print(out);
            reasons(out, order, "held");
            reasons(out, order, "notes");
            var table = new Table();
            order.list("timeline")
                    .forEach(entry -> table.row(
                            entry.text("at"),
                            entry.text("actor"),
                            entry.text("what"),
                            entry.text("state"),
                            entry.text("text")));
            table.print(out);
        }
        return Commands.DONE;
    }

    private static void reasons(PrintWriter out, Answer order, String field) {
        order.list(field)
                .forEach(why ->
                        out.println("  " + why.text("code") + " " + why.text("path") + " " + why.text("message")));
    }

    private int decide(HubClient hub) {
        var body = new LinkedHashMap<String, Object>();
        body.put("reason", reason);
        body.put("number", number);
        var done = hub.post(PATH + "/" + HubClient.segment(key) + "/" + HubClient.segment(decision), body);
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(PrettyJson.write(done.value()));
        } else {
            out.println(texts.say("orders.done", done.text("key"), done.text("state")));
        }
        return Commands.DONE;
    }
}
