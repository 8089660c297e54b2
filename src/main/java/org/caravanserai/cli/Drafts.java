package org.caravanserai.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Connector;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Yaml;
import org.caravanserai.parser.YamlScalar;

/** Writes first versions of files, never over one that is there. */
final class Drafts {
    private Drafts() {}

    /** Writes a file that is not there yet. */
    static void write(Path home, String path, String text, Texts texts) {
        var file = home.resolve(path);
        if (Files.exists(file)) {
            throw new Commands.Refused(Commands.REFUSED, texts.say("draft.exists", path));
        }
        replace(home, path, text);
    }

    /** Writes a generated file, over an older one. */
    static void replace(Path home, String path, String text) {
        var file = home.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The first line of a file: where editors find its JSON Schema. */
    static String schemaLine(String path, String kind) {
        return FileKind.schemaLine(path, kind) + "\n";
    }

    /** A text as YAML writes it, in quotes where it needs them. */
    static String plain(String text) {
        return text.matches("[0-9.]+")
                ? "\"" + text + "\""
                : Yaml.print(YamlScalar.of(Position.of(""), text), false).strip();
    }

    /** A list in one line. */
    static String list(List<String> items) {
        return "[" + String.join(", ", items.stream().map(Drafts::flow).toList()) + "]";
    }

    /** A text inside { } or [ ]. */
    static String flow(String text) {
        return text.matches("[A-Za-z0-9_./-]+") && !text.matches("[0-9.]+")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /**
     * The connection a descriptor asks for: required keys and given ones written, the others as comments.
     *
     * @param given values by key
     */
    static String connection(Connector connector, Map<String, String> given) {
        if (connector.connection().isEmpty()) {
            return "";
        }
        var out = new StringBuilder("connection:\n");
        boolean empty = true;
        for (var property : connector.connection().values()) {
            var value = given.get(property.name());
            var comment = property.description() == null ? "" : " # " + property.description();
            if (value != null) {
                out.append("  ")
                        .append(property.name())
                        .append(": ")
                        .append(plain(value))
                        .append(comment)
                        .append('\n');
                empty = false;
            } else {
                var example = property.defaultValue() != null ? property.defaultValue() : property.example();
                out.append("  # ")
                        .append(property.name())
                        .append(": ")
                        .append(example == null ? "" : plain(example))
                        .append(comment)
                        .append('\n');
            }
        }
        return empty ? out.toString().replaceFirst("(?m)^connection:", "connection: {}") : out.toString();
    }
}
