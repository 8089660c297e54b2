package org.caravanserai.expression;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.caravanserai.canonical.Finding;

/**
 * The circumstances of an evaluation and its running counts. One per thread; call {@link #begin()} before each record.
 * Many expressions over one record share the counts, which is what the limits are about.
 */
public final class Run {
    /** List elements visited per record, all expressions together. */
    public static final int MAX_STEPS = 1_000_000;
    /** Characters of text made per record, all expressions together (1 MiB in the usual Latin-1 case). */
    public static final int MAX_TEXT = 1 << 20;

    private static final int FRAMES = 8;
    private static final int MAX_FINDINGS = 20;
    /** The first day of the year 9999, as a number of days since 1970. */
    private static final long NEVER = LocalDate.of(9999, 1, 1).toEpochDay();

    final LocalDate today;
    final long todayDay;
    final ZoneId zone;
    final String[] reserved = new String[Reserved.values().length];
    final Object[] items = new Object[FRAMES];
    final StringBuilder text = new StringBuilder();
    private final List<Finding> findings = new ArrayList<>();
    private long due = NEVER;
    private int steps;
    private int made;

    /**
     * @param today the day that {@code today()} gives, fixed for the whole run
     * @param zone the hub's zone, in which an instant has a date
     */
    public Run(LocalDate today, ZoneId zone) {
        this.today = Objects.requireNonNull(today);
        todayDay = today.toEpochDay();
        this.zone = Objects.requireNonNull(zone);
    }

    /** Sets a reserved word; null = missing. */
    public Run set(Reserved word, String value) {
        reserved[word.ordinal()] = value;
        return this;
    }

    /** The day that {@code today()} gives. */
    public LocalDate today() {
        return today;
    }

    /** Starts a new record: counts, findings and due date are empty again. */
    public void begin() {
        if (!findings.isEmpty()) {
            findings.clear();
        }
        if (text.length() > 0) {
            text.setLength(0);
        }
        due = NEVER;
        steps = 0;
        made = 0;
    }

    /** Sets the list element the host stands on; see {@link Names#frames()}. */
    public void item(int frame, Object[] element) {
        items[frame] = element;
    }

    /** What went wrong in the record without stopping it, such as a division by zero; kept until {@link #begin()}. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * The first day after today on which an answer given since {@link #begin()} may change by itself; empty = never.
     * Days from the year 9999 on, with which people write "for ever", are never.
     */
    public Optional<LocalDate> due() {
        return due == NEVER ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(due));
    }

    /** Adds what a host found in the record; at most 20 are kept. */
    public void note(Finding finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    /** A copy whose counts and findings nobody sees, for explaining. */
    Run aside() {
        var aside = new Run(today, zone);
        System.arraycopy(reserved, 0, aside.reserved, 0, reserved.length);
        System.arraycopy(items, 0, aside.items, 0, items.length);
        return aside;
    }

    void due(long epochDay) {
        due = Math.min(due, epochDay);
    }

    void finding(Code code, String message) {
        note(new Finding(code.code(), Finding.Severity.WARN, null, null, message, null));
    }

    void step() {
        if (++steps > MAX_STEPS) {
            throw new Refused(
                    Code.STEPS, "more than " + MAX_STEPS + " list elements visited for one record; narrow the lists");
        }
    }

    void made(int characters) {
        made += characters;
        if (made > MAX_TEXT) {
            throw new Refused(Code.TEXT_MADE, "more than 1 MiB of text made for one record; cut the texts earlier");
        }
    }
}
