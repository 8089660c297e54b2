package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was found at a partner, for people at a terminal. */
final class SurveyText {
    private static final List<String> VERIFIED =
            List.of("records", "believed", "same", "unread", "missing", "changed", "extra", "moved", "repaired");
    private static final List<String> ADOPTED =
            List.of("records", "linked", "links", "same", "unread", "differ", "conflicts", "orphans");
    private static final List<String> ALWAYS = List.of("records", "believed");
    private static final int SHOWN = 20;

    private final Texts texts;

    SurveyText(Texts texts) {
        this.texts = texts;
    }

    /** Waits for the end of a survey; the hub holds the line meanwhile. */
    static Answer over(HubClient hub, Answer begun) {
        var path = "/api/v1/surveys/" + begun.number("id");
        var survey = begun;
        do {
            survey = hub.get(path, Map.of("wait", "20"));
        } while (survey.text("state").equals("running"));
        return survey;
    }

    void print(PrintWriter out, Answer survey) {
        boolean verify = survey.text("kind").equals("verify");
        out.println(texts.say(verify ? "verify.title" : "adopt.title", survey.text("id"), survey.text("channel")));
        for (var stream : survey.list("streams")) {
            var place = stream.text("stream") + (stream.text("locale") == null ? "" : " " + stream.text("locale"));
            out.println("  " + place + ": "
                    + (verify ? VERIFIED : ADOPTED)
                            .stream()
                                    .filter(word -> ALWAYS.contains(word) && stream.text(word) != null
                                            || stream.number(word) != 0)
                                    .map(word -> texts.say("survey." + word, stream.number(word)))
                                    .collect(Collectors.joining(", ")));
        }
        var items = survey.list("items");
        for (var item : items.subList(0, Math.min(SHOWN, items.size()))) {
            line(out, item);
        }
        if (items.size() > SHOWN || survey.text("next") != null) {
            out.println("  " + texts.say("survey.more", SHOWN));
        }
        if (survey.text("text") != null) {
            out.println(texts.say("survey." + survey.text("state"), survey.text("text")));
        }
        ending(out, survey, verify);
    }

    private void ending(PrintWriter out, Answer survey, boolean verify) {
        var state = survey.text("state");
        if (state.equals("ready")) {
            out.println(texts.say(
                    survey.text("orphans", "").equals("retire") ? "adopt.applyRetire" : "adopt.apply",
                    survey.text("id")));
        } else if (state.equals("done") && !verify) {
            out.println(texts.say("adopt.nothing"));
        } else if (state.equals("done") && survey.number("differences") == 0) {
            out.println(texts.say("verify.same"));
        } else if (state.equals("done")) {
            out.println(texts.say(survey.truth("reportOnly") ? "verify.reported" : "verify.goes"));
        } else if (state.equals("held")) {
            out.println(texts.say("verify.release", survey.text("channel")));
        }
    }

    private void line(PrintWriter out, Answer item) {
        var name = item.text("key", item.text("remoteId"));
        var remote = item.text("remoteId");
        var what = new StringBuilder("  ")
                .append(texts.say("survey.what." + item.text("what")))
                .append(' ')
                .append(item.text("stream"))
                .append(item.text("locale") == null ? "" : " " + item.text("locale"))
                .append(' ')
                .append(HubClient.shown(name));
        if (remote != null && !remote.equals(name)) {
            what.append(" (").append(HubClient.shown(remote)).append(')');
        }
        if (item.text("why") != null) {
            what.append(": ").append(why(item.text("why")));
        }
        var others = item.list("others").stream().map(Answer::line).collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            what.append(" [").append(others).append(']');
        }
        out.println(what);
        for (var change : item.list("changes")) {
            out.println("      "
                    + texts.say(
                            "survey.change",
                            change.text("field"),
                            shown(change.text("ours")),
                            shown(change.text("theirs"))));
        }
    }

    /** Attributes by which something was found are their own word. */
    private String why(String word) {
        return switch (word) {
            case "stranger", "unwanted", "unlinked", "removed", "twice", "several", "elsewhere", "named", "key" ->
                texts.say("survey.why." + word);
            default -> texts.say("survey.by", word);
        };
    }

    private String shown(String value) {
        return value == null ? texts.say("explain.empty") : HubClient.shown(value);
    }
}
