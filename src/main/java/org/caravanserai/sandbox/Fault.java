package org.caravanserai.sandbox;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that is to go wrong.
 *
 * @param kind what
 * @param count how many calls it befalls, 0 = until it is taken away
 * @param probability that it befalls a call it fits, 0 to 1
 * @param seed of the chance; the same seed and calls give the same faults
 * @param operation only calls of this operation, null = all
 * @param more what this kind needs to know, see {@link Kind}
 */
public record Fault(Kind kind, int count, double probability, long seed, String operation, Map<String, String> more) {
    /** What can go wrong. */
    public enum Kind {
        /** {@code millis} (1000) pass before the call is looked at, or after with {@code when: after}. */
        DELAY("millis", "when"),
        /** 429; {@code retryAfter}: seconds, {@code date:N} for a date N seconds away, {@code absurd}, absent = none. */
        THROTTLE("retryAfter", "processed"),
        /** Answers {@code status} (503); {@code retryAfter} as above; {@code processed: true} = done all the same. */
        STATUS("status", "retryAfter", "processed"),
        /** The connection is cut, nothing was done. */
        CUT_BEFORE,
        /** Done, then the connection is cut in the middle of the answer. */
        CUT_MIDDLE,
        /** Done, then the connection is cut without an answer. */
        LOSE_ANSWER,
        /** A {@code share} (0.3) of the items of a batch is refused, or those of {@code keys} (comma-separated). */
        REFUSE_PART("share", "keys"),
        /** Every token given out so far is no longer good; where there are none the key is refused. */
        EXPIRE_TOKEN,
        /** The job this call starts never ends. */
        HANG_JOB,
        /** The job this call starts is not known afterwards. */
        LOSE_JOB,
        /** Done, but answered with 200 and a page in HTML; {@code processed: false} = nothing was done. */
        HTML("processed"),
        /** Done, but the answer names its items wrongly. */
        WRONG_IDS,
        /** Done, but every result comes twice. */
        DUPLICATE_RESULTS,
        /** Done, but the answer speaks of items nobody asked about. */
        OTHER_ITEMS,
        /** Done, but every list of the answer is empty and every count of it 0. */
        EMPTY_LIST,
        /** The answer before, to whatever the same operation was asked, instead of this one. */
        REPEAT_PAGE,
        /** Done, but {@code field} of every record of the answer holds {@code value}. */
        CHANGED_VALUE("field", "value"),
        /** Done, but the body of the answer never ends. */
        ENDLESS_BODY;

        private final Set<String> more;

        Kind(String... more) {
            this.more = Set.of(more);
        }

        /** As it is written in JSON: {@code lose-answer}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    private static final Map<String, String> FORMS = Map.of(
            "millis", "\\d{1,7}",
            "when", "before|after",
            "status", "[1-5]\\d\\d",
            "share", "0|1|0?\\.\\d{1,6}",
            "processed", "true|false",
            "retryAfter", "(?!date:).*|date:\\d{1,6}",
            "keys", ".*",
            "field", "[A-Za-z0-9_]{1,60}",
            "value", ".{0,200}");

    public Fault {
        more = Map.copyOf(more);
        if (count < 0 || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("count is 0 or more, probability from 0 to 1");
        }
        more.forEach((name, value) -> {
            if (!value.matches(FORMS.getOrDefault(name, ""))) {
                throw new IllegalArgumentException("'" + name + "' may not be '" + value + "'");
            }
        });
    }

    /** A fault that befalls the next call. */
    public static Fault of(Kind kind) {
        return new Fault(kind, 1, 1, 0, null, Map.of());
    }

    /** The same for a number of calls; 0 = until it is taken away. */
    public Fault times(int calls) {
        return new Fault(kind, calls, probability, seed, operation, more);
    }

    /** The same by chance. */
    public Fault chance(double share, long luck) {
        return new Fault(kind, count, share, luck, operation, more);
    }

    /** The same for one operation only. */
    public Fault on(String name) {
        return new Fault(kind, count, probability, seed, name, more);
    }

    /** The same with something this kind needs to know. */
    public Fault with(String name, String value) {
        var values = new LinkedHashMap<>(more);
        values.put(name, value);
        return new Fault(kind, count, probability, seed, operation, values);
    }

    String word(String name, String fallback) {
        return more.getOrDefault(name, fallback);
    }

    ObjectNode json() {
        var json = Json.object()
                .put("fault", kind.word())
                .put("count", count)
                .put("probability", probability)
                .put("seed", seed);
        if (operation != null) {
            json.put("operation", operation);
        }
        more.forEach(json::put);
        return json;
    }

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException when it is none; the text says why
     */
    static Fault read(JsonNode json) {
        var word = json.path("fault").asString("");
        var kind = Kind.of(word)
                .orElseThrow(() -> new IllegalArgumentException("no fault '" + word + "'; there are "
                        + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))));
        var fault = of(kind).times(json.path("count").asInt(1))
                .chance(json.path("probability").asDouble(1), json.path("seed").asLong(0));
        if (json.hasNonNull("operation")) {
            fault = fault.on(json.path("operation").asString());
        }
        for (var field : json.properties()) {
            if (kind.more.contains(field.getKey())) {
                fault = fault.with(field.getKey(), field.getValue().asString());
            } else if (!Set.of("fault", "count", "probability", "seed", "operation")
                    .contains(field.getKey())) {
                throw new IllegalArgumentException("'" + word + "' knows no '" + field.getKey() + "'"
                        + (kind.more.isEmpty() ? "" : ", only " + String.join(", ", kind.more)));
            }
        }
        return fault;
    }
}
