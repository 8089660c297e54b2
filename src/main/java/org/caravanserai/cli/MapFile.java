package org.caravanserai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.Home;
import org.caravanserai.home.Source;
import org.caravanserai.ingest.Trial;
import org.caravanserai.ingest.Ways;
import org.caravanserai.parser.CanonicalJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code map FILE}: shows the canonical documents a source's file would become, one a line. Reads files only. {@code map KEY --channel C}: shows what a
 * channel's maps make of a document of the running hub.
 */
@Command(name = "map", resourceBundle = Texts.BUNDLE)
final class MapFile implements Callable<Integer> {
    @Mixin
    private final ClientOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "FILE|KEY", descriptionKey = "map.file")
    private String what;

    @Option(names = "--source", paramLabel = "NAME", descriptionKey = "map.option.source")
    private String source;

    @Option(names = "--entity", paramLabel = "ENTITY", descriptionKey = "map.option.entity")
    private String entity;

    @Option(names = "--channel", paramLabel = "NAME", descriptionKey = "map.option.channel")
    private String channel;

    @Option(names = "--locale", paramLabel = "LOCALE", descriptionKey = "explain.option.locale")
    private String locale;

    @Option(names = "--save-test", descriptionKey = "map.option.save")
    private boolean save;

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "map.option.limit")
    private long limit = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    private final Texts texts;
    private final Clock clock;
    private Path file;

    MapFile(Texts texts, ClientOptions options, Clock clock) {
        this.texts = texts;
        this.options = options;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (channel != null) {
            var wish = new MapKey.Wish(what, channel, locale, entity == null ? "products" : entity, save);
            return new MapKey(texts, options, spec.commandLine(), clock).show(wish);
        }
        file = Path.of(what);
        if (!Files.isRegularFile(file)) {
            throw new Commands.Refused(Commands.USAGE, texts.say("map.nofile", file.toString()));
        }
        var home = options.read();
        if (home.failed()) {
            Output.problems(spec.commandLine().getErr(), home.problems(), texts);
            return Commands.REFUSED;
        }
        var trial = new Trial(home, clock);
        var place = place(home, trial);
        var lines = new Lines(spec.commandLine().getOut(), spec.commandLine().getErr());
        try {
            var refusal = trial.read(place.getKey(), place.getValue(), file, lines);
            refusal.ifPresent(why -> spec.commandLine()
                    .getErr()
                    .println(texts.say("map.refused", file.getFileName().toString(), why.toString())));
            var account = texts.say(
                    "map.count",
                    place.getKey().source(),
                    place.getKey().kind().word(),
                    lines.made,
                    lines.refused,
                    lines.found);
            spec.commandLine().getErr().println(account);
            return refusal.isPresent() || lines.refused > 0 ? Commands.REFUSED : Commands.DONE;
        } catch (Ways.NoWay wrong) {
            throw new Commands.Refused(Commands.REFUSED, wrong.getMessage());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Map.Entry<Trial.Place, Source.Entity> place(Home home, Trial trial) {
        var places = source == null ? trial.places(file.getFileName().toString()) : ofSource(home);
        var fitting = places.entrySet().stream()
                .filter(one -> entity == null || one.getKey().kind().word().equals(entity))
                .toList();
        if (fitting.size() != 1) {
            var known = home.sources().values().stream()
                    .flatMap(one -> one.entities().keySet().stream().map(kind -> one.name() + " " + kind.word()))
                    .collect(Collectors.joining(", "));
            throw new Commands.Refused(
                    Commands.USAGE, texts.say("map.noplace", file.getFileName().toString(), fitting.size(), known));
        }
        return fitting.get(0);
    }

    private Map<Trial.Place, Source.Entity> ofSource(Home home) {
        return home.source(source).stream()
                .flatMap(one -> one.entities().values().stream())
                .collect(Collectors.toMap(one -> new Trial.Place(source, one.kind()), one -> one));
    }

    /** Documents to one stream, what is wrong to the other. */
    private final class Lines implements Trial.Listener {
        private final PrintWriter out;
        private final PrintWriter err;
        private long made;
        private long refused;
        private long found;

        Lines(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public void made(long line, Document document) {
            if (made++ < limit) {
                out.println(new String(CanonicalJson.write(document), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void found(long line, Finding finding) {
            found++;
            err.println(texts.say(
                    "map.finding",
                    text(line),
                    finding.rule(),
                    attribute(finding.attribute(), finding.value(), finding.message()),
                    finding.message()));
        }

        @Override
        public void refused(long line, String rule, String attribute, String value, String message) {
            refused++;
            err.println(
                    texts.say("map.row", text(line), rule, attribute(attribute, Finding.cut(value), message), message));
        }

        private static String text(long line) {
            return Long.toString(line);
        }

        /** Where it is wrong, and the value unless the message quotes it. */
        private static String attribute(String attribute, String value, String message) {
            boolean quoted = value == null || message.contains("'" + value + "'");
            return (attribute == null ? "" : attribute + " ") + (quoted ? "" : "'" + value + "' ");
        }
    }
}
