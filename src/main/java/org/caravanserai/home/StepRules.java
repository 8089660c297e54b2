package org.caravanserai.home;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may stand in the routes of a folder. Whatever is not listed is refused: most steps of Camel can hide a failure, hold data in memory or let
 * message data choose an address.
 *
 * @param what what the rules are for, in messages
 * @param from schemes a route may begin with; for {@code hub:} and {@code kamelet:} with what follows
 * @param to endpoints it may send to
 * @param steps steps it may take
 * @param configuration whether it may name a routeConfiguration
 */
record StepRules(String what, List<String> from, List<String> to, Set<String> steps, boolean configuration) {
    /** Options each {@code hub:} endpoint takes. */
    static final Map<String, Set<String>> HUB = Map.ofEntries(
            Map.entry("hub:ingest", Set.of("source", "entity")),
            Map.entry("hub:deliver", Set.of("channel", "stream", "per", "initialDelay", "delay")),
            Map.entry("hub:publish", Set.of("channel", "stream", "initialDelay", "delay")),
            Map.entry("hub:jobs", Set.of("channel", "stream", "initialDelay", "delay")),
            Map.entry("hub:call", Set.of("operation")),
            Map.entry("hub:ack", Set.of()),
            Map.entry("hub:encode", Set.of("format")),
            Map.entry("hub:decode", Set.of("format")),
            Map.entry("hub:order", Set.of("source")),
            Map.entry("hub:progress", Set.of("source")),
            Map.entry("hub:punchout", Set.of("protocol")),
            Map.entry("hub:measure", Set.of("name")));

    /** Those this version has; the others are known, so that a route of a later version is understood. */
    static final Set<String> NOW = Set.of(
            "hub:ingest",
            "hub:publish",
            "hub:deliver",
            "hub:jobs",
            "hub:call",
            "hub:ack",
            "hub:order",
            "hub:progress",
            "hub:punchout");

    /** Components a later version may carry; a hub that began with one of them would not start. */
    static final Set<String> LATER = Set.of("ftp", "sftp", "ftps", "quartz", "kafka", "jms");

    private static final Set<String> PLAIN =
            Set.of("to", "log", "convertBodyTo", "setProperty", "setHeader", "removeHeaders", "removeHeader");
    private static final Set<String> OUT =
            Set.of("to", "log", "convertBodyTo", "setHeader", "removeHeaders", "removeHeader", "split");
    private static final List<String> TRIGGERS = List.of(
            "file",
            "ftp",
            "sftp",
            "ftps",
            "servlet",
            "timer",
            "quartz",
            "scheduler",
            "kafka",
            "jms",
            "kamelet:*-source");

    static final StepRules INBOUND = new StepRules(
            "an inbound route",
            TRIGGERS,
            List.of("hub:ingest", "hub:decode", "hub:measure", "kamelet:*-action"),
            PLAIN,
            true);
    static final StepRules OUTBOUND = new StepRules(
            "an outbound route",
            List.of("hub:deliver", "hub:publish", "hub:jobs"),
            List.of("hub:call", "hub:ack", "hub:encode", "hub:decode", "kamelet:*-sink", "kamelet:*-action"),
            OUT,
            false);
    static final StepRules ORDER = new StepRules(
            "an order route",
            TRIGGERS,
            List.of("hub:order", "hub:progress", "hub:decode", "hub:encode", "kamelet:*-action"),
            PLAIN,
            true);
    static final StepRules PUNCHOUT = new StepRules(
            "a punch-out route", List.of("servlet"), List.of("hub:punchout", "hub:decode", "hub:encode"), PLAIN, true);

    /** Rules of a folder of routes/. */
    static final Map<String, StepRules> ROUTES =
            Map.of("inbound", INBOUND, "outbound", OUTBOUND, "order", ORDER, "punchout", PUNCHOUT);

    /** Rules of the template of a Kamelet, by its kind. */
    static final Map<String, StepRules> KAMELETS = Map.of(
            "sink",
                    new StepRules(
                            "a sink Kamelet",
                            List.of("kamelet:source"),
                            List.of(
                                    "hub:call",
                                    "hub:ack",
                                    "hub:encode",
                                    "hub:decode",
                                    "file",
                                    "ftp",
                                    "sftp",
                                    "ftps",
                                    "kamelet:*-action"),
                            OUT,
                            false),
            "source",
                    new StepRules(
                            "a source Kamelet",
                            List.of(
                                    "file",
                                    "ftp",
                                    "sftp",
                                    "ftps",
                                    "servlet",
                                    "timer",
                                    "quartz",
                                    "scheduler",
                                    "kafka",
                                    "jms"),
                            List.of("kamelet:sink", "hub:call", "hub:decode", "kamelet:*-action"),
                            OUT,
                            false),
            "action",
                    new StepRules(
                            "an action Kamelet",
                            List.of("kamelet:source"),
                            List.of("hub:call", "hub:ack", "hub:encode", "hub:decode", "kamelet:*-action"),
                            OUT,
                            false));

    /** True when the endpoint is one of the list; {@code *} stands for any name. */
    static boolean listed(String endpoint, List<String> list) {
        return list.stream().anyMatch(one -> {
            int star = one.indexOf('*');
            return star < 0
                    ? one.equals(endpoint) || !one.contains(":") && endpoint.startsWith(one + ":")
                    : endpoint.startsWith(one.substring(0, star)) && endpoint.endsWith(one.substring(star + 1));
        });
    }

    /** What to do instead of a step that is refused; empty when there is nothing to say. */
    static String why(String key) {
        return switch (key) {
            case "toD", "recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich" ->
                "; an address is never built from message data";
            case "bean", "script", "process", "transform", "groovy", "jsonpath", "simple" ->
                "; say it in a mapping or a tested Java step";
            case "onException", "errorHandler", "doTry", "onCompletion" ->
                "; outcomes are classified and repeated by the hub, not here";
            case "wireTap",
                    "multicast",
                    "aggregate",
                    "delay",
                    "throttle",
                    "resequence",
                    "threads",
                    "idempotentConsumer",
                    "saga" -> "; it keeps data in memory or sends it where nobody waits for the outcome";
            case "filter", "stop", "choice", "rollback" ->
                "; an item dropped here would look delivered: select and gate instead";
            default -> "";
        };
    }
}
