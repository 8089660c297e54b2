package org.caravanserai.mapping;

import java.time.ZoneId;
import org.caravanserai.home.Format;

/**
 * How a source writes numbers and dates.
 *
 * @param decimal decimal sign, point or comma
 * @param zone zone of moments without an offset
 */
public record Dialect(char decimal, ZoneId zone) {
    /** Point, UTC. */
    public static final Dialect PLAIN = new Dialect('.', ZoneId.of("UTC"));

    /** That of a source's files; format null = canonical numbers. */
    public static Dialect of(Format format, ZoneId zone) {
        return new Dialect(format == null ? '.' : format.decimal(), zone);
    }
}
