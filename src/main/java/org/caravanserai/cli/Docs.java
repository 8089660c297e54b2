package org.caravanserai.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.caravanserai.home.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code docs}: writes the generated reference pages and the schemas. Stable order, no times: the same program writes the same bytes. */
@Command(name = "docs", resourceBundle = Texts.BUNDLE)
final class Docs implements Callable<Integer> {
    @Mixin
    private HomeOptions options;

    @Mixin
    private HelpOption help;

    @Option(names = "--check", descriptionKey = "docs.option.check")
    private boolean check;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Docs(Texts texts) {
        this.texts = texts;
    }

    @Override
    public Integer call() {
        var home = options.read();
        var out = spec.commandLine().getOut();
        int stale = 0;
        for (var page : pages(home).entrySet()) {
            if (!page.getValue().equals(current(options.folder().resolve(page.getKey())))) {
                stale++;
                out.println(texts.say(check ? "docs.stale" : "docs.written", page.getKey()));
                if (!check) {
                    Drafts.replace(options.folder(), page.getKey(), page.getValue());
                }
            }
        }
        out.println(texts.say("docs.done", stale));
        return check && stale > 0 ? Commands.REFUSED : Commands.DONE;
    }

    /** Every generated file by its path, for a home whose connectors are described too. */
    static Map<String, String> pages(Home home) {
        var pages = new TreeMap<>(SchemaFiles.all());
        pages.putAll(ReferencePages.all(home));
        return pages;
    }

    private static String current(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
