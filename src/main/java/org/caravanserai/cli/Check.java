package org.caravanserai.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.caravanserai.home.FileKinds;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.HomeWatch;
import org.caravanserai.home.setting.Defaults;
import org.caravanserai.home.setting.PrettyJson;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Yaml;
import org.caravanserai.parser.YamlNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: everything that is wrong with a home, at once. Reads files only. */
@Command(name = "check", resourceBundle = Texts.BUNDLE)
final class Check implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Mixin
    private HomeOptions options;

    @Mixin
    private HelpOption help;

    @Option(names = "--print", paramLabel = "FILE", descriptionKey = "check.option.print")
    private String print;

    @Option(names = "--strict", descriptionKey = "check.option.strict")
    private boolean strict;

    @Option(names = "--watch", descriptionKey = "check.option.watch")
    private boolean watch;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Check(Texts texts) {
        this.texts = texts;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        if (print != null) {
            return print(out, options.read());
        }
        int code = check(out);
        if (watch) {
            new HomeWatch(options.folder(), PAUSE).changes(() -> {
                out.println();
                check(out);
            });
        }
        return code;
    }

    private int check(PrintWriter out) {
        var home = options.read();
        var problems = problems(home);
        if (json) {
            out.print(PrettyJson.write(report(home, problems)));
        } else {
            report(out, home, problems);
        }
        out.flush();
        boolean failed = problems.stream().anyMatch(problem -> strict || !problem.warning());
        return failed ? Commands.REFUSED : Commands.DONE;
    }

    /** What the home found, and what those found who know more of maps and expressions. */
    static List<Problem> problems(Home home) {
        var problems = new ArrayList<>(home.problems());
        Checkers.all().forEach(checker -> problems.addAll(checker.check(home)));
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparing(
                                (Problem problem) -> problem.position().file())
                        .thenComparingInt(problem -> problem.position().line())
                        .thenComparingInt(problem -> problem.position().column()))
                .toList();
    }

    private void report(PrintWriter out, Home home, List<Problem> problems) {
        Output.problems(out, problems, texts);
        home.replaced().forEach(path -> out.println(texts.say("check.replaced", path)));
        long warnings = problems.stream().filter(Problem::warning).count();
        out.println(texts.say(
                "check.summary",
                home.company().title(),
                texts.say("type." + home.company().type().name()),
                home.sources().size(),
                home.channels().size(),
                home.maps().size(),
                home.tests().size()));
        out.println(texts.say("check.durability." + durability(home)));
        out.println(texts.say("check.count", problems.size() - warnings, warnings));
    }

    private static LinkedHashMap<String, Object> report(Home home, List<Problem> problems) {
        var report = new LinkedHashMap<String, Object>();
        report.put("home", home.folder().toString());
        report.put("environment", home.environment());
        report.put("durability", durability(home));
        report.put("problems", Output.json(problems));
        report.put("replaced", home.replaced());
        return report;
    }

    /** What an acknowledged change will survive: {@code process}, {@code power} or {@code server}, which is up to PostgreSQL. */
    private static String durability(Home home) {
        var database = home.company().database();
        return database.url() != null ? "server" : database.durability().name().toLowerCase(Locale.ROOT);
    }

    private int print(PrintWriter out, Home home) {
        var path = relative(home);
        var node = home.effective().get(path);
        if (node == null && home.files().containsKey(path)) {
            node = home.files().get(path).tree();
        }
        if (node == null) {
            var known = home.files().keySet();
            spec.commandLine().getErr().println(texts.say("check.nofile", path) + Nearest.hint(path, known));
            return Commands.USAGE;
        }
        out.print(Yaml.print(filled(home, path, node), true));
        return Commands.DONE;
    }

    private static YamlNode filled(Home home, String path, YamlNode node) {
        var kind = FileKinds.of(path);
        return kind.isPresent() && home.effective().containsKey(path)
                ? Defaults.fill(node, kind.get().shape())
                : node;
    }

    private String relative(Home home) {
        var file = Path.of(print);
        var path = file.isAbsolute() && file.startsWith(home.folder())
                ? home.folder().relativize(file)
                : file;
        return path.normalize().toString().replace('\\', '/');
    }
}
