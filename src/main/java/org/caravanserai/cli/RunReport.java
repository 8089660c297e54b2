package org.caravanserai.cli;

import java.io.PrintWriter;

/** What became of a run, for people and as an exit code. */
final class RunReport {
    private RunReport() {}

    /** Its account, why it ended otherwise than well, and the first refused rows. */
    static void print(PrintWriter out, Answer run, Texts texts) {
        var account = run.get("account");
        if (run.number("run") == 0) {
            // Refused before it became a run.
            out.println(run.text("reason"));
            return;
        }
        out.println(texts.say(
                "run.line",
                run.text("run"),
                run.text("source"),
                run.text("entity"),
                texts.say("state." + run.text("state"))));
        out.println("  "
                + texts.say(
                        "run.account",
                        account.number("received"),
                        account.number("created"),
                        account.number("updated"),
                        account.number("unchanged"),
                        account.number("refused")));
        if (account.number("waiting") + account.number("removed") + account.number("findings") > 0) {
            out.println("  "
                    + texts.say(
                            "run.beside",
                            account.number("waiting"),
                            account.number("removed"),
                            account.number("findings")));
        }
        if (run.text("reason") != null) {
            out.println("  " + run.text("reason"));
        }
        for (var row : run.list("refusals")) {
            var attribute = row.text("attribute") == null ? "" : row.text("attribute") + " ";
            out.println(
                    "  " + texts.say("map.row", row.text("line"), row.text("rule"), attribute, row.text("message")));
        }
        if (run.text("state", "").equals("held")) {
            out.println("  " + texts.say("run.held", run.text("run")));
        }
    }

    /** Done without a refused row, or not. */
    static int code(Answer run) {
        return run.text("state", "").equals("done") && run.get("account").number("refused") == 0
                ? Commands.DONE
                : Commands.REFUSED;
    }
}
