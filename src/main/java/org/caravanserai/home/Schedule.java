package org.caravanserai.home;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/**
 * When something runs: {@code { every: 1h }} or {@code { at: "05:30" }} (one time or several, in the hub's zone). Both null/empty = whenever something
 * is due.
 *
 * @param every pause between two runs, null when {@code at} is set
 * @param at times of day, ascending
 */
public record Schedule(Duration every, List<LocalTime> at) {
    /** No schedule: as soon as something is due. */
    public static final Schedule WHEN_DUE = new Schedule(null, List.of());
}
