package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code new channel NAME}: writes {@code config/channels/NAME.yaml} from the descriptor of a connector. */
@Command(name = "channel", resourceBundle = Texts.BUNDLE)
final class NewChannel extends NewFile implements Callable<Integer> {
    @Option(names = "--stream", paramLabel = "STREAM", descriptionKey = "new.option.stream")
    private List<String> streams = new ArrayList<>();

    @Option(names = "--format", paramLabel = "TYPE", descriptionKey = "new.option.format")
    private String format;

    @Option(names = "--map", paramLabel = "MAP", descriptionKey = "new.option.map")
    private String map;

    @Option(names = "--locale", paramLabel = "LOCALE", descriptionKey = "new.option.locale")
    private List<String> locales = new ArrayList<>();

    @Option(names = "--assortment", paramLabel = "NAME", descriptionKey = "new.option.assortment")
    private String assortment;

    @Option(names = "--prices", paramLabel = "LIST", descriptionKey = "new.option.prices")
    private String prices;

    NewChannel(Texts texts) {
        super(texts);
    }

    @Override
    public Integer call() {
        return write("channels", "channel", connector -> !connector.streams().isEmpty());
    }

    @Override
    Ask ask(PrintWriter out) {
        return Ask.console(out, texts);
    }

    @Override
    String usual() {
        return "feed";
    }

    @Override
    void body(Home home, Connector connector, Ask ask, String connection, StringBuilder text) {
        text.append("mode: approve # off, shadow, approve, auto\n").append(connection);
        if (locales.isEmpty()) {
            locales.add(home.company().mainLocale());
        }
        text.append("locales: ").append(Drafts.list(locales)).append('\n');
        if (prices != null) {
            text.append("prices: { list: ").append(Drafts.flow(prices)).append(" }\n");
        }
        if (assortment != null) {
            text.append("assortment: ").append(Drafts.plain(assortment)).append('\n');
        }
        streams(connector, ask);
        text.append("streams:\n");
        for (var stream : streams) {
            text.append("  ")
                    .append(stream)
                    .append(": ")
                    .append(stream(connector, stream, ask))
                    .append('\n');
        }
    }

    private void streams(Connector connector, Ask ask) {
        if (streams.isEmpty()) {
            var known = connector.streams().keySet();
            var suggestion = known.iterator().next();
            var answer = ask.value(null, "--stream", texts.say("new.ask.stream", String.join(", ", known)), suggestion);
            streams.addAll(List.of(answer.split("[,\\s]+")));
        }
    }

    private String stream(Connector connector, String stream, Ask ask) {
        var parts = new ArrayList<String>();
        if (map != null) {
            parts.add("map: " + Drafts.flow(map));
        }
        var declared = connector.streams().get(stream);
        if (declared != null && declared.publishes()) {
            if (format == null) {
                format = ask.value(
                        null,
                        "--format",
                        texts.say("new.ask.format", String.join(", ", connector.formats())),
                        connector.formats().stream().findFirst().orElse("csv"));
            }
            parts.add("file: " + Drafts.flow(stream + "." + extension(format)));
            parts.add("format: { type: " + Drafts.flow(format) + " }");
        }
        return parts.isEmpty() ? "{}" : "{ " + String.join(", ", parts) + " }";
    }

    private static String extension(String type) {
        return type.equals("rss") || type.equals("bmecat") ? "xml" : type;
    }
}
