package org.caravanserai.delivery.survey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A look at what a partner holds.
 *
 * @param options what was asked for, by word
 * @param startedBy user, or {@code schedule}
 * @param endedAt null = it is still being read
 * @param text one sentence when something is in the way, else null
 * @param counts figures by {@code <stream>[ <locale>]} and word
 * @param appliedAt of an adoption, null = not applied
 * @param appliedBy null = not applied
 */
public record Survey(
        long id,
        String channel,
        Kind kind,
        State state,
        Map<String, String> options,
        Instant startedAt,
        String startedBy,
        Instant endedAt,
        String text,
        Map<String, Map<String, Long>> counts,
        Instant appliedAt,
        String appliedBy) {
    public Survey {
        options = Map.copyOf(options);
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** What for. */
    public enum Kind {
        /** Compare with what should stand there. */
        VERIFY,
        /** Link what stands there to what is ours. */
        ADOPT
    }

    /** How far it is. */
    public enum State {
        RUNNING,
        /** Read and compared; what differs was given to the normal way, unless only a report was asked for. */
        DONE,
        /** Too much differs: the brake asks, and nothing was done. */
        HELD,
        /** The list could not be read as a whole: nothing was concluded. */
        FAILED,
        /** An adoption that waits for somebody to apply it. */
        READY,
        /** An adoption that was applied. */
        APPLIED
    }

    /** Sum of a figure over all streams. */
    public long sum(String word) {
        return counts.values().stream()
                .mapToLong(one -> one.getOrDefault(word, 0L))
                .sum();
    }

    /** Items that are not as they should be at the partner. */
    public long differences() {
        return sum("missing") + sum("changed") + sum("extra");
    }

    /**
     * One thing that was found.
     *
     * @param what {@code missing changed extra link conflict orphan}
     * @param locale null when the stream is not split
     * @param key ours; of what is nothing of ours the one it has there; null = it has none
     * @param remoteId the partner's name, null = none
     * @param why a word: why it is extra, in conflict, or by what it was found; null = nothing to say
     * @param fields what differs
     * @param others keys or names of what else is involved
     */
    public record Line(
            String what,
            String stream,
            String locale,
            String key,
            String remoteId,
            String why,
            List<Field> fields,
            List<String> others) {
        public Line {
            fields = List.copyOf(fields);
            others = List.copyOf(others);
        }
    }

    /**
     * One field.
     *
     * @param ours as it should be, null = nothing
     * @param theirs as it stands there, null = nothing
     */
    public record Field(String field, String ours, String theirs) {}

    /** Figures while they are being counted. */
    public static final class Tally {
        private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();

        /** Adds to a figure. @param place stream, with its locale where it is split */
        public void add(String place, String word, long more) {
            counts.computeIfAbsent(place, none -> new LinkedHashMap<>()).merge(word, more, Long::sum);
        }

        /** A figure so far. */
        public long of(String place, String word) {
            return counts.getOrDefault(place, Map.of()).getOrDefault(word, 0L);
        }

        /** All of them. */
        public Map<String, Map<String, Long>> counts() {
            return counts;
        }

        String text() {
            var parts = new ArrayList<String>();
            counts.forEach((place, figures) ->
                    figures.forEach((word, number) -> parts.add(place + "." + word + "=" + number)));
            return String.join(";", parts);
        }

        static Map<String, Map<String, Long>> read(String text) {
            var tally = new Tally();
            for (var part : text.isEmpty() ? new String[0] : text.split(";")) {
                int dot = part.lastIndexOf('.');
                int equals = part.lastIndexOf('=');
                tally.add(
                        part.substring(0, dot),
                        part.substring(dot + 1, equals),
                        Long.parseLong(part.substring(equals + 1)));
            }
            return tally.counts;
        }
    }
}
