package org.caravanserai.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Figures as meters: {@code hub.health.counter} (how many are counted) and {@code hub.health.population}. Tags: the counter, and the channel and locale
 * of figures that have nothing else; finer parts stay on the board, so that the number of series stays small.
 */
public final class Gauges implements Runnable {
    private static final Set<String> TAGGED = Set.of("channel", "locale");
    private static final String WHOLE = "all";

    private final Health health;
    private final MultiGauge values;
    private final MultiGauge populations;

    private Gauges(Health health, MeterRegistry registry) {
        this.health = health;
        this.values = MultiGauge.builder("hub.health.counter")
                .description("Records a health counter counts")
                .register(registry);
        this.populations = MultiGauge.builder("hub.health.population")
                .description("Records a health counter counts among")
                .register(registry);
        Gauge.builder("hub.health.pending", health, board -> board.pending() ? 1 : 0)
                .description("1 while something changed since the last recount")
                .register(registry);
    }

    /** Registers the meters and keeps them as the last recount left them. */
    public static void register(Health health, MeterRegistry registry) {
        var gauges = new Gauges(health, registry);
        gauges.run();
        health.onRecount(gauges);
    }

    @Override
    public void run() {
        List<MultiGauge.Row<?>> counted = new ArrayList<>();
        List<MultiGauge.Row<?>> among = new ArrayList<>();
        for (var figure : health.figures()) {
            var dimensions = figure.scope().dimensions();
            if (TAGGED.containsAll(dimensions.keySet())) {
                var tags = Tags.of(
                        "counter", figure.counter().id(),
                        "channel", dimensions.getOrDefault("channel", WHOLE),
                        "locale", dimensions.getOrDefault("locale", WHOLE));
                counted.add(MultiGauge.Row.of(tags, figure.value()));
                among.add(MultiGauge.Row.of(tags, figure.population()));
            }
        }
        values.register(counted, true);
        populations.register(among, true);
    }
}
