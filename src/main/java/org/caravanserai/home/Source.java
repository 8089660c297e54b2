package org.caravanserai.home;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.Position;

/**
 * A system that feeds us: {@code config/sources/<name>.yaml}.
 *
 * @param name file name
 * @param system folder under connectors/
 * @param owner team that answers, null = not said
 * @param format of all its files, null for sources without files
 * @param entities what it delivers
 * @param freshness how old it may be, null = not watched
 * @param brake what holds a delivery
 * @param answers letters to whoever ordered by it, null = none
 */
public record Source(
        String name,
        String title,
        String description,
        String system,
        String owner,
        Connection connection,
        Format format,
        Map<Kind, Entity> entities,
        Freshness freshness,
        Brake brake,
        Answers answers,
        Position position) {
    /** The built-in source of corrections made by people. It has no file. */
    public static final String STEWARD = "steward";

    /**
     * One entity of a source.
     *
     * @param files file name patterns, empty for sources without files
     * @param map name of the map ({@code morvan-erp/product-in}), null = canonical documents as they are
     * @param format of these files: the source's with the entity's own keys over it
     * @param match attributes that bind a row to a record we have, in this order; never empty
     * @param create whether a row without a match makes a new record; false = the record waits
     */
    public record Entity(
            Kind kind,
            List<String> files,
            String map,
            Format format,
            Load load,
            List<String> match,
            boolean create,
            Position position) {}

    /** What a missing row means. */
    public enum Load {
        /** The file is everything: a missing record is deleted (under the brake). */
        FULL,
        /** The file holds changes: a missing record is untouched. */
        DELTA
    }

    /** How old the last delivery may be. Either may be null. */
    public record Freshness(Duration warnAfter, Duration errorAfter) {}

    /**
     * What holds a delivery until somebody releases it.
     *
     * @param empty hold a file without rows
     * @param missingColumns hold a file that lost a column its map reads
     * @param deletions share of records (0.05 = 5 %) that may vanish in one full load, null = not limited
     * @param priceMove relative change of a price (0.2 = 20 %) that holds the file, null = not limited
     */
    public record Brake(boolean empty, boolean missingColumns, BigDecimal deletions, BigDecimal priceMove) {}
}
