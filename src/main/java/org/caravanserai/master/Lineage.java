package org.caravanserai.master;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

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

    private final Winner only;
    private final Supplier<? extends Iterable<String>> addresses;
    private TreeMap<String, Winner> winners;

    Lineage(TreeMap<String, Winner> winners) {
        this.winners = winners;
        this.only = null;
        this.addresses = null;
    }

    /** One source won every value; which they are is found out when somebody asks. */
    Lineage(Winner only, Supplier<? extends Iterable<String>> addresses) {
        this.only = only;
        this.addresses = addresses;
    }

    /** Who won every value, null when several did or it was not noticed. */
    Winner only() {
        return only;
    }

    private synchronized TreeMap<String, Winner> byAddress() {
        if (winners == null) {
            var all = new TreeMap<String, Winner>();
            addresses.get().forEach(address -> all.put(address, only));
            winners = all;
        }
        return winners;
    }

    /**
     * The winner of each value by address ({@code name.fr_FR}, {@code weight}, {@code prices}), in the order of the
     * addresses.
     */
    public Map<String, Winner> winners() {
        return Collections.unmodifiableMap(byAddress());
    }

    /** The winner of one value, null when the document has no such value. */
    public Winner of(String address) {
        return byAddress().get(address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lineage lineage && lineage.byAddress().equals(byAddress());
    }

    @Override
    public int hashCode() {
        return byAddress().hashCode();
    }

    @Override
    public String toString() {
        return byAddress().toString();
    }
}
