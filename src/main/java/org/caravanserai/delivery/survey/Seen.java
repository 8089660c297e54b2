package org.caravanserai.delivery.survey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A record that stands at the partner.
 *
 * @param key our key as the partner has it, null = it has none
 * @param remoteId the partner's own name, null = it gives none
 * @param match values it can be found by, in the order of the descriptor; null = it has none
 * @param compared values that can be compared, in the order of the descriptor; null = it has none
 */
public record Seen(String key, String remoteId, List<String> match, List<String> compared) {
    public Seen {
        match = Collections.unmodifiableList(new ArrayList<>(match));
        compared = Collections.unmodifiableList(new ArrayList<>(compared));
    }

    /** As cells of a run. */
    public List<String> cells() {
        var cells = new ArrayList<String>();
        cells.add(key);
        cells.add(remoteId);
        cells.addAll(match);
        cells.addAll(compared);
        return cells;
    }

    /** Back from cells. */
    public static Seen of(List<String> cells, int matches) {
        return new Seen(
                cells.get(0), cells.get(1), cells.subList(2, 2 + matches), cells.subList(2 + matches, cells.size()));
    }

    /** For people. */
    public String name() {
        return key == null ? remoteId : key;
    }
}
