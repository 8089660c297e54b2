package org.caravanserai.cli;

/** A plan as a comment on a merge request: short enough for GitHub and GitLab, and nothing in it is taken for markup or a mention. */
final class PlanMarkdown {
    /** GitHub takes 65,536 characters. */
    private static final int LONGEST = 60_000;

    private static final String MARKUP = "&<>|`*_[]@~#!$\\{}()+";

    private final Texts texts;

    PlanMarkdown(Texts texts) {
        this.texts = texts;
    }

    String of(Answer plan) {
        var text = new StringBuilder();
        text.append("### ").append(escaped(PlanText.title(plan, texts))).append("\n\n");
        for (var why : plan.list("heldBack")) {
            text.append("> ")
                    .append(escaped(texts.say("plan.heldBack", why.value().toString())))
                    .append("\n\n");
        }
        long shown = 0;
        for (var item : plan.list("items")) {
            var one = item(item);
            if (text.length() + one.length() > LONGEST) {
                break;
            }
            text.append(one);
            shown++;
        }
        long more = PlanText.all(plan) - shown;
        if (more > 0) {
            text.append(escaped(texts.say("plan.more", more))).append('\n');
        }
        if (PlanText.all(plan) == 0) {
            text.append(escaped(texts.say("plan.nothing"))).append('\n');
        }
        return text.toString();
    }

    private String item(Answer item) {
        var head = escaped(texts.say("plan.action." + item.text("action")) + " " + PlanText.what(item)
                + (item.text("reason") == null ? "" : ": " + item.text("reason")));
        if (item.list("changes").isEmpty()) {
            return "- " + head + "\n\n";
        }
        var text = new StringBuilder("<details><summary>")
                .append(head)
                .append("</summary>\n\n| ")
                .append(texts.say("plan.field"))
                .append(" | ")
                .append(texts.say("plan.old"))
                .append(" | ")
                .append(texts.say("plan.new"))
                .append(" | ")
                .append(texts.say("plan.rule"))
                .append(" |\n|---|---|---|---|\n");
        for (var change : item.list("changes")) {
            text.append("| ")
                    .append(escaped(change.text("field")))
                    .append(" | ")
                    .append(escaped(change.text("old", "")))
                    .append(" | ")
                    .append(escaped(change.text("new", "")))
                    .append(" | ")
                    .append(escaped(change.text("rule", "")))
                    .append(" |\n");
        }
        return text.append("\n</details>\n\n").toString();
    }

    /** Every character that means something becomes its number. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < ' ') {
                safe.append(' ');
            } else if (MARKUP.indexOf(c) >= 0) {
                safe.append("&#").append(c).append(';');
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
