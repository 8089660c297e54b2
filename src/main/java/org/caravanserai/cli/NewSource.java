package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code new source NAME}: writes {@code config/sources/NAME.yaml} from the descriptor of a connector. */
@Command(name = "source", resourceBundle = Texts.BUNDLE)
final class NewSource extends NewFile implements Callable<Integer> {
    @Option(names = "--entity", paramLabel = "ENTITY", descriptionKey = "new.option.entity")
    private List<String> entities = new ArrayList<>();

    @Option(names = "--format", paramLabel = "TYPE", descriptionKey = "new.option.format")
    private String format;

    @Option(names = "--map", paramLabel = "MAP", descriptionKey = "new.option.map")
    private String map;

    NewSource(Texts texts) {
        super(texts);
    }

    @Override
    public Integer call() {
        return write("sources", "source", connector -> !connector.entities().isEmpty());
    }

    @Override
    Ask ask(PrintWriter out) {
        return Ask.console(out, texts);
    }

    @Override
    String usual() {
        return "files";
    }

    @Override
    String suggested(Connector.Property property) {
        return property.name().equals("directory") ? "inbox/" + name : super.suggested(property);
    }

    @Override
    void body(Home home, Connector connector, Ask ask, String connection, StringBuilder text) {
        if (entities.isEmpty()) {
            var answer = ask.value(
                    null, "--entity", texts.say("new.ask.entity", String.join(", ", connector.entities())), "products");
            entities.addAll(List.of(answer.split("[,\\s]+")));
        }
        boolean files = connector.required().contains("directory");
        var type = format;
        if (files) {
            type = ask.value(
                    format, "--format", texts.say("new.ask.format", String.join(", ", connector.formats())), "jsonl");
        }
        text.append(connection);
        if (type != null) {
            text.append("format: { type: ").append(Drafts.flow(type)).append(" }\n");
        }
        text.append("entities:\n");
        for (var entity : entities) {
            text.append("  ").append(entity).append(": { ");
            if (files) {
                text.append("files: \"")
                        .append(entity)
                        .append("*.")
                        .append(extension(type))
                        .append("\", ");
            }
            if (map != null || rows(type)) {
                text.append("map: ")
                        .append(map == null ? name + "/" + Words.singular(entity) + "-in" : Drafts.flow(map))
                        .append(", ");
            }
            text.append("load: delta }\n");
        }
    }

    private static String extension(String type) {
        return type.equals("json") ? "json" : type;
    }

    /** True for files whose rows only a map makes documents of. */
    private static boolean rows(String type) {
        return type != null && !type.startsWith("json");
    }
}
