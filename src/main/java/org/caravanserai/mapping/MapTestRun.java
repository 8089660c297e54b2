package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Host;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Home;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Runs one case. */
final class MapTestRun {
    private final Home home;
    private final Surroundings world;
    private final MapTests.Gates gates;
    private final Host host;
    private final MapTests.Case test;
    private final List<String> differences = new ArrayList<>();

    MapTestRun(Home home, Surroundings world, MapTests.Gates gates, Host host, MapTests.Case test) {
        this.home = home;
        this.world = world;
        this.gates = gates;
        this.host = host;
        this.test = test;
    }

    List<String> run() {
        var problems = new Problems();
        var file = new MapReader(world.maps(), problems).read(test.map());
        if (file.isEmpty() || problems.failed()) {
            return problems.sorted().stream().map(Problem::toString).toList();
        }
        switch (file.get().way()) {
            case OUT -> outward(file.get());
            case IN -> inward();
            case ACK -> answer();
            case ORDER -> order();
        }
        return List.copyOf(differences);
    }

    private Run clock() {
        return new Run(test.today(), home.company().timeZone());
    }

    private void inward() {
        var problems = new Problems();
        var dialect = home.sources().values().stream()
                .flatMap(source -> source.entities().values().stream())
                .filter(entity -> test.map().equals(entity.map()))
                .findFirst()
                .map(entity -> Dialect.of(entity.format(), home.company().timeZone()))
                .orElse(Dialect.PLAIN);
        var map = InwardMap.compile(world, test.map(), dialect, problems);
        if (map.isEmpty()) {
            failed(problems);
            return;
        }
        if (!(test.get("given").orElseThrow() instanceof YamlMap row)) {
            differ(test.get("given").orElseThrow(), "given is a source row: { COLUMN: value }");
            return;
        }
        var result = map.get().apply(TestRecords.plain(row), clock());
        if (result instanceof InwardResult.Accepted accepted) {
            var values = new LinkedHashMap<>(accepted.document().values());
            values.put(
                    accepted.document().kind().keyField(), accepted.document().key());
            compare(values, accepted.findings(), null);
        } else if (result instanceof InwardResult.Refused refused) {
            compare(
                    Map.of(),
                    List.of(refused.cause()),
                    refused.cause().rule() + " " + refused.cause().message());
        } else {
            compare(Map.of(), List.of(), ((InwardResult.Skipped) result).reason());
        }
    }

    private void answer() {
        var problems = new Problems();
        var map = AckMap.compile(world, test.map(), problems);
        if (map.isEmpty()) {
            failed(problems);
            return;
        }
        var given = test.get("given").orElseThrow();
        var records = new ArrayList<Map<String, Object>>();
        for (var one : given instanceof YamlList list ? list.items() : List.of(given)) {
            if (!(one instanceof YamlMap record)) {
                differ(one, "given is a record of an answer, or a list of them: { field: value }");
                return;
            }
            records.add(TestRecords.plain(record));
        }
        var run = clock();
        var rows = map.get().apply(records, beside(problems), run).stream()
                .map(MapTestRun::fields)
                .toList();
        test.written().get("findings").ifPresent(node -> findings(node, run.findings()));
        test.written().get("expect").ifPresent(node -> new Expected(this::differ).outcomes(node, rows));
        failed(problems);
    }

    private void order() {
        var problems = new Problems();
        var map = OrderMap.compile(world, test.map(), problems);
        if (map.isEmpty()) {
            failed(problems);
        } else if (test.get("given").orElseThrow() instanceof YamlMap record) {
            var result = map.get().apply(TestRecords.plain(record), Map.of(), clock());
            var out = result.refused() == null ? "the map leaves it out" : result.refused();
            compare(result.order() == null ? Map.of() : result.order(), List.of(), result.order() == null ? out : null);
        } else {
            differ(test.get("given").orElseThrow(), "given is one order: { field: value }");
        }
    }

    private Map<String, Object> beside(Problems problems) {
        var beside = new LinkedHashMap<String, Object>();
        test.text("status")
                .filter(status -> status.matches("[0-9]{1,9}"))
                .ifPresent(status -> beside.put("status", Long.valueOf(status)));
        test.text("job").ifPresent(job -> beside.put("job", job));
        test.text("locale").ifPresent(locale -> beside.put("locale", locale));
        test.get("keys")
                .ifPresent(node -> beside.put(
                        "keys",
                        new Yamls(problems)
                                .scalars("keys", node).stream()
                                        .map(YamlScalar::text)
                                        .toList()));
        return beside;
    }

