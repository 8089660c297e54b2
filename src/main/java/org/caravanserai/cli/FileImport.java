package org.caravanserai.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.caravanserai.home.setting.PrettyJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code import SOURCE ENTITY FILE}: hands a file to the hub as if its source had delivered it, and shows what became of it. {@code import CHANNEL}: asks
 * the partner of a channel for its tables.
 */
@Command(name = "import", resourceBundle = Texts.BUNDLE)
final class FileImport implements Callable<Integer> {
    private static final int LOOK_EVERY_MILLIS = 250;

    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(index = "0", paramLabel = "SOURCE|CHANNEL", descriptionKey = "import.source")
    private String source;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENTITY", descriptionKey = "import.entity")
    private String entity;

    @Parameters(index = "2", arity = "0..1", paramLabel = "FILE", descriptionKey = "import.file")
    private Path file;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    FileImport(Texts texts, ClientOptions options) {
        this.texts = texts;
        this.options = options;
    }

    @Override
    public Integer call() {
        if (entity == null) {
            return tables();
        }
        if (file == null) {
            throw new Commands.Refused(Commands.USAGE, texts.say("import.both"));
        }
        if (!Files.isRegularFile(file)) {
            throw new Commands.Refused(Commands.USAGE, texts.say("map.nofile", file.toString()));
        }
        try (var hub = options.hub()) {
            var run = send(hub);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(PrettyJson.write(run.value()));
            } else {
                RunReport.print(out, run, texts);
            }
            return RunReport.code(run);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A channel alone: what its partner says about itself. */
    private int tables() {
        try (var hub = options.hub()) {
            var done = hub.post("/api/v1/channels/" + HubClient.segment(source) + "/tables", Map.of());
            var out = spec.commandLine().getOut();
            boolean good = done.list("tables").stream()
                    .allMatch(table -> table.get("problem").none());
            if (json) {
                out.print(PrettyJson.write(done.value()));
            } else if (done.list("tables").isEmpty()) {
                out.println(texts.say("import.notables", source));
            } else {
                for (var table : done.list("tables")) {
                    out.println(
                            table.get("problem").none()
                                    ? texts.say(
                                            "import.table",
                                            table.text("table"),
                                            table.number("rows"),
                                            table.text("fetchedAt"))
                                    : texts.say("import.tablefailed", table.text("table"), table.text("problem")));
                }
            }
            return good ? Commands.DONE : Commands.REFUSED;
        }
    }

    private Answer send(HubClient hub) throws IOException {
        var path = "/api/v1/ingest/" + HubClient.segment(source) + "/" + HubClient.segment(entity);
        var bar = new ProgressBar(json ? null : spec.commandLine().getErr(), System.console() != null);
        try (var counted = new Counted(Files.newInputStream(file))) {
            long size = Files.size(file);
            var body = size == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.fromPublisher(
                            HttpRequest.BodyPublishers.ofInputStream(() -> counted), size);
            var answer = hub.upload(path, Map.of("file", file.getFileName().toString()), body);
            while (!done(answer)) {
                if (counted.read < size) {
                    bar.show(texts.say("import.sending"), counted.read, size);
                } else {
                    taking(hub, path, bar);
                }
            }
            bar.end();
            return hub.finished(answer);
        }
    }

    /** Shows how far the hub is. A look that fails says nothing about the file, which is there and is being taken. */
    private void taking(HubClient hub, String path, ProgressBar bar) {
        try {
            var live = hub.get(path, Map.of());
            bar.show(texts.say("import.taking"), live.number("done"), live.number("total"));
        } catch (Commands.Refused unseen) {
            bar.show(texts.say("import.taking"), 0, 0);
        }
    }

    /** Whether the answer is there, after waiting a little for it. */
    private static boolean done(CompletableFuture<HttpResponse<byte[]>> answer) {
        try {
            answer.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Counts what was read, so that the bar knows what was sent. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private volatile long read;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            read += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int some = in.read(buffer, offset, length);
            read += Math.max(0, some);
            return some;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
