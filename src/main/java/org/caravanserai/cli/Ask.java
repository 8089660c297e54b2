package org.caravanserai.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Asks somebody at a terminal for what the command line left open. Without a terminal it says which option is missing. */
final class Ask {
    private final BufferedReader in;
    private final PrintWriter out;
    private final Texts texts;

    /** @param in null = nobody is there */
    Ask(BufferedReader in, PrintWriter out, Texts texts) {
        this.in = in;
        this.out = out;
        this.texts = texts;
    }

    /** Asks at the terminal of this program, if it has one. */
    static Ask console(PrintWriter out, Texts texts) {
        var console = System.console();
        return new Ask(console == null ? null : new BufferedReader(console.reader()), out, texts);
    }

    /**
     * The value given, else the answer, else the suggestion.
     *
     * @param given value of the option, null = not given
     * @param suggestion what an empty answer means, null = an answer is needed
     */
    String value(String given, String option, String question, String suggestion) {
        if (given != null) {
            return given;
        }
        if (in == null) {
            if (suggestion != null) {
                return suggestion;
            }
            throw new Commands.Refused(Commands.USAGE, texts.say("ask.missing", option, question));
        }
        while (true) {
            out.print(question + (suggestion == null ? ": " : " [" + suggestion + "]: "));
            out.flush();
            var answer = line();
            if (!answer.isBlank()) {
                return answer.strip();
            }
            if (suggestion != null) {
                return suggestion;
            }
        }
    }

    private String line() {
        try {
            var line = in.readLine();
            if (line == null) {
                throw new Commands.Refused(Commands.USAGE, texts.say("ask.ended"));
            }
            return line;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
