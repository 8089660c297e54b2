package org.caravanserai.web.distributor;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.caravanserai.delivery.OwnItems;
import org.caravanserai.delivery.feed.Edition;
import org.caravanserai.ledger.State;

/**
 * What a partner may know of its channel. Whatever is shown to a partner goes through here: names of people, reasons of the house and anything of another channel
 * have no place in it.
 *
 * @param company who feeds it
 * @param live whether what is computed also leaves
 * @param pausedAt nothing leaves since, null = it does
 * @param trouble something is being mended: the last version stays served
 * @param contract version of what was agreed, null = not said
 * @param noticeDays days changes are told in advance, null = not said
 * @param publishes some of it goes out as files
 * @param keys newest first
 */
record OwnChannel(
        String name,
        String title,
        String company,
        Live live,
        Instant pausedAt,
        boolean trouble,
        String contract,
        Long noticeDays,
        boolean publishes,
        List<Publication> publications,
        List<File> files,
        List<Stream> streams,
        List<Target> targets,
        List<Key> keys) {

    /** Whether files are put somewhere beside being served here. */
    public boolean pushed() {
        return targets.stream().anyMatch(target -> !target.to().equals("https"));
    }

    /** The launch dial as its partner sees it. */
    enum Live {
        OFF,
        PREPARING,
        LIVE
    }

    /**
     * Files that appear together.
     *
     * @param name of the stream that leads it
     * @param at when the current version was published
     * @param promised how old it may become, null = nothing was promised
     * @param due when it would be too old, null likewise
     * @param next when the schedule allows the next one, null = as soon as something changes
     * @param late it is too old
     * @param checked a newer version exists and is looked at by somebody first
     * @param editions newest first
     */
    record Publication(
            String name,
            long version,
            Instant at,
            Duration promised,
            Instant due,
            Instant next,
            boolean late,
            boolean checked,
            List<Edition> editions) {}

    /**
     * One file.
     *
     * @param address to fetch it at, without any key; a path when the hub does not know the name it is reached by
     * @param format as in the channel's file, null = not known any more
     * @param delta holds changes only
     * @param base version it continues, null = it holds everything
     */
    record File(
            String name,
            String address,
            String format,
            String type,
            long count,
            long bytes,
            String sha256,
            String publication,
            long version,
            Instant at,
            boolean delta,
            Long base) {}

    /**
     * One stream over all its languages.
     *
     * @param listed its items may be named
     * @param reasons why items are missing
     */
    record Stream(String name, Map<State, Long> counts, long selected, boolean listed, List<OwnItems.Missing> reasons) {
        /** Items in one state. */
        public long of(State state) {
            return counts.getOrDefault(state, 0L);
        }

        /** Items that stand there, or an earlier version of them, as far as that is known of all together. */
        public long there() {
            return of(State.CONFIRMED);
        }

        /** Items on their way. */
        public long coming() {
            return of(State.PENDING) + of(State.UNKNOWN);
        }

        /** Items that are not there, or not as they should be. */
        public long missing() {
            return of(State.HELD) + of(State.PARKED);
        }
    }

    /**
     * Where files are put.
     *
     * @param where host and folder, or bucket; empty when it is fetched here, or a mail box
     * @param state {@code served, pending, failed, sent, superseded}
     * @param wanted version it should have
     * @param received what it has, null = nothing yet
     * @param failingSince null = it does not fail
     * @param problem one word, {@code ours} when the partner can do nothing about it; null = none
     * @param next when it is tried again, null = nothing is to be tried
     */
    record Target(
            String to,
            String where,
            String publication,
            String state,
            long wanted,
            Long received,
            Instant receivedAt,
            Long bytes,
            String sha256,
            Instant failingSince,
            String problem,
            Instant next) {}

    /**
     * A valid key; never the key itself.
     *
     * @param usedOn day of the last use, null = never
     * @param newest the one that can be renewed
     * @param own the one the caller proved itself with
     */
    record Key(Instant issuedAt, LocalDate usedOn, boolean newest, boolean own) {}
}
