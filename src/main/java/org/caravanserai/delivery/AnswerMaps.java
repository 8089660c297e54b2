package org.caravanserai.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.expression.Run;
import org.caravanserai.home.Home;
import org.caravanserai.mapping.AckMap;
import org.caravanserai.mapping.AckRow;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.parser.Problems;

/** The maps that read answers, compiled when they are first needed. */
final class AnswerMaps {
    private final Surroundings surroundings;
    private final Home home;
    private final Clock clock;
    private final Map<String, AckMap> compiled = new ConcurrentHashMap<>();

    AnswerMaps(Home home, Clock clock) {
        this.home = home;
        this.surroundings = Surroundings.of(home);
        this.clock = clock;
    }

    /** @throws IllegalStateException when the map has errors, which {@code check} says beforehand */
    List<AckRow> apply(String name, List<Map<String, Object>> records, Map<String, Object> variables) {
        var map = compiled.computeIfAbsent(name, this::compile);
        var zone = home.company().timeZone();
        var run = new Run(clock.instant().atZone(zone).toLocalDate(), zone);
        return map.apply(records, variables, run);
    }

    private AckMap compile(String name) {
        var problems = new Problems();
        return AckMap.compile(surroundings, name, problems)
                .orElseThrow(() -> new IllegalStateException("the map " + name + " has errors: " + problems.sorted()));
    }
}
