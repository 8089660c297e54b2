package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Home;
import org.caravanserai.home.setting.PrettyJson;
import org.caravanserai.mapping.MapTests;
import org.caravanserai.quality.Gate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test [MAP]}: runs the cases beside the maps of a home. Reads files only. */
@Command(name = "test", resourceBundle = Texts.BUNDLE)
final class Test implements Callable<Integer> {
    /** Nothing is required and everything is in every assortment: the cases are about maps and gates. */
    private static final Host HOST = new Host() {
        @Override
        public Optional<Call> bind(String function, List<Object> constants) {
            return switch (function) {
                case "inAssortment" -> Optional.of((arguments, slots, run) -> true);
                case "missingRequired" -> Optional.of((arguments, slots, run) -> new Object[0]);
                default -> Optional.empty();
            };
        }
    };

    @Mixin
    private HomeOptions options;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "MAP", descriptionKey = "test.map")
    private String map;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Texts texts;

    Test(Texts texts) {
        this.texts = texts;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var home = options.read();
        if (home.failed()) {
            Output.problems(out, home.problems(), texts);
            out.println(texts.say("test.mend"));
            return Commands.REFUSED;
        }
        var tests = of(home);
        var cases = tests.cases().stream()
                .filter(one -> map == null || one.map().equals(map))
                .toList();
        var failures = new LinkedHashMap<MapTests.Case, List<String>>();
        for (var one : cases) {
            var wrong = one.run();
            if (!wrong.isEmpty()) {
                failures.put(one, wrong);
            }
        }
        if (json) {
            out.print(PrettyJson.write(report(tests, cases.size(), failures)));
        } else {
            Output.problems(out, tests.problems(), texts);
            failures.forEach((one, wrong) -> failure(out, one, wrong));
            out.println(texts.say("test.count", cases.size(), failures.size()));
        }
        return failures.isEmpty() && tests.problems().isEmpty() ? Commands.DONE : Commands.REFUSED;
    }

    /** The cases of a home, with its gates. */
    static MapTests of(Home home) {
        return MapTests.of(
                home,
                (file, names, environment, problems) ->
                        Gate.compile(file, names, environment, problems).map(gate -> (MapTests.Judge) gate::check),
                HOST);
    }

    private void failure(PrintWriter out, MapTests.Case one, List<String> wrong) {
        out.println(texts.say("test.failed", one.at().toString(), one.map(), one.title()));
        wrong.forEach(line -> out.println("  " + line));
    }

    private static Map<String, Object> report(MapTests tests, int count, Map<MapTests.Case, List<String>> failures) {
        var failed = new ArrayList<Map<String, Object>>();
        failures.forEach((one, wrong) -> {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("map", one.map());
            entry.put("title", one.title());
            entry.put("at", one.at().toString());
            entry.put("differences", wrong);
            failed.add(entry);
        });
        var report = new LinkedHashMap<String, Object>();
        report.put("cases", count);
        report.put("failed", failed);
        report.put("problems", Output.json(tests.problems()));
        return report;
    }
}