    private static Map<String, Object> fields(AckRow row) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("key", row.key());
        fields.put("outcome", row.outcome().word());
        fields.put("remoteId", row.remoteId());
        fields.put("code", row.code());
        fields.put("field", row.field());
        fields.put("text", row.text());
        fields.put("job", row.job());
        fields.put("lookAt", row.lookAt());
        return fields;
    }

    private void outward(MapFile file) {
        var problems = new Problems();
        var set = MappingSet.of(world, file.kind());
        var who = who();
        var names = set.shape().names(new Perspective(who.scope(), main(who)));
        set.add(test.map(), who, host, problems);
        var gate = gate(names, who, problems);
        if (problems.failed()) {
            failed(problems);
            return;
        }
        var compiled = set.build();
        var records = TestRecords.of(test, file.kind(), world.model());
        if (records.missing() != null) {
            differ(test.get("given").orElseThrow(), records.missing());
            return;
        }
        var run = clock();
        run.begin();
        var slots = compiled.reader().read(records.record(), records.related());
        var findings = new ArrayList<Finding>();
        gate.ifPresent(judge -> findings.addAll(judge.check(slots, run)));
        var result = compiled.mappings().get(0).apply(slots, run);
        if (result instanceof MapResult.Mapped mapped) {
            findings.addAll(mapped.findings());
            compare(mapped.row().asMap(), findings, null);
        } else if (result instanceof MapResult.Held held) {
            findings.addAll(held.findings());
            compare(
                    Map.of(),
                    findings,
                    held.findings().stream()
                            .map(each -> each.rule() + " " + each.message())
                            .collect(Collectors.joining("; ")));
        } else {
            compare(Map.of(), findings, ((MapResult.NotSelected) result).reason());
        }
    }

    /** The language a gate reads texts in, as in a channel. */
    private String main(Circumstances who) {
        if (who.locale() != null) {
            return who.locale();
        }
        return who.locales().isEmpty()
                ? home.company().mainLocale()
                : who.locales().get(0);
    }

    private Optional<MapTests.Judge> gate(RecordNames names, Circumstances who, Problems problems) {
        var file = home.gates().get(test.map());
        if (file == null) {
            file = home.channels().values().stream()
                    .flatMap(channel -> channel.streams().values().stream())
                    .filter(stream -> test.map().equals(stream.map()) && stream.gate() != null)
                    .map(stream -> home.gates().get(stream.gate()))
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        if (file == null || file.tree() == null) {
            return Optional.empty();
        }
        var environment = new Environment(Compilation.reserved(), new MapHost(world, who, names, host));
        return gates.compile(file.tree(), names, environment, problems);
    }

    private Circumstances who() {
        var locale = test.text("locale").orElse(null);
        var named = test.text("channel");
        var channel = named.flatMap(home::channel)
                .or(() -> home.channels().values().stream()
                        .filter(each -> each.streams().values().stream()
                                .anyMatch(stream -> test.map().equals(stream.map())))
                        .findFirst());
        if (channel.isEmpty()) {
            return Circumstances.none(locale == null ? home.company().locales() : List.of(locale));
        }
        boolean perLocale = channel.get().streams().values().stream()
                .anyMatch(stream -> test.map().equals(stream.map()) && stream.perLocale());
        return Circumstances.of(
                channel.get(),
                locale != null ? locale : perLocale ? channel.get().locales().get(0) : null);
    }

    private void compare(Map<String, ?> values, List<Finding> findings, String error) {
        var expected = test.text("error");
        if (expected.isPresent() && (error == null || !error.contains(expected.get()))) {
            differ(
                    test.get("error").orElseThrow(),
                    "expected the error '" + expected.get() + "', found "
                            + (error == null ? "none" : "'" + error + "'"));
        }
        if (expected.isEmpty()
                && error != null
                && test.written().get("findings").isEmpty()) {
            differ(test.written(), "nothing came out: " + error);
            return;
        }
        test.written().get("findings").ifPresent(node -> findings(node, findings));
        if (error == null && test.written().get("expect").orElse(null) instanceof YamlMap map) {
            new Expected(this::differ).fields(map, values, "");
        }
    }

    private void findings(YamlNode node, List<Finding> findings) {
        var expected = new LinkedHashSet<String>();
        new Yamls(new Problems())
                .scalars("findings", node instanceof YamlScalar ? node : node).stream()
                        .map(YamlScalar::text)
                        .forEach(expected::add);
        var found = new TreeSet<String>();
        findings.forEach(finding -> found.add(finding.rule()));
        if (!found.equals(new TreeSet<>(expected))) {
            differ(
                    node,
                    "expected the findings " + new TreeSet<>(expected) + ", found "
                            + findings.stream()
                                    .map(each -> each.rule()
                                            + (each.attribute() == null ? "" : " (" + each.attribute() + ")"))
                                    .sorted()
                                    .distinct()
                                    .toList());
        }
    }

    private void differ(YamlNode at, String text) {
        differences.add(at.at() + " " + text);
    }

    private void failed(Problems problems) {
        problems.sorted().forEach(problem -> differences.add(problem.toString()));
    }
}
