package org.caravanserai.delivery.answer;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.caravanserai.expression.Run;
import org.caravanserai.home.Home;
import org.caravanserai.mapping.AckMap;
import org.caravanserai.mapping.AckRow;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.parser.Problems;

/** The maps that read answers, compiled when they are first needed. */
public final class AnswerMaps {
    private final Supplier<Home> homes;
    private final Clock clock;
    private volatile Version version;

    private record Version(Home home, Surroundings surroundings, Map<String, AckMap> compiled) {
        static Version of(Home home) {
            return new Version(home, Surroundings.of(home), new ConcurrentHashMap<>());
        }
    }

    public AnswerMaps(Supplier<Home> homes, Clock clock) {
        this.homes = homes;
        this.version = Version.of(homes.get());
        this.clock = clock;
    }

    /** @throws IllegalStateException when the map has errors, which {@code check} says beforehand */
    public List<AckRow> apply(String name, List<Map<String, Object>> records, Map<String, Object> variables) {
        var now = version();
        var map = now.compiled().computeIfAbsent(name, one -> compile(now, one));
        var zone = now.home().company().timeZone();
        var run = new Run(clock.instant().atZone(zone).toLocalDate(), zone);
        return map.apply(records, variables, run);
    }

    private Version version() {
        var now = version;
        var home = homes.get();
        if (now.home() != home) {
            now = Version.of(home);
            version = now;
        }
        return now;
    }

    private static AckMap compile(Version version, String name) {
        var problems = new Problems();
        return AckMap.compile(version.surroundings(), name, problems)
                .orElseThrow(() -> new IllegalStateException("the map " + name + " has errors: " + problems.sorted()));
    }
}
