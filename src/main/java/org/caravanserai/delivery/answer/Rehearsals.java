package org.caravanserai.delivery.answer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.PlayedPartner;
import org.caravanserai.delivery.hold.DeliveryCode;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.HomeFile;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.TreeCheck;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;

/**
 * The recorded exchanges of a home, {@code connectors/<system>/recordings/<operation>.yaml}, played against the connectors and answer maps as they are:
 * the items of a case must make the recorded request, and the recorded answer must mean the expected outcomes. No network, no database, no secret.
 */
public final class Rehearsals {
    private static final Pattern PATH = Pattern.compile("connectors/([^/]+)/recordings/([^/]+)\\.yaml");
    /** The moment every recording happens at. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    private final Home home;
    private final AnswerMaps maps;
    private final Problems problems = new Problems();
    private final List<Case> cases = new ArrayList<>();

    private Rehearsals(Home home) {
        this.home = home;
        this.maps = new AnswerMaps(() -> home, CLOCK);
    }

    /** All recordings of a home that could be read; never throws for wrong content. */
    public static Rehearsals of(Home home) {
        var rehearsals = new Rehearsals(home);
        home.files().values().forEach(rehearsals::read);
        return rehearsals;
    }

    /** What is wrong with the files themselves. */
    public List<Problem> problems() {
        return problems.sorted();
    }

    /** The cases in the order of files and lines. */
    public List<Case> cases() {
        return List.copyOf(cases);
    }

    /**
     * What happened when a case was played.
     *
     * @param differences empty = as recorded; else one sentence for each, with its place
     * @param asked requests that were made, without those for a token
     * @param said answers they got
     */
    public record Played(List<String> differences, List<PlayedPartner.Asked> asked, List<PlayedPartner.Said> said) {}

    /** One recorded call. */
    public final class Case {
        private final Connector connector;
        private final Connector.Operation operation;
        private final Tree file;
        private final Tree written;

        private Case(Connector connector, Connector.Operation operation, Tree file, Tree written) {
            this.connector = connector;
            this.operation = operation;
            this.file = file;
            this.written = written;
        }

        /** Folder below connectors/. */
        public String system() {
            return connector.system();
        }

        /** Name of the operation. */
        public String operation() {
            return operation.name();
        }

        /** The sentence it proves. */
        public String title() {
            return written.text("title", "line " + at().line());
        }

        /** Where it stands. */
        public Position at() {
            return written.at();
        }

        /** True when recording and descriptor are those of the library: whoever shipped them has played them. */
        public boolean shipped() {
            return origin(at().file()) == HomeFile.Origin.LIBRARY
                    && origin(connector.position().file()) == HomeFile.Origin.LIBRARY;
        }

        private HomeFile.Origin origin(String path) {
            return home.files().get(path).origin();
        }

        /** For a batch the vendor's description leaves out: path of its elements and {@code METHOD /path} they are held against. Null = none. */
        public List<String> elements() {
            var elements = file.tree("elements");
            return file.has("elements") ? List.of(elements.text("at", ""), elements.text("as", "")) : null;
        }

        /** Query parameters the vendor describes in words only. */
        public List<String> undeclared() {
            return file.texts("undeclared");
        }

        /** What should happen to its items. */
        public Set<Connector.Action> actions() {
            return written.items("items").stream()
                    .map(item -> item.word("action", Connector.Action.class))
                    .collect(Collectors.toSet());
        }

        /** True when the call is expected to fail as a whole: its answer may be nonsense on purpose. */
        public boolean fails() {
            return written.has("fault");
        }

        /** What is expected of its items: {@code accepted submitted rejected deferred unknown known open}. */
        public Set<String> outcomes() {
            return written.items("expect").stream()
                    .map(one -> one.text("outcome"))
                    .collect(Collectors.toSet());
        }

        /** Plays it. */
        public Played play() {
            return new Rehearsal(home, connector, operation, maps, CLOCK, written).play();
        }
    }

    private void read(HomeFile file) {
        var path = PATH.matcher(file.path());
        if (!path.matches() || file.tree() == null) {
            return;
        }
        var before = new Problems();
        new TreeCheck(before, new ArrayList<>(), FileKind.Mode.WHOLE).check(file.tree(), RecordingShape.FILE);
        problems.addAll(before.sorted());
        var connector = home.connectors().get(path.group(1));
        if (connector == null) {
            error(file, "there is no connectors/" + Finding.cut(path.group(1)) + "/connector.yaml to play it with");
            return;
        }
        var operation = connector.operations().get(path.group(2));
        if (operation == null) {
            error(
                    file,
                    "the file is named after an operation, and connector.yaml has no '" + Finding.cut(path.group(2))
                            + "'"
                            + Nearest.hint(path.group(2), connector.operations().keySet()));
            return;
        }
        if (before.failed() || !(file.tree() instanceof YamlMap)) {
            return;
        }
        var tree = Tree.of(file.tree(), RecordingShape.FILE);
        for (var written : tree.items("cases")) {
            if (complete(written)) {
                cases.add(new Case(connector, operation, tree, written));
            }
        }
    }

    /** A case that expects nothing proves nothing. */
    private boolean complete(Tree written) {
        var keys = written.items("items").stream().map(item -> item.text("key")).toList();
        var expected =
                written.items("expect").stream().map(one -> one.text("key")).toList();
        int before = problems.sorted().size();
        if (keys.stream().distinct().count() < keys.size()) {
            wrong(written.at("items"), "a key stands twice among the items");
        }
        for (var item : written.items("items")) {
            boolean row = item.has("row");
            if (row && !(item.node("row") instanceof YamlMap)) {
                wrong(item.at("row"), "a row is a map of the fields a map makes");
            }
        }
        if (!written.has("fault") && !expected.containsAll(keys)) {
            wrong(
                    written.at(),
                    "say under expect what becomes of each item, or the fault of the whole call; missing: "
                            + String.join(
                                    ", ",
                                    keys.stream()
                                            .filter(key -> !expected.contains(key))
                                            .toList()));
        }
        expected.stream()
                .filter(key -> !keys.isEmpty() && !keys.contains(key))
                .forEach(key -> wrong(
                        written.at("expect"), "there is no item '" + Finding.cut(key) + "'" + Nearest.hint(key, keys)));
        return problems.sorted().size() == before;
    }

    private void error(HomeFile file, String text) {
        wrong(Position.of(file.path()), text);
    }

    private void wrong(Position at, String text) {
        problems.error(at, DeliveryCode.RECORDING.code(), text);
    }
}
