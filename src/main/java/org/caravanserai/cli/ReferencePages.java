package org.caravanserai.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caravanserai.canonical.ErrorCode;
import org.caravanserai.expression.Functions;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.setting.SettingsPage;
import org.caravanserai.home.setting.ValueType;
import picocli.CommandLine;

/** The generated pages of docs/reference/. */
final class ReferencePages {
    private static final String FOLDER = "docs/reference/";
    private static final String GENERATED = "Generated (`docs`); do not edit by hand.\n";

    private ReferencePages() {}

    /** Pages by path. */
    static Map<String, String> all(Home home) {
        var pages = new TreeMap<String, String>();
        pages.put(FOLDER + "settings.md", SettingsPage.of(Checkers.kinds()));
        pages.put(FOLDER + "connectors.md", connectors(home));
        pages.put(FOLDER + "error-codes.md", codes());
        pages.put(FOLDER + "functions.md", functions());
        pages.put(FOLDER + "commands.md", commands());
        return pages;
    }

    private static String codes() {
        var out = new StringBuilder("# Error codes\n\n" + GENERATED + """

                A code never changes its meaning. Each area says what is still served when one of its codes is read, and what is safe to do.
                """);
        var codes = ErrorCodes.all().stream()
                .sorted(Comparator.comparing(ErrorCode::code))
                .toList();
        String area = null;
        for (var code : codes) {
            if (!code.area().equals(area)) {
                area = code.area();
                out.append("\n## ").append(area).append("\n\n").append(ErrorCodes.served(area));
                out.append("\n\n| code | meaning | what to do |\n| --- | --- | --- |\n");
            }
            row(out, code.code(), code.meaning(), code.action());
        }
        return out.toString();
    }

    private static String functions() {
        var out = new StringBuilder("# Functions of expressions\n\n" + GENERATED + """

                `f(x)` and `x.f()` mean the same. The examples are run by a test.

                | function | forms | what it does | example | gives |
                | --- | --- | --- | --- | --- |
                """);
        for (var one : Functions.all()) {
            row(
                    out,
                    "`" + one.name() + "`",
                    code(one.forms()),
                    one.doc(),
                    "`" + one.example() + "`",
                    "`" + one.result() + "`");
        }
        return out.toString();
    }

    private static String code(List<String> forms) {
        return String.join("<br>", forms.stream().map(form -> "`" + form + "`").toList());
    }

    private static String connectors(Home home) {
        var out = new StringBuilder("# Connectors\n\n" + GENERATED);
        home.connectors().values().stream()
                .filter(connector -> !connector.system().startsWith("morvan-"))
                .forEach(connector -> connector(out, connector));
        return out.toString();
    }

    private static void connector(StringBuilder out, Connector connector) {
        out.append("\n## ")
                .append(connector.system())
                .append(": ")
                .append(connector.title())
                .append("\n\n");
        if (connector.description() != null) {
            out.append(connector.description()).append("\n\n");
        }
        if (connector.protocol() != null) {
            out.append("- Protocol: ").append(connector.protocol().name());
            out.append(
                            connector.protocol().version() == null
                                    ? ""
                                    : ", version " + connector.protocol().version())
                    .append('\n');
        }
        out.append("- Support: ")
                .append(connector.support().name().toLowerCase(Locale.ROOT))
                .append('\n');
        if (!connector.formats().isEmpty()) {
            out.append("- Formats: ")
                    .append(String.join(", ", connector.formats()))
                    .append('\n');
        }
        if (!connector.entities().isEmpty()) {
            out.append("- As a source it delivers: ")
                    .append(String.join(", ", connector.entities()))
                    .append('\n');
        }
        if (!connector.streams().isEmpty()) {
            out.append("- As a channel it takes: ")
                    .append(String.join(", ", connector.streams().keySet()))
                    .append('\n');
        }
        connector
                .limitations()
                .forEach(text -> out.append("- Limitation: ").append(text).append('\n'));
        operations(out, connector);
        if (!connector.connection().isEmpty()) {
            out.append("\n| connection key | value | default | meaning |\n| --- | --- | --- | --- |\n");
            for (var property : connector.connection().values()) {
                boolean required = connector.required().contains(property.name());
                row(
                        out,
                        "`" + property.name() + "`" + (required ? " (required)" : ""),
                        property.secret()
                                ? "reference (secret)"
                                : property.type() + (property.format() == null ? "" : ", " + property.format()),
                        property.defaultValue() == null ? "" : "`" + property.defaultValue() + "`",
                        (property.description() == null ? "" : property.description())
                                + (property.example() == null ? "" : " E.g. `" + property.example() + "`."));
            }
        }
    }

    private static void operations(StringBuilder out, Connector connector) {
        if (connector.operations().isEmpty()) {
            return;
        }
        if (connector.http().ceiling() != null) {
            out.append("- Ceiling of all operations together: ")
                    .append(connector.http().ceiling())
                    .append('\n');
        }
        out.append("\n| operation | call | takes | items per call | ceiling | time-out | meaning |\n");
        out.append("| --- | --- | --- | --- | --- | --- | --- |\n");
        for (var operation : connector.operations().values()) {
            boolean read = operation.kind() == Connector.Effect.READ;
            row(
                    out,
                    "`" + operation.name() + "`",
                    "`" + operation.method() + " " + operation.path() + "`" + (read ? " (read)" : ""),
                    operation.takes().stream().map(ValueType::word).collect(Collectors.joining(", ")),
                    operation.batch() == 0 ? "all" : String.valueOf(operation.batch()),
                    operation.ceiling() == null ? "" : operation.ceiling().toString(),
                    operation.timeout().toSeconds() + " s",
                    operation.description() == null ? "" : operation.description());
        }
    }

    private static String commands() {
        var quiet = new PrintWriter(java.io.Writer.nullWriter());
        var line = Commands.line(quiet, quiet, Locale.ENGLISH, Commands.World.NOTHING);
        var out = new StringBuilder("# Commands\n\n" + GENERATED + """

                Without a command, or with `run`, the hub starts. Exit codes: 0 done, 1 refused or problems found, 2 usage, 3 `plan` found changes.
                """);
        usage(out, line);
        return out.toString();
    }

    private static void usage(StringBuilder out, CommandLine line) {
        line.getSubcommands().forEach((name, command) -> {
            var text = new StringWriter();
            command.usage(new PrintWriter(text), CommandLine.Help.Ansi.OFF);
            out.append("\n## ")
                    .append(command.getCommandSpec().qualifiedName(" ").replace("caravanserai ", ""))
                    .append("\n\n```\n");
            out.append(text.toString().replace("\r", "").stripTrailing()).append("\n```\n");
            usage(out, command);
        });
    }

    private static void row(StringBuilder out, String... cells) {
        for (var cell : cells) {
            out.append("| ").append(cell.replace("|", "\\|").replace("\n", " ")).append(' ');
        }
        out.append("|\n");
    }
}
