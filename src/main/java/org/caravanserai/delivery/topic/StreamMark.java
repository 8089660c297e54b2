package org.caravanserai.delivery.topic;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.topic.Unreachable;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;

/**
 * How far the change log was told to a topic.
 *
 * @param topicId which topic it was; one made anew has another
 * @param kinds words of the kinds that were told
 * @param position the last change that was told
 * @param swept id up to which all documents were told since, {@link #DONE} = all of them
 */
record StreamMark(String topicId, List<String> kinds, long position, long swept) {
    static final long DONE = -1;

    /** Everything there is has to be told, then what changes after {@code head}. */
    static StreamMark whole(String topicId, Collection<Kind> kinds, long head) {
        return new StreamMark(topicId, words(kinds), head, 0);
    }

    boolean sweeping() {
        return swept != DONE;
    }

    StreamMark at(long next) {
        return new StreamMark(topicId, kinds, next, DONE);
    }

    StreamMark swept(long id) {
        return new StreamMark(topicId, kinds, position, id);
    }

    /** Whether this topic has been told of all these kinds. */
    boolean covers(String topic, Collection<Kind> wanted) {
        return topicId.equals(topic) && kinds.containsAll(words(wanted));
    }

    private static List<String> words(Collection<Kind> kinds) {
        return kinds.stream().map(Kind::word).sorted().toList();
    }

    static Optional<StreamMark> read(Database database, String topic) {
        return database.read(tx -> tx.first(
                "select topic_id, kinds, position, swept from delivery_topic where topic = ?",
                Bind.of(topic),
                row -> new StreamMark(
                        row.getString(1), Arrays.asList(row.getString(2).split(" ")), row.getLong(3), row.getLong(4))));
    }

    /**
     * Keeps it.
     *
     * @param before what stood there, null = nothing
     * @throws Unreachable when somebody else has moved on since
     */
    StreamMark keep(Database database, String topic, StreamMark before) {
        long now = database.clock().millis();
        var said = kinds.stream().collect(Collectors.joining(" "));
        int done = database.write(
                Purpose.CONFIRM,
                tx -> before == null
                        ? tx.update(
                                "insert into delivery_topic (topic, topic_id, kinds, position, swept, changed_at) values (?, ?, ?, ?, ?, ?)",
                                Bind.of(topic, topicId, said, position, swept, now))
                        : tx.update(
                                "update delivery_topic set topic_id = ?, kinds = ?, position = ?, swept = ?, changed_at = ?"
                                        + " where topic = ? and position = ? and swept = ?",
                                Bind.of(
                                        topicId,
                                        said,
                                        position,
                                        swept,
                                        now,
                                        topic,
                                        before.position(),
                                        before.swept())));
        if (done != 1) {
            throw new Unreachable("changes are told to " + topic + " by another hub as well");
        }
        return this;
    }
}
