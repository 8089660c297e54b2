package org.caravanserai.connector.table;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The meters of this package; none has tags. */
public enum TableMeter {
    AGE("hub.connector.age", "seconds", "Age of the oldest table of a partner that is used", PartnerTables::age),
    OVERDUE(
            "hub.connector.overdue",
            null,
            "Tables of partners that have not come for twice as long as they should",
            PartnerTables::overdue);

    private final String id;
    private final String unit;
    private final String meaning;
    private final ToDoubleFunction<PartnerTables> value;

    TableMeter(String id, String unit, String meaning, ToDoubleFunction<PartnerTables> value) {
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

    /** Shows the figures in a registry. */
    public static void register(MeterRegistry registry, PartnerTables tables) {
        for (var meter : values()) {
            Gauge.builder(meter.id, tables, meter.value)
                    .baseUnit(meter.unit)
                    .description(meter.meaning)
                    .strongReference(true)
                    .register(registry);
        }
    }
}
