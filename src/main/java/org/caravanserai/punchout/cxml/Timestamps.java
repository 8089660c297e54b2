package org.caravanserai.punchout.cxml;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times of cXML: written with a numeric offset, never Z; read as buyers write them. */
public final class Timestamps {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private static final List<DateTimeFormatter> READ = List.of(
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter(Locale.ROOT),
            DateTimeFormatter.ISO_LOCAL_DATE,
            // Ruby's Time#to_s and the C library's asctime with an offset, as Coupa wrote in 2008
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss XX uuuu", Locale.ENGLISH));

    private Timestamps() {}

    /** {@code 2026-11-21T10:30:00+01:00}. */
    public static String write(Instant instant, ZoneId zone) {
        return WRITTEN.format(instant.atZone(zone));
    }

    /**
     * The moment a text means; empty when it cannot be read, which never refuses a set-up.
     *
     * @param zone of a time without offset
     */
    public static Optional<Instant> read(String text, ZoneId zone) {
        if (text == null || text.length() > 60) {
            return Optional.empty();
        }
        for (var format : READ) {
            try {
                var best = format.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
                if (best instanceof OffsetDateTime exact) {
                    return Optional.of(exact.toInstant());
                }
                if (best instanceof LocalDateTime local) {
                    return Optional.of(local.atZone(zone).toInstant());
                }
                return Optional.of(((LocalDate) best).atStartOfDay(zone).toInstant());
            } catch (DateTimeException other) {
                // the next form
            }
        }
        return Optional.empty();
    }
}
