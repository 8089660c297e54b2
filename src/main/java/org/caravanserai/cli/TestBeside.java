package org.caravanserai.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a case of a map's test and the documents it is given, beside the map. */
final class TestBeside {
    private static final Pattern KEY =
            Pattern.compile("\\{\\s*\"[a-z]+\"\\s*:\\s*\\{\\s*\"[a-z]+\"\\s*:\\s*\"(?:[^\"\\\\]|\\\\.)*\"");

    private final Path home;
    private final Texts texts;

    TestBeside(Path home, Texts texts) {
        this.home = home;
        this.texts = texts;
    }

    /**
     * A case to write.
     *
     * @param locale null = the stream is not split
     * @param today the day its rules see
     * @param expect the row as JSON, which YAML reads too
     */
    record Case(String key, String channel, String locale, String today, String expect) {}

    static String tests(String map) {
        return "mappings/" + map + ".test.yaml";
    }

    static String records(String map) {
        return "mappings/" + map + ".records.jsonl";
    }

    /** Adds a case; documents that were kept before under the same key are replaced. */
    void add(String map, List<Answer> documents, Case one) {
        var before = read(tests(map));
        var text = before.isEmpty() ? Drafts.schemaLine(tests(map), "test") + "cases:\n" : before;
        var last = text.lines().filter(line -> !line.isBlank()).reduce("", (first, second) -> second);
        boolean block = last.equals("cases:") || last.startsWith("    ") || last.startsWith("  - ");
        if (!block) {
            throw new Commands.Refused(Commands.REFUSED, texts.say("map.noappend", tests(map)));
        }
        var out = new StringBuilder(text.endsWith("\n") ? text : text + "\n");
        out.append("  - title: ")
                .append(Drafts.plain(
                        one.key() + " in " + one.channel() + (one.locale() == null ? "" : " " + one.locale())))
                .append('\n');
        out.append("    channel: ").append(one.channel()).append('\n');
        if (one.locale() != null) {
            out.append("    locale: ").append(one.locale()).append('\n');
        }
        out.append("    today: \"").append(one.today()).append("\"\n");
        out.append("    given: ").append(Drafts.flow(one.key())).append('\n');
        out.append("    expect: ").append(one.expect()).append('\n');
        Drafts.replace(home, tests(map), out.toString());
        keep(map, documents);
    }

    private void keep(String map, List<Answer> documents) {
        var lines = new LinkedHashMap<String, String>();
        for (var line :
                read(records(map)).lines().filter(line -> !line.isBlank()).toList()) {
            lines.put(start(line), line);
        }
        for (var document : documents) {
            lines.put(start(document.line()), document.line());
        }
        Drafts.replace(home, records(map), String.join("\n", lines.values()) + "\n");
    }

    /** Kind and key stand first in a line, {@code {"products":{"sku":"A-1"}, so they tell it from the others. */
    private static String start(String line) {
        var key = KEY.matcher(line);
        return key.lookingAt() ? key.group() : line;
    }

    private String read(String path) {
        try {
            var file = home.resolve(path);
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
