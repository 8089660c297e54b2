package org.caravanserai.delivery.publish;

import java.time.Instant;

/**
 * What one target knows of one version of a publication.
 *
 * @param target way and address
 * @param attempts failed ones since the target last received something
 * @param next when it is tried, or tried again
 * @param failingSince null = it does not fail
 * @param code stable word for the reason, null = none
 * @param reason one sentence for people, null = none
 * @param sentAt when the target had all of it, null = not yet
 * @param bytes that were carried
 * @param sha256 of the manifest that was put last, null = not yet
 */
public record Receipt(
        String channel,
        String publication,
        String target,
        long version,
        State state,
        int attempts,
        Instant next,
        Instant failingSince,
        String code,
        String reason,
        Instant sentAt,
        long bytes,
        String sha256) {

    /** Where it stands. */
    public enum State {
        PENDING,
        FAILED,
        SENT,
        /** A newer version came before this one was sent. */
        SUPERSEDED;

        /** As it is written in the table and shown. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A version nobody has tried to send yet; what is known of an unsent one before it goes on, so that nobody is pestered. */
    static Receipt pending(
            String channel, String publication, String target, long version, Receipt before, Instant now) {
        boolean failing = before != null && before.state() == State.FAILED;
        return new Receipt(
                channel,
                publication,
                target,
                version,
                failing ? State.FAILED : State.PENDING,
                failing ? before.attempts() : 0,
                failing ? before.next() : now,
                failing ? before.failingSince() : null,
                failing ? before.code() : null,
                failing ? before.reason() : null,
                null,
                0,
                null);
    }

    Receipt sent(Instant now, long carried, String checksum) {
        return new Receipt(
                channel,
                publication,
                target,
                version,
                State.SENT,
                attempts + 1,
                now,
                null,
                null,
                null,
                now,
                carried,
                checksum);
    }

    Receipt failed(Instant now, Instant again, String why, String text) {
        return new Receipt(
                channel,
                publication,
                target,
                version,
                State.FAILED,
                attempts + 1,
                again,
                failingSince == null ? now : failingSince,
                why,
                text,
                null,
                0,
                null);
    }

    /** The same, tried at the next look. */
    Receipt now(Instant now) {
        return new Receipt(
                channel,
                publication,
                target,
                version,
                state,
                attempts,
                now,
                failingSince,
                code,
                reason,
                sentAt,
                bytes,
                sha256);
    }
}
