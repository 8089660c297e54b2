package org.caravanserai.master;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Which source won each value of a golden document. Kept beside the document as one small blob. */
public final class Lineage {
    /**
     * Who won.
     *
     * @param source name of the source
     * @param run the run that last changed the value in that source
     * @param rule the key of the trust ranking that decided: {@code name.de_DE}, {@code name} or {@code *}
     */
    public record Winner(String source, long run, String rule) {}

    private final TreeMap<String, Winner> winners;

    Lineage(TreeMap<String, Winner> winners) {
        this.winners = winners;
    }

    /**
     * The winner of each value by address ({@code name.fr_FR}, {@code weight}, {@code prices}), in the order of the
     * addresses.
     */
    public Map<String, Winner> winners() {
        return Collections.unmodifiableMap(winners);
    }

    /** The winner of one value, null when the document has no such value. */
    public Winner of(String address) {
        return winners.get(address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lineage lineage && lineage.winners.equals(winners);
    }

    @Override
    public int hashCode() {
        return winners.hashCode();
    }

    @Override
    public String toString() {
        return winners.toString();
    }
}
