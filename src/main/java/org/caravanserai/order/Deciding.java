package org.caravanserai.order;

/**
 * Who decides, why, and about what he saw.
 *
 * @param reason in words, for the time line; null = none given
 * @param revision of the order as he saw it: one that has moved on since is not decided about; -1 = as it stands
 */
public record Deciding(String who, String reason, int revision) {
    /** Somebody, about the order as it stands. */
    public static Deciding by(String who) {
        return new Deciding(who, null, -1);
    }
}
