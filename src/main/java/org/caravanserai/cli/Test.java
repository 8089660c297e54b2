package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.caravanserai.delivery.answer.Rehearsals;
import org.caravanserai.expression.Host;
import org.caravanserai.home.Home;
import org.caravanserai.home.setting.PrettyJson;
import org.caravanserai.mapping.MapTests;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problem;
import org.caravanserai.quality.Gate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test [NAME]}: runs the cases beside the maps of a home and plays the recordings of its connectors. Reads files only. */
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

    @Parameters(arity = "0..1", paramLabel = "NAME", descriptionKey = "test.map")
    private String name;

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
        var rehearsals = Rehearsals.of(home);
        var problems = new ArrayList<>(tests.problems());
        problems.addAll(rehearsals.problems());
        var failures = new ArrayList<Failure>();
        int count = 0;
        for (var one : tests.cases()) {
            if (wanted(one.map()) && !(name == null && one.shipped())) {
                count++;
                keep(failures, new Failure(one.map(), one.title(), one.at(), one.run()));
            }
        }
        for (var one : rehearsals.cases()) {
            var operation = one.system() + "/" + one.operation();
            if (wanted(operation) && !(name == null && one.shipped())) {
                count++;
                keep(
                        failures,
                        new Failure(operation, one.title(), one.at(), one.play().differences()));
            }
        }
        boolean nothing = name != null && count == 0;
        if (json) {
            out.print(PrettyJson.write(report(problems, count, failures)));
        } else {
            Output.problems(out, problems, texts);
            failures.forEach(failure -> failure(out, failure));
            out.println(nothing ? texts.say("test.nothing", name) : texts.say("test.count", count, failures.size()));
        }
        return failures.isEmpty() && problems.isEmpty() && !nothing ? Commands.DONE : Commands.REFUSED;
    }

    /** @param of the map, or {@code <system>/<operation>} */
    private record Failure(String of, String title, Position at, List<String> differences) {}

    private boolean wanted(String of) {
        return name == null || of.equals(name) || of.startsWith(name + "/");
    }

    private static void keep(List<Failure> failures, Failure failure) {
        if (!failure.differences().isEmpty()) {
            failures.add(failure);
        }
    }

    /** The cases of a home, with its gates. */
    static MapTests of(Home home) {
        return MapTests.of(
                home,
                (file, names, environment, problems) ->
                        Gate.compile(file, names, environment, problems).map(gate -> (MapTests.Judge) gate::check),
                HOST);
    }

    private void failure(PrintWriter out, Failure failure) {
        out.println(texts.say("test.failed", failure.at().toString(), failure.of(), failure.title()));
        failure.differences().forEach(line -> out.println("  " + line));
    }

    private static Map<String, Object> report(List<Problem> problems, int count, List<Failure> failures) {
        var failed = new ArrayList<Map<String, Object>>();
        failures.forEach(failure -> {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("map", failure.of());
            entry.put("title", failure.title());
            entry.put("at", failure.at().toString());
            entry.put("differences", failure.differences());
            failed.add(entry);
        });
        var report = new LinkedHashMap<String, Object>();
        report.put("cases", count);
        report.put("failed", failed);
        report.put("problems", Output.json(problems));
        return report;
    }
}
