package org.caravanserai.home;

import java.time.Duration;

/** A ceiling: {@code 4/h} is four calls an hour. */
public record Rate(int count, Duration per) {
    /** As it is written: {@code 4/h}. */
    @Override
    public String toString() {
        return count + "/" + (per.toDays() > 0 ? "d" : unit());
    }

    private String unit() {
        if (per.toHours() > 0) {
            return "h";
        }
        return per.toMinutes() > 0 ? "m" : "s";
    }
}
