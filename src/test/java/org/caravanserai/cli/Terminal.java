package org.caravanserai.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

/** Runs commands and keeps what they print. */
final class Terminal {
    private final Locale locale;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int code;

    private Terminal(Locale locale) {
        this.locale = locale;
    }

    static Terminal run(Locale locale, String... arguments) {
        return run(Commands.World.NOTHING, locale, arguments);
    }

    static Terminal run(Commands.World world, Locale locale, String... arguments) {
        var terminal = new Terminal(locale);
        terminal.code = Commands.run(
                arguments, new PrintWriter(terminal.out), new PrintWriter(terminal.err), terminal.locale, world);
        return terminal;
    }

    static Terminal run(String... arguments) {
        return run(Locale.ENGLISH, arguments);
    }

    int code() {
        return code;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
