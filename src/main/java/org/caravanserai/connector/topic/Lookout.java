package org.caravanserai.connector.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/** Looks whether a topic is there, which one it is and how many partitions it has. */
final class Lookout implements AutoCloseable {
    private final String topic;
    private final Admin admin;

    /**
     * What was found.
     *
     * @param id of the topic; one that was deleted and made anew has another
     * @param parts number of partitions
     */
    record Found(String id, int parts) {}

    Lookout(String topic, Map<String, Object> common) {
        this.topic = topic;
        try {
            this.admin = Admin.create(common);
        } catch (KafkaException wrong) {
            throw Failure.of(topic, wrong);
        }
    }

    Found look() {
        try {
            TopicDescription found = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get();
            return new Found(found.topicId().toString(), found.partitions().size());
        } catch (ExecutionException failed) {
            throw Failure.of(topic, failed.getCause());
        } catch (KafkaException failed) {
            throw Failure.of(topic, failed);
        } catch (InterruptedException stray) {
            throw new Unreachable("interrupted while asking");
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
