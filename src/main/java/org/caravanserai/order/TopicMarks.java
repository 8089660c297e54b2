package org.caravanserai.order;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.caravanserai.connector.topic.Unreachable;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Tx;
import org.caravanserai.store.Work;

/** How far a topic was read: the place of the next message of each partition. */
final class TopicMarks {
    private final Database database;
    private final Clock clock;
    private final String topic;

    /** @param position place of the next message */
    record Mark(String topicId, long position) {}

    TopicMarks(Database database, String topic) {
        this.database = database;
        this.clock = database.clock();
        this.topic = topic;
    }

    Optional<Mark> of(int part) {
        return database.read(tx -> tx.first(
                "select topic_id, position from order_topic where topic = ? and part = ?",
                Bind.of(topic, part),
                row -> new Mark(row.getString(1), row.getLong(2))));
    }

    /**
     * Moves on, as a part of the transaction that keeps what the message did.
     *
     * @param from what was read last; when somebody else has moved on since, nothing of the transaction counts
     */
    Work<Void> move(int part, Mark from, Mark to) {
        return tx -> {
            if (update(tx, part, from, to) != 1) {
                throw new Unreachable("partition " + part + " of " + topic + " is read by another hub as well");
            }
            return null;
        };
    }

    private int update(Tx tx, int part, Mark from, Mark to) throws SQLException {
        long now = clock.millis();
        if (from == null) {
            return tx.update(
                    "insert into order_topic (topic, part, topic_id, position, changed_at) values (?, ?, ?, ?, ?)",
                    Bind.of(topic, part, to.topicId(), to.position(), now));
        }
        return tx.update(
                "update order_topic set topic_id = ?, position = ?, changed_at = ?"
                        + " where topic = ? and part = ? and topic_id = ? and position = ?",
                Bind.of(to.topicId(), to.position(), now, topic, part, from.topicId(), from.position()));
    }
}
