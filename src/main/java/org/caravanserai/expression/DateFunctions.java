package org.caravanserai.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Functions on dates. */
final class DateFunctions {
    /** More than the years 0 to 9999 hold; keeps sums of days far from 64 bits. */
    private static final long MAX_DAYS = 4_000_000;

    static final List<Function> ALL = List.of(
            Function.built(
                    "today",
                    "The day of the run in the hub's zone, fixed once per run.",
                    "today() > date('2026-01-31')",
                    "true",
                    "today() -> date"),
            Function.of(
                    "date",
                    "A date written yyyy-MM-dd, or the day of an instant in the hub's zone.",
                    "date('2026-02-28') + days(1)",
                    "2026-03-01",
                    Signature.of("date", Type.DATE, (a, b, c, run) -> date((String) a), Type.TEXT),
                    Signature.of("date", Type.DATE, (a, b, c, run) -> a, Type.DATE),
                    Signature.of("date", Type.DATE, (a, b, c, run) -> day((Instant) a, run), Type.INSTANT)),
            Function.of(
                    "days",
                    "So many days, to be added to or taken from a date or compared with a difference of two dates.",
                    "rightsTo - date('2026-12-01') <= days(30)",
                    "true",
                    Signature.of("days", Type.DAYS, (a, b, c, run) -> days(a), Type.INTEGER)));

    private DateFunctions() {}

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static LocalDate day(Instant instant, Run run) {
        try {
            return LocalDate.ofInstant(instant, run.zone);
        } catch (DateTimeException beyondTheCalendar) {
            return null;
        }
    }

    private static Long days(Object number) {
        return number instanceof Long whole && whole >= -MAX_DAYS && whole <= MAX_DAYS ? whole : null;
    }
}
