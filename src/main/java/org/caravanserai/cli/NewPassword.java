package org.caravanserai.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a password comes from: a file, or somebody at a terminal who types it twice unseen. Never the command line, which others can read. */
final class NewPassword {
    private NewPassword() {}

    /**
     * The password.
     *
     * @param file holds it in its first line, null = ask
     */
    static String read(Path file, Texts texts) {
        if (file != null) {
            try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                var line = lines.readLine();
                return line == null ? "" : line;
            } catch (IOException unreadable) {
                throw new Commands.Refused(Commands.USAGE, texts.say("user.nofile", file.toString()));
            }
        }
        var console = System.console();
        if (console == null) {
            throw new Commands.Refused(Commands.USAGE, texts.say("user.nopassword"));
        }
        var first = console.readPassword("%s: ", texts.say("user.ask"));
        var second = console.readPassword("%s: ", texts.say("user.again"));
        if (first == null || second == null || !java.util.Arrays.equals(first, second)) {
            throw new Commands.Refused(Commands.USAGE, texts.say("user.differ"));
        }
        return new String(first);
    }
}
