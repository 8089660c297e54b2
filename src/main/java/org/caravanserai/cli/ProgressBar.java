package org.caravanserai.cli;

import java.io.PrintWriter;

/** One line of a terminal that shows how far something is. Where nobody watches it says nothing. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final int PERCENT = 100;

    private final PrintWriter out;
    private final boolean watched;
    private int shown;

    /**
     * @param out null = says nothing
     * @param watched whether it is a terminal: elsewhere the line could not be written over
     */
    ProgressBar(PrintWriter out, boolean watched) {
        this.out = out;
        this.watched = watched && out != null;
    }

    /** Shows the place reached; {@code total} 0 = not known yet. */
    void show(String what, long done, long total) {
        if (!watched) {
            return;
        }
        var line = line(what, done, total);
        out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
        out.flush();
        shown = line.length();
    }

    /** Takes the line away. */
    void end() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            out.flush();
            shown = 0;
        }
    }

    static String line(String what, long done, long total) {
        if (total <= 0) {
            return what + " ...";
        }
        long part = Math.min(done, total);
        int full = (int) (part * WIDTH / total);
        return what + " [" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + part * PERCENT / total + " %  " + done
                + "/" + total;
    }
}
