package org.caravanserai.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Run;
import org.caravanserai.home.Home;
import org.caravanserai.home.HomeFile;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * The {@code *.test.yaml} files of a home: given a record, expect these fields, these findings, this error.
 *
 * <p>{@code given} is a source row (inward), a canonical record (outward; media, categories, parent and prices may stand in it as objects), or
 * a key of {@code <map>.records.jsonl} beside the map, one document a line: <code>{"products": {...}}</code>. Of {@code expect} only the fields
 * listed are compared; {@code findings}, when given, are all of them; {@code error} is part of the reason why nothing goes out or in.
 * Of an answer map {@code given} is a record of the answer or a list of them, {@code expect} the outcomes in order; {@code status}, {@code job}
 * and {@code keys} (what was sent) stand beside.
 * A case happens on the day {@code today}, or on 21 November 2026, so that it passes on any day.
 */
public final class MapTests {
    static final Set<String> FILE_KEYS = Set.of("title", "description", "channel", "locale", "today", "cases");
    static final Set<String> CASE_KEYS = Set.of(
            "title", "given", "expect", "findings", "error", "channel", "locale", "today", "status", "job", "keys");
    private static final List<String> OF_ANSWERS = List.of("status", "job", "keys");

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private final Home home;
    private final Surroundings world;
    private final Gates gates;
    private final Host host;
    private final Problems problems = new Problems();
    private final List<Case> cases = new ArrayList<>();

    /** Compiles gates, which this package does not know. */
    @FunctionalInterface
    public interface Gates {
        /** No gates. */
        Gates NONE = (file, names, environment, problems) -> Optional.empty();

        /** The gate of a file; empty after problems. */
        Optional<Judge> compile(YamlNode file, Names names, Environment environment, Problems problems);
    }

    /** A compiled gate. */
    @FunctionalInterface
    public interface Judge {
        List<Finding> check(Object[] slots, Run run);
    }

    private MapTests(Home home, Gates gates, Host host) {
        this.home = home;
        this.world = Surroundings.of(home);
        this.gates = gates;
        this.host = host;
    }

    /**
     * All cases of a home.
     *
     * @param host answers functions that maps and gates do not know themselves
     */
    public static MapTests of(Home home, Gates gates, Host host) {
        var tests = new MapTests(home, gates, host);
        home.tests().values().forEach(tests::read);
        return tests;
    }

    /** What is wrong with the test files themselves. */
    public List<Problem> problems() {
        return problems.sorted();
    }

    /** The cases in the order of files and lines. */
    public List<Case> cases() {
        return List.copyOf(cases);
    }

    /** One case. */
    public final class Case {
        private final HomeFile file;
        private final YamlMap written;
        private final YamlMap defaults;

        private Case(HomeFile file, YamlMap written, YamlMap defaults) {
            this.file = file;
            this.written = written;
            this.defaults = defaults;
        }

        /** Name of the map it tests. */
        public String map() {
            return file.name();
        }

        /** True when map and test are those of the library: whoever shipped them has run them, with tables and lists of their own. */
        public boolean shipped() {
            return file.origin() == HomeFile.Origin.LIBRARY
                    && home.maps().get(map()).origin() == HomeFile.Origin.LIBRARY;
        }

        /** The sentence it proves. */
        public String title() {
            return text("title").orElse("line " + written.at().line());
        }

        /** Where it stands. */
        public Position at() {
            return written.at();
        }

        /** Runs it. Empty = passed; else one sentence per difference, with its place. */
        public List<String> run() {
            return new MapTestRun(home, world, gates, host, this).run();
        }

        HomeFile file() {
            return file;
        }

        YamlMap written() {
            return written;
        }

        Optional<YamlNode> get(String key) {
            return written.get(key).or(() -> defaults.get(key));
        }

        Optional<String> text(String key) {
            return get(key).filter(YamlScalar.class::isInstance).map(node -> ((YamlScalar) node).text());
        }

        LocalDate today() {
            return text("today").map(LocalDate::parse).orElse(TODAY);
        }

        /** The documents beside the map, empty when there is no such file. */
        String records() {
            var path = file.path().replaceAll("\\.test\\.yaml$", ".records.jsonl");
            var records = home.folder().resolve(path);
            try {
                return Files.isRegularFile(records) ? Files.readString(records, StandardCharsets.UTF_8) : "";
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private void read(HomeFile file) {
        var yaml = new Yamls(problems);
        if (!(file.tree() instanceof YamlMap map) || !(map.get("cases").orElse(null) instanceof YamlList list)) {
            if (file.tree() != null) {
                yaml.error(
                        file.tree().at(), MapCode.SHAPE, "a test file holds cases: a list of { title, given, expect }");
            }
            return;
        }
        yaml.keys(map, FILE_KEYS, "a test file");
        if (!home.maps().containsKey(file.name())) {
            yaml.error(
                    Position.of(file.path()),
                    MapCode.EXTENDS,
                    "there is no map '" + file.name() + "' to test"
                            + org.caravanserai.parser.Nearest.hint(
                                    file.name(), home.maps().keySet()));
            return;
        }
        for (var item : list.items()) {
            if (!(item instanceof YamlMap written)) {
                yaml.error(item.at(), MapCode.SHAPE, "a case is { title, given, expect }, found a " + item.word());
                continue;
            }
            yaml.keys(written, CASE_KEYS, "a case");
            day(written, yaml);
            answers(file, written, yaml);
            if (written.get("given").isEmpty()) {
                yaml.error(written.at(), MapCode.SHAPE, "the case has no given: a record, a row or a key");
            } else if (written.get("expect").isEmpty()
                    && written.get("findings").isEmpty()
                    && written.get("error").isEmpty()) {
                yaml.error(written.at(), MapCode.SHAPE, "the case expects nothing; add expect, findings or error");
            } else {
                cases.add(new Case(file, written, map));
            }
        }
    }

    /** What stands beside an answer goes with an answer map; an answer map refuses nothing. */
    private static void answers(HomeFile file, YamlMap written, Yamls yaml) {
        boolean answer = file.name().matches(".*-ack(\\..*)?");
        for (var key : answer ? List.of("error") : OF_ANSWERS) {
            written.get(key)
                    .ifPresent(node -> yaml.error(
                            node.at(),
                            MapCode.KEY,
                            answer
                                    ? "an answer map refuses nothing; write expect: [{ outcome: unknown }]"
                                    : "'" + key
                                            + "' stands beside an answer; it goes with tests of <object>-ack maps"));
        }
    }

    private static void day(YamlMap written, Yamls yaml) {
        written.get("today").ifPresent(node -> {
            if (!(node instanceof YamlScalar day)
                    || !day.text().matches("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])")) {
                yaml.error(node.at(), MapCode.SHAPE, "today is a day such as 2027-01-01");
            }
        });
    }
}
