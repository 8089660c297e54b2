package org.caravanserai.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.Source;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.mapping.Dialect;
import org.caravanserai.mapping.InwardMap;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.mapping.ValueChecks;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;

/**
 * How the records of each source become documents: through its map, or canonical as they are. Maps are compiled once for
 * each home; a run ends with the map it began with.
 */
public final class Ways implements Ingest.Inwards, Reload.Part {
    private static final Set<String> COLUMNS = Set.of("csv", "tsv", "xlsx");

    private final Clock clock;
    private volatile Version version;
    /** Runs that found their source in the home before the last one are still to be served. */
    private volatile Version before;

    private record Compiled(InwardMap map, List<Problem> problems) {}

    /** The maps of one home, each compiled once. */
    private record Version(Home home, Surroundings surroundings, Map<String, Compiled> compiled) {
        static Version of(Home home) {
            return new Version(home, Surroundings.of(home), new ConcurrentHashMap<>());
        }

        boolean has(String source, Kind kind, Source.Entity entity) {
            var found = home.sources().get(source);
            return found != null && found.entities().get(kind) == entity;
        }

        Compiled compiled(String source, Kind kind, Source.Entity entity) {
            return compiled.computeIfAbsent(source + "/" + kind.word(), key -> compile(entity));
        }

        private Compiled compile(Source.Entity entity) {
            var problems = new Problems();
            var map = InwardMap.compile(
                    surroundings,
                    entity.map(),
                    Dialect.of(entity.format(), home.company().timeZone()),
                    problems);
            return new Compiled(problems.failed() ? null : map.orElse(null), problems.sorted());
        }
    }

    /** A source's map is wrong, so nothing of it can be read. */
    public static final class NoWay extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoWay(String text) {
            super(text, null, false, false);
        }
    }

    public Ways(Home home, Clock clock) {
        this.version = Version.of(home);
        this.before = version;
        this.clock = clock;
    }

    /** The sources of the home whose maps are used, by name. */
    public Map<String, Source> sources() {
        return version.home().sources();
    }

    @Override
    public Reload.Step prepare(Home now, Home next, Problems problems) {
        var old = version;
        var ready = Version.of(next);
        next.sources()
                .forEach((name, source) -> source.entities().forEach((kind, entity) -> {
                    if (entity.map() != null) {
                        problems.addAll(ready.compiled(name, kind, entity).problems());
                    }
                }));
        return Reload.Step.of(() -> become(ready), () -> become(old));
    }

    private void become(Version next) {
        if (version != next) {
            before = version;
            version = next;
        }
    }

    /** @throws NoWay when the map of the entity has errors */
    @Override
    public Inward of(String source, Kind kind, Source.Entity entity) {
        var now = entity == null || version.has(source, kind, entity) ? version : before;
        var home = now.home();
        var zone = home.company().timeZone();
        if (entity == null || entity.map() == null) {
            return new Canonical(kind, source.equals(Source.STEWARD), zone, document -> {
                var checked = ValueChecks.check(home.model(), document);
                return new Canonical.Checked(checked.document(), checked.findings());
            });
        }
        var found = now.compiled(source, kind, entity);
        if (found.map() == null) {
            throw new NoWay(
                    "the map " + entity.map() + " has " + found.problems().size() + " problem(s), first: "
                            + found.problems().get(0));
        }
        boolean columns =
                entity.format() != null && COLUMNS.contains(entity.format().type());
        return new Mapped(found.map(), columns, clock.instant().atZone(zone).toLocalDate(), zone);
    }

    /** What is wrong with the maps of a source, by entity; for the console and {@code check}. */
    public List<Problem> problems(Source source) {
        return source.entities().values().stream()
                .filter(entity -> entity.map() != null)
                .flatMap(entity -> version.compiled(source.name(), entity.kind(), entity).problems().stream())
                .toList();
    }
}
