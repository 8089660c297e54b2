package org.caravanserai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the hub one thing: what all of them share. */
abstract class Question implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Question(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public final Integer call() {
        prepare();
        try (var hub = options.hub()) {
            return ask(hub);
        }
    }

    /** What is wanted of people or files before the hub is looked for. */
    void prepare() {}

    /** Asks and shows the answer; returns the exit code. */
    abstract int ask(HubClient hub);

    final Texts texts() {
        return texts;
    }

    final void out(String line) {
        spec.commandLine().getOut().println(line);
    }

    final void err(String line) {
        spec.commandLine().getErr().println(line);
    }
}
