package org.caravanserai.cli;

import java.io.PrintWriter;

/** A plan for people at a terminal. */
final class PlanText {
    private final Texts texts;

    PlanText(Texts texts) {
        this.texts = texts;
    }

    /** Items a plan is about. */
    static long all(Answer plan) {
        return plan.number("creates") + plan.number("updates") + plan.number("retirements");
    }

    /** What stands above the items in every form. */
    static String title(Answer plan, Texts texts) {
        return texts.say(
                plan.text("id") == null ? "plan.untitled" : "plan.title",
                plan.text("id", ""),
                plan.text("channel"),
                plan.number("creates"),
                plan.number("updates"),
                plan.number("retirements"),
                plan.number("held"));
    }

    /** {@code products fr_FR GL-200-9}. */
    static String what(Answer item) {
        return item.text("stream") + (item.text("locale") == null ? "" : " " + item.text("locale")) + " "
                + item.text("key");
    }

    void print(PrintWriter out, Answer plan) {
        out.println(title(plan, texts));
        for (var why : plan.list("heldBack")) {
            out.println("  " + texts.say("plan.heldBack", why.value().toString()));
        }
        for (var item : plan.list("items")) {
            out.println("  " + texts.say("plan.action." + item.text("action")) + " " + what(item)
                    + (item.text("reason") == null ? "" : ": " + item.text("reason")));
            for (var change : item.list("changes")) {
                out.println("      "
                        + texts.say(
                                "plan.change",
                                change.text("field"),
                                shown(change.text("old")),
                                shown(change.text("new")),
                                change.text("rule", "-")));
            }
        }
        long more = all(plan) - plan.list("items").size();
        if (more > 0) {
            out.println("  " + texts.say("plan.more", more));
        }
        if (plan.text("id") != null) {
            out.println(texts.say("plan.apply", plan.text("id")));
        } else {
            out.println(texts.say(all(plan) == 0 ? "plan.nothing" : "plan.preview"));
        }
    }

    private String shown(String value) {
        return value == null ? texts.say("explain.empty") : HubClient.shown(value);
    }
}
