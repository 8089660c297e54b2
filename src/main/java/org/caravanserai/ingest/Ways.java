package org.caravanserai.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.Source;
import org.caravanserai.mapping.Dialect;
import org.caravanserai.mapping.InwardMap;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.mapping.ValueChecks;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;

/**
 * How the records of each source become documents: through its map, or canonical as they are. Maps are compiled once.
 */
public final class Ways implements Ingest.Inwards {
    private static final Set<String> COLUMNS = Set.of("csv", "tsv", "xlsx");

    private final Home home;
    private final Surroundings surroundings;
    private final Clock clock;
    private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

    private record Compiled(InwardMap map, List<Problem> problems) {}

    /** A source's map is wrong, so nothing of it can be read. */
    public static final class NoWay extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoWay(String text) {
            super(text, null, false, false);
        }
    }

    public Ways(Home home, Clock clock) {
        this.home = home;
        this.surroundings = Surroundings.of(home);
        this.clock = clock;
    }

    /** @throws NoWay when the map of the entity has errors */
    @Override
    public Inward of(String source, Kind kind, Source.Entity entity) {
        var zone = home.company().timeZone();
        if (entity == null || entity.map() == null) {
            return new Canonical(kind, source.equals(Source.STEWARD), zone, document -> {
                var checked = ValueChecks.check(home.model(), document);
                return new Canonical.Checked(checked.document(), checked.findings());
            });
        }
        var found = compiled.computeIfAbsent(source + "/" + kind.word(), key -> compile(entity));
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
                .flatMap(entity -> compiled
                        .computeIfAbsent(source.name() + "/" + entity.kind().word(), key -> compile(entity))
                        .problems()
                        .stream())
                .toList();
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
