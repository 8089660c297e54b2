package org.caravanserai.cli;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Json;
import picocli.CommandLine;

/** {@code map KEY --channel C [--save-test]}: what the maps of a channel make of a document of the hub: rows to one stream, findings to the other. */
final class MapKey {
    private final Texts texts;
    private final ClientOptions options;
    private final CommandLine line;
    private final Clock clock;

    MapKey(Texts texts, ClientOptions options, CommandLine line, Clock clock) {
        this.texts = texts;
        this.options = options;
        this.line = line;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param locale null = every language of the channel
     * @param save whether a test is written beside the map
     */
    record Wish(String key, String channel, String locale, String entity, boolean save) {}

    /** Does it; returns the exit code: 1 when a lane is held or not selected. */
    int show(Wish wish) {
        if (wish.save() && List.of("companies", "contacts").contains(wish.entity())) {
            throw new Commands.Refused(Commands.REFUSED, texts.say("map.personal"));
        }
        if (wish.save() && !Home.isHome(options.folder())) {
            throw new Commands.Refused(
                    Commands.USAGE,
                    texts.say("map.nohomefortest", options.folder().toString()));
        }
        try (var hub = options.hub()) {
            var asked = new LinkedHashMap<String, String>();
            asked.put("key", wish.key());
            asked.put("channel", wish.channel());
            asked.put("entity", wish.entity());
            var records = wish.save() ? hub.get("/api/v1/explain/records", asked) : Answer.of(null);
            if (wish.locale() != null) {
                asked.put("locale", wish.locale());
            }
            var answers = hub.get("/api/v1/explain", asked).list();
            if (answers.isEmpty()) {
                var language = wish.locale() == null ? "-" : wish.locale();
                throw new Commands.Refused(
                        Commands.REFUSED, texts.say("explain.nothing", wish.channel(), wish.entity(), language));
            }
            answers.forEach(this::print);
            if (wish.save()) {
                save(wish, answers, records);
            }
            return answers.stream().allMatch(MapKey::goesOut) ? Commands.DONE : Commands.REFUSED;
        }
    }

    private static boolean goesOut(Answer answer) {
        return answer.truth("selected") && !answer.truth("held");
    }

    private void print(Answer answer) {
        line.getOut().println(json(row(answer)));
        var err = line.getErr();
        var outcome = goesOut(answer)
                ? texts.say("map.sends")
                : answer.truth("held")
                        ? texts.say("state.held")
                        : texts.say("explain.notSelected", answer.text("notSelected"));
        err.println(texts.say("map.lane", answer.text("stream"), answer.text("locale", "-"), outcome));
        for (var finding : answer.list("findings")) {
            err.println("  "
                    + texts.say(
                            "explain.finding",
                            texts.say("severity." + finding.text("severity")),
                            finding.text("rule"),
                            finding.text("message")));
        }
    }

    /** The target fields that have a value, in the order of the map. */
    private static Map<String, Object> row(Answer answer) {
        var row = new LinkedHashMap<String, Object>();
        for (var field : answer.list("fields")) {
            if (!field.get("value").none()) {
                row.put(field.text("field"), field.get("value").value());
            }
        }
        return row;
    }

    private void save(Wish wish, List<Answer> answers, Answer records) {
        var beside = new TestBeside(options.folder(), texts);
        for (var reading : records.list()) {
            var map = reading.text("map");
            if (map == null) {
                continue;
            }
            for (var answer : answers) {
                // A row that does not go out has nothing to expect; what holds it is written by hand.
                if (goesOut(answer) && reading.text("stream").equals(answer.text("stream"))) {
                    beside.add(
                            map,
                            reading.list("documents"),
                            new TestBeside.Case(
                                    wish.key(),
                                    wish.channel(),
                                    answer.text("locale"),
                                    LocalDate.now(clock).toString(),
                                    json(row(answer))));
                }
            }
            if (answers.stream().anyMatch(MapKey::goesOut)) {
                line.getErr().println(texts.say("map.saved", TestBeside.tests(map), TestBeside.records(map)));
            }
        }
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
