package org.caravanserai.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan CHANNEL}: what would be sent, without sending it; with draft files or for another day what would be sent then. */
@Command(name = "plan", resourceBundle = Texts.BUNDLE)
final class Plan implements Callable<Integer> {
    private static final int CHANGES = 3;
    private static final List<String> FOLDERS = List.of("config", "connectors", "mappings", "routes");

    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "CHANNEL", descriptionKey = "plan.channel")
    private String channel;

    @Option(names = "--with", paramLabel = "DIR", descriptionKey = "plan.option.with")
    private Path with;

    @Option(names = "--at", paramLabel = "DATE", descriptionKey = "plan.option.at")
    private String at;

    @ArgGroup
    private Form form = new Form();

    /** One of them. */
    static final class Form {
        @Option(names = "--json", descriptionKey = "option.json")
        private boolean json;

        @Option(names = "--markdown", descriptionKey = "plan.option.markdown")
        private boolean markdown;

        @Option(names = "--html", descriptionKey = "plan.option.html")
        private boolean html;
    }

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Plan(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        var asked = new LinkedHashMap<String, String>();
        if (at != null) {
            asked.put("at", at);
        }
        var drafts = with == null ? null : packed();
        try (var hub = options.hub()) {
            var path = "/api/v1/channels/" + HubClient.segment(channel) + "/plan";
            var plan = drafts == null
                    ? hub.post(path, asked, "application/json", new byte[0])
                    : hub.post(path, asked, "application/zip", drafts);
            print(plan);
            return PlanText.all(plan) == 0 ? Commands.DONE : CHANGES;
        }
    }

    private void print(Answer plan) {
        var out = spec.commandLine().getOut();
        if (form.json) {
            out.print(PrettyJson.write(plan.value()));
        } else if (form.markdown) {
            out.print(new PlanMarkdown(texts).of(plan));
        } else if (form.html) {
            out.print(new PlanHtml(texts).of(plan));
        } else {
            new PlanText(texts).print(out, plan);
        }
    }

    /** The draft files by their paths in a home. */
    private byte[] packed() {
        var files = new LinkedHashMap<String, Path>();
        for (var folder : FOLDERS) {
            if (Files.isDirectory(with.resolve(folder))) {
                collect(with.resolve(folder), files);
            }
        }
        if (files.isEmpty()) {
            throw new Commands.Refused(
                    Commands.USAGE, texts.say("plan.nodraft", with.toString(), String.join(", ", FOLDERS)));
        }
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                Files.copy(file.getValue(), zip);
                zip.closeEntry();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return packed.toByteArray();
    }

    /** Samples are data, and what is hidden belongs to editors. */
    private void collect(Path folder, Map<String, Path> files) {
        try (var all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).sorted().forEach(file -> {
                var path = with.relativize(file).toString().replace('\\', '/');
                if (!path.startsWith("config/samples/") && !("/" + path).contains("/.")) {
                    files.put(path, file);
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
