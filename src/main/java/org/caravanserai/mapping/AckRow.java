package org.caravanserai.mapping;

import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What an answer map made of one record of a partner's answer. All but the outcome may be null.
 *
 * @param key natural key of the item, null = every item nothing else was reported about; a key that was not sent is for whoever settles to refuse
 * @param remoteId what the partner calls the item, at most 200 characters; never null when the outcome is known
 * @param code the partner's own code, at most 100 characters
 * @param field target field it complains about, at most 200 characters
 * @param text in the partner's words, or why the record is unknown; at most 2,000 characters
 * @param job the partner's name of a job, at most 200 characters; never null when the outcome is submitted
 * @param lookAt when to look or to try again
 */
public record AckRow(
        String key, Word outcome, String remoteId, String code, String field, String text, String job, Instant lookAt) {
    /** How it went. */
    public enum Word {
        ACCEPTED,
        SUBMITTED,
        REJECTED,
        DEFERRED,
        UNKNOWN,
        /** The partner has it already, under an id of its own. */
        KNOWN;

        /** As it is written in maps. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public AckRow {
        Objects.requireNonNull(outcome);
    }

    /** The same with the partner's words as they may be kept; names of items and jobs stay. */
    public AckRow said(UnaryOperator<String> masking) {
        return new AckRow(
                key,
                outcome,
                remoteId,
                masked(code, masking),
                masked(field, masking),
                masked(text, masking),
                job,
                lookAt);
    }

    private static String masked(String words, UnaryOperator<String> masking) {
        return words == null ? null : masking.apply(words);
    }
}
