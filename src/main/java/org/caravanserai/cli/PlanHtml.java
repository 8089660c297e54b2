package org.caravanserai.cli;

/** A plan as one HTML file that needs nothing else: to attach to a mail or to keep. */
final class PlanHtml {
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#2b2a27;"
                    + "background:#f6f1e7}table{border-collapse:collapse;width:100%;background:#fff;margin:.3rem 0 1.2rem}"
                    + "th,td{border:1px solid #e6dcc6;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
                    + "h2{font-size:1rem;margin:1rem 0 0}.create{color:#2e7d4f}.retire{color:#b3261e}.warn{background:#fff3cd;padding:.5rem}";

    private final Texts texts;

    PlanHtml(Texts texts) {
        this.texts = texts;
    }

    String of(Answer plan) {
        var title = escaped(PlanText.title(plan, texts));
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"")
                .append(escaped(texts.language()))
                .append(
                        "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>")
                .append(title)
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style></head>\n<body>\n<h1>")
                .append(title)
                .append("</h1>\n<p>")
                .append(escaped(plan.text("madeAt", "")))
                .append("</p>\n");
        for (var why : plan.list("heldBack")) {
            page.append("<p class=\"warn\">")
                    .append(escaped(texts.say("plan.heldBack", why.value().toString())))
                    .append("</p>\n");
        }
        plan.list("items").forEach(item -> item(page, item));
        long more = PlanText.all(plan) - plan.list("items").size();
        if (more > 0) {
            page.append("<p>").append(escaped(texts.say("plan.more", more))).append("</p>\n");
        }
        if (PlanText.all(plan) == 0) {
            page.append("<p>").append(escaped(texts.say("plan.nothing"))).append("</p>\n");
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private void item(StringBuilder page, Answer item) {
        page.append("<h2 class=\"")
                .append(escaped(item.text("action")))
                .append("\">")
                .append(escaped(texts.say("plan.action." + item.text("action")) + " " + PlanText.what(item)))
                .append("</h2>\n");
        if (item.text("reason") != null) {
            page.append("<p>").append(escaped(item.text("reason"))).append("</p>\n");
        }
        if (item.list("changes").isEmpty()) {
            return;
        }
        page.append("<table><tr>");
        for (var head : new String[] {"plan.field", "plan.old", "plan.new", "plan.rule"}) {
            page.append("<th>").append(escaped(texts.say(head))).append("</th>");
        }
        page.append("</tr>\n");
        for (var change : item.list("changes")) {
            page.append("<tr>");
            for (var cell : new String[] {"field", "old", "new", "rule"}) {
                page.append("<td>").append(escaped(change.text(cell, ""))).append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
