package org.caravanserai.connector.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.caravanserai.home.Connector;

/** When a partner wants to be called again: Retry-After (RFC 9110 10.2.3, seconds or a date) or a header of its own. Nonsense counts as not said. */
final class RetryAfter {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** The moment, brought within 1 s to 1 h from now; null when none is said. */
    static Instant of(Map<String, String> headers, Connector.Throttling throttling, Instant now) {
        var said = standard(headers.get("retry-after"), now);
        if (said == null && throttling.header() != null) {
            said = vendor(headers.get(throttling.header().toLowerCase(java.util.Locale.ROOT)), throttling.unit(), now);
        }
        return said == null ? null : clamp(said, now);
    }

    private static Instant clamp(Instant said, Instant now) {
        if (said.isBefore(now.plus(SHORTEST))) {
            return now.plus(SHORTEST);
        }
        return said.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : said;
    }

    private static Instant standard(String value, Instant now) {
        if (value == null) {
            return null;
        }
        var text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return now.plusSeconds(Long.parseLong(text));
        }
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    private static Instant vendor(String value, Connector.Throttling.Unit unit, Instant now) {
        if (value == null || !value.strip().matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
            return null;
        }
        long number = Long.parseLong(value.strip().replaceFirst("\\..*", ""));
        return switch (unit) {
            case SECONDS -> now.plusSeconds(Math.min(number, 1_000_000));
            case MILLISECONDS -> now.plusMillis(Math.min(number, 1_000_000_000));
            case EPOCH -> Instant.ofEpochSecond(Math.min(number, 100_000_000_000L));
        };
    }
}
