package org.caravanserai.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init DIR}: writes a small home that {@code check} passes, with schemas for editors and pipelines that check, test and plan each change. */
@Command(name = "init", resourceBundle = Texts.BUNDLE)
final class Init implements Callable<Integer> {
    /** Where each file of the class path folder {@code init/} goes. Hidden files are kept there without their dot. */
    private static final Map<String, String> FILES = files();

    private static final Map<String, String> PIPELINES = pipelines();

    @Parameters(paramLabel = "DIR", descriptionKey = "init.dir")
    private Path folder;

    @Option(names = "--title", paramLabel = "TEXT", descriptionKey = "init.option.title")
    private String title;

    @Option(names = "--no-ci", descriptionKey = "init.option.noci")
    private boolean withoutPipelines;

    @Option(names = "--schemas", descriptionKey = "init.option.schemas")
    private boolean schemasOnly;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Init(Texts texts) {
        this.texts = texts;
    }

    private static Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put("config/hub.yaml", "hub.yaml");
        files.put("config/sources/api.yaml", "source.yaml");
        files.put("config/channels/first-partner.yaml", "channel.yaml");
        files.put("routes/README.md", "routes.md");
        files.put(".gitignore", "gitignore");
        return files;
    }

    private static Map<String, String> pipelines() {
        var files = new LinkedHashMap<String, String>();
        files.put(".gitlab-ci.yml", "gitlab-ci.yml");
        files.put(".github/workflows/caravanserai.yml", "github-caravanserai.yml");
        return files;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var home = folder.toAbsolutePath().normalize();
        if (!schemasOnly) {
            if (Files.exists(home.resolve("config")) || Files.exists(home.resolve("routes"))) {
                throw new Commands.Refused(Commands.REFUSED, texts.say("init.exists", home));
            }
            var name = title == null ? String.valueOf(home.getFileName()) : title;
            FILES.forEach((path, resource) ->
                    Drafts.write(home, path, resource(resource).replace("{title}", Drafts.plain(name)), texts));
            if (!withoutPipelines) {
                PIPELINES.forEach((path, resource) -> Drafts.write(home, path, resource(resource), texts));
            }
        }
        SchemaFiles.all().forEach((path, text) -> Drafts.replace(home, path, text));
        out.println(texts.say(schemasOnly ? "init.schemas" : "init.done", folder));
        return Commands.DONE;
    }

    private static String resource(String name) {
        try (var in = Init.class.getResourceAsStream("/init/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
