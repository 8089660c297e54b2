package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Nearest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code new source} and {@code new channel} have in common: a name, a connector and the keys of its connection. */
abstract class NewFile {
    @Mixin
    private HomeOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "NAME", descriptionKey = "new.name")
    String name;

    @Option(names = "--system", paramLabel = "SYSTEM", descriptionKey = "new.option.system")
    private String system;

    @Option(names = "--title", paramLabel = "TEXT", descriptionKey = "new.option.title")
    private String title;

    @Option(names = "--owner", paramLabel = "TEAM", descriptionKey = "new.option.owner")
    private String owner;

    @Option(names = "--set", paramLabel = "KEY=VALUE", descriptionKey = "new.option.set")
    private Map<String, String> connection = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    final Texts texts;

    NewFile(Texts texts) {
        this.texts = texts;
    }

    abstract Ask ask(PrintWriter out);

    /** Asks what is missing and writes the file; then says what {@code check} says of it. */
    final int write(String folder, String kind, Predicate<Connector> usable) {
        var out = spec.commandLine().getOut();
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new Commands.Refused(Commands.USAGE, texts.say("new.badname", name));
        }
        var home = options.read();
        var ask = ask(out);
        var path = "config/" + folder + "/" + name + ".yaml";
        var connector = connector(home, ask, usable);
        var text = new StringBuilder(Drafts.schemaLine(path, kind));
        text.append("title: ")
                .append(Drafts.plain(ask.value(title, "--title", texts.say("new.ask.title"), name)))
                .append('\n');
        text.append("system: ").append(connector.system()).append('\n');
        owner(home, ask, text);
        body(home, connector, ask, Drafts.connection(connector, connection(connector, ask)), text);
        Drafts.write(options.folder(), path, text.toString(), texts);
        out.println(texts.say("new.written", path));
        var problems = Check.problems(options.read()).stream()
                .filter(problem -> problem.position().file().equals(path))
                .toList();
        Output.problems(out, problems, texts);
        return problems.stream().allMatch(problem -> problem.warning()) ? Commands.DONE : Commands.REFUSED;
    }

    /** What stands behind title, system and owner. */
    abstract void body(Home home, Connector connector, Ask ask, String connection, StringBuilder text);

    private Connector connector(Home home, Ask ask, Predicate<Connector> usable) {
        var known = home.connectors().values().stream()
                .filter(usable)
                .map(Connector::system)
                .toList();
        var suggestion = known.contains(usual()) ? usual() : null;
        var wanted = ask.value(system, "--system", texts.say("new.ask.system", String.join(", ", known)), suggestion);
        if (!known.contains(wanted)) {
            throw new Commands.Refused(
                    Commands.USAGE,
                    texts.say("new.nosystem", wanted, String.join(", ", known)) + Nearest.hint(wanted, known));
        }
        return home.connectors().get(wanted);
    }

    /** The connector that is suggested. */
    abstract String usual();

    private void owner(Home home, Ask ask, StringBuilder text) {
        var teams = List.copyOf(home.company().teams().keySet());
        if (owner != null || !teams.isEmpty()) {
            var team = ask.value(
                    owner,
                    "--owner",
                    texts.say("new.ask.owner", String.join(", ", teams)),
                    teams.isEmpty() ? null : teams.get(0));
            text.append("owner: ").append(Drafts.plain(team)).append('\n');
        }
    }

    private Map<String, String> connection(Connector connector, Ask ask) {
        var values = new LinkedHashMap<String, String>();
        for (var property : connector.connection().values()) {
            var given = connection.get(property.name());
            if (given == null && connector.required().contains(property.name())) {
                var suggestion = property.secret() ? "secret:" + name : suggested(property);
                given = ask.value(null, "--set " + property.name() + "=", question(property), suggestion);
            }
            if (given != null) {
                values.put(property.name(), given);
            }
        }
        for (var key : connection.keySet()) {
            if (!connector.connection().containsKey(key)) {
                throw new Commands.Refused(
                        Commands.USAGE,
                        texts.say("new.nokey", key, connector.system())
                                + Nearest.hint(key, connector.connection().keySet()));
            }
        }
        return values;
    }

    private static String question(Connector.Property property) {
        return property.description() == null ? property.name() : property.name() + " - " + property.description();
    }

    /** What a required key may be when nobody says. */
    String suggested(Connector.Property property) {
        return property.defaultValue();
    }
}
