package org.caravanserai.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The meters of this package; none has tags. */
public enum StoreMeter {
    FILE("hub.store.file", "bytes", "Size of the database on disk", Reading::file),
    LIVE("hub.store.live", "bytes", "Bytes a compaction would keep, an estimate", Reading::live),
    ALARM("hub.store.alarm", null, "1 when the database is more than three times its live bytes", Reading::alarm),
    FREE("hub.store.free", "bytes", "Free bytes on the disk of the data folder", Reading::free),
    OPEN("hub.store.open", null, "1 while there is enough room for new work", Reading::open),
    WAITING("hub.store.waiting", null, "Calls that wait for a database thread", Reading::waiting);

    private final String id;
    private final String unit;
    private final String meaning;
    private final ToDoubleFunction<Reading> value;

    StoreMeter(String id, String unit, String meaning, ToDoubleFunction<Reading> value) {
        this.id = id;
        this.unit = unit;
        this.meaning = meaning;
        this.value = value;
    }

    /** Name in the registry. */
    public String id() {
        return id;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }

    static void register(MeterRegistry registry, Reading reading) {
        for (var meter : values()) {
            Gauge.builder(meter.id, reading, meter.value)
                    .baseUnit(meter.unit)
                    .description(meter.meaning)
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** Where the figures come from; must not wait for the database. */
    interface Reading {
        double file();

        double live();

        double alarm();

        double free();

        double open();

        double waiting();
    }
}
