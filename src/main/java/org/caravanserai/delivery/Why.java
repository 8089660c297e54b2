package org.caravanserai.delivery;

import java.util.List;
import java.util.Map;

/**
 * Why an item of a partner is not there, or not as it should be, in terms that are the partner's to know.
 *
 * @param name of the gate's rule, or code of what was found; null where the cause says it all
 * @param title of the gate's rule, as the house words it for partners; null = it has none
 * @param attributes what it is about
 * @param field column or target field it is about, null = none
 * @param text the partner's own system's words, null = none
 */
public record Why(Cause cause, String name, String title, List<Named> attributes, String field, String text) {
    public Why {
        attributes = List.copyOf(attributes);
    }

    /** What kind of reason. */
    public enum Cause {
        /** Required and still empty. */
        REQUIRED,
        /** A rule of the gate does not hold. */
        RULE,
        /** A column cannot be filled. */
        FIELD,
        /** The partner's own system refused it. */
        REFUSED,
        /** Refused there, and given up until it changes. */
        GIVEN_UP,
        /** No longer sold. */
        RETIRED,
        /** No longer among what the channel is for. */
        NOT_SELECTED
    }

    /**
     * An attribute.
     *
     * @param label by locale, may be empty
     */
    public record Named(String code, Map<String, String> label) {
        public Named {
            label = Map.copyOf(label);
        }
    }

    static Why of(Cause cause) {
        return new Why(cause, null, null, List.of(), null, null);
    }
}
