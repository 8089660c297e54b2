package org.caravanserai;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.cli.Standby;
import org.springframework.core.env.Environment;

/** A hub for as long as one command lasts: on a free port, without routes, without a word on the terminal. */
final class HubStandby implements Standby {
    private static final String SETTING = "hub.standby";

    /** Whether this hub was started for a command. */
    static boolean is(Environment environment) {
        return environment.getProperty(SETTING, Boolean.class, false);
    }

    @Override
    public Optional<Started> start(Path home, Path data, String environment) {
        var arguments = new ArrayList<>(List.of("--home=" + home, "--data=" + data));
        if (home.toString().isEmpty()) {
            arguments.remove(0);
        }
        if (environment != null) {
            arguments.add("--env=" + environment);
        }
        arguments.addAll(List.of(
                "--" + SETTING + "=true",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--logging.level.root=error",
                "--logging.level.org.caravanserai=error"));
        var read = HubOptions.read(arguments, Path.of(""));
        if (read instanceof HubOptions.Read.Refused refused) {
            System.err.println(refused.code() + " " + refused.text());
            return Optional.empty();
        }
        try {
            var context = Hub.start(((HubOptions.Read.Understood) read).options());
            return Optional.of(context::close);
        } catch (RuntimeException failure) {
            // HubFailures or Spring has said why.
            return Optional.empty();
        }
    }
}
